"""Where does the mass go, and why? The same run by several methods, and with more noise.

All methods train on the notebook's straight boundary from one start. `Outcome` is a line of the table that compares
them.

Proved by tests/notebook/test_studies.py.
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from massshuffle import data, mass
from massshuffle.notebook.experiments import ADAM, LINEAR, Method, Run, run, run_each_way
from massshuffle.optimizers import OPTIMIZERS

DESCENT = Method("gradient descent", OPTIMIZERS["gradient-descent"], 1e-2)
MOMENTUM = Method("momentum", OPTIMIZERS["momentum"], 1e-2)
ADAM_L1 = Method("Adam + L1", l1=1e-3)
SIGN_STEPS = Method("sign steps", OPTIMIZERS["sign-descent"], 1e-4)
METHODS = (ADAM, DESCENT, MOMENTUM, ADAM_L1)

HEADER = (
    f"{'optimizer':<18}{'rate':>8}{'cost':>8}{'test acc.':>11}{'W[0]':>8}{'mean |noise|':>14}"
    f"{'share of W[0]':>15}{'effective number':>18}"
)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a method came to."""

    method: Method
    run: Run
    first_gradient: np.ndarray  # (k,) dC/dW at the start

    @property
    def weights(self):
        """The weights in every frame, (F, k)."""
        return self.run.history.weights()[:, 0]

    @property
    def shares(self):
        """Shares of the mass in every frame, (F, k)."""
        return mass.shares(self.run.history.weights())

    @property
    def effective_number(self):
        """Effective number of weights at the end."""
        return float(mass.effective_number(self.shares)[-1])

    @property
    def travelled(self):
        """How far each weight walked from frame to frame, to and fro, (k,)."""
        return np.abs(np.diff(self.weights, axis=0)).sum(axis=0)

    def __str__(self):
        end = self.weights[-1]
        noise = np.abs(end[2:]).mean() if len(end) > 2 else 0.0
        return (
            f"{self.method.name:<18}{self.method.learning_rate:>8g}"
            f"{self.run.history.costs[-1]:>8.4f}{self.run.accuracy_test:>11.3f}"
            f"{end[0]:>8.2f}{noise:>14.2f}{self.shares[-1, 0]:>15.3f}{self.effective_number:>18.1f}"
        )


def follow(method, seed=0, epochs=30_000, n_noise_features=13):
    """Train by a method from the published start. One seed, one data set for all methods.

    epochs : of one step each    n_noise_features : 0 or more    Returns an Outcome.
    """
    done = run(_experiment(epochs, n_noise_features), seed, LINEAR.published.start, method)
    X, Y = done.dataset.X_train, done.dataset.Y_train
    [(dW, _)] = done.network.unpack(done.network.gradient(done.history.thetas[0], X, Y))
    return Outcome(method, done, dW[0])


def with_more_noise(methods, seeds, epochs, n_noise_features):
    """The same once a seed, boiled down to (share of W[0], effective number, test accuracy): (methods, seeds, 3)."""
    experiment = _experiment(epochs, n_noise_features)
    runs = run_each_way(experiment, seeds, methods, LINEAR.published.start)
    return np.array([[_at_the_end(one) for one in of_method] for of_method in runs])


def _at_the_end(run):
    """(share of W[0], effective number, test accuracy) of a run."""
    share = mass.shares(run.history.weights()[-1:])
    return share[0, 0], mass.effective_number(share)[0], run.accuracy_test


def _experiment(epochs, n_noise_features):
    """The notebook's straight boundary, with so much noise."""
    draw = partial(data.linear_boundary, n_noise_features=n_noise_features)
    return replace(LINEAR, draw_data=draw, epochs=epochs)
