"""One step of training as a list of moments: what each statement made, by which sums, and whether it is right.

Here the trace of the real functions meets the book's letters (places.py) and the measured slopes (measured.py).

Proved by tests/view/test_moments.py.
"""

import ast
from dataclasses import dataclass, field

import numpy as np

from massshuffle import backpropagation
from massshuffle.cost import binary_cross_entropy_gradient
from massshuffle.view.one_step import measured
from massshuffle.view.one_step.operands import is_pure, operands, right_sides, value
from massshuffle.view.one_step.places import meant, place_of
from massshuffle.view.one_step.sums import entry
from massshuffle.view.one_step.trace import watch

TOLERANCE = 1e-12


@dataclass(frozen=True, eq=False)
class Table:
    """An array of a moment: a part of the statement, or what it made."""

    name: str
    values: np.ndarray
    place: tuple | None = None  # ("Z", 1)
    slopes: np.ndarray | None = None  # the measured ones, where there are such
    entries: dict = field(default_factory=dict)  # index -> sums.Entry, where the statement says how it was made

    @property
    def off(self):
        """The largest difference from what was measured; inf if the shapes differ, None if nothing was measured."""
        if self.slopes is None:
            return None
        same_shape = self.values.shape == self.slopes.shape
        return float(np.abs(self.values - self.slopes).max()) if same_shape else np.inf

    @property
    def wrong(self):
        """Whether that is more than rounding; slopes far above 1 are rounded more coarsely."""
        return self.off is not None and self.off > TOLERANCE * max(1, np.abs(self.slopes).max())


@dataclass(frozen=True, eq=False)
class Moment:
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
    slopes: dict  # (letter, layer) -> measured slopes
    moments: tuple

    @property
    def costs(self):
        """The cost before and after the step."""
        return tuple(self.network.cost(theta, self.X, self.Y) for theta in (self.theta, self.new_theta))


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
    slopes = measured.slopes(network, theta, X, Y)
    told = {}
    moments = tuple(_moment(step, told, slopes) for step in steps if step.made or step.named)
    return OneStep(network, X, Y, theta, gradient, new_theta, functions, slopes, moments)


def _moment(step, told, slopes):
    """One statement; told is {name: place} of what backward has made so far, and is added to."""
    parts, entries = {}, {}
    for name, expression in right_sides(step).items():
        if name in step.made and is_pure(expression, step.before):
            parts |= operands(expression, step.before)
            every = np.ndindex(step.made[name].shape)
            entries[name] = {index: entry(expression, index, step.before) for index in every}
    parts = tuple(Table(name, np.asarray(one), place_of(name, step, told)) for name, one in parts.items())
    renamed = {name: other for name, other in step.named.items() if meant(name, step.before)}
    arrays = step.made | {
        name: value(ast.parse(other, mode="eval").body, step.before) for name, other in renamed.items()
    }
    made = []
    for name, array in arrays.items():
        place = place_of(name, step, {})
        if claimed := meant(name, step.before):
            place = told[name] = (f"d{claimed[0]}", claimed[1])
        made.append(Table(name, array, place, slopes.get(claimed), entries.get(name, {})))
    named = tuple((name, other, place_of(other, step, told)) for name, other in step.named.items())
    return Moment(step, parts, tuple(made), named)
