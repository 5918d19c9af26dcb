"""The network as an estimator: scikit-learn's own checks, the same weights as train, and when it ends.

Read it after estimator.py.
"""

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from massshuffle import data
from massshuffle.checks import BadInput
from massshuffle.estimator import ShallowNetworkClassifier
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train

DATASET = data.sine_boundary(n_samples=100)
X, Y = DATASET.X_train.T, DATASET.Y_train  # (N, k), (1, N)
y = np.where(Y[0] == 1, "right", "left")


def quick(**settings):
    """So large a tol that no cost counts as falling, so much patience that all 50 steps are taken."""
    never = {"tol": 1e9, "n_iter_no_change": 1000}
    return ShallowNetworkClassifier(**{"max_iter": 50, "random_state": 0, **never, **settings})


CHECKS = parametrize_with_checks(
    [ShallowNetworkClassifier(), ShallowNetworkClassifier(hidden_layer_sizes=(4,), activation="tanh", l1=1e-4)]
).mark
NAMES, CASES = CHECKS.args


# Older versions of scikit-learn make the cases one by one, which newer ones of pytest
# warn of; a list suits all of them. Many of them set max_iter to 5 or less.
@pytest.mark.parametrize(NAMES, list(CASES), **CHECKS.kwargs)
@pytest.mark.filterwarnings("ignore:the cost was still falling:sklearn.exceptions.ConvergenceWarning")
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("rows", [np.ascontiguousarray, np.asfortranarray])
@pytest.mark.parametrize("hidden", [(), (5,), (4, 3)])
def test_weights_are_those_of_train_to_the_last_bit(hidden, rows, dtype):
    samples = rows(X, dtype=dtype)
    settings = {"record_every": 7, "l1": 1e-3}
    fitted = quick(hidden_layer_sizes=hidden, activation="tanh", random_state=5, **settings).fit(samples, y)

    network = Network((15, *hidden, 1), ("tanh",) * len(hidden))
    start = xavier_uniform(network, seed=5, dtype=dtype)
    history = train(network, start, samples.T, Y, Adam(1e-2), epochs=50, **settings)
    assert fitted.history_.theta.dtype == dtype
    assert fitted.history_.theta.tobytes() == history.theta.tobytes()
    assert fitted.history_.thetas.tobytes() == history.thetas.tobytes()
    blocks = network.unpack(history.theta)
    assert len(fitted.coefs_) == len(fitted.intercepts_) == len(blocks)
    for coef, intercept, (W, b) in zip(fitted.coefs_, fitted.intercepts_, blocks):
        assert coef.tolist() == W.T.tolist()
        assert intercept.tolist() == b[:, 0].tolist()
    assert fitted.n_iter_ == 50
    assert fitted.loss_curve_.tolist() == history.costs.tolist()
    assert fitted.loss_ == network.cost(history.theta, samples.T, Y)
    fitted.coefs_[0][:] = fitted.intercepts_[0][:] = 0
    assert fitted.history_.theta.tolist() == history.theta.tolist(), "coefficients are copies"


def test_logit_probability_and_label_agree():
    fitted = quick(hidden_layer_sizes=3).fit(X, y)
    network, theta = fitted.history_.network, fitted.history_.theta
    assert network.nodes_per_layer == (15, 3, 1)
    assert fitted.classes_.tolist() == ["left", "right"]
    z = fitted.decision_function(X)
    assert z.tolist() == network.logits(theta, X.T)[0].tolist()
    np.testing.assert_allclose(fitted.predict_proba(X).T, [1 / (1 + np.exp(z)), 1 / (1 + np.exp(-z))], rtol=1e-12)
    assert ((z >= 0) == (fitted.predict(X) == "right")).all()


def test_a_probability_that_is_the_threshold_is_the_second_class():
    fitted = quick().fit(X, y)
    middle = np.median(fitted.predict_proba(X)[:-1, 1])  # of 79: one of them
    assert middle in fitted.predict_proba(X)[:, 1]
    right = fitted.set_params(threshold=middle).predict(X) == "right"
    assert (right == (fitted.predict_proba(X)[:, 1] >= middle)).all()
    with pytest.raises(BadInput, match="^threshold must be a finite number"):
        fitted.set_params(threshold=-0.1).predict(X)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_probabilities_keep_their_digits_in_the_tails(dtype):
    fitted = quick(max_iter=0).fit(np.array([[0.0], [1.0]], dtype=dtype), [0, 1])
    fitted.history_.theta[:] = (1, 0)  # the logit is x itself
    x = np.array([-1e9, -80, -40, -1, 0, 1, 40, 80, 1e9])[:, np.newaxis]
    probabilities = fitted.predict_proba(x)
    true = [0, 1.8048513878454153e-35, 4.248354255291589e-18, 0.2689414213699951, 0.5]
    rtol = 4 * np.finfo(dtype).eps
    np.testing.assert_allclose(probabilities[:5, 1], true, rtol=rtol)
    assert probabilities[:, ::-1].tolist() == probabilities[::-1].tolist()
    assert probabilities.dtype == dtype
    assert fitted.predict(x).tolist() == [0] * 4 + [1] * 5


def test_one_random_state_gives_one_start():
    def theta(random_state):
        return quick(random_state=random_state).fit(X, y).history_.theta.tolist()

    assert theta(3) == theta(np.int64(3)) != theta(4)
    state, again = np.random.RandomState(3), np.random.RandomState(3)
    first, second = theta(state), theta(state)
    assert first != second
    assert [first, second] == [theta(again), theta(again)]
    assert theta(None) != theta(None)


def test_one_class_and_three_classes_are_refused():
    with pytest.raises(BadInput, match="^y must hold two classes, got one class: a$"):
        quick().fit(X, ["a"] * len(X))
    with pytest.raises(BadInput, match="Only binary .* multiclass, got 3 classes"):
        quick().fit(X, np.arange(len(X)) % 3)


def test_it_ends_when_the_cost_has_stopped_falling():
    fitted = ShallowNetworkClassifier(random_state=0).fit(StandardScaler().fit_transform(X), y)
    assert 0 < fitted.n_iter_ < 5000
    falls = -np.diff(fitted.loss_curve_)
    assert (falls[-11:] < 1e-3).all(), "eleven looks in a row"
    assert falls[-12] >= 1e-3
    patient = quick(max_iter=500, tol=1e9, n_iter_no_change=3, record_every=7)
    assert patient.fit(X, y).n_iter_ == 7 * (3 + 1), "the first look sets the mark"


@pytest.mark.parametrize("max_iter", [1, 50, 160, 161])
def test_max_iter_that_ends_a_falling_cost_is_warned_of(max_iter):
    """A last look that comes early, after 161 - 160 steps, sees only its part of a fall."""
    short = ShallowNetworkClassifier(max_iter=max_iter, random_state=0)
    with pytest.warns(ConvergenceWarning, match=rf"still falling after {max_iter} steps \(max_iter\)"):
        short.fit(X, y)


def test_max_iter_that_ends_a_flat_cost_is_not_warned_of():
    ShallowNetworkClassifier(max_iter=0).fit(X, y)
    for tol in (0.0, 1e-3):  # nothing to learn
        quick(tol=tol, max_iter=41).fit(np.zeros((4, 3)), [0, 1, 0, 1])
