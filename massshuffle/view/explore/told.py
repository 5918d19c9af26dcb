"""What a page to play with is told: at every moment the weights, and all that the project says about them.

The page adds nothing to it. Probabilities and right or wrong of the samples that it shows, accuracies, shares of the
mass, their effective number and what moved are computed here, frame by frame, by the functions that the book has for
them. A probability that is only ever a colour goes as one byte.

Proved by tests/view/test_explore_told.py.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle import checks, mass
from massshuffle.data import Dataset
from massshuffle.view.explore import names
from massshuffle.view.explore.plane import grid_points, plane_of, shown_samples


@dataclass(frozen=True)
class Explored:
    """What the page shows.

    histories : {name of a method: History}, from the same start on the same data    dataset : None if it is not known
    features, labels : what they are called    picture : (rows, columns) of samples that are pictures, or None
    plane : the two features of the plane    scales : (mean, scale), each (k,), that features were scaled by, or None
    about : sentences that stand above
    Raises ValueError where histories are not of one network and of the same, increasing iterations.
    """

    title: str
    histories: dict
    dataset: Dataset | None = None
    features: tuple[str, ...] = ()
    labels: tuple[str, str] = ("0", "1")
    picture: tuple[int, int] | None = None
    plane: tuple[int, int] = (0, 1)
    scales: tuple | None = None
    about: tuple[str, ...] = ()

    def __post_init__(self):
        first, *others = self.histories.values()
        if not (np.diff(first.iterations) > 0).all():
            raise checks.BadInput("history must hold iterations that increase")
        for other in others:
            if other.network != first.network or not np.array_equal(other.iterations, first.iterations):
                raise checks.BadInput("histories must be of one network and the same iterations")
        for place in self.plane if self.network.nodes_per_layer[0] > 1 else ():
            if checks.integer("plane", place, minimum=0) >= self.network.nodes_per_layer[0]:
                raise checks.BadInput(f"plane must name two of {self.network.nodes_per_layer[0]} features, got {place}")

    @property
    def network(self):
        """The one that all methods train."""
        return next(iter(self.histories.values())).network

    @property
    def iterations(self):
        """Those of the recorded frames, (F,)."""
        return next(iter(self.histories.values())).iterations


def values(explored, every=1, dtype="float64"):
    """All that the page's script gets, for live.data: each every-th frame and the last, numbers in dtype."""
    frames = np.unique([*range(0, len(explored.iterations), every), len(explored.iterations) - 1])
    network = explored.network
    shown = shown_samples(explored)
    return {
        "iterations": explored.iterations[frames],
        "layers": [
            {"rows": W[0], "columns": W[1], "W": of_W.start, "b": of_b.start} for of_W, W, of_b, _ in network.places
        ],
        "names": names.weight_names(explored),
        "slugs": names.slugs(network),
        "features": names.feature_names(explored),
        "labels": explored.labels,
        "picture": explored.picture,
        "plane": explored.plane if network.nodes_per_layer[0] > 1 else None,
        "scales": None if explored.scales is None else [np.asarray(one, float) for one in explored.scales],
        "methods": [_method(name, explored, frames, shown, dtype) for name in explored.histories],
        **plane_of(explored, shown),
    }


def _method(name, explored, frames, shown, dtype):
    """What is known of a method at each of frames."""
    history, dataset, network = explored.histories[name], explored.dataset, explored.network
    shares = mass.shares(history.weights()[frames])
    numbers = {
        "costs": history.costs[frames],
        "thetas": history.thetas[frames],
        "shares": shares,
        "effective": mass.effective_number(shares),
        "moved": np.append(0, mass.moved(shares)),
    }
    colours = {}
    if dataset is not None:
        N = dataset.X_train.shape[1]
        p = np.vstack([network.predict_probability(theta, dataset.X) for theta in history.thetas[frames]])  # (F, N)
        right = (p >= 0.5) == dataset.Y
        test = dataset.X_test, dataset.Y_test
        numbers["test_costs"] = np.array([network.cost(theta, *test) for theta in history.thetas[frames]])
        numbers |= {"train": right[:, :N].mean(axis=1), "test": right[:, N:].mean(axis=1)}
        colours = {"probabilities": _bytes(p[:, shown]), "wrong": np.packbits(~right[:, shown], axis=1)}
    if network.n_layers > 1 and network.nodes_per_layer[0] > 1:
        points = grid_points(explored)
        p = np.vstack([network.predict_probability(theta, points) for theta in history.thetas[frames]])
        colours["grid"] = _bytes(p)
    return {
        "name": name,
        "slug": names.slug(name),
        **{key: one.astype(dtype) for key, one in numbers.items()},
        **colours,
    }


def _bytes(probabilities):
    return np.round(255 * probabilities).astype(np.uint8)
