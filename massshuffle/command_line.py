"""What all scripts share: --seed, --output, one line for an error, exit codes 0, 2 (bad input) and 130 (Ctrl-C).

Proved by tests/test_scripts.py.
"""

import argparse
import sys
from dataclasses import replace

from massshuffle import checks
from massshuffle.experiments import EXPERIMENTS
from massshuffle.files import writable_folder


class Parser(argparse.ArgumentParser):
    """An argument parser with --seed and --output, whose errors are exceptions and so one line like any other."""

    def __init__(self, description):
        super().__init__(description=description)
        self.add_argument(
            "--seed",
            type=int,
            default=0,
            help="every random draw follows from it (default: 0)",
        )
        self.add_argument(
            "--output",
            default="output",
            metavar="DIR",
            help="folder for the files (default: %(default)s)",
        )

    def error(self, message):
        """Raise instead of printing the usage."""
        raise ValueError(message)

    def add_epochs(self):
        """Add --epochs."""
        self.add_argument(
            "--epochs",
            type=int,
            metavar="N",
            help="training steps (default: as many as the notebook)",
        )

    def add_experiment(self):
        """Add --experiment, the name of one of the notebook's runs, and --epochs."""
        self.add_argument(
            "--experiment",
            choices=EXPERIMENTS,
            default="linear",
            help="which run (default: linear)",
        )
        self.add_epochs()


def chosen(arguments, name=None):
    """The experiment that --experiment (or name) and --epochs ask for."""
    experiment = EXPERIMENTS[name or arguments.experiment]
    if arguments.epochs is None:
        return experiment
    return replace(
        experiment, epochs=checks.integer("--epochs", arguments.epochs, minimum=0)
    )


def wrote(paths):
    """Say where each file went, as soon as it is there."""
    for path in paths:
        print(f"wrote {path}", flush=True)


def run(parser, job, argv=None):
    """Parse argv, make the output folder, call job(arguments), and return the exit code.

    job gets arguments whose `output` is a folder that can be written in; what it returns is the exit code, None is 0.
    """
    try:
        arguments = parser.parse_args(argv)
        checks.integer("--seed", arguments.seed, minimum=0)
        arguments.output = writable_folder(arguments.output)
        return job(arguments) or 0
    except (ValueError, OSError) as error:
        print(f"{parser.prog}: error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{parser.prog}: stopped", file=sys.stderr)
        return 130
