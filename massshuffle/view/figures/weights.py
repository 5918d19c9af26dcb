"""Pictures of training: the cost that falls, the weights that move (of one node or of many), a matrix as colours."""

import matplotlib
import numpy as np
from matplotlib.transforms import Bbox

from massshuffle import checks
from massshuffle.mass import averaged
from massshuffle.view.figures.style import W_COLORS, add_legend, color_map, new_figure, styled


def draw_weights(axes, iterations, W):
    """Draw W[0] and W[1] bold, in colours of their own, the others thin, from dark to light grey. W : (F, k)."""
    muted = color_map("Greys_r")(np.linspace(0.15, 0.45, max(W.shape[1] - 2, 1)))
    for i, curve in enumerate(W.T):
        color, width = (W_COLORS[i], 3) if i < 2 else (muted[i - 2], 1.5)
        axes.plot(iterations, curve, label=f"W[{i}]", color=color, linewidth=width, zorder=2 + (i < 2))


def name_ends(axes):
    """Write each line's name at its right end, moved up or down as far as names need not to overlap."""
    low, high = axes.get_ylim()
    lines = sorted(axes.lines, key=lambda line: line.get_ydata()[-1])
    room = 16 / (72 * axes.figure.get_figheight() * 0.85) * (high - low)  # of a name 11 points high, and some air
    if room * len(lines) > high - low:
        axes.figure.legend(loc="outside right upper", ncols=1 + len(lines) // 25)  # more names than fit
        return
    heights = np.array([line.get_ydata()[-1] for line in lines])
    for i in range(1, len(heights)):
        heights[i] = max(heights[i], heights[i - 1] + room)
    heights[-1] = min(heights[-1], high - room / 2)
    for i in range(len(heights) - 1)[::-1]:
        heights[i] = min(heights[i], heights[i + 1] - room)
    for line, height in zip(lines, heights):
        end = line.get_xdata()[-1], line.get_ydata()[-1]
        text = {"xytext": (1.025, height), "textcoords": axes.get_yaxis_transform(), "va": "center", "fontsize": 11}
        text |= {"weight": "bold" if line.get_linewidth() > 2 else "normal", "color": line.get_color()}
        # From the middle of the name's left edge.
        arrow = {"arrowstyle": "-", "color": line.get_color(), "linewidth": 1, "relpos": (0, 0.5), "shrinkB": 0}
        axes.annotate(line.get_label(), end, **text, arrowprops=arrow)


@styled
def cost_curve(history, published_costs=(), published_every=1000, title="Cost decay per iteration"):
    """The cost against the iteration; published_costs, one every published_every iterations, are drawn as dots."""
    figure = new_figure(15, 7)
    axes = figure.add_subplot(xlabel="Iteration", ylabel="Cost (mean cross-entropy, nats)")
    axes.set_title(title, parse_math=False)
    axes.plot(history.iterations, history.costs, label="this run")
    if len(published_costs):
        iterations = published_every * np.arange(len(published_costs))
        axes.plot(iterations, published_costs, "o", color="black", markersize=4, label="published (another draw)")
        axes.legend(loc="upper right")
    axes.set_ylim(bottom=0)
    return figure


@styled
def weight_evolution(weights, iterations, title="Every weight of the network"):
    """Each weight of a layer of one node against the iteration, W[0] and W[1] bold. weights : (F, 1, k)."""
    weights, iterations = checks.frames(weights, iterations)
    if weights.shape[1] != 1:
        raise checks.BadInput(f"weights must have shape (F, 1, k), a curve for each of one node, got {weights.shape}")
    figure = new_figure(15, 8)
    axes = figure.add_subplot(xlabel="Iteration", ylabel="Weight value")
    axes.set_title(title, parse_math=False)
    draw_weights(axes, iterations, weights[:, 0])
    name_ends(axes)
    return figure


@styled
def averaged_weights(weights, iterations, title="The noise weights, averaged"):
    """W[0], W[1] and the mean of the others against the iteration. weights : (F, 1, k), k at least 3."""
    weights, iterations = checks.frames(weights, iterations)
    figure = new_figure(15, 5)
    axes = figure.add_subplot(xlabel="Iteration", ylabel="Weight value")
    axes.set_title(title, parse_math=False)
    labels = ("W[0]", "W[1]", f"mean of the other {weights.shape[2] - 2}")
    for curve, label in zip(averaged(weights)[:, 0].T, labels):
        axes.plot(iterations, curve, label=label)
    figure.legend(loc="outside right upper")
    return figure


@styled
def heat_map(W, iteration, limits=(-1, 1), colormap="hot", labels=None):
    """A weight matrix W (n, m) as colours, its columns named, its iteration above, its colour bar beside it.

    limits : weights at the ends of the colour bar
    labels : names of the m columns; W[0], W[1], ... if None; () for a picture: square cells without names
    """
    W = _matrix("W", W)
    low, high = (checks.number("limits", limit) for limit in limits)
    if not low < high:
        raise checks.BadInput(f"limits must be (low, high) with low below high, got {limits}")
    n, m = W.shape
    labels = [f"W[{i}]" for i in range(m)] if labels is None else list(labels)
    is_picture = labels == []
    if not is_picture and len(labels) != m:
        raise checks.BadInput(f"labels must name {m} columns, got {len(labels)}")
    checks.choice("colormap", colormap, matplotlib.colormaps)

    figure = new_figure(5, 4) if is_picture else new_figure(8, min(2 + 0.15 * (n - 1), 8))
    axes = figure.add_subplot(title=iteration_title(iteration))
    mesh = axes.pcolormesh(W, cmap=color_map(colormap), vmin=low, vmax=high)
    axes.grid(False)
    axes.spines[:].set(edgecolor="0.5", linewidth=0.72)  # one pixel: it covers a cell's pixels whole or not at all
    every = max(1, m // 16)
    axes.set_xticks([] if is_picture else np.arange(0.5, m, every), labels[::every], fontsize=9, parse_math=False)
    axes.set_yticks([])
    if is_picture or n > 1:
        axes.invert_yaxis()
    if is_picture:
        axes.set_aspect("equal")
    elif n > 1:
        axes.set_ylabel(f"{n} nodes, first on top")
    bar = figure.colorbar(mesh, ax=axes, label="weight", extend="both", pad=0.02)
    bar.outline.set(edgecolor="0.5", linewidth=1)
    # Lay out once and onto whole pixels: the frames of a movie, and the titles of two, stand at the same places.
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    axes.set_aspect("auto")  # a picture is square to a pixel by now; drawing it would move its edges between pixels
    for part in (axes, bar.ax):
        on_pixels = Bbox.from_extents(np.round(part.bbox.extents))
        part.set_position(on_pixels.transformed(figure.transFigure.inverted()))
    return figure


def iteration_title(iteration):
    """What stands above a heat map. Digits keep their places, so that a movie's title does not jump."""
    return f"iteration {iteration:>6,}"


@styled
def matrix_as_colors(M, colormap="hot", title="A matrix as colours"):
    """Any matrix M (n, m) as colours, from its smallest entry to its largest."""
    M = _matrix("M", M)
    figure = new_figure(4, 3.4)
    axes = figure.add_subplot(xlabel="column", ylabel="row")
    axes.set_title(title, parse_math=False)
    image = axes.imshow(M, cmap=color_map(colormap), interpolation="nearest")
    axes.grid(False)
    axes.set(xticks=range(M.shape[1]), yticks=range(M.shape[0]))
    figure.colorbar(image, ax=axes, label="entry")
    return figure


def _matrix(name, array):
    """Refuse what is no matrix."""
    array = checks.finite(name, array)
    if array.ndim != 2 or array.size == 0:
        raise checks.BadInput(f"{name} must have shape (n, m), got {array.shape}")
    return array


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


MOST = 8  # panels that can still be told apart
NAMED = ("C0", "C1", "C2", "C3", "C4", "C5", "C6", "C8")  # curves that can still be named; C7 is as grey as the others


@styled
def node_panels(weights, iterations, features, title="Every weight of the first layer"):
    """A panel for each node, at most eight, with a curve for each of its weights; those that went furthest are named.

    weights : (F, n, k)    iterations : (F,)    features : names of the k inputs
    """
    weights, iterations = checks.frames(weights, iterations)
    figure, panels = _panels(weights.shape[1], title)
    moved = np.abs(weights[-1] - weights[0]).max(axis=0)  # (k,)
    named = np.sort(np.argsort(moved)[-len(NAMED) :])
    for node, axes in enumerate(panels):
        for i in np.setdiff1d(np.arange(len(features)), named):
            axes.plot(iterations, weights[:, node, i], color="0.65", linewidth=1)
        for color, i in zip(NAMED, named):
            axes.plot(iterations, weights[:, node, i], color=color, linewidth=2, label=features[i])
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
