"""One step of training as a list of statements: what each made, by which sums, and whether it is right.

Here the trace of the real functions meets the book's notation and the numerical derivatives. A `place` is a letter of
the book with its layer, ("dZ", 2), which a graph of the network can show. Code has only names. Z[2] tells by itself
what it is, but dZ is one name for all layers.

The book pairs names: dZ for Z, dA for A, dW for W, db for b. So anything called d-something claims to be the derivative
of the cost for each entry of that something. Here that entry alone is moved by a complex step (numerical_gradient.py),
the rest of the forward pass is run from there, and the cost is compared. No line of the backward pass takes part, so
the derivative is right to rounding. This holds for a ReLU too, unless it stands on its kink.

Tested by tests/view/test_statements.py.
"""

import ast
import re
from dataclasses import dataclass, field

import numpy as np

from massshuffle import backpropagation
from massshuffle.backpropagation import forward
from massshuffle.cost import binary_cross_entropy_gradient, mean_cross_entropy
from massshuffle.numerical_gradient import complex_step, shifted
from massshuffle.view.one_step.expressions import is_pure, operands, right_sides, value
from massshuffle.view.one_step.sums import entry
from massshuffle.view.one_step.trace import watch


def numerical_derivatives(network, theta, X, Y):
    """{(letter, layer): numerical derivatives of the cost, of the shape of that array} for all Z, A, W and b."""
    layers, activation_functions, L = network.unpack(theta), network.activation_functions, network.n_layers
    Z, A = forward(layers, activation_functions, X)

    def cost_from(letter, layer, moved):
        """The cost, if moved stands in the place of an array and the forward pass goes on from there."""
        rest, activations = layers[layer:], activation_functions[layer:]
        if letter in "Wb":
            W, b = layers[layer - 1]
            rest, activations = [(moved, b) if letter == "W" else (W, moved), *rest], activation_functions[layer - 1 :]
            moved = A[layer - 1]
        elif letter == "Z" and layer < L:
            moved = activation_functions[layer - 1][0](moved)
        if rest:
            moved = forward(rest, activations, moved)[0][len(rest)]
        return mean_cross_entropy(moved, Y)

    arrays = {("Z", layer): Z[layer] for layer in Z} | {("A", layer): A[layer] for layer in A if layer > 0}
    for layer, (W, b) in enumerate(layers, start=1):
        arrays |= {("W", layer): W, ("b", layer): b}

    def derivative(place, array):
        flat = complex_step(lambda moved: cost_from(*place, moved.reshape(array.shape)), array.ravel())
        return flat.reshape(array.shape)

    return {place: derivative(place, array) for place, array in arrays.items()}


def meant(name, names):
    """Which derivatives a name stands for, ("Z", 2) for dZ where it is made for layer 2; None if it is no d-something.

    In backward, `layer` says which is meant; before there is a `layer`, it is the last.
    names : what the statement could see
    """
    letter = name.removeprefix("d")
    if letter == name or letter not in ("Z", "A", "W", "b") or "L" not in names:
        return None
    return letter, names.get("layer", names["L"])


def place_of(name, step, known_places):
    """Return the place of a name where a statement (trace.Step) began, or None.

    known_places : {name: place} of dZ and its like
    """
    name = name.removesuffix(".T")
    if name in known_places:
        return known_places[name]
    name = step.origin.get(name, name)
    if found := re.fullmatch(r"([ZA])\[(\d+)\]", name):
        return found[1], int(found[2])
    if found := re.fullmatch(r"layers\[(\d+)\]\[([01])\]", name):
        return "Wb"[int(found[2])], int(found[1]) + 1
    return {"X": ("A", 0), "Y": ("Y", 0)}.get(name)


def place_name(place):
    """A place as text: ("dZ", 2) is dZ_2."""
    return "{}_{}".format(*place)


def derivative_of(place):
    """What derivatives at a place are the derivatives for, as text: ("dZ", 2) are those for Z_2."""
    return place_name(place)[1:]


TOLERANCE = 1e-12
NUDGES = (-0.1, -0.01, 0.01, 0.1)  # by which one parameter is moved to see how the cost changes


@dataclass(frozen=True, eq=False)
class Table:
    """An array of a statement: a part of the statement, or what it made."""

    name: str
    values: np.ndarray
    place: tuple | None = None  # ("Z", 1)
    derivatives: np.ndarray | None = None  # the measured ones, where there are such
    entries: dict = field(default_factory=dict)  # index -> sums.Entry, where the statement says how it was made

    @property
    def off(self):
        """The largest difference from what was measured; inf if the shapes differ, None if nothing was measured."""
        if self.derivatives is None:
            return None
        same_shape = self.values.shape == self.derivatives.shape
        return float(np.abs(self.values - self.derivatives).max()) if same_shape else np.inf

    @property
    def wrong(self):
        """Whether that is more than rounding; derivatives far above 1 are rounded more coarsely."""
        return self.off is not None and self.off > TOLERANCE * max(1, np.abs(self.derivatives).max())


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement that ran (trace.Step), its parts and what it made."""

    step: object
    parts: tuple
    made: tuple
    named: tuple  # (name, its name before, place), ...


@dataclass(frozen=True, eq=False)
class OneStep:
    """One step of an optimizer, watched from the samples to the new theta."""

    network: object
    X: np.ndarray
    Y: np.ndarray
    theta: np.ndarray
    gradient: np.ndarray
    new_theta: np.ndarray
    functions: tuple  # the watched ones, in the order in which they run
    derivatives: dict  # (letter, layer) -> measured derivatives
    statements: tuple

    @property
    def costs(self):
        """The cost before and after the step."""
        return tuple(self.costs_per_sample.mean(axis=1).tolist())

    def nudged_costs(self):
        """The cost after moving one parameter alone, before the step, by each of NUDGES, (P, 4)."""
        thetas = [[shifted(self.theta, j, by) for by in NUDGES] for j in range(self.theta.size)]
        return np.array([[self.network.cost(theta, self.X, self.Y) for theta in row] for row in thetas])

    @property
    def costs_per_sample(self):
        """The cost of each sample alone, before and after the step, (2, N)."""
        samples = [(self.X[:, [n]], self.Y[:, [n]]) for n in range(self.Y.size)]
        return np.array([[self.network.cost(theta, *one) for one in samples] for theta in (self.theta, self.new_theta)])


def one_step(network, theta, X, Y, optimizer, backward=backpropagation.backward):
    """Take one step and watch it. Returns a OneStep.  backward: another than the book's, to see where it goes wrong."""
    theta, X, Y = network.checked(theta, X, Y)
    functions = (backpropagation.forward, backward, binary_cross_entropy_gradient, type(optimizer).step)

    def run():
        layers = network.unpack(theta)
        Z, A = backpropagation.forward(layers, network.activation_functions, X)
        gradient = network.pack(backward(layers, network.activation_functions, Z, A, Y))
        return gradient, optimizer.step(theta, gradient)

    (gradient, new_theta), steps = watch(functions, run)
    derivatives = numerical_derivatives(network, theta, X, Y)
    known_places = {}
    statements = tuple(_statement(step, known_places, derivatives) for step in steps if step.made or step.named)
    return OneStep(network, X, Y, theta, gradient, new_theta, functions, derivatives, statements)


def _statement(step, known_places, derivatives):
    """One statement; known_places is {name: place} of what backward has made so far, and is added to."""
    parts, entries = {}, {}
    for name, expression in right_sides(step).items():
        if name in step.made and is_pure(expression, step.before):
            parts |= operands(expression, step.before)
            every = np.ndindex(step.made[name].shape)
            entries[name] = {index: entry(expression, index, step.before) for index in every}
    parts = tuple(Table(name, np.asarray(one), place_of(name, step, known_places)) for name, one in parts.items())
    renamed = {name: other for name, other in step.named.items() if meant(name, step.before)}
    arrays = step.made | {
        name: value(ast.parse(other, mode="eval").body, step.before) for name, other in renamed.items()
    }
    made = []
    for name, array in arrays.items():
        place = place_of(name, step, {})
        if claimed := meant(name, step.before):
            place = known_places[name] = (f"d{claimed[0]}", claimed[1])
        made.append(Table(name, array, place, derivatives.get(claimed), entries.get(name, {})))
    named = tuple((name, other, place_of(other, step, known_places)) for name, other in step.named.items())
    return Statement(step, parts, tuple(made), named)
