"""What all scripts share: --seed, --output, one line for an error, and the exit code.

    0    all went well                              130    Ctrl-C
    1    the answer to a yes-or-no question is no   141    nobody reads what is printed (`script | head`)
    2    bad input, or a file that cannot be written

Every script imports this module first, and this module stopping.py: from then on Ctrl-C is one line.

Proved by tests/scripts/test_scripts.py.
"""

from massshuffle.running.stopping import is_unread, pressed_before, stopped, unread  # isort: split

import argparse
import sys
from dataclasses import replace

from massshuffle import checks
from massshuffle.files import writable_folder
from massshuffle.notebook.experiments import EXPERIMENTS
from massshuffle.running.sweep import BACKENDS
from massshuffle.running.sweep import sweep as run_in_parallel


class Parser(argparse.ArgumentParser):
    """An argument parser with --seed and --output, whose errors are exceptions and so one line like any other."""

    def __init__(self, description):
        super().__init__(description=description)
        self.add_argument("--seed", type=int, default=0, help="every random draw follows from it (default: 0)")
        self.add_argument(
            "--output", default="output", metavar="DIR", help="folder for the files (default: %(default)s)"
        )

    def error(self, message):
        """Raise instead of printing the usage."""
        raise checks.BadInput(message)

    def add_epochs(self):
        """Add --epochs."""
        self.add_argument("--epochs", type=int, metavar="N", help="training steps (default: as many as the notebook)")

    def add_experiment(self):
        """Add --experiment, the name of one of the notebook's runs, and --epochs."""
        self.add_argument("--experiment", choices=EXPERIMENTS, default="linear", help="which run (default: linear)")
        self.add_epochs()

    def add_sweep(self, seeds):
        """Add --seeds, --jobs, --backend and --scheduler, for runs that go in parallel."""
        self.add_argument(
            "--seeds",
            type=int,
            default=seeds,
            metavar="N",
            help="runs, with seeds from --seed on (default: %(default)s)",
        )
        self.add_argument("--jobs", type=int, default=-1, metavar="N", help="runs at a time (default: -1, one a core)")
        self.add_argument(
            "--backend",
            choices=BACKENDS,
            default="loky",
            help="joblib's backend (default: loky, processes on this machine)",
        )
        self.add_argument("--scheduler", metavar="ADDRESS", help="a dask cluster's address (default: start one here)")


def seeds(arguments):
    """The seeds that --seed and --seeds ask for."""
    n_seeds = checks.integer("--seeds", arguments.seeds, minimum=1)
    return range(arguments.seed, arguments.seed + n_seeds)


def sweep(function, tasks, arguments):
    """Call function(*task) for each task, in parallel as the arguments say."""
    where = (arguments.jobs, arguments.backend, arguments.scheduler)
    return run_in_parallel(function, tasks, *where)


def chosen(arguments, name=None):
    """The experiment that --experiment (or name) and --epochs ask for."""
    experiment = EXPERIMENTS[name or arguments.experiment]
    if arguments.epochs is None:
        return experiment
    return replace(experiment, epochs=checks.integer("--epochs", arguments.epochs, minimum=0))


def wrote(paths):
    """Say where each file went, as soon as it is there."""
    for path in paths:
        print(f"wrote {path}", flush=True)


def run(parser, job, argv=None):
    """Parse argv, make the output folder, call job(arguments), and return the exit code.

    job gets arguments whose `output` is a folder that can be written in; what it returns is the exit code, None is 0.
    """
    if pressed_before():
        return stopped(parser.prog)
    try:
        arguments = parser.parse_args(argv)
        checks.integer("--seed", arguments.seed, minimum=0)
        arguments.output = writable_folder(arguments.output)
        code = job(arguments) or 0
        print(end="", flush=True)
    except (ValueError, OSError) as error:
        if isinstance(error, BrokenPipeError) and is_unread():
            return unread()
        if not pressed_before():
            print(f"{parser.prog}: error: {error}", file=sys.stderr)
        code = 2
    except KeyboardInterrupt:
        return stopped(parser.prog)
    return stopped(parser.prog) if pressed_before() else code
