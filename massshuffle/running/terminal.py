"""A script and its terminal: streams that can always be written to, a bar for long work, and Ctrl-C that is heard.

A program may be started with stdin, stdout or stderr closed. Python then sets sys.stdout to None, and the next file
that is opened gets the free number, so a program that writes to its stderr would write into that file. Each free number
is therefore given to os.devnull first. And a letter that an encoding lacks (cp1252 has no Cyrillic) is printed as an
escape, \\\\u0434, instead of ending the script after all its work.

Tested by tests/running/test_command_line.py and tests/running/test_progress.py.
"""

import os
import sys
import warnings
from contextlib import ExitStack, contextmanager

from tqdm import tqdm

from massshuffle.experiments.runs import run

STANDARD = (0, 1, 2)  # the numbers of stdin, stdout and stderr


@contextmanager
def usable_streams():
    """Within the block sys.stdout and sys.stderr take any text; afterwards one that was missing is missing again."""
    _occupy_standard_numbers()
    with ExitStack() as stack:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if stream is None or getattr(stream, "closed", False):
                silent = stack.enter_context(open(os.devnull, "w", encoding="utf-8"))
                stack.callback(setattr, sys, name, stream)
                setattr(sys, name, silent)
            elif hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        yield


def _occupy_standard_numbers():
    """Open os.devnull for each of stdin, stdout and stderr that is closed; programs that we start inherit it."""
    for number in STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # it gets the lowest free number


def is_terminal(stream):
    """Return whether a stream is an open terminal. A progress bar of tqdm on None or a closed stream can wait for ever.

    stream : sys.stderr, for instance, which is None under pythonw
    """
    return stream is not None and not getattr(stream, "closed", False) and stream.isatty()


def trained(experiment, seed):
    """Run an experiment, with a progress bar on a terminal. Returns its Run."""
    hidden = not is_terminal(sys.stderr)
    with tqdm(desc=experiment.name, total=experiment.epochs, unit="step", leave=False, disable=hidden) as bar:
        return run(experiment, seed, on_record=moving(bar))


def moving(bar):
    """An on_record that moves a progress bar. Returns nothing: True, as tqdm's update may, would end training."""

    def on_record(iteration, cost):
        bar.update(iteration - bar.n)

    return on_record


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
