"""One step watched in the terminal: every statement and its numbers in order, and a page beside it.

Tests scripts/watch_one_step.py with massshuffle/view/one_step/; read massshuffle/backpropagation.py first.
"""

import re

import numpy as np
import pytest
import watch_one_step
from conftest import ROOT

from massshuffle.optimizers import OPTIMIZERS
from massshuffle.view.one_step import small_network, text
from massshuffle.view.one_step.statements import one_step

GIVEN = ["--nodes", "2", "3", "1", "--samples", "4"]


def printed(tmp_path, capsys, *arguments):
    assert watch_one_step.main(["--output", str(tmp_path), *arguments]) == 0
    return capsys.readouterr().out


def numbers_below(out, name):
    """The rows of numbers printed below a name and a shape."""
    rows = re.search(rf"{re.escape(name)} \(\d.*\)\n((?: +[-\de. ]+\n)+)", out)[1]
    return np.array([[float(number) for number in row.split()] for row in rows.splitlines()])


def test_the_two_lines_that_go_wrong_most_show_their_parts(tmp_path, capsys):
    """Gradient descent at 0.1, unless told otherwise."""
    out = printed(tmp_path, capsys)
    p, g1 = numbers_below(out, "with sigmoid(logits)"), numbers_below(out, "with derivative(Z[1])")
    np.testing.assert_allclose(p, 1 / (1 + np.exp(-numbers_below(out, "Z[2]"))), atol=1e-3)
    np.testing.assert_allclose(g1, 1 - np.tanh(numbers_below(out, "Z[1]")) ** 2, atol=2e-3)
    assert "theta - self.learning_rate * gradient" in out
    assert "with self.learning_rate = 0.1\n" in out


def test_lines_are_those_of_the_file_and_costs_those_of_the_sample(tmp_path, capsys):
    out = printed(tmp_path, capsys)
    lines = out.splitlines()
    assert lines[0].startswith("a network of 2-3-1 nodes (tanh), ")
    assert " W is layers[0][0] (W_1), b is layers[0][1] (b_1)\n" in out
    n_compared = 0
    for line in lines:
        if found := re.fullmatch(r"\w+ \((\w+\.py)\)", line):
            source = (ROOT / "massshuffle" / found[1]).read_text(encoding="utf-8").splitlines()
        elif found := re.match(r" {1,3}(\d+)  (\S.*)", line):
            assert source[int(found[1]) - 1].strip().startswith(found[2])
            n_compared += 1
    assert n_compared > 10
    network, theta, X, Y = small_network.drawn((2, 3, 1), "tanh", 4, seed=0)
    new_theta = theta - 0.1 * network.gradient(theta, X, Y)
    for n in range(4):
        costs = [network.cost(one, X[:, [n]], Y[:, [n]]) for one in (theta, new_theta)]
        assert [str(n), f"{Y[0, n]:g}", *(f"{cost:.6f}" for cost in costs)] in map(str.split, lines)


def test_the_gradient_stands_beside_what_was_measured():
    """A thousandth is added to one measured derivative, and the table says so."""
    network, *drawn = small_network.drawn((2, 3, 1), "tanh", 4, seed=0)
    watched = one_step(network, *drawn, OPTIMIZERS["adam"](0.1))
    watched.derivatives["W", 1][1, 0] += 1e-3
    table = {
        entry: numbers for entry, *numbers in (line.rsplit(maxsplit=3) for line in text.lines(watched) if "]  " in line)
    }
    for j, name in enumerate(network.parameter_names):
        computed, measured, difference = map(float, table["      " + name])
        assert computed == pytest.approx(watched.gradient[j], abs=6e-4)
        assert difference == pytest.approx(1e-3 if name == "W_1[1, 0]" else 0, abs=1e-12)
        assert abs(measured - computed - difference) < 1.1e-3


def test_every_entry_can_be_put_in_by_hand_alone_or_with_its_array(tmp_path, capsys):
    """W_1[i, j] becomes i + j / 10, and so on for every array: what is printed is what was typed, in its place."""
    _, *drawn = small_network.drawn((2, 3, 1), "tanh", 4, seed=0)
    before = [array.tolist() for array in drawn]
    shapes = {"W_1": (3, 2), "b_1": (3, 1), "W_2": (1, 3), "b_2": (1, 1), "X": (2, 4)}
    wanted = {name: np.add.outer(np.arange(n), np.arange(m) / 10) for name, (n, m) in shapes.items()}
    whole = [f"{name}={'; '.join(' '.join(map(str, row)) for row in array)}" for name, array in wanted.items()]
    entries = [f"{name}[{i}, {j}]={array[i, j]}" for name, array in wanted.items() for i, j in np.ndindex(array.shape)]
    for texts in (whole, entries):
        theta, X, Y = small_network.put([*texts, "Y=1 1 1 1"], small_network.Network((2, 3, 1), ("tanh",)), *drawn)
        np.testing.assert_array_equal(X, wanted["X"])
        assert Y.tolist() == [[1, 1, 1, 1]]
        assert [array.tolist() for array in drawn] == before, "the caller's arrays stay as they were"
        np.testing.assert_array_equal(theta, np.concatenate([wanted[name].ravel() for name in list(shapes)[:4]]))
    out = printed(
        tmp_path, capsys, "--set", "W_1=0.5 -0.4; 0.3 0.8; -0.6 0.2", "--set", "b_1[1]=7", "--set", "Y=0 1 0 1"
    )
    assert re.search(r"\n +W_1 +0\.5 +-0\.4 +0\.3 +0\.8 +-0\.6 +0\.2\n +b_1 +0 +7 +0\n", out)
    assert re.search(r"Y \(1, 4\)\n +0 +1 +0 +1\n", out)


def test_any_spelling_of_a_number_is_read_and_the_last_value_counts():
    texts = ["W_1=9 2; 3 4; 5 6", "W_1[0, 0]=1", "W_1[0, 1]=.5", "W_1[1, 0]=-2e-1", "b_1=+1, 2. 3e0"]
    theta, _, _ = small_network.put(texts, *small_network.drawn((2, 3, 1), "tanh", 4, seed=0))
    assert theta[:9].tolist() == [1, 0.5, -0.2, 4, 5, 6, 1, 2, 3]


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
    costs = [[float(number) for number in re.findall(r"\d\.\d{6}", line)] for line in lines[-7:-2]]
    *each, mean = np.array(costs)
    np.testing.assert_allclose(np.mean(each, axis=0), mean, atol=1e-6)
    assert mean[1] < mean[0]
    assert lines[-3].startswith("cost before the step: ")
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
