"""Side by side: many runs in about a third of their time.

A NumPy call spends about a microsecond before it touches a number. An epoch of the shallowest network is some thirty
calls on some ten thousand numbers, so most of its time goes into calling. To repeat a run with S seeds, stack the
numbers of all runs along a new first axis: the same thirty calls then take a step in each of them.

The network here is k inputs and one logit, and of the rules of backpropagation.py only these four are left. Each is
meant for every run by itself; @ multiplies the last two axes and .mT swaps them, whatever axes stand in front:

    Z = W X + b        dZ = (sigmoid(Z) - Y) / N        dW = dZ X^T        db = sum of dZ over samples

An optimizer works entry by entry and does not care. So training.py trains S networks as it trains one, if what stands
in the place of the network can answer what training asks for; `_Runs` can.

Proved by tests/notebook/test_side_by_side.py, which compares with single runs and measures every gradient.
"""

from dataclasses import replace

import numpy as np

from massshuffle import checks
from massshuffle.activations import sigmoid
from massshuffle.network import unchecked
from massshuffle.training import train


def gradient(theta, X, Y):
    """dC/dtheta for each run.  theta : (S, k + 1)    X : (S, k, N)    Y : (S, 1, N).  Returns (S, k + 1)."""
    # None gives W and b the axis of the layer's one node, [:, 0] takes it away again.
    W, b = theta[:, None, :-1], theta[:, None, -1:]  # (S, 1, k), (S, 1, 1)
    Z = W @ X + b  # (S, 1, N)
    dZ = (sigmoid(Z) - Y) / Z.shape[-1]  # (S, 1, N)
    dW = dZ @ X.mT  # (S, 1, k)
    db = dZ.sum(axis=-1, keepdims=True)  # (S, 1, 1)
    return np.concatenate([dW, db], axis=-1)[:, 0]


class _Runs:
    """What training asks of a network, for S runs at once: theta (S, P), X (S, k, N), Y (S, 1, N)."""

    def __init__(self, network):
        self.network = network
        self.n_layers, self.is_weight = network.n_layers, network.is_weight

    def checked(self, theta, X, Y):
        """Check each run by itself and stack them."""
        runs = [self.network.checked(*run) for run in zip(theta, X, Y)]
        if len({X_s.shape for _, X_s, _ in runs}) > 1:
            raise checks.BadInput("every run must have as many samples as the others")
        return tuple(np.stack(arrays) for arrays in zip(*runs))

    def cost(self, theta, X, Y):
        """The S costs, in a list."""
        cost = unchecked(self.network.cost)
        return [cost(*run) for run in zip(theta, X, Y)]

    def gradient(self, theta, X, Y):
        """The S gradients, (S, P)."""
        return gradient(theta, X, Y)


def train_side_by_side(network, starts, X, Y, optimizer, epochs, record_every=40, l1=0.0, batch_size=None):
    """Train S runs of a network at once and return their S histories, those of `train` up to rounding.

    network : without hidden layer    starts : (S, P), one theta a run, all float32 or all float64
    X : (S, k, N)    Y : (S, 1, N)
    optimizer, epochs, record_every, l1, batch_size : as in training.train; all runs are shuffled alike
    Raises ValueError for bad input, and when the parameters of all runs together grow out of all bounds.
    """
    if network.n_layers > 1:
        raise checks.BadInput(f"network must have no hidden layer, got nodes_per_layer {network.nodes_per_layer}")
    if not len(starts) == len(X) == len(Y):
        raise checks.BadInput(f"starts, X and Y must hold one entry a run, got {len(starts)}, {len(X)} and {len(Y)}")
    if len(starts) == 0:
        raise checks.BadInput("starts must hold at least one run, got none")
    together = train(_Runs(network), starts, X, Y, optimizer, epochs, record_every, l1, batch_size=batch_size)
    runs = zip(together.costs.T, together.thetas.swapaxes(0, 1))  # (S, F), (S, F, P)
    return [replace(together, network=network, costs=costs, thetas=thetas) for costs, thetas in runs]
