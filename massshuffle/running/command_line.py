"""What all scripts share: --seed, --output, one line for an error, and the exit code.

    0    all went well                              130    Ctrl-C
    1    the answer to a yes-or-no question is no   141    nobody reads what is printed (`script | head`)
    2    bad input, or a file that cannot be written

Any other error is a fault of ours and keeps its traceback.

Proved by tests/running/test_command_line.py and tests/scripts/.
"""

import argparse
import os
import sys
import warnings
import webbrowser
from contextlib import contextmanager
from dataclasses import replace

from tqdm import tqdm

from massshuffle import checks
from massshuffle.activations import ACTIVATIONS
from massshuffle.files import writable_folder
from massshuffle.notebook.experiments import EXPERIMENTS, Method, run
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.running.sweep import BACKENDS


class Parser(argparse.ArgumentParser):
    """An argument parser with --seed and --output, whose errors are exceptions and so one line like any other."""

    def __init__(self, description):
        super().__init__(description=description)
        self.add_number("--seed", 0, "every random draw follows from it")
        self.option("--output", "folder for the files", default="output", metavar="DIR")

    def error(self, message):
        """Raise instead of printing the usage."""
        raise checks.BadInput(message)

    def option(self, name, words, said="%(default)s", **settings):
        """Add an option; said: what its default is called."""
        self.add_argument(name, help=f"{words} (default: {said})", **settings)

    def add_number(self, name, default, words, kind=int, metavar="N"):
        """Add an option that takes a number."""
        self.option(name, words, type=kind, default=default, metavar=metavar)

    def add_epochs(self, default=None):
        """Add --epochs."""
        self.option("--epochs", "training steps", default or "as many as the notebook", type=int, default=default)

    def add_method(self, learning_rate=None):
        """Add --optimizer and --learning-rate."""
        self.option("--optimizer", "which way and how far to step", choices=OPTIMIZERS, default="adam")
        said = learning_rate or "the one that stands beside the optimizer"
        self.option("--learning-rate", "scale of the steps", said, type=float, default=learning_rate, metavar="RATE")

    def add_activation(self, default):
        """Add --activation."""
        self.option("--activation", "of the hidden layers", choices=ACTIVATIONS, default=default)

    def add_experiment(self):
        """Add --experiment, the name of one of the notebook's runs, --epochs, --optimizer and --learning-rate."""
        self.option("--experiment", "which run", choices=EXPERIMENTS, default="linear")
        self.add_epochs()
        self.add_method()

    def add_sweep(self, seeds):
        """Add --seeds, --jobs, --backend and --scheduler, for runs that go in parallel."""
        self.add_number("--seeds", seeds, "runs, with seeds from --seed on")
        self.add_number("--jobs", -1, "runs at a time, -1 for one a core")
        self.option("--backend", "joblib's", "loky, processes on this machine", choices=BACKENDS, default="loky")
        self.option("--scheduler", "a dask cluster's address", "start one here", metavar="ADDRESS")

    def add_open(self):
        """Add --open, for a script that writes a page."""
        self.add_argument("--open", action="store_true", help="open the page in the browser")

    def run(self, job, argv=None):
        """Parse argv, make the output folder, call job(arguments), and return the exit code.

        job gets arguments whose `output` is a folder that can be written in; it returns the exit code, None is 0.
        """
        try:
            arguments = self.parse_args(argv)
            checks.integer("--seed", arguments.seed, minimum=0)
            if getattr(arguments, "epochs", None) is not None:
                checks.integer("--epochs", arguments.epochs, minimum=0)
            with writable_folder(arguments.output) as arguments.output:
                code = job(arguments) or 0
            sys.stdout.flush()
        except KeyboardInterrupt:
            print(f"{self.prog}: stopped", file=sys.stderr)
            return 130
        except BrokenPipeError:  # what is still in the buffer goes nowhere, or Python would complain of it at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 141
        except (checks.BadInput, OSError) as error:
            print(f"{self.prog}: error: {error}", file=sys.stderr)
            return 2
        return code


def seeds(arguments):
    """The seeds that --seed and --seeds ask for."""
    n_seeds = checks.integer("--seeds", arguments.seeds, minimum=1)
    return range(arguments.seed, arguments.seed + n_seeds)


def where(arguments):
    """Where a sweep runs: (jobs, backend, scheduler)."""
    return arguments.jobs, arguments.backend, arguments.scheduler


def optimizer(arguments):
    """The optimizer that --optimizer and --learning-rate ask for."""
    make = OPTIMIZERS[arguments.optimizer]
    return make() if arguments.learning_rate is None else make(arguments.learning_rate)


def chosen(arguments, name=None):
    """The experiment that --experiment (or name), --epochs, --optimizer and --learning-rate ask for."""
    return with_method(EXPERIMENTS[name or arguments.experiment], arguments)


def with_method(experiment, arguments):
    """The experiment with --epochs, --optimizer and --learning-rate."""
    if arguments.epochs is not None:
        experiment = replace(experiment, epochs=arguments.epochs)
    if "optimizer" in arguments:
        rate = optimizer(arguments).learning_rate
        method = Method(arguments.optimizer, OPTIMIZERS[arguments.optimizer], rate)
        experiment = replace(experiment, method=method)
    return experiment


def trained(experiment, seed):
    """Run an experiment, with a progress bar on a terminal. Returns its Run."""
    with tqdm(desc=experiment.name, total=experiment.epochs, unit="step", leave=False, disable=None) as bar:
        return run(experiment, seed, on_record=moving(bar))


def moving(bar):
    """An on_record that moves a progress bar. Returns nothing: True, as tqdm's update may, would end training."""

    def on_record(iteration, cost):
        bar.update(iteration - bar.n)

    return on_record


def wrote(paths):
    """Say where each file went, as soon as it is there."""
    for path in paths:
        print(f"wrote {path}", flush=True)


def opened(path, arguments):
    """Open a page in the browser if --open was given."""
    if arguments.open:
        webbrowser.open(path.absolute().as_uri())


@contextmanager
def stoppable():
    """Let Ctrl-C through scikit-learn's MLPClassifier, which would warn, return half-trained, and go on."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", "Training interrupted by user")
        try:
            yield
        except UserWarning as warning:
            if "interrupted by user" in str(warning):
                raise KeyboardInterrupt from None
            raise
