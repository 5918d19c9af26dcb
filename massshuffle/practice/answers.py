"""One call of somebody's function: what it is asked, and what it answers or what went wrong.

Proved by tests/practice/test_judging.py.
"""

import contextlib
import copy
import io
import warnings
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from massshuffle.practice.learner import misfits, told
from massshuffle.practice.returned import Misshapen, named

TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Case:
    """One call: what it is, its arguments, and the answers that are right, as numbers by name."""

    words: str
    arguments: tuple
    answers: tuple = ()


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
    answer.warnings = [f"{warning.message}" + f" (line {warning.lineno})" * (warning.filename == path)
                       for warning in heard if issubclass(warning.category, RuntimeWarning)]  # fmt: skip
    answer.printed = out.length > 0
    answer.changed = tuple(i for i, pair in enumerate(zip(before, arguments)) if not same(*pair))
    return answer


def same(one, other):
    """Whether an argument is what it was, arrays in lists and dicts included; a Generator may have drawn."""
    try:
        if not isinstance(one, np.random.Generator):
            np.testing.assert_equal(one, other)
    except Exception:
        return False
    return True


def close(mine, theirs):
    """Whether two arrays agree to 1e-9 of the largest number."""
    if mine.shape != theirs.shape:
        return False
    return bool((np.abs(mine - theirs) <= TOLERANCE * np.abs(theirs).max(initial=0)).all())  # faster than np.allclose


def agree(exercise, mine, theirs):
    """Whether all numbers agree. The A_L that forward need not return is compared where it is there."""
    optional = {label for label in theirs if exercise == "forward" and label == f"A_{len(theirs) // 2}"}
    if not theirs.keys() - optional <= mine.keys() <= theirs.keys():
        return False
    return all(close(mine[label], theirs[label]) for label in mine)


def is_right(exercise, case, answer):
    """Whether an answer is one of the right ones."""
    return answer.sound and any(agree(exercise, answer.numbers, numbers) for numbers in case.answers)
