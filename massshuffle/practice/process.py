"""The learner's file is code like any other: it runs in a process of its own, and each exercise has ten seconds.

The process writes one line when it has started, one when the file is loaded, and one for each verdict. Whoever waits
for the next longer than the limit ends it.

Proved by tests/practice/test_process.py.
"""

import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
import traceback
from dataclasses import asdict
from functools import cache, partial
from importlib.machinery import SourceFileLoader
from pathlib import Path

import numpy as np

from massshuffle.practice import mistakes
from massshuffle.practice.errors import told
from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.judging import judge
from massshuffle.practice.verdict import Verdict

SECONDS = 10
# The book's, in the form of the exercises. Its xavier_uniform and Adam take a network and keep a memory of their own.
BOOK = {name: partial(getattr(mistakes, name), made={}) for name in EXERCISES}


def _of_arrays(function):
    """A function that takes lists of rows as well."""
    return lambda *arguments: function(*map(np.asarray, arguments))


def _of_rows(function):
    """A function of two rows (1, N) that takes two arrays of any one shape, or numbers: some go sample by sample."""

    def of_any_shape(logits, labels):
        z, y = np.broadcast_arrays(logits, labels)
        result = function(z.reshape(1, -1), y.reshape(1, -1))
        return result if np.ndim(result) == 0 else result.reshape(z.shape)

    return of_any_shape


for name in ("sigmoid", "sigmoid_derivative"):
    BOOK[name] = _of_arrays(BOOK[name])
for name in ("binary_cross_entropy", "binary_cross_entropy_gradient"):
    BOOK[name] = _of_rows(BOOK[name])


def check(path, only=None, every=False, seconds=None):
    """Judge the nine functions of a file in their order: a Verdict each, up to and with the first that is not right.

    only : the name of one to judge alone    every : go on after one that is not right
    """
    path, names = Path(path).resolve(), list(EXERCISES) if only is None else [only]
    seconds = SECONDS if seconds is None else seconds
    if not path.is_file():
        return [Verdict(names[0], False, (), f"There is no file {path.name}.")]
    code = "from massshuffle.practice.process import serve; serve()"
    command = [sys.executable, "-c", code, str(path), "all" if every else "first", *names]
    root = str(Path(__file__).parent.parent.parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    )
    lines = queue.Queue()
    listener = threading.Thread(target=lambda: [*map(lines.put, process.stdout), lines.put(None)], daemon=True)
    listener.start()
    try:
        return _listen(lines, path, names, every, seconds)
    finally:
        process.kill()
        process.wait()
        listener.join()
        process.stdout.close()


def _listen(lines, path, names, every, seconds):
    """Verdicts as they come."""
    verdicts, loaded = [], False
    lines.get(timeout=120)  # Python has started
    while len(verdicts) < len(names) and (every or all(verdict.passed for verdict in verdicts)):
        name = names[len(verdicts)]
        doing = f"{name} is not right yet.\nIt" if loaded else f"{path.name} cannot be used yet.\nLoading it"
        try:
            line = lines.get(timeout=seconds)
        except queue.Empty:
            stopped = (
                f"{doing} had not ended after {seconds:g} seconds and was stopped. Is there a loop without an end?"
            )
            return [*verdicts, Verdict(name, False, (), stopped)]
        if line is None:
            return [*verdicts, Verdict(name, False, (), f"{doing} ended Python itself; a function has to return.")]
        said = json.loads(line)
        if said == "loaded":
            loaded = True
        else:
            verdicts.append(Verdict(said["exercise"], said["passed"], tuple(said["mistakes"]), said["message"]))
            if not loaded:
                break
    return verdicts


def serve():
    """The other side: judge the file that the command line names, and write a line for each verdict."""
    out = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what the file prints
    sys.dont_write_bytecode = True
    path, how_far, *names = sys.argv[1:]

    def say(thing):
        print(json.dumps(thing), file=out, flush=True)

    say("started")
    sys.path.insert(0, str(Path(path).parent))
    sys.argv = [path]
    module, trouble = load(path)
    if trouble:
        say(asdict(Verdict(names[0], False, (), f"{Path(path).name} cannot be used yet.\n{trouble}")))
        return
    say("loaded")
    for name in names:
        verdict = judge_one(module, name, path)
        say(asdict(verdict))
        if not verdict.passed and how_far == "first":
            return


def load(path):
    """(the module in a file, ""), or (None, what is wrong with the file)."""
    path = str(Path(path).resolve())
    loader = SourceFileLoader(Path(path).stem, path)  # with any suffix
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        return None, f"{type(error).__name__}: {error.msg}\n    line {error.lineno}: {(error.text or '').strip()}"
    except (Exception, SystemExit) as error:
        return None, told(error, path) or traceback.format_exc()
    return module, ""


def judge_one(module, name, path):
    """The Verdict on one function of a module, while the other eight are the book's."""
    written = {other: module.__dict__.get(other) for other in EXERCISES}
    function, lines = written[name], f"def {name}({EXERCISES[name].arguments}):"
    if not callable(function):
        return Verdict(name, False, (), f"{Path(path).name} has no function {name}. It begins with\n    {lines}")
    module.__dict__.update({other: book for other, book in BOOK.items() if other != name})
    try:
        return judge(name, function, path)
    finally:
        module.__dict__.update({other: mine for other, mine in written.items() if mine is not None})


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
            assert verdict.passed, "\n" + verdict.message

        return passes

    return {f"test_{name}": test(name) for name in EXERCISES}
