"""What a network answers: logits, predictions, accuracy, and in which precision; and a network of your own.

Read it after network.py. That its gradient is right: test_gradient_check.py; what it refuses: test_checks.py.
"""

import numpy as np
import pytest

from massshuffle.gradient_check import check_gradient
from massshuffle.network import Network, unchecked
from massshuffle.optimizers import GradientDescent
from massshuffle.training import train

LOGIT = Network((2, 1))
THETA = np.array([1.0, -1.0, 0.5])
X = np.array([[1.0, 0.0, 0.5], [0.0, 2.0, 1.0]])  # logits 1.5, -1.5, 0
Y = np.array([[1, 0, 1]])


def test_logits_and_predictions_by_hand():
    assert LOGIT.logits(THETA, X).tolist() == [[1.5, -1.5, 0.0]]
    assert LOGIT.predict_probability(THETA, X)[0, 2] == 0.5
    assert LOGIT.predict(THETA, X).tolist() == [[1, 0, 1]]
    assert LOGIT.accuracy(THETA, X, Y) == 1.0
    assert LOGIT.accuracy(THETA, X, 1 - Y) == 0.0
    assert LOGIT.accuracy(THETA, X, Y, threshold=0.6) == 2 / 3
    assert LOGIT.predict(THETA, X).dtype.kind == "i"


def test_a_probability_equal_to_the_threshold_is_a_1():
    assert LOGIT.predict(THETA, X, threshold=0.5)[0, 2] == 1
    assert LOGIT.predict(THETA, X, threshold=np.nextafter(0.5, 1))[0, 2] == 0
    assert LOGIT.predict(THETA, X, threshold=0).tolist() == [[1, 1, 1]]
    assert LOGIT.predict(THETA, X, threshold=1).tolist() == [[0, 0, 0]]


def test_unchecked_looks_at_nothing(monkeypatch):
    expected = LOGIT.cost(THETA, X, Y), LOGIT.gradient(THETA, X, Y).tolist()
    monkeypatch.setattr(Network, "checked", None)
    assert (unchecked(LOGIT.cost)(THETA, X, Y), unchecked(LOGIT.gradient)(THETA, X, Y).tolist()) == expected
    with pytest.raises(TypeError):
        LOGIT.cost(THETA, X, Y)


def test_float32_theta_gives_float32_results():
    theta = THETA.astype(np.float32)
    assert LOGIT.logits(theta, X).dtype == np.float32
    assert LOGIT.gradient(theta, X, Y).dtype == np.float32


def test_integers_give_float64_results():
    theta, samples = np.array([1, -1, 0]), np.array([[1, 0], [0, 2]])
    assert LOGIT.gradient(theta, samples, Y[:, :2]).dtype == np.float64


def test_a_complex_theta_keeps_its_imaginary_part():
    cost = LOGIT.cost(THETA + 1e-20j, X, Y)
    assert cost.imag == pytest.approx(1e-20 * LOGIT.gradient(THETA, X, Y).sum(), rel=1e-12)


def test_a_gradient_of_ones_own_is_the_one_that_is_trained_and_checked():
    class Doubled(Network):
        def gradient(self, theta, X, Y):
            return 2 * super().gradient(theta, X, Y)

    ours = train(Doubled((2, 1)), THETA, X, Y, GradientDescent(0.1), 3).theta
    assert ours.tolist() == train(LOGIT, THETA, X, Y, GradientDescent(0.2), 3).theta.tolist()
    assert not check_gradient(Doubled((2, 1)), THETA, X, Y).passed
