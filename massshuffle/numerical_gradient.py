"""The numerical gradient: derivatives without calculus.

How would you test a formula for a derivative? Move one parameter a little and see by how much the cost moves. Three
formulas do this for a function f of a vector theta:

    forward difference    df/dtheta_j = [f(theta + h e_j) - f(theta)] / h                   + O(h)
    central difference    df/dtheta_j = [f(theta + h e_j) - f(theta - h e_j)] / (2 h)       + O(h^2)
    complex step          df/dtheta_j = Im f(theta + i h e_j) / h                           + O(h^2)

h is the step. e_j is 1 at coordinate j, an entry of theta, and 0 elsewhere. O(h^2) is an error that shrinks as h^2, the
truncation error. i is the imaginary unit, i^2 = -1, and Im is the part of a number that stands with i. For f(x) = x^3,
whose derivative is 3 x^2, the three give 3 x^2 + 3 x h + h^2, then 3 x^2 + h^2, then 3 x^2 - h^2. At x = 1 with h = 0.1
that is 3.31, 3.01 and 2.99.

How small should h be? scripts/check_gradients.py draws the error against it. A difference needs nothing but f, but it
subtracts two nearly equal numbers, and the smaller h, the fewer of their 16 digits survive. So its error curve is a V.
The right arm is the truncation error, and the left arm is the rounding error, about 1e-16 f / h. For a forward
difference the arms meet where h = 1e-16 / h, so it has its best 8 digits near h = 1e-8. For a central one
h^2 = 1e-16 / h, and some 10 digits are right near 1e-5.

The complex step subtracts nothing. (x + i h)^3 is (x^3 - 3 x h^2) + i (3 x^2 h - h^3), and for any smooth f too the
part with i is h times the derivative, up to h^3. (Nor is h lost beside theta, because the imaginary part is a number of
its own, with 16 digits of its own.) Its error curve goes down to a floor, about 1e-16, and stays there, so h = 1e-20 is
as good as any.

A pitfall: the complex step needs an f that accepts complex numbers, as our cost does. A call to abs in f would silently
give a derivative of 0. And if the gradient itself is wrong, no curve comes down to the floor. An error that stays far
above rounding, for every step and every formula, is the gradient's own.

Two questions. What does the central difference give for f(x) = x^2, at any x and h? And why is h = 1e-20 useless in a
central difference at theta = 1? (docs/answers.md)

Source: Squire and Trapp (1998) for the complex step. Tested by tests/book/test_numerical_gradient.py. Next:
gradient_check.py, which compares. Second reading: rounding.py, on how exact a measurement can be.
"""

import numpy as np

from massshuffle import checks


def shifted(theta, j, step):
    """Return a copy of theta whose coordinate j is moved by step."""
    theta = theta.copy()
    theta[j] += step
    return theta


def difference(f, theta, ahead, behind):
    """Return f(theta + ahead e_j) - f(theta - behind e_j) over the distance of the two, for each coordinate j, (P,)."""
    derivatives = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        right, left = shifted(theta, j, ahead[j]), shifted(theta, j, -behind[j])
        distance = right[j] - left[j]  # as it is after rounding, and 0 for a step below the last digit of theta_j
        if distance:
            derivatives[j] = (_number(f(right)) - _number(f(left))) / distance
    return derivatives


def forward_difference(f, theta, step):
    """Return the numerical gradient of f at theta (P,), about 8 digits. step : one number, or one per coordinate."""
    theta, step = _checked(theta, step)
    return difference(f, theta, step, 0 * step)


def central_difference(f, theta, step=1e-5):
    """Return the numerical gradient of f at theta (P,), about 10 digits. step : one number, or one per coordinate."""
    theta, step = _checked(theta, step)
    return difference(f, theta, step, step)


def complex_step(f, theta, step=1e-20):
    """Return the numerical gradient of f at theta (P,), all digits. f must take a complex theta and keep Im f."""
    theta, step = _checked(theta, step)
    theta = theta.astype(complex)
    derivatives = np.empty(theta.shape)
    for j in np.ndindex(theta.shape):
        derivatives[j] = checks.one_number("f(theta)", f(shifted(theta, j, 1j * step[j]))).imag / step[j]
    return derivatives


def _checked(theta, step):
    """Return theta and a step for each coordinate, both in float64. A step of 0 is refused: it measures nothing."""
    theta, step = checks.finite("theta", theta, np.float64), checks.finite("step", step, np.float64)
    if not (step > 0).all():
        raise checks.BadInput(f"step must be above 0, got {step.min():g}")
    if step.shape not in ((), theta.shape):
        raise checks.BadInput(f"step must be one number or have theta's shape {theta.shape}, got {step.shape}")
    return theta, np.broadcast_to(step, theta.shape)


def _number(value):
    """Return as one real number what f gave for a real theta."""
    number = checks.one_number("f(theta)", value)
    if isinstance(number, complex):
        raise checks.BadInput(f"f(theta) must be real for a real theta, got {number}")
    return number


def errors_by_step(f, gradient, theta, steps):
    """Return how far a gradient is from each numerical gradient of f at theta, step by step.

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
