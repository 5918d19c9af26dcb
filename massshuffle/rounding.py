"""Rounding: how far apart two right answers may be, and how short a step is short.

A computer keeps 16 digits of a number, so each result is off by up to 1e-16 of itself. Where large numbers cancel, that
error stays: 1000.3 - 1000.1 is off by 1e-16 of the 1000, not of the 0.2. An error therefore says something only beside
the size of what was added up, and late in training nearly every slope is a small rest of large terms that cancelled.

The size of what was added up for a slope is the way back of backpropagation.py once more, in absolute values, where
nothing cancels. It starts with 2 / N, for sigmoid(z) and y are at most 1 each:

    D_L = 2 / N        D_l = |W_(l+1)|^T D_(l+1) * max(1, |g_l'(Z_l)|)
    size of dW_l = D_l max(1, |A_(l-1)|)^T        size of db_l = sum of D_l over samples            (A_0 = X as it is)

Why max(1, ...)? The slope 1 - tanh(z)^2 is a difference from 1, the sigmoid (1 + tanh(z / 2)) / 2 a sum with 1: they
are right to 1e-16 of that 1, however small they are themselves.

The cost is the mean of softplus(z) - y z, numbers about as large as z, and z = W_L A_(L-1) + b_L is a sum itself:

    size of C = 1 + mean over samples of |W_L| max(1, |A_(L-1)|) + |b_L|

A step h along theta_j is short if it moves no number of the network by much. If a Z_l[i] moves by a little e, no number
further up moves by more than R_l[i] e. So if theta_j moves by h, none moves by more than h times the reach of theta_j:

    R_L = 1            R_l = max(1, |W_(l+1)|^T R_(l+1) * max(1, |g_l'(Z_l)|))
    reach of W_l[i, j] = R_l[i] max(1, |A_(l-1)[j]|)        reach of b_l[i] = R_l[i]    (the largest of all samples)

Proved by tests/book/test_rounding.py, and at thousands of networks by scripts/check_the_check.py.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle.backpropagation import forward


@dataclass(frozen=True)
class Sizes:
    """What errors are measured by: slopes (P,) and cost, the sizes of what was added up; reach (P,), as above."""

    slopes: np.ndarray
    reach: np.ndarray
    cost: float


def sizes(network, theta, X):
    """The Sizes of a network at theta (P,) and its samples X (k, N)."""
    blocks, L = network.unpack(theta), network.n_layers
    Z, A = forward(blocks, network.curves, X)
    size, steepness = {0: np.abs(X)}, {}  # of each A_l and each slope, (n_l, N)
    for layer, (_, slope) in enumerate(network.curves, 1):
        size[layer] = np.maximum(1, np.abs(A[layer]))
        steepness[layer] = np.maximum(1, np.abs(slope(Z[layer])))
    W, b = (np.abs(array) for array in blocks[-1])
    logits = W.dot(size[L - 1]) + b  # (1, N)
    D, R = np.full(Z[L].shape, 2 / X.shape[1]), np.ones(Z[L].shape)  # (1, N)
    slopes, reach = [], []
    for layer in range(L, 0, -1):
        below, furthest = size[layer - 1], R.max(axis=1, keepdims=True)  # (n_(l-1), N), (n_l, 1)
        slopes.insert(0, (D.dot(below.T), D.sum(axis=1, keepdims=True)))
        reach.insert(0, (furthest * below.max(axis=1), furthest))
        if layer > 1:
            W = np.abs(blocks[layer - 1][0])  # (n_l, n_(l-1))
            D = W.T.dot(D) * steepness[layer - 1]  # (n_(l-1), N)
            R = np.maximum(1, W.T.dot(R) * steepness[layer - 1])  # (n_(l-1), N)
    return Sizes(network.pack(slopes), np.maximum(1, network.pack(reach)), float(1 + logits.mean()))
