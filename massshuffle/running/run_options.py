"""Run options: which run the command line names, and which option to change if that run did not learn.

A run is one of the notebook's, the digits, or your own data from a CSV file. `run_options` turns the parsed arguments
into a RunOptions: the experiment to train, and the names that figures and pages give to its features and labels.

Your own data have no published number of epochs, so a run may end too early, or with steps so long that the cost grows.
The pictures of the weights look the same then. `learning_advice` says so in a sentence.

Tested by tests/running/test_run_options.py and tests/scripts/test_explore_weights.py.
"""

from argparse import ArgumentTypeError
from dataclasses import dataclass, replace
from pathlib import Path

from massshuffle import checks
from massshuffle.estimator import was_falling
from massshuffle.experiments import own_data
from massshuffle.experiments.csv_file import escaped
from massshuffle.experiments.runs import DIGITS, EXPERIMENTS, Experiment, Method
from massshuffle.optimizers import OPTIMIZERS

ALL = {**EXPERIMENTS, DIGITS.name: DIGITS}
DIGITS_PLANE = ("pixel 5.2", "pixel 2.2")  # where an 8 is closed and a 3 is open
OWN_EPOCHS, OWN_FRAMES = 10_000, 500
DEFAULT_EXPERIMENT, DEFAULT_OPTIMIZER, DEFAULT_ACTIVATION = "linear", "adam", "tanh"


def optimizer(arguments):
    """Return a new optimizer, as --optimizer and --learning-rate say."""
    make = OPTIMIZERS[arguments.optimizer or DEFAULT_OPTIMIZER]
    return make() if arguments.learning_rate is None else make(arguments.learning_rate)


def experiment_from(arguments, name=None):
    """Return the experiment that --experiment (or name) says, with --epochs, --optimizer and --learning-rate."""
    return with_method(EXPERIMENTS[name or arguments.experiment or DEFAULT_EXPERIMENT], arguments)


def with_method(experiment, arguments):
    """Return the experiment with --epochs, --optimizer and --learning-rate in place of its own."""
    if arguments.epochs is not None:
        experiment = replace(experiment, epochs=arguments.epochs)
    if "optimizer" in arguments:
        name, rate = arguments.optimizer or DEFAULT_OPTIMIZER, optimizer(arguments).learning_rate
        method = Method(name, OPTIMIZERS[name], rate)
        experiment = replace(experiment, method=method)
    return experiment


@dataclass(frozen=True)
class RunOptions:
    """An experiment, and the names of its parts for figures and pages.

    features : a name per feature, or none    labels : the names of labels 0 and 1
    picture : (rows, columns) of samples that are pictures, or None    plane : two features, by name or by number
    scales : the numbers that features were scaled by, {name: (k,)}, or None    about : sentences on the data
    """

    experiment: Experiment
    features: tuple[str, ...] = ()
    labels: tuple[str, str] = ("0", "1")
    picture: tuple[int, int] | None = None
    plane: tuple[str | int, str | int] = (0, 1)
    scales: dict | None = None
    about: tuple[str, ...] = ()


def add_data(parser, own=True, one_method=True):
    """Add --experiment with the digits, and, if own, --data, --label, --hidden and --activation.

    one_method : add --optimizer and --learning-rate too; otherwise see add_methods
    """
    parser.add_experiment(ALL, one_method)
    if own:
        description = "your own data: a header names the features, one column holds two classes"
        parser.option("--data", description, "the experiment's", metavar="FILE.csv")
        parser.option("--label", "column of --data with the two classes", "its last", metavar="NAME")
        description = "leave out rows of --data with a missing cell (default: refuse them)"
        parser.add_argument("--skip-incomplete", action="store_true", help=description)
        hidden = {"type": int, "nargs": "+", "default": [], "metavar": "NODES"}
        parser.option("--hidden", "number of nodes of each hidden layer", "no hidden layer", **hidden)
        parser.add_activation(f"{DEFAULT_ACTIVATION}; needs --hidden")
    else:
        parser.set_defaults(data=None, label=None, skip_incomplete=False, hidden=[], activation=None)


def add_methods(parser, default_text):
    """Add --method, which may be given several times; arguments.methods then holds a Method each, else it is empty."""
    description = (
        f"method to train by, and its settings; give it once per method. NAME is one of {', '.join(OPTIMIZERS)}; RATE "
        "is the learning rate (without it the optimizer's own); l1 and l2 are the factors of the penalties, 0 or more"
    )
    metavar = "NAME[:RATE][:l1=X][:l2=X]"
    settings = {"action": "append", "default": [], "dest": "methods", "type": method_from, "metavar": metavar}
    parser.option("--method", description, default_text, **settings)


def method_from(text):
    """Return the Method that text describes: "adam", "adam:1e-3", or "adam:1e-3:l1=0.01".

    Raises ArgumentTypeError for an optimizer that is not known, and for a setting that is no number or out of range.
    """
    name, *settings = text.split(":")
    try:
        numbers = dict(_setting(setting, i) for i, setting in enumerate(settings))
        if len(numbers) < len(settings):
            raise checks.BadInput("each setting must come once")
        make = OPTIMIZERS[checks.choice("NAME", name, OPTIMIZERS)]
        rate = make(*[numbers[key] for key in ["RATE"] if key in numbers]).learning_rate
        penalties = {key: checks.number(key, numbers[key], low=0) for key in ("l1", "l2") if key in numbers}
    except checks.BadInput as error:
        raise ArgumentTypeError(f"{error} in {text!r}: write NAME[:RATE][:l1=X][:l2=X]") from None
    return Method("".join([name, *(f" + {key.upper()}" for key in penalties)]), make, rate, **penalties)


def _setting(text, position):
    """Return (name, number) of one setting; only the first may lack a name, and is then the RATE."""
    name, separator, number = text.rpartition("=")
    if not (separator and name in ("l1", "l2")) and (separator or position):
        raise checks.BadInput(f"settings after the RATE must be l1=X or l2=X, got {text}")
    try:
        return name or "RATE", float(number)
    except ValueError:
        raise checks.BadInput(f"{name or 'RATE'} must be a number, got {number or 'nothing'}") from None


def run_options(arguments):
    """Return the RunOptions that the options of add_data say. Raises BadInput for options that contradict another."""
    if arguments.label is not None and arguments.data is None:
        raise checks.BadInput("--label names a column of --data, which is not given: add --data FILE.csv")
    if arguments.skip_incomplete and arguments.data is None:
        raise checks.BadInput("--skip-incomplete is about rows of --data, which is not given: add --data FILE.csv")
    if arguments.experiment is not None and arguments.data is not None:
        raise checks.BadInput("--experiment brings samples of its own, and so does --data: leave one of them out")
    if arguments.activation is not None and not arguments.hidden:
        raise checks.BadInput("--activation needs hidden layers, and there are none: add --hidden NODES")
    by_name = arguments.experiment or DEFAULT_EXPERIMENT
    options = _named_run(by_name) if arguments.data is None else _own_data(arguments)
    experiment = with_method(options.experiment, arguments)
    if arguments.hidden:
        hidden = tuple(checks.integer("--hidden", n, minimum=1) for n in arguments.hidden)
        experiment = replace(experiment, hidden_layers=hidden, activation=arguments.activation or DEFAULT_ACTIVATION)
    if experiment.boundary is None:
        experiment = replace(experiment, record_every=max(1, experiment.epochs // OWN_FRAMES))
    return replace(options, experiment=experiment)


def _named_run(name):
    """The options of a notebook's run or of the digits."""
    if name != DIGITS.name:
        return RunOptions(ALL[name])
    about = "The samples are scikit-learn's pictures of the digits 3 and 8, 8 x 8 pixels between 0 and 1."
    features = tuple(f"pixel {row}.{column}" for row in range(8) for column in range(8))
    return RunOptions(DIGITS, features, ("3", "8"), (8, 8), DIGITS_PLANE, about=(about,))


def _own_data(arguments):
    """The options of a run on the CSV file that --data names."""
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
    return RunOptions(experiment, table.features, table.labels, scales=scales, about=about)


def _left_out(table):
    """A sentence on each kind of rows and columns of a table that are left out."""
    if table.left_out:
        yield f"Left out because they are constant: {', '.join(table.left_out)}."
    if table.n_incomplete:
        n_rows = table.n_incomplete + table.X.shape[1]
        yield f"Left out because a cell is missing: {table.n_incomplete} of {n_rows} rows."


def learning_advice(methods, histories, rate_option="--learning-rate"):
    """Return advice: a sentence on runs whose cost was still falling at their end, one on runs whose cost never fell.

    methods, histories : {name: Method} and {name: History}    rate_option : the option that sets their learning rates
    """
    grown = [name for name, history in histories.items() if not _fell(history.costs)]
    falling = [name for name, history in histories.items() if was_falling(history, methods[name].learning_rate)]

    def rates(names):
        return f"{rate_option}, now {', '.join(f'{methods[name].learning_rate:g}' for name in names)}"

    sentences = []
    if falling:
        change = f"raise --epochs, now {histories[falling[0]].iterations[-1]}, or {rates(falling)}"
        sentences.append(f"By {', '.join(falling)} the cost was still falling at the end: {change}.")
    if grown:
        sentences.append(f"By {', '.join(grown)} the cost did not fall: lower {rates(grown)}.")
    return sentences


def _fell(costs):
    """Whether the last cost is below the first; without a step there was nothing to fall."""
    return len(costs) == 1 or costs[-1] < costs[0]
