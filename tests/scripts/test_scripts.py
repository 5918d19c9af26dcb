"""Every script: what it prints, which files it leaves, and how it ends when something is wrong."""

import importlib
import os
import re
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from conftest import ROOT, SCRIPTS

from massshuffle import gradient_report
from massshuffle.activations import ACTIVATIONS, sigmoid, softplus
from massshuffle.history import History
from massshuffle.notebook.bugs import BUGS
from massshuffle.optimizers import OPTIMIZERS

SHORT = ["--epochs", "80"]
N_CHECKED = 2 * (2 + len(ACTIVATIONS))  # gradients: before and after training, with none, with each, with all of them


def call(script, *arguments):
    """Run a script's main in this process; returns its exit code."""
    return importlib.import_module(script).main([str(argument) for argument in arguments])


def files(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("script", SCRIPTS)
def test_help_says_which_question_is_answered(script, capsys):
    with pytest.raises(SystemExit) as end:
        call(script, "--help")
    assert end.value.code == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "?" in words
    assert "--seed" in words
    assert "--output" in words


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (["--seed", "-1"], "seed"),
        (["--seed", "one"], "seed"),
        (["--colour", "red"], "colour"),
        (["--epochs", "-1", "--output", "{file}-new"], "epochs"),
        (["--output", "{file}"], "file"),
        (["--output", "{file}/below"], "file"),
    ],
)
def test_a_bad_argument_is_one_line_and_exit_code_2(script, bad, word, tmp_path, capsys):
    (tmp_path / "file").touch()
    arguments = [argument.format(file=tmp_path / "file") for argument in bad]
    if "--output" not in bad:
        arguments += ["--output", tmp_path]
    assert call(script, *arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "error: " in printed.err
    assert word in printed.err
    assert files(tmp_path) == ["file"]


def test_reproduce_notebook(tmp_path, capsys):
    assert call("reproduce_notebook", "--epochs", "1040", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    names = files(tmp_path)
    assert [name[:2] for name in names if name.endswith(".png")] == [f"{i:02}" for i in range(1, 14)]
    movies = [name for name in names if name.endswith(".mp4")]
    assert movies == ["linear-averaged.mp4", "linear-weights.mp4", "sine-averaged.mp4", "sine-weights.mp4"]
    for name in names:
        assert f"wrote {tmp_path / name}\n" in printed
    assert "Proportion of label 1 in the whole sample: 0.466 (published 0.467)" in printed
    assert re.search(r"^ +0 +2\.3937555 +4\.3329387$", printed, re.MULTILINE)
    assert re.search(r"^ +1000 +0\.3261475 +0\.7983385$", printed, re.MULTILINE)
    assert printed.count("Accuracy of t") == 4
    assert printed.endswith(f"wrote {tmp_path / 'report.html'}\n")
    assert (tmp_path / "report.html").stat().st_size > 1e6
    assert 'href="explore.html"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_plot_data(tmp_path):
    assert call("plot_data", "--output", tmp_path) == 0
    assert [name[:2] for name in files(tmp_path)] == ["01", "02", "03", "04"]


def test_plot_sine_boundary(tmp_path):
    assert call("plot_sine_boundary", *SHORT, "--output", tmp_path) == 0
    assert [name[:2] for name in files(tmp_path)] == ["10", "11", "12", "13"]


def test_plot_weight_evolution_and_its_history(tmp_path):
    saved = tmp_path / "h.npz"
    arguments = (*SHORT, "--experiment", "sine", "--output", tmp_path, "--save-history", saved)
    assert call("plot_weight_evolution", *arguments) == 0
    assert files(tmp_path) == ["h.npz", "sine-all-weights.png"]
    assert History.load(saved).iterations.tolist() == [0, 40, 80]


def test_a_history_that_cannot_be_saved_is_refused_before_training(tmp_path, capsys):
    saved = tmp_path / "nodir" / "h.npz"
    assert call("plot_weight_evolution", "--save-history", saved, "--output", tmp_path / "new") == 2
    said = capsys.readouterr().err
    assert said.endswith(
        f"error: --save-history must name a file in a folder that exists, got the folder {saved.parent}\n"
    )
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("script", "optimizer"),
    [*(("make_weight_movie", name) for name in OPTIMIZERS), ("plot_weight_evolution", "momentum")],
)
def test_the_reader_chooses_the_optimizer(script, optimizer, tmp_path):
    assert call(script, "--epochs", "2", "--optimizer", optimizer, "--output", tmp_path) == 0
    assert len(files(tmp_path)) == 1


def test_plot_averaged_weights(tmp_path, capsys):
    assert call("plot_averaged_weights", *SHORT, "--output", tmp_path) == 0
    assert files(tmp_path) == ["linear-averaged-weights.png"]
    assert "iteration 80: W[0] " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "name"),
    [([], "linear-weights.mp4"), (["--averaged", "--format", "gif", "--limits", "-3", "3"], "linear-averaged.gif")],
)
def test_make_weight_movie(tmp_path, options, name):
    assert call("make_weight_movie", *SHORT, *options, "--output", tmp_path) == 0
    assert files(tmp_path) == [name]


def test_a_movie_that_cannot_be_leaves_no_file(tmp_path, capsys):
    assert call("make_weight_movie", *SHORT, "--limits", "3", "-3", "--output", tmp_path) == 2
    assert "limits must be (low, high)" in capsys.readouterr().err
    assert files(tmp_path) == []


def test_check_gradients(tmp_path, capsys):
    """With seed 3 a dead layer of relus finds the corners above it."""
    assert call("check_gradients", "--seed", "3", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    assert f"{N_CHECKED} of {N_CHECKED} gradients are right" in printed
    assert "WRONG" not in printed
    assert "; corner at b_2[0, 0] (Z_2[0, 18], sample 18), and 3 more\n" in printed
    assert files(tmp_path) == ["error-against-step.png", "gradient-check.txt"]
    assert (tmp_path / "gradient-check.txt").read_text() in printed


@pytest.mark.parametrize("bug", [[], ["transpose"]])
def test_check_gradients_catches_a_bug(tmp_path, capsys, bug):
    assert call("check_gradients", "--break", *bug, "--output", tmp_path) == 1
    printed = capsys.readouterr().out
    assert re.search(r"WRONG at [Wb]_\d\[", printed)
    assert re.search(rf"^\d of {N_CHECKED} gradients are right$", printed, re.MULTILINE)
    [suffix] = bug or ["factor"]
    assert files(tmp_path) == [f"error-against-step-{suffix}-broken.png", f"gradient-check-{suffix}-broken.txt"]


def test_check_gradients_checks_whatever_is_in_the_table(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(ACTIVATIONS, "new", (softplus, sigmoid))
    assert call("check_gradients", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    assert f"{N_CHECKED + 2} of {N_CHECKED + 2} gradients are right" in printed
    assert "\n6-5-4-1 new/new " in printed
    assert f"4-4-1 {'/'.join(ACTIVATIONS)} " in printed


def test_check_the_check(tmp_path, capsys):
    """Few states here; the counts of thousands are for whoever runs the script."""
    assert call("check_the_check", "--states", "16", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    assert (tmp_path / "check-the-check.txt").read_text() in printed
    assert re.search(r"^right gradients at 16 states, costs \d\S+ to \d\S+: 0 alarms$", printed, re.MULTILINE)
    for bug in BUGS:
        caught, missed = re.search(rf"^{bug} +(\d+) +(\d+) +\d+ +\d+  \w", printed, re.MULTILINE).groups()
        assert int(caught) > 0
        assert missed == "0"


@pytest.mark.parametrize(
    ("tolerance", "said"), [(1e-30, ": [1-9] alarms"), (np.inf, "slope +0 +[1-9]")], ids=["alarms", "misses"]
)
def test_check_the_check_says_what_is_wrong_with_a_check(tmp_path, capsys, monkeypatch, tolerance, said):
    for name in ("CENTRAL_TOLERANCE", "COMPLEX_TOLERANCE"):
        monkeypatch.setattr(gradient_report, name, tolerance)
    assert call("check_the_check", "--states", "8", "--output", tmp_path) == 1
    assert re.search(said, capsys.readouterr().out)


def test_benchmark(tmp_path, capsys):
    small = ("--epochs", "5", "--rounds", "1", "--largest", "150000")
    assert call("benchmark", *small, "--output", tmp_path) == 0
    assert files(tmp_path) == ["benchmark.png", "benchmark.txt"]
    printed = capsys.readouterr().out
    assert printed.startswith((tmp_path / "benchmark.txt").read_text())
    for contender in ("massshuffle", "side by side", "MLPClassifier", "preallocated"):
        assert contender in printed


def test_from_the_terminal_a_pipe_sees_no_progress_bar(tmp_path):
    script = ROOT / "scripts" / "make_weight_movie.py"
    command = [sys.executable, "-W", "error", str(script), *SHORT, "--output", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert ran.stdout == f"wrote {tmp_path / 'linear-weights.mp4'}\n"


def test_compare_with_published(tmp_path, capsys):
    arguments = ("--seeds", "2", "--jobs", "2", "--output", tmp_path)
    assert call("compare_with_published", *arguments) == 1, "two runs make a narrow band"
    printed = capsys.readouterr().out
    assert len(re.findall(r"\d  (?:inside|OUTSIDE)$", printed, re.MULTILINE)) == 30 + 10 + 8
    assert re.search(r"^\d+ of 40 published costs are inside$", printed, re.MULTILINE)
    names = ["compare-with-published.txt", "linear-published-band.png", "sine-published-band.png"]
    assert files(tmp_path) == names


def test_compare_optimizers(tmp_path, capsys):
    assert call("compare_optimizers", *SHORT, "--output", tmp_path) == 0
    names = ["compare-optimizers.txt", "distance-travelled.png", "mass-shares.png"]
    assert files(tmp_path) == names
    assert (tmp_path / names[0]).read_text() in capsys.readouterr().out


def test_study_dimension(tmp_path, capsys):
    arguments = ("--seeds", "2", "--features", "0", "3", "--jobs", "1", *SHORT)
    assert call("study_dimension", *arguments, "--output", tmp_path) == 0
    assert files(tmp_path) == ["study-dimension.png", "study-dimension.txt"]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:4]] == ["0", "3"]
    assert len(lines[2].split()) == 4


def test_where_does_it_go(tmp_path, capsys):
    arguments = ("--seed", "3", "--seeds", "2", "--jobs", "1", "--backend", "threading", *SHORT)
    assert call("where_does_it_go", *arguments, "--output", tmp_path) == 0
    names = ["where-does-it-go.txt", "where-it-goes.png", "where-it-heads.png"]
    assert files(tmp_path) == names
    table = (tmp_path / names[0]).read_text()
    assert table in capsys.readouterr().out
    assert re.findall(r"^seed (\d)$", table, re.MULTILINE) == ["3", "4"]
    assert re.findall(r"^L1 separator +1.00000 +0.999 .* 1.00$", table, re.MULTILINE)
    assert len(table.splitlines()) == 2 * (3 + 3 + 10) + 1


@pytest.mark.parametrize(
    ("backend", "seconds"), [("loky", 0.1), pytest.param("dask", 2, marks=pytest.mark.needs_extra)]
)
def test_ctrl_c_ends_a_sweep_and_its_workers(tmp_path, backend, seconds):
    if backend == "dask":
        pytest.importorskip("distributed")
    script = ROOT / "scripts" / "compare_with_published.py"
    options = ["--seeds", "1000", "--jobs", "2", "--backend", backend]
    command = [sys.executable, "-W", "error", str(script), *options]
    command += ["--output", str(tmp_path)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes, start_new_session=True) as process:
        while len(living(process.pid)) < 4:  # itself, two workers, a tracker
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(seconds)  # until they are at work
        start = time.perf_counter()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert time.perf_counter() - start < 2
    assert (process.returncode, out) == (130, "")
    assert err == "compare_with_published.py: stopped\n"
    end = time.monotonic() + 2  # on a busy machine the system takes a moment to take a dead worker down
    while living(process.pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert living(process.pid) == []


def living(group):
    """The processes of a group that are not dead yet, as ps shows them."""
    command = ["ps", "-eo", "pgid,stat,args"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return [row for row in rows if row[0] == str(group) and row[1][0] != "Z"]
