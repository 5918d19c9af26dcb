"""Where would training end? Where samples cannot be separated, the cost has a minimum at a finite place.

On the straight boundary scaling theta up lowers the cost for ever. On the sine boundary it does not: some points lie on
the wrong side of any straight line, and a network that is too sure of them pays for it. The cost of a network without
hidden layers is convex, so it has no other minimum, and every optimizer that converges at all ends there.

Found by scipy.optimize (L-BFGS-B), which needs nothing but the cost and the book's own gradient. Tested by
tests/experiments/test_minimum.py, which compares it with Newton's method.
"""

import numpy as np
import scipy.optimize

from massshuffle import checks, mass
from massshuffle.experiments.separators import margins
from massshuffle.network import Network

HEADER = (
    f"{'':<22}{'steps':>9}{'cost':>11}{'above minimum':>15}{'W[0]':>8}{'mean |noise|':>14}"
    f"{'share of W[0]':>15}{'contributed':>13}"
)


def minimum(network, X, Y):
    """Find theta (P,) with the least cost.

    network : without hidden layers    X : (k, N)    Y : (1, N)
    Raises ValueError for samples that can be separated, and if the search ends elsewhere.
    """
    if network.n_layers > 1:
        raise checks.BadInput(f"network must have no hidden layer, got nodes_per_layer {network.nodes_per_layer}")
    start = np.zeros(network.n_parameters)

    def cost_and_gradient(theta):
        return network.cost(theta, X, Y), network.gradient(theta, X, Y)

    options = {"gtol": 1e-10, "ftol": 0, "maxiter": 10_000, "maxfun": 100_000}
    found = scipy.optimize.minimize(cost_and_gradient, start, jac=True, method="L-BFGS-B", options=options)
    if margins(found.x, X, Y).min() > 0:
        raise checks.BadInput("X must not be separable by its labels: scaling theta up lowers the cost for ever")
    if np.abs(network.gradient(found.x, X, Y)).max() > 1e-6:
        raise checks.BadInput(f"X must have a minimum that L-BFGS-B can find, got: {found.message}")
    return found.x


def row(name, steps, theta, dataset, least):
    """One line of the table: a theta (P,), the steps that led to it, and how far its cost is above the least."""
    X, Y = dataset.X_train, dataset.Y_train
    network = Network((len(X), 1))
    cost, W = network.cost(theta, X, Y), theta[None, None, :-1]  # (1, 1, k)
    bare, contributed = mass.shares(W)[0, 0], mass.shares(W, X.std(axis=1))[0, 0]
    noise = np.abs(theta[2:-1]).mean()
    return (
        f"{name:<22}{steps:>9}{cost:>11.6f}{max(cost - least, 0):>15.6f}{theta[0]:>8.2f}{noise:>14.2f}"
        f"{bare:>15.3f}{contributed:>13.3f}"
    )
