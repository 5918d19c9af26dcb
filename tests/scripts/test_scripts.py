"""Every script: what it prints, which files it leaves, and how it ends when something is wrong."""

import importlib
import re
import subprocess
import sys

import pytest
from conftest import ROOT, SCRIPTS

from massshuffle.history import History
from massshuffle.optimizers import OPTIMIZERS

SHORT = ["--epochs", "80"]


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
    arguments = (
        *SHORT,
        "--experiment",
        "sine",
        "--optimizer",
        "momentum",
        "--output",
        tmp_path,
        "--save-history",
        saved,
    )
    assert call("plot_weight_evolution", *arguments) == 0
    assert files(tmp_path) == ["h.npz", "sine-all-weights.png"]
    assert History.load(saved).iterations.tolist() == [0, 40, 80]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_reader_chooses_the_optimizer(optimizer, tmp_path, capsys):
    arguments = ("--epochs", "2", "--optimizer", optimizer, "--output", tmp_path)
    assert call("plot_averaged_weights", *arguments) == 0
    assert "iteration 2: W[0] " in capsys.readouterr().out


def test_plot_averaged_weights(tmp_path, capsys):
    assert call("plot_averaged_weights", *SHORT, "--output", tmp_path) == 0
    assert files(tmp_path) == ["linear-averaged-weights.png"]
    assert "iteration 80: W[0] " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (["--optimizer", "momentum"], "linear-weights.mp4"),
        (["--averaged", "--format", "gif", "--limits", "-3", "3"], "linear-averaged.gif"),
    ],
)
def test_make_weight_movie(tmp_path, options, name):
    assert call("make_weight_movie", *SHORT, *options, "--output", tmp_path) == 0
    assert files(tmp_path) == [name]


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
