"""Long work that can be watched and stopped: a progress bar on a terminal, and Ctrl-C where it would be swallowed.

Tested by tests/running/test_progress.py.
"""

import sys
import warnings
from contextlib import contextmanager

from tqdm import tqdm

from massshuffle.experiments.runs import run
from massshuffle.running.streams import is_terminal


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
