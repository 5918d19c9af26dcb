"""The picture at the end of the exercises: two runs side by side."""

import matplotlib
import numpy as np

from massshuffle.view.figures.style import new_figure, styled


@styled
def evolutions_beside(weights, iterations):
    """Each weight of two runs against the iteration, W[0] and W[1] bold. weights : name -> (F, 1, k)."""
    figure = new_figure(18, 7)
    panels = figure.subplots(1, len(weights), sharex=True, sharey=True)
    for axes, (name, run) in zip(panels, weights.items()):
        axes.set(title=f"Every weight of the network: {name}", xlabel="Iteration")
        muted = matplotlib.colormaps["viridis"](np.linspace(0, 0.85, max(run.shape[2] - 2, 1)))
        for i, line in enumerate(run[:, 0].T):
            color, width = (("tab:blue", "tab:orange")[i], 3) if i < 2 else (muted[i - 2], 1.5)
            label = f"W[{i}]" if i < 2 else ("noise weights" if i == 2 else None)
            axes.plot(iterations, line, color=color, linewidth=width, zorder=2 + (i < 2), label=label)
    panels[0].set_ylabel("Weight value")
    panels[0].legend(loc="upper left")
    return figure
