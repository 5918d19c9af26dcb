"""Pictures of the data, and of the boundaries that networks learn in its plane. Red is label 0, blue is label 1."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from massshuffle import checks
from massshuffle.view.figures.style import color_map, new_figure, styled

COLORS = {0: "red", 1: "blue"}


@styled
def scatter_plane(X, Y, n_samples=100, title="The two large coordinates"):
    """The first n_samples samples in the plane of the two coordinates that matter. X : (k, N)    Y : (1, N)."""
    X, Y = _checked(X, Y, n_coordinates=2)
    n_samples = checks.integer("n_samples", n_samples, minimum=1)
    X, Y = X[:, :n_samples], Y[:, :n_samples]
    figure = new_figure(10, 8)
    axes = figure.add_subplot(xlabel="$x_1$", ylabel="$x_2$")
    axes.set_title(f"{title} ({X.shape[1]} samples)", parse_math=False)
    return _scattered(axes, X[:2], Y)


@styled
def scatter_space(X, Y, limits=None, view=(20, 30), title="The first noise coordinate, enlarged"):
    """All samples in the space of x1, x2 and the first noise coordinate x3.

    limits : (low, high) for all three axes, to see them at one scale; None lets each fill its axis
    view   : elevation and azimuth of the camera in degrees
    """
    X, Y = _checked(X, Y, n_coordinates=3)
    figure = new_figure(10, 8)
    axes = figure.add_subplot(projection="3d", xlabel="$x_1$", ylabel="$x_2$", zlabel="$x_3$ (noise)")
    axes.set_title(title, parse_math=False)
    if limits is not None:
        axes.set(xlim=limits, ylim=limits, zlim=limits)
    # Fewer ticks, and none in the corners where the labels of two axes would touch.
    for axis, most, prune, pad in (
        (axes.xaxis, 5, "upper", 12),
        (axes.yaxis, 5, "lower", 12),
        (axes.zaxis, 7, None, 18),
    ):
        axis.set_major_locator(MaxNLocator(most, prune=prune))
        axis.labelpad = pad
    axes.tick_params(axis="z", pad=7)
    axes.set_box_aspect(None, zoom=0.86)
    axes.view_init(*view)
    return _scattered(axes, X[:3], Y)


def _scattered(axes, X, Y):
    """Draw a dot for each sample, in its label's colour, and name the colours. Returns the figure."""
    for label, color in COLORS.items():
        axes.scatter(*X[:, Y[0] == label], color=color, label=f"label {label}")
    axes.figure.legend(loc="outside right upper")
    return axes.figure


def _checked(X, Y, n_coordinates):
    """Refuse samples that cannot be drawn."""
    X = checks.finite("X", X)
    if X.ndim != 2 or X.shape[0] < n_coordinates or X.shape[1] < 1:
        raise checks.BadInput(f"X must have shape (k, N) with k at least {n_coordinates}, got {X.shape}")
    return X, checks.labels("Y", Y, (1, X.shape[1]))


@styled
def learned_boundaries(models, curve, limit=25.0, n_points=300):
    """The plane as each network sees it, side by side, its boundary over the true one. Noise coordinates are 0.

    models   : {title: (network, theta (P,))}    curve : x2 -> x1, the true boundary
    limit    : x1 and x2 reach from -limit to limit    n_points : of the grid along each of them
    """
    line = np.linspace(-limit, limit, n_points)
    x1, x2 = np.meshgrid(line, line)  # (n_points, n_points) each
    figure = new_figure(7 * len(models) + 1, 7)
    panels = figure.subplots(1, len(models), sharey=True, squeeze=False)[0]
    for axes, (title, (network, theta)) in zip(panels, models.items()):
        X = np.zeros((network.nodes_per_layer[0], x1.size))  # (k, n_points^2)
        X[:2] = x1.ravel(), x2.ravel()
        probability = network.predict_probability(theta, X).reshape(x1.shape)
        mesh = axes.pcolormesh(x1, x2, probability, cmap=color_map("RdBu"), vmin=0, vmax=1, rasterized=True)
        axes.plot(curve(line), line, color="gold", linewidth=5)
        axes.contour(x1, x2, probability, levels=[0.5], colors="black", linewidths=2)
        axes.grid(False)
        axes.set_title(title, parse_math=False)
        axes.set(xlabel="$x_1$", xlim=(-limit, limit), aspect="equal")
    panels[0].set(ylabel="$x_2$", ylim=(-limit, limit))
    figure.colorbar(mesh, ax=panels, label="probability of label 1", pad=0.02)
    learned = panels[0].plot([], [], color="black", linewidth=2)
    names = ["learned boundary (probability 0.5)", "true boundary"]
    look = {"loc": "outside lower center", "ncols": 2, "facecolor": "0.7", "frameon": True}
    figure.legend([*learned, panels[0].lines[0]], names, **look)
    return figure
