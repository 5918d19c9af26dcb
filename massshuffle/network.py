"""The network: theta and samples in; logits, cost, gradient and predictions out.

Each method checks what it was given, cuts theta into its blocks and calls backpropagation.py, where the letters N, k,
L, n_l are explained; theta, the vector of all parameters, is explained in layout.py.

A prediction compares a probability with a threshold: it is 1 where sigmoid(logit) >= threshold, else 0. (The notebook's
text says so and calls it eta; its code rounds, which sends a probability of exactly 0.5 to 0.)

Source: the notebook's section 2. Proved by tests/book/test_network.py. Next: initializers.py, the numbers to start
with.
"""

from dataclasses import dataclass
from functools import wraps
from types import MethodType

import numpy as np

from massshuffle import checks
from massshuffle.activations import sigmoid
from massshuffle.backpropagation import backward, forward
from massshuffle.cost import mean_cross_entropy
from massshuffle.layout import Layout, flatten


def checking(method):
    """Let a method of a network check theta, X and Y before it uses them."""

    @wraps(method)
    def with_check(self, theta, X, Y):
        return method(self, *self.checked(theta, X, Y))

    return with_check


def unchecked(method):
    """Return a network's cost or gradient without that check, for a loop that has checked its input once.

    Only this page's own two methods lose their check. In a network of your own you may replace or wrap either of them,
    in a subclass, on the class or on the instance. Yours is then called as it stands, by training as by
    gradient_check.py.
    """
    without_check = WITHOUT_CHECK.get(getattr(method, "__func__", None))
    return method if without_check is None else MethodType(without_check, method.__self__)


def is_books_own(network, *names):
    """Whether each of these methods of a network is the one that this page defines."""
    return all(getattr(getattr(network, name), "__func__", None) is BOOKS_OWN[name] for name in names)


@dataclass(frozen=True)
class Network(Layout):
    """A fully connected network with one logit at its end; it holds no parameters.

    nodes_per_layer : (k, n_1, ..., n_(L-1), 1)
    activations     : one name for each hidden layer; see Layout
    """

    def logits(self, theta, X):
        """Logits (1, N) of the samples X (k, N): the last Z."""
        theta, X = self.checked_samples(theta, X)
        Z, _ = forward(self.unpack(theta), self.curves, X)
        return Z[self.n_layers]

    @checking
    def cost(self, theta, X, Y):
        """Mean cross-entropy in nats over the samples X (k, N) with labels Y (1, N), a float."""
        Z, _ = forward(self.unpack(theta), self.curves, X)
        return mean_cross_entropy(Z[self.n_layers], Y)

    @checking
    def gradient(self, theta, X, Y):
        """dC/dtheta (P,): where a parameter grows by a little, the cost grows by its entry here times that little."""
        return flatten(self.block_gradients(theta, X, Y))

    def block_gradients(self, theta, X, Y):
        """The same in blocks, [(dW_1, db_1), ..., (dW_L, db_L)], for input that has been checked."""
        blocks = self.unpack(theta)
        Z, A = forward(blocks, self.curves, X)
        return backward(blocks, self.curves, Z, A, Y)

    def predict_probability(self, theta, X):
        """sigmoid(logits), (1, N): the probability that the label is 1."""
        return sigmoid(self.logits(theta, X))

    def predict(self, theta, X, threshold=0.5):
        """1 where the probability is at least threshold (in [0, 1]), else 0. Integers, (1, N)."""
        theta = checks.numbers("theta", theta)  # real ones: a complex probability is not above or below a threshold
        threshold = checks.number("threshold", threshold, low=0, high=1)
        return (self.predict_probability(theta, X) >= threshold).astype(int)

    def accuracy(self, theta, X, Y, threshold=0.5):
        """Share of the samples whose prediction equals the label, between 0 and 1."""
        theta, X, Y = self.checked(theta, X, Y)
        return float(np.mean(self.predict(theta, X, threshold) == Y))

    def checked(self, theta, X, Y):
        """Refuse bad input with a ValueError; return theta, X and Y in theta's precision (float64 for integers)."""
        theta, X = self.checked_samples(theta, X)
        return theta, X, checks.labels("Y", Y, (1, X.shape[1]), X.dtype)

    def checked_samples(self, theta, X):
        """The part of `checked` that needs no labels: return theta and X. A complex theta is let through."""
        theta = checks.finite("theta", theta, allow_complex=True)
        if theta.shape != (self.n_parameters,):
            raise checks.BadInput(f"theta must have shape ({self.n_parameters},), got {theta.shape}")
        return theta, checks.samples(X, self.nodes_per_layer[0], theta.real.dtype)


# The methods as they stand here, remembered at import: a method that replaces or wraps one of them is another.
BOOKS_OWN = {name: getattr(Network, name) for name in ("cost", "gradient", "block_gradients", "unpack")}
WITHOUT_CHECK = {BOOKS_OWN[name]: BOOKS_OWN[name].__wrapped__ for name in ("cost", "gradient")}
