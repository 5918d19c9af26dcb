"""Pictures of mass: whose share grows under which optimizer, and why."""

from itertools import cycle

import numpy as np
from matplotlib.ticker import LogLocator

from massshuffle.view.figures.style import W_COLORS, add_legend, color_map, new_figure, styled


@styled
def mass_shares(outcomes):
    """Shares of the mass over the iterations as stacked areas, one panel an optimizer.

    outcomes : those of studies.follow
    """
    figure = new_figure(12, 8)
    panels = figure.subplots(-(-len(outcomes) // 2), 2, sharex=True, sharey=True).flat
    for axes, outcome in zip(panels, outcomes):
        iterations = outcome.run.history.iterations
        n_noise = outcome.weights.shape[1] - 2
        colors = [*W_COLORS, *color_map("Greys")(np.linspace(0.25, 0.7, n_noise))]
        areas = axes.stackplot(iterations, outcome.shares.T, colors=colors)
        title = f"{outcome.method.name}, rate {outcome.method.learning_rate:g}"
        axes.set_title(title, parse_math=False)
        axes.set(xlim=(0, iterations[-1]), ylim=(0, 1))
    figure.supxlabel("Iteration", fontsize=15)
    figure.supylabel("Share of the mass", fontsize=15)
    labels = ["W[0], which decides", "W[1]", f"{n_noise} noise weights"]
    handles = [areas[0], areas[1], *areas[2 + n_noise // 2 :][:1]]
    figure.legend(handles, labels[: len(handles)], loc="outside upper center", ncols=3)
    return figure


@styled
def distance_travelled(outcomes):
    """How far each weight walked against the size of its first gradient, log-log."""
    figure = new_figure(10, 6.5)
    title = "Adam walks as far on a ten-thousandth of the gradient"
    axes = figure.add_subplot(title=title, xscale="log", yscale="log", ylabel="Distance the weight travelled")
    axes.set_xlabel("Size of the weight's first gradient (nats per unit of weight)")
    for outcome, marker in zip(outcomes, cycle("osD^v")):
        first = np.abs(outcome.first_gradient)
        hollow = {"markersize": 9, "markerfacecolor": "none", "markeredgewidth": 2}
        axes.plot(first, outcome.travelled, marker, label=outcome.method.name, **hollow)
    for i, side, offset in ((0, "left", 8), (1, "right", -8)):
        place = (abs(outcomes[0].first_gradient[i]), outcomes[0].travelled[i])
        text = {"xytext": (offset, -4), "textcoords": "offset points", "ha": side}
        axes.annotate(f"W[{i}]", place, **text, fontsize=13)
    axes.margins(x=0.08)
    names = [outcome.method.name for outcome in outcomes]
    add_legend(figure, axes.lines, names, loc="outside right upper")
    return figure


@styled
def dimension_study(n_noise_features, measured):
    """Share of W[0], effective number and accuracy against the number of noise features.

    n_noise_features : (D,)    measured : {method's name: (D, seeds, 4)} of studies.QUANTITIES; median and range
    """
    figure = new_figure(18, 5)
    titles = (
        "Share of W[0]",
        "Effective number of weights",
        "Accuracy, fresh samples",
        "The same, noise weights set to 0",
    )
    for i, (axes, title) in enumerate(zip(figure.subplots(1, 4), titles)):
        for name, values in measured.items():
            values = np.asarray(values)[:, :, i]
            low, high = values.min(axis=1), values.max(axis=1)
            [line] = axes.plot(n_noise_features, np.median(values, axis=1), "o-", label=name)
            axes.fill_between(n_noise_features, low, high, alpha=0.25, color=line.get_color())
        axes.set_xscale("symlog", linthresh=10, linscale=0.5)
        axes.set_xticks(n_noise_features, [str(n) for n in n_noise_features])
        axes.minorticks_off()
        axes.set(title=title, xlabel="Number of noise features")
    figure.axes[1].set_yscale("log")
    figure.axes[0].set_ylim(0, 1.05)
    least = min(np.asarray(values)[:, :, 2:].min() for values in measured.values())
    for axes in figure.axes[2:]:
        axes.set_ylim(min(0.9, least), 1.005)
    add_legend(figure, axes.lines, list(measured), loc="outside upper center", ncols=len(measured))
    return figure


@styled
def batch_study(batch_sizes, moved):
    """How far the noise weights moved against the batch size, log-log: each seed, their mean, and the law.

    batch_sizes : (B,), rising    moved : (B, seeds), above 0
    """
    batch_sizes, moved = np.asarray(batch_sizes), np.asarray(moved)
    figure = new_figure(10, 6)
    axes = figure.add_subplot(xscale="log", yscale="log", xlabel="Batch size (samples per step)")
    axes.set(title="Small batches hold the noise weights back", ylabel="Mean distance of a noise weight from its start")
    for i, distances in enumerate(moved.T):
        axes.plot(batch_sizes, distances, "o", color="tab:blue", alpha=0.3, label=None if i else "one seed")
    axes.plot(batch_sizes, moved.mean(axis=1), "o-", color="tab:blue", markersize=9, label="mean of the seeds")
    law = moved[-1].mean() * np.sqrt(batch_sizes / batch_sizes[-1])
    axes.plot(batch_sizes, law, "--", color="black", label="law: as the square root of the batch size")
    axes.set_xticks(batch_sizes, [str(size) for size in batch_sizes])
    axes.minorticks_off()
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.legend()
    return figure
