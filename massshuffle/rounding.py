"""Rounding: how far apart two right answers may be, and how short a step must be.

gradient_check.py compares a gradient with a measurement, so it must know how large a difference rounding alone can
make. This page finds out. If you take that on trust, skip ahead.

A computer keeps 16 digits of a number, so each result is off by up to 1e-16 of itself. Where large numbers cancel, that
error stays: 1000.3 - 1000.1 is off by 1e-16 of the 1000, not of the 0.2. An error therefore means something only
relative to the size of the terms that were added up, and late in training nearly every derivative is the small
remainder of large terms that cancelled.

To find the sizes, we repeat both passes of backpropagation.py in absolute values, so that nothing cancels. An error is
about 1e-16 of a size. A_0 has the size |X|, and D_l is the size of dZ_l. The size of a sum is the sum of the sizes of
its terms. The size of an activation is its own, plus how far it moves while Z is uncertain (by e = 1e-15 of its size;
here e is not 2.718...):

    size of Z_l = |W_l| (size of A_(l-1)) + |b_l|
    size of f(Z) = max(1, |f(Z)|) + |f(Z + e size of Z) - f(Z - e size of Z)| / e        for f = g_l, g_l' and sigmoid

    D_L = (size of sigmoid(Z_L) + 1) / N        D_l = |W_(l+1)|^T D_(l+1) * size of g_l'(Z_l)
    size of dW_l = D_l (size of A_(l-1))^T        size of db_l = sum of D_l over samples
    size of C = 1 + mean of size of Z_L

For W = (2, -3), X = (1, 1) and b = 1, Z is 0, and its size is 2 + 3 + 1 = 6.

Why max(1, ...)? The derivative 1 - tanh(z)^2 is a difference from 1, and the sigmoid (1 + tanh(z / 2)) / 2 a sum with
1. They are right to 1e-16 of that 1, however small they are themselves. (Only an A that is 0 with complex numbers too,
as of a ReLU that stops, adds nothing to the size of the next Z.) And where a Z is so near a corner that rounding
decides on which side it is, the size of the derivative is its jump over e. The derivatives of both sides are right
there.

A step h along theta_j counts as short if no number in the network moves by much. If Z_l[i] moves by a small d, no
number further up moves by more than R_l[i] d. So if theta_j moves by h, none moves by more than h times the reach of
theta_j:

    R_L = 1            R_l = max(1, |W_(l+1)|^T R_(l+1) * max(1, |g_l'(Z_l)|))
    reach of W_l[i, j] = R_l[i] |A_(l-1)[j]|, at least 1    reach of b_l[i] = R_l[i]    (R and |A|: largest sample each)

Second reading: this page goes deeper into gradient_check.py. Tested by tests/book/test_rounding.py, and at two thousand
moments of training by scripts/check_the_check.py. Next: steepest_descent.py, or back to optimizers.py.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle.activations import sigmoid
from massshuffle.backpropagation import forward

DOUBT = 1e-15  # e above: a few times the 1e-16 of one operation


@dataclass(frozen=True, eq=False)
class Magnitudes:
    """The scales of errors: gradient (P,) and cost hold the sizes of dC/dtheta and of C; reach (P,) is as above."""

    gradient: np.ndarray
    reach: np.ndarray
    cost: float


def size_of(f, Z, size_Z):
    """Return the size of f(Z), (n, N), for a Z whose size is size_Z."""
    return np.maximum(1, np.abs(f(Z))) + np.abs(f(Z + DOUBT * size_Z) - f(Z - DOUBT * size_Z)) / DOUBT


def magnitudes(network, theta, X):
    """Return the Magnitudes of a network at theta (P,) and its samples X (k, N)."""
    layers, L = network.unpack(theta), network.n_layers
    Z, A = forward(layers, network.activation_functions, X)
    _, A_complex = forward(network.unpack(theta.astype(complex)), network.activation_functions, X)
    size_A, steepness, size_derivative = {0: np.abs(X)}, {}, {}
    added = size_A[0]  # (n_(l-1), N)
    for layer, (W, b) in enumerate(layers, 1):
        size_Z = np.abs(W).dot(added) + np.abs(b)  # (n_l, N)
        if layer < L:
            g, derivative = network.activation_functions[layer - 1]
            size_A[layer] = size_of(g, Z[layer], size_Z)
            steepness[layer] = np.maximum(1, np.abs(derivative(Z[layer])))
            size_derivative[layer] = size_of(derivative, Z[layer], size_Z)
            exact = (A[layer] == 0) & (A_complex[layer] == 0)  # like that of a dead relu, which nothing is added to
            added = np.where(exact, 0, size_A[layer])
    D, R = (size_of(sigmoid, Z[L], size_Z) + 1) / X.shape[1], np.ones(Z[L].shape)  # (1, N)
    gradient, reach = [], []
    for layer in range(L, 0, -1):
        furthest = R.max(axis=1, keepdims=True)  # (n_l, 1)
        gradient.insert(0, (D.dot(size_A[layer - 1].T), D.sum(axis=1, keepdims=True)))
        reach.insert(0, (furthest * np.abs(A[layer - 1]).max(axis=1), furthest))
        if layer > 1:
            W = np.abs(layers[layer - 1][0])  # (n_l, n_(l-1))
            D = W.T.dot(D) * size_derivative[layer - 1]  # (n_(l-1), N)
            R = np.maximum(1, W.T.dot(R) * steepness[layer - 1])  # (n_(l-1), N)
    return Magnitudes(network.pack(gradient), np.maximum(1, network.pack(reach)), float(1 + size_Z.mean()))
