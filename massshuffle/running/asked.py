"""Which run is asked for: one of the notebook's, the digits, or your own data; by which method, and what is it called?

Tested by tests/running/test_asked.py and tests/scripts/test_explore_weights.py.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from massshuffle import checks
from massshuffle.experiments import own_data
from massshuffle.experiments.csv_file import escaped
from massshuffle.experiments.runs import DIGITS, EXPERIMENTS, Experiment, Method
from massshuffle.optimizers import OPTIMIZERS

ALL = {**EXPERIMENTS, DIGITS.name: DIGITS}
DIGITS_PLANE = ("pixel 5.2", "pixel 2.2")  # where an 8 is closed and a 3 is open
OWN_EPOCHS, OWN_FRAMES = 10_000, 500
DEFAULT_EXPERIMENT, DEFAULT_OPTIMIZER, DEFAULT_ACTIVATION = "linear", "adam", "tanh"


def optimizer(arguments):
    """The optimizer that --optimizer and --learning-rate ask for."""
    make = OPTIMIZERS[arguments.optimizer or DEFAULT_OPTIMIZER]
    return make() if arguments.learning_rate is None else make(arguments.learning_rate)


def chosen(arguments, name=None):
    """The experiment that --experiment (or name), --epochs, --optimizer and --learning-rate ask for."""
    return with_method(EXPERIMENTS[name or arguments.experiment or DEFAULT_EXPERIMENT], arguments)


def with_method(experiment, arguments):
    """The experiment with --epochs, --optimizer and --learning-rate."""
    if arguments.epochs is not None:
        experiment = replace(experiment, epochs=arguments.epochs)
    if "optimizer" in arguments:
        name, rate = arguments.optimizer or DEFAULT_OPTIMIZER, optimizer(arguments).learning_rate
        method = Method(name, OPTIMIZERS[name], rate)
        experiment = replace(experiment, method=method)
    return experiment


@dataclass(frozen=True)
class Asked:
    """A run, and what its parts are called. See view.explore.told.Explored for what they mean."""

    experiment: Experiment
    features: tuple[str, ...] = ()
    labels: tuple[str, str] = ("0", "1")
    picture: tuple[int, int] | None = None
    plane: tuple[str | int, str | int] = (0, 1)
    scales: dict | None = None
    about: tuple[str, ...] = ()


def add_data(parser, own=True):
    """Add --experiment with the digits, and, if own, --data, --label, --hidden and --activation."""
    parser.add_experiment(ALL)
    if own:
        words = "your own data: a header names the features, one column holds two classes"
        parser.option("--data", words, "the experiment's", metavar="FILE.csv")
        parser.option("--label", "column of --data with the two classes", "its last", metavar="NAME")
        words = "leave out rows of --data with a missing cell (default: refuse them)"
        parser.add_argument("--skip-incomplete", action="store_true", help=words)
        hidden = {"type": int, "nargs": "+", "default": [], "metavar": "NODES"}
        parser.option("--hidden", "number of nodes of each hidden layer", "no hidden layer", **hidden)
        parser.add_activation(f"{DEFAULT_ACTIVATION}; needs --hidden")
    else:
        parser.set_defaults(data=None, label=None, skip_incomplete=False, hidden=[], activation=None)


def asked(arguments):
    """What the arguments of add_data ask for, an Asked."""
    if arguments.label is not None and arguments.data is None:
        raise checks.BadInput("--label names a column of --data, which is not given: add --data FILE.csv")
    if arguments.skip_incomplete and arguments.data is None:
        raise checks.BadInput("--skip-incomplete is about rows of --data, which is not given: add --data FILE.csv")
    if arguments.experiment is not None and arguments.data is not None:
        raise checks.BadInput("--experiment brings samples of its own, and so does --data: leave one of them out")
    if arguments.activation is not None and not arguments.hidden:
        raise checks.BadInput("--activation needs hidden layers, and there are none: add --hidden NODES")
    one = _named(arguments.experiment or DEFAULT_EXPERIMENT) if arguments.data is None else _own(arguments)
    experiment = with_method(one.experiment, arguments)
    if arguments.hidden:
        hidden = tuple(checks.integer("--hidden", n, minimum=1) for n in arguments.hidden)
        experiment = replace(experiment, hidden_layers=hidden, activation=arguments.activation or DEFAULT_ACTIVATION)
    if experiment.boundary is None:
        experiment = replace(experiment, record_every=max(1, experiment.epochs // OWN_FRAMES))
    return replace(one, experiment=experiment)


def _named(name):
    if name != DIGITS.name:
        return Asked(ALL[name])
    about = "The samples are scikit-learn's pictures of the digits 3 and 8, 8 x 8 pixels between 0 and 1."
    features = tuple(f"pixel {row}.{column}" for row in range(8) for column in range(8))
    return Asked(DIGITS, features, ("3", "8"), (8, 8), DIGITS_PLANE, about=(about,))


def _own(arguments):
    """Your own data as an experiment."""
    table = own_data.read(arguments.data, arguments.label, arguments.skip_incomplete)
    dataset = table.scaled(arguments.seed)
    name = Path(arguments.data).stem
    about = (
        f"{escaped(name)}: {dataset.X_train.shape[1]} samples to train with, {dataset.X_test.shape[1]} kept for "
        f"testing, in {len(table.features)} features. The label is the column {table.label}. Label 0 is "
        f"{table.labels[0]}, label 1 is {table.labels[1]}. Each feature is scaled: u = (x - low) / (high - low), then "
        "(u - mean) / deviation, all of the training samples (the CSV of the weights holds all four)."
    )
    experiment = Experiment(name, None, table.scaled, OWN_EPOCHS, None)
    scales, about = dataset.scaling.by_name, (about, *_left_out(table))
    return Asked(experiment, table.features, table.labels, scales=scales, about=about)


def _left_out(table):
    """A sentence on each kind of rows and columns of a table that are left out."""
    if table.left_out:
        yield f"Left out because they are constant: {', '.join(table.left_out)}."
    if table.n_incomplete:
        n_rows = table.n_incomplete + table.X.shape[1]
        yield f"Left out because a cell is missing: {table.n_incomplete} of {n_rows} rows."
