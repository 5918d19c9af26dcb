"""Right, sample by sample: outer products that are added up."""

import itertools

import numpy as np


def expit(z):
    return np.tanh(z / 2) / 2 + 0.5


def sigmoid(z):
    return expit(z)


def sigmoid_derivative(z):
    return expit(z) - expit(z) ** 2


def binary_cross_entropy(logits, labels):
    return float(sum(np.logaddexp(0, -z if y else z) for z, y in zip(logits.flat, labels.flat)) / logits.shape[1])


def binary_cross_entropy_gradient(logits, labels):
    result = np.zeros(logits.shape)
    for n in range(logits.shape[1]):
        result[0, n] = (expit(logits[0, n]) - labels[0, n]) / logits.shape[1]
    return result


def forward(layers, activation_functions, X):
    Z = {layer: np.zeros((len(W), X.shape[1])) for layer, (W, _) in enumerate(layers, 1)}
    A = {0: X, **{layer: np.zeros(Z[layer].shape) for layer in range(1, len(layers))}}
    for n in range(X.shape[1]):
        a = X[:, n]
        for layer, (W, b) in enumerate(layers, 1):
            Z[layer][:, n] = W @ a + b[:, 0]
            if layer < len(layers):
                a = A[layer][:, n] = activation_functions[layer - 1][0](Z[layer][:, n])
    return Z, A


def backward(layers, activation_functions, Z, A, Y):
    sums = [[np.zeros(W.shape), np.zeros(b.shape)] for W, b in layers]
    for n in range(Y.shape[1]):
        d = expit(Z[len(layers)][:, n]) - Y[:, n]
        for layer in range(len(layers), 0, -1):
            sums[layer - 1][0] += np.outer(d, A[layer - 1][:, n])
            sums[layer - 1][1] += d[:, None]
            if layer > 1:
                d = layers[layer - 1][0].T @ d * activation_functions[layer - 2][1](Z[layer - 1][:, n])
    return [(dW / Y.shape[1], db / Y.shape[1]) for dW, db in sums]


def xavier_uniform(nodes_per_layer, rng):
    def matrix(n, m):
        a = np.sqrt(6.0) / np.sqrt(m + n)
        return np.array([rng.uniform(-a, a, m) for _ in range(n)])

    return [(matrix(n, m), np.zeros([n, 1])) for m, n in itertools.pairwise(nodes_per_layer)]


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    theta, m, v = theta.copy(), m.copy(), v.copy()
    for j in range(len(theta)):
        m[j] = beta1 * m[j] + (1 - beta1) * gradient[j]
        v[j] = beta2 * v[j] + (1 - beta2) * gradient[j] ** 2
        theta[j] -= learning_rate * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m[j] / (np.sqrt(v[j]) + epsilon)
    return theta, m, v


def train(theta, gradient_of, learning_rate, epochs):
    m, v, t = np.zeros(len(theta)), np.zeros(len(theta)), 1
    while True:
        if t > epochs:
            return theta
        theta, m, v = adam_step(theta, gradient_of(theta), m, v, t, learning_rate)
        t += 1
