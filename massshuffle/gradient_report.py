"""A report on a gradient: is it right, and where it is not, which bug looks like that?

Blame runs backwards, from the last layer, the highest, down to the first. So a bug on the way back breaks its own layer
and all below it: look first at the highest layer with a wrong block. Each of these bugs was planted, and these blocks
turned out wrong:

    planted                                                wrong are
    the slope of layer l wrong, left out, or taken at A    layer l and all below
    W_l in place of its transpose, in dA_(l-1)             all layers below l, unless W_l is a single row or column
    the 1 / N of the mean forgotten                        all blocks
    1 / N once more, in db alone                           all biases
    a block left out, transposed, times -1 or a factor     that block

Some do not show in some places: a relu's slope at A is that at Z, the mean of one sample is its sum, and -0 is 0.

Proved by tests/book/test_gradient_report.py, which plants them. Next: optimizers.py, what to do with a gradient that is
right.
"""

from dataclasses import dataclass

import numpy as np

CENTRAL_TOLERANCE = 1e-9  # a hundred times what rounding makes of it (gradient_check.py)
COMPLEX_TOLERANCE = 1e-13  # a thousand times


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
        places = [f"{name}[{row}, {column}]" for row, column in np.ndindex(n, m)]
        worst = int(beyond[block].argmax())
        found = ", ".join(f"{word} {numbers[start + worst]:.8g}" for word, numbers in values.items())
        met = tuple(f"{place} ({corners[j]})" for j, place in enumerate(places, start) if j in corners)
        central_error, complex_error = (float(each[block].max()) for each in errors)
        blocks.append(BlockCheck(name, central_error, complex_error, f"{places[worst]}: {found}", met))
        start += n * m
    return GradientReport(tuple(blocks))
