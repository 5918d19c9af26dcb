"""One step of training as a list of moments: what each statement made, by which sums, and whether it is right.

Here the trace of the real functions meets the book's letters. A `place` is such a letter with its layer, ("dZ", 2),
which a graph of the network can show; the trace itself has only names.

Proved by tests/view/test_moments.py.
"""

import ast
import re
from dataclasses import dataclass, field

import numpy as np

from massshuffle import backpropagation
from massshuffle.cost import binary_cross_entropy_gradient
from massshuffle.view.one_step import measured
from massshuffle.view.one_step.operands import is_pure, operands, right_sides, value
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
        blocks = network.unpack(theta)
        Z, A = backpropagation.forward(blocks, network.curves, X)
        gradient = network.pack(backward(blocks, network.curves, Z, A, Y))
        return gradient, optimizer.step(theta, gradient)

    (gradient, new_theta), steps = watch(functions, run)
    slopes = measured.slopes(network, theta, X, Y)
    moments, places = [], {}
    for step in steps:
        if step.made or step.named:
            moments.append(_moment(step, places, slopes))
    return OneStep(network, X, Y, theta, gradient, new_theta, functions, slopes, tuple(moments))


def _moment(step, places, slopes):
    """One statement; places is {name: place} of what backward has made so far."""
    parts, entries = {}, {}
    for name, expression in right_sides(step).items():
        if name in step.made and is_pure(expression, step.before):
            parts |= operands(expression, step.before)
            every = np.ndindex(step.made[name].shape)
            entries[name] = {index: entry(expression, index, step.before) for index in every}
    parts = tuple(Table(name, np.asarray(one), _place(name, step, places)) for name, one in parts.items())
    made = []
    renamed = {name: _array(other, step) for name, other in step.named.items() if measured.meant(name, step.before)}
    for name, array in (step.made | renamed).items():
        place = _place(name, step, {})
        if meant := measured.meant(name, step.before):
            place = places[name] = (f"d{meant[0]}", meant[1])
        made.append(Table(name, array, place, slopes.get(meant), entries.get(name, {})))
    named = tuple((name, other, _place(other, step, places)) for name, other in step.named.items())
    return Moment(step, parts, tuple(made), named)


def _array(name, step):
    """The array that had this name when the statement began."""
    return value(ast.parse(name, mode="eval").body, step.before)


def _place(name, step, places):
    """The letter and layer of a name, if it has any: Z[1] and blocks[0][0] tell; dZ was told when it was made."""
    name = name.removesuffix(".T")
    if name in places:
        return places[name]
    name = step.origin.get(name, name)
    if found := re.fullmatch(r"([ZA])\[(\d+)\]", name):
        return found[1], int(found[2])
    if found := re.fullmatch(r"blocks\[(\d+)\]\[([01])\]", name):
        return "Wb"[int(found[2])], int(found[1]) + 1
    return {"X": ("A", 0), "Y": ("Y", 0)}.get(name)
