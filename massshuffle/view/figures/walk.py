"""Pictures of the random walk: where it stood at each step, and what it paid beside Adam."""

from massshuffle import checks
from massshuffle.view.figures.style import add_legend, new_figure, styled


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
    cost_axes.set(title=title, ylabel="Cost (nats, log scale)")
    for i in range(2, n_weights):
        label = f"W[2] to W[{n_weights - 1}] (noise)" if i == 2 else None
        W_axes.step(steps, W[:, i], where="post", color="0.6", linewidth=1, label=label)
    for i, color in enumerate(("tab:blue", "tab:orange")):
        W_axes.step(steps, W[:, i], where="post", color=color, linewidth=3, label=f"W[{i}]")
    W_axes.set(ylabel="Weight value")
    b_axes.step(steps, b, where="post", color="tab:green", linewidth=3, label="b (bias)")
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
    axes = figure.add_subplot(title=title, xscale="log", yscale="log")
    axes.set(xlabel="Evaluations of the cost (log scale)", ylabel="Cost (nats, log scale)")
    for name, (evaluations, costs) in runs.items():
        axes.plot(evaluations, costs, linewidth=2, label=name)
    add_legend(figure, axes.lines, list(runs), loc="outside right upper")
    return figure
