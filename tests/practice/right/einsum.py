"""Right, with einsum and names of one's own; all nine stand on their own feet."""

import itertools

import numpy as np


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def sigmoid_derivative(z):
    return 0.25 / np.cosh(z / 2) ** 2


def binary_cross_entropy(logits, labels):
    away = np.where(labels == 1, -logits, logits)
    return np.average(np.maximum(away, 0) + np.log1p(np.exp(-np.abs(away))))


def binary_cross_entropy_gradient(logits, labels):
    return (1 / logits.size) * (np.tanh(logits / 2) / 2 + 0.5 - labels)


def forward(layers, activation_functions, X):
    weights, shifts = zip(*layers)
    pre, post = {1: np.einsum("ij,jn->in", weights[0], X) + shifts[0]}, {0: X}
    for depth, ((bend, _), weight, shift) in enumerate(zip(activation_functions, weights[1:], shifts[1:]), 1):
        post[depth] = bend(pre[depth])
        pre[depth + 1] = np.einsum("ij,jn->in", weight, post[depth]) + shift
    post[len(layers)] = pre[len(layers)]
    return pre, post


def backward(layers, activation_functions, Z, A, Y):
    top = len(layers)
    blame = {top: binary_cross_entropy_gradient(Z[top], Y)}
    for depth in range(top - 1, 0, -1):
        weight = layers[depth][0]
        blame[depth] = np.einsum("ij,in,jn->jn", weight, blame[depth + 1], activation_functions[depth - 1][1](Z[depth]))
    return [
        (np.einsum("in,jn->ij", blame[depth], A[depth - 1]), np.einsum("in->i", blame[depth])[:, None])
        for depth in range(1, top + 1)
    ]


def xavier_uniform(nodes_per_layer, rng):
    pairs = list(itertools.pairwise(nodes_per_layer))[::-1]
    drawn = [rng.uniform(-1, 1, (n, m)) * (6 / (m + n)) ** 0.5 for m, n in pairs]
    return [(weight, np.zeros((len(weight), 1))) for weight in drawn[::-1]]


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    mean, square = m + (1 - beta1) * (gradient - m), v + (1 - beta2) * (np.square(gradient) - v)
    corrected = mean / (1 - beta1**t)
    return theta - learning_rate * corrected / (np.sqrt(square / (1 - beta2**t)) + epsilon), mean, square


def train(theta, gradient_of, learning_rate, epochs):
    state = theta, 0 * theta, 0 * theta
    for done in range(epochs):
        state = adam_step(state[0], gradient_of(state[0]), *state[1:], done + 1, learning_rate=learning_rate)
    return state[0]
