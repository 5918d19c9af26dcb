"""Explore weights and the other scripts that take your own data or the digits, from the terminal to the page.

Tests scripts/explore_weights.py with massshuffle/view/explore/; read massshuffle/experiments/own_data.py first.
"""

import csv
from argparse import Namespace

import explore_weights
import make_weight_movie
import numpy as np
import plot_weight_evolution
import pytest
from conftest import open_page, wait_until
from sklearn.datasets import load_breast_cancer

from massshuffle.data import digits, linear_boundary
from massshuffle.experiments import own_data
from massshuffle.experiments.runs import LINEAR
from massshuffle.history import History
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam, Momentum
from massshuffle.training import train

SHORT = ["--epochs", "200"]


@pytest.fixture(scope="module")
def cancer(tmp_path_factory):
    """scikit-learn's breast cancer as a file that somebody might have."""
    known = load_breast_cancer()
    path = tmp_path_factory.mktemp("own") / "cancer.csv"
    with open(path, "w", newline="") as file:
        words = known.target_names[known.target]
        rows = ([*map(float, row), word] for row, word in zip(known.data, words))
        csv.writer(file).writerows([[*known.feature_names, "diagnosis"], *rows])
    return path


def test_a_saved_history(tmp_path, browser, capsys):
    saved, output = tmp_path / "history.npz", ["--output", str(tmp_path)]
    assert plot_weight_evolution.main([*SHORT, *output, "--save-history", str(saved), "--seed", "3"]) == 0
    assert explore_weights.main([str(saved), *output, "--plane", "3", "5"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"wrote {tmp_path / 'explore.html'}"
    with open_page(browser, tmp_path / "explore.html", address="#saved,80,W1") as (tab, troubles, _):
        W1 = History.load(saved).weights()[2, 0, 1]
        assert tab.inner_text("#value") == f"{W1:.6f}"
        assert tab.locator("#accuracy").count() == 0
        assert (tab.input_value("#x"), tab.input_value("#y")) == ("3", "5")
    assert troubles == []


def test_breast_cancer_from_a_file_to_the_page(tmp_path, browser, cancer, capsys):
    output = ["--output", str(tmp_path), "--data", str(cancer)]
    assert plot_weight_evolution.main(output) == 0
    assert (tmp_path / "cancer-all-weights.png").exists()
    promised = float(capsys.readouterr().out.split()[-1])
    assert promised > 0.95
    assert explore_weights.main([*output, "--plane", "mean area", "7"]) == 0
    page = tmp_path / "explore.html"
    assert "The label is the column diagnosis. Label 0 is benign, label 1 is malignant. Each feature is scaled" in (
        page.read_text(encoding="utf-8")
    )
    with open_page(browser, page) as (tab, troubles, requested):
        tab.press("#moment", "End")
        assert float(tab.inner_text("[data-key=test]").split()[0]) == pytest.approx(promised, abs=5e-5)
        assert tab.inner_text("[data-weight=W3] small") == "mean area"
        assert (tab.input_value("#x"), tab.input_value("#y")) == ("3", "7")
        with tab.expect_download() as download:
            tab.click("#csv-moment")
        head, *rows = csv.reader(download.value.path().read_text().splitlines())
    assert (troubles, requested) == ([], [page.as_uri()])
    assert head == ["weight", "value", "low", "high", "mean", "deviation"]
    low, high, mean, deviation = np.array([row[2:] for row in rows[:-1]], float).T
    table = own_data.read(cancer)
    u = (table.X.T - low) / (high - low)
    assert ((u - mean) / deviation).T.tolist() == table.scale(table.X, table.split(0)).tolist(), "to the last bit"
    assert rows[-1][2:] == [""] * 4, "a bias is not scaled"


def test_digits_are_drawn_8_by_8(tmp_path, browser):
    output = [*SHORT, "--output", str(tmp_path), "--experiment", "digits"]
    assert plot_weight_evolution.main([*output, "--hidden", "9"]) == 0
    assert make_weight_movie.main([*output, "--format", "gif"]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"digits-all-weights.png", "digits-weights-as-pictures.png", "digits-weights.gif"}
    assert explore_weights.main(output) == 0
    with open_page(browser, tmp_path / "explore.html") as (tab, troubles, _):
        assert [tab.locator(f"#{axis} option:checked").inner_text() for axis in "xy"] == ["pixel 5.2", "pixel 2.2"]
        boxes = [tab.locator(f"[data-weight=W{i}]").bounding_box() for i in (0, 7, 8, 63)]
        assert boxes[0]["x"] == boxes[2]["x"]
        assert boxes[1]["x"] == boxes[3]["x"]
        assert boxes[0]["y"] == boxes[1]["y"] < boxes[2]["y"] < boxes[3]["y"]
        silent = sum(not any(pixels) for pixels in digits().X_train)
        assert f"\n{silent} of the 64 features are 0 in every training sample" in tab.inner_text("main")
    assert troubles == []


@pytest.mark.parametrize(("typed", "n_features"), [(None, 15), (0, 2), (5, 7)])
def test_the_number_of_noise_features_is_the_one_that_was_typed(typed, n_features):
    experiment = explore_weights.with_noise(LINEAR, Namespace(n_noise_features=typed, noise_scale=None))
    assert len(experiment.draw_data(seed=0).X) == n_features


def test_methods_batches_and_noise_as_they_were_typed(tmp_path, browser):
    typed = ["--noise-features", "5", "--noise-scale", "2", "--batch-size", "32", "--epochs", "80", "--seed", "3"]
    typed += ["--method", "momentum", "--method", "adam:1e-3:l1=0.01"]
    assert explore_weights.main([*typed, "--out", str(tmp_path)]) == 0
    dataset = linear_boundary(n_noise_features=5, noise_scale=2, seed=(rng := np.random.default_rng(3)))
    network = Network((7, 1))
    start = xavier_uniform(network, rng)
    parts = dataset.X_train, dataset.Y_train
    ends = [
        train(network, start, *parts, Momentum(1e-2), 80, batch_size=32, seed=0).theta,
        train(network, start, *parts, Adam(1e-3), 80, l1=0.01, batch_size=32, seed=0).theta,
    ]
    with open_page(browser, tmp_path / "explore.html") as (tab, troubles, _):
        names = tab.locator(".bar button[id^=method]").all_inner_texts()
        assert [" ".join(name.split()) for name in names] == ["1 momentum rate 0.01", "2 adam + L1 rate 0.001, L1 0.01"]
        last = tab.evaluate("explore.data.methods.map(({ thetas }) => Array.from(thetas.slice(-view.nWeights)))")
        np.testing.assert_allclose(last, ends, rtol=1e-12)
        assert tab.inner_text(".command code") == f"python scripts/explore_weights.py {' '.join(typed)}"
        assert tab.locator("details").count() == 0, "the questions are about the notebook's methods"
    assert troubles == []


def test_each_question_leads_to_the_moment_that_answers_it(tmp_path, browser):
    assert explore_weights.main(["--epochs", "200", "--output", str(tmp_path)]) == 0
    with open_page(browser, tmp_path / "explore.html") as (tab, troubles, _):
        tab.click("summary")
        links = tab.locator("details a")
        assert links.count() == 5
        for link in links.all():
            link.click()
            address = link.get_attribute("href")
            wait_until(tab, "address => view.address() === address", address)
            assert tab.inner_text("#iteration") == "iteration 200"
    assert troubles == []


@pytest.mark.parametrize("folder", [["--output", "out"], ["--out=out"], ["--open", "--output=out"]])
def test_the_command_that_makes_a_page_again_leaves_out_its_folder_alone(folder):
    assert explore_weights.command_from([*folder, "own file.npz", "--plane", "0", "3"]) == (
        "python scripts/explore_weights.py 'own file.npz' --plane 0 3"
    )


TITANIC = (
    "survived,age,ship,sex\n" + "".join(f"{i % 3 == 0:d},{20 + i % 9},1,{i % 2}\n" for i in range(60)) + "1,,1,0\n"
)


@pytest.mark.parametrize("script", [plot_weight_evolution, explore_weights])
def test_what_was_read_and_whether_it_learnt_is_printed(script, tmp_path, capsys):
    own = tmp_path / "own.csv"
    own.write_text(TITANIC)
    data = ["--data", str(own), "--output", str(tmp_path)]
    assert script.main([*data, "--epochs", "40"]) == 2
    error = capsys.readouterr().err
    assert "line 62, column age: the cell is empty" in error
    assert error.endswith("--skip-incomplete\n")
    assert script.main([*data, "--skip-incomplete", "--epochs", "80"]) == 0
    out = capsys.readouterr().out
    assert "own: 48 samples to train with, 12 kept for testing, in 2 features. The label is the column sex. " in out
    assert "Label 0 is 0, label 1 is 1. Each feature is scaled" in out
    assert "Left out because they are constant: ship.\n" in out
    assert "Left out because a cell is missing: 1 of 61 rows.\n" in out
    assert "the cost was still falling at the end: raise --epochs, now 80, or" in out
    rates = {plot_weight_evolution: ["--learning-rate", "1e6"], explore_weights: ["--method", "adam:1e6"]}
    assert script.main([*data, "--skip-incomplete", "--epochs", "80", *rates[script]]) == 0
    option = {plot_weight_evolution: "--learning-rate", explore_weights: "the RATE of --method"}[script]
    assert f"the cost did not fall: lower {option}, now 1e+06." in capsys.readouterr().out


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_a_tiny_file_is_one_line(n, tmp_path, capsys):
    own = tmp_path / "own.csv"
    own.write_text("a,kind\n" + "".join(f"{i},{'pq'[i % 2]}\n" for i in range(n)))
    assert plot_weight_evolution.main(["--data", str(own), "--output", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert f"own.csv must hold at least 6 samples, got {n}" in error
    assert error.count("\n") == 1
