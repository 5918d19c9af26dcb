"""Slopes measured without any calculus: move one parameter a little, and see by how much the cost moves.

    forward difference    df/dtheta_j = [f(theta + h e_j) - f(theta)] / h                   + O(h)
    central difference    df/dtheta_j = [f(theta + h e_j) - f(theta - h e_j)] / (2 h)       + O(h^2)
    complex step          df/dtheta_j = Im f(theta + i h e_j) / h                           + O(h^2)

e_j is 1 at coordinate j (from here on an entry of theta, not of a sample) and 0 elsewhere; O(h^2) is an error that
shrinks as h^2. i is the imaginary unit, i^2 = -1, and Im is the part of a number that stands with i. For f(x) = x^3,
whose slope is 3 x^2, the three give 3 x^2 + 3 x h + h^2, then 3 x^2 + h^2, then 3 x^2 - h^2.

How small should h be? scripts/check_gradients.py draws the error against it. A difference needs nothing but f, yet it
subtracts two almost equal numbers, and the smaller h, the fewer of their 16 digits are left. So its curve is a V: the
right arm is the O() of the formula, the left arm rounding, about 1e-16 f / h. For a forward difference they meet where
h = 1e-16 / h: it has its best 8 digits near h = 1e-8. For a central one h^2 = 1e-16 / h: some 10 near 1e-5. The complex
step subtracts nothing: (x + i h)^3 is (x^3 - 3 x h^2) + i (3 x^2 h - h^3), and for any smooth f too the part with i is
h times the slope, up to h^3. (Nor is h lost beside theta: the imaginary part is a number of its own, with 16 digits of
its own.) Its curve goes down to a floor, about 1e-16, and stays there, and h = 1e-20 is as good as any. It needs an f
that is written to accept complex numbers, as our cost is (an abs in it would give a slope of 0 without a word).

Held against a gradient that is wrong, no curve comes down to the floor. An error that stops shrinking far above
rounding, whatever the step and whatever the formula, is the gradient's own.

Source: Squire and Trapp (1998) for the complex step. Tested by tests/book/test_numerical_gradient.py. Next:
rounding.py, how exact a measurement can be.
"""

import numpy as np

from massshuffle import checks


def moved(theta, j, step):
    """A copy of theta whose coordinate j is moved by step."""
    theta = theta.copy()
    theta[j] += step
    return theta


def difference(f, theta, ahead, behind):
    """f(theta + ahead e_j) - f(theta - behind e_j) over the distance between the two, for each coordinate j, (P,)."""
    slopes = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        right, left = moved(theta, j, ahead[j]), moved(theta, j, -behind[j])
        distance = right[j] - left[j]  # as it is after rounding, and 0 for a step below the last digit of theta_j
        if distance:
            slopes[j] = (_number(f(right)) - _number(f(left))) / distance
    return slopes


def forward_difference(f, theta, step):
    """Measure the gradient of f at theta (P,), some 8 digits. step : one number, or one a coordinate. Returns (P,)."""
    theta, step = _checked(theta, step)
    return difference(f, theta, step, 0 * step)


def central_difference(f, theta, step=1e-5):
    """Measure the gradient of f at theta (P,), some 10 digits. step : one number, or one a coordinate."""
    theta, step = _checked(theta, step)
    return difference(f, theta, step, step)


def complex_step(f, theta, step=1e-20):
    """Measure the gradient of f at theta (P,), all digits. f takes a complex theta, and does not round off Im f."""
    theta, step = _checked(theta, step)
    theta = theta.astype(complex)
    slopes = np.empty(theta.shape)
    for j in np.ndindex(theta.shape):
        slopes[j] = checks.one_number("f(theta)", f(moved(theta, j, 1j * step[j]))).imag / step[j]
    return slopes


def _checked(theta, step):
    """Return theta and a step for each coordinate, both in float64. A step of 0 is refused: it measures nothing."""
    theta, step = checks.finite("theta", theta, np.float64), checks.finite("step", step, np.float64)
    if not (step > 0).all():
        raise checks.BadInput(f"step must be above 0, got {step.min():g}")
    if step.shape not in ((), theta.shape):
        raise checks.BadInput(f"step must be one number or have theta's shape {theta.shape}, got {step.shape}")
    return theta, np.broadcast_to(step, theta.shape)


def _number(value):
    """What f gave for real numbers, as one real number."""
    number = checks.one_number("f(theta)", value)
    if isinstance(number, complex):
        raise checks.BadInput(f"f(theta) must be real for a real theta, got {number}")
    return number


def errors_by_step(f, gradient, theta, steps):
    """How far a gradient and the measurements of f at theta are apart, step by step: the picture spoken of above.

    f : takes theta and gives a number; any model's, in any library    gradient, theta : (P,)    steps : (S,), above 0
    Returns {"forward difference": (S,), "central difference": (S,), "complex step": (S,)}: the largest error of all
    coordinates, over the largest |gradient| (or 1, where that is 0). If f refuses complex numbers, or makes real ones
    of them, the complex step is left out.
    """
    theta, gradient = checks.finite("theta", theta), checks.numbers("gradient", gradient)
    if gradient.shape != theta.shape:
        raise checks.BadInput(f"gradient must have theta's shape {theta.shape}, got {gradient.shape}")
    steps = checks.finite("steps", steps)
    if steps.ndim != 1:
        raise checks.BadInput(f"steps must have shape (S,), got {steps.shape}")
    formulas = [forward_difference, central_difference] + [complex_step] * takes_complex(f, theta)
    largest = np.abs(gradient).max() or 1
    return {
        formula.__name__.replace("_", " "): np.array(
            [np.abs(formula(f, theta, step) - gradient).max() / largest for step in steps]
        )
        for formula in formulas
    }


def takes_complex(f, theta):
    """Whether f gives a complex number for a complex theta."""
    try:
        return np.iscomplexobj(f(theta.astype(complex)))
    except Exception:  # of whatever kind: f is measured with real numbers before and after, where it must work
        return False
