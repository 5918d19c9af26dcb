"""The scripts about other ways to learn: without gradients, and with hidden layers."""

import re

import imageio_ffmpeg
import numpy as np
import pytest
from test_scripts import call, files
from tqdm import tqdm

from massshuffle.data import sine_boundary
from massshuffle.network import Network
from massshuffle.optimizers import Adam


def accuracies(printed):
    """The accuracies on the test set, in the order of printing."""
    return [float(number) for number in re.findall(r"test: ([\d.]+)", printed)]


@pytest.fixture
def short_adam(monkeypatch):
    """Let Adam take a few steps only: here the walk is tested."""
    import train_without_gradients

    monkeypatch.setattr(train_without_gradients, "ADAM_EPOCHS", 50)


def test_train_without_gradients(tmp_path, capsys, short_adam):
    assert call("train_without_gradients", "--seed", "1", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    assert files(tmp_path) == ["random-walk-effort.png", "random-walk-steps.png", "random-walk.txt"]
    assert printed.startswith((tmp_path / "random-walk.txt").read_text())
    [walk] = re.findall(r"^walk .*1 : .*", printed, re.MULTILINE)
    assert walk.split()[1:4] == ["1", "2", "-10"]
    assert walk.endswith("1 : 2 : -10")
    assert printed.count("Adam, rate ") == 6
    [(cost, accuracy)] = re.findall(r"^walk  +([\d,]+) +([\d,]+)$", printed, re.MULTILINE)
    assert 1 < int(cost) <= 601
    assert 1 < int(accuracy) <= 601
    assert accuracies(printed)[0] >= 0.99


def test_train_without_gradients_other_jumps(tmp_path, capsys, short_adam):
    jumps = ("--jump", "0.5", "--bias-jump", "1")
    assert call("train_without_gradients", "--epochs", "0", *jumps, "--output", tmp_path) == 0
    walk, _ = re.findall(r"^walk .*", capsys.readouterr().out, re.MULTILINE)
    assert {abs(float(number)) for number in walk.split()[1:3]} <= {0, 0.5}
    assert walk.split()[3] == "0"


def test_a_line_without_a_ratio():
    from train_without_gradients import boundary_line

    network = Network((2, 1))
    for W_0 in (0.0, -1.0):
        line = boundary_line("here", network, np.array([W_0, 2.0, 3.0]))
        assert line.endswith("no ratio: W[0] is not above 0")
    line = boundary_line("here", network, np.array([2.0, 3.0, -8.0]))
    assert line.endswith("1 : 1.5 : -4")


def test_first_frame_and_never():
    from train_without_gradients import first_frame

    assert first_frame([False, True, True]) == 1
    assert first_frame([False, False]) is None


def test_train_hidden_layers_small(tmp_path, capsys):
    small = ("--samples", "200", "--epochs", "3", "--hidden", "4", "3", "5")
    assert call("train_hidden_layers", *small, "--output", tmp_path) == 0
    assert files(tmp_path) == ["hidden-boundaries.png", "hidden-layers.txt", "hidden-weights.mp4"]
    frames, _ = imageio_ffmpeg.count_frames_and_secs(str(tmp_path / "hidden-weights.mp4"))
    assert frames == 4
    printed = capsys.readouterr().out
    assert printed.startswith("15-1 ")
    assert printed.startswith((tmp_path / "hidden-layers.txt").read_text())
    assert "\n15-4-3-5-1 " in printed


def test_hidden_layers_beat_the_straight_line_by_five_points(tmp_path, capsys):
    """With a tenth of the script's epochs at twice its rate; all of them give more."""
    assert call("train_hidden_layers", "--epochs", "15", "--learning-rate", "6e-3", "--output", tmp_path) == 0
    shallow, hidden = accuracies(capsys.readouterr().out)
    assert hidden >= shallow + 0.05


def test_a_progress_bar_does_not_end_training(monkeypatch):
    """Where tqdm has just drawn itself, its update returns True."""
    import train_hidden_layers as script

    always = {"disable": False, "mininterval": 0, "miniters": 1}
    monkeypatch.setattr(script, "tqdm", lambda **options: tqdm(**options | always))
    network = Network((15, 1))
    history = script.trained(network, sine_boundary(50), Adam(), 4, np.random.default_rng(0))
    assert history.iterations.tolist() == [0, 1, 2, 3, 4]
