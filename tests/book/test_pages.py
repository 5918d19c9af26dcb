"""The numbers that stand on the pages of the book and in docs/answers.md. Read after the page that each test names."""

import math

import numpy as np
import pytest

from massshuffle import data, mass, numerical_gradient
from massshuffle.activations import ACTIVATIONS, sigmoid, sigmoid_derivative, tanh_derivative
from massshuffle.cost import binary_cross_entropy, binary_cross_entropy_gradient
from massshuffle.experiments.planted_bugs import BUGS
from massshuffle.gradient_check import __doc__ as CHECK_PAGE
from massshuffle.gradient_check import check_gradient
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam, AdamW, GradientDescent, Momentum
from massshuffle.training import train

RATE = 0.1


def test_data_py():
    dataset = data.linear_boundary()
    assert dataset.X_train.shape == (15, 800)
    x1, x2 = 0.0, 3.0
    assert [x1 >= boundary.curve(x2) for boundary in (data.LINE, data.TILTED_LINE)] == [True, False]


def test_activations_py():
    z = math.log(3)
    assert (sigmoid(z), sigmoid_derivative(z)) == pytest.approx((3 / 4, 3 / 16))
    assert sigmoid(z + 0.01) - sigmoid(z) == pytest.approx(0.0019, abs=5e-5)
    assert (sigmoid_derivative(0.0), tanh_derivative(0.0)) == (1 / 4, 1)


def test_cost_py():
    def logit(p):
        return np.array([[math.log(p / (1 - p))]])

    costs = [binary_cross_entropy(logit(p), np.ones((1, 1))) for p in (0.9, 0.1, 0.75, 0.5)]
    assert [round(cost, 3) for cost in costs] == [0.105, 2.303, 0.288, 0.693]
    assert binary_cross_entropy_gradient(logit(0.75), np.ones((1, 1))).item() == pytest.approx(-1 / 4)


def test_network_py():
    network = Network((2, 3, 1), ("tanh",))
    assert (network.n_parameters, network.parameter_names[2], Network((15, 1)).n_parameters) == (13, "W_1[1, 0]", 16)
    large = Network((15, 4, 1), ("tanh",))
    assert (large.n_parameters, large.parameter_names[60]) == (69, "b_1[0, 0]")


def test_initializers_py():
    bounds = [math.sqrt(6 / n) for n in (16, 150)]
    assert [round(a, 3) for a in bounds] == [0.612, 0.2]
    drawn = [xavier_uniform(Network((n, 1)), 0)[:n] for n in (15,)]
    assert np.abs(drawn[0]).max() <= bounds[0]


def test_twins_stay_twins():
    network, rng = Network((3, 2, 1), ("tanh",)), np.random.default_rng(0)
    theta = network.pack([(np.full((2, 3), 0.5), np.zeros((2, 1))), (np.full((1, 2), 0.3), np.zeros((1, 1)))])
    X, Y = rng.standard_normal((3, 20)), rng.integers(0, 2, (1, 20))
    [(W_1, _), _] = network.unpack(train(network, theta, X, Y, Adam(0.01), 1000).theta)
    assert W_1[0].tolist() == W_1[1].tolist()


def test_numerical_gradient_py():
    one, cube = np.ones(1), (lambda x: (x**3).sum())
    formulas = (
        numerical_gradient.forward_difference,
        numerical_gradient.central_difference,
        numerical_gradient.complex_step,
    )
    assert [formula(cube, one, 0.1).item() for formula in formulas] == pytest.approx([3.31, 3.01, 2.99])
    assert numerical_gradient.central_difference(lambda x: (x**2).sum(), 7 * one, 3.0).item() == pytest.approx(14)
    assert numerical_gradient.central_difference(cube, one, 1e-20).item() == 0


def test_gradient_check_py():
    network, rng = Network((2, 3, 1), ("tanh",)), np.random.default_rng(0)
    theta, X, Y = xavier_uniform(network, 0), rng.standard_normal((2, 4)), np.array([[1, 0, 1, 1]])
    [wrong] = BUGS["bias-mean"].wrong_gradients(network, theta, X, Y)
    head, ok, line, *_ = str(check_gradient(network, theta, X, Y, wrong)).splitlines()
    assert head in CHECK_PAGE
    assert ok.split()[0] == "W_1"
    assert ok.endswith("  ok")
    assert line[: line.index("complex")] in CHECK_PAGE


def test_a_function_that_takes_no_complex_numbers_is_not_confirmed(monkeypatch, rng):
    """Softsign z / (1 + |z|): right for real numbers, and abs makes the complex step wrong."""
    softsign = (lambda z: z / (1 + np.abs(z)), lambda z: 1 / (1 + np.abs(z)) ** 2)
    monkeypatch.setitem(ACTIVATIONS, "softsign", softsign)
    network = Network((2, 3, 1), ("softsign",))
    X, Y = rng.standard_normal((2, 5)), rng.integers(0, 2, (1, 5))
    report = check_gradient(network, xavier_uniform(network, 1), X, Y)
    assert not report.passed
    line = next(str(block) for block in report.blocks if not block.passed)
    assert "not confirmed by the complex step at W_1[" in line
    assert line.endswith("does the function take complex numbers (no abs, no float)?")
    wrong = check_gradient(network, xavier_uniform(network, 1), X, Y, np.zeros(network.n_parameters))
    assert "WRONG at" in str(wrong)


def path(optimizer, gradient=2.0, steps=3):
    theta, thetas = np.zeros(1), []
    for _ in range(steps):
        theta = optimizer.step(theta, np.array([gradient]))
        thetas.append(theta.item())
    return thetas


def test_optimizers_py():
    assert path(GradientDescent(RATE)) == pytest.approx([-0.2, -0.4, -0.6])
    assert path(Momentum(RATE)) == pytest.approx([-0.2, -0.58, -1.122])
    adam = Adam(RATE)
    assert path(adam, steps=1) == pytest.approx([-RATE], rel=1e-6)
    assert (adam.m.item(), adam.v.item()) == pytest.approx((0.1 * 2, 0.001 * 4))
    assert math.sqrt(1 - 0.999) / (1 - 0.9) == pytest.approx(0.316, abs=5e-4)
    for gradient, sign in ((0.002, -1), (1000.0, -1), (-0.001, 1)):
        assert path(Adam(RATE), gradient, 1) == pytest.approx([sign * RATE], rel=1e-3)
    assert path(AdamW(RATE, weight_decay=0.1), 1.0, 2000)[-1] == pytest.approx(-10, rel=1e-3)


def test_training_py():
    class Counting(GradientDescent):
        steps = 0

        def step(self, theta, gradient):
            self.steps += 1
            self.gradient = gradient
            return theta

    def run(n_samples, epochs, theta=(0.0, 0.0), **options):
        optimizer, X = Counting(1), np.zeros((1, n_samples))
        history = train(
            Network((1, 1)), np.array(theta), X, np.arange(n_samples).reshape(1, -1) % 2, optimizer, epochs, **options
        )
        return optimizer, history

    assert run(4, 100)[1].iterations.tolist() == [0, 40, 80, 100]
    assert run(800, 1, batch_size=100)[0].steps == 8
    assert run(320, 5, batch_size=100)[0].steps == 20
    penalties = [run(2, 1, (-0.5, 0.0), **{name: 0.001})[0].gradient[0] for name in ("l1", "l2")]
    assert penalties == pytest.approx([-0.001, -0.0005])


def test_history_py(notebook_runs):
    history = notebook_runs["linear"].history
    assert history.weights(1).shape == (751, 1, 15)
    assert history.weights(1)[:, 0, 0].tolist() == history.thetas[:, 0].tolist()


def test_mass_py():
    three, two = (mass.shares(np.array([[weights]], dtype=float)) for weights in ((1, -2, 1), (3, -3, 0)))
    assert three.tolist() == [[0.25, 0.5, 0.25]]
    assert mass.effective_number(three).item() == pytest.approx(2.67, abs=5e-3)
    assert mass.effective_number(two).item() == 2
