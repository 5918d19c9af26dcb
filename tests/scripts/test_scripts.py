"""Every script: what it prints and which files it leaves.

Tests scripts/; read massshuffle/running/command_line.py first.
"""

import inspect
import re
from dataclasses import replace

import benchmark
import make_weight_movie
import numpy as np
import plot_weight_evolution
import pytest
from calls import call, files, pictures_of
from conftest import SCRIPTS

from massshuffle.experiments import studies
from massshuffle.experiments.runs import DIGITS, LINEAR, run
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.running.command_line import Parser
from massshuffle.running.run_options import RunOptions
from massshuffle.view import story
from massshuffle.view.movies import write_movie

N_PICTURES = sum(shown.name.endswith(".png") for shown in (*story.DATA, *story.LINEAR, *story.SINE))
DATA = "01-scatter-first-100.png 02-scatter-3d.png 03-scatter-3d-same-scale.png 04-matrix-as-colors.png"
SINE = "10-sine-scatter-3d.png 11-sine-cost.png 12-sine-averaged-weights.png 13-sine-all-weights.png"
COMPARED = "compare-optimizers.txt distance-travelled.png mass-shares.png"


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
def test_help_says_what_happens_without_an_option(script, monkeypatch):
    parsers = []
    monkeypatch.setattr(Parser, "run", lambda parser, job, argv: parsers.append(parser))
    call(script)
    for action in parsers[0]._actions:
        assert re.search(r"\(default: .+\)$|show this help|no --break plants none$", action.help), action.dest


def test_reproduce_notebook(tmp_path, capsys, monkeypatch):
    shown, make, filmed, film = [], story.pictures, [], story.movies
    monkeypatch.setattr(
        story, "pictures", lambda table, folder, *of: shown.append((table, of[0])) or make(table, folder, *of)
    )
    monkeypatch.setattr(story, "movies", lambda table, *rest: filmed.append((table, rest[-1])) or film(table, *rest))
    assert call("reproduce_notebook", "--epochs", "80", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    of = {table: getattr(of, "experiment", None) for table, of in shown}
    assert {table: experiment and experiment.name for table, experiment in of.items()} == {
        story.DATA: None,
        story.LINEAR: "linear",
        story.SINE: "sine",
    }
    assert {table: of.experiment.name for table, of in filmed} == {story.LINEAR: "linear", story.SINE: "sine"}
    names = files(tmp_path)
    assert [name[:2] for name in names if name.endswith(".png")] == [f"{i:02}" for i in range(1, N_PICTURES + 1)]
    movies = [name for name in names if name.endswith(".mp4")]
    assert movies == ["linear-averaged.mp4", "linear-weights.mp4", "sine-averaged.mp4", "sine-weights.mp4"]
    for name in names:
        assert f"wrote {tmp_path / name}\n" in printed
    assert "Proportion of label 1 in the whole sample: 0.466 (published 0.467)" in printed
    assert re.search(r"^ +0 +2\.39\d+ +4\.3329387$", printed, re.MULTILINE)
    assert printed.count("Accuracy of t") == 4
    assert re.search(r"^ +0 +0\.58\d+ +1\.3417832$", printed.partition("\n3. ")[2], re.MULTILINE), "the sine's own"
    assert "1 where x1 &gt;= 0, else 0." in (tmp_path / "explore.html").read_text(encoding="utf-8")
    assert printed.endswith(f"wrote {tmp_path / 'report.html'}\n")
    assert (tmp_path / "report.html").stat().st_size > 1e6
    assert 'href="explore.html"' in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "names", "said"),
    [
        ("plot_data", DATA, "Proportion of label 1 in the whole sample: 0.466"),
        ("plot_sine_boundary --epochs 80", SINE, "Accuracy of test: "),
        ("plot_averaged_weights --epochs 80", "linear-averaged-weights.png", "iteration 80: W[0] "),
        ("make_weight_movie --epochs 80 --optimizer momentum", "linear-weights.mp4", ""),
        ("make_weight_movie --epochs 80 --averaged --format gif --limits -3 3", "linear-averaged.gif", ""),
        ("compare_optimizers --epochs 80 --seed 3", COMPARED, "effective number\nAdam  "),
    ],
)
def test_what_is_printed_and_written(command, names, said, tmp_path, capsys, monkeypatch):
    figures = pictures_of("compare_optimizers", monkeypatch)
    assert call(*command.split(), "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    assert files(tmp_path) == names.split()
    assert said in printed
    if "compare_optimizers" in command:
        assert f"\n{studies.follow(studies.ADAM, 3, 80)}\n" in printed
        assert figures["mass-shares.png"].get_supylabel() == "Share of the mass"
    for name in names.split():
        assert f"wrote {tmp_path / name}\n" in printed
        assert not name.endswith(".txt") or printed.startswith((tmp_path / name).read_text())


SHORT_RUNS = (
    "plot_data",
    "check_gradients",
    "watch_one_step",
    *(f"{script} --epochs 1" for script in ("plot_sine_boundary", "plot_averaged_weights", "plot_weight_evolution")),
    *(f"{script} --epochs 1" for script in ("make_weight_movie", "explore_weights", "reproduce_notebook")),
    "train_hidden_layers --samples 50 --epochs 1",
    "find_the_minimum --epochs 1 --seeds 1",
)


@pytest.mark.slow
@pytest.mark.parametrize("command", SHORT_RUNS)
def test_every_draw_follows_from_the_seed(command, tmp_path, monkeypatch):
    """A draw from another seed fails, because there is no generator for it.

    Training asks for a generator from 0 for its batches as well, but without batches it draws nothing from it.
    """
    reported, default_rng = [], np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", lambda seed: default_rng(seed) if seed == 7 else None)
    monkeypatch.setattr("massshuffle.view.figures.style.ShownFigure.savefig", lambda *_, **look: None)  # it takes long
    monkeypatch.setattr("reproduce_notebook.write_report", lambda path, *of: reported.append(of[-1]) or path)
    assert call(*command.split(), "--seed", "7", "--output", tmp_path) == 0
    assert reported == ([7] if "reproduce" in command else []), "the report names it"


@pytest.mark.parametrize(
    ("typed", "shape", "look"),
    [
        ("", (1, 15), {}),
        ("--averaged --format gif --fps 5 --limits -3 3 --colormap gray", (1, 3), {"fps": 5, "limits": (-3, 3)}),
        ("--experiment digits", (8, 8), {"labels": ()}),
    ],
)
def test_a_movie_has_what_was_typed_and_write_movies_defaults(typed, shape, look, tmp_path, monkeypatch):
    calls, signature = [], inspect.signature(write_movie)
    monkeypatch.setattr(make_weight_movie, "write_movie", lambda *a, **k: calls.append(signature.bind(*a, **k)) or a[0])
    assert call("make_weight_movie", "--epochs", "40", *typed.split(), "--output", tmp_path) == 0
    [made] = [one.arguments for one in calls]
    weights = run(replace(DIGITS if "digits" in typed else LINEAR, epochs=40)).history.weights()
    if "--averaged" in typed:
        weights = np.dstack([weights[..., :2], weights[..., 2:].mean(axis=2)])
        look = look | {"colormap": "gray", "labels": ("W[0]", "W[1]", "mean of the others")}
    np.testing.assert_allclose(made.pop("weights")[[0, -1]], weights[[0, -1]].reshape(-1, *shape), rtol=1e-13)
    assert made.pop("path").suffix == (".gif" if "gif" in typed else ".mp4")
    assert made.pop("iterations")[-1] == 40
    assert made == {name: signature.parameters[name].default for name in made} | look


def test_the_averages_that_are_printed_are_those_of_the_end(tmp_path, capsys):
    assert call("plot_averaged_weights", "--epochs", "80", "--output", tmp_path) == 0
    W = run(replace(LINEAR, epochs=80)).history.theta[:15]
    said = f"iteration 80: W[0] {W[0]:.3f}, W[1] {W[1]:.3f}, mean of the others {W[2:].mean():.3f}\n"
    assert capsys.readouterr().out.startswith(said)


def test_the_weights_of_pictures_are_shown_as_they_end(small_run):
    history, features = small_run[3], tuple(f"pixel {i}" for i in range(15))
    found = plot_weight_evolution.pictures(RunOptions(LINEAR, features, picture=(3, 5)), history)
    [image] = found["weights-as-pictures"].axes[0].images
    assert image.get_array().tolist() == history.theta[:15].reshape(3, 5).tolist()


def test_inputs_without_names_are_called_as_in_the_book():
    history = History(Network((3, 2, 1), ("tanh",)), np.array([0, 1]), np.array([1.0, 0.5]), np.eye(2, 11))
    found = plot_weight_evolution.pictures(RunOptions(LINEAR), history)["all-weights"]
    [legend] = found.legends
    assert sorted(text.get_text() for text in legend.get_texts()) == ["x1", "x2", "x3"]


def test_a_benchmarks_ratio_is_ours_over_theirs_and_its_unit_a_microsecond(tmp_path, capsys, monkeypatch):
    clock = [0.0]

    def takes(seconds):
        return lambda X, Y, epochs: clock.__setitem__(0, clock[0] + seconds * epochs)

    monkeypatch.setattr(benchmark.time, "perf_counter", lambda: clock[0])
    found = benchmark.compare({"massshuffle": takes(6e-6), "theirs": takes(2e-6)}, None, None, 10, 3)
    assert found["theirs"] == (pytest.approx(2e-6), pytest.approx(3))
    asked = []

    def compare(contenders, *settings):
        asked.append(settings[2:])
        return {name: (7e-6 + 1e-6 * i, 3.0 + i) for i, name in enumerate(contenders)}

    monkeypatch.setattr(benchmark, "compare", compare)
    assert call("benchmark", "--largest", "15000", "--output", tmp_path) == 0
    assert asked == [(1000, 15), (2_000_000 // 15_000, 15)], "epochs and rounds"
    printed = capsys.readouterr().out
    assert printed.startswith("An epoch of the linear run, 800 samples x 15 features\n")
    assert re.search(r"^massshuffle +7\.0 +3\.00$", printed, re.MULTILINE)
    assert re.search(r"^ +1000 +15 +0\.0070 +0\.0080 +4\.00$", printed, re.MULTILINE)


def test_benchmark(tmp_path, capsys):
    small = ("--epochs", "5", "--rounds", "1", "--largest", "150000")
    assert call("benchmark", *small, "--output", tmp_path) == 0
    assert files(tmp_path) == ["benchmark.png", "benchmark.txt"]
    printed = capsys.readouterr().out
    assert printed.startswith((tmp_path / "benchmark.txt").read_text())
    for contender in ("massshuffle", "side by side", "MLPClassifier", "preallocated"):
        assert contender in printed
