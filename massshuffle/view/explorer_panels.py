"""What the explorer shows: each function draws one view on its axes and returns a function that moves it to a frame.

Proved by tests/view/test_explorer.py.
"""

import numpy as np

from massshuffle import checks
from massshuffle.activations import sigmoid
from massshuffle.view.figures.samples import COLORS

REACH = 30  # the plane is drawn from -30 to 30, as far as the notebook's samples go


def matrix(axes, weights):
    """W_1 as colours, zero in the middle of the colour bar. weights : (F, n, k)."""
    limit = np.abs(weights).max()
    n, k = weights.shape[1:]
    mesh = axes.pcolormesh(weights[0], cmap="hot", vmin=-limit, vmax=limit)
    axes.set_title("$W_1$ as colours")
    axes.grid(False)
    axes.set_yticks([])
    axes.invert_yaxis()
    every = max(1, k // 16)
    axes.set_xticks(np.arange(0.5, k, every), [str(i) for i in range(0, k, every)], fontsize=9)
    if n > 1:
        axes.set_ylabel(f"{n} nodes")
    axes.figure.colorbar(mesh, ax=axes, label="weight", pad=0.02)
    return lambda frame: mesh.set_array(weights[frame])


def curves(axes, weights, iterations):
    """Each weight of W_1 against the iteration, and a line where we are. weights : (F, n, k)."""
    flat = weights.reshape(len(weights), -1)  # (F, n k)
    axes.plot(iterations, flat, color="0.6", linewidth=1)
    for i in range(min(2, flat.shape[1])):
        color = ("tab:blue", "tab:orange")[i]
        axes.plot(iterations, flat[:, i], color=color, linewidth=3, label=_name(weights, i))
    axes.set(title="Each weight", xlabel="Iteration", ylabel="Weight value")
    axes.legend(loc="upper left")
    here = axes.axvline(iterations[0], color="black", linewidth=1.5)
    return lambda frame: here.set_xdata([iterations[frame]] * 2)


def _name(weights, i):
    """What the i-th weight of W_1, row by row, is called."""
    n, k = weights.shape[1:]
    return f"W[{i}]" if n == 1 else f"W[{i // k}, {i % k}]"


def shares(axes, share):
    """The mass share of each weight as a bar. share : (F, n k), rows sum to 1."""
    bars = axes.bar(np.arange(share.shape[1]), share[0], color="0.6")
    for bar, color in zip(bars, ("tab:blue", "tab:orange")):
        bar.set_color(color)
    axes.set(title="Share of the mass", xlabel="weight", ylabel="$|W_i|$ / sum")
    axes.set_ylim(0, 1.05 * share.max())

    def move(frame):
        for bar, height in zip(bars, share[frame]):
            bar.set_height(height)

    return move


def plane(axes, history, samples=None, n_points=121):
    """The probability of label 1 over the plane of x1 and x2, red to blue, and a line where it is one half.

    samples : (X, Y) to draw over it, X (k, N), Y (1, N), or None
    Further coordinates are held at 0, and the title says so. Raises ValueError for a network of one input.
    """
    network = history.network
    k = network.nodes_per_layer[0]
    if k < 2:
        raise checks.BadInput("history must be of a network with 2 inputs or more, got 1")
    side = np.linspace(-REACH, REACH, n_points)
    grid = np.zeros((k, n_points * n_points))  # (k, G)
    x1, x2 = np.meshgrid(side, side)
    grid[:2] = x1.ravel(), x2.ravel()
    extent = (-REACH, REACH, -REACH, REACH)
    look = {"origin": "lower", "cmap": "RdBu", "vmin": -0.8, "vmax": 1.8, "interpolation": "nearest"}
    image = axes.imshow(np.zeros((n_points, n_points)), extent=extent, **look)
    axes.grid(False)
    others = ", other coordinates at 0" if k > 2 else ""
    axes.set(title=f"Prediction{others}", xlabel="$x_1$", ylabel="$x_2$")
    if samples is not None:
        X, Y = samples
        X = checks.samples(X, k)
        Y = checks.labels("Y", Y, (1, X.shape[1]))
        for label, color in COLORS.items():
            axes.scatter(*X[:2, Y[0] == label], s=6, color=color)
    axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=(-20, 0, 20), yticks=(-20, 0, 20))
    lines = []  # the boundary that is on show, if there is one

    def move(frame):
        theta = history.thetas[frame]
        logits = network.logits(theta, grid).reshape(x1.shape)
        image.set_data(sigmoid(logits))
        while lines:
            lines.pop().remove()
        if logits.min() < 0 < logits.max():
            lines.append(axes.contour(x1, x2, logits, [0], colors="black"))

    return move
