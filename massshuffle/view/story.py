"""The notebook's pictures and movies, by the names of their files: what the scripts write and the report shows.

Proved by tests/view/test_story.py.
"""

import numpy as np

from massshuffle import mass
from massshuffle.view import figures
from massshuffle.view.movies import write_movie

SAME_SCALE = {"limits": (-30, 30), "view": (40, 60)}
AVERAGED_LABELS = ("W[0]", "W[1]", "mean of the others")


def label_shares(dataset):
    """[(part, share of label 1)] for the whole sample and the two parts of the split."""
    parts = (("whole sample", dataset.Y), ("train set", dataset.Y_train), ("test set", dataset.Y_test))
    return [(part, float(Y.mean())) for part, Y in parts]


def data_figures(dataset, seed):
    """The pictures of section 1, {file name: Figure}. seed : int or numpy Generator, for the random matrix."""
    X, Y = dataset.X, dataset.Y
    matrix = np.random.default_rng(seed).random((5, 5))
    return {
        "01-scatter-first-100.png": figures.scatter_plane(X, Y, n_samples=100),
        "02-scatter-3d.png": figures.scatter_space(X, Y),
        "03-scatter-3d-same-scale.png": figures.scatter_space(X, Y, **SAME_SCALE, title="The same at one scale"),
        "04-matrix-as-colors.png": figures.matrix_as_colors(matrix, title="A random matrix"),
    }


def linear_figures(run):
    """The pictures of section 2, {file name: Figure}."""
    history, weights = run.history, run.history.weights()
    return {
        "05-linear-cost.png": _cost(run),
        "06-linear-movie-frame.png": figures.heat_map(weights[-1], history.iterations[-1]),
        "07-linear-all-weights.png": figures.weight_evolution(weights, history.iterations),
        "08-linear-averaged-weights.png": figures.averaged_weights(weights, history.iterations),
        "09-linear-averaged-movie-frame.png": figures.heat_map(
            mass.averaged(weights)[-1], history.iterations[-1], labels=AVERAGED_LABELS
        ),
    }


def sine_figures(run):
    """The pictures of section 3, {file name: Figure}, and one that the notebook left out: all weights."""
    history, weights = run.history, run.history.weights()
    X, Y = run.dataset.X, run.dataset.Y
    return {
        "10-sine-scatter-3d.png": figures.scatter_space(X, Y, **SAME_SCALE, title="A sine for a boundary"),
        "11-sine-cost.png": _cost(run),
        "12-sine-averaged-weights.png": figures.averaged_weights(weights, history.iterations),
        "13-sine-all-weights.png": figures.weight_evolution(weights, history.iterations),
    }


def _cost(run):
    return figures.cost_curve(run.history, run.experiment.published.costs)


def write_figures(pictures, folder):
    """Save {file name: Figure} in a folder, yielding each path."""
    for name, figure in pictures.items():
        yield figures.save(figure, folder / name)


def write_movies(run, folder):
    """Write both movies of a run, all weights and W[0], W[1] and the mean of the others, yielding each path."""
    weights, iterations, name = (run.history.weights(), run.history.iterations, run.experiment.name)
    yield write_movie(folder / f"{name}-weights.mp4", weights, iterations)
    averaged = mass.averaged(weights)
    yield write_movie(folder / f"{name}-averaged.mp4", averaged, iterations, labels=AVERAGED_LABELS)


def cost_rows(run):
    """[(iteration, our cost, the cost that the notebook printed)], for each iteration that has both."""
    published = run.experiment.published
    rows = []
    for iteration, cost in zip(run.history.iterations, run.history.costs):
        frame, between = divmod(int(iteration), published.every)
        if between == 0 and frame < len(published.costs):
            rows.append((int(iteration), float(cost), published.costs[frame]))
    return rows


def published_table(run):
    """Lines with each cost the notebook printed, and its accuracies, beside ours."""
    lines = [f"{'iteration':>9} {'cost':>12} {'published':>12}"]
    for iteration, cost, theirs in cost_rows(run):
        lines.append(f"{iteration:>9} {cost:>12.7f} {theirs:>12.7f}")
    for part in ("train", "test"):
        ours, theirs = (getattr(o, f"accuracy_{part}") for o in (run, run.experiment.published))
        lines.append(f"Accuracy of {part}: {ours:.6g} (published {theirs:g})")
    return lines
