"""Exploration: the same training run by several methods, for the page that shows them frame by frame.

Two methods can be compared only if all else is the same. So all histories of an Exploration start from the same weights
on the same data, and have the same network and the same recorded iterations.

Tested by tests/view/test_explore_data.py. Next: page_data.py, which computes what the page shows of each frame.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from massshuffle import checks
from massshuffle.data import Dataset
from massshuffle.experiments.runs import ADAM, run, run_each_way
from massshuffle.experiments.studies import ADAM_L1, DESCENT, MOMENTUM, SIGN_STEPS

METHODS = (ADAM, DESCENT, MOMENTUM, ADAM_L1, SIGN_STEPS)
TITLE = "Where does the mass go? The {} run, moment by moment"
SILENT = (
    "{} of the {} features are 0 in every training sample. Their weights have no gradient at all, and stay where they "
    "started unless a penalty or a weight decay takes them to 0."
)
TASK = (
    "A network learns to give each sample its label: 1 where {}, else 0. x1 and x2 are large, the other inputs are "
    "noise. {} The mass of a weight is its absolute value."
)
SHALLOW = "W[0] is the weight of x1, W[1] the weight of x2, and so on."
HIDDEN = "A column of W_1 holds the weights of one input: column 0 belongs to x1, column 1 to x2."
# Each question with the address of the moment that answers it; the iteration is the last one.
QUESTIONS = (
    ("Adam trains to the end: has it let go of the noise weight W[7]?", "adam,{},W7"),
    ("The same with L1: will it let go of W[7] now?", "adam-l1,{},W7"),
    ("Gradient descent never divides by the size of a gradient: how far does it move W[7]?", "gradient-descent,{},W7"),
    ("x2 is as large as x1: what becomes of its weight W[1]?", "adam,{},W1"),
    ("Adam has many weights left: how many count by the spread of their inputs?", "adam+gradient-descent,{},W0,spread"),
)


@dataclass(frozen=True)
class Exploration:
    """Histories of several methods and the names that the page gives to their parts.

    histories : {name of a method: History}, from the same start on the same data    dataset : None if it is not known
    methods : {name of a method: Method}, as far as they are known
    features, labels : their names    picture : (rows, columns) of samples that are pictures, or None
    plane : the two features of the plane
    scales : the numbers that features were scaled by, {name: (k,)}, or None
    about : sentences at the top of the page    command : makes the page again
    questions : (question, address of the moment that answers it) for a reader to guess first
    Raises BadInput where histories are not of one network and of the same, increasing iterations.
    """

    title: str
    histories: dict
    dataset: Dataset | None = None
    features: tuple[str, ...] = ()
    labels: tuple[str, str] = ("0", "1")
    picture: tuple[int, int] | None = None
    plane: tuple[int, int] = (0, 1)
    scales: dict | None = None
    about: tuple[str, ...] = ()
    methods: dict = field(default_factory=dict)
    command: str = ""
    questions: tuple[tuple[str, str], ...] = ()

    def __post_init__(self):
        if not (np.diff(self.iterations) > 0).all():
            raise checks.BadInput("history must hold iterations that increase")
        for history in self.histories.values():
            if history.network != self.network or not np.array_equal(history.iterations, self.iterations):
                raise checks.BadInput("histories must be of one network and the same iterations")
        k = self.network.nodes_per_layer[0]
        for feature in self.plane if k > 1 else ():
            if checks.integer("plane", feature, minimum=0) >= k:
                raise checks.BadInput(f"plane must name two of {k} features, got {feature}")

    @property
    def network(self):
        """The network that all methods train."""
        return next(iter(self.histories.values())).network

    @property
    def iterations(self):
        """The iterations of the recorded frames, (F,)."""
        return next(iter(self.histories.values())).iterations


def train_by_methods(experiment, seed, methods=METHODS, train=run, on_record=None, **names):
    """Train by each of methods in place of the experiment's own; the page shows the first one first.

    train : with hidden layers, called as train(experiment, seed) for each method, as run is
    on_record : without hidden layers, called at each frame of all methods, as training.train calls it
    names : further fields of the Exploration
    Returns an Exploration.  Raises BadInput for a method that comes twice.
    """
    by_name = with_unique_names(methods)
    if experiment.hidden_layers:
        runs = [train(replace(experiment, method=method), seed) for method in methods]
    else:
        runs = [of_seed for [of_seed] in run_each_way(experiment, [seed], methods, on_record=on_record)]
    return exploration_of(TITLE.format(experiment.name), dict(zip(by_name, runs)), **names)


def with_unique_names(methods):
    """Return {name: Method}; methods of the same name are told apart by their settings.

    Raises BadInput for a method that comes twice.
    """
    names = [method.name for method in methods]
    by_name = {m.name if names.count(m.name) == 1 else method_title(m): m for m in methods}
    if len(by_name) < len(methods):
        raise checks.BadInput(f"methods must come once each, got {', '.join(map(method_title, methods))}")
    return by_name


def method_title(method):
    """Return a method's name with its settings: Adam + L1, rate 0.0001, L1 0.001."""
    penalties = [f"{name} {factor:g}" for name, factor in (("L1", method.l1), ("L2", method.l2)) if factor]
    return ", ".join([method.name, f"rate {method.learning_rate:g}", *penalties])


def exploration_of(title, runs, about=(), **names):
    """Return the Exploration of {name of a method: Run} on the same data."""
    first = next(iter(runs.values()))
    methods = {name: run.experiment.method for name, run in runs.items()}
    dataset, boundary = first.dataset, first.experiment.boundary
    if boundary is not None:
        about = (TASK.format(boundary.words, HIDDEN if first.experiment.hidden_layers else SHALLOW), *about)
        if first.network.nodes_per_layer == (15, 1) and {ADAM, ADAM_L1, DESCENT} <= set(methods.values()):
            names["questions"] = [(text, address.format(first.experiment.epochs)) for text, address in QUESTIONS]
    if silent := int((dataset.X_train == 0).all(axis=1).sum()):
        about = (*about, SILENT.format(silent, len(dataset.X_train)))
    histories = {name: run.history for name, run in runs.items()}
    return Exploration(title, histories, dataset, about=about, methods=methods, **names)
