"""The picture at the end of the exercises: two runs side by side."""

from massshuffle.view.figures.curves import draw_weights
from massshuffle.view.figures.style import new_figure, styled


@styled
def evolutions_beside(weights, iterations):
    """Each weight of two runs against the iteration, W[0] and W[1] bold. weights : name -> (F, 1, k)."""
    figure = new_figure(18, 7)
    panels = figure.subplots(1, len(weights), sharex=True, sharey=True)
    for axes, (name, run) in zip(panels, weights.items()):
        axes.set_title(f"Every weight of the network: {name}", parse_math=False)
        axes.set_xlabel("Iteration")
        draw_weights(axes, iterations, run[:, 0])
    panels[0].set_ylabel("Weight value")
    panels[0].legend(panels[0].lines[:3], ("W[0]", "W[1]", "noise weights"), loc="upper left")
    return figure
