"""The numbers of a run in words and rows of text, formatted once for the terminal and for the page.

Tested by tests/view/test_run_summary.py and tests/view/test_report.py.
"""

import numpy as np

from massshuffle import mass


def label_shares(dataset, published=("", "", "")):
    """[(part, share of label 1, the published one)] for the whole sample and the two parts of the split."""
    parts = (("whole sample", dataset.Y), ("train set", dataset.Y_train), ("test set", dataset.Y_test))
    return [(part, f"{Y.mean():.4g}", f"{theirs}") for (part, Y), theirs in zip(parts, published)]


def costs(run):
    """[(iteration, our cost, the cost that the notebook printed)], where both are there."""
    ours = dict(zip(run.history.iterations.tolist(), run.history.costs))
    return [(f"{i}", f"{ours[i]:.7f}", f"{theirs:.7f}") for i, theirs in _published_costs(run).items() if i in ours]


def costs_left_out(run):
    """A sentence for each reason why a published cost has none of ours beside it; none if all have one."""
    recorded, end = set(run.history.iterations.tolist()), run.history.iterations[-1]
    missing = [i for i in _published_costs(run) if i <= end and i not in recorded]
    beyond = [i for i in _published_costs(run) if i > end]
    sentences = [f"Published, but not recorded here: {', '.join(map(str, missing))}"] if missing else []
    return sentences + ([f"Published, but not reached here: {beyond[0]} to {beyond[-1]}"] if beyond else [])


def accuracies(run):
    """[(part, our accuracy, the published one)]."""
    published = run.experiment.published
    ours, theirs = (run.accuracy_train, run.accuracy_test), (published.accuracy_train, published.accuracy_test)
    return [(part, f"{one:.6g}", f"{other:g}") for part, one, other in zip(("train", "test"), ours, theirs)]


def weights_at_the_ends(run):
    """[(which weight and when, our value, the published one)] for W[0], W[1] and the mean of the noise weights."""
    frames, published = run.history.weights()[:, 0], run.experiment.published  # (F, k)
    ends = ("start", frames[0], published.start), ("end", frames[-1], published.end)
    rows = [(f"W[{i}] at the {when}", f"{W[i]:.3f}", f"{theirs[i]:.3f}") for when, W, theirs in ends for i in (0, 1)]
    return [*rows, ("mean noise weight at the end", f"{frames[-1, 2:].mean():.2f}", f"{published.mean_noise:.2f}")]


def published_table(run):
    """Lines for the terminal: each cost the notebook printed, and its accuracies, beside ours."""
    lines = [f"{i:>9} {ours:>12} {theirs:>12}" for i, ours, theirs in [("iteration", "cost", "published"), *costs(run)]]
    lines += costs_left_out(run)
    return lines + [f"Accuracy of {part}: {ours} (published {theirs})" for part, ours, theirs in accuracies(run)]


def where_the_mass_went(run):
    """What the weights did, in measured numbers: right for any seed and any number of epochs."""
    weights = run.history.weights()
    first, last = mass.averaged(weights)[[0, -1], 0]
    noise = np.abs(weights[[0, -1], 0, 2:]).mean(axis=1)
    share = mass.shares(weights[[0, -1]])[:, 0]
    return (
        f"From iteration 0 to {run.history.iterations[-1]}, W[0] went from {first[0]:.2f} to {last[0]:.2f} and W[1] "
        f"from {first[1]:.2f} to {last[1]:.2f}. The mean of the noise weights went from {first[2]:.2f} to "
        f"{last[2]:.2f}: this is what averaging shows. Their mean size, signs put aside, went from {noise[0]:.2f} to "
        f"{noise[1]:.2f}. Call |W[i]| divided by the sum over all weights the share of the mass that sits on a "
        f"weight: the share of W[0] went from {share[0]:.3f} to {share[1]:.3f}."
    )


def settings(runs, seed):
    """[(setting, its value in each run)]: what a reader needs to make the runs again."""
    return [
        ("seed", *(str(seed) for _ in runs)),
        ("label 1 where", *(run.experiment.boundary.words for run in runs)),
        ("training samples", *(str(run.dataset.X_train.shape[1]) for run in runs)),
        ("test samples", *(str(run.dataset.X_test.shape[1]) for run in runs)),
        ("nodes per layer", *(str(run.network.nodes_per_layer) for run in runs)),
        ("optimizer", *(f"{run.experiment.method.name}, all samples in each step" for run in runs)),
        ("learning rate", *(f"{run.experiment.method.learning_rate:g}" for run in runs)),
        ("epochs", *(str(run.experiment.epochs) for run in runs)),
        ("a frame every", *(f"{run.experiment.record_every} epochs" for run in runs)),
        ("NumPy", *(np.__version__ for _ in runs)),
    ]


def _published_costs(run):
    """{iteration: the cost that the notebook printed}."""
    published = run.experiment.published
    return {published.every * i: cost for i, cost in enumerate(published.costs)}
