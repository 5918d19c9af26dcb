"""Where each method is heading: separators, steepest descent in the plane, and the minimum that a penalty makes.

Read it after experiments/limits.py. The numbers of docs/ that need whole runs: test_long_runs.py.
"""

import numpy as np
import pytest
from scipy.optimize import minimize

from massshuffle import mass
from massshuffle.experiments import implicit_bias, studies
from massshuffle.experiments.runs import LINEAR
from massshuffle.experiments.separators import length, margins, max_margin
from massshuffle.network import Network
from massshuffle.steepest_descent import SteepestDescent
from massshuffle.training import train

EVERY = {method.name: method for methods in implicit_bias.METHODS.values() for method in methods}


def test_the_separators_that_docs_describe():
    """W[0] has 8 %, 24 % and 99.9 % of the mass; with Linf W[1] is dead and 10 noise weights are as large as W[0]."""
    found = implicit_bias.separators(LINEAR.draw_data(seed=0))
    of_W0 = {norm: mass.shares(theta[None, None, :15])[0, 0] for norm, theta in found.items()}
    assert of_W0 == pytest.approx({"Linf": 0.081, "L2": 0.241, "L1": 0.999}, abs=5e-4)
    linf = np.abs(found["Linf"])
    assert (linf[2:15] > (1 - 1e-9) * linf[0]).sum() == 10
    assert linf[1] < 0.003 * linf[0]


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
    best = {other: max_margin(X, Y, other) for other in implicit_bias.METHODS}
    end = train(Network((2, 1)), np.zeros(3), X, Y, SteepestDescent(norm, 0.3, decay=0.5), 4000).theta
    found = {other: implicit_bias.cosine(end, theta) for other, theta in best.items()}
    assert found.pop(norm) > 0.998
    assert max(found.values()) < 0.98
    assert margins(end, X, Y).min() / length(end, norm) > 0.98 / length(best[norm], norm)


def test_cosine_by_hand():
    theta = np.array([[3.0, 4.0], [-8.0, 6.0], [-6.0, -8.0]])
    np.testing.assert_allclose(implicit_bias.cosine(theta, np.array([6.0, 8.0])), [1, 0, -1], atol=1e-15)


def test_a_separator_has_all_of_its_own_margin_and_longer_is_not_better():
    [path] = implicit_bias.follow(EVERY["Adam 1e-3"], (0,), 10)
    rows = [path.row("it", c * path.separators["L2"]) for c in (1, 1000)]
    assert rows[0] == rows[1]
    accuracy, *_, linf, l2, l1, of_linf, of_l2, of_l1 = map(float, rows[0].split()[1:])
    assert (accuracy, l2, of_l2) == (1, 1, 1)
    assert max(linf, l1, of_linf, of_l1) < 1


def test_steps_are_counted_as_steps_in_batches_too():
    [path] = implicit_bias.follow(EVERY["Adam 1e-3, 100 a step"], (0,), 80, n_frames=5)
    assert path.steps.tolist() == [16 * i for i in range(6)]
    assert path.cosines("Linf").shape == (6,)
