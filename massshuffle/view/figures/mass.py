"""Pictures of mass: whose share grows under which optimizer, and why."""

from itertools import cycle

import numpy as np

from massshuffle.view.figures.style import add_legend, color_map, new_figure, styled


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
        colors = ["tab:blue", "tab:orange", *color_map("Greys")(np.linspace(0.25, 0.7, n_noise))]
        areas = axes.stackplot(iterations, outcome.shares.T, colors=colors)
        axes.set_title(outcome.method.name, parse_math=False)
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

    n_noise_features : (D,)    measured : {method's name: (D, seeds, 3)}; median and range
    """
    figure = new_figure(15, 5)
    titles = ("Share of W[0]", "Effective number of weights", "Test accuracy")
    for i, (axes, title) in enumerate(zip(figure.subplots(1, 3), titles)):
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
    accuracies = [np.asarray(values)[:, :, 2].min() for values in measured.values()]
    figure.axes[2].set_ylim(min(0.9, *accuracies), 1.005)
    add_legend(figure, axes.lines, list(measured), loc="outside upper center", ncols=len(measured))
    return figure
