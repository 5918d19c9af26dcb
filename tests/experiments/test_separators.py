"""Maximum-margin separators by hand, and by a bound that no shorter theta can pass.

Read it after experiments/separators.py.
"""

import numpy as np
import pytest
from scipy.optimize import linprog, nnls

from massshuffle import data
from massshuffle.checks import BadInput
from massshuffle.experiments.separators import ORDERS, length, margins, max_margin

every_norm = pytest.mark.parametrize("norm", ORDERS)
DUALS = {"L1": np.inf, "L2": 2, "Linf": 1}


def samples(seed):
    dataset = data.linear_boundary(seed=seed)
    return dataset.X_train, dataset.Y_train


def signed(X, Y):
    """The samples with a 1 for the bias, times the signs of their labels, (N, P)."""
    return np.vstack([X, np.ones_like(Y)]).T * np.where(Y == 1, 1, -1).T


@pytest.mark.parametrize(
    ("norm", "theta"), [("L1", [1 / 2, 0, 0]), ("L2", [2 / 5, 1 / 5, 0]), ("Linf", [1 / 3, 1 / 3, 0])]
)
def test_by_hand_in_the_plane(norm, theta):
    """(2, 1) against (-2, -1): b = 0, and 2 W[0] + W[1] = 1 where it is shortest."""
    X, Y = np.array([[2.0, -2.0, 4.0], [1.0, -1.0, 2.0]]), np.array([[1, 0, 1]])
    np.testing.assert_allclose(max_margin(X, Y, norm), theta, atol=1e-12)
    np.testing.assert_allclose(margins(np.array(theta), X, Y), [1, 1, 2], rtol=1e-15)


@every_norm
def test_the_bias_counts_like_a_weight(norm):
    """3 W + b >= 1 and -W - b >= 1: |b| is at least 1 + W, and W at least 1."""
    np.testing.assert_allclose(max_margin([[3.0, 1.0]], [[1, 0]], norm), [1, -2], rtol=1e-12)


def test_a_theta_of_another_length_has_no_margin():
    with pytest.raises(BadInput, match=r"^theta must have shape \(2,\), got \(3,\)$"):
        margins(np.ones(3), [[1.0]], [[1]])


def test_length_by_hand():
    theta = np.array([[3.0, -4.0], [0.0, 1.0]])
    assert {norm: length(theta, norm).tolist() for norm in ORDERS} == {"L1": [7, 1], "L2": [5, 1], "Linf": [4, 1]}
    assert length(theta[0], "L2") == 5
    assert length(theta[np.newaxis], "L1").tolist() == [[7, 1]]
    with pytest.raises(BadInput, match="^norm must be one of L1, L2, Linf, got 'L3'"):
        length(theta, "L3")


@every_norm
@pytest.mark.parametrize("seed", range(5))
def test_no_shorter_theta_has_a_margin_of_1(norm, seed):
    """Duality: if M theta >= 1 and u >= 0, then sum(u) <= u M theta <= |theta| |M^T u|, measured by the dual norm."""
    X, Y = samples(seed)
    theta, M = max_margin(X, Y, norm), signed(X, Y)
    np.testing.assert_allclose((M @ theta).min(), 1, rtol=1e-14)
    u = multipliers(M, theta, norm)
    assert u.min() >= 0
    bound = u.sum() / np.linalg.norm(M.T @ u, DUALS[norm])
    np.testing.assert_allclose(np.linalg.norm(theta, ORDERS[norm]), bound, rtol=1e-7)


def multipliers(M, theta, norm):
    """u >= 0 that makes the bound large; wherever it comes from, the bound holds."""
    N, P = M.shape
    if norm == "L2":
        at_the_margin = M @ theta < 1 + 1e-6
        u = np.zeros(N)
        u[at_the_margin], _ = nnls(M[at_the_margin].T, theta)
        return u
    if norm == "L1":
        return linprog(-np.ones(N), np.vstack([M.T, -M.T]), np.ones(2 * P)).x
    sizes = np.hstack([np.zeros(N), np.ones(P)])  # of the entries of M^T u, P more variables: their sum is at most 1
    A = np.vstack([np.hstack([M.T, -np.eye(P)]), np.hstack([-M.T, -np.eye(P)]), sizes])
    return linprog(np.hstack([-np.ones(N), np.zeros(P)]), A, np.eye(2 * P + 1)[-1]).x[:N]


@every_norm
@pytest.mark.parametrize(
    ("X", "Y"),
    [
        (data.sine_boundary().X_train, data.sine_boundary().Y_train),
        ([[0.0, 1.0, 0.0, 1.0], [0.0, 1.0, 1.0, 0.0]], [[0, 0, 1, 1]]),
        ([[1.0, 1.0]], [[0, 1]]),
        ([[1.0, 2.0, 3.0]], [[0, 1, 0]]),
    ],
    ids=["sine", "xor", "twins", "between"],
)
def test_samples_that_cannot_be_separated_are_refused(norm, X, Y):
    with pytest.raises(BadInput, match="^X must be separable by a straight boundary"):
        max_margin(X, np.array(Y), norm)
