"""One call of somebody's function: its numbers by name, or what went wrong, and what else it did.

Proved by tests/practice/test_judging.py.
"""

import contextlib
import copy
import io
import warnings
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from massshuffle.practice.errors import misfits, told

TOLERANCE = 1e-9


class Misshapen(Exception):
    """What was returned is not what was asked for."""


@dataclass
class Answer:
    """numbers : name -> array, None where there are none    error : what says so    cause : the exception, if any

    misfits : the two arrays that did not fit together, by what they are called in the learner's line
    """

    numbers: dict | None = None
    error: str = ""
    cause: BaseException | None = None
    misfits: dict = field(default_factory=dict)
    warnings: list = field(default_factory=list)
    printed: bool = False
    changed: tuple = ()

    @cached_property
    def sound(self):
        """Whether there are numbers, and all are finite."""
        return self.numbers is not None and all(np.isfinite(array).all() for array in self.numbers.values())


def named(exercise, returned):
    """What an exercise returns as {name: array}; Misshapen if it is something else."""
    if returned is None:
        raise Misshapen("it returns None: is the `return` missing?")
    if exercise == "forward":
        return _of_forward(returned)
    if exercise in ("backward", "xavier_uniform"):
        d = "d" if exercise == "backward" else ""
        return _of_blocks(returned, f"{d}W", f"{d}b")
    if exercise == "adam_step":
        if not isinstance(returned, tuple | list) or len(returned) != 3:
            raise Misshapen(f"it must return three arrays, theta, m, v; it returns {kind(returned)}")
        return {name: array(name, part) for name, part in zip(("theta", "m", "v"), returned)}
    result = array("result", returned)
    return {"result": result.reshape(()) if exercise == "binary_cross_entropy" and result.size == 1 else result}


def _of_forward(returned):
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise Misshapen(f"it must return two dicts, Z and A; it returns {kind(returned)}")
    for letter, part in zip("ZA", returned):
        if not isinstance(part, dict):
            raise Misshapen(f"{letter} must be a dict {{layer: array}}; it is {kind(part)}")
    return {f"{letter}_{layer}": array(f"{letter}_{layer}", part[layer])
            for letter, part in zip("ZA", returned) for layer in sorted(part, key=str)}  # fmt: skip


def _of_blocks(returned, *letters):
    if not isinstance(returned, tuple | list) or any(
        not hasattr(pair, "__len__") or len(pair) != 2 for pair in returned
    ):
        raise Misshapen(f"it must return a list of pairs ({', '.join(letters)}); it returns {kind(returned)}")
    return {f"{letter}_{layer}": array(f"{letter}_{layer}", part)
            for layer, pair in enumerate(returned, 1) for letter, part in zip(letters, pair)}  # fmt: skip


def array(name, part):
    """An array of floats, out of lists too."""
    try:
        return np.asarray(part, dtype=float)
    except (TypeError, ValueError):
        raise Misshapen(f"{name} must hold numbers, all rows equally long; it is {kind(part)}") from None


def kind(thing):
    """A thing's type, and how many it holds."""
    n = f" of {len(thing)}" if isinstance(thing, tuple | list | dict) else ""
    return {"NoneType": "None"}.get(type(thing).__name__, f"a {type(thing).__name__}{n}")


class Sink(io.TextIOBase):
    """Takes what is printed, however much, and keeps its length."""

    length = 0

    def write(self, text):
        self.length += len(text)
        return len(text)


def ask(function, exercise, arguments, path=None):
    """Call a function with copies of the arguments. path: the file whose line an error is to name."""
    arguments, answer, out = copy.deepcopy(arguments), Answer(), Sink()
    before = copy.deepcopy(arguments)
    with warnings.catch_warnings(record=True) as heard, contextlib.redirect_stdout(out):
        warnings.simplefilter("always")
        try:
            answer.numbers = named(exercise, function(*arguments))
        except Misshapen as error:
            answer.error = str(error)
        except (Exception, SystemExit) as error:
            answer.cause = error
            if path:
                answer.error, answer.misfits = told(error, path), misfits(error, path)
    answer.warnings = [warning for warning in heard if issubclass(warning.category, RuntimeWarning)]
    answer.printed = out.length > 0
    answer.changed = tuple(i for i, pair in enumerate(zip(before, arguments)) if not same(*pair))
    return answer


def same(one, other):
    """Whether two arguments are still alike, arrays in lists and dicts included."""
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and np.array_equal(one, other)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return isinstance(one, np.random.Generator) or one == other


def close(mine, theirs):
    """Whether two arrays agree to 1e-9 of the largest number."""
    if mine.shape != theirs.shape:
        return False
    return bool((np.abs(mine - theirs) <= TOLERANCE * np.abs(theirs).max(initial=0)).all())
