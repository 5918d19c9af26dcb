"""Ctrl-C ends what would swallow it, and warnings of others pass.

Tests massshuffle/running/terminal.py; read that page first.
"""

import _thread
import threading
import warnings

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from massshuffle.running.terminal import stoppable


def test_ctrl_c_ends_the_classifier_that_would_swallow_it(rng):
    X, y = rng.normal(size=(50, 3)), np.arange(50) % 2
    endless = {"max_iter": 10**5, "tol": 0, "n_iter_no_change": 10**5}
    threading.Timer(0.2, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt), stoppable():
        MLPClassifier((), **endless).fit(X, y)


def test_other_warnings_pass():
    with pytest.raises(UserWarning, match="something else"), stoppable():
        warnings.warn("something else", stacklevel=1)
