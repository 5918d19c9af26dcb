"""The notebook's story in pictures and movies: what each file is called, what makes it, and what is said about it.

A new picture is a function here and an entry in a table, with its caption and its alternative text: the scripts write
it, and the report shows it.

Tested by tests/view/test_run_summary.py and tests/view/test_report.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from massshuffle.checks import generator
from massshuffle.mass import averaged
from massshuffle.view.figures.samples import scatter_plane, scatter_space
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import averaged_weights, cost_curve, heat_map, matrix_as_colors, weight_evolution
from massshuffle.view.movies import start_movie

SAME_SCALE = {"limits": (-30, 30), "view": (40, 60)}
AVERAGED_LABELS = ("W[0]", "W[1]", "mean of the others")


@dataclass(frozen=True)
class Shown:
    """A picture or a movie of the story."""

    name: str  # of its file
    make: Callable  # for a .png the Figure, for an .mp4 what start_movie wants
    caption: str
    alternative: str  # for a reader who cannot see it; no docstring, which `python -OO` would take away


def pictures(shown, folder, *of):
    """Make the pictures among shown, of a Run or of a Dataset and a seed, in the folder; yield each path."""
    return (save(one.make(*of), folder / one.name) for one in shown if one.name.endswith(".png"))


def movies(shown, writer, folder, *of):
    """Start the movies among shown, of a Run, as start_movie does; returns their futures."""
    moving = [one for one in shown if one.name.endswith(".mp4")]
    return [start_movie(writer, folder / one.name, **one.make(*of)) for one in moving]


def first_hundred(dataset, seed):
    """Return the Figure of the first 100 samples in the plane."""
    return scatter_plane(dataset.X, dataset.Y, n_samples=100)


def space(dataset, seed):
    """Return the Figure of all samples in space."""
    return scatter_space(dataset.X, dataset.Y)


def same_scale(dataset, seed):
    """Return the Figure of all samples in space, with one scale for all axes."""
    return scatter_space(dataset.X, dataset.Y, **SAME_SCALE, title="The same at one scale")


def random_matrix(dataset, seed):
    """Return the Figure of a random matrix as colours."""
    return matrix_as_colors(generator(seed).random((5, 5)), title="A random matrix")


def sine_space(run):
    """Return the Figure of the sine run's samples in space, with one scale for all axes."""
    return scatter_space(run.dataset.X, run.dataset.Y, **SAME_SCALE, title="A sine for a boundary")


def cost(run):
    """Return the Figure of a run's costs."""
    return cost_curve(run.history, run.experiment.published.costs)


def all_weights(run):
    """Return the Figure of every weight of a run."""
    return weight_evolution(run.history.weights(), run.history.iterations)


def averages(run):
    """Return the Figure of W[0], W[1] and the mean of the others."""
    return averaged_weights(run.history.weights(), run.history.iterations)


def weights_movie(run):
    """Return the arguments of start_movie for all weights of a run."""
    return {"weights": run.history.weights(), "iterations": run.history.iterations}


def averaged_movie(run):
    """Return the arguments of start_movie for W[0], W[1] and the mean of the others."""
    return {"weights": averaged(run.history.weights()), "iterations": run.history.iterations, "labels": AVERAGED_LABELS}


def last_frame(run):
    """Return the Figure of the last frame of weights_movie."""
    return heat_map(run.history.weights()[-1], run.history.iterations[-1])


def last_averaged_frame(run):
    """Return the Figure of the last frame of averaged_movie."""
    return heat_map(averaged(run.history.weights())[-1], run.history.iterations[-1], labels=AVERAGED_LABELS)


ALL_WEIGHTS = "Every weight against the iteration. Watch the thin curves, the noise weights: do they die out?"
MOVIE = "All 15 weights while they learn. Where the colour stops changing, the weight has left the colour bar."
AVERAGES = "W[0], W[1] and the mean of the others."
# What a reader who cannot see a picture should know, where several pictures show the same.
COST_SEEN = "Curve of the cost against the iteration, and black dots for the published costs."
ALL_WEIGHTS_SEEN = (
    "Fifteen curves against the iteration, one a weight, W[0] and W[1] drawn bold; the numbers are in the text."
)
AVERAGES_SEEN = (
    "Three curves against the iteration: W[0], W[1] and the mean of the other 13; the numbers are in the text."
)
MOVIE_SEEN = "Movie of one row of 15 coloured cells, the weights, that change colour as the iterations pass."
AVERAGED_MOVIE_SEEN = (
    "Movie of three coloured cells, W[0], W[1] and the mean of the others, that change colour with the iterations."
)
DATA = (  # of a dataset and a seed
    Shown(
        "01-scatter-first-100.png",
        first_hundred,
        "The first 100 samples: a vertical line divides them.",
        "Scatter plot of 100 points in the plane of x1 and x2: red points fill the left half, blue points the right.",
    ),
    Shown(
        "02-scatter-3d.png",
        space,
        "All samples, a noise coordinate upwards. Look at the scale of that axis.",
        "The samples in space, x3 upwards: its axis is stretched so far that the noise looks as large as x1 and x2.",
    ),
    Shown(
        "03-scatter-3d-same-scale.png",
        same_scale,
        "The same with the same scale on every axis: the noise is flat.",
        "The samples in space, one scale for all axes: they lie in a flat sheet, red on one side, blue on the other.",
    ),
    Shown(
        "04-matrix-as-colors.png",
        random_matrix,
        "How to read a matrix as colours: dark is small, bright is large.",
        "A square of five by five coloured cells between black and white, and a colour bar.",
    ),
)
LINEAR = (  # of the run with the straight boundary
    Shown(
        "05-linear-cost.png",
        cost,
        "The cost, and as dots the costs that the notebook printed for its own run.",
        COST_SEEN,
    ),
    Shown("linear-weights.mp4", weights_movie, MOVIE, MOVIE_SEEN),
    Shown(
        "06-linear-movie-frame.png",
        last_frame,
        "The last frame of the movie.",
        "The last frame of the movie: one row of 15 cells between black and white.",
    ),
    Shown("07-linear-all-weights.png", all_weights, ALL_WEIGHTS, ALL_WEIGHTS_SEEN),
    Shown("08-linear-averaged-weights.png", averages, AVERAGES, AVERAGES_SEEN),
    Shown("linear-averaged.mp4", averaged_movie, "The same three as a movie.", AVERAGED_MOVIE_SEEN),
    Shown(
        "09-linear-averaged-movie-frame.png",
        last_averaged_frame,
        "The last frame of that movie.",
        "The last frame of the averaged movie: three cells.",
    ),
)
SINE = (  # of the run with the sine; the notebook left out the fourth
    Shown(
        "10-sine-scatter-3d.png",
        sine_space,
        "The samples: the border between the labels is a wave.",
        "The samples in space, one scale for all axes: red and blue points meet along a wavy line and mix there.",
    ),
    Shown(
        "11-sine-cost.png",
        cost,
        "The cost: no straight line separates these samples, so it cannot reach zero.",
        COST_SEEN,
    ),
    Shown("12-sine-averaged-weights.png", averages, AVERAGES, AVERAGES_SEEN),
    Shown(
        "13-sine-all-weights.png",
        all_weights,
        "Every weight of that run, a picture the notebook leaves out.",
        ALL_WEIGHTS_SEEN,
    ),
    Shown("sine-weights.mp4", weights_movie, MOVIE, MOVIE_SEEN),
    Shown("sine-averaged.mp4", averaged_movie, "The same three as a movie.", AVERAGED_MOVIE_SEEN),
)
