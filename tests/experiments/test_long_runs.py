"""The numbers of docs/where-the-mass-goes.md that need whole runs. Deselected by default: `pytest -m slow` runs them.

Read it after docs/where-the-mass-goes.md. All numbers are for seed 0 unless another seed is named.
"""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from massshuffle import mass
from massshuffle.experiments import implicit_bias, studies
from massshuffle.experiments.runs import LINEAR, SINE, Method, run_each_way
from massshuffle.optimizers import Adam, AdamW

pytestmark = pytest.mark.slow


class Watched(Adam):
    """Adam that writes down the sign of every gradient it is given."""

    def __init__(self, signs, learning_rate):
        super().__init__(learning_rate)
        self.signs = signs

    def step(self, theta, gradient):
        self.signs.append(np.sign(gradient).astype(np.int8))
        return super().step(theta, gradient)


@pytest.fixture(scope="module")
def separated():
    """{norm: the separators of seeds 0 to 4, (5, P)}."""
    found = [implicit_bias.separators(LINEAR.draw_data(seed=seed)) for seed in range(5)]
    return {norm: np.stack([one[norm] for one in found]) for norm in implicit_bias.METHODS}


@pytest.fixture(scope="module")
def watched():
    """The notebook's run with seeds 0 to 4, and the signs of all its gradients (steps, 5, P)."""
    signs = []
    [runs] = run_each_way(LINEAR, range(5), [Method("Adam", partial(Watched, signs))])
    return runs, np.stack(signs)


def share_of_W0(thetas):
    return mass.shares(thetas[:, None, :15])[:, 0]


def ends(values):
    return min(values), max(values)


def test_the_separators_of_five_seeds(separated):
    for norm, low_high in {"Linf": (0.075, 0.084), "L2": (0.137, 0.601), "L1": (0.25, 0.999)}.items():
        assert ends(share_of_W0(separated[norm])) == pytest.approx(low_high, abs=5e-4)


def test_after_100000_steps_adam_is_heading_for_linf():
    [adam] = [method for method in implicit_bias.METHODS["Linf"] if method.name == "Adam 1e-3"]
    paths = implicit_bias.follow(adam, range(5), 100_000)
    cosines = {norm: [path.cosines(norm)[-1] for path in paths] for norm in implicit_bias.METHODS}
    assert {norm: found[0] for norm, found in cosines.items()} == pytest.approx(
        {"Linf": 0.96, "L2": 0.79, "L1": 0.33}, abs=5e-3
    )
    assert ends(cosines["Linf"]) == pytest.approx((0.91, 0.96), abs=5e-3)


def test_gradient_descent_is_slow_and_leaves_the_noise_weights_alone(outcomes, separated):
    descent = outcomes["gradient descent"]
    found = [implicit_bias.cosine(descent.run.history.theta, separated[norm][0]) for norm in ("L2", "L1")]
    assert found == pytest.approx([0.67, 0.92], abs=5e-3)
    assert np.abs(descent.weights[-1] - descent.weights[0])[2:].max() < 0.02


def test_what_30000_steps_do_not_yet_show(watched, separated):
    """Sizes look like the Linf separator's; signs are no better than chance, and L2 is nearer, with each of 5 seeds."""
    runs, _ = watched
    thetas = np.stack([run.history.theta for run in runs])
    assert ends(share_of_W0(thetas)) == pytest.approx((0.058, 0.083), abs=5e-4)
    for theta, linf, l2 in zip(thetas, separated["Linf"], separated["L2"]):
        assert implicit_bias.cosine(theta, linf) < implicit_bias.cosine(theta, l2)
    right = (np.sign(thetas) == np.sign(separated["Linf"]))[:, 2:15].sum(axis=1)
    assert ends(right) == (6, 9)
    assert max(run.accuracy_train for run in runs) < 1


def test_a_noise_gradient_is_tiny_and_steady(watched):
    """The input is in it: about a thousandth of x1. In 30,000 steps its sign changes at most 3 times, W[1]'s often."""
    runs, signs = watched
    changes = (np.diff(signs, axis=0) != 0).sum(axis=0)  # (5, P)
    assert len(signs) == 30_000
    assert changes[:, 0].max() == 0
    assert changes[:, 2:15].max() == 3
    assert changes[:, 1].min() > 100
    sizes = np.abs(runs[0].dataset.X).mean(axis=1)
    np.testing.assert_allclose(sizes[2:] / sizes[0], 1e-3, rtol=0.1)


@pytest.mark.parametrize(("n_noise_features", "low", "high"), [(0, 0.98, 1.0), (50, 0.015, 0.025)])
def test_more_noise_spreads_the_mass_of_adam_further(n_noise_features, low, high):
    """With the notebook's 13 noise features it is in the table of the README: 0.070."""
    [[(share, _, accuracy, _)]] = studies.with_more_noise([studies.ADAM], (0,), 30_000, n_noise_features)
    assert low < share < high
    assert accuracy > 0.98


def test_noise_weights_as_large_as_w0_in_the_linf_separators_of_ten_seeds():
    counts = []
    for seed in range(10):
        linf = np.abs(implicit_bias.separators(LINEAR.draw_data(seed=seed))["Linf"])
        counts.append(int((linf[2:15] > (1 - 1e-9) * linf[0]).sum()))
    assert ends(counts) == (8, 12)


def test_adams_cosine_with_linf_has_a_peak_and_falls_with_epsilon_alone():
    """Docs have it after 50, 100 and 300 thousand steps, as where_does_it_go.py prints it."""
    found = {}
    for method in implicit_bias.METHODS["Linf"]:
        if method.name in ("Adam 1e-3", "Adam 1e-3, epsilon 1e-16"):
            [path] = implicit_bias.follow(method, (0,), 300_000)
            frames = np.searchsorted(path.steps, (50_000, 100_000, 300_000))
            found[method.name] = {norm: path.cosines(norm)[frames] for norm in ("Linf", "L2")}
    np.testing.assert_allclose(found["Adam 1e-3"]["Linf"], [0.90, 0.96, 0.93], atol=6e-3)
    np.testing.assert_allclose(found["Adam 1e-3"]["L2"], [0.72, 0.79, 0.88], atol=6e-3)
    np.testing.assert_allclose(found["Adam 1e-3, epsilon 1e-16"]["Linf"], [0.91, 0.98, 1.00], atol=6e-3)


def test_gradient_descent_at_adams_rate_hardly_gets_anywhere():
    outcome = studies.follow(replace(studies.DESCENT, learning_rate=1e-4))
    assert outcome.effective_number == pytest.approx(9.8, abs=0.05)


def test_the_row_of_adamw_at_its_usual_decay_is_that_of_adam(outcomes):
    usual = studies.follow(Method("Adam", partial(AdamW, weight_decay=0.01)))
    adam = outcomes["Adam"]
    assert usual.effective_number == pytest.approx(adam.effective_number, abs=0.1)
    np.testing.assert_allclose(np.abs(usual.weights[-1]), np.abs(adam.weights[-1]), rtol=0.05, atol=0.02)


@pytest.fixture(scope="module")
def hundred_runs():
    """100 linear runs from the published W[0] and W[1], in the notebook's precision."""
    experiment = replace(LINEAR, record_every=LINEAR.epochs)
    [runs] = run_each_way(experiment, range(100), [studies.ADAM], LINEAR.published.start, dtype="float32")
    return runs


def test_16_of_100_runs_from_the_published_start_separate_their_samples(hundred_runs):
    assert sum(run.accuracy_train == 1 for run in hundred_runs) == 16


def test_the_average_of_the_noise_weights_understates_them_and_with_seed_0_is_a_rare_one(hundred_runs, notebook_runs):
    noise = np.array([run.history.theta[2:15] for run in hundred_runs])
    averages = noise.mean(axis=1)
    assert np.median(np.abs(averages)) == pytest.approx(0.41, abs=5e-3)
    assert np.median(np.abs(noise).mean(axis=1)) == pytest.approx(1.9, abs=0.01)
    assert averages[0] == pytest.approx(-1.73, abs=5e-3)
    assert (np.abs(averages) >= abs(averages[0])).sum() == 2
    assert notebook_runs["linear"].history.theta[2:15].mean() == pytest.approx(-1.79, abs=5e-3), "the picture's"


@pytest.mark.parametrize("experiment", [LINEAR, SINE])
def test_zeroing_the_noise_weights_of_the_notebooks_runs_changes_next_to_nothing(experiment):
    [runs] = run_each_way(experiment, range(5), [experiment.method], experiment.published.start)
    for seed, run in enumerate(runs):
        fresh = experiment.draw_data(400_000, seed=np.random.default_rng((seed, 400_000)))
        silenced = np.where(np.arange(16) % 15 < 2, run.history.theta, 0)  # W[0], W[1] and b stay
        accuracies = [run.network.accuracy(theta, fresh.X, fresh.Y) for theta in (run.history.theta, silenced)]
        assert abs(accuracies[1] - accuracies[0]) < 2e-3
