"""The ten exercises: their names and order, their tasks, and the book's own lines to compare with afterwards.

The file that the learner gets is made of template.py.
Tested by tests/practice/test_judge.py.
"""

import ast
import inspect
import re
from pathlib import Path

import massshuffle
from massshuffle import activations, backpropagation, cost, initializers, numerical_gradient, optimizers, training
from massshuffle.practice import template

BOOK_FUNCTIONS = {
    "sigmoid": activations.sigmoid,
    "sigmoid_derivative": activations.sigmoid_derivative,
    "binary_cross_entropy": cost.mean_cross_entropy,
    "binary_cross_entropy_gradient": cost.binary_cross_entropy_gradient,
    "central_difference": numerical_gradient.central_difference,
    "forward": backpropagation.forward,
    "backward": backpropagation.backward,
    "xavier_uniform": initializers.xavier_uniform,
    "adam_step": optimizers.Adam.step,
    "train": training.train,
}
EXERCISES = tuple(BOOK_FUNCTIONS)

PYTEST_PART = """# The end is for `pytest {file}`, one test an exercise; leave it as it is.
if __name__ != "__main__":
    from massshuffle import practice

    globals().update(practice.tests(__file__))
"""
FORMULAS = r"\n(?: {{{indent},}}\S.*\n)+"  # with the empty line before them


def file_text(file="my_network.py", command="python scripts/practice.py", closed=False):
    """Return the text of the file that the learner writes in. closed : without formulas"""
    head, functions = inspect.getsource(template).replace("  # noqa: F401", "").split("\n\n\n", 1)
    head = head.replace("python scripts/practice.py", command + " --closed" * closed).replace("my_network.py", file)
    if closed:
        functions = re.sub(FORMULAS.format(indent=8), "", functions)
    return f"{head}\n\n\n{functions}\n\n{PYTEST_PART.format(file=file)}"


def task(exercise, closed=False):
    """Return the task of an exercise, read from the source because `python -OO` takes docstrings away."""
    text = ast.get_docstring(ast.parse(inspect.getsource(getattr(template, exercise))).body[0])
    return re.sub(FORMULAS.format(indent=4), "", text) if closed else text


def first_line(exercise):
    """Return the first line of an exercise's function: "def sigmoid(z):"."""
    return inspect.getsource(getattr(template, exercise)).splitlines()[0]


def argument_names(exercise):
    """Return the names of the arguments of an exercise's function."""
    return list(inspect.signature(getattr(template, exercise)).parameters)


def lines_in_book(exercise):
    """Return where the book has an exercise's function: "massshuffle/cost.py, lines 52 to 54"."""
    lines, first = inspect.getsourcelines(BOOK_FUNCTIONS[exercise])
    return f"{page_in_book(BOOK_FUNCTIONS[exercise])}, lines {first} to {first + len(lines) - 1}"


def page_in_book(function_or_module):
    """Return the page of the book that holds a function, or that a module is: "massshuffle/cost.py"."""
    return Path(inspect.getsourcefile(function_or_module)).relative_to(Path(massshuffle.__file__).parents[1]).as_posix()
