"""Side by side: many runs in about a third of their time.

A NumPy call spends about a microsecond before it touches a number. An epoch of the shallowest network is some thirty
calls on some ten thousand numbers, so most of its time goes into calling. To repeat a run with S seeds, stack the
numbers of all runs along a new first axis: the same thirty calls then take a step in each of them.

The network here is k inputs and one logit, and of the rules of backpropagation.py only these four are left. M ways to
train on the same samples are M rows of W, so that X is read once for all of them. Each rule is meant for every set of
samples by itself; @ multiplies the last two axes and .mT swaps them, whatever axes stand in front:

    Z = W X + b        dZ = (sigmoid(Z) - Y) / N        dW = dZ X^T        db = sum of dZ over samples

An optimizer works run by run, whatever axes stand in front, and does not care. So training.py trains S M networks as it
trains one, if what stands in the place of the network can answer what training asks for; `StackedNetwork` can.

Tested by tests/experiments/test_side_by_side.py, which compares with single runs and measures every gradient.
"""

from functools import partial

import numpy as np

from massshuffle import checks
from massshuffle.activations import sigmoid
from massshuffle.history import History
from massshuffle.network import is_books_own, unchecked
from massshuffle.training import penalty_gradient, train


def gradient(theta, X, Y):
    """dC/dtheta for each run.  theta : (S, M, k + 1)    X : (S, k, N)    Y : (S, 1, N).  Returns (S, M, k + 1)."""
    W, b = theta[..., :-1], theta[..., -1:]  # (S, M, k), (S, M, 1)
    Z = W @ X + b  # (S, M, N)
    dZ = (sigmoid(Z) - Y) / Z.shape[-1]  # (S, M, N)
    dW = dZ @ X.mT  # (S, M, k)
    db = dZ.sum(axis=-1, keepdims=True)  # (S, M, 1)
    return np.concatenate([dW, db], axis=-1)


class StackedNetwork:
    """What training asks of a network, for S M runs at once: theta (S, M, P), X (S, k, N), Y (S, 1, N)."""

    def __init__(self, network):
        self.network = network
        self.n_layers, self.is_weight = network.n_layers, network.is_weight
        # The four rules above are the gradient of the book's network. Any other network gives its own, run by run.
        self.is_books_own = is_books_own(network, "gradient", "block_gradients", "unpack")

    def checked(self, theta, X, Y):
        """Check each run by itself and stack them."""
        runs = [[self.network.checked(start, *samples) for start in starts] for starts, *samples in zip(theta, X, Y)]
        if len({X_s.shape for row in runs for _, X_s, _ in row}) > 1:
            raise checks.BadInput("every run must have as many samples as the others")
        if len({start.dtype for row in runs for start, _, _ in row}) > 1:
            raise checks.BadInput("starts must all be float32 or all float64: convert them with astype")
        theta = np.stack([[start for start, _, _ in row] for row in runs])
        return theta, *(np.stack([row[0][i] for row in runs]) for i in (1, 2))

    def cost(self, theta, X, Y):
        """The costs, (S, M), in lists."""
        cost = unchecked(self.network.cost)
        return [
            [checks.cost_at(of_one, cost(of_one, *samples)) for of_one in of_all]
            for of_all, *samples in zip(theta, X, Y)
        ]

    def gradient(self, theta, X, Y):
        """The gradients, (S, M, P)."""
        if self.is_books_own:
            return gradient(theta, X, Y)
        of_network = unchecked(self.network.gradient)
        gradients = [
            [checks.step_operands(of_one, of_network(of_one, *samples))[1] for of_one in of_all]
            for of_all, *samples in zip(theta, X, Y)
        ]
        return np.array(gradients)


class PerRunOptimizer:
    """For each of M ways to train its own optimizer and its own penalty, added as training.py does."""

    def __init__(self, ways, is_weight):
        self.ways = [_checked_way(*way) for way in ways]
        self.is_weight = is_weight

    def step(self, theta, gradient):
        """theta (S, M, P), gradient (S, M, P) -> new theta (S, M, P)."""
        stepped = np.empty_like(theta)
        for m, (optimizer, l1, l2) in enumerate(self.ways):
            dtheta = gradient[:, m]
            if l1 > 0 or l2 > 0:
                dtheta = dtheta + penalty_gradient(theta[:, m], self.is_weight, l1, l2)
            stepped[:, m] = optimizer.step(theta[:, m], dtheta)
        return stepped


def _checked_way(optimizer, l1=0.0, l2=0.0):
    return checks.optimizer(optimizer), checks.number("l1", l1, low=0), checks.number("l2", l2, low=0)


def train_side_by_side(network, starts, X, Y, ways, epochs, record_every=40, on_record=None, batch_size=None):
    """Train a network from S starts in M ways at once: for each way its S histories, those of `train` up to rounding.

    network : without hidden layer    starts : (S, P), one theta a run, all float32 or all float64
    X : (S, k, N)    Y : (S, 1, N)    ways : M of (optimizer, l1, l2); a penalty that is left out is 0
    epochs, record_every, on_record, batch_size : as in training.train; all runs are shuffled alike
    Raises ValueError for bad input, and when the parameters of all runs together grow out of all bounds.
    """
    if checks.network(network).n_layers > 1:
        raise checks.BadInput(f"network must have no hidden layer, got nodes_per_layer {network.nodes_per_layer}")
    for name, runs in (("starts", starts), ("X", X), ("Y", Y)):
        if not hasattr(runs, "__len__"):
            raise checks.BadInput(f"{name} must hold one entry a run, got {runs!r}")
    if not len(starts) == len(X) == len(Y):
        raise checks.BadInput(f"starts, X and Y must hold one entry a run, got {len(starts)}, {len(X)} and {len(Y)}")
    if len(starts) == 0:
        raise checks.BadInput("starts must hold at least one run, got none")
    if len(ways) == 0:
        raise checks.BadInput("ways must hold at least one pair (optimizer, l1), got none")
    starts = [[start] * len(ways) for start in starts]  # (S, M, P)
    each, options = PerRunOptimizer(ways, network.is_weight), {"on_record": on_record, "batch_size": batch_size}
    together = train(StackedNetwork(network), starts, X, Y, each, epochs, record_every, **options)
    costs, thetas = np.moveaxis(together.costs, 0, 2), np.moveaxis(together.thetas, 0, 2)  # (S, M, F), (S, M, F, P)
    one = partial(History, network, together.iterations)
    return [[one(*run) for run in zip(costs[:, m], thetas[:, m])] for m in range(len(ways))]
