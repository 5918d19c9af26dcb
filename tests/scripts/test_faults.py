"""Whole files or none: each kind of writer is killed, interrupted or denied the disk in the middle of its work.

Tests massshuffle/files.py, and Ctrl-C and a broken pipe with massshuffle/running/command_line.py; read files.py first.
"""

import ast
import multiprocessing
import os
import signal
import sys
import time

import numpy as np
import pytest
from calls import started
from conftest import ROOT

from massshuffle.files import save_text
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import heat_map
from massshuffle.view.movies import write_movie

resource = pytest.importorskip("resource", reason="needs POSIX")
FRAMES, WEIGHTS = np.arange(30), np.random.default_rng(0).random((30, 1, 15))
HISTORY = History(Network((15, 1)), FRAMES, np.ones(30), np.random.default_rng(0).random((30, 16)))
WRITERS = {
    "txt": lambda path: save_text(["line"] * 100, path),  # and html
    "png": lambda path: save(heat_map(WEIGHTS[0], 0), path),
    "npz": HISTORY.save,
    "gif": lambda path: write_movie(path, WEIGHTS, FRAMES),
    "mp4": lambda path: write_movie(path, WEIGHTS, FRAMES),
}
FAULTS = {"txt": "killed", "png": "interrupted", "npz": "disk full", "gif": "killed", "mp4": "disk full"}
EXIT_CODES = {"killed": -signal.SIGKILL, "interrupted": 130, "disk full": 3}
WRITE_AND_SWAP = {"open", "write_text", "write_bytes", "savefig", "savez", "savez_compressed", "get_writer", "replace"}


def work(kind, path, reached, largest_file):
    """In a process of its own: write, and stop for ever before the file gets its name. Exits with 3 for an OSError."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
    os.replace = lambda *paths: (reached.set(), signal.pause())
    try:
        WRITERS[kind](path)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError:
        sys.exit(3)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "fault"), FAULTS.items())
def test_nothing_half_written_stays(tmp_path, monkeypatch, kind, fault):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")  # no threads: a fork loses them
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["massshuffle.view.movies"])
    path, reached = tmp_path / f"it.{kind}", context.Event()
    path.write_text("what was there before")
    limit = 300 if fault == "disk full" else resource.RLIM_INFINITY
    process = context.Process(target=work, args=(kind, path, reached, limit))
    process.start()
    if fault != "disk full":
        assert reached.wait(20)
        os.kill(process.pid, signal.SIGKILL if fault == "killed" else signal.SIGINT)
    process.join(20)
    assert process.exitcode == EXIT_CODES[fault]
    assert path.read_text() == "what was there before"
    left = [other for other in tmp_path.iterdir() if other != path]
    assert all(other.name.startswith(".") and ".partial" in other.name for other in left)
    assert len(left) == (fault == "killed"), "nobody was left to remove it"


def called(path):
    """The names of all functions and methods that a file calls."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return {getattr(function, "id", getattr(function, "attr", None)) for function in calls}


def test_scripts_write_through_files_py_alone():
    for path in (ROOT / "scripts").glob("*.py"):
        assert not called(path) & (WRITE_AND_SWAP - {"replace"}), path
    for path in (ROOT / "massshuffle").rglob("*.py"):
        if called(path) & (WRITE_AND_SWAP - {"open", "replace"}):
            assert "from massshuffle.files import" in path.read_text(encoding="utf-8"), path


@pytest.mark.slow
def test_ctrl_c_at_work_is_one_line_and_leaves_no_file(tmp_path):
    # 751 frames: of a shorter movie the last may be written before a busy machine delivers the signal, and it is kept.
    with started("make_weight_movie", "--epochs", "30000", "--output", tmp_path / "new") as process:
        while not list(tmp_path.glob("new/.*.partial*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20) == ("", "make_weight_movie.py: stopped\n")
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_reader_that_goes_away_hears_no_complaint(tmp_path):
    with started("check_the_check", "--states", 1, "--output", tmp_path) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141
