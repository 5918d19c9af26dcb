"""What all scripts share: --seed, --output, one line for an error, and the exit code.

    0    all went well                              130    Ctrl-C
    1    the answer to a yes-or-no question is no   141    nobody reads what is printed (`script | head`)
    2    bad input, or a file that cannot be written

Any other error is a fault of ours and keeps its traceback.

Tested by tests/running/test_command_line.py and tests/scripts/.
"""

import argparse
import ast
import os
import re
import sys
import webbrowser
from pathlib import Path

from massshuffle import checks
from massshuffle.activations import ACTIVATIONS
from massshuffle.experiments.runs import EXPERIMENTS
from massshuffle.files import save_text, writable_folder
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.running.terminal import usable_streams


class Parser(argparse.ArgumentParser):
    """An argument parser with --seed and --output, whose errors are exceptions and so one line like any other."""

    def __init__(self, description):
        super().__init__(description=description)
        # Before Python 3.14, argparse takes -1e-3 for the name of an option, and -inf even after.
        self._negative_number_matcher = re.compile(r"-(\.?\d|inf$|nan$)", re.IGNORECASE)
        self.add_number("--seed", 0, "every random draw follows from it")
        self.option("--output", "folder for the files, made if need be", default="output", metavar="DIR")

    def error(self, message):
        """Raise instead of printing the usage."""
        raise checks.BadInput(message)

    def option(self, name, description, default_text="%(default)s", **settings):
        """Add an option with its description and, in brackets, its default or a text in place of it."""
        self.add_argument(name, help=f"{description} (default: {default_text})", **settings)

    def add_number(self, name, default, description, kind=int, metavar="N"):
        """Add an option that takes a number."""
        self.option(name, description, type=kind, default=default, metavar=metavar)

    def add_epochs(self, default=None, description="number of epochs, each of them one pass over all samples"):
        """Add --epochs."""
        self.option("--epochs", description, default or "the experiment's own", type=int, default=default, metavar="N")

    def add_method(self, learning_rate=None, name="adam"):
        """Add --optimizer, None unless it was typed (name is what the script takes then), and --learning-rate."""
        self.option("--optimizer", "method that takes the steps (adamw with a decay of 1)", name, choices=OPTIMIZERS)
        default_text = learning_rate or "the optimizer's own"
        description = "learning rate, a number above 0"
        self.option("--learning-rate", description, default_text, type=float, default=learning_rate, metavar="RATE")

    def add_activation(self, default_text):
        """Add --activation, None unless it was typed; default_text names what the script takes then."""
        self.option("--activation", "activation function of the hidden layers", default_text, choices=ACTIVATIONS)

    def add_experiment(self, choices=EXPERIMENTS, one_method=True):
        """Add --experiment, the name of a run, --epochs, and if one_method --optimizer and --learning-rate."""
        self.option("--experiment", "run to train", "linear", choices=choices)
        self.add_epochs()
        if one_method:
            self.add_method()

    def add_sweep(self, seeds):
        """Add --seeds, --jobs and --scheduler, for runs that go in parallel."""
        self.add_number("--seeds", seeds, "number of runs, with the seeds from --seed on")
        self.add_number("--jobs", -1, "runs at a time on this machine, -1 for one per core")
        description = "address of the Dask cluster that runs them, like tcp://HOST:8786"
        self.option("--scheduler", description, "this machine", metavar="ADDRESS")

    def add_open(self):
        """Add --open, for a script that writes a page."""
        self.add_argument("--open", action="store_true", help="open the page in the browser (default: only write it)")

    def run(self, job, argv=None):
        """Parse argv, make the output folder, call job(arguments), and return the exit code.

        job gets arguments whose `output` is a folder that can be written in; it returns the exit code, None is 0.
        """
        if self.description is None:
            self.description = docstring_in(job.__code__.co_filename)
        with usable_streams():
            return self._ended(job, argv)

    def _ended(self, job, argv):
        """Do what run does, on streams that can be written to."""
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
            print(f"{self.prog}: error: {self.as_typed(str(error))}", file=sys.stderr)
            return 2
        return code

    def as_typed(self, message):
        """The message with options for arguments: --jobs for jobs in `jobs must be`, --learning-rate for learning_rate.

        A name of one word may be an ordinary word of the message, so only the first one is taken for an argument.
        """
        options = {action.dest: action.option_strings[-1] for action in self._actions if action.option_strings}
        first, *others = message.split(" ")
        if others[:1] == ["must"]:
            first = options.get(first, first)
        return " ".join([first, *(options.get(word, word) if "_" in word else word for word in others)])


def docstring_in(path):
    """Return the docstring of a Python file, read from its source: `python -OO` leaves none in the module."""
    return ast.get_docstring(ast.parse(Path(path).read_text(encoding="utf-8")))


def seeds(arguments):
    """Return the seeds that --seed and --seeds say."""
    n_seeds = checks.integer("--seeds", arguments.seeds, minimum=1)
    return range(arguments.seed, arguments.seed + n_seeds)


def where(arguments):
    """Return where a sweep runs: (jobs, scheduler)."""
    return arguments.jobs, arguments.scheduler


def print_and_save(lines, path):
    """Print lines, write them to a file as well, and print its path."""
    print(*lines, sep="\n")
    print_paths([save_text(lines, path)])


def print_paths(paths):
    """Print each path as soon as its file is written."""
    for path in paths:
        print(f"wrote {path}", flush=True)


def write_page(html, path, arguments):
    """Write a page, print its path, and open it in the browser if --open was given."""
    print_paths([save_text([html], path)])
    if arguments.open:
        webbrowser.open(path.absolute().as_uri())
