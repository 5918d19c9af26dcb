"""The scripts about other ways to learn: without gradients, and with hidden layers.

Tests scripts/train_without_gradients.py and scripts/train_hidden_layers.py; read massshuffle/random_walk.py first.
"""

import re

import imageio_ffmpeg
import numpy as np
import pytest
import train_hidden_layers
import train_without_gradients
from calls import call, files
from tqdm import tqdm

from massshuffle.data import sine_boundary
from massshuffle.experiments import walks
from massshuffle.files import save_text
from massshuffle.network import Network
from massshuffle.optimizers import Adam, Momentum
from massshuffle.training import train


@pytest.fixture
def short_adam(monkeypatch):
    """Let Adam take a few steps only: here the walk is tested."""
    monkeypatch.setattr(train_without_gradients, "ADAM_EPOCHS", 50)


def test_train_without_gradients(tmp_path, capsys, short_adam, monkeypatch):
    """Without its pictures and movies: the next test, a slow one, makes those of the first walk."""
    monkeypatch.setattr(train_without_gradients, "write_movie", lambda path, *rest, **look: save_text(["movie"], path))
    monkeypatch.setattr(train_without_gradients, "save", lambda figure, path: save_text(["picture"], path))
    titles, draw, spent = [], train_without_gradients.steps_of, []
    monkeypatch.setattr(
        train_without_gradients, "steps_of", lambda run, title: titles.append((run, title)) or draw(run, title)
    )
    by_evaluations = train_without_gradients.cost_by_evaluations
    monkeypatch.setattr(
        train_without_gradients,
        "cost_by_evaluations",
        lambda runs, title: spent.append(runs) or by_evaluations(runs, title),
    )
    assert call("train_without_gradients", "--seed", "1", "--draws", "3", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    pictures = ["averaged-weights.png", "averaged.mp4", "effort.png", "samples.png", "steps.png", "weights.mp4"]
    expected = {
        f"walk-{name}{end}" for name in ("first", "second") for end in (".txt", *(f"-{one}" for one in pictures))
    }
    assert expected <= set(files(tmp_path)) <= expected | {"walk-first-other.png", "walk-second-other.png"}
    first, second = printed.split("The second walk: ")
    assert second.startswith("label 1 where x1 + 2 x2 >= sin(x2) + 5")
    run = walks.walk(walks.FIRST, 1)
    share = np.mean(run.dataset.Y == 1)
    assert first.startswith(f"The first walk: label 1 where x1 + 2 x2 >= 10 ({share:.3f} of the samples)\n")
    rows = re.findall(r" ([\d.]+) +([\d.]+) +([\d.]+)  (inside|OUTSIDE)$", printed, re.MULTILINE)
    assert {verdict for *_, verdict in rows} == {"inside", "OUTSIDE"}
    for *numbers, verdict in rows:
        published, low, high = map(float, numbers)
        assert low <= high
        assert (low <= published <= high) == (verdict == "inside")
    assert re.search(rf"^cost at step 180 +{run.history.costs[90]:.6f} +0.029545 ", first, re.MULTILINE)
    assert re.search(rf"^test accuracy +{run.accuracy_test:.6f} +1.000000 ", first, re.MULTILINE)
    [walk] = re.findall(r"^walk .*1 : .*", first, re.MULTILINE)
    assert walk.endswith("1 : 2 : -10")
    stuck_runs = list(filter(walks.is_stuck, walks.many_draws(walks.SECOND, (1, 2, 3))))
    assert f"Of 3 walks, seeds from 1 on, {len(stuck_runs)} ended at W[0] = W[1] = 0." in second
    others = [(walks.is_stuck(run), title.split(", ", 2)[2]) for run, title in titles if "Another" in title]
    outcome = {True: "gets stuck at W[0] = W[1] = 0", False: "finds a boundary"}
    assert others == [(stuck, outcome[stuck]) for stuck, _ in others] != []
    [(cost, accuracy)] = re.findall(r"^walk  +([\d,]+) +([\d,]+)$", first, re.MULTILINE)
    test_set = run.dataset.X_test, run.dataset.Y_test
    accuracies = np.array([run.network.accuracy(theta, *test_set) for theta in run.history.thetas])
    for count, reached in (
        (cost, run.history.costs <= run.history.costs[-1]),
        (accuracy, accuracies >= accuracies[-1]),
    ):
        assert int(count) == 1 + 3 * run.history.iterations[np.flatnonzero(reached)[0]]
    assert [len(evaluations) for evaluations, _ in spent[0].values()] == [101, 51, 51, 51]
    for name, (_, costs) in list(spent[0].items())[1:]:
        start, rate = run.history.thetas[0], float(name.split()[-1])
        again = train(run.network, start, run.dataset.X_train, run.dataset.Y_train, Adam(rate), 50, 1)
        assert costs.tolist() == again.costs.tolist(), name
    assert [evaluations[-1] for evaluations, _ in spent[0].values()] == [1 + 3 * 200, *[1 + 2 * 50] * 3]
    dashed = [
        sum(line.get_linestyle() == "--" for axes in draw(run, "").axes for line in axes.lines)
        for run in (run, stuck_runs[0])
    ]
    assert dashed == [3, 0], "the true boundary where one was found"


@pytest.mark.slow
def test_the_walks_movies_have_the_sequels_frames(tmp_path, short_adam):
    options = ("--run", "first", "--steps", "20", "--draws", "1", "--jump", "0.5", "--bias-jump", "1")
    assert call("train_without_gradients", *options, "--output", tmp_path) == 0
    frames, seconds = imageio_ffmpeg.count_frames_and_secs(str(tmp_path / "walk-first-weights.mp4"))
    assert (frames, seconds) == (11, pytest.approx(11 / 5, abs=0.1))
    assert not (tmp_path / "walk-second.txt").exists()


def test_the_walk_has_the_steps_and_jumps_that_were_typed(tmp_path, monkeypatch):
    walked = []
    monkeypatch.setattr(train_without_gradients, "walk_and_tell", lambda experiment, _: walked.append(experiment))
    options = ("--run", "second", "--steps", "20", "--jump", "0.5", "--bias-jump", "3")
    assert call("train_without_gradients", *options, "--output", tmp_path) == 0
    assert [(one.name, one.steps, one.jump, one.bias_jump) for one in walked] == [("second", 20, 0.5, 3)]


def test_a_line_without_a_ratio():
    network = Network((2, 1))
    for W_0 in (0.0, -1.0):
        line = train_without_gradients.boundary_line("here", network, np.array([W_0, 2.0, 3.0]))
        assert line.endswith("no ratio: W[0] is not above 0")
    line = train_without_gradients.boundary_line("here", network, np.array([2.0, 3.0, -8.0]))
    assert line.endswith("1 : 1.5 : -4")


def test_train_hidden_layers_small(tmp_path, capsys, monkeypatch):
    drawn, draw = [], train_hidden_layers.learned_boundaries
    monkeypatch.setattr(train_hidden_layers, "learned_boundaries", lambda *what: drawn.append(what) or draw(*what))
    methods, train_one = [], train_hidden_layers.trained
    monkeypatch.setattr(train_hidden_layers, "trained", lambda *what: methods.append(what[2]) or train_one(*what))
    small = ("--samples", "200", "--epochs", "3", "--hidden", "4", "3", "5")
    typed = ("--activation", "sigmoid", "--optimizer", "momentum", "--learning-rate", "0.5")
    assert call("train_hidden_layers", *small, *typed, "--output", tmp_path) == 0
    assert [(type(method), method.learning_rate) for method in methods] == [(Momentum, 0.5)] * 2
    assert files(tmp_path) == ["hidden-boundaries.png", "hidden-layers.txt", "hidden-weights.mp4"]
    frames, seconds = imageio_ffmpeg.count_frames_and_secs(str(tmp_path / "hidden-weights.mp4"))
    assert (frames, seconds) == (4, pytest.approx(4 / 20, abs=0.04))
    printed = capsys.readouterr().out
    assert printed.startswith("15-1 ")
    assert printed.startswith((tmp_path / "hidden-layers.txt").read_text())
    assert "\n15-4-3-5-1 " in printed
    *_, (deep, _) = drawn[0][0].values()
    assert deep.activations == ("sigmoid",) * 3
    [(models, curve)], dataset = drawn, sine_boundary(200, seed=np.random.default_rng(0))
    assert curve(np.pi / 2) == pytest.approx(5), "the sine that labelled the samples"
    for line, (title, (network, theta)) in zip(printed.splitlines(), models.items()):
        of_train = network.accuracy(theta, dataset.X_train, dataset.Y_train)
        of_test = network.accuracy(theta, dataset.X_test, dataset.Y_test)
        assert line.endswith(f" Accuracy of train: {of_train:.4f}   test: {of_test:.4f}")
        assert title == f"{line.split()[0]}: test accuracy {of_test:.3f}"


def test_hidden_layers_beat_the_straight_line_by_five_points():
    """With a twelfth of the script's epochs at thrice its rate; all of them give more."""
    rng, accuracies = np.random.default_rng(0), []
    dataset = sine_boundary(20_000, seed=rng)
    for network in (Network((15, 1)), Network((15, 32, 32, 1), ("relu", "relu"))):
        theta = train_hidden_layers.trained(network, dataset, Adam(1e-2), 12, rng).theta
        accuracies.append(network.accuracy(theta, dataset.X_test, dataset.Y_test))
    shallow, hidden = accuracies
    assert hidden >= shallow + 0.05


def test_a_progress_bar_does_not_end_training(monkeypatch):
    """Where tqdm has just drawn itself, its update returns True."""
    always = {"disable": False, "mininterval": 0, "miniters": 1}
    monkeypatch.setattr(train_hidden_layers, "tqdm", lambda **options: tqdm(**options | always))
    network = Network((15, 1))
    history = train_hidden_layers.trained(network, sine_boundary(50), Adam(), 4, np.random.default_rng(0))
    assert history.iterations.tolist() == [0, 1, 2, 3, 4]
