"""The plane of two features: which samples it shows, how far it goes, and the points where hidden layers are asked.

Tested by tests/view/test_explore_told.py.
"""

import numpy as np

SAMPLES = 200  # shown in the plane
SIDE = 21  # of the grid that shows what hidden layers predict in the plane
REACH = 30  # of the plane where no samples are known: as far as the notebook's go


def shown_samples(dataset):
    """Which samples the plane shows, spread over training and test part."""
    N = dataset.X.shape[1]
    return np.unique(np.linspace(0, N - 1, min(N, SAMPLES)).astype(int))


def plane_of(explored):
    """The samples of the plane, how far each feature goes, and where it is held when it is not in the plane."""
    dataset, k = explored.dataset, explored.network.nodes_per_layer[0]
    if dataset is None:
        return {"samples": None, "low": np.full(k, -REACH), "high": np.full(k, REACH), "centre": np.zeros(k)}
    shown = shown_samples(dataset)
    low, high = dataset.X.min(axis=1), dataset.X.max(axis=1)
    margin = np.where(high > low, 0.04 * (high - low), 0.5)
    return {
        "samples": dataset.X[:, shown].T.astype("float32"),
        "tested": shown >= dataset.X_train.shape[1],
        "low": low - margin,
        "high": high + margin,
        "centre": dataset.X_train.mean(axis=1),
    }


def grid_points(explored):
    """The points of the plane at which hidden layers are asked, (k, SIDE^2): row by row from the lowest corner."""
    known = plane_of(explored)
    a, b = explored.plane
    # In the middle of each cell, so that cells fill the plane.
    x, y = (known["low"][i] + (np.arange(SIDE) + 0.5) / SIDE * (known["high"][i] - known["low"][i]) for i in (a, b))
    points = np.repeat(known["centre"][:, None], SIDE * SIDE, axis=1)
    points[a], points[b] = np.tile(x, SIDE), np.repeat(y, SIDE)
    return points
