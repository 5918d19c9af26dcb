"""The report: the notebook's story on one web page, with the pictures and movies that the scripts have just written.

Nothing is drawn here. The files are read back and put into the page, so the report shows exactly what is in the folder.

Proved by tests/view/test_report.py, in a browser where there is one.
"""

from pathlib import Path

from massshuffle import checks
from massshuffle.files import save_text
from massshuffle.view import captions, numbers, page, story


def write_report(path, linear, sine, seed, folder=None):
    """Write the story of both runs to path, an .html file that needs no other, and return the path.

    linear, sine : experiments.Run of the straight and the sine boundary    seed : the one that both came from
    folder       : where story.write_figures and story.write_movies have put their files; path's own folder if None
    Raises ValueError for another suffix, OSError if a picture is missing or path cannot be written.
    """
    path = Path(path)
    if path.suffix != ".html":
        raise checks.BadInput(f"path must end in .html, got {path}")
    folder = path.parent if folder is None else Path(folder)
    html = page.page(
        "Weight evolution and mass shuffling",
        page.paragraph(
            "A network learns to tell two kinds of points apart. Two of their coordinates matter, thirteen are noise. "
            "Which weights grow while it learns, and does the network let go of those it does not need? This page "
            "retells “Weight evolution and mass shuffling in a shallow NN” by Rafael Monteiro (30 August 2019) in "
            f"other words and with a fresh computation: every gradient by hand in NumPy, every draw from seed {seed}."
        ),
        _data(linear, folder),
        _linear(linear, folder),
        _sine(sine, folder),
        page.section("Seed and settings", numbers.settings((linear, sine), seed)),
        page.section("What differs from the notebook", page.definitions(captions.DIFFERENCES)),
    )
    return save_text([html], path)


def _data(run, folder):
    published = run.experiment.published.label_shares
    rows = [
        (part, f"{share:.4g}", f"{theirs:.4g}")
        for (part, share), theirs in zip(story.label_shares(run.dataset), published)
    ]
    return page.section(
        "1. The data",
        page.paragraph(
            "Scatter points in a plane, ten times a standard normal draw in each direction. Call a point blue (label 1) "
            f"where {run.experiment.boundary}, else red (label 0). Then hide the plane in {len(run.dataset.X)} "
            "dimensions: append coordinates of small noise that say nothing about the label. Whoever collected these "
            "numbers could not know that; a network that has understood them should."
        ),
        *_shown(captions.DATA, folder),
        page.paragraph(
            "A part of the samples is kept for testing, with the same share of each label as in the training part."
        ),
        page.table("Share of label 1", ("part", "this run", "published"), rows),
    )


def _linear(run, folder):
    return page.section(
        "2. A straight boundary",
        page.paragraph(
            "The shallowest network there is: one weight for each coordinate, one bias, one logit. A straight line "
            "separates these samples, and W = (1, 0, 0, ..., 0) would do. So one expects W[0] to grow and everything "
            "else to fade away. All samples take part in every step, and Adam decides how far each weight goes."
        ),
        *_shown(captions.LINEAR, folder),
        page.paragraph(numbers.where_the_mass_went(run)),
        numbers.beside_published(run),
    )


def _sine(run, folder):
    return page.section(
        "3. A sine for a boundary",
        page.paragraph(
            f"Now a point is blue where {run.experiment.boundary}. The second coordinate matters a little, but the "
            "network can still only draw a straight line, so some points must end up on the wrong side of it."
        ),
        *_shown(captions.SINE, folder),
        page.paragraph(numbers.where_the_mass_went(run)),
        numbers.beside_published(run),
    )


def _shown(words, folder):
    """The pictures and movies of {file name: (alternative text, caption)}, in their order."""
    show = {".png": page.picture, ".mp4": page.movie}
    return [show[Path(name).suffix](folder / name, *text) for name, text in words.items()]
