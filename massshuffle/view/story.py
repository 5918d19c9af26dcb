"""The notebook's story in pictures and movies: what each file is called, what makes it, and what is said about it.

A new picture is a function and an entry here: the scripts write it, and the report shows it with its words.

Proved by tests/view/test_story.py and tests/view/test_report.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from massshuffle import mass
from massshuffle.checks import generator
from massshuffle.view.figures.samples import scatter_plane, scatter_space
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import averaged_weights, cost_curve, heat_map, matrix_as_colors, weight_evolution
from massshuffle.view.movies import write_movie

SAME_SCALE = {"limits": (-30, 30), "view": (40, 60)}
AVERAGED_LABELS = ("W[0]", "W[1]", "mean of the others")


@dataclass(frozen=True)
class Shown:
    """A picture or a movie of the story."""

    name: str  # of its file
    make: Callable  # for a .png the Figure, for an .mp4 the weights (F, n, m), the iterations (F,) and the column names
    alternative: str  # what a reader who cannot see it should know
    caption: str

    def write(self, folder, *of):
        """Make it of a Run, or of a Dataset and a seed, in the folder. Returns its path."""
        path, made = folder / self.name, self.make(*of)
        return save(made, path) if path.suffix == ".png" else write_movie(path, *made[:2], labels=made[2])


def write(shown, folder, *of):
    """Write pictures and movies, yielding each path."""
    for one in shown:
        yield one.write(folder, *of)


def _cost(run):
    return cost_curve(run.history, run.experiment.published.costs)


def _all_weights(run):
    return weight_evolution(run.history.weights(), run.history.iterations)


def _averaged_weights(run):
    return averaged_weights(run.history.weights(), run.history.iterations)


def _weights(run):
    return run.history.weights(), run.history.iterations, None


def _averaged(run):
    return mass.averaged(run.history.weights()), run.history.iterations, AVERAGED_LABELS


def _last_frame(run, frames=_weights):
    weights, iterations, labels = frames(run)
    return heat_map(weights[-1], iterations[-1], labels=labels)


def _last_averaged_frame(run):
    return _last_frame(run, _averaged)


DATA = (  # of a dataset and a seed
    Shown(
        "01-scatter-first-100.png",
        lambda dataset, seed: scatter_plane(dataset.X, dataset.Y, n_samples=100),
        "Scatter plot of 100 points in the plane of x1 and x2: red points fill the left half, blue points the right.",
        "The first 100 samples in the plane that decides.",
    ),
    Shown(
        "02-scatter-3d.png",
        lambda dataset, seed: scatter_space(dataset.X, dataset.Y),
        "The samples in space, x3 upwards: its axis is stretched so far that the noise looks as large as x1 and x2.",
        "All samples with the first noise coordinate upwards. Look at the scale of that axis.",
    ),
    Shown(
        "03-scatter-3d-same-scale.png",
        lambda dataset, seed: scatter_space(dataset.X, dataset.Y, **SAME_SCALE, title="The same at one scale"),
        "The samples in space with one scale for all axes: they lie in a flat sheet, red on one side, blue on the "
        "other.",
        "The same samples with the same scale on every axis: the noise is flat.",
    ),
    Shown(
        "04-matrix-as-colors.png",
        lambda dataset, seed: matrix_as_colors(generator(seed).random((5, 5)), title="A random matrix"),
        "A square of five by five coloured cells between black and white, and a colour bar.",
        "How to read a matrix as colours: dark is small, bright is large.",
    ),
)
LINEAR = (  # of the run with the straight boundary
    Shown(
        "05-linear-cost.png",
        _cost,
        "Curve of the cost against the iteration, and black dots for the published costs.",
        "The cost of this run, and as dots the costs that the notebook printed for its own draw.",
    ),
    Shown(
        "linear-weights.mp4",
        _weights,
        "Movie of one row of 15 coloured cells, the weights, that change colour as the iterations pass.",
        "All 15 weights while they learn. Where the colour stops changing, the weight has left the colour bar.",
    ),
    Shown(
        "06-linear-movie-frame.png",
        _last_frame,
        "The last frame of the movie: one row of 15 cells between black and white.",
        "The last frame of the movie.",
    ),
    Shown(
        "07-linear-all-weights.png",
        _all_weights,
        "Fifteen curves against the iteration, one a weight, W[0] and W[1] drawn bold; the numbers are in the text.",
        "Every weight against the iteration. Watch the thin curves, the noise weights: do they die out?",
    ),
    Shown(
        "08-linear-averaged-weights.png",
        _averaged_weights,
        "Three curves against the iteration: W[0], W[1] and the mean of the other 13; the numbers are in the text.",
        "W[0], W[1] and the mean of the others.",
    ),
    Shown(
        "linear-averaged.mp4",
        _averaged,
        "Movie of three coloured cells, W[0], W[1] and the mean of the others, that change colour as the "
        "iterations pass.",
        "The same three as a movie.",
    ),
    Shown(
        "09-linear-averaged-movie-frame.png",
        _last_averaged_frame,
        "The last frame of the averaged movie: three cells.",
        "The last frame of that movie.",
    ),
)
SINE = (  # of the run with the sine; the notebook showed the first three
    Shown(
        "10-sine-scatter-3d.png",
        lambda run: scatter_space(run.dataset.X, run.dataset.Y, **SAME_SCALE, title="A sine for a boundary"),
        "The samples in space with one scale for all axes: red and blue points meet along a wavy line and mix there.",
        "The samples of the second run: the border between the labels is a wave.",
    ),
    Shown(
        "11-sine-cost.png",
        _cost,
        "Curve of the sine run's cost against the iteration, and black dots for the published costs.",
        "The cost of the sine run: no straight line separates these samples, so it cannot reach zero.",
    ),
    Shown(
        "12-sine-averaged-weights.png",
        _averaged_weights,
        "Three curves against the iteration: W[0], W[1] and the mean of the other 13.",
        "W[0], W[1] and the mean of the others, for the sine.",
    ),
    Shown(
        "13-sine-all-weights.png",
        _all_weights,
        "Fifteen curves against the iteration, W[0] and W[1] drawn bold.",
        "Every weight of that run, a picture the notebook leaves out.",
    ),
    Shown(
        "sine-weights.mp4",
        _weights,
        "Movie of one row of 15 coloured cells, the weights of the sine run, that change colour as the iterations "
        "pass.",
        "All 15 weights of the sine run while they learn.",
    ),
    Shown(
        "sine-averaged.mp4",
        _averaged,
        "Movie of three coloured cells for the sine run: W[0], W[1] and the mean of the others.",
        "The sine run's W[0], W[1] and the mean of the others.",
    ),
)
