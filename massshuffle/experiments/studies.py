"""Where does the mass go, and why? The same run by several methods, and with more noise.

All methods train on the notebook's straight boundary from one start. `Outcome` is a line of the table that compares
them.

And is it the notebook? Its numbers were drawn once, without a seed; ours can be drawn often. We run an experiment many
times from the published start (W[0] and W[1] as published, the data and the other weights drawn afresh) and look at
where 99 % of the runs lie. If the published number lies there too, it could well be one of ours.

Tested by tests/experiments/test_studies.py.
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


# Is it the notebook? Where 99 % of our runs lie, from the published start, beside each published number.
LEVELS = (0.005, 0.5, 0.995)


@dataclass(frozen=True)
class Row:
    """One published number, and the quantiles of ours at LEVELS."""

    name: str
    published: float
    low: float
    median: float
    high: float
    is_cost: bool = False

    @property
    def inside(self):
        """Whether the published number lies in the band."""
        return self.low <= self.published <= self.high

    def __str__(self):
        numbers = (self.published, self.low, self.median, self.high)
        columns = "".join(f"{number:>11.5f}" for number in numbers)
        return f"{self.name:<30}{columns}  {'inside' if self.inside else 'OUTSIDE'}"


BAND_HEADER = f"{'':<30}{'published':>11}{'0.5 %':>11}{'50 %':>11}{'99.5 %':>11}"


def published_numbers(experiment):
    """[(name, number, whether it is a cost)] for all that was published of a run."""
    published, name = experiment.published, experiment.name
    costs = [(f"{name} cost at {i * published.every:,}", cost, True) for i, cost in enumerate(published.costs)]
    others = (
        ("train accuracy", published.accuracy_train),
        ("test accuracy", published.accuracy_test),
        ("W[0] at the end", published.end[0]),
        ("W[1] at the end", published.end[1]),
        ("mean noise at the end", published.mean_noise),
    )
    return costs + [(f"{name} {what}", number, False) for what, number in others]


def measure_published(experiment, seeds):
    """The same numbers out of runs of ours from the published start, (number of seeds, numbers).

    float32, as the notebook had it; recorded only where a cost was published.
    """
    published = experiment.published
    experiment = replace(experiment, record_every=published.every)
    [runs] = run_each_way(experiment, seeds, [experiment.method], published.start, dtype="float32")
    costs = [run.history.costs[: len(published.costs)] for run in runs]
    ends = [
        (run.accuracy_train, run.accuracy_test, *run.history.theta[:2], run.history.theta[2:-1].mean()) for run in runs
    ]
    return np.hstack([costs, ends])


def band(experiment, measured):
    """A Row for each published number. measured : (number of runs, numbers), of measure_published."""
    return rows(published_numbers(experiment), measured)


def rows(numbers, measured):
    """A Row for each of numbers, [(name, number, whether it is a cost)]. measured : (number of runs, numbers)."""
    quantiles = np.quantile(measured, LEVELS, axis=0).tolist()
    return [
        Row(name, number, low, median, high, is_cost)
        for (name, number, is_cost), low, median, high in zip(numbers, *quantiles, strict=True)
    ]
