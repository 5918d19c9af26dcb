"""The numbers of a report: where the mass went, what the notebook published beside ours, the settings.

Proved by tests/view/test_report.py.
"""

import numpy as np

from massshuffle import mass
from massshuffle.view import page, story


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


def beside_published(run):
    """Each number the notebook published about a run, beside ours."""
    rows = [
        (f"cost at {iteration}", f"{ours:.5f}", f"{theirs:.5f}") for iteration, ours, theirs in story.cost_rows(run)
    ]
    published = run.experiment.published
    weights = run.history.weights()[:, 0]  # (F, k)
    for when, W, theirs in (("start", weights[0], published.start), ("end", weights[-1], published.end)):
        for i, value in enumerate(theirs):
            rows.append((f"W[{i}] at the {when}", f"{W[i]:.3f}", f"{value:.3f}"))
    for part, accuracy, theirs in (
        ("train", run.accuracy_train, published.accuracy_train),
        ("test", run.accuracy_test, published.accuracy_test),
    ):
        rows.append((f"accuracy, {part} set", f"{accuracy:.4g}", f"{theirs:.4g}"))
    return page.table(
        "Published numbers beside ours. The notebook has no seed, so its draw cannot be repeated digit by digit. "
        "Costs are means in nats, at the iteration named; its weights are read off its curves.",
        ("number", "this run", "published"),
        rows,
    )


def settings(runs, seed):
    """What a reader needs to make the runs again, a column for each run."""
    rows = [
        ("seed", *(str(seed) for _ in runs)),
        ("label 1 where", *(run.experiment.boundary for run in runs)),
        ("training samples", *(str(run.dataset.X_train.shape[1]) for run in runs)),
        ("test samples", *(str(run.dataset.X_test.shape[1]) for run in runs)),
        ("nodes per layer", *(str(run.network.nodes_per_layer) for run in runs)),
        ("optimizer", *("Adam, all samples in each step" for _ in runs)),
        ("learning rate", *(f"{run.experiment.learning_rate:g}" for run in runs)),
        ("epochs", *(str(run.experiment.epochs) for run in runs)),
        ("a frame every", *(f"{run.experiment.record_every} epochs" for run in runs)),
        ("NumPy", *(np.__version__ for _ in runs)),
    ]
    return page.table(
        "With these, scripts/reproduce_notebook.py makes this page again.",
        ("setting", *(run.experiment.name for run in runs)),
        rows,
    )
