"""The exercises from the terminal: a file is written once, checked as often as it is saved, and rewarded at the end.

Tests scripts/practice.py and massshuffle/practice/learner_run.py; read massshuffle/practice/process.py first.
"""

import os
import re
import subprocess
import sys
import warnings
from dataclasses import replace

import numpy as np
import practice
import pytest
from conftest import ROOT

from massshuffle.experiments.runs import LINEAR, run
from massshuffle.practice import learner_run
from massshuffle.practice.exercises import EXERCISES, PYTEST_PART
from massshuffle.practice.learner_run import train_with_file
from massshuffle.view.figures.style import new_figure

RIGHT = (ROOT / "tests" / "practice" / "right" / "lists.py").read_text(encoding="utf-8")
WRONG = RIGHT.replace("+ b[i][0]", "")
PAPER = (ROOT / "tests" / "practice" / "right" / "arrays.py").read_text(encoding="utf-8")
TENSORFLOW = PAPER.replace("(np.sqrt(v_hat) + epsilon)", "(np.sqrt(v_hat) + epsilon / np.sqrt(1 - beta2**t))")


def call(*arguments):
    return practice.main([str(argument) for argument in arguments])


def test_the_first_call_writes_the_file_and_no_later_one_does(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert call() == 1
    text = (tmp_path / "my_network.py").read_text(encoding="utf-8")
    assert re.findall(r"^def (\w+)", text, re.MULTILINE) == list(EXERCISES)
    assert text.count("    raise NotImplementedError\n") == 10
    assert text.endswith(PYTEST_PART.format(file="my_network.py"))
    assert "noqa" not in text
    assert "run this script again" in capsys.readouterr().out
    assert call("other.py") == 1
    other = (tmp_path / "other.py").read_text(encoding="utf-8")
    assert other.endswith(PYTEST_PART.format(file="other.py"))
    assert "python scripts/practice.py other.py  " in other
    assert "pytest other.py  " in other
    capsys.readouterr()
    assert call() == 1
    assert (tmp_path / "my_network.py").read_text(encoding="utf-8") == text
    printed = capsys.readouterr().out
    assert printed.startswith("my_network.py: right so far: 0 of 10.\n\nsigmoid is not written yet.\n")


@pytest.mark.slow
def test_python_without_docstrings_keeps_the_question_and_the_task(tmp_path):
    command = [sys.executable, "-OO", str(ROOT / "scripts" / "practice.py"), "mine.py"]
    _, second, help_text = (
        subprocess.run([*command, *more], cwd=tmp_path, capture_output=True, text=True).stdout
        for more in ((), (), ("--help",))
    )
    assert "sigmoid is not written yet.\nSquash every number of z into [0, 1].\n\n    1 / (1 + e^-z)\n" in second
    assert "\n\nCan you write backpropagation yourself? (ten functions;" in help_text


def test_what_is_wrong_is_said_with_how_far_one_is(tmp_path, capsys):
    path = tmp_path / "mine.py"
    path.write_text(WRONG, encoding="utf-8")
    assert call(path, "--output", tmp_path / "out") == 1
    printed = capsys.readouterr().out
    assert "mine.py: right so far: 5 of 10.\n" in printed
    assert re.findall(r"^(\w+) is right\. Compare ", printed, re.MULTILINE) == list(EXERCISES[:5])
    assert "Z_l = " in printed
    assert call(path, "--closed", "--output", tmp_path / "out") == 1
    assert "Z_l = " not in capsys.readouterr().out, "a closed book has no formula"
    assert "Most likely (forgot-bias): a bias is not added." in printed
    assert call(path, "--only", "backward", "--output", tmp_path / "out") == 0
    assert capsys.readouterr().out.startswith(
        "backward is right. Compare with the book: massshuffle/backpropagation.py"
    )
    assert call(path, "--list", "--output", tmp_path / "out") == 0
    numbers, names, states = zip(*(line.split(maxsplit=2) for line in capsys.readouterr().out.splitlines()))
    assert (numbers, names) == (tuple(map(str, range(1, 11))), EXERCISES)
    assert states == ("right",) * 5 + ("not right yet",) + ("right",) * 4
    spoiled = WRONG.replace("def backward(", "def backward(*_):\n    import os\n    os._exit(0)\n\n\ndef other(")
    path.write_text(spoiled.replace("def adam_step(", "def later("), encoding="utf-8")
    assert call(path, "--list", "--output", tmp_path / "out") == 0
    states = [line.split(maxsplit=2)[2] for line in capsys.readouterr().out.splitlines()]
    assert states[5:] == ["not right yet", "not right yet", "right", "not written yet", "right"]
    path.write_text("def sigmoid(z:\n", encoding="utf-8")
    assert call(path, "--list", "--output", tmp_path / "out") == 0
    assert "mine.py cannot be used yet." in capsys.readouterr().out
    assert call(path, "--only", "nothing", "--output", tmp_path / "out") == 2
    assert "error: --only must be one of sigmoid, " in capsys.readouterr().err


def test_the_reward_is_the_linear_run_with_the_learner_s_functions(tmp_path, monkeypatch, capsys):
    path = tmp_path / "mine.py"
    path.write_text(TENSORFLOW, encoding="utf-8")
    monkeypatch.setattr(practice, "LINEAR", replace(LINEAR, epochs=410))
    assert call(path, "--seed", "5", "--output", tmp_path / "out") == 0
    printed = capsys.readouterr().out
    assert "mine.py: right so far: 10 of 10.\n" in printed
    assert f"wrote {tmp_path / 'out' / 'my-weights.png'}\n" in printed
    difference = float(re.search(r"project's is (\S+)\.\n$", printed)[1])
    assert 0 <= difference < 1e-11


def test_the_picture_of_the_reward_has_yours_and_the_project_s_of_one_seed(tmp_path, monkeypatch):
    drawn, short = [], replace(LINEAR, epochs=40)
    path = tmp_path / "mine.py"
    path.write_text(TENSORFLOW.replace("theta - learning_rate", "theta - (1 + (t == 40)) * learning_rate"))
    monkeypatch.setattr(practice, "LINEAR", short)
    monkeypatch.setattr(practice, "evolutions_beside", lambda weights, _: drawn.append(weights) or new_figure(1, 1))
    assert call(path, "--seed", "5", "--output", tmp_path / "out") == 0
    right = run(short, 5).history.weights()
    np.testing.assert_allclose(drawn[0]["the project's, from the same start"], right, atol=1e-12)
    np.testing.assert_allclose(drawn[0]["yours"][0], right[0], atol=1e-12)
    assert (abs(drawn[0]["yours"][1] - right[1]) > 1e-6).all(), "a last step of double length"


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "a second"), (2.4, "2 seconds"), (59.6, "60 seconds")])
def test_how_long_the_reward_takes_is_said_in_seconds(seconds, words, capsys):
    practice.print_duration(seconds)
    assert capsys.readouterr().out == f"It will take about {words}.\n"


def test_both_runs_begin_at_one_theta_though_the_learner_changes_it_in_place(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(TENSORFLOW.replace("theta, m, v = adam_step(", "theta[:], m, v = adam_step("), encoding="utf-8")
    thetas, history = train_with_file(path, experiment=replace(LINEAR, epochs=80))
    np.testing.assert_allclose(thetas, history.thetas, atol=1e-11)


def test_the_paper_s_adam_is_said_to_differ(tmp_path, monkeypatch, capsys):
    path = tmp_path / "mine.py"
    path.write_text(PAPER, encoding="utf-8")
    monkeypatch.setattr(practice, "LINEAR", replace(LINEAR, epochs=40))
    practice.reward(path, tmp_path, 0)
    assert "paper's form" in capsys.readouterr().out


def test_watching_checks_whenever_the_file_is_saved(tmp_path, monkeypatch, capsys):
    path = tmp_path / "mine.py"
    path.write_text(WRONG, encoding="utf-8")

    def save_again():
        path.write_text(RIGHT.replace("dZ[i][n] * below[j][n] for n", "below[j][n] for n"), encoding="utf-8")
        os.utime(path, (0, 0))  # at another time, however fast this is

    def press_ctrl_c():
        raise KeyboardInterrupt

    between_two_looks = iter([lambda: None, save_again, press_ctrl_c])
    monkeypatch.setattr(practice.time, "sleep", lambda seconds: next(between_two_looks)())
    assert call(path, "--watch", "--closed", "--output", tmp_path / "out") == 130
    printed = capsys.readouterr().out
    assert re.findall(r"right so far: (\d) of 10", printed) == ["5", "6"]
    assert "Z_l = " not in printed, "a closed book has no formula"


@pytest.mark.slow
def test_watching_ends_when_all_ten_are_right_and_not_when_one_is(tmp_path, monkeypatch):
    path, rewarded = tmp_path / "mine.py", []
    path.write_text(RIGHT, encoding="utf-8")
    monkeypatch.setattr(practice, "reward", lambda *_: rewarded.append(1) or True)

    def press_ctrl_c(seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(practice.time, "sleep", press_ctrl_c)
    assert call(path, "--watch", "--only", "sigmoid", "--output", tmp_path / "out") == 130
    assert not rewarded
    assert call(path, "--watch", "--output", tmp_path / "out") == 0
    assert rewarded


def test_no_empty_folder_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call("mine.py")
    call("mine.py")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.py"]


def test_the_reward_says_how_long_it_takes_and_refuses_nan(tmp_path, monkeypatch, capsys):
    path = tmp_path / "mine.py"
    path.write_text(PAPER.replace("return theta - ", "return theta / (t != 60) - "), encoding="utf-8")
    monkeypatch.setattr(practice, "LINEAR", replace(LINEAR, epochs=200))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert call(path, "--output", tmp_path / "out") == 1
    printed = capsys.readouterr().out
    assert re.search(r"It will take about (a second|\d+ seconds)\.\n", printed)
    assert "Your theta is not finite any more at step 80 of 200." in printed, "after step 60, at the next frame"


def test_the_time_that_is_announced_is_that_of_the_steps_to_come(tmp_path, monkeypatch):
    path, announced, clock = tmp_path / "mine.py", [], iter([0.0, 5.0])
    path.write_text(PAPER, encoding="utf-8")
    monkeypatch.setattr(learner_run.time, "perf_counter", lambda: next(clock))
    train_with_file(path, experiment=replace(LINEAR, epochs=300), announce=announced.append)
    assert announced == [10.0], "5 seconds for 100 steps, and 200 are to come"


def test_the_reward_names_the_line_of_an_error(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = PAPER.replace("    m = beta1 * m", "    assert t != 60\n    m = beta1 * m")
    (tmp_path / "mine.py").write_text(text, encoding="utf-8")
    assert call("mine.py") == 2
    assert re.search(r"your train ended after 59 steps: .*\n    line \d+: assert t != 60\n", capsys.readouterr().err)


def test_the_closed_file_says_so_in_its_command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    call("--closed")
    text = (tmp_path / "my_network.py").read_text(encoding="utf-8")
    assert "python scripts/practice.py my_network.py --closed" in text
    assert "e^-z" not in text
    call("--closed")
    assert "e^-z" not in capsys.readouterr().out
