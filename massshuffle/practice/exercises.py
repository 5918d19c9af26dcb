"""The nine exercises, and the book's own lines for each, to compare with afterwards.

What is to be written stands in template.py, as the learner gets it.
Tested by tests/practice/test_judge.py.
"""

import ast
import inspect
from pathlib import Path

import massshuffle
from massshuffle import activations, backpropagation, cost, initializers, optimizers, training
from massshuffle.practice import template

BOOK = {
    "sigmoid": activations.sigmoid,
    "sigmoid_derivative": activations.sigmoid_derivative,
    "binary_cross_entropy": cost.mean_cross_entropy,
    "binary_cross_entropy_gradient": cost.binary_cross_entropy_gradient,
    "forward": backpropagation.forward,
    "backward": backpropagation.backward,
    "xavier_uniform": initializers.xavier_uniform,
    "adam_step": optimizers.Adam.step,
    "train": training.train,
}
EXERCISES = tuple(BOOK)

TAIL = """# The end is for `pytest {file}`, one test an exercise; leave it as it is.
if __name__ != "__main__":
    from massshuffle import practice

    globals().update(practice.tests(__file__))
"""


def text(file="my_network.py", command="python scripts/practice.py"):
    """The text of the file to write in."""
    head = inspect.getsource(template).replace("  # noqa: F401", "")
    head = head.replace("python scripts/practice.py", command).replace("my_network.py", file)
    return f"{head}\n\n{TAIL.format(file=file)}"


def task(exercise):
    """What an exercise asks for; read from the source, because `python -OO` takes docstrings away."""
    return ast.get_docstring(ast.parse(inspect.getsource(getattr(template, exercise))).body[0])


def first_line(exercise):
    """How its function begins: "def sigmoid(z):"."""
    return inspect.getsource(getattr(template, exercise)).splitlines()[0]


def arguments(exercise):
    """The names of its arguments."""
    return list(inspect.signature(getattr(template, exercise)).parameters)


def place(exercise):
    """The book's own lines: "massshuffle/cost.py, lines 52 to 54"."""
    lines, first = inspect.getsourcelines(BOOK[exercise])
    return f"{page_of(BOOK[exercise])}, lines {first} to {first + len(lines) - 1}"


def page_of(thing):
    """The page on which a function or a module of the book stands: "massshuffle/cost.py"."""
    return Path(inspect.getsourcefile(thing)).relative_to(Path(massshuffle.__file__).parents[1]).as_posix()
