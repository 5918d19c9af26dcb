"""The figure of the error of a measured derivative against the step.

Tests massshuffle/view/figures/comparisons.py; read massshuffle/numerical_gradient.py first.
"""

import io

import numpy as np
import pytest

from massshuffle.numerical_gradient import errors_by_step
from massshuffle.view.figures.comparisons import FLOOR, error_against_step

STEPS = 10.0 ** np.arange(-1, -21, -1)
THETA = np.array([1.0, 2.0])


def drawn(errors, steps=STEPS):
    """The axes, and what was drawn by its label."""
    figure = error_against_step(steps, errors)
    figure.savefig(io.BytesIO())
    [axes], [legend] = figure.axes, figure.legends
    lines = {line.get_label(): line for line in axes.lines}
    assert [text.get_text() for text in legend.get_texts()] == list(lines)
    return axes, lines


@pytest.fixture
def errors():
    return errors_by_step(lambda x: (x**3).sum(), 3 * THETA**2, THETA, STEPS)


def test_every_curve_is_drawn_with_an_exact_0_at_the_floor(errors):
    errors["complex step"][-1] = 0
    axes, lines = drawn(errors)
    for name, values in errors.items():
        assert lines[name].get_xdata().tolist() == STEPS.tolist()
        assert lines[name].get_ydata().tolist() == np.maximum(values, FLOOR).tolist()
    assert lines["complex step"].get_ydata()[-1] == FLOOR > axes.get_ylim()[0]


def test_without_a_complex_step_the_legend_says_why(errors):
    del errors["complex step"]
    assert "no complex step: it needs an f of complex numbers" in drawn(errors)[1]


@pytest.mark.parametrize("order", [1, -1])
def test_lines_of_slope_1_and_2_run_beside_the_right_arms(errors, order):
    _, lines = drawn({name: values[::order] for name, values in errors.items()}, STEPS[::order])
    for power, shape, name, arm in ((1, "h", "forward difference", 6), (2, "$h^2$", "central difference", 4)):
        line = lines[f"slope {power}, as {shape}"]
        np.testing.assert_allclose(line.get_ydata()[::order][:arm], errors[name][:arm] / 4, rtol=0.05)
        assert line.get_ydata().min() >= FLOOR
        assert len(line.get_xdata()) < len(STEPS)
