"""The scripts that check gradients and the one that checks the check: what they print, and how they end.

Tests scripts/check_gradients.py and scripts/check_the_check.py; read massshuffle/gradient_check.py first.
"""

import argparse
import re

import check_gradients
import numpy as np
import pytest
from calls import call, files

from massshuffle import gradient_check
from massshuffle.activations import ACTIVATIONS
from massshuffle.experiments.planted_bugs import BUGS

N_CHECKED = 2 * (2 + len(ACTIVATIONS))  # gradients: before and after training, with none, with each, with all of them


WHEN = ("at the start", "after 10 steps")


def test_check_gradients(tmp_path, capsys):
    """With seed 3 a dead layer of relus finds the corners above it."""
    assert call("check_gradients", "--seed", "3", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    assert f"{N_CHECKED} of {N_CHECKED} gradients are right" in printed
    assert "WRONG" not in printed
    starts, ends = (re.findall(rf"^15-1, {when}\n((?:  .*\n)+)", printed, re.MULTILINE) for when in WHEN)
    assert starts != ends
    assert "; corner at b_2[0, 0] (Z_2[0, 18], sample 18), and 3 more" in " ".join(printed.split())
    assert max(map(len, printed.splitlines()[:-2])) <= 100
    assert files(tmp_path) == ["error-against-step.png", "gradient-check.txt"]
    assert (tmp_path / "gradient-check.txt").read_text() in printed


@pytest.mark.parametrize("bug", ["forgot-slope", "weights-reshaped", "bias-mean"])
def test_check_gradients_says_what_was_planted_and_what_is_wrong(tmp_path, capsys, bug):
    assert call("check_gradients", "--break", bug, "--output", tmp_path) == 1
    printed = capsys.readouterr().out
    assert printed.startswith(
        f"Planted: {BUGS[bug].description}.\nWrong should be: {BUGS[bug].where_to_look}.\n4-3-2-1 "
    )
    before, after = printed.split(", after 10 steps\n")
    wrong = re.findall(r"^  (\w_\d) .*WRONG", before, re.MULTILINE)
    expected = {"forgot-slope": ["W_1", "b_1", "W_2", "b_2"], "weights-reshaped": ["W_1", "b_1"]}
    assert wrong == (expected | {"bias-mean": ["b_1", "b_2", "b_3"]})[bug]
    assert "0 of 2 gradients are right" in after
    assert files(tmp_path) == [f"error-against-step-{bug}-broken.png", f"gradient-check-{bug}-broken.txt"]


@pytest.mark.parametrize("bug", [None, "forgot-slope"])
def test_the_error_falls_with_the_step_only_where_the_gradient_is_right(bug):
    [axes] = check_gradients.draw(argparse.Namespace(bug=bug, seed=0)).axes
    least = [min(line.get_ydata()) for line in axes.lines if not line.get_label().startswith("slope")]
    assert len(least) == 3, "two differences and the complex step"
    if bug is None:
        assert max(least) < 1e-6
    else:
        assert min(least) > 1e-3
        assert bug in axes.get_title()


@pytest.mark.slow
def test_check_gradients_breaks_all_networks_if_asked(tmp_path, capsys):
    assert call("check_gradients", "--break", "--all", "--output", tmp_path) == 1
    printed = capsys.readouterr().out
    assert printed.startswith(f"Planted: {BUGS['wrong-factor'].description}.")
    assert f"0 of {N_CHECKED} gradients are right" in printed
    assert call("check_gradients", "--break", "forgot-slope", "--all", "--output", tmp_path) == 1
    [n_right] = re.findall(rf"^(\d+) of {N_CHECKED} gradients are right", capsys.readouterr().out, re.MULTILINE)
    assert 0 < int(n_right) < N_CHECKED, "those of networks without hidden layers"


def test_check_the_check(tmp_path, capsys):
    """Few states here, with a seed that soon meets every bug; the counts of thousands are for who runs the script."""
    assert call("check_the_check", "--states", "8", "--seed", "2", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    assert (tmp_path / "check-the-check.txt").read_text() in printed
    [costs] = re.findall(r"^right gradients at 8 states, costs (\d\S+) to (\d\S+): 0 alarms$", printed, re.MULTILINE)
    assert float(costs[0]) < float(costs[1])
    [errors] = re.findall(r"errors: central difference (\S+), complex step (\S+); corners", printed)
    assert float(errors[0]) > 100 * float(errors[1]), "the complex step cancels nothing"
    [head] = re.findall("^bug .*", printed, re.MULTILINE)
    for bug in BUGS:
        [row] = re.findall(rf"^{bug} .*", printed, re.MULTILINE)
        found = re.match(r"\S+ +(\d+) +(\d+) +\d+ +\d+  \w", row)
        assert int(found[1]) > 0
        assert found[2] == "0"
        assert found.end(1) == head.index("caught") + len("caught"), "numbers stand below their heads"


@pytest.mark.parametrize(
    ("tolerance", "said"), [(1e-30, ": [1-9] alarms"), (np.inf, "forgot-slope +0 +[1-9]")], ids=["alarms", "misses"]
)
def test_check_the_check_says_what_is_wrong_with_a_check(tmp_path, capsys, monkeypatch, tolerance, said):
    for name in ("CENTRAL_TOLERANCE", "COMPLEX_TOLERANCE"):
        monkeypatch.setattr(gradient_check, name, tolerance)
    assert call("check_the_check", "--states", "8", "--output", tmp_path) == 1
    assert re.search(said, capsys.readouterr().out)
