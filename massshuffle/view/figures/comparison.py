"""Pictures of a comparison: several models on several data sets, fold by fold.

Proved by tests/view/test_figures.py.
"""

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
    figure.suptitle(title)
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
