"""Pictures of what networks have learned: the boundary each draws in the plane of the two coordinates that matter."""

import numpy as np

from massshuffle.view.figures.style import color_map, new_figure, styled


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
