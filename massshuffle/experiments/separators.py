"""Separators: of all straight boundaries that make no mistake, the one that keeps furthest away from the samples.

Where would training end? This page finds out without any training. If the samples can be separated, theta grows for
ever, and what settles is its direction (implicit_bias.py). The logit of the network without hidden layers is
z = W x + b. Call s = 2 y - 1 the label as a sign. Then s z is the margin of a sample, above 0 where the network is
right, and the margin of theta = [W, b] is that of its worst sample. Twice the theta has twice the margin, so we ask for
a margin of 1, and of all thetas that have it take the shortest one:

    smallest |theta|    such that    s_i (W x_i + b) >= 1    for each sample i

The answer depends on the norm, and b counts like any other entry: |theta| is the sum of all |theta_j| (L1), the root of
the sum of their squares (L2) or the largest of them (Linf). The L1 norm is small where few entries do the work, the
Linf norm where all of them help a little.

For L1 and Linf it is a linear program. With one bound t for all entries, or a part above and a part below 0 for each of
them, everything in it is a sum. For L2 the shortest theta is a mix of the samples, theta = sum_i u_i s_i (x_i, 1) with
all u_i >= 0, and a least-squares problem finds the mix.

If the samples cannot be separated, the cost itself has a minimum at a finite place. It is convex for a network without
hidden layers, so it has no other minimum, and every optimizer that converges at all ends there. L-BFGS-B finds it with
nothing but the cost and the book's own gradient.

Source: Lawson and Hanson, "Solving Least Squares Problems" (1974), chapter 23, section 4 (least distance programming)
for L2; linear programs by HiGHS and L-BFGS-B, in SciPy. Tested by tests/experiments/test_separators.py and
tests/experiments/test_minimum.py, which compares the minimum with Newton's method.
"""

import numpy as np
import scipy.optimize
from scipy.optimize import linprog, nnls

from massshuffle import checks, mass
from massshuffle.network import Network

ORDERS = {"L1": 1, "L2": 2, "Linf": np.inf}  # as np.linalg.norm calls them


def length(theta, norm):
    """How long theta (..., P) is, measured by norm; (...)."""
    theta = checks.finite("theta", theta)
    return np.linalg.norm(theta, ORDERS[checks.choice("norm", norm, ORDERS)], axis=-1)


def margins(theta, X, Y):
    """The margin of each sample, s_i (W x_i + b).  theta : (P,)    X : (k, N)    Y : (1, N).  Returns (N,)."""
    M, theta = _signed(*_checked(X, Y)), checks.finite("theta", theta)
    if theta.shape != M.shape[1:]:
        raise checks.BadInput(f"theta must have shape {M.shape[1:]}, got {theta.shape}")
    return M @ theta


def max_margin(X, Y, norm):
    """The shortest theta (P,), measured by norm, whose margin is 1: W and, last, b.

    X : (k, N)    Y : (1, N), each 0 or 1    norm : "L1", "L2" or "Linf"
    Raises ValueError if no straight boundary separates the samples.
    """
    checks.choice("norm", norm, ORDERS)
    M = _signed(*_checked(X, Y))
    theta = {"L1": _sparsest, "L2": _nearest, "Linf": _flattest}[norm](M)
    margin = (M @ theta).min()
    if not margin > 0:
        raise checks.BadInput("X must be separable by a straight boundary, as Y labels it, and no boundary does it")
    return theta / margin


def _checked(X, Y):
    """Return X and Y in one precision; refuse what is no sample or no label."""
    X = checks.samples(X)
    return X, checks.labels("Y", Y, (1, X.shape[1]), X.dtype)


def _signed(X, Y):
    """M (N, P): each sample with a 1 for the bias, times the sign of its label. M theta are the margins."""
    return ((2 * Y - 1) * np.vstack([X, np.ones((1, X.shape[1]))])).T


def _sparsest(M):
    """Smallest sum of p + q, where theta = p - q, both at least 0."""
    N, P = M.shape
    best = linprog(np.ones(2 * P), A_ub=np.hstack([-M, M]), b_ub=-np.ones(N), bounds=(0, None))
    return np.zeros(P) if best.x is None else best.x[:P] - best.x[P:]


def _flattest(M):
    """Smallest t, where each entry of theta lies between -t and t."""
    N, P = M.shape
    A = np.block([[-M, np.zeros((N, 1))], [np.eye(P), -np.ones((P, 1))], [-np.eye(P), -np.ones((P, 1))]])
    b = np.concatenate([-np.ones(N), np.zeros(2 * P)])
    best = linprog(np.eye(P + 1)[P], A_ub=A, b_ub=b, bounds=(None, None))
    return np.zeros(P) if best.x is None else best.x[:P]


def _nearest(M):
    """The direction of the mix M^T u that comes nearest to 0 while u counts: |M^T u|^2 + (sum of u - 1)^2 is least."""
    N, P = M.shape
    u, _ = nnls(np.vstack([M.T, np.ones(N)]), np.eye(P + 1)[P])
    return M.T @ u


MINIMUM_HEADER = (
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


def minimum_row(name, steps, theta, dataset, least):
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
