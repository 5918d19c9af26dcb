"""The picture of how short a step should be (numerical_gradient.py).

Proved by tests/view/test_step_sizes.py.
"""

import numpy as np

from massshuffle.view.figures.comparison import LOOKS
from massshuffle.view.figures.style import new_figure, styled

FLOOR = 1e-17  # where an error of exactly 0 is drawn
# What a difference's error grows as: the power of h, and how it is written.
FORMULAS = {"forward difference": (1, "h"), "central difference": (2, "$h^2$"), "complex step": None}


@styled
def error_against_step(steps, errors, title="How short should a step be?"):
    """The error of every formula against the step, log-log; under the arms of the differences, lines of slope 1 and 2.

    steps : (S,), above 0    errors : what numerical_gradient.errors_by_step gave for them
    """
    steps = np.asarray(steps)
    figure = new_figure(12, 7)
    axes = figure.add_subplot(title=title, xscale="log", yscale="log")
    axes.set(xlabel="Step h", ylabel="Largest error / largest |gradient|")
    for (name, growth), (color, marker) in zip(FORMULAS.items(), LOOKS):
        if name not in errors:
            axes.plot([], [], marker, color=color, label=f"no {name}: it needs an f of complex numbers")
            continue
        drawn = np.maximum(errors[name], FLOOR)  # (S,)
        axes.plot(steps, drawn, marker + "-", color=color, markersize=5, label=name)
        if growth is not None:
            power, written = growth
            guide = drawn[steps.argmax()] / 4 * (steps / steps.max()) ** power  # (S,)
            above = guide >= FLOOR
            axes.plot(steps[above], guide[above], "--", color=color, linewidth=1, label=f"slope {power}, as {written}")
    axes.set_ylim(bottom=FLOOR / 3)
    figure.legend(loc="outside lower center", ncols=3)
    return figure
