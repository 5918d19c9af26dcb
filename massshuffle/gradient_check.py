"""Is the gradient right? Compare it, at every coordinate, with two measurements (numerical_gradient.py).

All parameters are one vector theta (network.py). The central difference moves one of them, theta_j, a little both ways
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

Error signals flow backwards, from the last (highest) layer down to the first. So a bug in the backward pass breaks its
own layer and all layers below: look first at the highest layer with a wrong block. We planted each of these bugs and
noted which blocks came out wrong:

    planted                                                wrong are
    the slope of layer l wrong, left out, or taken at A    layer l and all below
    W_l in place of its transpose, in dA_(l-1)             all layers below l, unless W_l is a single row or column
    the 1 / N of the mean forgotten                        all blocks
    1 / N once more, in db alone                           all biases
    a block left out, transposed, times -1 or a factor     that block

Some do not show in some places: a relu's slope at A is that at Z, the mean of one sample is its sum, and -0 is 0.

Tested by tests/book/test_gradient_check.py and tests/book/test_gradient_report.py, and at two thousand moments of
training by scripts/check_the_check.py. Next: optimizers.py, what to do with a gradient that is right.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle import checks
from massshuffle.backpropagation import forward
from massshuffle.numerical_gradient import central_difference, complex_step, moved
from massshuffle.rounding import sizes

CENTRAL_STEP = 1e-5
CENTRAL_TOLERANCE = 1e-9  # a hundred times what rounding makes of it (gradient_check.py)
COMPLEX_TOLERANCE = 1e-13  # a thousand times


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
            f"gradient must be an array of shape {theta.shape}, got {shape}; network.pack makes one of layers"
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
    Z_behind, _ = forward(network.unpack(behind), network.activation_functions, X)
    Z_ahead, _ = forward(network.unpack(ahead), network.activation_functions, X)
    for layer, (_, slope) in enumerate(network.activation_functions, 1):
        jump = np.abs(slope(Z_ahead[layer]) - slope(Z_behind[layer]))  # (n_l, N)
        if jump.max() > 0.01:  # a curve that bends changes its slope by some 1e-5
            node, sample = np.unravel_index(jump.argmax(), jump.shape)
            return f"Z_{layer}[{node}, {sample}], sample {sample}"
    return None


@dataclass(frozen=True)
class BlockCheck:
    """One block's largest errors, what was found at its worst coordinate, and the corners that its steps met.

    A coordinate at a corner has no central error: there is nothing to measure it by.
    """

    name: str
    central_error: float
    complex_error: float
    worst: str
    corners: tuple[str, ...]

    @property
    def passed(self):
        """Whether both errors are within CENTRAL_TOLERANCE and COMPLEX_TOLERANCE."""
        return self.central_error <= CENTRAL_TOLERANCE and self.complex_error <= COMPLEX_TOLERANCE

    def __str__(self):
        verdict = "ok" if self.passed else f"WRONG at {self.worst}"
        if self.corners:
            more = f", and {len(self.corners) - 1} more" * (len(self.corners) > 1)
            verdict += f"; corner at {self.corners[0]}{more}"
        return f"{self.name:<6} {self.central_error:>18.1e} {self.complex_error:>13.1e}  {verdict}"


@dataclass(frozen=True)
class GradientReport:
    """A BlockCheck for each block of theta. str() makes a table of them, with the values where a block is wrong."""

    blocks: tuple[BlockCheck, ...]

    @property
    def passed(self):
        """Whether every block passed."""
        return all(block.passed for block in self.blocks)

    def __str__(self):
        head = f"{'block':<6} {'central difference':>18} {'complex step':>13}  verdict"
        return "\n".join([head, *map(str, self.blocks)])


def report(network, values, errors, corners):
    """Sort the coordinates into blocks.

    values : {name: (P,)}, the gradient and what was measured    errors : central and complex errors, each (P,)
    corners : {coordinate: what its step met}
    """
    beyond = np.maximum(errors[0] / CENTRAL_TOLERANCE, errors[1] / COMPLEX_TOLERANCE)  # (P,)
    blocks, start = [], 0
    for name, (n, m) in zip(network.block_names, (shape for pair in network.shapes for shape in pair)):
        block = slice(start, start + n * m)
        worst = start + int(beyond[block].argmax())
        found = ", ".join(f"{word} {numbers[worst]:.8g}" for word, numbers in values.items())
        met = tuple(f"{network.parameter_names[j]} ({corners[j]})" for j in range(start, start + n * m) if j in corners)
        central_error, complex_error = (float(each[block].max()) for each in errors)
        blocks.append(BlockCheck(name, central_error, complex_error, f"{network.parameter_names[worst]}: {found}", met))
        start += n * m
    return GradientReport(tuple(blocks))
