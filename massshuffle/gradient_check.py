"""Is the gradient right? Measure every slope without any calculus, and compare.

A gradient is a list of slopes, and a slope can be measured: move one parameter by a small h, hold the others, and see
by how much the cost moves.

    central difference    dC/dtheta_j = [C(theta + h e_j) - C(theta - h e_j)] / (2 h) + O(h^2)
    complex step          dC/dtheta_j = Im C(theta + i h e_j) / h                     + O(h^2)

e_j is 1 at coordinate j and 0 elsewhere; O(h^2) is an error that shrinks as h^2. i is the imaginary unit, i^2 = -1, and
Im is the part of a number that stands with i. The central difference needs nothing but the cost, but subtracts two
almost equal numbers: the smaller h, the fewer digits are left. At h = 1e-5 about nine are. The complex step takes h
along the imaginary axis, where C(theta + i h) = C(theta) + i h C'(theta) - ...: nothing is subtracted, so h can be as
small as 1e-20, and the slope is right to rounding. It needs a cost that accepts complex numbers, as ours does.

Three things to know. A coordinate whose slope is nearly 0 has no relative error to speak of, so errors are divided by
the largest slope of their block (W_1, b_1, ...). A central difference has a rounding error of about 1e-16 C / h, so no
block's central error is divided by less than the smallest slope that can be measured to within the tolerance, 2e-5 C.
And a relu has a corner: if moving a parameter by h carries the input of a relu across 0, the central difference
measures across the corner, and disagrees with a gradient that is right.

Source: Squire and Trapp (1998) for the complex step. Proved by tests/book/test_gradient_check.py, which plants wrong
derivatives and sees each one caught.
"""

from dataclasses import dataclass

import numpy as np

CENTRAL_STEP = 1e-5
CENTRAL_TOLERANCE = 1e-6
COMPLEX_TOLERANCE = 1e-12


def central_difference(f, theta, step=CENTRAL_STEP):
    """Measure the gradient of f at theta (P,), two evaluations of f for each coordinate. Returns (P,)."""
    slopes = np.empty(theta.shape)
    for j in range(theta.size):
        ahead, behind = theta.copy(), theta.copy()
        ahead[j] += step
        behind[j] -= step
        slopes[j] = (f(ahead) - f(behind)) / (2 * step)
    return slopes


def complex_step(f, theta, step=1e-20):
    """Measure the gradient of f at theta (P,), one evaluation of f, at a complex point, for each coordinate."""
    slopes = np.empty(theta.shape)
    for j in range(theta.size):
        aside = theta.astype(complex)
        aside[j] += 1j * step
        slopes[j] = f(aside).imag / step
    return slopes


@dataclass(frozen=True)
class BlockCheck:
    """One block's errors, each the largest of the block over the block's largest slope, and its worst coordinate."""

    name: str
    central_error: float
    complex_error: float
    worst: str  # place of the worst coordinate, and what gradient and measurements say there

    @property
    def passed(self):
        """Whether both errors are within CENTRAL_TOLERANCE and COMPLEX_TOLERANCE."""
        return self.central_error <= CENTRAL_TOLERANCE and self.complex_error <= COMPLEX_TOLERANCE


@dataclass(frozen=True)
class GradientReport:
    """A BlockCheck for each block of theta. str() makes a table of them, with the values where a block is wrong."""

    blocks: tuple[BlockCheck, ...]

    @property
    def passed(self):
        """Whether every block passed."""
        return all(block.passed for block in self.blocks)

    def __str__(self):
        lines = [f"{'block':<6} {'central difference':>18} {'complex step':>13}  verdict"]
        for block in self.blocks:
            verdict = "ok" if block.passed else f"WRONG at {block.worst}"
            lines.append(f"{block.name:<6} {block.central_error:>18.1e} {block.complex_error:>13.1e}  {verdict}")
        return "\n".join(lines)


def check_gradient(network, theta, X, Y):
    """Compare network.gradient with both measurements, at every coordinate, in float64.

    theta : (P,)    X : (k, N)    Y : (1, N)
    Returns a GradientReport.
    """
    theta = np.asarray(theta, dtype=float)

    def cost(theta):
        return network.cost(theta, X, Y)

    visible = np.finfo(float).eps * abs(cost(theta)) / CENTRAL_STEP / CENTRAL_TOLERANCE
    analytic, central, complex_ = (
        [array for block in network.unpack(slopes) for array in block]
        for slopes in (network.gradient(theta, X, Y), central_difference(cost, theta), complex_step(cost, theta))
    )
    blocks = []
    for name, exact, by_difference, by_step in zip(network.block_names, analytic, central, complex_):
        largest = np.abs(by_step).max()
        central_errors = np.abs(exact - by_difference) / max(largest, visible)
        complex_errors = np.abs(exact - by_step) / (largest or 1)
        off = np.maximum(central_errors / CENTRAL_TOLERANCE, complex_errors / COMPLEX_TOLERANCE)
        worst = np.unravel_index(off.argmax(), off.shape)
        values = f"gradient {exact[worst]:.8g}, central {by_difference[worst]:.8g}, complex {by_step[worst]:.8g}"
        place = f"{name}[{worst[0]}, {worst[1]}]: {values}"
        blocks.append(BlockCheck(name, float(central_errors.max()), float(complex_errors.max()), place))
    return GradientReport(tuple(blocks))
