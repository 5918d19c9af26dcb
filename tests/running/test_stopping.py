"""Ctrl-C while libraries are imported and where they swallow it; `| head`. See test_faults.py for Ctrl-C at work."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT, SCRIPTS

INTERRUPT_AN_IMPORT = """
import runpy, signal, sys

class Interrupt:
    def find_spec(name, *rest):
        if name == "numpy":
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                {reaction}

sys.argv = sys.argv[1:]
sys.path.insert(0, "scripts")
sys.meta_path.insert(0, Interrupt)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def ran(*command, **options):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    command = (sys.executable, "-W", "error", *map(str, command))
    return subprocess.run(command, check=False, cwd=ROOT, text=True, **pipes)


@pytest.mark.parametrize("script", SCRIPTS)
def test_ctrl_c_while_libraries_are_imported(script):
    assert_stopped(script, "raise")


@pytest.mark.parametrize("reaction", ["raise ImportError('no C extension')", "pass"])
def test_libraries_that_make_something_else_of_ctrl_c(reaction):
    assert_stopped("plot_data", reaction)


def assert_stopped(script, reaction):
    code = INTERRUPT_AN_IMPORT.format(reaction=reaction)
    end = ran("-c", code, f"scripts/{script}.py")
    assert (end.returncode, end.stdout) == (130, "")
    assert end.stderr == f"{script}.py: stopped\n"


def test_other_errors_are_shown_as_ever():
    end = ran("-c", "import massshuffle.running.stopping; 1 / 0")
    assert end.returncode == 1
    assert end.stderr.startswith("Traceback")
    assert end.stderr.endswith("ZeroDivisionError: division by zero\n")


@pytest.mark.parametrize("lines", [1, 100_000])
def test_a_reader_that_goes_away_hears_no_complaint(lines, tmp_path):
    """Few lines fail when the buffer is emptied at the end, many in the middle."""
    read, write = os.pipe()
    os.close(read)
    code = (
        "from massshuffle.running.command_line import Parser, run\n"
        f"raise SystemExit(run(Parser('?'), lambda _: print('x\\n' * {lines})))"
    )
    end = ran("-c", code, "--output", tmp_path, stdout=write)
    os.close(write)
    assert (end.returncode, end.stderr) == (141, "")


def test_nothing_follows_the_last_word():
    code = (
        "import sys; from massshuffle.running.stopping import stopped\n"
        "class Complaint:\n"
        "    def __del__(self): raise ValueError\n"
        "complaint = Complaint(); sys.exit(stopped('it'))"
    )
    end = ran("-c", code)
    assert (end.returncode, end.stderr) == (130, "it: stopped\n")


SWALLOW = """
import signal
from massshuffle.running.command_line import Parser, run

def job(arguments):
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        {reaction}

raise SystemExit(run(Parser("?"), job))
"""


@pytest.mark.parametrize("reaction", ["pass", "raise OSError('half read')"])
def test_ctrl_c_that_a_library_swallows_at_work(reaction, tmp_path):
    end = ran("-c", SWALLOW.format(reaction=reaction), "--output", tmp_path)
    assert (end.returncode, end.stderr) == (130, "-c: stopped\n")


def test_another_broken_pipe_is_an_error(tmp_path):
    code = (
        "from massshuffle.running.command_line import Parser, run\n"
        "def job(arguments): raise BrokenPipeError('ffmpeg died')\n"
        "raise SystemExit(run(Parser('?'), job))"
    )
    end = ran("-c", code, "--output", tmp_path)
    assert (end.returncode, end.stderr) == (2, "-c: error: ffmpeg died\n")


def test_a_second_press_changes_nothing():
    code = (
        "import signal, sys; from massshuffle.running.stopping import stopped\n"
        "code = stopped('it'); signal.raise_signal(signal.SIGINT); sys.exit(code)"
    )
    end = ran("-c", code)
    assert (end.returncode, end.stderr) == (130, "it: stopped\n")
