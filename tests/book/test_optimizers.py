"""Gradient descent, momentum and Adam: steps by hand, the paper's algorithm, and what all optimizers have in common.

Read it after optimizers.py.
"""

import math

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.optimizers import OPTIMIZERS, Adam, AdamW, GradientDescent, Momentum


def test_gradient_descent_by_hand():
    assert GradientDescent(0.5).step(np.array([1.0, 2.0]), np.array([2.0, -4.0])).tolist() == [0, 4]


def test_momentum_by_hand():
    """u: 1, 1.5, 1.75 for a gradient of 1 and momentum 0.5."""
    optimizer, theta = Momentum(0.1, momentum=0.5), np.array([0.0])
    path = []
    for _ in range(3):
        theta = optimizer.step(theta, np.array([1.0]))
        path.append(theta[0])
    np.testing.assert_allclose(path, [-0.1, -0.25, -0.425], rtol=1e-15)


def test_adam_three_steps_by_hand():
    """beta1 = 1/2, beta2 = 3/4, learning rate 1, epsilon 1; gradients 2, -2, 4.

    m: 1, -1/2, 7/4          v: 1, 7/4, 85/16
    lr_t: sqrt(1 - 3/4) / (1 - 1/2) = 1;  sqrt(7/16) / (3/4);  sqrt(37/64) / (7/8)
    """
    optimizer, theta = Adam(1.0, beta1=0.5, beta2=0.75, epsilon=1.0), np.array([0.0])
    path = []
    for gradient in (2.0, -2.0, 4.0):
        theta = optimizer.step(theta, np.array([gradient]))
        path.append(theta[0])
    first = -1 * 1 / (math.sqrt(1) + 1)
    second = first - math.sqrt(7 / 16) / (3 / 4) * (-1 / 2) / (math.sqrt(7 / 4) + 1)
    third = second - math.sqrt(37 / 64) / (7 / 8) * (7 / 4) / (math.sqrt(85 / 16) + 1)
    np.testing.assert_allclose(path, [first, second, third], rtol=1e-15)


def test_adam_is_algorithm_1_with_epsilon_hat(rng):
    """epsilon here equals Algorithm 1's epsilon times sqrt(1 - beta2^t)."""
    theta = other = rng.standard_normal(4)
    m = v = np.zeros(4)
    optimizer = Adam(0.1)
    for t in range(1, 6):
        gradient = rng.standard_normal(4) * 1e-7  # small enough for epsilon to matter
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        other = other - 0.1 * m_hat / (np.sqrt(v_hat) + 1e-8 / math.sqrt(1 - 0.999**t))
        theta = optimizer.step(theta, gradient)
        np.testing.assert_allclose(theta, other, rtol=1e-13)


every_optimizer = pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)


@every_optimizer
def test_the_vector_given_is_left_as_it_is(make):
    optimizer, theta, gradient = make(0.1), np.ones(3), np.ones(3)
    first = optimizer.step(theta, gradient)
    second = optimizer.step(first, gradient)
    assert theta.tolist() == gradient.tolist() == [1, 1, 1]
    assert not np.shares_memory(first, second)


@every_optimizer
def test_runs_side_by_side_do_not_feel_each_other(make, rng):
    together, alone = make(0.1), [make(0.1) for _ in range(3)]
    theta = rng.standard_normal((3, 5))
    thetas = list(theta)
    for gradient in rng.standard_normal((4, 3, 5)):
        theta = together.step(theta, gradient)
        thetas = [one.step(*given) for one, *given in zip(alone, thetas, gradient)]
    np.testing.assert_allclose(theta, thetas, rtol=1e-15)


@pytest.mark.parametrize("make", [Adam, Momentum])
def test_the_memory_of_one_network_is_not_given_to_another(make):
    optimizer = make(0.1)
    optimizer.step(np.ones(1), np.ones(1))
    with pytest.raises(BadInput, match=r"^theta must have shape \(1,\), .* got \(5,\): make a new optimizer"):
        optimizer.step(np.ones(5), np.ones(5))


@pytest.mark.parametrize("weight_decay", [0, 0.5])
def test_adamw_decays_theta_besides_adams_step(rng, weight_decay):
    theta, gradients = rng.standard_normal(4), rng.standard_normal((3, 4))
    adam, adamw = Adam(0.1), AdamW(0.1, weight_decay=weight_decay)
    expected = theta
    for gradient in gradients:
        expected = adam.step((1 - 0.1 * weight_decay) * expected, gradient)
        theta = adamw.step(theta, gradient)
    np.testing.assert_allclose(theta, expected, rtol=1e-14)


def test_under_adamw_a_steady_gradient_ends_at_one_over_the_decay():
    """However small the gradient: 1e-4 and 100 both end at -1 / 0.5 and 1 / 0.5."""
    optimizer, theta = AdamW(0.1, weight_decay=0.5), np.zeros(2)
    for _ in range(400):
        theta = optimizer.step(theta, np.array([1e-4, -100.0]))
    np.testing.assert_allclose(theta, [-2, 2], rtol=1e-3)  # epsilon takes 1e-4 of the smaller one


def test_adam_and_adamw_as_they_come_have_a_learning_rate_of_a_thousandth():
    assert (Adam().learning_rate, AdamW().learning_rate, AdamW().weight_decay) == (1e-3, 1e-3, 0.01)


def test_the_tables_adamw_has_a_decay_of_1_at_the_rate_it_names():
    assert OPTIMIZERS["adamw"](1e-3).weight_decay == 1
    assert (OPTIMIZERS["adamw"](1e-3).learning_rate, OPTIMIZERS["adamw"]().learning_rate) == (1e-3, 1e-4)


@every_optimizer
def test_a_gradient_takes_the_precision_of_theta(make):
    for optimizer in (make(0.1), make(0.1)):
        assert optimizer.step(np.ones(3, np.float32), np.ones(3)).dtype == np.float32
        assert optimizer.step(np.ones(3, np.float32), np.ones(3, int)).dtype == np.float32
    with pytest.raises(BadInput, match=r"^gradient must be within \+-3.4e\+38 in float32"):
        make(0.1).step(np.ones(3, np.float32), np.full(3, 1e300))
