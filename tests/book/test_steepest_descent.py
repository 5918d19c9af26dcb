"""Steepest descent by three norms: by hand, and that no other step of that length goes down more.

Read it after steepest_descent.py.
"""

import numpy as np
import pytest

from massshuffle.optimizers import Adam
from massshuffle.steepest_descent import STEEPEST, SteepestDescent

ORDERS = {"L1": 1, "L2": 2, "Linf": np.inf}
DUALS = {"L1": np.inf, "L2": 2, "Linf": 1}
every_norm = pytest.mark.parametrize("norm", STEEPEST)


def step(norm, gradient):
    return SteepestDescent(norm, 1.0).step(np.zeros(np.shape(gradient)), np.array(gradient))


def test_a_step_by_each_norm_by_hand():
    gradient = [3.0, 0.0, -4.0]
    assert step("Linf", gradient).tolist() == [-1, 0, 1]
    assert step("L1", gradient).tolist() == [0, 0, 1]
    np.testing.assert_allclose(step("L2", gradient), [-0.6, 0, 0.8], rtol=1e-15)
    assert step("L1", [-2.0, 2.0, 1.0]).tolist() == [1, 0, 0], "of two as large the first"


@every_norm
def test_a_step_is_as_long_as_it_says(norm, rng):
    """2 / sqrt(t) at the t-th step, whatever the gradient."""
    optimizer, theta = SteepestDescent(norm, 2.0, decay=0.5), rng.standard_normal(6)
    for t in range(1, 5):
        after = optimizer.step(theta, 10.0**t * rng.standard_normal(6))
        np.testing.assert_allclose(np.linalg.norm(after - theta, ORDERS[norm]), 2 / t**0.5, rtol=1e-13)
        assert after.dtype == float, "no root of a negative t"
        theta = after


@every_norm
def test_no_vector_of_that_length_goes_down_more(norm, rng):
    gradient = rng.standard_normal(3)
    ours = step(norm, gradient)
    drawn = rng.standard_normal((10_000, 3))
    drawn /= np.linalg.norm(drawn, ORDERS[norm], axis=1, keepdims=True)
    falls = drawn @ gradient
    assert ours @ gradient <= falls.min()
    assert falls.min() < 0.95 * (ours @ gradient), "some come near"
    np.testing.assert_allclose(ours @ gradient, -np.linalg.norm(gradient, DUALS[norm]), rtol=1e-15)


@every_norm
def test_a_gradient_of_0_is_no_step(norm):
    theta = np.array([[1.0, 2.0], [1.0, 2.0]])
    after = SteepestDescent(norm, 1.0).step(theta, np.array([[0.0, 0.0], [0.0, 5.0]]))
    assert after.tolist() == [[1, 2], [1, 1]]


@every_norm
@pytest.mark.parametrize("size", [1e-310, 1e-200, 1e200, 1e300])
def test_the_size_of_the_gradient_changes_no_step(norm, size):
    gradient = np.array([1.0, -2.0, 4.0])
    np.testing.assert_allclose(step(norm, size * gradient), step(norm, gradient), rtol=1e-12)


def test_adam_steps_as_sign_descent_does_while_the_gradient_is_steady(rng):
    gradient = np.array([3.0, -1e-3, 1e-5])
    adam, signs = Adam(0.1), SteepestDescent("Linf", 0.1)
    theta = other = np.zeros(3)
    for _ in range(20):
        theta, other = adam.step(theta, gradient), signs.step(other, gradient)
    np.testing.assert_allclose(theta, other, rtol=0.02)
