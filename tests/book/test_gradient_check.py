"""Every gradient at every coordinate, before and after training; and the check itself, on wrong gradients.

Read it after gradient_check.py. Every test that is not about a relu's corner at 0 uses networks of conftest.py.
"""

import numpy as np
import pytest

from massshuffle import activations, gradient_check
from massshuffle.activations import ACTIVATIONS
from massshuffle.backpropagation import backward
from massshuffle.gradient_check import check_gradient
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.rounding import magnitudes
from massshuffle.training import train


def assert_right(network, theta, X, Y):
    report = check_gradient(network, theta, X, Y)
    assert report.passed, f"{network}\n{report}"
    assert [block.name for block in report.blocks] == list(network.block_names)
    return report


def trained(network, theta, X, Y):
    return train(network, theta, X, Y, Adam(0.05), epochs=7).theta


@pytest.mark.parametrize("random_network", range(40), indirect=True)
def test_every_gradient_is_right(random_network):
    network, theta, X, Y = random_network
    assert_right(network, theta, X, Y)
    assert_right(network, trained(network, theta, X, Y), X, Y)


NEW = {
    "softplus": (activations.softplus, activations.sigmoid),
    "cubic": (lambda z: z**3, lambda z: 3 * z**2),
    "leaky relu": (lambda z: np.where(z.real > 0, z, 0.1 * z), lambda z: np.where(z.real > 0, 1, 0.1)),
}


def around(theta, j, step=1e-5):
    """theta, and its neighbours behind and ahead in coordinate j."""
    return [theta + step * side * (np.arange(theta.size) == j) for side in (-1, 0, 1)]


@pytest.mark.parametrize("at_0", [0.5, 0.0])
@pytest.mark.parametrize("above", [0.0, 1.0])
def test_a_jump_is_a_corner_for_any_derivative_and_output_at_it(monkeypatch, at_0, above):
    """With 1/2 at 0 nothing bends; and an output of 1 there is not where the derivative is taken."""
    g = (lambda z: z * np.heaviside(z.real, at_0) + above, lambda z: np.heaviside(z.real, at_0))
    monkeypatch.setattr("massshuffle.network.ACTIVATIONS", {"g": g})
    state = np.array([1.0, 0, 1, 0]), np.zeros((1, 1)), np.ones((1, 1))
    assert (
        gradient_check.corner_met(Network((1, 1, 1), ("g",)), *around(state[0], 1), state[1]) == "Z_1[0, 0], sample 0"
    )
    report = assert_right(Network((1, 1, 1), ("g",)), *state)
    assert [block.name for block in report.blocks if block.corners] == ["b_1"]


def test_where_a_derivative_bends_is_a_corner_too(monkeypatch):
    """At Z = 0 the second derivative of the ELU jumps, so the central difference is off by as much as its step."""
    elu = (lambda z: np.where(z.real > 0, z, np.exp(z) - 1), lambda z: np.where(z.real > 0, 1, np.exp(z)))
    monkeypatch.setattr("massshuffle.network.ACTIVATIONS", {"elu": elu})
    state = np.array([1.0, 0, 1, 0]), np.full((1, 1), 1e-7), np.ones((1, 1))
    report = assert_right(Network((1, 1, 1), ("elu",)), *state)
    assert "corner at b_1[0, 0] (Z_1[0, 0], sample 0)" in str(report)
    wrong = Network((1, 1, 1), ("elu",)).gradient(*state) * [1, 1.0001, 1, 1]
    assert not check_gradient(Network((1, 1, 1), ("elu",)), *state, wrong).passed


@pytest.mark.parametrize("random_network", [1, 2, 3, 5, 6], indirect=True)
@pytest.mark.parametrize("name", NEW)
def test_a_new_activation_is_two_functions_and_a_line_of_the_table(monkeypatch, random_network, name):
    monkeypatch.setattr("massshuffle.network.ACTIVATIONS", {name: NEW[name], **ACTIVATIONS})
    network, theta, X, Y = random_network
    network = Network(network.nodes_per_layer, (name, *network.activations[1:]))
    assert_right(network, theta, X, Y)
    assert_right(network, trained(network, theta, X, Y), X, Y)


def test_a_gradient_of_ones_own_is_checked_in_place_of_the_networks(deep_network):
    network, theta, X, Y = deep_network
    right = network.gradient(theta, X, Y)
    assert str(check_gradient(network, theta, X, Y, right)) == str(check_gradient(network, theta, X, Y))
    assert not check_gradient(network, theta, X, Y, 1.00001 * right).passed
    assert not check_gradient(network, theta, X, Y, np.full(26, np.nan)).passed


@pytest.mark.parametrize(("gradient", "got"), [(np.zeros((26, 1)), r"\(26, 1\)"), ([(1, 2), (3,)], "list")])
def test_a_gradient_of_another_shape_is_refused(deep_network, gradient, got):
    message = rf"^gradient must be an array of shape \(26,\), got {got}; network.pack makes one of layers$"
    with pytest.raises(ValueError, match=message):
        check_gradient(*deep_network, gradient)


def test_a_backward_pass_whose_blocks_have_other_shapes_is_refused(monkeypatch, deep_network):
    def flat(*state):
        return [(dW, db[:, 0]) for dW, db in backward(*state)]

    monkeypatch.setattr("massshuffle.network.backward", flat)
    with pytest.raises(ValueError, match=r"^layers must have shapes .*, got \[\(\(3, 4\), \(3,\)\), "):
        check_gradient(*deep_network)


@pytest.mark.parametrize("times", [0.5, 2])
@pytest.mark.parametrize("j", [0, 14, 25])
def test_how_far_the_gradient_may_be_from_the_complex_step(deep_network, times, j):
    """1e-13 of what was added up; half of that passes, twice that does not."""
    network, theta, X, Y = deep_network
    gradient = network.gradient(theta, X, Y)
    gradient[j] += times * 1e-13 * magnitudes(network, theta, X).gradient[j]
    assert check_gradient(network, theta, X, Y, gradient).passed == (times < 1)


@pytest.mark.parametrize("times", [0.5, 2])
@pytest.mark.parametrize("j", [0, 14, 25])
def test_how_far_the_central_difference_may_be_from_both(monkeypatch, deep_network, times, j):
    """1e-9 of the size of the cost times the reach."""
    network, theta, X, Y = deep_network
    size = magnitudes(network, theta, X)
    right = gradient_check.central_difference

    def off(cost, theta, step):
        assert step.tolist() == (1e-5 / size.reach).tolist()
        return right(cost, theta, step) + times * 1e-9 * size.cost * size.reach * (np.arange(26) == j)

    monkeypatch.setattr(gradient_check, "central_difference", off)
    report = check_gradient(network, theta, X, Y)
    assert report.passed == (times < 1)
    assert sum(block.central_error > 4e-10 for block in report.blocks) == 1


DEAD = Network((1, 2, 2, 1), ("relu", "relu"))
X = np.array([[1.0, -1.0, 2.0]])
Y = np.array([[1, 0, 1]])


def dead_theta(b_2=0.0):
    """Sample 1 finds both nodes of layer 1 dead, so Z_2 there is b_2."""
    return DEAD.pack(
        [
            (np.array([[0.5], [1.5]]), np.zeros((2, 1))),
            (np.array([[1.0, 0.5], [0.25, -2.0]]), np.array([[b_2], [-3.0]])),
            (np.array([[0.7, 0.3]]), np.array([[-0.2]])),
        ]
    )


@pytest.mark.parametrize("b_2", [0.0, 1e-7, -1e-7])
def test_a_corner_is_named_and_lets_the_right_gradient_pass(b_2):
    """The central step moves b_2[0, 0] by 1e-5 / 1, and Z_2 to 0 and across."""
    report = assert_right(DEAD, dead_theta(b_2), X, Y)
    assert {block.name: block.corners for block in report.blocks if block.corners} == {
        "b_2": ("b_2[0, 0] (Z_2[0, 1], sample 1)",)
    }
    assert str(report).splitlines()[4].endswith("  ok; corner at b_2[0, 0] (Z_2[0, 1], sample 1)")


@pytest.mark.parametrize("b_2", [1.1e-5, -1.1e-5])
def test_a_corner_out_of_reach_of_the_step_is_none(b_2):
    assert not any(block.corners for block in assert_right(DEAD, dead_theta(b_2), X, Y).blocks)


def test_a_wrong_gradient_is_wrong_at_a_corner_too():
    theta = dead_theta()
    gradient = DEAD.gradient(theta, X, Y)
    DEAD.unpack(gradient)[1][1][0, 0] += 1e-11
    report = check_gradient(DEAD, theta, X, Y, gradient)
    assert [block.name for block in report.blocks if not block.passed] == ["b_2"]
    assert "WRONG at b_2[0, 0]: gradient " in str(report)
    assert report.blocks[3].corners == ()


def test_a_corner_that_changes_nothing_is_not_reported():
    theta = dead_theta()
    DEAD.unpack(theta)[2][0][0, 0] = 0
    assert not any(block.corners for block in assert_right(DEAD, theta, X, Y).blocks)


@pytest.mark.parametrize(("name", "j"), [("W_1", 0), ("b_2", 9)])
def test_a_wrong_central_difference_without_a_corner_does_not_pass(monkeypatch, name, j):
    """b_2[1, 0] and W_1[0, 0] have no corner, though b_2[0, 0] has."""
    right = gradient_check.central_difference

    def off(cost, theta, step):
        return right(cost, theta, step) + 1e-3 * (np.arange(13) == j)

    monkeypatch.setattr(gradient_check, "central_difference", off)
    report = check_gradient(DEAD, dead_theta(1e-7), X, Y)
    assert [block.name for block in report.blocks if not block.passed] == [name]


def test_rounding_may_decide_on_which_side_of_a_corner_a_sum_is():
    """0.1 + 0.1 + 0.1 - 0.3 is 5.6e-17 in one order, 2.8e-17 in another and 0 on paper: both slopes are right."""
    network = Network((3, 1, 1), ("relu",))
    theta = np.array([0.1, 0.1, 0.1, -0.3, 1.0, 0.5])
    for side in (0, 1):
        gradient = np.array([*[side] * 4, 0, 1]) * (1 / (1 + np.exp(-0.5)))
        assert check_gradient(network, theta, np.ones((3, 1)), np.array([[0]]), gradient).passed


def test_an_input_that_is_always_0_has_slopes_of_exactly_0(deep_network):
    """Nothing is added up for them, so no error can be put down to rounding."""
    network, theta, X, Y = deep_network
    X = X * [[1], [0], [1], [1]]
    assert_right(network, theta, X, Y)
    gradient = network.gradient(theta, X, Y)
    assert gradient[1] == 0
    for wrong in (1e-300, np.nan):
        gradient[1] = wrong
        assert check_gradient(network, theta, X, Y, gradient).blocks[0].complex_error == np.inf


def test_float32_is_checked_in_float64():
    assert_right(Network((1, 1)), np.array([1, 0], dtype=np.float32), [[1.0, 2.0]], [[1, 0]])


def test_steps_are_never_too_short_to_move_a_weight():
    """Relus in a row, each a thousand times its input: a reach of 1e13, and steps of 1e-18 beside weights of 1e3."""
    network = Network((1, 1, 1, 1, 1), ("relu",) * 3)
    theta = np.array([1e3, 0, 1e3, 0, 1e3, 0, 1e3, -1e12])
    assert_right(network, theta, np.array([[1.0, 10.0]]), np.array([[0, 1]]))
