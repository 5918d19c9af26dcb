"""The report: the notebook's story on one web page, with the pictures and movies that the scripts have just written.

Nothing is drawn here. The files are read back and put into the page, so the report shows exactly what is in the folder.

Tested by tests/view/test_report.py, in a browser where there is one.
"""

from pathlib import Path

from massshuffle import checks
from massshuffle.files import save_text
from massshuffle.view import page, run_summary, story

QUESTION = (
    "A network learns to tell two kinds of points apart. Two of their coordinates are large, and the first decides; "
    "thirteen are small noise. Which weights grow while it learns, and does the network let go of those it does not "
    "need? This page retells “Weight evolution and mass shuffling in a shallow NN” by Rafael Monteiro (30 August 2019) "
    "in other words and with a fresh computation: every gradient by hand in NumPy, every draw from seed {}."
)
POINTS = (
    "Scatter points in a plane, ten times a standard normal draw in each direction. Call a point blue (label 1) where "
    "{}, else red (label 0). Then hide the plane in {} dimensions: append coordinates of small noise that say nothing "
    "about the label. Whoever collected these numbers could not know that; a network that has understood them should."
)
SPLIT = "A part of the samples is kept for testing, with the same share of each label as in the training part."
STRAIGHT = (
    "The shallowest network there is: one weight for each coordinate, one bias, one logit. A straight line separates "
    "these samples, and W = (1, 0, 0, ..., 0) would do. So one expects W[0] to grow and everything else to fade away. "
    "All samples take part in every step, and Adam decides how far each weight goes."
)
WAVY = (
    "Now a point is blue where {}. The second coordinate matters a little, but the network can still only draw a "
    "straight line, so some points must end up on the wrong side of it."
)
AGAIN = "With these, scripts/reproduce_notebook.py makes this page again."
DIFFERS = "Point by point", ("the notebook", "here")
DIFFERENCES = (  # as docs/the-notebook.md has them
    ("writes the sigmoid as 1 / (1 + exp(z))", "1 / (1 + exp(-z))"),
    ("averages the noise weights over all 15 coordinates in its plot", "over the 13 that there are"),
    ('an axis named "iteration" counts recorded frames, 0 to 750', "it counts iterations, 0 to 30,000"),
    ("pairs the weights after a step with the cost before it", "one moment's, start to end: 751 and 251 frames"),
    ("rounds a probability, which sends 0.5 to 0", "sigmoid(z) >= eta gives 1, as its text says"),
    ("colours always range from -1 to 1, though weights reach 3", "the same here; make_weight_movie.py has --limits"),
    ("draws a new image for each frame of a movie", "draws one and paints over it"),
    (
        "sees less and less mass on all weights but W[0] in its movie, whose colours have a sign",
        "counted without signs, the noise weights have more mass at the end than at the start",
    ),
    ("computes in 32 bits with TensorFlow", "in 64 bits with NumPy, every gradient by hand"),
    ("seeds nothing", "one seed fixes everything"),
)


def write_report(path, linear, sine, seed, folder=None):
    """Write the story of both runs to path, an .html file that needs no other, and return the path.

    linear, sine : runs.Run of the straight and the sine boundary    seed : the one that both came from
    folder       : where the story has been written; path's own folder if None
    Raises ValueError for another suffix, OSError if a picture is missing or path cannot be written.
    """
    path = Path(path)
    if path.suffix != ".html":
        raise checks.BadInput(f"path must end in .html, got {path}")
    folder = path.parent if folder is None else Path(folder)
    touched, runs = path.with_name("explore.html"), (linear, sine)
    names = [run.experiment.name for run in runs]
    html = page.page(
        "Weight evolution and mass shuffling",
        page.paragraph(QUESTION.format(seed)),
        page.link(touched.name, "Move through the run yourself", ": every moment of it.") if touched.is_file() else "",
        _data(linear, folder),
        _run("2. A straight boundary", STRAIGHT, linear, story.LINEAR, folder),
        _run("3. A sine for a boundary", WAVY.format(sine.experiment.boundary.words), sine, story.SINE, folder),
        page.section("Seed and settings", page.table(AGAIN, ("setting", *names), run_summary.settings(runs, seed))),
        page.section("What differs from the notebook", page.table(*DIFFERS, DIFFERENCES, "words")),
    )
    return save_text([html], path)


def _data(run, folder):
    shares = run_summary.label_shares(run.dataset, run.experiment.published.label_shares)
    return page.section(
        "1. The data",
        page.paragraph(POINTS.format(run.experiment.boundary.words, len(run.dataset.X))),
        *_shown(story.DATA, folder),
        page.paragraph(SPLIT),
        page.table("Share of label 1", ("part", "this run", "published"), shares),
    )


def _run(title, words, run, shown, folder):
    return page.section(
        title,
        page.paragraph(words),
        *_shown(shown, folder),
        page.paragraph(run_summary.where_the_mass_went(run)),
        _beside_published(run),
    )


def _shown(shown, folder):
    """The pictures and movies of a part of the story, in their order."""
    show = {".png": page.picture, ".mp4": page.movie}
    return [show[Path(one.name).suffix](folder / one.name, one.alternative, one.caption) for one in shown]


def _beside_published(run):
    """Each number the notebook published about a run, beside ours."""
    rows = [(f"cost at {iteration}", *pair) for iteration, *pair in run_summary.costs(run)]
    rows += run_summary.weights_at_the_ends(run)
    rows += [(f"accuracy, {part} set", *pair) for part, *pair in run_summary.accuracies(run)]
    about = "Published numbers beside ours. The notebook has no seed, so its draw cannot be repeated digit by digit. "
    about += "Costs are means in nats, at the iteration named; its weights are read off its curves"
    caption = "".join(f"{sentence}. " for sentence in (about, *run_summary.costs_left_out(run))).rstrip()
    return page.table(caption, ("number", "this run", "published"), rows)
