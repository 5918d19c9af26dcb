"""Where training is heading; and the answer in docs/, number by number, with seed 0 unless it says otherwise."""

from functools import partial

import numpy as np
import pytest
from scipy.optimize import minimize

from massshuffle import mass
from massshuffle.network import Network
from massshuffle.notebook import limits, studies
from massshuffle.notebook.experiments import LINEAR, Method, run_each_way
from massshuffle.notebook.separators import length, margins, max_margin
from massshuffle.optimizers import Adam
from massshuffle.steepest_descent import SteepestDescent
from massshuffle.training import train

EVERY = {method.name: method for methods in limits.METHODS.values() for method in methods}


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
    """{norm: the five seeds' separators, (5, P)}."""
    found = [limits.separators(LINEAR.draw_data(seed=seed)) for seed in range(5)]
    return {norm: np.stack([one[norm] for one in found]) for norm in limits.METHODS}


@pytest.fixture(scope="module")
def runs():
    """The notebook's own run with seeds 0 to 4, and the same at ten times its rate: 5 Runs each, and the signs of all
    gradients of the former (steps, 5, P)."""
    signs = []
    own, faster = run_each_way(LINEAR, range(5), [Method("Adam", partial(Watched, signs)), EVERY["Adam 1e-3"]])
    return own, faster, np.stack(signs)


def cosines(runs, separated):
    """{norm: a cosine for each run at its end}."""
    thetas = [run.history.theta for run in runs]
    return {norm: [limits.cosine(*pair) for pair in zip(thetas, others)] for norm, others in separated.items()}


def shares(thetas):
    return mass.shares(thetas[:, None, :15])


def test_the_separators_that_docs_describe(separated):
    """W[0] has 8 %, 24 % and 99.9 % of the mass; with Linf W[1] is dead and nearly all noise weights are as large."""
    of_W0 = {norm: shares(thetas)[0, 0] for norm, thetas in separated.items()}
    assert of_W0 == pytest.approx({"Linf": 0.081, "L2": 0.241, "L1": 0.999}, abs=5e-4)
    ends = {norm: (shares(thetas)[:, 0].min(), shares(thetas)[:, 0].max()) for norm, thetas in separated.items()}
    for norm, low_high in {"Linf": (0.075, 0.084), "L2": (0.137, 0.601), "L1": (0.25, 0.999)}.items():
        assert ends[norm] == pytest.approx(low_high, abs=5e-4)
    linf = np.abs(separated["Linf"])
    as_large = (linf[:, 2:15] > (1 - 1e-9) * linf[:, :1]).sum(axis=1)
    assert (as_large.min(), as_large.max(), as_large[0]) == (10, 12, 10)
    assert (linf[:, 1] < 0.003 * linf[:, 0]).all()


def test_the_way_to_where_docs_say_adam_is_heading(runs, separated):
    """Its numbers are those of 100,000 steps; this is the way there at 30,000, where it is steep and a slip shows."""
    _, faster, _ = runs
    found = cosines(faster, separated)
    np.testing.assert_allclose(found["Linf"], [0.659, 0.653, 0.718, 0.696, 0.501], atol=1e-3)
    np.testing.assert_allclose(found["L2"], [0.618, 0.585, 0.513, 0.305, 0.439], atol=1e-3)
    np.testing.assert_allclose(found["L1"], [0.233, 0.370, 0.209, 0.216, 0.281], atol=1e-3)


def test_gradient_descent_is_slow(outcomes, separated):
    found = cosines([outcomes["gradient descent"].run], separated)
    assert (*found["L2"], *found["L1"]) == pytest.approx((0.67, 0.92), abs=5e-3)


def test_what_30000_steps_do_not_yet_show(runs, separated):
    """Sizes look like the Linf separator's; signs are no better than chance, and L2 is nearer, with each of 5 seeds."""
    own, _, _ = runs
    thetas = np.stack([run.history.theta for run in own])
    assert (shares(thetas)[:, 0].min(), shares(thetas)[:, 0].max()) == pytest.approx((0.058, 0.083), abs=5e-4)
    found = cosines(own, separated)
    np.testing.assert_allclose(found["Linf"], [0.12, 0.25, 0.38, 0.15, -0.03], atol=6e-3)
    assert (np.array(found["L2"]) > found["Linf"]).all()
    right = (np.sign(thetas) == np.sign(separated["Linf"]))[:, 2:15].sum(axis=1)
    assert (right.min(), right.max()) == (6, 9)
    assert max(run.accuracy_train for run in own) < 1


def test_the_average_of_the_noise_weights_understates_them(runs):
    """Seed 1: some walk up and some down. Seed 0: nearly all walk down."""
    seed_0, seed_1 = (run.history.theta[2:15] for run in runs[0][:2])
    assert (seed_0 < 0).sum() >= 10
    assert seed_1.mean() == pytest.approx(-0.6, abs=0.05)
    assert np.abs(seed_1).mean() == pytest.approx(2.2, abs=0.05)


def test_a_noise_gradient_is_tiny_and_steady(runs):
    """The input is in it: about a thousandth of x1. In 30,000 steps its sign changes at most 3 times, W[1]'s often."""
    own, _, signs = runs
    changes = (np.diff(signs, axis=0) != 0).sum(axis=0)  # (5, P)
    assert len(signs) == 30_000
    assert changes[:, 0].max() == 0
    assert changes[:, 2:15].max() == 3
    assert changes[:, 1].min() > 100
    sizes = np.abs(own[0].dataset.X).mean(axis=1)
    np.testing.assert_allclose(sizes[2:] / sizes[0], 1e-3, rtol=0.1)


def test_adam_with_an_l1_penalty_has_a_minimum_to_stop_at():
    """A convex cost: its minimum is where the slopes of cost and penalty cancel. One sample is on the wrong side."""
    dataset, network, l1 = LINEAR.draw_data(seed=0), Network((15, 1)), studies.ADAM_L1.l1
    X, Y = dataset.X_train, dataset.Y_train

    def joined(parts):  # W = p - q, both at least 0, and b
        return np.append(parts[:15] - parts[15:30], parts[30])

    def cost(parts):
        slopes = network.gradient(joined(parts), X, Y)
        of_parts = np.hstack([slopes[:15] + l1, l1 - slopes[:15], slopes[15:]])
        return network.cost(joined(parts), X, Y) + l1 * parts[:30].sum(), of_parts

    bounds = [(0, None)] * 30 + [(None, None)]
    theta = joined(minimize(cost, np.full(31, 0.1), jac=True, bounds=bounds, options={"ftol": 1e-15, "gtol": 1e-9}).x)
    slopes = network.gradient(theta, X, Y)
    np.testing.assert_allclose(slopes[:2], -l1 * np.sign(theta[:2]), rtol=1e-3)
    assert np.abs(slopes[2:15]).max() < l1
    assert theta[2:15].tolist() == [0] * 13
    assert theta[0] == pytest.approx(7.65, abs=5e-3)
    assert network.accuracy(theta, X, Y) == 1 - 1 / 800
    later = train(network, theta, X, Y, studies.ADAM_L1.new_optimizer(), 1000, l1=l1).theta
    np.testing.assert_allclose(later, theta, atol=2e-3)


@pytest.mark.parametrize("norm", ["Linf", "L2", "L1"])
def test_each_steepest_descent_goes_to_the_separator_of_its_norm(norm):
    """Eight samples in the plane, with room between the labels: here the way is short."""
    rng = np.random.default_rng(1)
    X = rng.standard_normal((2, 8))
    Y = (2 * X[:1] + X[1:] > 0).astype(int)
    X += np.array([[1], [0.5]]) * (2 * Y - 1)
    best = {other: max_margin(X, Y, other) for other in limits.METHODS}
    end = train(Network((2, 1)), np.zeros(3), X, Y, SteepestDescent(norm, 0.3, decay=0.5), 4000).theta
    found = {other: limits.cosine(end, theta) for other, theta in best.items()}
    assert found.pop(norm) > 0.998
    assert max(found.values()) < 0.98
    assert margins(end, X, Y).min() / length(end, norm) > 0.98 / length(best[norm], norm)


def test_cosine_by_hand():
    theta = np.array([[3.0, 4.0], [-8.0, 6.0], [-6.0, -8.0]])
    np.testing.assert_allclose(limits.cosine(theta, np.array([6.0, 8.0])), [1, 0, -1], atol=1e-15)


def test_a_separator_has_all_of_its_own_margin_and_longer_is_not_better():
    [path] = limits.follow(EVERY["Adam 1e-3"], (0,), 10)
    rows = [path.row("it", c * path.separators["L2"]) for c in (1, 1000)]
    assert rows[0] == rows[1]
    accuracy, *_, linf, l2, l1, of_linf, of_l2, of_l1 = map(float, rows[0].split()[1:])
    assert (accuracy, l2, of_l2) == (1, 1, 1)
    assert max(linf, l1, of_linf, of_l1) < 1


def test_steps_are_counted_as_steps_in_batches_too():
    [path] = limits.follow(EVERY["Adam 1e-3, 100 a step"], (0,), 80)
    assert path.steps.tolist() == [8 * i for i in range(11)]
    assert path.cosines("Linf").shape == (11,)
    [whole] = limits.follow(EVERY["Adam 1e-3"], (0,), 2000)
    assert whole.steps.tolist() == list(range(0, 2001, 2))
