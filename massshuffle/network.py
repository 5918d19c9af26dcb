"""The network: theta and samples in; logits, cost, gradient and predictions out.

A network with hidden layers has many arrays, a weight matrix W_l and a column of biases b_l per layer. An optimizer, a
gradient check, a random walk or a recording should not have to know about them. So all parameters live in one vector

    theta = [W_1 row by row, b_1, W_2 row by row, b_2, ..., W_L, b_L],    theta (P,)

Each W_l and each b_l is a block of theta. `unpack` cuts theta into blocks and returns them in pairs, one pair per layer
(`layers` in the code). `pack` puts them together again. For Network((2, 3, 1), ("tanh",)) we have P = 6 + 3 + 3 + 1 =
13, and W_1[1, 0] is theta[2]. The notebook's network, 15 weights and a bias, has P = 16. A network without hidden
layers is logistic regression.

The other methods check their input, unpack theta and call backpropagation.py, which explains the notation. To predict
a label, compare the probability with a threshold:

    prediction = 1 where sigmoid(z) >= threshold, else 0

(The notebook's text says so and calls the threshold eta. Its code rounds, which sends a probability of exactly 0.5 to
0.)

Two questions. How many parameters has Network((15, 4, 1), ("tanh",))? And at which index of its theta is b_1[0, 0]?
(docs/answers.md)

Source: the notebook's section 2. Tested by tests/book/test_network.py. Next: initializers.py, the numbers to start
with.
"""

from dataclasses import dataclass
from functools import cached_property, wraps
from numbers import Integral
from types import MethodType

import numpy as np

from massshuffle import checks
from massshuffle.activations import ACTIVATIONS, sigmoid
from massshuffle.backpropagation import backward, forward
from massshuffle.cost import mean_cross_entropy


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


def flatten(layers):
    """The numbers of [(W_1, b_1), ..., (W_L, b_L)] in one new vector."""
    arrays = []
    for W, b in layers:
        arrays += W.ravel(), b.ravel()
    return np.concatenate(arrays)


@dataclass(frozen=True)
class Network:
    """A fully connected network with one logit at its end; it holds no parameters.

    nodes_per_layer : (k, n_1, ..., n_(L-1), 1)
    activations     : names out of activations.ACTIVATIONS, one for each hidden layer, so L - 1 of them. The last layer
                      has none (the notebook's type_activation names one for it: leave that out)
    Raises ValueError if a layer has no node or the last one more than 1, for an unknown activation, and for too few or
    too many of them.
    """

    nodes_per_layer: tuple[int, ...]
    activations: tuple[str, ...] = ()

    def __post_init__(self):
        given = self.nodes_per_layer
        if isinstance(given, str | bytes) or not np.iterable(given):
            k = given if isinstance(given, Integral) and given >= 1 else "k"
            raise checks.BadInput(f"nodes_per_layer must be (k, ..., 1), got {given!r}: write ({k}, 1) for one layer")
        sizes = tuple(checks.integer("nodes_per_layer", n, minimum=1) for n in given)
        if len(sizes) < 2 or sizes[-1] != 1:
            raise checks.BadInput(f"nodes_per_layer must be (k, ..., 1), the last layer must have 1 node, got {sizes}")
        is_list = not isinstance(self.activations, str) and np.iterable(self.activations)
        if not is_list or len(self.activations) != len(sizes) - 2:
            raise checks.BadInput(
                f"activations must hold {len(sizes) - 2} names, one for each hidden layer, got {self.activations!r}"
            )
        names = tuple(checks.choice("activations", name, ACTIVATIONS) for name in self.activations)
        object.__setattr__(self, "nodes_per_layer", sizes)
        object.__setattr__(self, "activations", names)

    @property
    def n_layers(self):
        """L, the number of weight matrices."""
        return len(self.nodes_per_layer) - 1

    @cached_property
    def activation_functions(self):
        """((g_1, g_1'), ...): the activation function of each hidden layer and its derivative."""
        return tuple(ACTIVATIONS[name] for name in self.activations)

    @cached_property
    def shapes(self):
        """(((n_1, k), (n_1, 1)), ..., ((1, n_(L-1)), (1, 1))): the shapes of W_l and b_l, layer by layer."""
        return tuple(((n, m), (n, 1)) for m, n in zip(self.nodes_per_layer, self.nodes_per_layer[1:]))

    @cached_property
    def slices(self):
        """((W_slice, W_shape, b_slice, b_shape), ...), layer by layer: where in theta W_l and b_l are."""
        slices, start = [], 0
        for W_shape, b_shape in self.shapes:
            n, m = W_shape
            middle, end = start + n * m, start + n * m + n
            slices.append((slice(start, middle), W_shape, slice(middle, end), b_shape))
            start = end
        return tuple(slices)

    @property
    def block_names(self):
        """("W_1", "b_1", ..., "W_L", "b_L"), in the order of theta."""
        return tuple(f"{letter}_{layer}" for layer in range(1, len(self.nodes_per_layer)) for letter in "Wb")

    @cached_property
    def parameter_names(self):
        """("W_1[0, 0]", "W_1[0, 1]", ..., "b_L[0, 0]"), one name per entry of theta."""
        shapes = (shape for pair in self.shapes for shape in pair)
        return tuple(
            f"{block}[{row}, {column}]"
            for block, shape in zip(self.block_names, shapes)
            for row, column in np.ndindex(shape)
        )

    @cached_property
    def n_parameters(self):
        """P, the length of theta."""
        return sum(n * m + n for (n, m), _ in self.shapes)

    @cached_property
    def is_weight(self):
        """True for every weight of theta, False for every bias, (P,). Read-only."""
        is_weight = np.repeat([True, False] * len(self.shapes), [n * m for pair in self.shapes for n, m in pair])
        is_weight.flags.writeable = False
        return is_weight

    def unpack(self, theta):
        """theta (P,) -> [(W_1, b_1), ..., (W_L, b_L)], views of theta: to be used, not to be stored."""
        if getattr(theta, "shape", None) != (self.n_parameters,):
            shape = getattr(theta, "shape", type(theta).__name__)
            raise checks.BadInput(f"theta must have shape ({self.n_parameters},), got {shape}")
        layers = []
        for W_slice, W_shape, b_slice, b_shape in self.slices:
            layers.append((theta[W_slice].reshape(W_shape), theta[b_slice].reshape(b_shape)))
        return layers

    def pack(self, layers):
        """[(W_1, b_1), ..., (W_L, b_L)] -> theta (P,), a new vector."""
        try:
            pairs = [(W, b) for W, b in layers]
        except (TypeError, ValueError):
            got = checks.shape_or_type(layers)
            raise checks.BadInput(f"layers must be a list of pairs, [(W_1, b_1), ...], got {got}") from None
        layers = [[checks.numbers("layers", array, allow_complex=True) for array in pair] for pair in pairs]
        shapes = tuple((W.shape, b.shape) for W, b in layers)
        if shapes != self.shapes:
            raise checks.BadInput(f"layers must have shapes {list(self.shapes)}, got {list(shapes)}")
        return flatten(layers)

    def logits(self, theta, X):
        """Logits (1, N) of the samples X (k, N): the last Z."""
        theta, X = self.checked_samples(theta, X)
        Z, _ = forward(self.unpack(theta), self.activation_functions, X)
        return Z[self.n_layers]

    @checking
    def cost(self, theta, X, Y):
        """Mean cross-entropy in nats over the samples X (k, N) with labels Y (1, N), a float."""
        Z, _ = forward(self.unpack(theta), self.activation_functions, X)
        return mean_cross_entropy(Z[self.n_layers], Y)

    @checking
    def gradient(self, theta, X, Y):
        """dC/dtheta (P,): where a parameter grows by a little, the cost grows by its entry here times that little."""
        return flatten(self.block_gradients(theta, X, Y))

    def block_gradients(self, theta, X, Y):
        """The same in blocks, [(dW_1, db_1), ..., (dW_L, db_L)], for input that has been checked."""
        layers = self.unpack(theta)
        Z, A = forward(layers, self.activation_functions, X)
        return backward(layers, self.activation_functions, Z, A, Y)

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
