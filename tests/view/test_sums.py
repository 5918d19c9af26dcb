"""The sum behind an entry of an array, written out in letters and in figures, gives that entry.

Tests sums.py and numbers.py of massshuffle/view/one_step; read sums.py first.
"""

import ast
import math
from collections import ChainMap
from itertools import cycle

import numpy as np
import pytest
from steps import BOOK, drawn

from massshuffle import activations, steepest_descent
from massshuffle.activations import ACTIVATIONS
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.view.one_step.expressions import is_pure, right_sides
from massshuffle.view.one_step.sums import entry, formatted
from massshuffle.view.one_step.trace import watch

FUNCTIONS = ChainMap(vars(activations), vars(steepest_descent), vars(np))  # that a sum may name


def of(text, index, **names):
    """The entry at an index of an expression, where these names are known."""
    return entry(ast.parse(text, mode="eval").body, index, {"np": np, "math": math, "__name__": __name__, **names})


X, Y = np.array([[1.0, -0.25], [3.0, 4.0]]), np.array([[5.0, 6.0, 7.0], [8.0, -9.0, 0.125]])
b = np.array([[0.5], [1 / 3]])


def doubled(x):
    return 2 * x


def shared(x):
    return x / x.size


def largest(x):
    return (x == x.max()) * 1.0


@pytest.mark.parametrize(
    ("text", "index", "letters", "figures"),
    [
        ("X.dot(Y)", (0, 1), "X[0, 0] * Y[0, 1] + X[0, 1] * Y[1, 1]", "1 * 6 + (-0.25) * (-9)"),
        ("X @ Y + b", (1, 2), "X[1, 0] * Y[0, 2] + X[1, 1] * Y[1, 2] + b[1, 0]", "3 * 7 + 4 * 0.125 + 0.333"),
        ("X.T.dot(Y)", (0, 1), "X[0, 0] * Y[0, 1] + X[1, 0] * Y[1, 1]", "1 * 6 + 3 * (-9)"),
        ("d[k - 1].T @ (Y - b)", (1, 0), "d[0][0, 1] * (Y[0, 0] - b[0, 0]) + d[0][1, 1] * (Y[1, 0] - b[1, 0])", None),
        ("Y.sum(axis=1, keepdims=True)", (1, 0), "Y[1, 0] + Y[1, 1] + Y[1, 2]", "8 + (-9) + 0.125"),
        ("Y.sum(axis=0)", (1,), "Y[0, 1] + Y[1, 1]", "6 + (-9)"),
        ("Y.sum(0, keepdims=True)", (0, 1), "Y[0, 1] + Y[1, 1]", "6 + (-9)"),
        ("X.sum()", (), "X[0, 0] + X[0, 1] + X[1, 0] + X[1, 1]", "1 + (-0.25) + 3 + 4"),
        ("-X * 2 / (b - X)", (0, 1), "-X[0, 1] * 2 / (b[0, 0] - X[0, 1])", "-(-0.25) * 2 / (0.5 - (-0.25))"),
        ("-(X + 1) * b", (0, 1), "-(X[0, 1] + 1) * b[0, 0]", "-((-0.25) + 1) * 0.5"),
        ("(X ** 2) ** b", (1, 0), "(X[1, 0] ** 2) ** b[1, 0]", "(3 ** 2) ** 0.333"),
        ("(b - (X - 1)) ** 2", (1, 1), "(b[1, 0] - (X[1, 1] - 1)) ** 2", "(0.333 - (4 - 1)) ** 2"),
        ("doubled(X - 1) * b", (1, 0), "doubled(X[1, 0] - 1) * b[1, 0]", "doubled(3 - 1) * 0.333"),
        ("np.sqrt(Y ** 2)", (1, 1), "np.sqrt(Y[1, 1] ** 2)", "sqrt((-9) ** 2)"),
        ("shared(X) + math.sqrt(k)", (1, 0), "shared(X)[1, 0] + math.sqrt(k)", "0.75 + sqrt(1)"),
        ("X.sum(axis=(0, 1))", (), "X.sum(axis=(0, 1))", "7.75"),
        ("largest(X)", (1, 1), "largest(X)[1, 1]", "1"),
        ("len(X) * b", (0, 0), "len(X) * b[0, 0]", "2 * 0.5"),
        ("X[:, ::-1]", (0, 0), "X[:, ::-1][0, 0]", "-0.25"),
        ("(X > 2) * X", (1, 0), "(X > 2)[1, 0] * X[1, 0]", "1 * 3"),
    ],
)
def test_an_entry_is_written_out(text, index, letters, figures):
    names = {"X": X, "Y": Y, "b": b, "d": {0: X}, "k": 1, "doubled": doubled, "shared": shared, "largest": largest}
    found = of(text, index, **names)
    assert found.letters == letters
    assert figures in (found.figures, None)
    assert found.value == pytest.approx(eval(text, {"np": np, "math": math, **names})[index], abs=1e-12)
    assert eval(found.letters, {"np": np, "math": math, **names}) == pytest.approx(found.value, abs=1e-12)


def test_it_says_what_is_broadcast_and_which_cells_take_part():
    found = of("X @ Y + b", (1, 2), X=X, Y=Y, b=b)
    assert found.notes == ("b (2, 1) is broadcast to (2, 3)",)
    assert found.cells == (("X", (1, 0)), ("Y", (0, 2)), ("X", (1, 1)), ("Y", (1, 2)), ("b", (1, 0)))
    assert of("X.T.sum(axis=0)", (1,), X=X).cells == (("X.T", (0, 1)), ("X.T", (1, 1)))


def test_an_answer_from_the_numbers_as_they_are_shown_is_near_enough():
    x = np.array([[0.98765]])
    found = of("x * x * x", (0, 0), x=x)
    assert found.rough == 0.988**3
    assert abs(0.988**3 - 0.98765**3) < found.tolerance < 0.003
    assert of("x + x + x + x", (0, 0), x=0 * x).tolerance == 0.0025, "half a thousandth a term, and one for the sum"


@pytest.mark.parametrize(
    ("name", "n_layers", "optimizer"),
    [*zip(cycle(ACTIVATIONS), (1, 2, 3, 4) * 3, cycle(OPTIMIZERS)), *((name, 2, "adam") for name in ACTIVATIONS)],
)
def test_every_sum_of_a_step_adds_up(rng, name, n_layers, optimizer):
    """Written with all digits and computed again from the text, each entry is what its statement made."""
    network, theta, X, Y = drawn(rng, n_layers, name)
    method, checked = OPTIMIZERS[optimizer](0.1), 0
    _, steps = watch([*BOOK, type(method).step], lambda: method.step(theta, network.gradient(theta, X, Y)))
    sides = [(step, *side) for step in steps for side in right_sides(step).items()]
    for step, made, expression in sides:
        if made not in step.made or not is_pure(expression, step.before):
            continue
        for index in np.ndindex(step.made[made].shape):
            sum_of, value = entry(expression, index, step.before, show=repr), step.made[made][index]
            if "len(" not in sum_of.figures:
                assert eval(sum_of.figures, {}, FUNCTIONS) == pytest.approx(value, rel=1e-12, abs=1e-12)
                checked += 1
    assert checked > 5 * network.n_parameters


WRITTEN = {
    **{"0": 0.0, "3": 3, "-2": -2.0, "0.1": 0.1, "0.100": 0.10004, "-0.014": -0.0138, "4.7e-3": 0.0047, "0.005": 0.005},
    **{"-1.0e-8": -1e-8, "123456.789": 123456.7891, "1.5e9": 1.5e9, "1.2e7": 12345678.9},
    **{"inf": math.inf, "nan": math.nan},
}


@pytest.mark.parametrize(("text", "number"), [*WRITTEN.items(), ("0", -0.0)])
def test_how_a_number_is_written(text, number):
    assert formatted(number) == text
    assert formatted(np.array(number)) == text
