"""Right, and untidy: prints, changes its arguments, keeps A_L besides, draws the last layer first."""

import numpy as np


def sigmoid(z):
    print("z is", z)
    z *= -1
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(z))


def sigmoid_derivative(z):
    a = sigmoid(z)
    return a * (1 - a)


def binary_cross_entropy(logits, labels):
    costs = np.maximum(logits, 0) - logits * labels
    costs += np.log(1 + np.exp(-abs(logits)))
    return costs.sum(axis=1, keepdims=True) / costs.shape[1]


def binary_cross_entropy_gradient(logits, labels):
    logits[:] = sigmoid(logits)
    logits -= labels
    logits /= logits.shape[1]
    return logits


def central_difference(f, theta, step=1e-5):
    slopes = []
    for j in range(theta.size):
        theta[j] += step
        ahead = f(theta)
        theta[j] -= 2 * step
        slopes.append((ahead - f(theta)) / 2 / step)
        theta[j] += step
    return slopes


def forward(layers, activation_functions, X):
    A, Z = {0: X}, {}
    for layer, (g, _) in enumerate([*activation_functions, (None, None)], 1):
        W, b = layers.pop(0)
        Z[layer] = np.dot(W, A[layer - 1])
        Z[layer] += b
        A[layer] = g(Z[layer]) if g else Z[layer]
    return Z, A


def backward(layers, activation_functions, Z, A, Y):
    gradients = []
    dZ = binary_cross_entropy_gradient(Z[len(layers)], Y)
    while layers:
        W, _ = layers.pop()
        gradients.insert(0, [np.dot(dZ, A[len(layers)].T), np.sum(dZ, 1).reshape(-1, 1)])
        if layers:
            _, slope = activation_functions.pop()
            dZ = np.dot(W.T, dZ)
            dZ *= slope(Z[len(layers)])
    return gradients


def xavier_uniform(nodes_per_layer, rng):
    layers = []
    for i in range(len(nodes_per_layer) - 1, 0, -1):
        shape = nodes_per_layer[i], nodes_per_layer[i - 1]
        W = rng.random(shape)
        W -= 0.5
        W *= 2 * np.sqrt(6 / sum(shape))
        layers.insert(0, [W, np.zeros((shape[0], 1))])
    return layers


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = m * beta1
    m += (1 - beta1) * gradient
    v = v * beta2
    v += (1 - beta2) * gradient * gradient
    theta = theta - learning_rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
    return theta, m, v


def train(theta, gradient_of, learning_rate, epochs):
    m, v = np.zeros(theta.shape), np.zeros(theta.shape)
    for t in range(epochs):
        theta, m, v = adam_step(theta, gradient_of(theta), m, v, t + 1, learning_rate)
    return theta
