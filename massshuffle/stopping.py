"""How a script stops early: Ctrl-C is one line and exit code 130, a reader that went away (`script | head`) is silence.

A script spends its first second on importing libraries, where no `try` of its own can catch Ctrl-C. So this module,
once imported, also takes care of an interrupt that nobody caught; command_line.py imports it before anything slow, and
each script imports command_line.py first.

Proved by tests/test_stopping.py.
"""

import os
import sys


def stopped(program):
    """Say that the program was interrupted, as its last word; returns the exit code, 128 + SIGINT."""
    print(f"{program}: stopped", file=sys.stderr, flush=True)
    # Libraries that are stopped half-way complain of unfinished business, which is what was asked for.
    if not hasattr(sys, "ps1"):  # else a session goes on after this
        _drop(sys.stderr)
    return 130


def unread():
    """Nobody reads what is printed: drop the rest. Returns the exit code, 128 + SIGPIPE."""
    _drop(sys.stdout)
    return 141


def _drop(stream):
    """Send what is still to come on a stream nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _uncaught(kind, error, traceback):
    """Treat an interrupt that nobody caught like one that `command_line.run` did; show other errors as ever."""
    if issubclass(kind, KeyboardInterrupt):
        raise SystemExit(stopped(os.path.basename(sys.argv[0])))
    sys.__excepthook__(kind, error, traceback)


sys.excepthook = _uncaught
