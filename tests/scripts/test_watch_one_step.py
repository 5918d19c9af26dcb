"""One step watched in the terminal: every statement and its numbers in order, and a page beside it.

Tests scripts/watch_one_step.py with massshuffle/view/one_step/; read massshuffle/backpropagation.py first.
"""

import re

import numpy as np
import pytest
import watch_one_step

from massshuffle.optimizers import OPTIMIZERS
from massshuffle.view.one_step import small_network

GIVEN = ["--nodes", "2", "3", "1", "--samples", "4"]


def printed(tmp_path, capsys, *arguments):
    assert watch_one_step.main(["--output", str(tmp_path), *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_it_prints_the_step_in_order(tmp_path, capsys, optimizer):
    lines = printed(tmp_path, capsys, "--optimizer", optimizer).splitlines()
    assert max(map(len, lines[:-1])) <= 80
    statements = [r" +\d+  +A\[layer\] = g\(Z\[layer\]\)", r" +\d+  dZ = dA \* derivative", "the gradient", r"step \("]
    places = [next(n for n, line in enumerate(lines) if re.match(one, line)) for one in statements]
    assert places == sorted(places)
    A = np.array([[float(number) for number in line.split()] for line in lines[places[0] + 2 : places[0] + 5]])
    Z = np.array([[float(number) for number in line.split()] for line in lines[places[0] - 3 : places[0]]])
    assert lines[places[0] + 1] == "      A[1] (3, 4)"
    np.testing.assert_allclose(A, np.tanh(Z), atol=1e-3)
    off = [float(number) for number in re.findall(r"difference .*: (\S+)", "\n".join(lines))]
    assert len(off) == 7
    assert max(off) < 1e-12
    before, after = map(float, re.fullmatch(r"cost before the step: (\S+)    after it: (\S+)", lines[-3]).groups())
    assert after < before
    assert lines[-1] == f"wrote {tmp_path / 'one-step.html'}"


def test_what_is_shown_is_what_is_used():
    _, theta, X, Y = small_network.drawn((2, 3, 1), "tanh", 4, seed=3)
    np.testing.assert_allclose(100 * theta, np.round(100 * theta), atol=1e-12)
    np.testing.assert_allclose(10 * X, np.round(10 * X), atol=1e-12)
    assert (X[0] >= 0).tolist() == Y[0].tolist()


def test_a_calculation_on_paper(tmp_path, capsys):
    """One input, one sample, one weight, all put in by hand: z = 0.5 * 2 + 0.1 = 1.1, and it goes from there."""
    by_hand = ["--set", "W_1[0, 0]=0.5", "--set", "b_1[0,0] = 0.1", "--set", "X[0, 0]=2", "--set", "Y[0, 0]=0"]
    out = printed(tmp_path, capsys, "--nodes", "1", "1", "--samples", "1", *by_hand, "--optimizer", "gradient-descent")
    p = 1 / (1 + np.exp(-1.1))
    assert re.search(r"Z\[1\] \(1, 1\)\n +1\.1\n", out)
    assert re.search(rf"dZ \(1, 1\)\n +{p:.3f}\n", out)
    assert re.search(rf"W_1\[0, 0\] +{2 * p:.3f} +{2 * p:.3f} ", out)
    assert re.search(rf"returned \(2,\)\n +W_1 +{0.5 - 0.1 * 2 * p:.3f}\n +b_1 +{0.1 - 0.1 * p:.3f}\n", out)
    assert f"before the step: {np.log1p(np.exp(1.1)):.6f}" in out


def test_the_largest_network(tmp_path, capsys):
    most = small_network.MOST
    nodes = [str(most["nodes"])] * (most["numbers"] - 1) + ["1"]
    arguments = ["--nodes", *nodes, "--samples", str(most["samples"]), "--activation", "relu"]
    for entry in ("X[0, 0]", "W_1[0, 0]", "W_2[0, 0]", "W_3[0, 0]", "W_4[0, 0]"):
        arguments += ["--set", f"{entry}={small_network.LARGEST}"]
    out = printed(tmp_path, capsys, *arguments)
    assert max(map(len, out.splitlines()[:-1])) <= 80
    assert f"({', '.join(['relu'] * (most['numbers'] - 2))})" in out
    assert "WRONG" not in out


def test_the_page_is_opened_if_asked(tmp_path, capsys, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    printed(tmp_path, capsys, "--open")
    assert opened == [(tmp_path / "one-step.html").as_uri()]
