"""Is the gradient right? Compare it, at every coordinate, with two measurements (numerical_gradient.py).

All parameters are one vector theta (layout.py). The central difference moves one of them, theta_j, a little both ways
and looks at the cost; the complex step is right to the last digits. Both must agree with the gradient, up to rounding.
An error is therefore relative to what rounding is relative to, as rounding.py finds it: a size is what a number would
add up to if nothing in it cancelled, and the reach of theta_j is the most by which a number in the network moves, where
theta_j moves by 1 (and at least 1).

    complex step           error = |gradient - measured| / size of dC/dtheta_j        at most some 1e-16
    central difference     error = |gradient - measured| / (size of C * reach)        at most some 1e-11

The step of the central difference is h = 1e-5 / reach, so no number in the network moves by more than 1e-5. Then the
error of its formula, about (1e-5)^2 / 6, is as small as the rounding of C, 1e-16 / 1e-5: both are about 1e-11.

A relu has a corner at 0. A step that carries the input of a relu to 0 or across measures a bit of either side, and the
mixture is nobody's slope. (Most often all nodes of a layer give 0 and the next bias is 0, so Z is 0.) Where the complex
step, which leaves all real parts where they are, agrees with the gradient, and a corner explains why the central
difference does not, the report says "corner" and where, and lets it pass. Nothing else is let pass.

Proved by tests/book/test_gradient_check.py, and at two thousand moments of training by scripts/check_the_check.py.
Next: gradient_report.py, what the comparison says.
"""

import numpy as np

from massshuffle import checks
from massshuffle.backpropagation import forward
from massshuffle.gradient_report import CENTRAL_TOLERANCE, COMPLEX_TOLERANCE, report
from massshuffle.numerical_gradient import central_difference, complex_step, errors_by_step, moved
from massshuffle.rounding import sizes

__all__ = ["central_difference", "check_gradient", "complex_step", "errors_by_step"]

CENTRAL_STEP = 1e-5


def check_gradient(network, theta, X, Y, gradient=None):
    """Compare a gradient with both measurements, at every coordinate, in float64.

    theta : (P,)    X : (k, N)    Y : (1, N)    gradient : (P,); None takes network.gradient(theta, X, Y)
    Returns a GradientReport.  Raises ValueError for a gradient of another shape.
    """
    theta, X, Y = checks.network(network).checked(checks.finite("theta", theta, np.float64), X, Y)
    if gradient is None:
        network.pack(network.block_gradients(theta, X, Y))  # refuses a dW or db of another shape than its W or b
        gradient = network.gradient(theta, X, Y)
    shape = getattr(gradient, "shape", type(gradient).__name__)
    if shape != theta.shape:
        raise checks.BadInput(
            f"gradient must be an array of shape {theta.shape}, got {shape}; network.pack makes one of blocks"
        )
    gradient = checks.numbers("gradient", gradient, np.float64)

    def cost(theta):
        return network.cost(theta, X, Y)

    size = sizes(network, theta, X)
    step = np.maximum(CENTRAL_STEP / size.reach, np.spacing(np.abs(theta)))  # at least to the next number
    central, complex_ = central_difference(cost, theta, step), complex_step(cost, theta)
    central_errors = np.abs(gradient - central) / (size.cost * CENTRAL_STEP / step)
    off = np.abs(gradient - complex_)
    nothing_added = np.where(off == 0, 0.0, np.inf)
    complex_errors = np.divide(off, size.slopes, where=size.slopes > 0, out=nothing_added)

    corners = {}
    for j in np.flatnonzero((central_errors > CENTRAL_TOLERANCE) & (complex_errors <= COMPLEX_TOLERANCE)):
        corner = corner_met(network, moved(theta, j, -step[j]), moved(theta, j, step[j]), X)
        if corner is not None:
            corners[j] = corner
            central_errors[j] = 0
    values = {"gradient": gradient, "central": central, "complex": complex_}
    return report(network, values, (central_errors, complex_errors), corners)


def corner_met(network, behind, ahead, X):
    """Say at which Z a slope jumps between two thetas that are next to each other; None if nowhere."""
    Z_behind, _ = forward(network.unpack(behind), network.curves, X)
    Z_ahead, _ = forward(network.unpack(ahead), network.curves, X)
    for layer, (_, slope) in enumerate(network.curves, 1):
        jump = np.abs(slope(Z_ahead[layer]) - slope(Z_behind[layer]))  # (n_l, N)
        if jump.max() > 0.01:  # a curve that bends changes its slope by some 1e-5
            node, sample = np.unravel_index(jump.argmax(), jump.shape)
            return f"Z_{layer}[{node}, {sample}], sample {sample}"
    return None
