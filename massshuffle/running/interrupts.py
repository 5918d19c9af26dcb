"""Ctrl-C at the right moment: later where something must not be left half-done, at once where a library swallows it.

Proved by tests/running/test_interrupts.py.
"""

import multiprocessing.resource_tracker
import signal
import threading
import warnings
from contextlib import contextmanager


@contextmanager
def classifier_interruptible():
    """Let Ctrl-C through scikit-learn's MLPClassifier, which would warn, return half-trained, and go on."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", "Training interrupted by user")
        try:
            yield
        except UserWarning as warning:
            if "interrupted by user" in str(warning):
                raise KeyboardInterrupt from None
            raise


@contextmanager
def deferred():
    """Let Ctrl-C wait for the end of what must not be left half-done, then raise what it would have raised.

    Where it raises nothing in this thread anyway (in any but the main one, in a job that ignores it), nothing changes.
    """
    heard_by = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(heard_by):
        yield
        return
    pressed = []
    signal.signal(signal.SIGINT, lambda *press: pressed.append(press))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard_by)
        if pressed:
            heard_by(*pressed[0])


@contextmanager
def unheard_by_children():
    """`deferred`, and the processes that are started in the block never hear Ctrl-C (except on Windows)."""
    with deferred():
        if not hasattr(signal, "pthread_sigmask"):
            yield
            return
        # Started within, it would let the signal through again.
        multiprocessing.resource_tracker.ensure_running()
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
