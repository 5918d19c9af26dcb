"""The minimum of the cost where samples cannot be separated. Read after massshuffle/experiments/separators.py."""

import numpy as np
import pytest

from massshuffle.activations import sigmoid
from massshuffle.experiments.runs import LINEAR, SINE
from massshuffle.experiments.separators import MINIMUM_HEADER, minimum, minimum_row
from massshuffle.network import Network

NETWORK = Network((15, 1))


@pytest.fixture(scope="module")
def sine():
    return SINE.draw_data(seed=np.random.default_rng(0))


def newton(X, Y, steps=12):
    """The minimum by Newton's method: theta - H^-1 dC/dtheta with the second derivatives H."""
    inputs, theta = np.vstack([X, np.ones((1, X.shape[1]))]), np.zeros(len(X) + 1)
    for _ in range(steps):
        probability = sigmoid(theta @ inputs)
        H = inputs * (probability * (1 - probability) / X.shape[1]) @ inputs.T
        theta = theta - np.linalg.solve(H, NETWORK.gradient(theta, X, Y))
    return theta


def test_it_is_where_newtons_method_ends(sine):
    X, Y = sine.X_train, sine.Y_train
    np.testing.assert_allclose(minimum(NETWORK, X, Y), newton(X, Y), atol=1e-5)


def test_the_sines_minimum_is_what_docs_say(sine):
    theta = minimum(NETWORK, sine.X_train, sine.Y_train)
    assert (round(theta[0], 2), round(np.abs(theta[2:-1]).mean(), 2)) == (0.75, 2.09)


def test_a_row_says_how_far_a_theta_is_from_the_minimum(sine):
    theta = np.full(16, 0.5)
    cost = NETWORK.cost(theta, sine.X_train, sine.Y_train)
    names = MINIMUM_HEADER.replace("above minimum", "above").split()
    printed = dict(zip(names, minimum_row("one", 7, theta, sine, cost - 0.25).split()[1:]))
    assert (printed["steps"], printed["above"], printed["W[0]"]) == ("7", "0.250000", "0.50")
    assert float(printed["cost"]) == pytest.approx(cost, abs=1e-6)
    scale = sine.X_train.std(axis=1)
    assert minimum_row("one", 7, theta, sine, cost).split()[-2:] == [
        "0.067",
        f"{scale[0] / scale.sum():.3f}",
    ]  # 1/15 of the mass


def test_samples_that_can_be_separated_and_hidden_layers_are_refused(sine):
    dataset = LINEAR.draw_data(seed=0)
    with pytest.raises(ValueError, match="^X must not be separable"):
        minimum(NETWORK, dataset.X_train, dataset.Y_train)
    with pytest.raises(ValueError, match="^network must have no hidden layer"):
        minimum(Network((15, 2, 1), ("tanh",)), sine.X_train, sine.Y_train)
