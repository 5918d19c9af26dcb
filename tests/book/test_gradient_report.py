"""What each planted bug breaks, as the table of gradient_check.py has it, and what the report says about it.

Read it after gradient_check.py; the bugs are those of experiments/planted_bugs.py.
"""

import re

import numpy as np
import pytest

from massshuffle import backpropagation
from massshuffle.activations import ACTIVATIONS
from massshuffle.experiments.planted_bugs import BUGS
from massshuffle.gradient_check import BlockCheck, check_gradient, report
from massshuffle.network import Network
from massshuffle.rounding import magnitudes

ALL = ["W_1", "b_1", "W_2", "b_2", "W_3", "b_3"]


def assert_wrong(state, blocks, *gradient):
    found = check_gradient(*state, *gradient)
    assert [block.name for block in found.blocks if not block.passed] == blocks
    assert found.passed == (blocks == [])
    for line, name in zip(str(found).splitlines()[1:], ALL):
        assert line.split()[0] == name
        assert f"WRONG at {name}[" in line if name in blocks else line.endswith("  ok")


@pytest.mark.parametrize(("name", "blocks"), [("tanh", ALL[:2]), ("sigmoid", ALL[:4])])
def test_a_slope_that_is_off_breaks_its_layer_and_all_below(monkeypatch, deep_network, name, blocks):
    g, slope = ACTIVATIONS[name]
    monkeypatch.setitem(ACTIVATIONS, name, (g, lambda z: 1.001 * slope(z)))
    assert_wrong(deep_network, blocks)


@pytest.mark.parametrize(
    ("bug", "blocks"),
    [
        ("forgot-slope", ALL[:4]),
        ("slope-at-output", ALL[:4]),
        ("weights-reshaped", ALL[:2]),
        ("bias-mean", ["b_1", "b_2", "b_3"]),
    ],
)
def test_a_bug_in_the_backward_pass_breaks_these_blocks(deep_network, bug, blocks):
    """The W that is more than a row, and so not its own transpose once it is reshaped, is W_2."""
    [wrong] = BUGS[bug].wrong_gradients(*deep_network)
    assert_wrong(deep_network, blocks, wrong)


def test_a_forgotten_mean_breaks_everything(monkeypatch, deep_network):
    right = backpropagation.binary_cross_entropy_gradient
    monkeypatch.setattr(backpropagation, "binary_cross_entropy_gradient", lambda z, y: right(z, y) * z.size)
    assert_wrong(deep_network, ALL)


@pytest.mark.parametrize("bug", ["wrong-sign", "wrong-factor"])
def test_a_changed_block_is_wrong_alone(deep_network, bug):
    for name, wrong in zip(ALL, BUGS[bug].wrong_gradients(*deep_network), strict=True):
        assert_wrong(deep_network, [name], wrong)


def test_a_forgotten_or_transposed_block_is_wrong_alone(deep_network):
    network, *others = deep_network
    right = network.unpack(network.gradient(*others))
    assert_wrong(deep_network, ["b_1", "b_2", "b_3"], network.pack([(dW, 0 * db) for dW, db in right]))
    transposed = network.pack([(dW.T.reshape(dW.shape), db) for dW, db in right])
    assert_wrong(deep_network, ["W_1", "W_2"], transposed)


def test_a_line_of_the_table_names_the_worst_coordinate_with_its_values(deep_network):
    network, *others = deep_network
    gradient = network.gradient(*others)
    network.unpack(gradient)[1][0][1, 2] += 0.5
    head, *lines = str(check_gradient(network, *others, gradient)).splitlines()
    assert head.split() == ["block", "central", "difference", "complex", "step", "verdict"]
    number = r"(-?[\d.e+-]+)"
    line = rf"W_2 +{number} +{number}  WRONG at W_2\[1, 2\]: gradient {number}, central {number}, complex {number}"
    central_error, complex_error, *values = map(float, re.fullmatch(line, lines[2]).groups())
    wrong = gradient[20]
    assert values == pytest.approx([wrong, wrong - 0.5, wrong - 0.5], rel=1e-6)
    size = magnitudes(network, *others[:2])
    errors = 0.5 / (size.cost * size.reach[20]), 0.5 / size.gradient[20]
    assert (central_error, complex_error) == pytest.approx(errors, rel=0.05), "two digits of them"
    assert len({line.index("  ok") for line in lines if line.endswith("ok")}) == 1


@pytest.mark.parametrize(("central", "complex_", "place"), [(3e-9, 2e-13, "W_1[0, 0]"), (2e-9, 3e-13, "W_1[0, 1]")])
def test_the_worst_coordinate_is_furthest_beyond_its_tolerance(central, complex_, place):
    """Of 1e-9 and 1e-13."""
    errors = np.array([central, 0, 0]), np.array([0, complex_, 0])
    W, b = report(Network((2, 1)), {"gradient": np.array([5.0, 6.0, 7.0])}, errors, {}).blocks
    assert (W.central_error, W.complex_error) == (central, complex_)
    assert W.worst == f"{place}: gradient {5 + (place[-2] == '1')}"
    assert b.worst == "b_1[0, 0]: gradient 7"


def test_several_corners_are_counted():
    """Two nodes over a dead one, both with Z = 0."""
    network = Network((1, 1, 2, 1), ("relu", "relu"))
    theta = np.array([1.0, 0, 1, -2, 0, 0, 3, 4, 0])
    found = check_gradient(network, theta, np.array([[-1.0, 1.0]]), np.array([[1, 0]]))
    assert found.passed
    assert found.blocks[3].corners == ("b_2[0, 0] (Z_2[0, 0], sample 0)", "b_2[1, 0] (Z_2[1, 0], sample 0)")
    assert str(found).splitlines()[4].endswith("  ok; corner at b_2[0, 0] (Z_2[0, 0], sample 0), and 1 more")


def test_a_function_that_takes_no_complex_numbers_is_said_to_be_one():
    block = BlockCheck("W_1", 1e-12, 0.01, "W_1[0, 1]: gradient 2", ())
    words = "not confirmed by the complex step at W_1[0, 1]: gradient 2; "
    assert str(block).endswith(f"  {words}does the function take complex numbers (no abs, no float)?")
