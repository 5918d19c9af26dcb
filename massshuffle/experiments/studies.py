"""Where does the mass go, and why? The same run by several methods, and with more noise.

All methods train on the notebook's straight boundary from one start. `Outcome` is a line of the table that compares
them.

Proved by tests/experiments/test_studies.py.
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from massshuffle import data, mass
from massshuffle.experiments.runs import ADAM, LINEAR, Method, Run, run, run_each_way
from massshuffle.optimizers import OPTIMIZERS

DESCENT = Method("gradient descent", OPTIMIZERS["gradient-descent"], 1e-2)
MOMENTUM = Method("momentum", OPTIMIZERS["momentum"], 1e-2)
ADAM_L1 = Method("Adam + L1", l1=1e-3)
ADAM_L2 = Method("Adam + L2", l2=1e-3)
ADAMW = Method("AdamW, decay 1", OPTIMIZERS["adamw"])
SIGN_STEPS = Method("sign steps", OPTIMIZERS["sign-descent"], 1e-4)
METHODS = (ADAM, DESCENT, MOMENTUM, ADAM_L1, ADAM_L2, ADAMW)

HEADER = (
    f"{'optimizer':<18}{'rate':>8}{'cost':>8}{'test acc.':>11}{'W[0]':>8}{'mean |noise|':>14}"
    f"{'share of W[0]':>15}{'contributed':>13}{'effective number':>18}"
)


# with_more_noise: the accuracies are those on samples never seen; in the last the noise weights are set to 0.
QUANTITIES = ("share of W[0]", "effective number", "accuracy", "accuracy without the noise weights")
FRESH_SAMPLES = 20_000


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
    def contributed(self):
        """Share of W[0] at the end in what the weights contribute, each weight times its input's standard deviation."""
        return shares_of_W_0(self.run)[1]

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
            f"{end[0]:>8.2f}{noise:>14.2f}{self.shares[-1, 0]:>15.3f}{self.contributed:>13.3f}"
            f"{self.effective_number:>18.1f}"
        )


def follow(method, seed=0, epochs=30_000, n_noise_features=13):
    """Train by a method from the published start. One seed, one data set for all methods.

    epochs : of one step each    n_noise_features : 0 or more    Returns an Outcome.
    """
    done = run(_experiment(epochs, n_noise_features), seed, LINEAR.published.start, method)
    X, Y = done.dataset.X_train, done.dataset.Y_train
    [(dW, _)] = done.network.unpack(done.network.gradient(done.history.thetas[0], X, Y))
    return Outcome(method, done, dW[0])


def with_more_noise(methods, seeds, epochs, n_noise_features, noise_scale=0.01):
    """Train by each method with each seed, side by side. Returns QUANTITIES at the end, (methods, seeds, 4)."""
    experiment = _experiment(epochs, n_noise_features, noise_scale)
    by_method = run_each_way(experiment, seeds, methods, LINEAR.published.start)
    results = np.empty((len(methods), len(by_method[0]), len(QUANTITIES)))
    for s, seed in enumerate(seeds):
        fresh = experiment.draw_data(FRESH_SAMPLES, seed=np.random.default_rng((seed, FRESH_SAMPLES)))
        for m, runs in enumerate(by_method):
            results[m, s] = _quantities(runs[s], fresh)
    return results


def _quantities(run, fresh):
    """QUANTITIES of a run at its end."""
    theta, share = run.history.theta, mass.shares(run.history.weights()[-1:])
    without_noise = theta.copy()
    without_noise[2:-1] = 0  # all weights but W[0] and W[1]; the last entry is b
    accuracies = (run.network.accuracy(each, fresh.X, fresh.Y) for each in (theta, without_noise))
    return share[0, 0], mass.effective_number(share)[0], *accuracies


def by_batch_size(batch_size, seeds, steps):
    """Train by Adam with each seed, batch_size samples per step, for a number of steps in whole epochs.

    Returns (seeds, 3): the mean distance of a noise weight from its start, the share of W[0] in the mass, and its share
    in what the weights contribute.
    """
    n_samples = LINEAR.draw_data().Y_train.size
    epochs = steps // -(-n_samples // batch_size)
    experiment = replace(_experiment(epochs, 13), record_every=max(1, epochs))
    [runs] = run_each_way(experiment, seeds, [replace(ADAM, batch_size=batch_size)], LINEAR.published.start)
    return np.array([(_mean_noise_moved(run.history), *shares_of_W_0(run)) for run in runs])


def _mean_noise_moved(history):
    start, end = history.weights()[[0, -1], 0]  # (k,) each
    return np.abs(end - start)[2:].mean()


def shares_of_W_0(run):
    """The shares of W[0] at the end of a run: in the mass, and in what the weights contribute."""
    weights, scale = run.history.weights()[-1:], run.dataset.X_train.std(axis=1)
    return float(mass.shares(weights)[0, 0]), float(mass.shares(weights, scale)[0, 0])


def _experiment(epochs, n_noise_features, noise_scale=0.01):
    """The notebook's straight boundary, with this much noise."""
    draw = partial(data.linear_boundary, n_noise_features=n_noise_features, noise_scale=noise_scale)
    return replace(LINEAR, draw_data=draw, epochs=epochs)
