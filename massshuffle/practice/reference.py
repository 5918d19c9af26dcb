"""The reference: the ten functions, right, with the names and arguments of the exercises; and mutants of them.

While one of the learner's functions is judged, these are the other nine. Their results are the expected ones. A mutant
is one of them with substitutions in its source, "W.T => W", and gives the results of a known mistake (mistakes.py). So
each line does one thing, and the functions take lists or single numbers in place of arrays where that is possible,
because some learners call them so.

Tested by tests/practice/test_mistakes.py.
"""

import inspect
import itertools
import linecache
from functools import cache

import numpy as np

from massshuffle.activations import ACTIVATIONS, softplus
from massshuffle.activations import sigmoid as stable_sigmoid


def sigmoid(z):
    """1 / (1 + e^-z)."""
    return stable_sigmoid(np.asarray(z))


def sigmoid_derivative(z):
    """g (1 - g), with g = g(z)."""
    a = sigmoid(z)
    return a * (1 - a)


def binary_cross_entropy(logits, labels):
    """The mean of softplus(z) - y z."""
    z, y = np.asarray(logits), np.asarray(labels)
    return np.mean(softplus(z) - y * z)


def binary_cross_entropy_gradient(logits, labels):
    """Prediction minus truth, divided by N."""
    dZ = sigmoid(logits) - np.asarray(labels)
    return dZ / dZ.size


def central_difference(f, theta, step=1e-5):
    """The difference of f over two steps, for each entry of theta."""
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        ahead, behind = theta.copy(), theta.copy()
        ahead[j] += step
        behind[j] -= step
        gradient[j] = (f(ahead) - f(behind)) / (2 * step)
    return gradient


def forward(layers, activation_functions, X):
    """Z and A. An A_L need not be returned; if it is, it must be Z_L."""
    L, Z, A = len(layers), {}, {0: X}
    for layer, (W, b) in enumerate(layers, 1):
        Z[layer] = W @ A[layer - 1] + b
        if layer < L:
            A[layer] = activation_functions[layer - 1][0](Z[layer])
    A[L] = Z[L]
    return Z, A


def backward(layers, activation_functions, Z, A, Y):
    """Every dW and db, the last layer's first."""
    L, (_, N) = len(layers), Y.shape
    dZ = (sigmoid(Z[L]) - Y) / N
    gradients = []
    for layer in range(L, 0, -1):
        if layer < L:
            W, derivative = layers[layer][0], activation_functions[layer - 1][1]
            dA = W.T.dot(dZ)
            dZ = dA * derivative(Z[layer])
        dW = dZ @ A[layer - 1].T
        db = dZ.sum(axis=1, keepdims=True)
        gradients.append((dW, db))
    return gradients[::-1]


def bound(fan_in, fan_out, nodes_per_layer):
    """(low, high) of a layer's weights. nodes_per_layer : for the mistake of counting all of them"""
    a = np.sqrt(6 / (fan_in + fan_out))
    return -a, a


def xavier_uniform(nodes_per_layer, rng):
    """Weights from U(-a, a), biases 0."""
    layers = []
    for m, n in itertools.pairwise(nodes_per_layer):
        low, high = bound(m, n, nodes_per_layer)
        W = rng.uniform(low, high, (n, m))
        layers.append((W, np.zeros((n, 1))))
    return layers


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """A step of Adam as TensorFlow makes it; m and v start too small, by a factor that is divided out."""
    m = m + (1 - beta1) * (gradient - m)
    v = v + (1 - beta2) * (np.square(gradient) - v)
    m_up, v_up = 1 / (1 - beta1**t), 1 / (1 - beta2**t)
    step = learning_rate * m_up / np.sqrt(v_up) * m / (np.sqrt(v) + epsilon)
    return theta - step, m, v


def train(theta, gradient_of, learning_rate, epochs):
    """The theta after as many steps of Adam as there are epochs."""
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, epochs + 1):
        theta, m, v = adam_step(theta, gradient_of(theta), m, v, t, learning_rate)
    return theta


# The functions in which a substitution may be made, where they are more than the exercise's own.
SOURCES = {"xavier_uniform": ("bound", "xavier_uniform"), "train": ("adam_step", "train")}

# Substitutions that leave a function right: epsilon as in the paper; the mean over all logits, where there are several.
EPSILON_OF_THE_PAPER = "+ epsilon => + epsilon / np.sqrt(v_up)"
RIGHT_SUBSTITUTIONS = {
    "adam_step": EPSILON_OF_THE_PAPER,
    "train": EPSILON_OF_THE_PAPER,
    "backward": ") / N => ) / Y.size",
}


def variants(exercise):
    """The right variants of a function, each as substitutions for `mutant`."""
    return ((), (RIGHT_SUBSTITUTIONS[exercise],)) if exercise in RIGHT_SUBSTITUTIONS else ((),)


@cache
def _source(exercise):
    return "\n\n".join(inspect.getsource(globals()[name]) for name in SOURCES.get(exercise, (exercise,)))


@cache
def mutated_source(exercise, substitutions):
    """Return the source of a function of this page with substitutions made in it.

    Returns None if an earlier substitution has replaced the text that a later one looks for: they exclude each other.
    Raises LookupError if the source does not hold the text: a table that does not fit the code names no mistake.
    """
    original = source = _source(exercise)
    for i, substitution in enumerate(substitutions):
        for replacement in substitution.split(" & "):
            old, new = (text.strip() for text in replacement.split("=>"))
            if old not in source and (i == 0 or old not in original):
                raise LookupError(f"substitution {substitution!r}: {exercise} in reference.py does not hold {old!r}")
            if old not in source:
                return None
            source = source.replace(old, new)
    return source


def source_name(exercise, substitutions):
    """The name of a mutant's source, in place of a file's."""
    return f"{exercise} with {substitutions}"


@cache
def mutant(exercise, substitutions, name=None):
    """Return a function of this page with substitutions made in it; None if they exclude each other.

    name : the function's, where it is not the exercise's own but one that the exercise calls
    """
    source = mutated_source(exercise, substitutions)
    if source is None:
        return None
    file = source_name(exercise, substitutions)
    linecache.cache[file] = len(source), None, source.splitlines(True), file  # where a crash looks its line up
    namespace = globals() | {"ACTIVATIONS": ACTIVATIONS}  # which some substitutions use
    exec(compile(source, file, "exec"), namespace)
    return namespace[name or exercise]
