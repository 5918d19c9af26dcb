"""The learner's file is code like any other: it runs in a process of its own, and each exercise has ten seconds.

The process writes a line when the file is loaded, one for each verdict, and one at its end. The clock is in the process
itself: faulthandler ends it, whatever it does, and says so.

Tested by tests/practice/test_process.py.
"""

import ast
import faulthandler
import os
import subprocess
import sys
from dataclasses import astuple
from functools import cache
from pathlib import Path

from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.judge import Verdict, judge_one
from massshuffle.practice.learner_code import load

SECONDS = 10


def check(path, only=None, every=False, seconds=SECONDS):
    """Judge the nine functions of a file in their order: a Verdict each, up to and with the first that is not right.

    only : the name of one to judge alone    every : go on after one that is not right
    """
    path, names = Path(path).resolve(), EXERCISES if only is None else (only,)
    if not path.is_file():
        return [Verdict(names[0], False, (), f"There is no file {path.name}.")]
    command = [sys.executable, "-c", "from massshuffle.practice.process import serve; serve()"]
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    said = subprocess.run(
        [*command, str(path), str(seconds), "all" if every else "first", *names],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True,
    ).stdout.splitlines()  # fmt: skip
    verdicts = [Verdict(*ast.literal_eval(line)) for line in said if line.startswith("(")]
    if "end" in said:
        return verdicts
    name = names[len(verdicts)]
    doing = f"{name} is not right yet.\nIt" if "loaded" in said else f"{path.name} cannot be used yet.\nLoading it"
    ended = "ended Python itself; a function has to return."
    if any(line.startswith("Timeout") for line in said):
        there = [line.split(", line ")[1].split()[0] for line in said if line.startswith(f'  File "{path}", line ')]
        at = f" at line {there[0]}" if there else ""
        ended = f"had not ended after {seconds:g} seconds and was stopped{at}. Is there a loop without an end?"
    return [*verdicts, Verdict(name, False, (), f"{doing} {ended}")]


def serve():
    """The other side: judge the file that the command line names, and write a line for each verdict."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the file prints
    sys.dont_write_bytecode = True
    path, seconds, how_far, *names = sys.argv[1:]
    sys.argv = [path]
    sys.path.insert(0, str(Path(path).parent))
    for verdict in _verdicts(path, float(seconds), names, out):
        print(ascii(astuple(verdict)), file=out, flush=True)
        if not verdict.passed and how_far == "first":
            break
    print("end", file=out, flush=True)
    os._exit(0)  # whatever the file has left running


def _verdicts(path, seconds, names, out):
    """Verdicts one by one, each with the clock set anew."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=out)
    module, trouble = load(path)
    if trouble:
        yield Verdict(names[0], False, (), f"{Path(path).name} cannot be used yet.\n{trouble}")
        return
    print("loaded", file=out, flush=True)
    for name in names:
        faulthandler.dump_traceback_later(seconds, exit=True, file=out)
        yield judge_one(module, name, path)


@cache
def _every_verdict(path, _saved):
    return {verdict.exercise: verdict for verdict in check(path, every=True)}


def tests(path):
    """{"test_sigmoid": ..., ...}: for pytest, a test for each exercise that fails with its message."""

    def test(name):
        def passes():
            __tracebackhide__ = True
            verdicts = _every_verdict(path, Path(path).stat().st_mtime_ns)
            verdict = verdicts.get(name) or [*verdicts.values()][-1]
            if not verdict.passed:  # no assert: `python -O` takes those away
                raise AssertionError("\n" + verdict.message)

        return passes

    return {f"test_{name}": test(name) for name in EXERCISES}
