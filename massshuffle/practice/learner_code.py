"""The learner's code: a file is loaded, a function is called, and what comes of the call is kept.

What comes of it: the numbers, or an exception told by the learner's own line and by the shapes that did not fit
together; besides that warnings, what was printed, and which arguments were changed in place.

Tested by tests/practice/test_judge.py.
"""

import ast
import contextlib
import copy
import importlib.util
import io
import linecache
import traceback
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from importlib.machinery import SourceFileLoader
from pathlib import Path

import numpy as np

from massshuffle.practice.comparison import Misshapen, named


def load(path):
    """(the module in a file, ""), or (None, what is wrong with the file)."""
    path = str(Path(path).resolve())
    loader = SourceFileLoader(Path(path).stem, path)  # with any suffix
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        return None, f"{type(error).__name__}: {error.msg}\n    line {error.lineno}: {(error.text or '').strip()}"
    except (Exception, SystemExit) as error:
        return None, told(error, path) or traceback.format_exc()
    return module, ""


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


def told(error, path):
    """An exception in plain words: the last of the file's own lines, what Python says, and both shapes."""
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    if isinstance(error, SystemExit):
        said = "it ends Python itself (SystemExit)"
    _, number, line = _place(error, path)
    if number is None:
        return said
    lines = [said, f"    line {number}: {line}"]
    if pair := misfits(error, path):
        lines.append("    shapes: " + " and ".join(f"{name} {array.shape}" for name, array in pair.items()))
    return "\n".join(lines)


def _place(error, path):
    """The last frame of an exception in a file, the line there and its text; None, None, "" if it was never there."""
    steps = [step for step in traceback.walk_tb(error.__traceback__) if step[0].f_code.co_filename == str(path)]
    frame, number = steps[-1] if steps else (None, None)
    return frame, number, linecache.getline(str(path), number).strip() if steps else ""


def misfits(error, path):
    """The two arrays in the line of an exception that do not fit together: {"W": W, "dZ": dZ}, or {}."""
    frame, _, line = _place(error, path)
    if frame is None or not isinstance(error, ValueError | TypeError):
        return {}
    with contextlib.suppress(SyntaxError):
        tree = ast.parse(line.rstrip(":") if not line.endswith(":") else line + " pass")
        for node in reversed(list(ast.walk(tree))):
            pair = _operands(node)
            with contextlib.suppress(Exception):
                values = [eval(ast.unparse(part), frame.f_globals, frame.f_locals) for part in pair]
                if len(values) == 2 and all(isinstance(value, np.ndarray) for value in values):
                    found = dict(zip(map(ast.unparse, pair), values))
                    if isinstance(node, ast.AugAssign):  # doing it again would change what it did
                        return found
                    try:
                        eval(ast.unparse(node), frame.f_globals, frame.f_locals)
                    except ValueError:
                        return found
    return {}


def _operands(node):
    """The two sides of an operator, of += and its like, or of dot(a, b), a.dot(b) and their like."""
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.AugAssign):
        return [node.target, node.value]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return [node.func.value, *node.args] if len(node.args) == 1 else node.args[-2:]
    return []
