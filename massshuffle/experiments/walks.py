"""The sequel's two random walks as data: which samples, which jumps, which numbers its author published.

As in the notebook, nothing was seeded, so a published number is one draw of many. `hundred_draws` says where 99 % of
ours lie; if the published one lies there too, it could well be one of ours.

Source: the sequel, linked in docs/the-notebook.md. Tested by tests/experiments/test_walks.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from massshuffle import checks, data
from massshuffle.experiments.runs import Run
from massshuffle.experiments.studies import rows
from massshuffle.network import Network
from massshuffle.random_walk import lattice_start, random_walk


@dataclass(frozen=True)
class WalkExperiment:
    """The settings of a walk, and what the sequel printed about it.

    published_costs : in nats, at steps 0, every, 2 every, ...    published_accuracies : of training and test part
    true_boundary   : (W[0], W[1], b) of the straight line that labels the samples, or that the wave swings around
    """

    name: str
    boundary: data.Boundary
    draw_data: Callable[..., data.Dataset]
    jump: float
    steps: int
    published_costs: tuple[float, ...]
    published_accuracies: tuple[float, float]
    true_boundary: tuple[float, float, float]
    bias_jump: float = 2.0
    record_every: int = 2
    every: int = 20


# fmt: off
FIRST = WalkExperiment(
    "first", data.TILTED_LINE, data.tilted_boundary, jump=1.0, steps=200,
    published_costs=(
        3.6904266, 0.029939272, 0.029939272, 0.029939272, 0.029799558, 0.029678259, 0.029678259, 0.029671526,
        0.029544907, 0.029544907,
    ),
    published_accuracies=(1.0, 1.0),
    true_boundary=(1, 2, -10),
)
SECOND = WalkExperiment(
    "second", data.TILTED_SINE, data.tilted_sine_boundary, jump=5.0, steps=400,
    published_costs=(
        36.935165, 0.048725158, 0.047548015, 0.047548015, 0.047548015, 0.040229224, 0.03624066, 0.03624066,
        0.034872226, 0.034872226, 0.034872226, 0.034328334, 0.032354303, 0.032354303, 0.032354303, 0.032354303,
    ),
    published_accuracies=(0.9890625, 0.99375),
    true_boundary=(1, 2, -5),
)
# fmt: on
WALKS = {experiment.name: experiment for experiment in (FIRST, SECOND)}


def walk(experiment, seed=0, record_every=None):
    """Draw data, start and walk from one seed. record_every : None for the experiment's own. Returns a Run."""
    rng = checks.generator(seed)
    dataset = experiment.draw_data(seed=rng)
    network = Network((len(dataset.X_train), 1))
    start = lattice_start(network, experiment.jump, rng)
    settings = experiment.jump, experiment.bias_jump, experiment.steps, record_every or experiment.record_every, rng
    return Run(experiment, dataset, network, random_walk(network, start, dataset.X_train, dataset.Y_train, *settings))


def is_stuck(run):
    """Whether a walk ended at W[0] = W[1] = 0, with no boundary in the plane at all."""
    return not run.history.theta[:2].any()


def many_draws(experiment, seeds):
    """Walk once with each seed, frames where a cost was published. Returns a list of Runs."""
    return [walk(experiment, seed, experiment.every) for seed in seeds]


def published_rows(runs):
    """A studies.Row for each number that the sequel published up to the last step, among those of many draws."""
    experiment = runs[0].experiment
    costs = experiment.published_costs[: experiment.steps // experiment.every + 1]
    numbers = [(f"cost at step {experiment.every * i}", cost, True) for i, cost in enumerate(costs)]
    numbers += [
        (f"{part} accuracy", accuracy, False)
        for part, accuracy in zip(("train", "test"), experiment.published_accuracies)
    ]
    measured = [[*run.history.costs[: len(costs)], run.accuracy_train, run.accuracy_test] for run in runs]
    return rows(numbers, np.array(measured))
