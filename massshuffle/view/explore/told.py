"""What a page to play with is told: at every moment the weights, and all that the project says about them.

The page adds nothing to it. Probabilities and right or wrong of the samples that it shows, accuracies, shares of the
mass, their effective number and what moved are computed here, frame by frame, by the functions that the book has for
them. A probability that is only ever a colour goes as one byte.

Proved by tests/view/test_explore_told.py.
"""

import re
from dataclasses import dataclass

import numpy as np

from massshuffle import checks, mass
from massshuffle.data import Dataset

SAMPLES = 200  # shown in the plane
SIDE = 21  # of the grid that shows what hidden layers predict in the plane
REACH = 30  # of the plane where no samples are known: as far as the notebook's go


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
    network, names = explored.network, _names(explored)
    shown = _shown(explored)
    return {
        "iterations": explored.iterations[frames],
        "layers": [
            {"rows": W[0], "columns": W[1], "W": of_W.start, "b": of_b.start} for of_W, W, of_b, _ in network.places
        ],
        "names": names,
        "slugs": _plain_names(network),
        "features": _features(explored),
        "labels": explored.labels,
        "picture": explored.picture,
        "plane": explored.plane if network.nodes_per_layer[0] > 1 else None,
        "scales": None if explored.scales is None else [np.asarray(one, float) for one in explored.scales],
        "methods": [_method(name, explored, frames, shown, dtype) for name in explored.histories],
        **_plane(explored, shown),
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
        numbers |= {"train": right[:, :N].mean(axis=1), "test": right[:, N:].mean(axis=1)}
        colours = {"probabilities": _bytes(p[:, shown]), "wrong": np.packbits(~right[:, shown], axis=1)}
    if network.n_layers > 1 and network.nodes_per_layer[0] > 1:
        points = _grid(explored)
        p = np.vstack([network.predict_probability(theta, points) for theta in history.thetas[frames]])
        colours["grid"] = _bytes(p)
    return {"name": name, "slug": _slug(name), **{key: one.astype(dtype) for key, one in numbers.items()}, **colours}


def _bytes(probabilities):
    return np.round(255 * probabilities).astype(np.uint8)


def _shown(explored):
    """Which samples the plane shows, spread over training and test part."""
    if explored.dataset is None:
        return None
    N = explored.dataset.X.shape[1]
    return np.unique(np.linspace(0, N - 1, min(N, SAMPLES)).astype(int))


def _plane(explored, shown):
    """The samples of the plane, how far each feature goes, and where it is held when it is not in the plane."""
    dataset, k = explored.dataset, explored.network.nodes_per_layer[0]
    if dataset is None:
        return {
            "samples": None,
            "low": np.full(k, -REACH),
            "high": np.full(k, REACH),
            "centre": np.zeros(k),
            "side": SIDE,
        }
    low, high = dataset.X.min(axis=1), dataset.X.max(axis=1)
    margin = np.where(high > low, 0.04 * (high - low), 0.5)
    return {
        "samples": dataset.X[:, shown].T.astype("float32"),
        "tested": shown >= dataset.X_train.shape[1],
        "low": low - margin,
        "high": high + margin,
        "centre": dataset.X_train.mean(axis=1),
        "side": SIDE,
    }


def _grid(explored):
    """The points of the plane at which hidden layers are asked, (k, SIDE^2): row by row from the lowest corner."""
    known = _plane(explored, _shown(explored))
    a, b = explored.plane
    # In the middle of each cell, so that cells fill the plane.
    x, y = (known["low"][i] + (np.arange(SIDE) + 0.5) / SIDE * (known["high"][i] - known["low"][i]) for i in (a, b))
    points = np.repeat(known["centre"][:, None], SIDE * SIDE, axis=1)
    points[a], points[b] = np.tile(x, SIDE), np.repeat(y, SIDE)
    return points


def _features(explored):
    return list(explored.features) or [f"x{i}" for i in range(explored.network.nodes_per_layer[0])]


def _plain_names(network):
    """The name of each entry of theta; without hidden layers W3 and b say enough."""
    if network.n_layers == 1:
        return [*(f"W{i}" for i in range(network.nodes_per_layer[0])), "b"]
    shapes = [shape for block in network.shapes for shape in block]
    return [f"{name}.{i}.{j}" for name, shape in zip(network.block_names, shapes) for i, j in np.ndindex(shape)]


def _names(explored):
    """The same for readers, with the features' names where they have any."""
    network = explored.network
    if network.n_layers == 1:
        k = network.nodes_per_layer[0]
        return [*(explored.features or [f"W[{i}]" for i in range(k)]), "b"]
    shapes = [shape for block in network.shapes for shape in block]
    names = [f"{name}[{i}, {j}]" for name, shape in zip(network.block_names, shapes) for i, j in np.ndindex(shape)]
    (_, k), _ = network.shapes[0]
    if explored.features:
        first = [f"W_1[{i}, {name}]" for i in range(network.nodes_per_layer[1]) for name in explored.features]
        names[: len(first)] = first
    return names


def _slug(name):
    """A method's name as it stands in an address: Adam + L1 is adam-l1."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
