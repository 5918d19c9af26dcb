"""Is the gradient right? Compare every entry with two numerical derivatives.

A gradient with a bug in it still trains, only worse, so nothing tells you. This page does. It moves one parameter after
the other by a small step h and watches the cost:

    measured = [C(theta_j + h) - C(theta_j - h)] / (2 h)

If the entry of the gradient differs from what is measured by more than rounding can explain, it is wrong. A second
measurement, the complex step of numerical_gradient.py, must agree as well, to nearly all digits. The report has one
line per block of theta, `ok` or the entry that is furthest off. For a 2-3-1 network whose db was divided by N once more
it says

    block  central difference  complex step  verdict
    W_1               4.2e-12       2.0e-17  ok
    b_1               1.8e-02       4.1e-02  WRONG at b_1[0, 0]: gradient -0.016068567, central -0.064274266, ...

Where should you look? Error signals flow backwards, from the last (highest) layer down to the first. So a bug in the
backward pass breaks its own layer and all layers below, and you look first at the highest layer with a wrong block. We
planted each of these bugs and noted which blocks came out wrong:

    planted                                                   wrong are
    the derivative of layer l wrong, left out, or taken at A  layer l and all below
    W_l reshaped instead of transposed, in dA_(l-1)           all layers below l, unless W_l is a single row or column
    the 1 / N of the mean forgotten                           all blocks
    1 / N once more, in db alone                              all biases
    a block left out, transposed, times -1 or a factor        that block

Some bugs cannot show in some networks. A ReLU has the same derivative at A as at Z, the mean over one sample is its
sum, and a block of zeros looks right with a wrong sign.

What does rounding allow? Each error is divided by the scale on which rounding acts (rounding.py finds it). The size of
a number is what it would add up to if nothing in it cancelled. The reach of theta_j is how far any number in the
network can move per unit of theta_j, and at least 1. For a right gradient, rounding then leaves

    complex step           error = |gradient - measured| / size of dC/dtheta_j        a few 1e-16
    central difference     error = |gradient - measured| / (size of C * reach)        mostly below 1e-11

The central difference steps by h = 1e-5 / reach, so no number in the network moves by more than 1e-5 (unless theta_j is
so large that its own last digit is longer than h). Its truncation error, about (1e-5)^2 / 6, is then as small as the
rounding error of C, 1e-16 / 1e-5. An entry passes if its error is at most 1e-9 by the central difference, three times
the worst of 2,000 states of training (seed 0), and at most 1e-13 by the complex step.

A pitfall: a ReLU has a kink at 0, here called a corner. A step that takes the input of a ReLU to 0 or across mixes the
derivatives of both sides and measures neither. (Most often a whole layer outputs 0 and the next bias is 0, so Z is 0.)
A derivative need not jump. Where it bends, as that of an ELU does (e^z below 0, 1 above), a step across is off by about
h. The complex step is immune, because it leaves all real parts where they are. If it agrees with the gradient, and a
corner explains why the central difference does not, the report says "corner" and where, and lets the entry pass.
Nothing else passes. Another pitfall is a function of your own that does not take complex numbers, because of an abs or
a float in it. Then the central difference agrees and the complex step is far off, and the line says so.

Two questions. In a 2-3-1 network b_2, W_2, b_1 and W_1 are all wrong: where do you look first? And why is a tolerance
of 1e-3 for everything a bad idea? (docs/answers.md)

Tested by tests/book/test_gradient_check.py and tests/book/test_gradient_report.py, and at two thousand moments of
training by scripts/check_the_check.py. Next: optimizers.py, what to do with a gradient that is right. Second reading:
rounding.py.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle import checks
from massshuffle.backpropagation import forward
from massshuffle.numerical_gradient import central_difference, complex_step, shifted
from massshuffle.rounding import magnitudes

CENTRAL_STEP = 1e-5
CENTRAL_TOLERANCE = 1e-9  # three times the worst of 2,000 states, and a hundred times the usual error
COMPLEX_TOLERANCE = 1e-13  # three hundred times the worst of these states
FAR_OFF = 1e-4  # a complex error above this, beside a right central difference, comes of no rounding


def check_gradient(network, theta, X, Y, gradient=None):
    """Compare a gradient with both numerical derivatives, at every coordinate, in float64.

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

    size = magnitudes(network, theta, X)
    step = np.maximum(CENTRAL_STEP / size.reach, np.spacing(np.abs(theta)))  # at least to the next number
    central, complex_ = central_difference(cost, theta, step), complex_step(cost, theta)
    central_errors = np.abs(gradient - central) / (size.cost * CENTRAL_STEP / step)
    off = np.abs(gradient - complex_)
    nothing_added = np.where(off == 0, 0.0, np.inf)
    complex_errors = np.divide(off, size.gradient, where=size.gradient > 0, out=nothing_added)

    corners = {}
    for j in np.flatnonzero((central_errors > CENTRAL_TOLERANCE) & (complex_errors <= COMPLEX_TOLERANCE)):
        corner = corner_met(network, shifted(theta, j, -step[j]), theta, shifted(theta, j, step[j]), X)
        if corner is not None:
            corners[j] = corner
            central_errors[j] = 0
    values = {"gradient": gradient, "central": central, "complex": complex_}
    return report(network, values, (central_errors, complex_errors), corners)


def corner_met(network, behind, theta, ahead, X):
    """Name the Z at which a derivative jumps or bends between theta's two neighbours; None if there is no such Z."""
    Z = [forward(network.unpack(each), network.activation_functions, X)[0] for each in (behind, theta, ahead)]
    for layer, (_, derivative) in enumerate(network.activation_functions, 1):
        before, here, after = (derivative(each[layer]) for each in Z)  # (n_l, N)
        jump, bend = np.abs(after - before), np.abs(after - 2 * here + before)
        met = np.maximum(jump / 0.01, bend / 1e-7)  # without a corner jumps are about 1e-5, and bends about 1e-10
        if met.max() > 1:
            node, sample = np.unravel_index(met.argmax(), met.shape)
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
        if self.central_error <= CENTRAL_TOLERANCE and self.complex_error > FAR_OFF:
            verdict = (
                f"not confirmed by the complex step at {self.worst}; "
                "does the function take complex numbers (no abs, no float)?"
            )
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
    """Return the GradientReport that sorts the coordinates into blocks.

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
