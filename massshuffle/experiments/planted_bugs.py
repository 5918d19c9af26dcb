"""Bugs to plant in the gradient: what goes wrong when the way back is written by hand.

Each is a function of (network, theta, X, Y), and gives a list of wrong gradients (P,). gradient_check.py has a table
of what such bugs break; scripts/check_the_check.py plants them all.

Proved by tests/experiments/test_planted_bugs.py.
"""

import numpy as np

from massshuffle.backpropagation import forward
from massshuffle.cost import binary_cross_entropy_gradient
from massshuffle.rounding import magnitudes


def back(network, theta, X, Y, bend=lambda slope, Z, A: slope(Z), carry=lambda W, dZ: W.T.dot(dZ)):
    """The way back, with two places to put a bug."""
    layers = network.unpack(theta)
    Z, A = forward(layers, network.activation_functions, X)
    dZ = binary_cross_entropy_gradient(Z[network.n_layers], Y)
    gradients = []
    for layer in range(network.n_layers, 0, -1):
        gradients.insert(0, (dZ.dot(A[layer - 1].T), dZ.sum(axis=1, keepdims=True)))
        if layer > 1:
            dA = carry(layers[layer - 1][0], dZ)
            dZ = dA * bend(network.activation_functions[layer - 2][1], Z[layer - 1], A[layer - 1])
    return network.pack(gradients)


def each_block(change):
    """A bug that changes one block of the right gradient: as many wrong gradients as there are blocks."""

    def planted(network, theta, X, Y):
        right = network.gradient(theta, X, Y)
        wrongs = [right.copy() for _ in network.block_names]
        for i, wrong in enumerate(wrongs):
            change([array for block in network.unpack(wrong) for array in block][i])
        return wrongs

    return planted


def one_coordinate(network, theta, X, Y):
    """Each coordinate in turn would take long: the one with the smallest size, the hardest to see, of those above 0."""
    wrong, size = network.gradient(theta, X, Y), magnitudes(network, theta, X).gradient
    j = np.where(size > 0, size, np.inf).argmin()
    wrong[j] += 1e-5 * size[j]
    return [wrong]


def mean_of_db(network, theta, X, Y):
    """1 / N is in dZ already, and goes into db once more."""
    right = network.unpack(network.gradient(theta, X, Y))
    return [network.pack([(dW, db / X.shape[1]) for dW, db in right])]


# Name: (network, theta, X, Y -> wrong gradients, why one of them may be right after all).
BUGS = {
    "slope": (lambda *state: [back(*state, bend=lambda slope, Z, A: 1)], "no hidden layer; slopes of 1, or dA is 0"),
    "slope-of-A": (
        lambda *state: [back(*state, bend=lambda slope, Z, A: slope(A))],
        "no hidden layer; a relu's slope at A is that at Z; dA is 0",
    ),
    "transpose": (
        lambda *state: [back(*state, carry=lambda W, dZ: W.reshape(W.shape[::-1]).dot(dZ))],
        "no W above the first has two rows and columns; dZ is 0",
    ),
    "sign": (each_block(lambda block: np.negative(block, out=block)), "a block of zeros has no sign"),
    "factor": (each_block(lambda block: np.multiply(block, 1 + 1e-4, out=block)), "a block of zeros stays one"),
    "coordinate": (one_coordinate, "never"),
    "mean": (mean_of_db, "one sample, whose mean is its sum; db is 0"),
}
