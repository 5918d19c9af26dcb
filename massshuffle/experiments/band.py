"""Is it the notebook? Its numbers were drawn once, without a seed; ours can be drawn often.

Run an experiment many times from the published start (W[0] and W[1] as published, the data and the other weights drawn
afresh) and look at where 99 % of the runs lie. If the published number lies there too, it could well be one of ours.

Proved by tests/experiments/test_band.py.
"""

from dataclasses import dataclass, replace

import numpy as np

from massshuffle.experiments.runs import run_each_way

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
        return f"{self.name:<26}{columns}  {'inside' if self.inside else 'OUTSIDE'}"


HEADER = f"{'':<26}{'published':>11}{'0.5 %':>11}{'50 %':>11}{'99.5 %':>11}"


def published_numbers(experiment):
    """[(name, number, whether it is a cost)] for all that was published of a run."""
    published, name = experiment.published, experiment.name
    costs = [(f"{name} cost at {i * published.every:,}", cost, True) for i, cost in enumerate(published.costs)]
    others = (
        ("train accuracy", published.accuracy_train),
        ("test accuracy", published.accuracy_test),
        ("W[0] at the end", published.end[0]),
        ("W[1] at the end", published.end[1]),
    )
    return costs + [(f"{name} {what}", number, False) for what, number in others]


def measure(experiment, seeds):
    """The same numbers out of runs of ours from the published start, (number of seeds, numbers).

    float32, as the notebook had it; recorded only where a cost was published.
    """
    published = experiment.published
    experiment = replace(experiment, record_every=published.every)
    [runs] = run_each_way(experiment, seeds, [experiment.method], published.start, dtype="float32")
    costs = [run.history.costs[: len(published.costs)] for run in runs]
    ends = [(run.accuracy_train, run.accuracy_test, *run.history.theta[:2]) for run in runs]
    return np.hstack([costs, ends])


def band(experiment, measured):
    """A Row for each published number. measured : (number of runs, numbers), of measure."""
    return rows(published_numbers(experiment), measured)


def rows(numbers, measured):
    """A Row for each of numbers, [(name, number, whether it is a cost)]. measured : (number of runs, numbers)."""
    quantiles = np.quantile(measured, LEVELS, axis=0).tolist()
    return [
        Row(name, number, low, median, high, is_cost)
        for (name, number, is_cost), low, median, high in zip(numbers, *quantiles, strict=True)
    ]
