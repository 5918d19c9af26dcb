import _thread
import signal
import subprocess
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from massshuffle.running.interrupts import classifier_interruptible, deferred, unheard_by_children


def test_ctrl_c_ends_the_classifier_that_would_swallow_it(rng):
    X, y = rng.normal(size=(50, 3)), np.arange(50) % 2
    endless = {"max_iter": 10**5, "tol": 0, "n_iter_no_change": 10**5}
    threading.Timer(0.2, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt), classifier_interruptible():
        MLPClassifier((), **endless).fit(X, y)


def test_ctrl_c_waits_for_what_must_not_be_left_half_done():
    done = []
    with pytest.raises(KeyboardInterrupt), deferred():
        signal.raise_signal(signal.SIGINT)
        done.append("this")
    assert done == ["this"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_deferred_lets_errors_through_and_works_in_any_thread():
    with pytest.raises(ValueError, match="this"), deferred():
        raise ValueError("this")
    with ThreadPoolExecutor(1) as thread:

        def work():
            with deferred():
                return 7

        assert thread.submit(work).result() == 7


def test_other_warnings_pass():
    with pytest.raises(UserWarning, match="something else"), classifier_interruptible():
        warnings.warn("something else", stacklevel=1)


def test_deferred_within_deferred_waits_for_the_outer_end():
    done = []
    with pytest.raises(KeyboardInterrupt), deferred():
        with deferred():
            signal.raise_signal(signal.SIGINT)
        done.append("this")
    assert done == ["this"]


def test_ctrl_c_counts_more_than_another_error():
    with pytest.raises(KeyboardInterrupt), deferred():
        signal.raise_signal(signal.SIGINT)
        raise OSError("disk full")


def test_who_ignores_ctrl_c_goes_on_ignoring_it():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with deferred():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="there, children hear it")
def test_children_never_hear_ctrl_c_and_we_hear_it_afterwards():
    interrupt_itself = "import signal; signal.raise_signal(signal.SIGINT)"
    child = [sys.executable, "-c", interrupt_itself]
    done = []
    with pytest.raises(KeyboardInterrupt), unheard_by_children():
        signal.raise_signal(signal.SIGINT)
        done.append(subprocess.run(child, check=False).returncode)
    assert done == [0]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
