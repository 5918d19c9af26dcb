"""The networks that forward and backward are tried on.

All sizes of a network differ, so that numbers cannot fit by chance and a wrong transpose crashes. The answers for
backward are not ours: they are the slopes of the project's own cost, measured by the complex step.

Proved by tests/practice/test_judging.py.
"""

from functools import cache

import numpy as np

from massshuffle import numerical_gradient
from massshuffle.activations import ACTIVATIONS
from massshuffle.network import Network
from massshuffle.practice import right
from massshuffle.practice.answers import Case
from massshuffle.practice.returned import named

NETWORKS = [
    ((3, 1), (), 5),
    ((4, 3, 1), ("sigmoid",), 6),
    ((2, 5, 1), ("tanh",), 7),
    ((5, 4, 3, 1), ("relu", "tanh"), 8),
    ((4, 6, 3, 1), ("tanh", "sigmoid"), 5),
    ((3, 6, 5, 4, 1), ("sigmoid", "tanh", "relu"), 8),
    ((6, 4, 5, 3, 1), ("relu", "sigmoid", "tanh"), 7),
    ((2, 5, 6, 4, 1), ("tanh", "relu", "sigmoid"), 9),
]
SQUARE = [((3, 4, 1), ("tanh",)), ((4, 4, 4), ("sigmoid",)), ((3, 3, 3, 3), ("tanh", "relu")),
          ((3, 3, 3, 1), ("relu", "tanh"))]  # fmt: skip


def labels(n):
    """n labels (1, n), both of them."""
    return np.arange(n)[None, :] % 3 % 2 * 1.0


def network_case(rng, sizes, names, n_samples):
    """A random network with its samples: (network, theta, X, Y); biases are not 0."""
    network = Network(sizes, names)
    theta = rng.uniform(-1.2, 1.2, network.n_parameters)
    X, Y = rng.standard_normal((sizes[0], n_samples)), labels(n_samples)
    return network, theta, X, rng.permuted(Y, axis=1)


def _drawn(rng):
    for sizes, names, n_samples in NETWORKS:
        network, theta, X, Y = network_case(rng, sizes, names, n_samples)
        curves = "" if not names else f" with {', '.join(names)}"
        yield f"a network of {', '.join(map(str, sizes))} nodes{curves}, {n_samples} samples", network, theta, X, Y


def forward_cases(rng):
    """Cases for forward."""
    for words, network, theta, X, _ in _drawn(rng):
        arguments = network.unpack(theta), list(network.activation_functions), X
        yield Case(words, arguments, (named("forward", right.forward(*arguments)),))


def backward_cases(rng):
    """Cases for backward, without an A_L."""
    for words, network, theta, X, Y in _drawn(rng):
        blocks = network.unpack(theta)
        measured = numerical_gradient.complex_step(lambda theta, net=network, X=X, Y=Y: net.cost(theta, X, Y), theta)
        Z, A = right.forward(blocks, list(network.activation_functions), X)
        del A[len(blocks)]
        yield Case(
            words, (blocks, list(network.activation_functions), Z, A, Y), (named("backward", network.unpack(measured)),)
        )


@cache
def probes(exercise):
    """Cases for forward and backward in which a mistake that crashes on all others gives numbers.

    Curves with one pair more than there are hidden layers; networks with square matrices, which fit without being
    transposed, some with several logits; and A with an A_L.
    """
    if exercise not in ("forward", "backward"):
        return []
    rng, found = np.random.default_rng(25), []
    for words, network, theta, X, Y in list(_drawn(rng))[1:]:
        blocks, longer = network.unpack(theta), [*network.activation_functions, (np.sin, np.cos)]
        Z, A = right.forward(blocks, longer, X)
        del A[len(blocks)]
        found.append(Case(words, (blocks, longer, X) if exercise == "forward" else (blocks, longer, Z, A, Y)))
    for sizes, names in SQUARE if exercise == "backward" else ():
        curves = [ACTIVATIONS[activation] for activation in names]
        shapes = list(zip(sizes[1:], sizes))
        blocks = [(rng.uniform(-1, 1, shape), rng.uniform(-1, 1, (shape[0], 1))) for shape in shapes]
        Z, A = right.forward(blocks, curves, rng.standard_normal((sizes[0], 5)))
        Y = right.sigmoid(Z[len(blocks)])
        Y[0] = [0, 1, 1, 0, 1]  # the other logits are as they should be, so whoever looks at one has looked at all
        found.append(Case("a square network", (blocks, curves, Z, A, Y)))
    return found
