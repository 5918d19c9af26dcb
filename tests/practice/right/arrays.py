"""Right, in matrix products."""

import itertools

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)


def binary_cross_entropy(logits, labels):
    return np.mean(np.logaddexp(0, logits) - labels * logits)


def binary_cross_entropy_gradient(logits, labels):
    return (sigmoid(logits) - labels) / labels.shape[1]


def central_difference(f, theta, step=1e-5):
    shifts = step * np.eye(len(theta))
    return np.array([(f(theta + e) - f(theta - e)) / (2 * step) for e in shifts])


def forward(layers, activation_functions, X):
    Z, A = {}, {0: X}
    for i, (W, b) in enumerate(layers):
        Z[i + 1] = W @ A[i] + b
        if i < len(activation_functions):
            A[i + 1] = activation_functions[i][0](Z[i + 1])
    return Z, A


def backward(layers, activation_functions, Z, A, Y):
    L = len(layers)
    delta = binary_cross_entropy_gradient(Z[L], Y)
    out = [None] * L
    for i in reversed(range(L)):
        out[i] = (delta @ A[i].T, delta.sum(axis=1, keepdims=True))
        if i > 0:
            delta = (layers[i][0].T @ delta) * activation_functions[i - 1][1](Z[i])
    return out


def xavier_uniform(nodes_per_layer, rng):
    out = []
    for fan_in, fan_out in itertools.pairwise(nodes_per_layer):
        a = np.sqrt(6 / (fan_in + fan_out))
        out.append((rng.uniform(-a, a, (fan_out, fan_in)), np.zeros((fan_out, 1))))
    return out


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def train(theta, gradient_of, learning_rate, epochs):
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, epochs + 1):
        theta, m, v = adam_step(theta, gradient_of(theta), m, v, t, learning_rate)
    return theta
