"""What a page to play with is told: at every moment the weights, and all that the project says about them.

The page adds nothing to it. Probabilities and right or wrong of the samples that it shows, accuracies, shares of the
mass, their effective number and what moved are computed here, frame by frame, by the functions that the book has for
them. A probability that is only ever a colour goes as one byte.

Tested by tests/view/test_explore_told.py.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle import checks, mass
from massshuffle.data import Dataset
from massshuffle.view import names
from massshuffle.view.explore.plane import SIDE, grid_points, plane_of, shown_samples


@dataclass(frozen=True)
class Explored:
    """What the page shows.

    histories : {name of a method: History}, from the same start on the same data    dataset : None if it is not known
    features, labels : what they are called    picture : (rows, columns) of samples that are pictures, or None
    plane : the two features of the plane
    scales : the numbers that features were scaled by, {name: (k,)}, or None
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
    scales: dict | None = None
    about: tuple[str, ...] = ()

    def __post_init__(self):
        if not (np.diff(self.iterations) > 0).all():
            raise checks.BadInput("history must hold iterations that increase")
        for one in self.histories.values():
            if one.network != self.network or not np.array_equal(one.iterations, self.iterations):
                raise checks.BadInput("histories must be of one network and the same iterations")
        k = self.network.nodes_per_layer[0]
        for place in self.plane if k > 1 else ():
            if checks.integer("plane", place, minimum=0) >= k:
                raise checks.BadInput(f"plane must name two of {k} features, got {place}")

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
    network, features = explored.network, explored.features
    places = [(W, of_W.start, of_b.start) for of_W, W, of_b, _ in network.slices]
    k = network.nodes_per_layer[0]
    return {
        "iterations": explored.iterations[frames],
        "layers": [{"rows": rows, "columns": columns, "W": W, "b": b} for (rows, columns), W, b in places],
        "names": names.of_weights(network, features),
        "slugs": names.slugs(network),
        "features": features or [f"x{i}" for i in range(1, k + 1)],
        "labels": explored.labels,
        "picture": explored.picture,
        "plane": explored.plane if k > 1 else None,
        "scales": {name: np.asarray(one, float) for name, one in (explored.scales or {}).items()},
        "methods": [_method(name, explored, frames, dtype) for name in explored.histories],
        **plane_of(explored),
        "side": SIDE,
    }


def _method(name, explored, frames, dtype):
    """What is known of a method at each of frames."""
    history, dataset, network = explored.histories[name], explored.dataset, explored.network
    thetas = history.thetas[frames]

    def asked(X):
        """The probabilities of samples at each frame, (F, N)."""
        return np.vstack([network.predict_probability(theta, X) for theta in thetas])

    shares = mass.shares(history.weights()[frames])
    numbers = {
        "costs": history.costs[frames],
        "thetas": thetas,
        "shares": shares,
        "effective": mass.effective_number(shares),
        "moved": np.append(0, mass.moved(shares)),
    }
    colours = {}
    if dataset is not None:
        N, shown, p = dataset.X_train.shape[1], shown_samples(dataset), asked(dataset.X)
        right = (p >= 0.5) == dataset.Y
        numbers["test_costs"] = np.array([network.cost(theta, dataset.X_test, dataset.Y_test) for theta in thetas])
        numbers |= {"train": right[:, :N].mean(axis=1), "test": right[:, N:].mean(axis=1)}
        colours = {"probabilities": _bytes(p[:, shown]), "wrong": np.packbits(~right[:, shown], axis=1)}
    if network.n_layers > 1 and network.nodes_per_layer[0] > 1:
        colours["grid"] = _bytes(asked(grid_points(explored)))
    numbers = {key: one.astype(dtype) for key, one in numbers.items()}
    return {"name": name, "slug": names.slug(name), **numbers, **colours}


def _bytes(probabilities):
    return np.round(255 * probabilities).astype(np.uint8)
