"""How a script stops early: Ctrl-C is one line and exit code 130, a reader that went away (`script | head`) is silence.

A script spends its first second on importing libraries, where no `try` of its own can catch Ctrl-C. So this module,
once imported, also takes care of an interrupt that nobody caught; command_line.py imports it before anything slow, and
each script imports command_line.py first.

Proved by tests/test_stopping.py.
"""

import os
import signal
import sys
import threading
import warnings
from contextlib import contextmanager


def stopped(program):
    """Say that the program was interrupted, as its last word; returns the exit code, 128 + SIGINT."""
    print(f"{program}: stopped", file=sys.stderr, flush=True)
    # Libraries that are stopped half-way complain of unfinished business, which is what was asked for.
    _drop(sys.stderr)
    return 130


def unread():
    """Nobody reads what is printed: drop the rest. Returns the exit code, 128 + SIGPIPE."""
    _drop(sys.stdout)
    return 141


def _drop(stream):
    """Send what is still to come on a stream nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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
    """Let Ctrl-C wait for the end of what must not be left half-done. Other threads never hear it anyway."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard_so_far: list = []
    before = signal.signal(signal.SIGINT, lambda *signal: heard_so_far.append(signal))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard_so_far:
        raise KeyboardInterrupt


def _uncaught(kind, error, traceback):
    """Treat an interrupt that nobody caught like one that `command_line.run` did; show other errors as ever."""
    if issubclass(kind, KeyboardInterrupt):
        raise SystemExit(stopped(os.path.basename(sys.argv[0])))
    sys.__excepthook__(kind, error, traceback)


sys.excepthook = _uncaught
