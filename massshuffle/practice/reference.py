"""The reference: the nine functions, right, with the names and arguments of the exercises.

While one of the learner's functions is judged, these are the other eight. Their results are the expected ones, and with
substitutions (mistakes.py) they give the results of the known mistakes. So each line does one thing, and the functions
take lists or single numbers in place of arrays where that is possible, because some learners call them so.

Tested by tests/practice/test_mistakes.py.
"""

import itertools

import numpy as np

from massshuffle.activations import sigmoid as stable_sigmoid
from massshuffle.activations import softplus


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
    """A step of Adam as TensorFlow makes it; m and v start too small, by a factor that is divided out."""
    m = m + (1 - beta1) * (gradient - m)
    v = v + (1 - beta2) * (np.square(gradient) - v)
    m_up, v_up = 1 / (1 - beta1**t), 1 / (1 - beta2**t)
    step = learning_rate * m_up / np.sqrt(v_up) * m / (np.sqrt(v) + epsilon)
    return theta - step, m, v


def train(theta, gradient_of, learning_rate, epochs):
    """Epochs steps of Adam."""
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, epochs + 1):
        theta, m, v = adam_step(theta, gradient_of(theta), m, v, t, learning_rate)
    return theta
