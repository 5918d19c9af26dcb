"""Contenders: who else can make an epoch of the linear run, so that scripts/benchmark.py can say how fast ours is.

Each is a function of X (k, N), Y (1, N) and the number of epochs, and trains the shallowest network by Adam at the
notebook's learning rate; two of them do nothing but the arithmetic.

Proved by tests/scripts/test_scripts.py.
"""

import warnings
from importlib.util import find_spec

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from massshuffle.experiments.side_by_side import train_side_by_side
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train


def hand_written(X, Y, epochs):
    """Our training loop, cost and weights recorded every 40 epochs."""
    network = Network((len(X), 1))
    train(network, xavier_uniform(network), X, Y, Adam(1e-4), epochs)


def side_by_side(X, Y, epochs):
    """25 such runs in one loop, each as many epochs."""
    network = Network((len(X), 1))
    starts = [xavier_uniform(network, seed) for seed in range(25)]
    train_side_by_side(network, starts, [X] * 25, [Y] * 25, [(Adam(1e-4), 0)], epochs)


def scikit_learn(X, Y, epochs):
    """The same network and optimizer in scikit-learn, kept from stopping early.

    It warns that it has not converged after so many epochs; that is heard and dropped.
    """
    endless = {"max_iter": epochs, "tol": 0, "n_iter_no_change": 10**9}
    classifier = MLPClassifier((), batch_size=X.shape[1], alpha=0, learning_rate_init=1e-4, **endless)
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always", ConvergenceWarning)
        classifier.fit(X.T, Y[0])


def bare_loop(X, Y, epochs):
    """Two products, a tanh and Adam in buffers that are allocated once: no bias, no labels, no cost, no record.

    What it trains is nonsense. It shows what the arithmetic alone takes.
    """
    k, N = X.shape
    theta, g, m, v, a, b = (np.zeros(k + 1) for _ in range(6))
    W, dW = theta[:k].reshape(1, k), g[:k].reshape(1, k)
    W += 0.1
    Z = np.empty((1, N))
    for t in range(1, epochs + 1):
        np.matmul(W, X, out=Z)
        np.multiply(Z, 0.5, out=Z)
        np.tanh(Z, out=Z)
        np.matmul(Z, X.T, out=dW)
        np.subtract(g, m, out=a)
        a *= 0.1
        m += a
        np.multiply(g, g, out=a)
        a -= v
        a *= 0.001
        v += a
        np.sqrt(v, out=a)
        a += 1e-8
        np.divide(m, a, out=b)
        b *= 1e-4 * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
        theta -= b


def arithmetic(X, Y, epochs):
    """The two matrix products of an epoch and a tanh over the samples, nothing else."""
    W, dZ = np.full((1, len(X)), 0.1), np.full(Y.shape, 0.1)
    for _ in range(epochs):
        W.dot(X)
        dZ.dot(X.T)
        np.tanh(dZ)


def with_torch(X, Y, epochs):
    """The same training in PyTorch, in float64 on the CPU."""
    import torch

    X, Y = torch.tensor(X.T), torch.tensor(Y.T)
    layer, cost = torch.nn.Linear(X.shape[1], 1, dtype=X.dtype), torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(layer.parameters(), 1e-4)
    for _ in range(epochs):
        optimizer.zero_grad()
        cost(layer(X), Y).backward()
        optimizer.step()


def with_jax(X, Y, epochs):
    """The same training in JAX, compiled, in its default float32."""
    import jax

    def cost(theta):
        z = theta[:-1] @ X + theta[-1]
        return (jax.nn.softplus(z) - Y[0] * z).mean()

    @jax.jit
    def step(theta, m, v, t):
        g = jax.grad(cost)(theta)
        m, v = m + 0.1 * (g - m), v + 0.001 * (g * g - v)
        lr_t = 1e-4 * jax.numpy.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        return theta - lr_t * m / (jax.numpy.sqrt(v) + 1e-8), m, v

    X, Y = jax.numpy.asarray(X), jax.numpy.asarray(Y)
    theta = m = v = jax.numpy.zeros(len(X) + 1)
    for t in range(1, epochs + 1):
        theta, m, v = step(theta, m, v, float(t))
    theta.block_until_ready()


CONTENDERS = {
    "massshuffle": hand_written,
    "25 runs side by side, in all": side_by_side,
    "scikit-learn's MLPClassifier": scikit_learn,
    "loop in preallocated buffers": bare_loop,
}
GUESTS = {"torch": with_torch, "jax": with_jax}
CONTENDERS |= {name: guest for name, guest in GUESTS.items() if find_spec(name) is not None}
