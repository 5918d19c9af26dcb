"""The hand-written network behind scikit-learn's interface, so that it can stand in a Pipeline or a GridSearchCV.

Nothing is learnt here. `fit` lets scikit-learn check the input, turns rows into columns and labels into 0 and 1, and
calls xavier_uniform and train: for the same seed and settings the weights are theirs to the last bit.

    decision_function    z, the logit
    predict_proba        1 / (1 + e^z) for classes_[0],    1 / (1 + e^-z) for classes_[1]
    predict              classes_[1] where its probability is at least threshold, else classes_[0]

Rows are samples here and only here: X (N, k), y (N,). A float32 X is trained on in float32, any other in float64.
Training ends when the cost, looked at every record_every steps, has failed to fall by tol more than n_iter_no_change
times in a row, or after max_iter steps; scikit-learn's ConvergenceWarning says if it was still falling then. Adam moves
a weight by at most about learning_rate_init a step. Scale the features first.

Source: scikit-learn's guide for developers of estimators. Proved by tests/book/test_estimator.py, with its checks.
"""

import warnings
from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from massshuffle import checks
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.patience import Patience
from massshuffle.training import train


class ShallowNetworkClassifier(ClassifierMixin, BaseEstimator):
    """A fully connected network for two classes, trained by full-batch Adam; names as in MLPClassifier.

    hidden_layer_sizes : nodes of each hidden layer; () is logistic regression    activation : of the hidden layers
    learning_rate_init : Adam's    max_iter : most steps to take    tol, n_iter_no_change : when to end before
    threshold          : in [0, 1]    l1, record_every : training.train's
    random_state       : an int is the seed of xavier_uniform; a RandomState or None (numpy's global one) draws one

    Fitted: classes_ (2,), n_features_in_, feature_names_in_ (k,) if X names its columns; coefs_ and intercepts_, a
    W_l^T (n_(l-1), n_l) and a b_l (n_l,) for each layer; n_iter_, steps taken; loss_, the cost in nats after the last;
    loss_curve_ (F,), the cost at each recorded frame; history_, the training.History.
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
        """Learn from the samples X (N, k) and their labels y (N,), any two. Returns self; ValueError for bad input."""
        X, y = validate_data(self, X, y, dtype=[np.float64, np.float32])
        check_classification_targets(y)
        self.classes_, is_second = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise checks.BadInput(f"y must hold two classes, got one class: {y[0]}")
        if len(self.classes_) > 2:
            only = "Only binary classification is supported. The type of the target is multiclass"
            raise checks.BadInput(f"{only}, got {len(self.classes_)} classes.")
        checks.number("threshold", self.threshold, low=0, high=1)
        max_iter = checks.integer("max_iter", self.max_iter, minimum=0)
        patience = Patience(self.tol, self.n_iter_no_change, self.record_every)
        settings = Adam(self.learning_rate_init), max_iter, self.record_every, self.l1, patience
        network = self._network(X.shape[1])
        start = xavier_uniform(network, self._seed(), X.dtype)
        self.history_ = train(network, start, X.T, is_second.reshape(1, -1), *settings)
        if patience.falling:
            warnings.warn(f"the cost was still falling after {max_iter} steps (max_iter)", ConvergenceWarning, 2)
        self.n_iter_, self.loss_curve_ = int(self.history_.iterations[-1]), self.history_.costs
        self.loss_ = self.loss_curve_[-1]
        blocks = network.unpack(self.history_.theta.copy())
        self.coefs_, self.intercepts_ = [W.T for W, _ in blocks], [b[:, 0] for _, b in blocks]
        return self

    def decision_function(self, X):
        """The logits (N,) of the samples X (N, k): above 0 where classes_[1] is the likelier."""
        check_is_fitted(self)
        network, theta = self.history_.network, self.history_.theta
        X = validate_data(self, X, reset=False, dtype=theta.dtype)
        return network.logits(theta, X.T)[0]

    def predict_proba(self, X):
        """The probability of each class, (N, 2), for the samples X (N, k); a row sums to 1.

        1 / (1 + e^-z) = e^min(z, 0) / (1 + e^-|z|) keeps its digits however small it gets, for somebody may take its
        logarithm; activations.sigmoid need not and does not.
        """
        z = self.decision_function(X)[:, np.newaxis]  # (N, 1)
        return np.exp(np.minimum(np.hstack([-z, z]), 0)) / (1 + np.exp(-np.abs(z)))

    def predict(self, X):
        """The label, (N,), of each sample of X (N, k)."""
        threshold = checks.number("threshold", self.threshold, low=0, high=1)
        probability = self.predict_proba(X)[:, 1]
        return self.classes_[(probability >= threshold).astype(int)]

    def _network(self, n_features):
        """The network that the settings describe; an int for hidden_layer_sizes is one layer, as in MLPClassifier."""
        given = self.hidden_layer_sizes
        sizes = given if np.iterable(given) else (given,)
        sizes = [checks.integer("hidden_layer_sizes", n, minimum=1) for n in sizes]
        return Network((n_features, *sizes, 1), (self.activation,) * len(sizes))

    def _seed(self):
        """The int that random_state stands for."""
        if isinstance(self.random_state, Integral):
            return checks.integer("random_state", self.random_state, minimum=0)
        return check_random_state(self.random_state).randint(np.iinfo(np.int32).max)
