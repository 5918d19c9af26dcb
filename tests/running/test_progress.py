"""Ctrl-C ends what would swallow it, and warnings of others pass.

Tests massshuffle/running/terminal.py; read that page first.
"""

import _thread
import io
import os
import subprocess
import sys
import threading
import warnings
from dataclasses import replace

import numpy as np
import pytest
from conftest import ROOT
from sklearn.neural_network import MLPClassifier
from tqdm import tqdm

from massshuffle.experiments.runs import SINE, run
from massshuffle.running import terminal
from massshuffle.running.terminal import is_terminal, moving, stoppable, trained


@pytest.mark.slow
def test_ctrl_c_ends_the_classifier_that_would_swallow_it(rng):
    X, y = rng.normal(size=(50, 3)), np.arange(50) % 2
    endless = {"max_iter": 10**5, "tol": 0, "n_iter_no_change": 10**5}
    threading.Timer(0.2, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt), stoppable():
        MLPClassifier((), **endless).fit(X, y)


def test_other_warnings_pass():
    with pytest.raises(UserWarning, match="something else"), stoppable():
        warnings.warn("something else", stacklevel=1)


LONG_WORK = """
import io, sys
from dataclasses import replace
import numpy as np
from massshuffle.experiments.runs import LINEAR
from massshuffle.running.terminal import trained
from massshuffle.running.sweep import sweep
from massshuffle.view.movies import write_movie

closed = io.StringIO()
closed.close()
for stream in (None, closed):
    sys.stdout = sys.stderr = stream
    write_movie(sys.argv[1], np.zeros((3, 1, 2)), np.arange(3))
    sweep(abs, [(-1,), (-2,)], jobs=1)
    trained(replace(LINEAR, epochs=40), 0)
sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
print("done")
"""


@pytest.mark.slow
def test_long_work_of_a_program_without_streams(tmp_path):
    """Under pythonw sys.stderr is None, also for a program of a user, which no script of ours has prepared."""
    command = [sys.executable, "-c", LONG_WORK, tmp_path / "a.gif"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert (ran.stdout, ran.stderr) == ("done\n", "")


def test_a_bar_stands_where_the_training_is():
    with tqdm(total=80, file=io.StringIO()) as bar:
        on_record = moving(bar)
        for iteration in (0, 40, 80):
            assert on_record(iteration, 0.5) is None
            assert bar.n == iteration


def test_a_run_is_that_of_its_seed_and_its_bar_ends_with_it(monkeypatch):
    bars, short = [], replace(SINE, epochs=80)

    def shown(**settings):
        bars.append(tqdm(**settings | {"file": io.StringIO(), "disable": False}))
        return bars[-1]

    monkeypatch.setattr(terminal, "tqdm", shown)
    assert trained(short, 3).history.thetas.tolist() == run(short, 3).history.thetas.tolist()
    assert (bars[0].desc.rstrip(": "), bars[0].n, bars[0].total) == ("sine", 80, 80)


def test_what_is_a_terminal():
    closed = io.StringIO()
    closed.close()
    assert not any(map(is_terminal, (None, closed, io.StringIO())))
    if hasattr(os, "openpty"):
        near, far = os.openpty()
        with open(far, "w") as terminal:
            assert is_terminal(terminal)
        os.close(near)
