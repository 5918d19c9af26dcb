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


def test_cost_by_hand():
    exact = (2 * np.log1p(np.exp(-1.5)) + np.log(2)) / 3
    assert LOGIT.cost(THETA, X, Y) == pytest.approx(exact, rel=1e-15)


def test_unchecked_looks_at_nothing(monkeypatch):
    expected = LOGIT.cost(THETA, X, Y), LOGIT.gradient(THETA, X, Y).tolist()
    monkeypatch.setattr(Network, "checked", None)
    assert (unchecked(LOGIT.cost)(THETA, X, Y), unchecked(LOGIT.gradient)(THETA, X, Y).tolist()) == expected
    with pytest.raises(TypeError):
        LOGIT.cost(THETA, X, Y)


@pytest.mark.parametrize("threshold", [-0.1, 1.1, np.nan, "half"])
def test_threshold_outside_0_1_is_refused(threshold):
    with pytest.raises(ValueError, match="threshold must be a finite number"):
        LOGIT.predict(THETA, X, threshold)


METHODS = ["logits", "cost", "gradient", "accuracy", "predict", "predict_probability"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("theta", "samples", "message"),
    [
        (THETA[:2], X, r"theta must have shape \(3,\), got \(2,\)"),
        (THETA.reshape(1, 3), X, r"theta must have shape \(3,\), got \(1, 3\)"),
        (np.array([1, np.nan, 1]), X, "theta must be finite"),
        (THETA, X.T, r"X must have shape \(2, N\), one sample a column, got \(3, 2\)"),
        (THETA, X[0], r"X must have shape \(2, N\)"),
        (THETA, X[:, :0], r"X must have shape \(2, N\)"),
        (THETA, np.where(X == 2, np.nan, X), "X must be finite, got 1 NaN or infinite of 6 values"),
        (THETA, np.where(X == 2, np.inf, X), "X must be finite"),
        (THETA, X.astype(str), "X must hold numbers"),
        (THETA, X + 0j, "X must hold real numbers, got an array of dtype complex128"),
    ],
)
def test_bad_theta_and_X_are_refused(method, theta, samples, message):
    labels = (Y,) if method in ("cost", "gradient", "accuracy") else ()
    with pytest.raises(ValueError, match=message):
        getattr(LOGIT, method)(theta, samples, *labels)


@pytest.mark.parametrize("method", ["cost", "gradient", "accuracy"])
@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (Y[0], r"Y must have shape \(1, 3\), one label a column, got \(3,\)"),
        (Y.T, r"Y must have shape \(1, 3\)"),
        (Y[:, :2], r"Y must have shape \(1, 3\)"),
        (np.array([[1, 0, 2]]), "Y must be 0 or 1, got 2"),
        (np.array([[1, 0, -1]]), "Y must be 0 or 1, got -1"),
        (np.array([[1, 0, np.nan]]), "Y must be 0 or 1, got nan"),
    ],
)
def test_bad_labels_are_refused(method, labels, message):
    with pytest.raises(ValueError, match=message):
        getattr(LOGIT, method)(THETA, X, labels)


def test_float32_theta_gives_float32_results():
    theta = THETA.astype(np.float32)
    assert LOGIT.logits(theta, X).dtype == np.float32
    assert LOGIT.gradient(theta, X, Y).dtype == np.float32


def test_integers_will_do():
    theta, samples = np.array([1, -1, 0]), np.array([[1, 0], [0, 2]])
    assert LOGIT.gradient(theta, samples, Y[:, :2]).dtype == np.float64


def test_a_complex_theta_keeps_its_imaginary_part():
    cost = LOGIT.cost(THETA + 1e-20j, X, Y)
    assert cost.imag == pytest.approx(1e-20 * LOGIT.gradient(THETA, X, Y).sum(), rel=1e-12)


def test_what_need_not_be_copied_is_not():
    theta, samples = LOGIT.checked_samples(THETA, X)
    assert np.shares_memory(theta, THETA)
    assert np.shares_memory(samples, X)


def test_who_replaces_the_gradient_is_checked_and_trained_by_it():
    class Doubled(Network):
        def gradient(self, theta, X, Y):
            return 2 * super().gradient(theta, X, Y)

    ours = train(Doubled((2, 1)), THETA, X, Y, GradientDescent(0.1), 3).theta
    assert ours.tolist() == train(LOGIT, THETA, X, Y, GradientDescent(0.2), 3).theta.tolist()
    assert not check_gradient(Doubled((2, 1)), THETA, X, Y).passed
