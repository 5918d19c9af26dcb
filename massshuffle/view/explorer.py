"""The explorer: a figure with a slider, to scrub through a training run by hand.

Four views of one moment, all moved by the slider: the weight matrix W_1 as colours, a line across the curves of its
weights, each weight's share of the mass |W_i| / sum_j |W_j|, and what the network predicts in the plane of x1 and x2.
The arrow keys step from frame to frame, the space bar plays.

It is built on a figure that is given to it and opens no window, so tests drive it without a screen.

Proved by tests/view/test_explorer.py.
"""

import numpy as np
from matplotlib.widgets import Slider

from massshuffle import checks, mass
from massshuffle.view.explorer_panels import curves, matrix, plane, shares
from massshuffle.view.figures.style import styled

PANELS = [["matrix", "plane"], ["curves", "plane"], ["curves", "shares"]]


class Explorer:
    """Draws the frames of a history on a figure; keep it as long as the figure is in use.

    figure  : an empty matplotlib Figure, about 14 x 8 in, with its canvas
    history : training.History of a network with 2 inputs or more
    samples : (X, Y) to show in the plane, X (k, N), Y (1, N), or None
    .frame  : the frame that is shown, 0 ... F - 1    .playing : whether it moves on by itself
    Raises ValueError for an empty history, iterations that do not increase, a frame of nothing but 0.
    """

    @styled
    def __init__(self, figure, history, samples=None, milliseconds=25):
        self.iterations = history.iterations
        if not (np.diff(self.iterations) > 0).all():
            raise checks.BadInput("history must hold iterations that increase")
        weights = history.weights()
        figure.set_layout_engine("constrained")
        ratios = {"height_ratios": (1, 1.6, 1.6, 0.25), "width_ratios": (1.5, 1)}
        panels = figure.subplot_mosaic([*PANELS, ["slider", "slider"]], **ratios)
        self.views = [
            matrix(panels["matrix"], weights),
            curves(panels["curves"], weights, self.iterations),
            shares(panels["shares"], mass.shares(weights)),
            plane(panels["plane"], history, samples),
        ]
        first, last = self.iterations[0], self.iterations[-1]
        last = max(last, first + 1)
        look = {"valinit": self.iterations[-1], "valstep": self.iterations, "valfmt": "%d", "initcolor": "none"}
        self.slider = Slider(panels["slider"], "iteration", first, last, **look)
        # Lay out once, with the longest number at the slider: for each frame it would take most of the drawing time.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        self.figure, self.frame, self.playing = figure, 0, False
        self.timer = figure.canvas.new_timer(interval=milliseconds)
        self.timer.add_callback(self.tick)
        self.slider.on_changed(self.show)
        figure.canvas.mpl_connect("key_press_event", self.press)
        self.slider.set_val(first)

    def show(self, iteration):
        """Draw the frame recorded at an iteration."""
        self.frame = int(np.searchsorted(self.iterations, iteration))
        for draw in self.views:
            draw(self.frame)
        self.figure.canvas.draw_idle()

    def step(self, frames):
        """Go forward (or back, if negative) by a number of frames, at most to an end."""
        frame = min(max(self.frame + frames, 0), len(self.iterations) - 1)
        self.slider.set_val(self.iterations[frame])

    def press(self, event):
        """What the keys do: left and right step, space plays or stops."""
        if event.key in ("left", "right"):
            self.step(-1 if event.key == "left" else 1)
        elif event.key == " ":
            self.play(not self.playing)

    def play(self, playing):
        """Start or stop moving on by itself; at the end, start over."""
        at_end = self.frame == len(self.iterations) - 1
        if playing and at_end:
            self.step(-self.frame)
        self.playing = playing
        (self.timer.start if playing else self.timer.stop)()

    def tick(self):
        """One beat of the timer: the next frame, or the end of playing."""
        self.step(1)
        if self.frame == len(self.iterations) - 1:
            self.play(False)
