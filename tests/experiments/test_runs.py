"""The notebook's experiments: their settings, what a run holds, and that its gradients are right to the end.

Read it after experiments/runs.py.
"""

from dataclasses import replace

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.experiments import runs
from massshuffle.gradient_check import check_gradient

SHORT = replace(runs.LINEAR, epochs=400)


def test_the_settings_are_the_notebooks():
    for experiment, epochs, n_costs in ((runs.LINEAR, 30_000, 30), (runs.SINE, 10_000, 10)):
        assert (experiment.epochs, experiment.record_every) == (epochs, 40)
        assert (experiment.method.new_optimizer().learning_rate, experiment.method.l1) == (1e-4, 0)
        assert len(experiment.published.costs) * experiment.published.every == epochs
        assert len(experiment.published.costs) == n_costs
        assert list(experiment.published.costs) == sorted(experiment.published.costs, reverse=True)
    assert sum(runs.PUBLISHED_LINEAR.costs) == pytest.approx(16.4095527, abs=1e-7)
    assert sum(runs.PUBLISHED_SINE.costs) == pytest.approx(4.3369621, abs=1e-7)


def test_a_run_belongs_together():
    run = runs.run(SHORT, seed=2)
    assert run.network.nodes_per_layer == (15, 1)
    assert run.history.iterations.tolist() == list(range(0, 401, 40))
    assert run.history.costs[0] == run.network.cost(run.history.thetas[0], run.dataset.X_train, run.dataset.Y_train)
    theta = run.history.theta
    assert run.accuracy_train == run.network.accuracy(theta, run.dataset.X_train, run.dataset.Y_train)
    assert run.accuracy_test == run.network.accuracy(theta, run.dataset.X_test, run.dataset.Y_test)


def test_a_run_keeps_the_precision_that_is_asked_for():
    method = [SHORT.method]
    for dtype in ("float32", "float64"):
        [[beside]] = runs.run_each_way(SHORT, (4,), method, dtype=dtype)
        for run in (runs.run(SHORT, seed=4, dtype=dtype), beside):
            assert run.history.thetas.dtype == dtype


def test_one_seed_gives_one_run():
    one, same, other = (runs.run(SHORT, seed).history.thetas.tobytes() for seed in (4, 4, 5))
    assert one == same != other


def test_start_sets_the_first_weights_and_leaves_the_other_draws():
    drawn, given = (runs.run(SHORT, seed=4), runs.run(SHORT, seed=4, start=(-0.4, 0.5)))
    assert given.history.thetas[0, :2].tolist() == [-0.4, 0.5]
    assert given.history.thetas[0, 2:].tolist() == drawn.history.thetas[0, 2:].tolist()
    assert given.dataset.X.tobytes() == drawn.dataset.X.tobytes()
    for start, message in ((np.zeros(16), "hold at most 15 weights, got shape"), ((np.nan,), "be finite")):
        with pytest.raises(BadInput, match=f"^start must {message}"):
            runs.run(SHORT, start=start)


@pytest.mark.parametrize("name", ["linear", "sine"])
def test_the_gradients_of_a_whole_run_are_right_from_start_to_end(notebook_runs, name):
    """At the end the terms of a slope cancel: of b's, less than a billionth of what was added up is left."""
    run = notebook_runs[name]
    for frame in (0, 100, -1):
        report = check_gradient(run.network, run.history.thetas[frame], run.dataset.X_train, run.dataset.Y_train)
        assert report.passed, str(report)
