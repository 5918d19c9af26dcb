"""What the nine functions are called with, and what is right then: small, random, and the same every time.

All sizes of a network differ, so that numbers cannot fit by chance and a wrong transpose crashes. The answers for
backward are not ours: they are the slopes of the project's own cost, measured by the complex step.

Tested by tests/practice/test_judge.py.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from massshuffle import slopes
from massshuffle.activations import ACTIVATIONS
from massshuffle.network import Network
from massshuffle.practice import reference
from massshuffle.practice.comparison import named
from massshuffle.practice.mistakes import changed, forms

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


@dataclass(frozen=True, eq=False)
class Case:
    """One call: what it is, its arguments, and the answers that are right, as numbers by name."""

    words: str
    arguments: tuple
    answers: tuple = ()


@cache
def cases(exercise):
    """The cases of an exercise, the first to try first."""
    return list(MAKERS[exercise](np.random.default_rng(24)))


@cache
def far(exercise):
    """Cases with numbers far out, only asked for where those near 0 are right."""
    z = np.array([[-1000.0, 1000.0, 1000.0, -1000.0, 50.0, -50.0]])
    if exercise == "sigmoid":
        return [_case(exercise, "z = -1000 and z = 1000 (1, 2)", z[:, :2])]
    if exercise == "binary_cross_entropy":
        return [_case(exercise, "logits of -1000 and 1000", z, np.array([[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]]))]
    return []


def _case(exercise, words, *arguments):
    """A case whose right answers are those of reference.py."""
    answers = (changed(exercise, form)(*arguments) for form in forms(exercise))
    return Case(words, arguments, tuple(named(exercise, answer) for answer in answers))


def _curve(exercise, rng):
    for shape in ((2, 3), (1, 4), (3, 1)):
        yield _case(exercise, f"an array {shape}", 3 * rng.standard_normal(shape))


def _cost(exercise, rng):
    for n in (5, 7, 1):
        yield _case(exercise, f"{n} samples", 2 * rng.standard_normal((1, n)), labels(n))


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
        arguments = network.unpack(theta), network.curves, X
        yield Case(words, arguments, (named("forward", reference.forward(*arguments)),))


def backward_cases(rng):
    """Cases for backward, without an A_L."""
    for words, network, theta, X, Y in _drawn(rng):
        blocks = network.unpack(theta)
        measured = slopes.complex_step(lambda theta, net=network, X=X, Y=Y: net.cost(theta, X, Y), theta)
        Z, A = reference.forward(blocks, network.curves, X)
        del A[len(blocks)]
        yield Case(words, (blocks, network.curves, Z, A, Y), (named("backward", network.unpack(measured)),))


def _xavier_uniform(rng):
    for sizes in ((400, 250, 120, 1), (3, 2, 1)):  # large layers say more
        yield Case(f"nodes_per_layer = {sizes}", (sizes, np.random.default_rng(1)))


def _adam_step(rng):
    for t, *settings in ((1,), (2,), (3, 0.1), (7, 0.01, 0.8, 0.95), (1, 0.02, 0.7, 0.9), (50,)):
        theta, gradient = rng.standard_normal((2, 4))
        if t == 3:
            gradient = abs(gradient)  # so that a mean of g has a root as well
        m, v = (np.zeros(4), np.zeros(4)) if t == 1 else (rng.standard_normal(4), rng.uniform(0.5, 2, 4))
        said = "".join(f", {name} = {value}" for name, value in zip(("learning_rate", "beta1", "beta2"), settings))
        yield _case("adam_step", f"step t = {t}{said}", theta, gradient, m, v, t, *settings)


def _train(rng):
    for n, rate, epochs in ((3, 0.1, 0), (4, 0.1, 1), (3, 0.1, 2), (5, 0.05, 3), (4, 0.02, 25)):
        A, center = rng.uniform(0.5, 2, n), rng.standard_normal(n)

        def gradient_of(theta, A=A, center=center):
            return A * (np.asarray(theta) - center) ** 3

        start = center + rng.uniform(0.5, 2, n)
        yield _case("train", f"epochs = {epochs}, learning_rate = {rate}", start, gradient_of, rate, epochs)


MAKERS = {
    "sigmoid": lambda rng: _curve("sigmoid", rng),
    "sigmoid_derivative": lambda rng: _curve("sigmoid_derivative", rng),
    "binary_cross_entropy": lambda rng: _cost("binary_cross_entropy", rng),
    "binary_cross_entropy_gradient": lambda rng: _cost("binary_cross_entropy_gradient", rng),
    "forward": forward_cases,
    "backward": backward_cases,
    "xavier_uniform": _xavier_uniform,
    "adam_step": _adam_step,
    "train": _train,
}


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
        blocks, longer = network.unpack(theta), [*network.curves, (np.sin, np.cos)]
        Z, A = reference.forward(blocks, longer, X)
        del A[len(blocks)]
        found.append(Case(words, (blocks, longer, X) if exercise == "forward" else (blocks, longer, Z, A, Y)))
    for sizes, names in SQUARE if exercise == "backward" else ():
        curves = [ACTIVATIONS[activation] for activation in names]
        shapes = list(zip(sizes[1:], sizes))
        blocks = [(rng.uniform(-1, 1, shape), rng.uniform(-1, 1, (shape[0], 1))) for shape in shapes]
        Z, A = reference.forward(blocks, curves, rng.standard_normal((sizes[0], 5)))
        Y = reference.sigmoid(Z[len(blocks)])
        Y[0] = [0, 1, 1, 0, 1]  # the other logits are as they should be, so whoever looks at one has looked at all
        found.append(Case("a square network", (blocks, curves, Z, A, Y)))
    return found
