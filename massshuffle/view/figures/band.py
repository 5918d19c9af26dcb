"""The band of our runs, with what the notebook published on it."""

import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter

from massshuffle import checks
from massshuffle.view.figures.style import new_figure, styled


@styled
def cost_band(rows, published_every, title):
    """Band and median of our costs against the iteration, published costs as dots.

    rows : the rows of studies.band that are costs, in the order of their iterations
    """
    rows = [row for row in rows if row.is_cost]
    if not rows:
        raise checks.BadInput("rows must hold at least one cost, got none")
    iterations = published_every * np.arange(len(rows))
    figure = new_figure(10, 5.5)
    axes = figure.add_subplot(title=title, xlabel="Iteration", ylabel="Cost (nats, log scale)", yscale="log")
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_formatter(NullFormatter())
    low, median, high, published = zip(*((row.low, row.median, row.high, row.published) for row in rows))
    axes.fill_between(iterations, low, high, color="tab:blue", alpha=0.3, label="99 % of our runs")
    axes.plot(iterations, median, color="tab:blue", label="median of our runs")
    axes.plot(iterations, published, "o", color="black", markersize=5, label="published")
    axes.legend()
    return figure
