"""Bugs to plant in a gradient: mistakes that are easy to make when you write the backward pass by hand.

Each makes wrong gradients (P,) at a state (network, theta, X, Y). gradient_check.py has a table of the blocks that they
break, scripts/check_gradients.py shows one, and scripts/check_the_check.py plants them all. A bug that is also a
mistake of the exercises has its code as its name.

Tested by tests/experiments/test_planted_bugs.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from massshuffle.backpropagation import forward
from massshuffle.cost import binary_cross_entropy_gradient
from massshuffle.rounding import magnitudes


@dataclass(frozen=True)
class Bug:
    """What was planted, where it shows, how to make wrong gradients, and when one of them may be right after all."""

    description: str
    where_to_look: str
    wrong_gradients: Callable  # (network, theta, X, Y) -> [(P,), ...]
    no_bug_if: str


def backward_with_bug(network, theta, X, Y, derivative_at=lambda g, Z, A: g(Z), through=lambda W, dZ: W.T.dot(dZ)):
    """Return the gradient (P,) by a backward pass with two places for a bug.

    derivative_at : (derivative, Z, A) -> the factor that dA is multiplied with    through : (W, dZ) -> dA
    """
    layers = network.unpack(theta)
    Z, A = forward(layers, network.activation_functions, X)
    dZ = binary_cross_entropy_gradient(Z[network.n_layers], Y)
    gradients = []
    for layer in range(network.n_layers, 0, -1):
        gradients.insert(0, (dZ.dot(A[layer - 1].T), dZ.sum(axis=1, keepdims=True)))
        if layer > 1:
            dA = through(layers[layer - 1][0], dZ)
            dZ = dA * derivative_at(network.activation_functions[layer - 2][1], Z[layer - 1], A[layer - 1])
    return network.pack(gradients)


def each_block(change):
    """Return a function that changes one block of the right gradient: as many wrong gradients as there are blocks."""

    def wrong_gradients(network, theta, X, Y):
        right = network.gradient(theta, X, Y)
        wrongs = [right.copy() for _ in network.block_names]
        for i, wrong in enumerate(wrongs):
            change([array for pair in network.unpack(wrong) for array in pair][i])
        return wrongs

    return wrong_gradients


def one_entry(network, theta, X, Y):
    """Return the gradient with one wrong entry, the one of the smallest size above 0, which is the hardest to see."""
    wrong, size = network.gradient(theta, X, Y), magnitudes(network, theta, X).gradient
    j = np.where(size > 0, size, np.inf).argmin()
    wrong[j] += 1e-5 * size[j]
    return [wrong]


def mean_of_db(network, theta, X, Y):
    """Return the gradient with db divided by N once more; 1 / N is in dZ already."""
    right = network.unpack(network.gradient(theta, X, Y))
    return [network.pack([(dW, db / X.shape[1]) for dW, db in right])]


LOWER_LAYERS = "every layer below the last: the highest wrong layer is where the bug is first met"
ITS_BLOCK = "one block, here the first"
BUGS = {
    "forgot-slope": Bug(
        "dZ = dA, without the derivative g'(Z)",
        LOWER_LAYERS,
        lambda *state: [backward_with_bug(*state, derivative_at=lambda g, Z, A: 1)],
        "no hidden layer; derivatives of 1, or dA is 0",
    ),
    "slope-at-output": Bug(
        "dZ = dA * g'(A), the derivative taken at the output",
        LOWER_LAYERS,
        lambda *state: [backward_with_bug(*state, derivative_at=lambda g, Z, A: g(A))],
        "no hidden layer; a ReLU's derivative at A is that at Z; dA is 0",
    ),
    "weights-reshaped": Bug(
        "dA = W.reshape(...) dZ, reshaped instead of transposed",
        "every layer below one whose W has two rows and columns",
        lambda *state: [backward_with_bug(*state, through=lambda W, dZ: W.reshape(W.shape[::-1]).dot(dZ))],
        "no W above the first has two rows and columns; dZ is 0",
    ),
    "wrong-sign": Bug(
        "one block has the wrong sign",
        ITS_BLOCK,
        each_block(lambda block: np.negative(block, out=block)),
        "a block of zeros has no sign",
    ),
    "wrong-factor": Bug(
        "one block is 1.0001 times too large",
        ITS_BLOCK,
        each_block(lambda block: np.multiply(block, 1 + 1e-4, out=block)),
        "a block of zeros stays one",
    ),
    "one-entry": Bug(
        "one entry is off by 1e-5 of what was added up for it", "one entry of one block", one_entry, "never"
    ),
    "bias-mean": Bug(
        "db is divided by N, although 1 / N is in dZ already",
        "every b, and no W",
        mean_of_db,
        "one sample, whose mean is its sum; db is 0",
    ),
}
