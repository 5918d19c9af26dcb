"""The learner's code: load a file, call a function, and keep what happens.

A call ends with arrays or with an exception. The exception is described by the learner's own line and by the shapes
that did not fit together. Warnings, printed text and arguments changed in place are kept as well.

Tested by tests/practice/test_judge.py.
"""

import ast
import contextlib
import copy
import importlib.util
import io
import linecache
import re
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.machinery import SourceFileLoader
from pathlib import Path

import numpy as np

from massshuffle.practice.comparison import MalformedAnswer, arrays_by_name, describe_type


def load_file(path):
    """Return (the module in a file, ""), or (None, a description of what is wrong with the file)."""
    path = str(Path(path).resolve())
    loader = SourceFileLoader(Path(path).stem, path)  # with any suffix
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    settings = np.geterr()
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        return None, f"{type(error).__name__}: {error.msg}\n    line {error.lineno}: {(error.text or '').strip()}"
    except (Exception, SystemExit) as error:
        return None, describe_exception(error, path) or traceback.format_exc()
    finally:  # in the check the file's np.seterr does not hold, and in its own functions only where it ignores
        vars(module)[SETTINGS] = np.seterr(**settings)
    return module, ""


SETTINGS = "__settings_of_numpy__"  # the name that np.seterr's settings of a file have in its module


@dataclass
class Answer:
    """What came of one call.

    arrays    : name -> array, None where the call gave none    error : then why, in words
    exception : the exception that ended the call, if any
    mismatched_operands : the two arrays that did not fit together, by their names in the learner's line
    mutated   : the positions of the arguments that were changed in place
    thetas    : the thetas at which train computed the gradient, those that follow one another without a repeat
    """

    arrays: dict | None = None
    error: str = ""
    exception: BaseException | None = None
    mismatched_operands: dict = field(default_factory=dict)
    warnings: list = field(default_factory=list)
    printed: bool = False
    mutated: tuple = ()
    thetas: list = field(default_factory=list)

    @cached_property
    def is_finite(self):
        """Whether there are arrays, and all their numbers are finite."""
        return self.arrays is not None and all(np.isfinite(array).all() for array in self.arrays.values())


@dataclass
class RecordedGradient:
    """A gradient_of for train that keeps the thetas it is called with; its copy begins with none."""

    function: Callable
    thetas: list = field(default_factory=list, compare=False)

    def __call__(self, theta):
        if isinstance(theta, tuple):
            raise MalformedAnswer(f"gradient_of must be given theta, one array; it was given {describe_type(theta)}")
        theta = np.array(theta, float)
        if not self.thetas or not np.array_equal(theta, self.thetas[-1]):
            self.thetas.append(theta)
        return self.function(theta)

    def __deepcopy__(self, memo):
        return RecordedGradient(self.function)


class PrintCounter(io.TextIOBase):
    """Takes what is printed, however much, and keeps nothing but its length."""

    length = 0

    def write(self, text):
        self.length += len(text)
        return len(text)


def call(function, exercise, arguments, path=None):
    """Call a function with copies of the arguments; returns an Answer.

    path : the learner's file; the description of an exception names its line there
    """
    arguments, answer, output = copy.deepcopy(arguments), Answer(), PrintCounter()
    before = copy.deepcopy(arguments)
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(output):
        warnings.simplefilter("always")
        ignored = getattr(function, "__globals__", {}).get(SETTINGS, {})
        settings = np.seterr(**{kind: "ignore" for kind, setting in ignored.items() if setting == "ignore"})
        try:
            answer.arrays = arrays_by_name(exercise, function(*arguments))
        except MalformedAnswer as error:
            answer.error = str(error)
        except (Exception, SystemExit) as error:
            answer.exception = error
            if path:
                answer.error = describe_exception(error, path)
                answer.mismatched_operands = mismatched_operands(error, path)
        finally:
            np.seterr(**settings)
    answer.warnings = [f"{warning.message}" + f" (line {warning.lineno})" * (warning.filename == path)
                       for warning in caught if issubclass(warning.category, RuntimeWarning)]  # fmt: skip
    answer.printed = output.length > 0
    answer.thetas = [theta for each in arguments if isinstance(each, RecordedGradient) for theta in each.thetas]
    answer.mutated = tuple(i for i, pair in enumerate(zip(before, arguments)) if not is_unchanged(*pair))
    return answer


def is_unchanged(before, after):
    """Whether an argument is what it was, arrays in lists and dicts included; a Generator may have drawn."""
    try:
        if not isinstance(before, np.random.Generator):
            np.testing.assert_equal(before, after)
    except Exception:
        return False
    return True


def describe_exception(error, path):
    """Describe an exception in plain words: the last of the file's own lines, Python's message, and both shapes."""
    message = f"{type(error).__name__}: {error}".rstrip(": ")
    if isinstance(error, SystemExit):
        message = "it ends Python itself (SystemExit)"
    frame, number, line = _last_line(error, path)
    if number is None:
        return message
    lines = [message, f"    line {number}: {line}"]
    if pair := mismatched_operands(error, path) or _indexed(error, frame, line):
        lines.append(
            "    shapes: "
            + " and ".join(
                f"{name} {array.shape if isinstance(array, np.ndarray) else f'of length {len(array)}'}"
                for name, array in pair.items()
            )
        )
    return "\n".join(
        lines + [f"    {hint}" for part, code, hint in HINTS if part in message and code in line.split("#")[0]]
    )


# (part of an error's message, part of the line, what may help)
HINTS = (
    ("IndexError", "activation_functions",
     "activation_functions has a pair for each hidden layer, so L - 1, and is counted from 0."),
    ("broadcast", "*", "* multiplies entry by entry; the product of two matrices is @."),
    ("for ^", "^", "^ is no power in Python; that is **."),
    ("bitwise_xor", "^", "^ is no power in Python; that is **."),
    ("converted to Python scalars", "", "float() and the functions of math take one number; those of np take arrays."),
)  # fmt: skip


def _last_line(error, path):
    """(frame, number, text) of the last line that an exception passed in a file; (None, None, "") if it passed none."""
    steps = [step for step in traceback.walk_tb(error.__traceback__) if step[0].f_code.co_filename == str(path)]
    frame, number = steps[-1] if steps else (None, None)
    return frame, number, linecache.getline(str(path), number).strip() if steps else ""


def mismatched_operands(error, path):
    """Return the two arrays in the line of an exception that do not fit together: {"W": W, "dZ": dZ}, or {}."""
    frame, _, line = _last_line(error, path)
    if frame is None or not isinstance(error, ValueError | TypeError):
        return {}
    with contextlib.suppress(SyntaxError):
        tree = ast.parse(line.rstrip(":") if not line.endswith(":") else line + " pass")
        for node in reversed(list(ast.walk(tree))):
            operands = _operands(node)
            with contextlib.suppress(Exception):
                values = [eval(ast.unparse(operand), frame.f_globals, frame.f_locals) for operand in operands]
                if len(values) == 2 and all(isinstance(value, np.ndarray) for value in values):
                    found = dict(zip(map(ast.unparse, operands), values))
                    if isinstance(node, ast.AugAssign):  # evaluating it again would change its target
                        return found
                    try:
                        eval(ast.unparse(node), frame.f_globals, frame.f_locals)
                    except ValueError:
                        return found
    return {}


def _indexed(error, frame, line):
    """The arrays and lists that the line of an IndexError takes an entry of, by their names."""
    names = re.findall(r"\b([A-Za-z_]\w*)\[", line) if isinstance(error, IndexError) else []
    values = {name: frame.f_locals.get(name) for name in names if name != "activation_functions"}
    return {name: value for name, value in values.items() if isinstance(value, list | np.ndarray)}


def _operands(node):
    """The two sides of an operator, of += and its like, or of dot(a, b), a.dot(b) and their like."""
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.AugAssign):
        return [node.target, node.value]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return [node.func.value, *node.args] if len(node.args) == 1 else node.args[-2:]
    return []
