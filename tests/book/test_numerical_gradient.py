"""Forward difference, central difference and complex step on functions with known slopes, and their errors by step.

Read it after numerical_gradient.py.
"""

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.numerical_gradient import central_difference, complex_step, errors_by_step, forward_difference

THETA = np.array([0.3, -1.2, 2.0])
EXACT = np.array([np.exp(0.3) * -1.2, np.exp(0.3), np.cos(2.0)])


FORMULAS = [forward_difference, central_difference, complex_step]
every_formula = pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.__name__)


def f(x):
    return np.exp(x[0]) * x[1] + np.sin(x[2])


def test_all_three_formulas_find_known_slopes():
    theta = THETA.copy()
    np.testing.assert_allclose(complex_step(f, theta), EXACT, rtol=1e-15)
    np.testing.assert_allclose(central_difference(f, theta), EXACT, rtol=1e-9)
    np.testing.assert_allclose(forward_difference(f, theta, 1e-8), EXACT, rtol=1e-7)
    assert theta.tolist() == THETA.tolist()


@pytest.mark.parametrize("h", [0.1, 0.01])
def test_the_errors_of_the_formulas(h):
    """Of x^3 at 1: 3 h + h^2 forward, h^2 central, and -h^2 for the complex step."""
    theta = np.ones(1)
    errors = [formula(lambda x: x[0] ** 3, theta, h)[0] - 3 for formula in FORMULAS]
    assert errors == pytest.approx([3 * h + h**2, h**2, -(h**2)], rel=1e-9)


def test_a_step_for_each_coordinate():
    h = np.array([0.1, 0.2])
    cubes = central_difference(lambda x: (x**3).sum(), np.ones(2), h)
    np.testing.assert_allclose(cubes - 3, h**2, rtol=1e-9)


def test_the_step_is_as_long_as_it_turned_out():
    """8 has neighbours 1.8e-15 away, so 8 + 1e-14 is not what it says. The slope of x is 1 all the same."""
    assert central_difference(lambda x: x[0], np.array([8.0]), 1e-14).tolist() == [1]
    assert central_difference(lambda x: x[0], np.array([8.0]), 1e-16).tolist() == [0], "nothing moves"


def test_integers_and_matrices_will_do():
    theta = np.array([[1, 2], [3, 4]])
    for formula in (central_difference, complex_step):
        np.testing.assert_allclose(formula(lambda W: (W * W).sum(), theta), 2 * theta, rtol=1e-9)


@every_formula
def test_float32_is_measured_in_float64(formula):
    found = formula(f, THETA.astype(np.float32), np.float32(1e-5))
    assert found.tolist() == formula(f, THETA.astype(np.float32).astype(float), float(np.float32(1e-5))).tolist()


def test_errors_by_step_are_the_largest_over_the_largest_slope():
    """The sum of x^3 at 1 and 2: slopes 3 and 12. Forward 3 x h + h^2, worst at 2; the others h^2 at both."""
    steps, theta = np.array([0.1, 0.01]), np.array([1, 2])
    errors = errors_by_step(lambda x: (x**3).sum(), 3 * theta**2, theta, steps)
    assert list(errors) == ["forward difference", "central difference", "complex step"]
    np.testing.assert_allclose(errors["forward difference"], (6 * steps + steps**2) / 12, rtol=1e-9)
    np.testing.assert_allclose(errors["central difference"], steps**2 / 12, rtol=1e-9)
    np.testing.assert_allclose(errors["complex step"], steps**2 / 12, rtol=1e-9)


def test_two_curves_are_a_v_and_the_third_falls_to_the_floor():
    steps = 10.0 ** -np.arange(1, 31)
    forward, central, complex_ = errors_by_step(f, EXACT, THETA, steps).values()
    assert (forward.argmin(), central.argmin()) == (7, 4), "at 1e-8 and at 1e-5"
    assert forward.min() < 1e-7
    assert central.min() < 1e-10
    assert forward[-1] == central[-1] == 1, "nothing moves, and all of the gradient is missing"
    assert complex_[steps < 1e-8].max() < 1e-15


def test_an_error_of_the_gradient_stays_whatever_the_step():
    forward, central, complex_ = errors_by_step(f, EXACT * [1, 1.001, 1], THETA, [1e-7, 1e-8, 1e-9]).values()
    for errors in (forward, central, complex_):
        np.testing.assert_allclose(errors, 0.001 * EXACT[1] / np.abs(EXACT).max(), rtol=1e-3)


def test_errors_of_a_gradient_of_zeros_are_absolute():
    errors = errors_by_step(lambda x: 5 * x[0], np.zeros(1), np.zeros(1), [1e-3])
    assert [error.tolist() for error in errors.values()] == [[5], [5], [5]]


def refuses(x):
    if np.iscomplexobj(x):
        raise RuntimeError("expected Double but found ComplexDouble")
    return f(x)


@pytest.mark.parametrize("real", [refuses, lambda x: f(np.real(x)), lambda x: float(f(x))])
def test_a_function_of_real_numbers_has_no_complex_curve(real):
    assert list(errors_by_step(real, EXACT, THETA, [1e-5])) == ["forward difference", "central difference"]


def test_a_fault_of_f_itself_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        errors_by_step(lambda x: 1 / 0, EXACT, THETA, [1e-5])


def test_errors_by_step_refuses_a_step_of_0():
    with pytest.raises(BadInput, match="^step must be above 0, got 0$"):
        errors_by_step(f, EXACT, THETA, [1e-5, 0])


@every_formula
def test_one_number_in_an_array_is_the_number(formula):
    """Every dot product of a row and a column comes as (1, 1)."""
    found = formula(lambda x: f(x) * np.ones((1, 1)), THETA, 1e-5)
    assert found.tolist() == formula(f, THETA, 1e-5).tolist()


@every_formula
@pytest.mark.parametrize(("value", "got"), [(np.ones(2), r"an array of shape \(2,\)"), ("1", "'1'")])
def test_more_or_less_than_one_number_is_refused(formula, value, got):
    with pytest.raises(BadInput, match=rf"^f\(theta\) must be one number, got {got}$"):
        formula(lambda x: value, THETA, 1e-5)


def test_a_complex_cost_of_real_numbers_is_refused():
    with pytest.raises(BadInput, match=r"^f\(theta\) must be real for a real theta, got "):
        central_difference(lambda x: f(x) + 1j, THETA)
