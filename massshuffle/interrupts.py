"""Ctrl-C at the right moment: later where something must not be left half-done, at once where a library swallows it.

Proved by tests/test_interrupts.py.
"""

import signal
import threading
import warnings
from contextlib import contextmanager


@contextmanager
def heard():
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
    """Let Ctrl-C wait for the end of what must not be left half-done.

    Where Ctrl-C raises no KeyboardInterrupt anyway (in another thread, in a job that ignores it, in a block that defers
    already), nothing changes.
    """
    raises = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not raises or threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list = []
    signal.signal(signal.SIGINT, lambda *signal: pressed.append(signal))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:
        raise KeyboardInterrupt


@contextmanager
def unheard_by_children():
    """`deferred`, and the processes that are started in the block never hear Ctrl-C (except on Windows)."""
    with deferred():
        if not hasattr(signal, "pthread_sigmask"):
            yield
            return
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
