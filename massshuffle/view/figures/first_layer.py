"""Pictures of the first hidden layer: a panel per node, its weights as lines or, over pictures, as a picture."""

import numpy as np

from massshuffle import checks
from massshuffle.view.figures.style import add_legend, color_map, new_figure, styled

MOST = 8  # panels that can still be told apart
NAMED = 8  # curves that can still be named


@styled
def node_panels(weights, iterations, features, title="Every weight of the first layer"):
    """A panel for each node, at most eight, with a curve for each of its weights; those that went furthest are named.

    weights : (F, n, k)    iterations : (F,)    features : names of the k inputs
    """
    weights, iterations = checks.frames(weights, iterations)
    figure, panels = _panels(weights.shape[1], title)
    moved = np.abs(weights[-1] - weights[0]).max(axis=0)  # (k,)
    named = np.sort(np.argsort(moved)[-NAMED:])
    for node, axes in enumerate(panels):
        for i in np.setdiff1d(np.arange(len(features)), named):
            axes.plot(iterations, weights[:, node, i], color="0.65", linewidth=1)
        for color, i in enumerate(named):
            axes.plot(iterations, weights[:, node, i], color=f"C{color}", linewidth=2, label=features[i])
        axes.set(xlabel="Iteration", ylabel="Weight value")
    others = f"\n(grey: the other {len(features) - len(named)})" if len(features) > len(named) else ""
    handles = panels[0].lines[-len(named) :]
    names = [features[i] for i in named]
    add_legend(figure, handles, names, loc="outside right upper", title=f"moved furthest{others}")
    return figure


@styled
def node_pictures(W, shape, title="What each node of the first layer looks for"):
    """The weights of each node, at most eight, as a picture in the shape of the samples. W : (n, k)."""
    W = checks.finite("W", W)
    figure, panels = _panels(len(W), title)
    limit = np.abs(W).max()
    for node, axes in enumerate(panels):
        look = {"cmap": color_map("PuOr"), "vmin": -limit, "vmax": limit, "interpolation": "nearest"}
        image = axes.imshow(W[node].reshape(shape), **look)
        axes.grid(False)
        axes.set(xticks=(), yticks=())
    figure.colorbar(image, ax=panels, label="weight")
    return figure


def _panels(n, title):
    """A figure with a titled panel for each of the first nodes."""
    shown = min(n, MOST)
    columns = min(shown, 2 if shown <= 4 else 4)
    rows = -(-shown // columns)
    figure = new_figure(6 + 4 * columns, 1 + 4 * rows)
    left_out = f" (the first {shown} of {n} nodes)" if n > shown else ""
    figure.suptitle(f"{title}{left_out}", parse_math=False)
    panels = [figure.add_subplot(rows, columns, node + 1) for node in range(shown)]
    for node, axes in enumerate(panels):
        if n > 1:
            axes.set_title(f"node {node}")
    return figure, panels
