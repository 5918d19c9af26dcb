"""Every activation against closed forms, and its slope against the complex step.

Read it after activations.py.
"""

import math
from decimal import Decimal

import numpy as np
import pytest

from massshuffle.activations import ACTIVATIONS, relu, relu_derivative, sigmoid, softplus
from massshuffle.backpropagation import backward, forward
from massshuffle.numerical_gradient import complex_step


def test_sigmoid_against_the_closed_form_to_28_digits():
    z = np.linspace(-45, 45, 901)
    for x, ours in zip(z, sigmoid(z)):
        exact = 1 / (1 + (-Decimal(float(x))).exp())
        assert abs(Decimal(float(ours)) - exact) <= Decimal("1.2e-16")


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_no_warning_and_no_nan_far_out(name):
    g, slope = ACTIVATIONS[name]
    z = np.array([-1e9, -710.0, -38.0, 0.0, 38.0, 710.0, 1e9])
    assert np.isfinite(g(z)).all()
    assert np.isfinite(slope(z)).all()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slope_is_the_derivative_of_the_curve(name, rng):
    g, slope = ACTIVATIONS[name]
    z = rng.standard_normal(200) * 3
    measured = complex_step(lambda x: g(x).sum(), z)
    np.testing.assert_allclose(slope(z), measured, rtol=1e-13, atol=1e-15)


def test_relu_by_hand():
    z = np.array([-2.0, 0.0, 3.0])
    assert relu(z).tolist() == [0, 0, 3]
    assert relu_derivative(z).tolist() == [0, 0, 1]


def test_softplus_to_the_last_digits():
    z = np.linspace(-700, 700, 1401)
    exact = [math.log1p(math.exp(x)) if x < 0 else x + math.log1p(math.exp(-x)) for x in z]
    np.testing.assert_allclose(softplus(z), exact, rtol=3e-16)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_float32_stays_float32(name):
    z = np.linspace(-2, 2, 5, dtype=np.float32)
    assert [f(z).dtype for f in ACTIVATIONS[name]] == [np.float32, np.float32]
    assert softplus(z).dtype == np.float32


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_nan_stays_nan(name):
    """A broken number that came out as 0 would look like a confident answer."""
    g, _ = ACTIVATIONS[name]
    assert np.isnan(g(np.array([-1.0, np.nan, 1.0]))).tolist() == [False, True, False]
    layers = [(np.array([[np.nan]]), np.zeros((1, 1))), (np.ones((1, 1)), np.zeros((1, 1)))]
    Z, A = forward(layers, [ACTIVATIONS[name]], np.ones((1, 1)))
    for dW, db in backward(layers, [ACTIVATIONS[name]], Z, A, np.ones((1, 1))):
        assert np.isnan([dW, db]).all(), "whatever the slope at NaN is"
