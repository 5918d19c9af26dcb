"""An experiment by every method, from one start on the same data, for the page to play with."""

from massshuffle.notebook.experiments import run, run_each_way
from massshuffle.notebook.studies import METHODS, SIGN_STEPS
from massshuffle.view.explore.told import Explored

WAYS = (*METHODS, SIGN_STEPS)


def explored(experiment, seed, **more):
    """Train by the experiment's own method, which the page shows first, and by all others of WAYS. Returns an Explored.

    more : what told.Explored wants besides
    """
    own = experiment.method
    own = next(
        (
            way
            for way in WAYS
            if way.optimizer == own.optimizer and way.l1 == own.l1 and way.learning_rate == own.learning_rate
        ),
        own,
    )
    methods = [own, *(way for way in WAYS if way != own)]
    if experiment.hidden_layers:
        runs = [run(experiment, seed, method=method) for method in methods]
    else:
        runs = [of_seed for [of_seed] in run_each_way(experiment, [seed], methods)]
    names = [
        f"{m.name} ({m.learning_rate:g})" if m.name in [o.name for o in WAYS if o != m] else m.name for m in methods
    ]
    histories = {name: one.history for name, one in zip(names, runs)}
    title = f"Where does the mass go? The {experiment.name} run, moment by moment"
    return Explored(title, histories, runs[0].dataset, **more)
