"""Pictures that compare: models fold by fold, the time of an epoch, and the error of a numerical gradient by step."""

import numpy as np

from massshuffle.view.figures.style import add_legend, new_figure, styled

# Blue, orange and green that colour-blind readers can tell apart (Okabe and Ito), each with a marker of its own.
LOOKS = (("#0072B2", "o"), ("#D55E00", "s"), ("#009E73", "^"))


@styled
def comparison(scores, labels, log_scales=(), title="Cross-validated: small each fold, large the mean"):
    """A panel for each score: every fold as a faint dot, the mean over the folds as a large one.

    scores     : {data set: {model: {score: (folds,)}}}, the same at most 3 models and the same scores for each data set
    labels     : {score: name of its axis, with the unit}, one panel each, in this order
    log_scales : the scores that want a logarithmic axis
    """
    models = list(next(iter(scores.values())))
    means = {}
    figure = new_figure(15, 5.5)
    figure.suptitle(title, parse_math=False)
    figure.get_layout_engine().set(wspace=0.05)
    for axes, (score, label) in zip(np.atleast_1d(figure.subplots(1, len(labels))), labels.items()):
        for i, (model, (color, marker)) in enumerate(zip(models, LOOKS)):
            for place, results in enumerate(scores.values()):
                values = np.asarray(results[model][score])
                x = place + 0.22 * (i - (len(models) - 1) / 2)
                axes.plot(np.full(len(values), x), values, marker, color=color, markersize=5, alpha=0.35)
                [means[model]] = axes.plot(x, values.mean(), marker, color=color, markersize=11)
        axes.set_ylabel(label, parse_math=False)
        axes.set_xticks(range(len(scores)), list(scores), parse_math=False)
        axes.set_xlim(-0.5, len(scores) - 0.5)
        axes.grid(False, axis="x")
        if score in log_scales:
            axes.set_yscale("log")
    add_legend(figure, means.values(), models, loc="outside lower center", ncols=len(models))
    return figure


FLOOR = 1e-17  # where an error of exactly 0 is drawn
# What a difference's error grows as: the power of h, and how it is written.
FORMULAS = {"forward difference": (1, "h"), "central difference": (2, "$h^2$"), "complex step": None}


@styled
def error_against_step(steps, errors, title="How short should a step be?"):
    """The error of every formula against the step, log-log; under the arms of the differences, lines of slope 1 and 2.

    steps : (S,), above 0    errors : what numerical_gradient.errors_by_step gave for them
    """
    steps = np.asarray(steps)
    figure = new_figure(12, 7)
    axes = figure.add_subplot(xscale="log", yscale="log")
    axes.set_title(title, parse_math=False)
    axes.set(xlabel="Step h", ylabel="Largest error / largest |gradient|")
    for (name, growth), (color, marker) in zip(FORMULAS.items(), LOOKS):
        if name not in errors:
            axes.plot([], [], marker, color=color, label=f"no {name}: it needs an f of complex numbers")
            continue
        drawn = np.maximum(errors[name], FLOOR)  # (S,)
        axes.plot(steps, drawn, marker + "-", color=color, markersize=5, label=name)
        if growth is not None:
            power, written = growth
            guide = drawn[steps.argmax()] / 4 * (steps / steps.max()) ** power  # (S,)
            above = guide >= FLOOR
            axes.plot(steps[above], guide[above], "--", color=color, linewidth=1, label=f"slope {power}, as {written}")
    axes.set_ylim(bottom=FLOOR / 3)
    figure.legend(loc="outside lower center", ncols=3)
    return figure


@styled
def epoch_times(rows):
    """Time of an epoch against the number of entries of X, log-log.

    rows : [(samples, features, seconds an epoch, seconds of the arithmetic alone, ratio)]
    """
    figure = new_figure(10, 6)
    title = "An epoch beside its two matrix products and a tanh alone"
    axes = figure.add_subplot(title=title, xscale="log", yscale="log")
    axes.set(xlabel="Entries of X (samples x features)", ylabel="Time of an epoch (milliseconds)")
    rows = sorted(rows, key=lambda row: row[0] * row[1])
    entries = [row[0] * row[1] for row in rows]
    for i, label, marker in ((2, "massshuffle", "o"), (3, "arithmetic alone", "s")):
        milliseconds = [1e3 * row[i] for row in rows]
        axes.plot(entries, milliseconds, marker, label=label, markersize=8, alpha=0.7)
    axes.legend(loc="upper left")
    return figure
