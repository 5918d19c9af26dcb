"""Every gradient, every coordinate, at the start and after training steps; and the check itself, on wrong ones."""

import numpy as np
import pytest

from massshuffle import backpropagation, gradient_check
from massshuffle.activations import ACTIVATIONS
from massshuffle.gradient_check import central_difference, check_gradient, complex_step
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train


def random_case(seed):
    """A network of 1 to 4 layers with any activations, 1 to 50 samples, and parameters before and after training."""
    rng = np.random.default_rng(seed)
    n_layers = 1 + seed % 4
    sizes = (*rng.integers(1, 8, n_layers), 1)
    network = Network(sizes, rng.choice(list(ACTIVATIONS), n_layers - 1))
    N = (1, 50, *rng.integers(2, 50, 2))[seed % 4 - seed // 4 % 4]
    X = rng.standard_normal((sizes[0], N))
    Y = rng.integers(0, 2, (1, N))
    start = xavier_uniform(network, rng) + 0.1 * rng.standard_normal(network.n_parameters)
    trained = train(network, start, X, Y, Adam(0.05), epochs=7).theta
    return network, X, Y, start, trained


@pytest.mark.parametrize("seed", range(40))
def test_every_gradient(seed):
    network, X, Y, start, trained = random_case(seed)
    for theta in (start, trained):
        report = check_gradient(network, theta, X, Y)
        assert report.passed, f"{network}\n{report}"
        assert [block.name for block in report.blocks] == list(network.block_names)


def test_the_cases_cover_what_they_should():
    cases = [random_case(seed) for seed in range(40)]
    assert {network.n_layers for network, *_ in cases} == {1, 2, 3, 4}
    hidden = {name for network, *_ in cases for name in network.activations}
    assert hidden == set(ACTIVATIONS)
    assert {1, 50} <= {X.shape[1] for _, X, *_ in cases}
    assert any(X.shape[1] == 1 and network.n_layers == 4 for network, X, *_ in cases)


def hidden_case():
    network = Network((4, 3, 3, 1), ("tanh", "sigmoid"))
    rng = np.random.default_rng(5)
    return (network, xavier_uniform(network, rng), rng.standard_normal((4, 9)), rng.integers(0, 2, (1, 9)))


def assert_caught(blocks):
    report = check_gradient(*hidden_case())
    assert not report.passed
    assert {block.name for block in report.blocks if not block.passed} == set(blocks)
    assert str(report).count("WRONG at") == len(blocks)


ALL = ("W_1", "b_1", "W_2", "b_2", "W_3", "b_3")


def test_a_derivative_off_by_a_thousandth_is_caught(monkeypatch):
    g, slope = ACTIVATIONS["tanh"]
    monkeypatch.setitem(ACTIVATIONS, "tanh", (g, lambda z: 1.001 * slope(z)))
    assert_caught(("W_1", "b_1"))


def test_a_forgotten_mean_is_caught(monkeypatch):
    right = backpropagation.binary_cross_entropy_gradient
    monkeypatch.setattr(backpropagation, "binary_cross_entropy_gradient", lambda z, y: right(z, y) * z.size)
    assert_caught(ALL)


def replace_backward(monkeypatch, change):
    """Let the network's backward pass return changed blocks."""
    right = backpropagation.backward
    monkeypatch.setattr("massshuffle.network.backward", lambda *arguments: change(right(*arguments)))


def test_a_dropped_bias_is_caught(monkeypatch):
    replace_backward(monkeypatch, lambda blocks: [(dW, 0 * db) for dW, db in blocks])
    assert_caught(("b_1", "b_2", "b_3"))


def test_a_transposed_block_is_caught(monkeypatch):
    replace_backward(monkeypatch, lambda blocks: [(dW.T.reshape(dW.shape), db) for dW, db in blocks])
    assert_caught(("W_1", "W_2"))


def test_a_missing_transpose_on_the_way_back_is_caught(monkeypatch):
    """dA = W dZ in place of W^T dZ, possible where W is square."""

    class Twisted(np.ndarray):
        @property
        def T(self):
            return self

    def twisted(blocks, *others):
        W_2, b_2 = blocks[1]
        return right([blocks[0], (W_2.view(Twisted), b_2), blocks[2]], *others)

    right = backpropagation.backward
    monkeypatch.setattr("massshuffle.network.backward", twisted)
    assert_caught(("W_1", "b_1"))


def test_the_report_names_block_place_and_values(monkeypatch):
    replace_backward(monkeypatch, lambda blocks: [(dW, 0 * db) for dW, db in blocks])
    lines = str(check_gradient(*hidden_case())).splitlines()
    assert lines[0].split() == ["block", "central", "difference", "complex", "step", "verdict"]
    assert lines[1].endswith("ok")
    assert "WRONG at b_3[0, 0]: gradient -0, central " in lines[6]


def test_both_measurements_on_a_function_with_known_slopes():
    theta = np.array([0.3, -1.2, 2.0])

    def f(x):
        return np.exp(x[0]) * x[1] + np.sin(x[2])

    exact = [np.exp(0.3) * -1.2, np.exp(0.3), np.cos(2.0)]
    np.testing.assert_allclose(complex_step(f, theta), exact, rtol=1e-15)
    np.testing.assert_allclose(central_difference(f, theta), exact, rtol=1e-9)
    assert theta.tolist() == [0.3, -1.2, 2.0]


def test_central_difference_has_an_error_of_second_order():
    """The error of x^3 at 1 is exactly h^2."""
    for h in (0.1, 0.01):
        [slope] = central_difference(lambda x: x[0] ** 3, np.ones(1), step=h)
        assert slope - 3 == pytest.approx(h**2, rel=1e-9)


def test_a_gradient_of_zeros_passes():
    """A relu network that is dead gives every sample the same logit."""
    network = Network((2, 3, 1), ("relu",))
    theta = network.pack([(np.ones((3, 2)), -100 * np.ones((3, 1))), (np.ones((1, 3)), np.zeros((1, 1)))])
    report = check_gradient(network, theta, np.eye(2), np.array([[0, 1]]))
    assert report.passed, str(report)


@pytest.mark.parametrize("scale", [0.1, 1e3])
def test_errors_are_relative_to_the_block(monkeypatch, scale):
    """Slopes larger or smaller than 1, wrong by a thousandth: an error of 1e-3."""
    replace_backward(monkeypatch, lambda blocks: [(1.001 * dW, db) for dW, db in blocks])
    network = Network((2, 1))
    X = scale * np.array([[1.0, -2.0, 0.5], [0.3, 1.0, -1.0]])
    report = check_gradient(network, np.array([0.1, 0.2, 0.3]) / scale, X, np.array([[1, 0, 1]]))
    W, b = report.blocks
    assert W.complex_error == pytest.approx(1e-3, rel=1e-6)
    assert W.central_error == pytest.approx(1e-3, rel=1e-3)
    assert b.passed
    assert W.worst.startswith(("W_1[0, 0]: gradient", "W_1[0, 1]: gradient"))


def test_the_worst_place_is_row_and_column(monkeypatch):
    def change(blocks):
        dW, db = blocks[0]
        dW = dW.copy()
        dW[2, 1] += 1
        return [(dW, db), *blocks[1:]]

    replace_backward(monkeypatch, change)
    report = check_gradient(*hidden_case())
    assert report.blocks[0].worst.startswith("W_1[2, 1]: ")


@pytest.mark.parametrize("measurement", ["central_difference", "complex_step"])
def test_one_measurement_that_disagrees_is_enough(monkeypatch, measurement):
    network, theta, X, Y = hidden_case()
    measure = getattr(gradient_check, measurement)

    def disagree(cost, theta):
        slopes = measure(cost, theta)
        network.unpack(slopes)[0][0][2, 1] += 1e-3
        return slopes

    monkeypatch.setattr(gradient_check, measurement, disagree)
    first, *others = check_gradient(network, theta, X, Y).blocks
    assert not first.passed
    assert first.worst.startswith("W_1[2, 1]: ")
    assert all(block.passed for block in others)


def test_a_slope_below_the_rounding_of_the_cost_passes():
    """Far out the cost is large and hardly changes with the hidden weights."""
    network = Network((1, 1, 1), ("sigmoid",))
    theta = np.array([0.5, -5.0, 1.0, 1e4])
    report = check_gradient(network, theta, np.array([[1.0, 2.0]]), np.array([[0, 0]]))
    assert report.passed, str(report)


def test_integers_are_checked_in_float64():
    network = Network((1, 1))
    report = check_gradient(network, np.array([1, 0], dtype=np.float32), [[1.0, 2.0]], [[1, 0]])
    assert report.passed, str(report)
