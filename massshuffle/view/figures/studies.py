"""Pictures of the studies: our runs around the published numbers, where training is heading, and the random walk."""

import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter

from massshuffle import checks
from massshuffle.view.figures.style import BIAS_COLOR, W_COLORS, add_legend, color_map, new_figure, styled


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
    axes = figure.add_subplot(xlabel="Iteration", ylabel="Cost (nats, log scale)", yscale="log")
    axes.set_title(title, parse_math=False)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_formatter(NullFormatter())
    low, median, high, published = zip(*((row.low, row.median, row.high, row.published) for row in rows))
    axes.fill_between(iterations, low, high, color="tab:blue", alpha=0.3, label="99 % of our runs")
    axes.plot(iterations, median, color="tab:blue", label="median of our runs")
    axes.plot(iterations, published, "o", color="black", markersize=5, label="published")
    axes.legend()
    return figure


@styled
def directions(paths):
    """The weights of each separator above those that each method learnt, by colour, the largest of each row as 1.

    paths : {norm: [implicit_bias.Path]}, all of one data set
    """
    figure = new_figure(12, 7)
    figure.suptitle("The weights of each separator (bold), and of the methods that step its way")
    ratios = [1 + len(group) for group in paths.values()]
    panels = figure.subplots(len(paths), 1, sharex=True, height_ratios=ratios)
    for axes, (norm, group) in zip(panels, paths.items()):
        rows = [group[0].separators[norm], *(path.run.history.theta for path in group)]
        W = np.stack(rows)[:, :-1]  # without the biases
        W = W / np.abs(W).max(axis=1, keepdims=True)
        mesh = axes.pcolormesh(W, cmap=color_map("RdBu_r"), vmin=-1, vmax=1, edgecolors="white", linewidth=1)
        axes.axhline(1, color="black", linewidth=2)
        axes.invert_yaxis()
        axes.grid(False)
        axes.set_yticks(
            np.arange(len(rows)) + 0.5, [f"{norm} separator", *(path.name for path in group)], parse_math=False
        )
        axes.get_yticklabels()[0].set_weight("bold")
    axes.set_xticks(np.arange(W.shape[1]) + 0.5, [f"W[{i}]" for i in range(W.shape[1])], fontsize=10)
    figure.colorbar(mesh, ax=list(panels), label="weight, as a share of the row's largest", pad=0.02)
    return figure


@styled
def headings(paths):
    """The cosine with each separator against the steps taken (log), a panel a norm: its methods, the others behind.

    paths : {norm: [implicit_bias.Path]}, all of one data set
    """
    figure = new_figure(15, 7)
    figure.suptitle("How near each comes to each separator (thin: the methods of the other panels)")
    panels = figure.subplots(1, len(paths), sharex=True, sharey=True)
    for axes, norm in zip(panels, paths):
        named = []
        for other, group in paths.items():
            for path in group:
                is_own = other == norm
                look = {"linewidth": 2.2, "zorder": 3} if is_own else {"color": "0.6", "linewidth": 0.8}
                lines = axes.plot(path.steps[1:], path.cosines(norm)[1:], **look)
                named += lines if is_own else []
        axes.set_title(f"{norm} separator", parse_math=False)
        axes.set(xlabel="Iteration (step)", xscale="log")
        axes.axhline(1, color="black", linewidth=1, linestyle="--")
        add_legend(axes, named, [path.name for path in paths[norm]], loc="upper center", bbox_to_anchor=(0.5, -0.14))
    panels[0].set_ylabel("Cosine with the separator")
    return figure


@styled
def walk_steps(history, true_boundary=None, title="A random walk down the cost"):
    """Cost, weights and bias against the step, for a network of one layer.

    true_boundary : (W[0], W[1], b), drawn as dashed lines at the scale of the walk's last W[0]; None draws none
    """
    weights, steps = checks.frames(history.weights(), history.iterations)
    n_weights = weights.shape[2]
    if history.network.n_layers != 1 or n_weights < 2:
        raise checks.BadInput(
            f"history must be of a network (k, 1), k at least 2, got {history.network.nodes_per_layer}"
        )
    W, b = weights[:, 0], history.thetas[:, n_weights]  # (F, k), (F,)
    figure = new_figure(12, 11)
    cost_axes, W_axes, b_axes = figure.subplots(3, 1, sharex=True)
    cost_axes.semilogy(steps, history.costs, color="black")
    cost_axes.set_title(title, parse_math=False)
    cost_axes.set(ylabel="Cost (nats, log scale)")
    for i in range(2, n_weights):
        label = f"W[2] to W[{n_weights - 1}] (noise)" if i == 2 else None
        W_axes.step(steps, W[:, i], where="post", color="0.6", linewidth=1, label=label)
    for i, color in enumerate(W_COLORS):
        W_axes.step(steps, W[:, i], where="post", color=color, linewidth=3, label=f"W[{i}]")
    W_axes.set(ylabel="Weight value")
    b_axes.step(steps, b, where="post", color=BIAS_COLOR, linewidth=3, label="b (bias)")
    b_axes.set(xlabel="Step", ylabel="Bias value")
    if true_boundary is not None:
        W_0, W_1, b_0 = true_boundary
        for axes, value, label in ((W_axes, W_0, None), (W_axes, W_1, None), (b_axes, b_0, "true boundary, scaled")):
            axes.axhline(W[-1, 0] / W_0 * value, color="black", linestyle="--", label=label)
    figure.legend(loc="outside right upper")
    return figure


@styled
def cost_by_evaluations(runs, title="What a cost has cost"):
    """The cost against the evaluations paid for it, both on log scales.

    runs : {name: (evaluations (F,), costs (F,))}, all above 0
    """
    figure = new_figure(12, 7)
    axes = figure.add_subplot(xscale="log", yscale="log")
    axes.set_title(title, parse_math=False)
    axes.set(xlabel="Evaluations of the cost (log scale)", ylabel="Cost (nats, log scale)")
    for name, (evaluations, costs) in runs.items():
        axes.plot(evaluations, costs, linewidth=2, label=name)
    add_legend(figure, axes.lines, list(runs), loc="outside right upper")
    return figure
