"""Right, in plain Python: loops, and lists of rows."""

import itertools
import math


def one(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def each(function, rows):
    return [[function(float(number)) for number in row] for row in rows]


def sigmoid(z):
    return each(one, z)


def sigmoid_derivative(z):
    return each(lambda number: one(number) * (1 - one(number)), z)


def binary_cross_entropy(logits, labels):
    total = 0.0
    for z, y in zip(logits[0], labels[0]):
        total += max(z, 0) - z * y + math.log1p(math.exp(-abs(z)))
    return total / len(logits[0])


def binary_cross_entropy_gradient(logits, labels):
    n = len(logits[0])
    return [[(one(z) - y) / n for z, y in zip(logits[0], labels[0])]]


def central_difference(f, theta, step=1e-5):
    out = []
    for j in range(len(theta)):
        ahead = [x + step * (i == j) for i, x in enumerate(theta)]
        behind = [x - step * (i == j) for i, x in enumerate(theta)]
        out.append((f(ahead) - f(behind)) / (2 * step))
    return out


def forward(layers, activation_functions, X):
    Z, A = {}, {0: X}
    for layer, (W, b) in enumerate(layers, 1):
        below, n_samples = A[layer - 1], len(A[layer - 1][0])
        rows = []
        for i in range(len(W)):
            row = []
            for n in range(n_samples):
                row.append(sum(W[i][j] * below[j][n] for j in range(len(below))) + b[i][0])
            rows.append(row)
        Z[layer] = rows
        if layer < len(layers):
            g = activation_functions[layer - 1][0]
            A[layer] = [[float(g(number)) for number in row] for row in rows]
    return Z, A


def backward(layers, activation_functions, Z, A, Y):
    L, N = len(layers), len(Y[0])
    dZ = [[(one(Z[L][0][n]) - Y[0][n]) / N for n in range(N)]]
    out = []
    for layer in range(L, 0, -1):
        below = A[layer - 1]
        dW = [[sum(dZ[i][n] * below[j][n] for n in range(N)) for j in range(len(below))] for i in range(len(dZ))]
        out.append((dW, [[sum(row)] for row in dZ]))
        if layer > 1:
            W, slope = layers[layer - 1][0], activation_functions[layer - 2][1]
            dZ = [
                [sum(W[i][j] * dZ[i][n] for i in range(len(dZ))) * float(slope(Z[layer - 1][j][n])) for n in range(N)]
                for j in range(len(below))
            ]
    out.reverse()
    return out


def xavier_uniform(nodes_per_layer, rng):
    out = []
    for m, n in itertools.pairwise(nodes_per_layer):
        a = math.sqrt(6 / (m + n))
        out.append(([[a * (2 * rng.random() - 1) for _ in range(m)] for _ in range(n)], [[0.0]] * n))
    return out


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    rate = learning_rate * math.sqrt(1 - beta2**t) / (1 - beta1**t)
    new = [[], [], []]
    for x, g, a, b in zip(theta, gradient, m, v):
        a, b = beta1 * a + (1 - beta1) * g, beta2 * b + (1 - beta2) * g * g
        for part, number in zip(new, (x - rate * a / (math.sqrt(b) + epsilon), a, b)):
            part.append(number)
    return tuple(new)


def train(theta, gradient_of, learning_rate, epochs):
    m, v, t = [0.0] * len(theta), [0.0] * len(theta), 0
    while t < epochs:
        t += 1
        theta, m, v = adam_step(theta, gradient_of(theta), m, v, t, learning_rate)
    return theta
