"""Page data: for every frame of every method, the weights and all numbers that the page shows of them.

The page computes nothing. Costs, accuracies, shares of the mass, their effective number and the mass moved are computed
here, frame by frame, by the book's functions.

Shares come in two forms (mass.py): bare, |W[i]|, and by each input's spread, |W[i]| times the standard deviation of x_i
over the training samples. A weight of an input that hardly varies has bare mass and contributes next to nothing.

The mass moved is given per 1,000 iterations, so that it does not depend on how often frames were recorded: between
frames 40 iterations apart, 0.0011 of the mass moved is 0.0275 per 1,000. It is unknown at the first frame.

The plane shows two features at a time. All other features are held at their mean over the training samples. With hidden
layers the boundary is not a line, so the network's probability is computed on a grid of points in one plane; the page
shows it only as a color, so one byte is enough.

Tested by tests/view/test_explore_data.py. Next: page.py, which lays the numbers out.
"""

import re

import numpy as np

from massshuffle import mass
from massshuffle.view.explore.exploration import method_title

SAMPLES = 200  # most samples that the plane shows
SIDE = 21  # cells along each side of the plane's grid
REACH = 30  # half a side of the plane where no samples are known: as far as the notebook's go


def page_data(exploration, every=1, dtype="float64"):
    """Return all that the page's scripts get, for interactive.data: each every-th frame and the last, in dtype."""
    frames = np.unique([*range(0, len(exploration.iterations), every), len(exploration.iterations) - 1])
    network, features, dataset = exploration.network, exploration.features, exploration.dataset
    starts = [(W, W_slice.start, b_slice.start) for W_slice, W, b_slice, _ in network.slices]
    k = network.nodes_per_layer[0]
    return {
        "iterations": exploration.iterations[frames],
        "layers": [{"rows": rows, "columns": columns, "W": W, "b": b} for (rows, columns), W, b in starts],
        "names": weight_names(network, features),
        "slugs": weight_slugs(network),
        "features": features or [f"x{i}" for i in range(1, k + 1)],
        "labels": exploration.labels,
        "picture": exploration.picture,
        "plane": exploration.plane if k > 1 else None,
        "n_samples": None if dataset is None else {"train": dataset.X_train.shape[1], "test": dataset.X_test.shape[1]},
        "scales": {name: np.asarray(scale, float) for name, scale in (exploration.scales or {}).items()},
        "methods": [_method_data(name, exploration, frames, dtype) for name in exploration.histories],
        **plane_data(exploration),
        "side": SIDE,
    }


def _method_data(name, exploration, frames, dtype):
    """The numbers of one method at each of frames."""
    history, dataset, network = exploration.histories[name], exploration.dataset, exploration.network
    thetas = history.thetas[frames]

    def probabilities(X):
        """The network's probability for each sample at each frame, (F, N)."""
        return np.vstack([network.predict_probability(theta, X) for theta in thetas])

    weights = history.weights()
    shares = mass.shares(weights)
    numbers = {
        "costs": history.costs[frames],
        "thetas": thetas,
        "shares": shares[frames],
        "effective": mass.effective_number(shares)[frames],
        "moved": moved_per_1000(shares, history.iterations)[frames],
    }
    others = {}  # kept as whole numbers
    if dataset is not None:
        N, shown = dataset.X_train.shape[1], shown_samples(dataset)
        is_right = (probabilities(dataset.X) >= 0.5) == dataset.Y
        numbers["test_costs"] = np.array([network.cost(theta, dataset.X_test, dataset.Y_test) for theta in thetas])
        for part, of_part in {"train": is_right[:, :N], "test": is_right[:, N:]}.items():
            numbers[part], others[f"right_{part}"] = of_part.mean(axis=1), of_part.sum(axis=1)
        numbers["spread_shares"] = mass.shares(weights[frames], scale=dataset.X_train.std(axis=1))
        numbers["spread_effective"] = mass.effective_number(numbers["spread_shares"])
        others["wrong"] = np.packbits(~is_right[:, shown], axis=1)
    if network.n_layers > 1 and network.nodes_per_layer[0] > 1:
        others["grid"] = np.round(255 * probabilities(grid_points(exploration))).astype(np.uint8)
    numbers = {key: array.astype(dtype) for key, array in numbers.items()}
    title = method_title(exploration.methods[name]) if name in exploration.methods else name
    return {"name": name, "title": title, "slug": slug(name), **numbers, **others}


def moved_per_1000(shares, iterations):
    """Return the share of the mass moved since the frame before, per 1,000 iterations, (F,); NaN at the first frame."""
    return np.append(np.nan, 1000 * mass.moved(shares) / np.diff(iterations))


# ---- the plane of two features


def shown_samples(dataset):
    """Return the indices of the samples in the plane, spread over training and test part."""
    N = dataset.X.shape[1]
    return np.unique(np.linspace(0, N - 1, min(N, SAMPLES)).astype(int))


def plane_data(exploration):
    """Return the samples of the plane, the limits of each feature, and its value outside the plane."""
    dataset, k = exploration.dataset, exploration.network.nodes_per_layer[0]
    if dataset is None:
        return {"samples": None, "low": np.full(k, -REACH), "high": np.full(k, REACH), "centre": np.zeros(k)}
    shown = shown_samples(dataset)
    low, high = dataset.X.min(axis=1), dataset.X.max(axis=1)
    margin = np.where(high > low, 0.04 * (high - low), 0.5)
    return {
        "samples": dataset.X[:, shown].T.astype("float32"),
        "truth": dataset.Y[0, shown].astype("uint8"),
        "tested": shown >= dataset.X_train.shape[1],
        "low": low - margin,
        "high": high + margin,
        "centre": dataset.X_train.mean(axis=1),
    }


def grid_points(exploration):
    """Return the middle of each cell of the plane, (k, SIDE^2): row by row from the lowest corner."""
    plane = plane_data(exploration)
    a, b = exploration.plane
    x, y = (plane["low"][i] + (np.arange(SIDE) + 0.5) / SIDE * (plane["high"][i] - plane["low"][i]) for i in (a, b))
    points = np.repeat(plane["centre"][:, None], SIDE * SIDE, axis=1)
    points[a], points[b] = np.tile(x, SIDE), np.repeat(y, SIDE)
    return points


# ---- names, for readers and in an address


def weight_names(network, features=()):
    """Return the name of each entry of theta for readers, with the features' names where they have any."""
    n = network.nodes_per_layer[1]
    if network.n_layers == 1:
        return [*(features or [f"W[{i}]" for i in range(network.nodes_per_layer[0])]), "b"]
    first = [f"W_1[{i}, {name}]" for i in range(n) for name in features]
    return [*first, *network.parameter_names[len(first) :]]


def weight_slugs(network):
    """Return the name of each entry of theta in an address: W_1.0.2, or W2 and b without hidden layers."""
    if network.n_layers == 1:
        return [*(f"W{i}" for i in range(network.nodes_per_layer[0])), "b"]
    return [re.sub(r"\[(\d+), (\d+)\]", r".\1.\2", name) for name in network.parameter_names]


def slug(name):
    """Return a method's name as it stands in an address: Adam + L1 is adam-l1."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
