"""The network as an estimator: scikit-learn's own checks, the same weights as train, and when it ends.

Read it after estimator.py.
"""

import re

import numpy as np
import pytest
import scipy.sparse
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from massshuffle import data
from massshuffle.activations import ACTIVATIONS
from massshuffle.checks import BadInput
from massshuffle.estimator import Patience, ShallowNetworkClassifier, was_falling
from massshuffle.history import History
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


# In .ci/run alone, since there are over a hundred. Older versions of scikit-learn make the cases one by one, which
# newer ones of pytest warn of; a list suits all of them. Many of them set max_iter to 5 or less.
@pytest.mark.slow
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
    layers = network.unpack(history.theta)
    assert len(fitted.coefs_) == len(fitted.intercepts_) == len(layers)
    for coef, intercept, (W, b) in zip(fitted.coefs_, fitted.intercepts_, layers):
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
    probabilities, logs, rtol = fitted.predict_proba(x), fitted.predict_log_proba(x), 4 * np.finfo(dtype).eps
    expected = [0, 1.8048513878454153e-35, 4.248354255291589e-18, 0.2689414213699951, 0.5]
    np.testing.assert_allclose(probabilities[:5, 1], expected, rtol=rtol)
    expected = [-1e9, -80, -40, -1.3132616875182228, -np.log(2), -0.31326168751822286, -4.248354255291589e-18]
    np.testing.assert_allclose(logs[:7, 1], expected, rtol=rtol)
    for found in (probabilities, logs):
        assert found[:, ::-1].tolist() == found[::-1].tolist()
        assert found.dtype == dtype
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


def test_it_ends_when_the_cost_has_stopped_falling():
    fitted = ShallowNetworkClassifier(random_state=0).fit(StandardScaler().fit_transform(X), y)
    assert 0 < fitted.n_iter_ < 5000
    falls = -np.diff(fitted.loss_curve_)
    assert (falls[-11:] < 1e-3).all(), "eleven looks in a row"
    assert falls[-12] >= 1e-3
    patient = quick(max_iter=500, tol=1e9, n_iter_no_change=3, record_every=7)
    assert patient.fit(X, y).n_iter_ == 7 * (3 + 1), "the first look sets the mark"


@pytest.mark.parametrize("max_iter", [50, 161])
def test_max_iter_that_ends_a_falling_cost_is_warned_of(max_iter):
    """A last look that comes early, after 161 - 160 steps, sees only its part of a fall."""
    short = ShallowNetworkClassifier(max_iter=max_iter, random_state=0)
    with pytest.warns(ConvergenceWarning, match=rf"still falling after {max_iter} steps \(max_iter\)"):
        short.fit(X, y)


def state(fitted):
    """All that a classifier holds, arrays by their bytes."""
    return {name: value.tobytes() if hasattr(value, "tobytes") else value for name, value in vars(fitted).items()}


OTHER = np.random.default_rng(1).standard_normal((30, 4))
REFUSED = {  # each at another moment of fit
    "^Only binary .* multiclass, got 3 classes": ({}, OTHER, np.arange(30) % 3),
    "^y must hold two classes, got one class: 0.0$": ({}, OTHER, np.zeros(30)),
    "record_every must be": ({"record_every": 0}, OTHER, np.arange(30) % 2),
    "training diverged": ({"learning_rate_init": 1e200}, OTHER, np.arange(30) % 2),
    "X must be within": ({}, OTHER * 1e300, np.arange(30) % 2),
}


@pytest.mark.parametrize("message", REFUSED)
def test_a_refused_fit_leaves_the_classifier_as_it_was(message):
    settings, X_refused, y_refused = REFUSED[message]
    fitted, unfitted = quick().fit(X, y).set_params(**settings), quick(**settings)
    before = state(fitted), state(unfitted)
    labels = fitted.predict(X).tolist()
    for classifier in (fitted, unfitted):
        with pytest.raises(ValueError, match=message):
            classifier.fit(X_refused, y_refused)
    assert (state(fitted), state(unfitted)) == before
    assert fitted.predict(X).tolist() == labels
    with pytest.raises(NotFittedError):
        unfitted.predict(X)


def test_a_fit_that_is_interrupted_leaves_the_classifier_as_it_was(monkeypatch):
    fitted = quick().fit(X, y)
    before = state(fitted)

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("massshuffle.estimator.train", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fitted.fit(OTHER, np.arange(30) % 2)
    assert state(fitted) == before


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, bool, np.float16, np.float32, np.float64, object])
def test_numbers_are_converted_as_scikit_learn_does(dtype):
    whole = np.clip(np.round(10 * X), -100, 100) if dtype != np.uint8 else np.clip(np.round(10 * X), 0, 200)
    given = whole.astype(dtype)
    precision = np.float32 if dtype == np.float32 else np.float64
    fitted, expected = quick().fit(given, y), quick().fit(given.astype(precision), y)
    assert fitted.history_.theta.dtype == precision
    assert fitted.history_.theta.tobytes() == expected.history_.theta.tobytes()
    assert fitted.predict_proba(given).tolist() == expected.predict_proba(given.astype(precision)).tolist()


def test_complex_sparse_and_masked_samples_are_refused():
    masked = np.ma.masked_greater(X, np.median(X))
    fitted = quick().fit(X, y)
    for bad, error, words in (
        (X + 0j, ValueError, "Complex data not supported"),
        (scipy.sparse.csr_matrix(X), TypeError, "[Ss]parse"),
        (masked, ValueError, "X must have no masked entries, got 600 of 1200"),
    ):
        for use in (lambda bad: quick().fit(bad, y), fitted.predict, fitted.predict_log_proba):
            with pytest.raises(error, match=words):
                use(bad)
    with pytest.raises(ValueError, match="y must have no masked entries, got 1 of 80"):
        quick().fit(X, np.ma.array(Y[0], mask=np.arange(80) == 7))
    assert quick().fit(np.ma.array(X), y).history_.theta.tobytes() == fitted.history_.theta.tobytes()


@pytest.mark.parametrize("hidden", [(), (3,)])
@pytest.mark.parametrize("activation", ["thanh", None, ["tanh"], "identity"])
def test_the_activation_is_checked_at_every_fit(hidden, activation):
    with pytest.raises(ValueError, match=f"^activation must be one of {', '.join(ACTIVATIONS)}, logistic, got"):
        quick(hidden_layer_sizes=hidden, activation=activation).fit(X, y)


@pytest.mark.parametrize("sizes", ["10", b"10"])
def test_a_text_is_no_list_of_sizes(sizes):
    with pytest.raises(
        BadInput, match=f"^hidden_layer_sizes must be an integer of at least 1, got {re.escape(repr(sizes))}$"
    ):
        quick(hidden_layer_sizes=sizes).fit(X, y)


def test_patience_is_counted_in_whole_looks():
    with pytest.raises(BadInput, match="^record_every must be an integer of at least 1, got 0$"):
        Patience(1e-4, 3, 0)


def test_logistic_is_another_name_of_sigmoid():
    ours, theirs = (quick(hidden_layer_sizes=3, activation=name).fit(X, y) for name in ("sigmoid", "logistic"))
    assert theirs.get_params()["activation"] == "logistic"
    assert ours.history_.theta.tobytes() == theirs.history_.theta.tobytes()


HARD = np.random.default_rng(0).normal(size=(160, 5))
HARD_y = HARD[:, 0] + HARD[:, 1] + np.random.default_rng(1).normal(size=160) > 0


@pytest.mark.parametrize("rate", [1e6, 1e50])
def test_a_cost_that_did_not_fall_is_warned_of(rate):
    words = r"the cost did not fall, from 1\.\d+ to .*: .* learning_rate_init"
    with pytest.warns(ConvergenceWarning, match=words) as caught:
        fitted = ShallowNetworkClassifier(learning_rate_init=rate, random_state=0).fit(HARD, HARD_y)
    assert fitted.loss_ >= fitted.loss_curve_[0]
    assert len(caught) == 1
    assert caught[0].filename == __file__


def test_a_cost_that_stayed_is_warned_of():
    with pytest.warns(ConvergenceWarning, match="the cost did not fall, from 0.693147 to 0.693147"):
        quick(max_iter=41).fit(np.zeros((4, 3)), [0, 1, 0, 1])


def test_a_small_rate_runs_on():
    """It ended after 440 steps once, with half of the labels wrong, as if it had learnt."""
    slow = ShallowNetworkClassifier(learning_rate_init=1e-5, max_iter=1500, random_state=0)
    with pytest.warns(ConvergenceWarning, match=r"still falling after 1500 steps \(max_iter\)"):
        fitted = slow.fit(HARD, HARD_y)
    assert fitted.n_iter_ == 1500


def test_patience_ends_when_the_cost_has_failed_to_fall_by_hand():
    """A cost must be at most the best so far less tol; each that is counts the failures anew."""
    patience = Patience(tol=1, most=2, every=40)
    costs = 10, 9, 9.5, 8.5, 7, 9, 7.5, 6.5
    assert [patience(40 * i, cost) for i, cost in enumerate(costs)] == [False] * 7 + [True]


@pytest.mark.parametrize(("rate", "fall"), [(0.01, 1.0), (1e-4, 0.01), (0.1, 10.0)])
def test_a_fall_is_measured_by_the_learning_rate(rate, fall):
    for part, ended in ((1.01, False), (0.99, True)):
        patience = Patience(tol=1, most=1, every=40, learning_rate=rate)
        costs = -part * fall * np.arange(4)
        assert patience(0, costs[0]) is False
        assert [patience(40 * i, costs[i]) for i in (1, 2)] == [False, ended]


@pytest.mark.parametrize(
    ("costs", "falling"),
    [
        ((0.7, 0.6, 0.5), True),
        ((0.7, 0.5, 0.5), False),
        ((0.7, 0.5, 0.6), False),
        ((0.7, 0.5, 0.5 - 0.6e-5), True),
        ((0.7, 0.5, 0.5 - 0.4e-5), False),
        ((0.7,), False),
    ],
)
def test_was_it_still_falling(costs, falling):
    """A look every 20 steps wants half of tol * 1e-4 / 0.01 = 1e-5."""
    n = len(costs)
    history = History(Network((1, 1)), 20 * np.arange(n), np.array(costs), np.zeros((n, 2)))
    assert was_falling(history, 1e-4) is falling
