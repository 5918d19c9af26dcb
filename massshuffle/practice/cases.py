"""What the nine functions are tried on, with the right answers: small, random, and the same every time.

All sizes of a network differ, so that numbers cannot fit by chance and a wrong transpose crashes. The answers for
backward are not ours: they are the slopes of the project's own cost, measured by the complex step.

Proved by tests/practice/test_judging.py.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from massshuffle import backpropagation, slopes
from massshuffle.activations import ACTIVATIONS
from massshuffle.network import Network
from massshuffle.practice import mistakes


@dataclass(frozen=True, eq=False)
class Case:
    """One call: what it is, its arguments, and the answers that are right, None where there is no right one."""

    words: str
    arguments: tuple
    answers: list | None = None
    far: bool = False  # numbers far out, only asked for where those near 0 are right


@cache
def cases(name):
    """The cases of an exercise."""
    return globals()[f"_{name}"](np.random.default_rng(24))


def network_case(rng, sizes, names, n_samples):
    """A random network with its samples: (network, theta, X, Y); biases are not 0, and both labels come."""
    network = Network(sizes, names)
    theta = rng.uniform(-1.2, 1.2, network.n_parameters)
    X, Y = rng.standard_normal((sizes[0], n_samples)), np.arange(n_samples)[None, :] % 3 % 2 * 1.0
    return network, theta, X, rng.permuted(Y, axis=1)


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


def _of_networks(rng):
    for sizes, names, n_samples in NETWORKS:
        network, theta, X, Y = network_case(rng, sizes, names, n_samples)
        curves = "" if not names else f" with {', '.join(names)}"
        yield f"a network of {', '.join(map(str, sizes))} nodes{curves}, {n_samples} samples", network, theta, X, Y


def _sigmoid(rng):
    return _curve(rng, mistakes.sigmoid, far=True)


def _sigmoid_derivative(rng):
    return _curve(rng, mistakes.sigmoid_derivative)


def _curve(rng, function, far=False):
    tried = [("an array", 3 * rng.standard_normal(shape)) for shape in ((2, 3), (1, 4), (3, 1))]
    if far:
        tried.append(("z = -1000 and z = 1000", np.array([[-1000.0, 1000.0]])))
    return [Case(f"{words} {z.shape}", (z,), [function(z, {})], words[0] == "z") for words, z in tried]


def _binary_cross_entropy(rng):
    return _cost(rng, mistakes.binary_cross_entropy, far=True)


def _binary_cross_entropy_gradient(rng):
    return _cost(rng, mistakes.binary_cross_entropy_gradient)


def _cost(rng, function, far=False):
    tried = [(f"{n} samples", 2 * rng.standard_normal((1, n)), np.arange(n)[None, :] % 3 % 2 * 1.0) for n in (5, 7, 1)]
    if far:
        z = np.array([[-1000.0, 1000.0, 1000.0, -1000.0, 50.0, -50.0]])
        tried.append(("logits of -1000 and 1000", z, np.array([[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]])))
    return [Case(words, (z, y), [function(z, y, {})], words[0] == "l") for words, z, y in tried]


def _forward(rng):
    found = []
    for words, network, theta, X, _ in _of_networks(rng):
        arguments = network.unpack(theta), network.curves, X
        found.append(Case(words, arguments, [mistakes.forward(*arguments, {})]))
    return found


def _backward(rng):
    found = []
    for words, network, theta, X, Y in _of_networks(rng):
        blocks = network.unpack(theta)
        measured = slopes.complex_step(lambda theta, net=network, X=X, Y=Y: net.cost(theta, X, Y), theta)
        arguments = blocks, network.curves, *backpropagation.forward(blocks, network.curves, X), Y
        found.append(Case(words, arguments, [network.unpack(measured)]))
    return found


@cache
def probes(name):
    """Cases without a right answer that a mistake survives which crashes on all others.

    Curves with one pair more than there are hidden layers; square networks, where a matrix that is not transposed
    fits, with as many logits as inputs; and A with an A_L.
    """
    if name not in ("forward", "backward"):
        return []
    rng, found = np.random.default_rng(25), []
    for words, network, theta, X, Y in list(_of_networks(rng))[1:]:
        blocks, longer = network.unpack(theta), [*network.curves, (np.sin, np.cos)]
        rest = (X,) if name == "forward" else (*backpropagation.forward(blocks, network.curves, X), Y)
        found.append(Case(words, (blocks, longer, *rest)))
    if name == "forward":
        return found
    for sizes, names in (
        ((3, 4, 1), ("tanh",)),
        ((4, 4, 4), ("sigmoid",)),
        ((3, 3, 3, 3), ("tanh", "relu")),
        ((3, 3, 3, 1), ("relu", "tanh")),
    ):
        curves = [ACTIVATIONS[activation] for activation in names]
        shapes = list(zip(sizes[1:], sizes))
        blocks = [(rng.uniform(-1, 1, shape), rng.uniform(-1, 1, (shape[0], 1))) for shape in shapes]
        Z, A = mistakes.forward(blocks, curves, rng.standard_normal((sizes[0], 5)), {})
        Y = mistakes.sigmoid(Z[len(blocks)], {})
        Y[0] = [0, 1, 1, 0, 1]  # the other logits are as they should be, so whoever looks at one has looked at all
        found.append(Case("a square network", (blocks, curves, Z, A, Y)))
    return found


LAYERS = (400, 250, 120, 1)


def _xavier_uniform(rng):
    return [Case(f"nodes_per_layer = {sizes}", (sizes, np.random.default_rng(1))) for sizes in ((3, 2, 1), LAYERS)]


def _adam_step(rng):
    found = []
    for t, more in ((1, ()), (2, ()), (3, (0.1,)), (7, (0.01, 0.8, 0.95)), (1, (0.02, 0.7, 0.9)), (50, ())):
        theta, gradient = rng.standard_normal((2, 4))
        if t == 3:
            gradient = abs(gradient)  # so that a mean of g has a root as well
        m, v = (np.zeros(4), np.zeros(4)) if t == 1 else (rng.standard_normal(4), rng.uniform(0.5, 2, 4))
        arguments = theta, gradient, m, v, t, *more
        settings = "".join(f", {name} = {value}" for name, value in zip(("learning_rate", "beta1", "beta2"), more))
        found.append(Case(f"step t = {t}{settings}", arguments, _both_forms(mistakes.adam_step, arguments)))
    return found


def _train(rng):
    found = []
    for n, rate, epochs in ((3, 0.1, 0), (4, 0.1, 1), (3, 0.1, 2), (5, 0.05, 3), (4, 0.02, 25)):
        A, center = rng.uniform(0.5, 2, n), rng.standard_normal(n)

        def gradient_of(theta, A=A, center=center):
            return A * (np.asarray(theta) - center) ** 3

        arguments = center + rng.uniform(0.5, 2, n), gradient_of, rate, epochs
        words = f"epochs = {epochs}, learning_rate = {rate}"
        found.append(Case(words, arguments, _both_forms(mistakes.train, arguments)))
    return found


def _both_forms(function, arguments):
    return [function(*arguments, made=form) for form in mistakes.FORMS["adam_step"]]
