"""An experiment by every method, from one start on the same data, for the page to play with.

Tested by tests/view/test_explore_told.py.
"""

from dataclasses import asdict, replace

from massshuffle.experiments.runs import ADAM, run, run_each_way
from massshuffle.experiments.studies import ADAM_L1, DESCENT, MOMENTUM, SIGN_STEPS
from massshuffle.view.explore.told import Explored

TITLE = "Where does the mass go? The {} run, moment by moment"
SILENT = (
    "{} of the {} features are 0 in every training sample: their weights have no gradient at all, and no optimizer "
    "moves them from where they started. L1 does, to 0."
)
TASK = (
    "A network learns to give each sample its label: 1 where {}, else 0. x1 and x2 are large, the other inputs are "
    "small noise; W[0] is the weight of x1, W[1] that of x2, and so on. The mass of a weight is its size, whatever its "
    "sign."
)
WAYS = (ADAM, DESCENT, MOMENTUM, ADAM_L1, SIGN_STEPS)


def explored(experiment, seed, train=run, on_record=None, **more):
    """Train by the experiment's own method, which the page shows first, and by all others of WAYS. Returns an Explored.

    train : with hidden layers, called as train(experiment, seed) for each method, as run is
    on_record : without them, called at each frame of all methods, as training.train calls it
    more : what Explored wants besides
    """
    methods = ways(experiment.method)
    if experiment.hidden_layers:
        runs = [train(replace(experiment, method=method), seed) for method in methods.values()]
    else:
        runs = [of_seed for [of_seed] in run_each_way(experiment, [seed], methods.values(), on_record=on_record)]
    return of_runs(TITLE.format(experiment.name), dict(zip(methods, runs)), **more)


def of_runs(title, runs, about=(), **more):
    """The Explored of {name of a method: Run} on the same data."""
    first = next(iter(runs.values()))
    dataset, boundary = first.dataset, first.experiment.boundary
    if boundary is not None:
        about = (TASK.format(boundary.words), *about)
    if silent := int((dataset.X_train == 0).all(axis=1).sum()):
        about = (*about, SILENT.format(silent, len(dataset.X_train)))
    return Explored(title, {name: one.history for name, one in runs.items()}, dataset, about=about, **more)


def ways(own):
    """{name: Method} of own, first, and all others of WAYS."""
    same = [way for way in WAYS if asdict(way) | {"name": ""} == asdict(own) | {"name": ""}]
    others = {way.name: way for way in WAYS if way not in same}
    name = same[0].name if same else f"{own.name}, rate {own.learning_rate:g}"
    return {name: own, **others}
