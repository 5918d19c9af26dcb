"""The hand-written network behind scikit-learn's interface, so that it can stand in a Pipeline or a GridSearchCV.

There is no arithmetic of training in this module. `fit` lets scikit-learn check the input, turns rows into columns and
labels into 0 and 1, and calls xavier_uniform and train. For the same seed and settings the weights are theirs to the
last bit.

    decision_function    z, the logit
    predict_proba        1 / (1 + e^z) for classes_[0],    1 / (1 + e^-z) for classes_[1]
    predict_log_proba    their logarithms, -softplus(z) and -softplus(-z)
    predict              classes_[1] where its probability is at least threshold, else classes_[0]

Rows are samples here and only here: X (N, k), y (N,). A float32 X is trained on in float32, any other in float64.
Training looks at the cost every record_every steps, and ends once the cost has failed to fall more than
n_iter_no_change times in a row, or after max_iter steps. A look counts as a fall from tol * learning_rate_init / 0.01
on: steps a hundredth as long lower the cost by a hundredth as much, and with tol alone a small rate would end training
at once. scikit-learn's ConvergenceWarning says if the cost was still falling after max_iter steps,
or if it ended no lower than it began. Adam usually moves a weight by about learning_rate_init per step. Scale the
features first.

A fit that is refused or interrupted leaves the classifier as it was.

Source: scikit-learn's guide for developers of estimators. Tested by tests/book/test_estimator.py, with its checks.
"""

import math
import warnings
from contextlib import contextmanager
from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from massshuffle import checks
from massshuffle.activations import ACTIVATIONS, softplus
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train

TOL, USUAL_RATE, EVERY = 1e-3, 1e-2, 40
SAME = {"logistic": "sigmoid"}  # MLPClassifier's name


class Patience:
    """Called with each recorded cost: True once it has failed to fall by tol more than `most` times in a row."""

    def __init__(self, tol, most, every, learning_rate=USUAL_RATE):
        self.least = checks.number("tol", tol, low=0) * (learning_rate / USUAL_RATE)  # what counts as a fall
        self.most = checks.integer("n_iter_no_change", most, minimum=1)
        self.every = checks.integer("record_every", every, minimum=1)
        self.last, self.best, self.failed, self.falling = 0, math.inf, 0, False

    def __call__(self, iteration, cost):
        part = (iteration - self.last) / self.every  # below 1 where training ends before the next look is due
        fell = cost <= self.best - part * self.least
        self.falling = iteration > 0 and fell and cost < self.best
        self.failed = 0 if fell else self.failed + 1
        self.last, self.best = iteration, min(self.best, cost)
        return self.failed > self.most


def was_falling(history, learning_rate):
    """Return whether the cost of a run was still falling at its end, by as much as the classifier's defaults ask for.

    history : a History    learning_rate : of the optimizer that made it
    """
    patience = Patience(TOL, 1, EVERY, learning_rate)
    for iteration, cost in zip(history.iterations, history.costs):
        patience(int(iteration), float(cost))
    return patience.falling


class ShallowNetworkClassifier(ClassifierMixin, BaseEstimator):
    """A fully connected network for two classes, trained by full-batch Adam; names as in MLPClassifier.

    hidden_layer_sizes : nodes of each hidden layer; () is logistic regression
    activation         : of the hidden layers, a name in activations.ACTIVATIONS; "logistic" is another name of sigmoid
    learning_rate_init : Adam's    max_iter : most steps to take
    tol                : per look, in nats; the cost fell if it fell by tol * learning_rate_init / 0.01 at least
    n_iter_no_change   : so many looks in a row may miss a fall; one more ends training
    threshold          : in [0, 1]    l1, record_every : training.train's
    random_state       : an int is the seed of xavier_uniform; a RandomState or None (numpy's global one) draws one

    Fitted: classes_ (2,), n_features_in_, feature_names_in_ (k,) if X names its columns; coefs_ and intercepts_, a
    W_l^T (n_(l-1), n_l) and a b_l (n_l,) for each layer; n_iter_, steps taken; loss_, the cost in nats after the last;
    loss_curve_ (F,), the cost at each recorded frame; history_, the history.History.
    """

    def __init__(
        self,
        hidden_layer_sizes=(),
        activation="sigmoid",
        learning_rate_init=1e-2,
        max_iter=5000,
        tol=1e-3,
        n_iter_no_change=10,
        threshold=0.5,
        l1=0.0,
        record_every=40,
        random_state=None,
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.tol = tol
        self.n_iter_no_change = n_iter_no_change
        self.threshold = threshold
        self.l1 = l1
        self.record_every = record_every
        self.random_state = random_state

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X, y):
        """Learn from the samples X (N, k) and their labels y (N,), any two. Returns self.

        Raises ValueError or TypeError for bad input. Warns (ConvergenceWarning) where there was more to learn.
        """
        with _as_it_was_if_refused(self):
            return self._fit(X, y)

    def _fit(self, X, y):
        X, y = validate_data(self, _unmasked("X", X), _unmasked("y", y), dtype=[np.float64, np.float32])
        check_classification_targets(y)
        self.classes_, is_second = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise checks.BadInput(f"y must hold two classes, got one class: {y[0]}")
        if len(self.classes_) > 2:
            only = "Only binary classification is supported. The type of the target is multiclass"
            raise checks.BadInput(f"{only}, got {len(self.classes_)} classes.")
        checks.number("threshold", self.threshold, low=0, high=1)
        max_iter = checks.integer("max_iter", self.max_iter, minimum=0)
        rate = checks.positive("learning_rate_init", self.learning_rate_init)
        patience = Patience(self.tol, self.n_iter_no_change, self.record_every, rate)
        settings = Adam(rate), max_iter, self.record_every, self.l1, patience
        network = self._network(X.shape[1])
        start = xavier_uniform(network, self._seed(), X.dtype)
        self.history_ = train(network, start, X.T, is_second.reshape(1, -1), *settings)
        self.n_iter_, self.loss_curve_ = int(self.history_.iterations[-1]), self.history_.costs
        self.loss_ = self.loss_curve_[-1]
        layers = network.unpack(self.history_.theta.copy())
        self.coefs_, self.intercepts_ = [W.T for W, _ in layers], [b[:, 0] for _, b in layers]
        first, last = self.loss_curve_[0], self.loss_
        if self.n_iter_ > 0 and not last < first:
            advice = f"scale the features, or change learning_rate_init{' or l1' * (self.l1 > 0)}"
            problem = f"the cost did not fall, from {first:.6g} to {last:.6g}: {advice}"
            warnings.warn(problem, ConvergenceWarning, stacklevel=3)
        elif patience.falling:
            problem = f"the cost was still falling after {max_iter} steps (max_iter)"
            warnings.warn(problem, ConvergenceWarning, stacklevel=3)
        return self

    def decision_function(self, X):
        """The logits (N,) of the samples X (N, k): above 0 where classes_[1] is the likelier."""
        check_is_fitted(self)
        network, theta = self.history_.network, self.history_.theta
        X = validate_data(self, _unmasked("X", X), reset=False, dtype=theta.dtype)
        return network.logits(theta, X.T)[0]

    def predict_proba(self, X):
        """The probability of each class, (N, 2), for the samples X (N, k); a row sums to 1.

        1 / (1 + e^-z) = e^min(z, 0) / (1 + e^-|z|) keeps its digits however small it gets, for somebody may take its
        logarithm; activations.sigmoid need not and does not.
        """
        z = self.decision_function(X)[:, np.newaxis]  # (N, 1)
        return np.exp(np.minimum(np.hstack([-z, z]), 0)) / (1 + np.exp(-np.abs(z)))

    def predict_log_proba(self, X):
        """The logarithm of the probability of each class, (N, 2), for the samples X (N, k).

        log(1 / (1 + e^-z)) = -softplus(-z) is about z for z = -1000, where the probability itself is 0 in floats.
        """
        z = self.decision_function(X)[:, np.newaxis]  # (N, 1)
        return -softplus(np.hstack([z, -z]))

    def predict(self, X):
        """The label, (N,), of each sample of X (N, k)."""
        threshold = checks.number("threshold", self.threshold, low=0, high=1)
        probability = self.predict_proba(X)[:, 1]
        return self.classes_[(probability >= threshold).astype(int)]

    def _network(self, n_features):
        """The network that the settings describe; an int for hidden_layer_sizes is one layer, as in MLPClassifier."""
        given = self.hidden_layer_sizes
        sizes = given if np.iterable(given) and not isinstance(given, str | bytes) else (given,)
        sizes = [checks.integer("hidden_layer_sizes", n, minimum=1) for n in sizes]
        activation = checks.choice("activation", self.activation, [*ACTIVATIONS, *SAME])
        return Network((n_features, *sizes, 1), (SAME.get(activation, activation),) * len(sizes))

    def _seed(self):
        """The int that random_state stands for."""
        if isinstance(self.random_state, Integral):
            return checks.integer("random_state", self.random_state, minimum=0)
        return check_random_state(self.random_state).randint(np.iinfo(np.int32).max)


@contextmanager
def _as_it_was_if_refused(estimator):
    """Give an estimator the attributes back that it had before, if an exception ends the block."""
    before = vars(estimator).copy()
    try:
        yield
    except BaseException:
        vars(estimator).clear()
        vars(estimator).update(before)
        raise


def _unmasked(name, array):
    """Return array if no entry of it is masked: scikit-learn would take what lies below the mask."""
    if np.ma.is_masked(array):
        n_masked = int(np.ma.getmaskarray(array).sum())
        raise checks.BadInput(f"{name} must have no masked entries, got {n_masked} of {array.size}: fill or drop them")
    return array
