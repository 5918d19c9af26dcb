"""Where does the mass go, and why? The same run under several optimizers, and with more noise.

All methods train on the notebook's straight boundary from one start. `Outcome` is a line of
the table that compares them.

Proved by tests/test_studies.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from massshuffle import data, experiments, mass
from massshuffle.optimizers import Adam, GradientDescent, Momentum


@dataclass(frozen=True)
class Method:
    """A way to train: what makes the optimizer, and the size of the L1 penalty."""

    name: str
    make_optimizer: Callable
    l1: float = 0.0


ADAM = Method("Adam", partial(Adam, 1e-4))
DESCENT = Method("gradient descent", partial(GradientDescent, 1e-2))
MOMENTUM = Method("momentum", partial(Momentum, 1e-2))
ADAM_L1 = Method("Adam + L1", partial(Adam, 1e-4), l1=1e-3)
METHODS = (ADAM, DESCENT, MOMENTUM, ADAM_L1)

HEADER = (
    f"{'optimizer':<18}{'cost':>8}{'test acc.':>11}{'W[0]':>8}{'mean |noise|':>14}"
    f"{'share of W[0]':>15}{'effective number':>18}"
)


@dataclass(frozen=True)
class Outcome:
    """What a method came to: cost in nats on the training set, test accuracy, weights."""

    method: Method
    run: experiments.Run
    cost: float
    accuracy: float
    start: np.ndarray  # (k,) weights before training
    weights: np.ndarray  # (k,) after it
    first_gradient: np.ndarray  # (k,) dC/dW at the start

    @property
    def shares(self):
        """Shares of the mass in every frame and after the last step, (F + 1, k)."""
        frames = self.run.history.weights()
        return mass.shares(np.concatenate([frames, self.weights[None, None]]))

    @property
    def effective_number(self):
        """Effective number of weights after the last step."""
        return float(mass.effective_number(self.shares)[-1])

    @property
    def travelled(self):
        """How far each weight walked from frame to frame to the end, to and fro, (k,)."""
        frames = self.run.history.weights()[:, 0]
        path = np.concatenate([frames, self.weights[None]])  # (F + 1, k)
        return np.abs(np.diff(path, axis=0)).sum(axis=0)

    def __str__(self):
        noise = np.abs(self.weights[2:]).mean() if len(self.weights) > 2 else 0.0
        return (
            f"{self.method.name:<18}{self.cost:>8.4f}{self.accuracy:>11.3f}"
            f"{self.weights[0]:>8.2f}{noise:>14.2f}{self.shares[-1, 0]:>15.3f}"
            f"{self.effective_number:>18.1f}"
        )


def follow(method, seed=0, epochs=30_000, n_noise_features=13):
    """Train by a method from the published start. One seed, one data set for all methods.

    epochs : steps to take    n_noise_features : 0 or more    Returns an Outcome.
    """
    draw = partial(data.linear_boundary, n_noise_features=n_noise_features)
    linear = experiments.LINEAR
    experiment = replace(linear, draw_data=draw, epochs=epochs)
    run = experiments.run(
        experiment, seed, start=linear.published.start, make_optimizer=lambda _: method.make_optimizer(), l1=method.l1
    )
    network, history, dataset = run.network, run.history, run.dataset
    X, Y = dataset.X_train, dataset.Y_train
    first, last = history.thetas[0], history.theta
    [(dW, _)] = network.unpack(network.gradient(first, X, Y))
    [(start, _)], [(weights, _)] = network.unpack(first), network.unpack(last)
    cost = network.cost(last, X, Y)
    vectors = (start[0], weights[0], dW[0])
    return Outcome(method, run, cost, run.accuracy_test, *vectors)


def with_more_noise(method, seed, epochs, n_noise_features):
    """The same, boiled down to (share of W[0], effective number, test accuracy)."""
    outcome = follow(method, seed, epochs, n_noise_features)
    return outcome.shares[-1, 0], outcome.effective_number, outcome.accuracy
