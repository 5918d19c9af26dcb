"""The check of a whole file, in a process of its own, with ten seconds for each exercise.

The learner's file is code like any other: it may print, exit or never end. The process writes one line when the file is
loaded, one for each verdict, and one at its end. The clock runs in the process itself, while the
learner's code does: faulthandler ends the process and writes where it was.

Tested by tests/practice/test_process.py.
"""

import ast
import faulthandler
import os
import subprocess
import sys
import time
import traceback
from dataclasses import astuple
from functools import cache
from pathlib import Path

from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.judge import Verdict, judge_in_module
from massshuffle.practice.learner_code import load_file

SECONDS_PER_EXERCISE = 10
SERVE = "from massshuffle.practice.process import serve; serve()"


def check(path, only=None, keep_going=False, seconds=SECONDS_PER_EXERCISE, closed=False):
    """Judge the ten functions of a file in their order; returns a Verdict for each, up to the first that is not right.

    only : the name of one function to judge alone    keep_going : judge all, after one that is not right too
    closed : messages without formulas
    """
    path, names = Path(path).resolve(), EXERCISES if only is None else (only,)
    if not path.is_file():
        return [Verdict(names[0], False, (), f"There is no file {path.name}.")]
    return _check(path, names, keep_going, seconds, closed)


def _check(path, names, keep_going, seconds, closed):
    """Judge the functions of these names; one that ends the process is followed, if keep_going, by another process."""
    command = [sys.executable, "-c", SERVE]
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    lines = subprocess.run(
        [*command, str(path), str(seconds), "all" if keep_going else "first", "closed" if closed else "open", *names],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True,
    ).stdout.splitlines()  # fmt: skip
    verdicts = [Verdict(*ast.literal_eval(line)) for line in lines if line.startswith("(")]
    if "end" in lines:
        return verdicts
    for line in lines:
        if line.startswith("fault "):
            raise RuntimeError(f"the check itself failed:\n{ast.literal_eval(line[6:])}")
    name = names[len(verdicts)]
    subject = f"{name} is not right yet.\nIt" if "loaded" in lines else f"{path.name} cannot be used yet.\nLoading it"
    problem = "ended Python itself; a function has to return."
    if any(line.startswith("Timeout") for line in lines):
        head = '  File "' + str(path)[:500].encode("ascii", "backslashreplace").decode()  # as faulthandler writes it
        numbers = [line[len(head) :].split("line ")[1].split()[0] for line in lines if line.startswith(head)]
        at = f" at line {numbers[0]}" if numbers else ""
        problem = f"had not ended after {seconds:g} seconds and was stopped{at}. Is there a loop without an end?"
    verdicts.append(Verdict(name, False, (), f"{subject} {problem}"))
    rest = names[len(verdicts) :] if keep_going and "loaded" in lines else ()
    return verdicts + (_check(path, rest, keep_going, seconds, closed) if rest else [])


class Clock:
    """Ends the process once the learner's code has run for so many seconds; what the check takes does not count."""

    def __init__(self, seconds, file):
        self.seconds, self.file = seconds, file

    def __enter__(self):
        self.start = time.monotonic()
        faulthandler.dump_traceback_later(max(self.seconds, 1e-3), exit=True, file=self.file)

    def __exit__(self, *error):
        faulthandler.cancel_dump_traceback_later()
        self.seconds -= time.monotonic() - self.start


def serve():
    """Run in the new process: judge the file that the command line names, and write a line for each verdict."""
    output = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the file's own prints go nowhere
    sys.dont_write_bytecode = True
    path, seconds, extent, book, *names = sys.argv[1:]
    sys.argv = [path]
    sys.path.insert(0, str(Path(path).parent))
    try:
        for verdict in _verdicts(path, float(seconds), names, output, book == "closed"):
            print(ascii(astuple(verdict)), file=output, flush=True)
            if not verdict.passed and extent == "first":
                break
        print("end", file=output, flush=True)
    except Exception:
        print(f"fault {traceback.format_exc()!a}", file=output, flush=True)
    os._exit(0)  # even if the file has left a thread running


def _verdicts(path, seconds, names, output, closed):
    """Yield the verdicts one by one, each with a new clock."""
    with Clock(seconds, output):
        module, error = load_file(path)
    if error:
        yield Verdict(names[0], False, (), f"{Path(path).name} cannot be used yet.\n{error}")
        return
    print("loaded", file=output, flush=True)
    for name in names:
        yield judge_in_module(module, name, path, Clock(seconds, output), closed)


@cache
def _all_verdicts(path, _modified):
    closed = "--closed" in Path(path).read_text(encoding="utf-8")  # in the command at the head of the file
    return {verdict.exercise: verdict for verdict in check(path, keep_going=True, closed=closed)}


def tests(path):
    """Return {"test_sigmoid": ..., ...}: for pytest, a test of each exercise, which fails with the check's message."""

    def test_of(name):
        def test():
            __tracebackhide__ = True
            verdicts = _all_verdicts(path, Path(path).stat().st_mtime_ns)
            verdict = verdicts.get(name) or [*verdicts.values()][-1]
            if not verdict.passed:  # no assert: `python -O` takes those away
                raise AssertionError("\n" + verdict.message)

        return test

    return {f"test_{name}": test_of(name) for name in EXERCISES}
