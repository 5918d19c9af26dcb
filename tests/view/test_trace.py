"""A function that is watched does what it does unwatched, and its trace holds every statement as it was.

Tests trace.py and operands.py of massshuffle/view/one_step; read trace.py first.
"""

import sys
from itertools import cycle

import numpy as np
import pytest
from steps import BOOK, drawn, module_of

from massshuffle import backpropagation
from massshuffle.activations import ACTIVATIONS
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.view.one_step.expressions import operands, right_sides
from massshuffle.view.one_step.trace import watch


def watched(tmp_path, text, *arguments):
    """The Steps of a function f."""
    f = module_of(tmp_path, text).f
    return watch([f], lambda: f(*arguments))[1]


@pytest.mark.parametrize(("optimizer", "n_layers", "name"), [*zip(OPTIMIZERS, cycle((4, 3, 2, 1)), cycle(ACTIVATIONS))])
def test_a_run_that_is_watched_is_the_run(rng, name, n_layers, optimizer):
    """Two steps, for an optimizer begins to remember after the first: all that the trace holds is what others get."""
    network, theta, X, Y = drawn(rng, n_layers, name)
    plain, traced = OPTIMIZERS[optimizer](0.1), OPTIMIZERS[optimizer](0.1)
    for _ in range(2):
        gradient = network.gradient(theta, X, Y)
        new_theta = plain.step(theta, gradient)
        Z, A = backpropagation.forward(network.unpack(theta), network.activation_functions, X)
        found = [(*network.unpack(gradient)[layer - 1],) for layer in range(n_layers, 0, -1)]

        def call(theta=theta):
            gradient = network.gradient(theta, X, Y)
            return traced.step(theta, gradient)

        result, steps = watch([*BOOK, type(traced).step], call)
        made = {name: [step.made[name] for step in steps if name in step.made] for step in steps for name in step.made}
        assert result.tobytes() == new_theta.tobytes()
        assert made["returned"][-1].tobytes() == new_theta.tobytes()
        for layer in range(1, n_layers + 1):
            assert made[f"Z[{layer}]"][0].tobytes() == Z[layer].tobytes()
        for layer in range(1, n_layers):
            assert made[f"A[{layer}]"][0].tobytes() == A[layer].tobytes()
        assert [array.tobytes() for array in made["dW"]] == [dW.tobytes() for dW, _ in found]
        assert [array.tobytes() for array in made["db"]] == [db.tobytes() for _, db in found]
        assert len(made["dZ"]) == n_layers
        if optimizer == "adam":
            assert made["m"][0].tobytes() == plain.m.tobytes()
            assert made["v"][0].tobytes() == plain.v.tobytes()
        theta = new_theta


def test_a_step_says_where_it_stands_and_what_it_did(tmp_path):
    text = '''
def f(x, start):
    """Words."""
    y = {1: x + 1}  # a comment
    for n, (u, _) in enumerate(
        [(x, 2)],
        start=start,
    ):
        y[n] = (u
                * 2)
        u += 1
    same = y
    return y[n] @ x.T
'''
    x = np.array([[1.0, 2.0]])
    steps = watched(tmp_path, text, x, 5)
    said = [(step.first, step.last, {k: v.tolist() for k, v in step.made.items()}, step.named) for step in steps]
    assert said == [
        (4, 4, {"y[1]": [[2, 3]]}, {}),
        (5, 8, {"n": 5, "_": 2}, {"u": "x"}),
        (9, 10, {"y[5]": [[2, 4]]}, {}),
        (11, 11, {"u": [[2, 3]]}, {}),
        (5, 8, {}, {}),
        (12, 12, {}, {"same[1]": "y[1]", "same[5]": "y[5]"}),
        (13, 13, {"returned": [[16]]}, {}),
    ]
    assert [step.source.splitlines()[0] for step in steps[:3]] == [
        "y = {1: x + 1}  # a comment",
        "for n, (u, _) in enumerate(",
        "y[n] = (u",
    ]
    assert steps[2].origin["u"] == "x"
    assert steps[2].before["u"].tolist() == [[1, 2]], "as it was then"
    assert {(step.function, step.path) for step in steps} == {("f", str(tmp_path / "written_for_a_test.py"))}


def test_what_a_statement_could_see_is_kept_as_it_was(tmp_path):
    text = """
class Holder:
    def f(self, pairs):
        self.held += 1
        pairs[0][0][:] = 7
        return pairs[0][0]
"""
    holder = module_of(tmp_path, text).Holder()
    holder.held = np.zeros(1)
    _, steps = watch([type(holder).f], lambda: holder.f([(np.ones(1), 2)]))
    assert [step.before["self"].held.tolist() for step in steps] == [[0], [1], [1]]
    assert [step.before["pairs"][0][0].tolist() for step in steps] == [[1], [1], [7]]
    assert [step.named for step in steps] == [{}] * 3, "what is returned is no other name"


def test_what_was_made_is_seen_even_if_it_looks_the_same(tmp_path):
    text = "def f(x, y):\n    z = 0 * x\n    z = 0 * y\n    z += 0\n    z -= x\n    z[1] = 7\n    z.sort()\n"
    steps = watched(tmp_path, text, np.ones(2), np.ones(2))
    made = [[0, 0], [0, 0], [0, 0], [-1, -1], [-1, 7]]
    assert [{name: array.tolist() for name, array in step.made.items()} for step in steps] == [
        *({"z": numbers} for numbers in made),
        {},
    ]


def test_the_parts_of_a_statement(tmp_path):
    text = """
import math, random
import numpy as np
def f(lr_t, m, v, epsilon, A, layer):
    x = lr_t * m / (np.sqrt(v) + epsilon)
    y = A[layer - 1].T.dot(m) + math.sqrt(len(m) + 2)
    m -= random.random() * m
    z = helped(m)
    print(end=repr(m)[:0])
    return x, m.sum()
def helped(m):
    return m + 1
"""
    m, v, A = np.array([[1.0], [2.0]]), np.array([[4.0], [9.0]]), {0: np.ones((2, 2))}
    steps = watched(tmp_path, text, 0.5, m, v, 1.0, A, 1)
    parts = []
    for step in steps:
        sides = right_sides(step)
        parts.append(
            {k: np.asarray(v).tolist() for side in sides.values() for k, v in operands(side, step.before).items()}
        )
    assert parts[0] == {
        "lr_t": 0.5,
        "m": [[1], [2]],
        "lr_t * m": [[0.5], [1]],
        "v": [[4], [9]],
        "np.sqrt(v)": [[2], [3]],
        "epsilon": 1,
        "np.sqrt(v) + epsilon": [[3], [4]],
    }
    assert parts[1] == {"A[0].T": [[1, 1], [1, 1]], "m": [[1], [2]], "A[0].T.dot(m)": [[3], [3]]} | {
        "len(m)": 2,
        "len(m) + 2": 4,
        "math.sqrt(len(m) + 2)": 2,
    }
    assert parts[2] == {}, "it draws: evaluated again it would be another number"
    assert list(parts[3]) == ["m"], "a function beside the watched one is the book's, too"
    assert parts[4] == {}


def tracer(frame, event, argument):
    """A debugger, as far as we are concerned."""
    return tracer


def failing(x):
    x = x + 1
    raise KeyError(x)


@pytest.mark.parametrize("function", [failing, tracer])
def test_the_tracer_that_was_there_is_back(function):
    before, frame = sys.gettrace(), sys._getframe()
    local = frame.f_trace
    try:
        sys.settrace(tracer)
        frame.f_trace = tracer
        if function is failing:
            with pytest.raises(KeyError):
                watch([failing], lambda: failing(1))
        else:
            watch([tracer], lambda: tracer(1, 2, 3))
        assert sys.gettrace() is tracer
        assert frame.f_trace is tracer
    finally:
        sys.settrace(before)
        frame.f_trace = local
