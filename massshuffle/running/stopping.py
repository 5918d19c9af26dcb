"""How a script stops early: Ctrl-C is one line and exit code 130, a reader that went away (`script | head`) is silence.

A script spends its first second on importing libraries, outside of any `try` that could catch Ctrl-C; and some
libraries swallow it, or turn it into another error. So importing this module makes Python remember that Ctrl-C was pressed, and
show one line for an error that nobody caught after that. command_line.py imports it before anything slow, and each
script imports command_line.py first.

Proved by tests/running/test_stopping.py.
"""

import os
import signal
import sys
import threading

_hook_before = sys.excepthook
_pressed = []


def pressed_before():
    """Whether Ctrl-C was pressed and nobody has said so yet."""
    return bool(_pressed)


def stopped(program):
    """Say that the program was interrupted, as its last word; returns the exit code, 128 + SIGINT."""
    _pressed.clear()
    print(f"{program}: stopped", file=sys.stderr, flush=True)
    # Libraries that are stopped half-way complain of unfinished business, which is what was asked for.
    if not hasattr(sys, "ps1"):  # else a session goes on after this
        _drop(sys.stderr)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second press changes nothing
    return 130


def is_unread():
    """Whether it is what we print that nobody reads, and not some other pipe that broke: an empty line tells."""
    try:
        print(flush=True)
    except BrokenPipeError:
        return True
    return False


def unread():
    """Nobody reads what is printed: drop the rest. Returns the exit code, 128 + SIGPIPE."""
    _drop(sys.stdout)
    return 141


def _drop(stream):
    """Send what is still to come on a stream nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _note(number, frame):
    """Remember that Ctrl-C was pressed, and do what Python does."""
    _pressed.append(number)
    signal.default_int_handler(number, frame)


def _uncaught(kind, error, traceback):
    """Treat an interrupt that nobody caught, and what libraries made of it, like one that `command_line.run` did."""
    if not _pressed:
        _hook_before(kind, error, traceback)
        return
    code = stopped(os.path.basename(sys.argv[0]))
    sys.stdout.flush()
    os._exit(code)  # half-imported libraries can crash while Python takes them down


if (
    signal.getsignal(signal.SIGINT) is signal.default_int_handler
    and threading.current_thread() is threading.main_thread()
    and not hasattr(sys, "ps1")
):
    signal.signal(signal.SIGINT, _note)
    sys.excepthook = _uncaught
