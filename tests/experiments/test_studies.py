"""The answer to "Where does the mass go?" in README.md and docs/, claim by claim, with seed 0.

Read it after docs/where-the-mass-goes.md and experiments/studies.py.
"""

from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from conftest import ROOT

from massshuffle import data
from massshuffle.experiments import studies
from massshuffle.experiments.runs import LINEAR, run_each_way

README, ANSWER = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/where-the-mass-goes.md"))


@pytest.mark.slow
def test_the_readmes_table_is_what_is_printed(outcomes):
    table = "\n".join([studies.HEADER, *map(str, outcomes.values())])
    assert f"```\n{table}\n```" in README


@pytest.mark.slow
def test_the_main_job_s_adam_ends_elsewhere(outcomes, notebook_runs):
    ends = notebook_runs["linear"].history.costs[-1], outcomes["Adam"].run.history.costs[-1]
    assert "ends at a cost of {:.4f}, this one at {:.4f}.)".format(*ends) in " ".join(ANSWER.split())


@pytest.mark.slow
def test_one_start_and_one_data_set(outcomes):
    first = outcomes["Adam"]
    for outcome in outcomes.values():
        assert outcome.weights[0].tolist() == first.weights[0].tolist()
        assert outcome.first_gradient.tolist() == first.first_gradient.tolist()
        assert outcome.run.dataset.X.tobytes() == first.run.dataset.X.tobytes()
    assert first.weights[0, :2].tolist() == [-0.418, 0.528]


@pytest.mark.slow
def test_a_noise_weight_s_first_gradient_is_ten_thousand_times_smaller(outcomes):
    first = np.abs(outcomes["Adam"].first_gradient)
    assert first[0] / first[2:].max() > 10_000


@pytest.mark.slow
def test_under_adam_noise_weights_walk_as_far_as_w0_and_w1_stops_early(outcomes):
    walked = outcomes["Adam"].travelled
    assert 2.35 < walked[2:].min() < walked[2:].max() < 3.05
    assert walked[:2] == pytest.approx([2.3, 0.5], abs=0.05)


@pytest.mark.slow
def test_momentum_gathers_mass_within_a_frame(outcomes):
    shares = outcomes["momentum"].shares[:, 0]
    assert shares[0] == pytest.approx(0.08, abs=0.005)
    assert shares[1] == pytest.approx(0.35, abs=0.005)


@pytest.mark.slow
def test_the_penalty_is_larger_than_a_noise_weights_gradient(outcomes):
    l1 = outcomes["Adam + L1"]
    assert np.abs(l1.first_gradient[2:]).max() < l1.method.l1
    assert np.abs(l1.weights[-1, 2:]).max() < 2e-4, "within two steps of 1e-4"


def test_travelled_by_hand():
    outcome = studies.follow(studies.DESCENT, epochs=120)
    path = outcome.run.history.weights()[:, 0]
    by_hand = sum(np.abs(after - before) for before, after in pairwise(path))
    np.testing.assert_allclose(outcome.travelled, by_hand, rtol=1e-14)
    assert len(path) == 4


def test_all_ways_at_once_give_the_numbers_of_each_alone():
    together = studies.with_more_noise(studies.METHODS, (0, 1), 200, 3)
    for of_method, method in zip(together, studies.METHODS, strict=True):
        outcome = studies.follow(method, 1, 200, 3)
        alone = outcome.shares[-1, 0], outcome.effective_number
        assert of_method[1, :2] == pytest.approx(alone, rel=1e-9)


@pytest.mark.parametrize(("batch_size", "epochs"), [(300, 4), (1000, 12)])
def test_a_batch_study_takes_its_steps_in_whole_epochs_and_measures_each_weight_by_itself(batch_size, epochs):
    """Of 800 samples 300 at a time are three steps, 1000 at a time one."""
    [(moved, *shares)] = studies.by_batch_size(batch_size, (2,), 12)
    method = replace(studies.ADAM, batch_size=batch_size)
    experiment = replace(LINEAR, epochs=epochs, record_every=epochs)
    [[run]] = run_each_way(experiment, (2,), [method], LINEAR.published.start)
    start, end = run.history.thetas[[0, -1], 2:15]
    assert moved == pytest.approx(sum(abs(end - start)) / 13, rel=1e-12)
    W, spread = np.abs(run.history.theta[:15]), run.dataset.X_train.std(axis=1)
    assert shares == pytest.approx([W[0] / W.sum(), W[0] * spread[0] / (W @ spread)], rel=1e-12)


def test_accuracies_are_those_on_fresh_samples_with_and_without_noise_weights():
    [[(*_, accuracy, without_noise)]] = studies.with_more_noise([studies.ADAM], (3,), 400, 2, noise_scale=5.0)
    noisy = partial(data.linear_boundary, n_noise_features=2, noise_scale=5.0)
    experiment = replace(LINEAR, draw_data=noisy, epochs=400)
    [[run]] = run_each_way(experiment, (3,), [studies.ADAM], LINEAR.published.start)
    fresh = noisy(20_000, seed=np.random.default_rng((3, 20_000)))
    assert accuracy == run.network.accuracy(run.history.theta, fresh.X, fresh.Y)
    silenced = np.where([True, True, False, False, True], run.history.theta, 0)
    assert without_noise == run.network.accuracy(silenced, fresh.X, fresh.Y)
    assert without_noise != accuracy
