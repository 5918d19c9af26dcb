"""Every gradient, every coordinate, at the start and after training steps; and the check itself, on wrong ones."""

import re

import numpy as np
import pytest

from massshuffle import activations, gradient_check, layout
from massshuffle.activations import ACTIVATIONS
from massshuffle.gradient_check import check_gradient
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.rounding import sizes
from massshuffle.training import train


def random_case(seed):
    """A network of 1 to 4 layers with any activations, 1 to 50 samples, and parameters before and after training."""
    rng = np.random.default_rng(seed)
    n_layers = 1 + seed % 4
    layers = (*rng.integers(1, 8, n_layers), 1)
    network = Network(layers, rng.choice(list(layout.ACTIVATIONS), n_layers - 1))
    N = (1, 50, *rng.integers(2, 50, 2))[seed % 4 - seed // 4 % 4]
    X = rng.standard_normal((layers[0], N))
    Y = rng.integers(0, 2, (1, N))
    start = xavier_uniform(network, rng) + 0.1 * rng.standard_normal(network.n_parameters)
    trained = train(network, start, X, Y, Adam(0.05), epochs=7).theta
    return network, X, Y, start, trained


def assert_right(network, theta, X, Y):
    report = check_gradient(network, theta, X, Y)
    assert report.passed, f"{network}\n{report}"
    assert [block.name for block in report.blocks] == list(network.block_names)
    return report


@pytest.mark.parametrize("seed", range(40))
def test_every_gradient(seed):
    network, X, Y, start, trained = random_case(seed)
    for theta in (start, trained):
        assert_right(network, theta, X, Y)


def test_the_cases_cover_what_they_should():
    cases = [random_case(seed) for seed in range(40)]
    assert {network.n_layers for network, *_ in cases} == {1, 2, 3, 4}
    hidden = {name for network, *_ in cases for name in network.activations}
    assert hidden == set(ACTIVATIONS)
    assert {1, 50} <= {X.shape[1] for _, X, *_ in cases}
    assert any(X.shape[1] == 1 and network.n_layers == 4 for network, X, *_ in cases)


NEW = {
    "softplus": (activations.softplus, activations.sigmoid),
    "cubic": (lambda z: z**3, lambda z: 3 * z**2),
    "leaky relu": (lambda z: np.where(z.real > 0, z, 0.1 * z), lambda z: np.where(z.real > 0, 1, 0.1)),
}


@pytest.mark.parametrize("name", NEW)
def test_a_new_activation_is_two_functions_and_a_line_anywhere_in_the_table(monkeypatch, name):
    monkeypatch.setattr(layout, "ACTIVATIONS", {name: NEW[name], **ACTIVATIONS})
    for seed in range(1, 12):
        network, X, Y, start, trained = random_case(seed)
        if network.n_layers > 1:
            network = Network(network.nodes_per_layer, (name, *network.activations[1:]))
            assert_right(network, start, X, Y)
            assert_right(network, trained, X, Y)


def hidden_case():
    network = Network((4, 3, 3, 1), ("tanh", "sigmoid"))
    rng = np.random.default_rng(5)
    return (network, xavier_uniform(network, rng), rng.standard_normal((4, 9)), rng.integers(0, 2, (1, 9)))


def test_a_gradient_of_ones_own():
    network, theta, X, Y = hidden_case()
    right = network.gradient(theta, X, Y)
    assert str(check_gradient(network, theta, X, Y, right)) == str(check_gradient(network, theta, X, Y))
    assert not check_gradient(network, theta, X, Y, 1.00001 * right).passed
    assert not check_gradient(network, theta, X, Y, np.full(31, np.nan)).passed


@pytest.mark.parametrize(("gradient", "got"), [(np.zeros((31, 1)), r"\(31, 1\)"), ([(1, 2), (3,)], "list")])
def test_other_shapes_are_refused(gradient, got):
    said = rf"^gradient must be an array of shape \(31,\), got {got}; network.pack makes one of blocks$"
    with pytest.raises(ValueError, match=said):
        check_gradient(*hidden_case(), gradient)


def test_a_backward_pass_whose_blocks_have_other_shapes_is_refused(monkeypatch):
    from massshuffle.backpropagation import backward

    flat = lambda *state: [(dW, db[:, 0]) for dW, db in backward(*state)]  # noqa: E731
    monkeypatch.setattr("massshuffle.network.backward", flat)
    with pytest.raises(ValueError, match=r"^blocks must have shapes .*, got \[\(\(3, 4\), \(3,\)\), "):
        check_gradient(*hidden_case())


@pytest.mark.parametrize("times", [0.5, 2])
@pytest.mark.parametrize("j", [0, 14, 30])
def test_how_far_the_gradient_may_be_from_the_complex_step(times, j):
    """1e-13 of what was added up; half of that passes, twice that does not."""
    network, theta, X, Y = hidden_case()
    gradient = network.gradient(theta, X, Y)
    gradient[j] += times * 1e-13 * sizes(network, theta, X).slopes[j]
    assert check_gradient(network, theta, X, Y, gradient).passed == (times < 1)


@pytest.mark.parametrize("times", [0.5, 2])
@pytest.mark.parametrize("j", [0, 14, 30])
def test_how_far_the_central_difference_may_be_from_both(monkeypatch, times, j):
    """1e-9 of the size of the cost times the reach."""
    network, theta, X, Y = hidden_case()
    size = sizes(network, theta, X)
    right = gradient_check.central_difference

    def off(cost, theta, step):
        assert step.tolist() == (1e-5 / size.reach).tolist()
        return right(cost, theta, step) + times * 1e-9 * size.cost * size.reach * (np.arange(31) == j)

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
def test_a_corner_is_named_with_its_sample_and_lets_the_right_gradient_pass(b_2):
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


def test_a_corner_that_changes_nothing_is_not_spoken_of():
    theta = dead_theta()
    DEAD.unpack(theta)[2][0][0, 0] = 0
    assert not any(block.corners for block in assert_right(DEAD, theta, X, Y).blocks)


def test_a_central_difference_that_is_off_where_there_is_no_corner_is_not_let_pass(monkeypatch):
    """b_2[1, 0] and W_1[0, 0] have none, though b_2[0, 0] has."""
    right = gradient_check.central_difference
    for name, j in (("W_1", 0), ("b_2", 9)):
        off = lambda cost, theta, step, j=j: right(cost, theta, step) + 1e-3 * (np.arange(13) == j)  # noqa: E731
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


def test_a_cost_of_0_and_a_dead_network_have_gradients_of_0():
    network = Network((2, 3, 1), ("relu",))
    for b in (1e3, -1e3):
        theta = network.pack([(np.ones((3, 2)), np.full((3, 1), b)), (np.ones((1, 3)), np.array([[100.0]]))])
        report = assert_right(network, theta, np.eye(2), np.array([[1, 1]]))
        assert [block.complex_error for block in report.blocks] == [0] * 4


def test_an_input_that_is_always_0_has_slopes_of_exactly_0():
    """Nothing is added up for them, so no error can be put down to rounding."""
    network, theta, X, Y = hidden_case()
    X = X * [[1], [0], [1], [1]]
    assert_right(network, theta, X, Y)
    gradient = network.gradient(theta, X, Y)
    assert gradient[1] == 0
    for wrong in (1e-300, np.nan):
        gradient[1] = wrong
        assert check_gradient(network, theta, X, Y, gradient).blocks[0].complex_error == np.inf


def test_steps_that_would_be_too_short_to_move_a_weight():
    """Relus in a row, each a thousand times its input: a reach of 1e13, and steps of 1e-18 beside weights of 1e3."""
    network = Network((1, 1, 1, 1, 1), ("relu",) * 3)
    theta = np.array([1e3, 0, 1e3, 0, 1e3, 0, 1e3, -1e12])
    assert_right(network, theta, np.array([[1.0, 10.0]]), np.array([[0, 1]]))


def test_integers_are_checked_in_float64():
    assert_right(Network((1, 1)), np.array([1, 0], dtype=np.float32), [[1.0, 2.0]], [[1, 0]])


def test_all_measurements_have_the_name_that_they_always_had():
    names = "central_difference, check_gradient, complex_step, errors_by_step"
    assert gradient_check.__all__ == re.split(", ", names)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda array: array.astype(np.float16), "must be float32 or float64"),
        (lambda array: array + 0j, "must hold real numbers"),
        (lambda array: np.ma.masked_array(array), "must not be a masked array"),
    ],
)
def test_other_numbers_are_refused_by_name(change, message):
    network, theta, X, Y = Network((1, 1)), np.array([1.0, 0.0]), np.array([[1.0, 2.0]]), np.array([[1, 0]])
    gradient = network.gradient(theta, X, Y)
    with pytest.raises(ValueError, match=f"^theta {message}"):
        check_gradient(network, change(theta), X, Y)
    with pytest.raises(ValueError, match=f"^X {message}"):
        check_gradient(network, theta, change(X), Y)
    with pytest.raises(ValueError, match=f"^gradient {message}"):
        check_gradient(network, theta, X, Y, change(gradient))
    with pytest.raises(ValueError, match="^Y must hold numbers"):
        check_gradient(network, theta, X, None)
