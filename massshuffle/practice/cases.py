"""Cases: the arguments that the ten functions are called with, and the results expected of them.

The arguments are small, random, and the same every time. All layers of a network differ in their number of nodes, so
that results cannot agree by chance and a wrong transpose crashes. The results expected of backward are not our own:
they are the numerical gradient of the project's cost, by the complex step.

Tested by tests/practice/test_judge.py.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from massshuffle import numerical_gradient
from massshuffle.network import Network
from massshuffle.practice import reference
from massshuffle.practice.comparison import arrays_by_name
from massshuffle.practice.learner_code import RecordedGradient, call
from massshuffle.practice.reference import mutant, variants

NETWORKS = [
    ((4, 3, 1), ("sigmoid",), 6),
    ((2, 5, 1), ("tanh",), 7),
    ((3, 1), (), 5),
    ((5, 4, 3, 1), ("relu", "tanh"), 8),
    ((4, 6, 3, 1), ("tanh", "sigmoid"), 5),
    ((3, 6, 5, 4, 1), ("sigmoid", "tanh", "relu"), 8),
    ((6, 4, 5, 3, 1), ("relu", "sigmoid", "tanh"), 7),
    ((2, 5, 6, 4, 1), ("tanh", "relu", "sigmoid"), 9),
]  # nodes per layer, activations, number of samples


@dataclass(frozen=True, eq=False)
class Case:
    """One call of a function: a description for the message, the arguments, and every result that is right.

    expected : a tuple of results, each as arrays by name
    thetas   : for train, beside each of them the thetas at which the gradient is computed
    """

    description: str
    arguments: tuple
    expected: tuple = ()
    thetas: tuple = ()


@cache
def cases(exercise):
    """The cases of an exercise, in the order in which they are tried."""
    return list(CASE_MAKERS[exercise](np.random.default_rng(24)))


@cache
def large_number_cases(exercise):
    """Cases with large numbers, tried only where all others are right."""
    z = np.array([[-1000.0, 1000.0, 1000.0, -1000.0, 50.0, -50.0]])
    if exercise == "sigmoid":
        return [_case(exercise, "z = -1000, 1000 and 1.5 (1, 3)", np.array([[-1000, 1000, 1.5]]))]
    if exercise == "binary_cross_entropy":
        return [
            _case(
                exercise, "logits of -1000, 1000, -50 and 50, 6 samples", z, np.array([[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]])
            )
        ]
    return []


def _case(exercise, description, *arguments):
    """A case that expects the results of reference.py."""
    answers = [call(mutant(exercise, variant), exercise, arguments) for variant in variants(exercise)]
    thetas = tuple(answer.thetas for answer in answers) if exercise == "train" else ()
    return Case(description, arguments, tuple(answer.arrays for answer in answers), thetas)


def _activation_cases(exercise, rng):
    for shape in ((2, 3), (1, 4), (3, 1)):
        yield _case(exercise, f"an array {shape}", 3 * rng.standard_normal(shape))
    yield _case(exercise, "z = 0, 1.5 and -0.5 (1, 3)", np.array([[0.0, 1.5, -0.5]]))


def _cost_cases(exercise, rng):
    for n_samples in (5, 7, 1):
        logits = 2 * rng.standard_normal((1, n_samples))
        yield _case(exercise, f"{n_samples} samples", logits, both_labels(n_samples))


def _difference_cases(rng):
    for n, *step in ((4, 0.1), (1, 0.3), (5, 0.02), (3,)):
        c, theta = rng.standard_normal(n), rng.standard_normal(n)
        description = f"f, a sum of cubes of {n} numbers" + (f", step = {step[0]}" if step else "")

        def f(theta, c=c):
            return np.sum(c * np.asarray(theta) ** 3) + np.sum(theta) ** 2

        yield _case("central_difference", description, f, theta, *step)


def both_labels(n_samples):
    """Labels (1, n_samples), zeros and ones."""
    return np.arange(n_samples)[None, :] % 3 % 2 * 1.0


def random_network(rng, nodes_per_layer, activations, n_samples):
    """A random network with its samples: (network, theta, X, Y). Its biases are not 0."""
    network = Network(nodes_per_layer, activations)
    theta = rng.uniform(-1.2, 1.2, network.n_parameters)
    X, Y = rng.standard_normal((nodes_per_layer[0], n_samples)), both_labels(n_samples)
    return network, theta, X, rng.permuted(Y, axis=1)


def _described_networks(rng):
    for nodes_per_layer, activations, n_samples in NETWORKS:
        network, theta, X, Y = random_network(rng, nodes_per_layer, activations, n_samples)
        names = "" if not activations else f" with {', '.join(activations)}"
        nodes = ", ".join(map(str, nodes_per_layer))
        yield f"a network of {nodes} nodes{names}, {n_samples} samples", network, theta, X, Y


def _forward_cases(rng):
    for description, network, theta, X, _ in _described_networks(rng):
        arguments = network.unpack(theta), list(network.activation_functions), X
        yield Case(description, arguments, (arrays_by_name("forward", reference.forward(*arguments)),))


def _backward_cases(rng):
    """Cases for backward; their A has no A_L."""
    for description, network, theta, X, Y in _described_networks(rng):
        layers = network.unpack(theta)
        gradient = numerical_gradient.complex_step(lambda theta, net=network, X=X, Y=Y: net.cost(theta, X, Y), theta)
        Z, A = reference.forward(layers, list(network.activation_functions), X)
        del A[len(layers)]
        expected = arrays_by_name("backward", network.unpack(gradient))
        yield Case(description, (layers, list(network.activation_functions), Z, A, Y), (expected,))


def _xavier_uniform_cases(rng):
    for nodes_per_layer in ((400, 250, 120, 1), (3, 2, 1)):  # large layers say more
        yield Case(f"nodes_per_layer = {nodes_per_layer}", (nodes_per_layer, np.random.default_rng(1)))


def _adam_step_cases(rng):
    for t, *settings in ((2,), (3, 0.1), (7, 0.01, 0.8, 0.95), (4, 0.02, 0.9, 0.99, 0.1), (50,), (1,), (1, 0.02, 0.7)):
        theta, gradient = rng.standard_normal((2, 4))
        if t == 3:
            gradient = abs(gradient)  # so that a mean of g has a root as well
        m, v = (np.zeros(4), np.zeros(4)) if t == 1 else (rng.standard_normal(4), rng.uniform(0.5, 2, 4))
        names = ("learning_rate", "beta1", "beta2", "epsilon")
        description = f"step t = {t}" + "".join(f", {name} = {value}" for name, value in zip(names, settings))
        yield _case("adam_step", description, theta, gradient, m, v, t, *settings)


def _train_cases(rng):
    for n, rate, epochs in ((4, 0.1, 1), (3, 0.1, 2), (5, 0.05, 3), (4, 0.02, 25), (3, 0.1, 0)):
        A, center = rng.uniform(0.5, 2, n), rng.standard_normal(n)

        start = center + rng.uniform(0.5, 2, n)
        gradient_of = RecordedGradient(lambda theta, A=A, center=center: A * (theta - center) ** 3)
        yield _case("train", f"epochs = {epochs}, learning_rate = {rate}", start, gradient_of, rate, epochs)
    start = rng.standard_normal(3)
    gradient_of = RecordedGradient(lambda theta: 1e-8 + (theta - start) ** 2)
    yield _case("train", "30 epochs, with a gradient that is 1e-8 at the start and grows", start, gradient_of, 0.03, 30)


CASE_MAKERS = {
    "sigmoid": lambda rng: _activation_cases("sigmoid", rng),
    "sigmoid_derivative": lambda rng: _activation_cases("sigmoid_derivative", rng),
    "binary_cross_entropy": lambda rng: _cost_cases("binary_cross_entropy", rng),
    "binary_cross_entropy_gradient": lambda rng: _cost_cases("binary_cross_entropy_gradient", rng),
    "central_difference": _difference_cases,
    "forward": _forward_cases,
    "backward": _backward_cases,
    "xavier_uniform": _xavier_uniform_cases,
    "adam_step": _adam_step_cases,
    "train": _train_cases,
}


@cache
def with_longer_lists(case):
    """The case of forward or backward in which an index that is one too high, a crash otherwise, gives numbers.

    activation_functions has one pair more than there are hidden layers, and A has an A_L.
    """
    layers, activation_functions, *rest = case.arguments
    if len(rest) == 3:
        Z, A, Y = rest
        rest = Z, A | {len(layers): Z[len(layers)]}, Y
    return Case(case.description, (layers, [*activation_functions, (np.sin, np.cos)], *rest), case.expected)
