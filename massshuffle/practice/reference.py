"""The nine functions, right, and in the form of the exercises.

They are the other eight while one of a learner's is judged; they say what is right; and with some of their words
changed (mistakes.py) they say what comes of a mistake. So a line does one thing, and they do what can be done with
lists or single numbers in place of arrays, as some learners call them.

Tested by tests/practice/test_mistakes.py.
"""

import itertools

import numpy as np

from massshuffle import activations
from massshuffle.activations import ACTIVATIONS  # noqa: F401, a changed line may want it
from massshuffle.cost import softplus


def sigmoid(z):
    """1 / (1 + e^-z)."""
    return activations.sigmoid(np.asarray(z))


def sigmoid_derivative(z):
    """g (1 - g), with g = g(z)."""
    a = sigmoid(z)
    return a * (1 - a)


def binary_cross_entropy(logits, labels):
    """The mean of softplus(z) - y z."""
    z, y = np.asarray(logits), np.asarray(labels)
    return np.mean(softplus(z) - y * z)


def binary_cross_entropy_gradient(logits, labels):
    """Prediction minus truth, over N."""
    dZ = sigmoid(logits) - np.asarray(labels)
    return dZ / dZ.size


def forward(layers, activation_functions, X):
    """Z and A. Nobody has to return an A_L; who does, returns Z_L."""
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
            W, slope = layers[layer][0], activation_functions[layer - 1][1]
            dA = W.T.dot(dZ)
            dZ = dA * slope(Z[layer])
        dW = dZ @ A[layer - 1].T
        db = dZ.sum(axis=1, keepdims=True)
        gradients.append((dW, db))
    return gradients[::-1]


def bound(fan_in, fan_out):
    """(low, high) of a layer's weights."""
    a = np.sqrt(6 / (fan_in + fan_out))
    return -a, a


def xavier_uniform(nodes_per_layer, rng):
    """Weights from U(-a, a), biases 0."""
    layers = []
    for m, n in itertools.pairwise(nodes_per_layer):
        low, high = bound(m, n)
        W = rng.uniform(low, high, (n, m))
        layers.append((W, np.zeros((n, 1))))
    return layers


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """A step of Adam as TensorFlow has it; m and v start too small, by a factor that is divided out."""
    m = m + (1 - beta1) * (gradient - m)
    v = v + (1 - beta2) * (np.square(gradient) - v)
    m_up, v_up = 1 / (1 - beta1**t), 1 / (1 - beta2**t)
    step = learning_rate * m_up / np.sqrt(v_up) * m / (np.sqrt(v) + epsilon)
    return theta - step, m, v


def train(theta, gradient_of, learning_rate, epochs):
    """So many steps of Adam."""
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, epochs + 1):
        theta, m, v = adam_step(theta, gradient_of(theta), m, v, t, learning_rate)
    return theta
