"""Explore weights and the other scripts that take your own data or the digits, from the terminal to the page.

Tests scripts/explore_weights.py with massshuffle/view/explore/; read massshuffle/notebook/own_data.py first.
"""

import csv

import explore_weights
import make_weight_movie
import numpy as np
import plot_weight_evolution
import pytest
from conftest import open_page
from sklearn.datasets import load_breast_cancer

from massshuffle.history import History

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
    assert explore_weights.main([str(saved), *output]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"wrote {tmp_path / 'explore.html'}"
    with open_page(browser, tmp_path / "explore.html", address="#saved,80,W1") as (tab, troubles, _):
        W1 = History.load(saved).weights()[2, 0, 1]
        assert tab.inner_text("#value") == f"{W1:.6f}"
        assert tab.locator("#accuracy").count() == 0
    assert troubles == []


def test_breast_cancer_from_a_file_to_the_page(tmp_path, browser, cancer, capsys):
    output = ["--output", str(tmp_path), "--data", str(cancer)]
    assert plot_weight_evolution.main(output) == 0
    assert (tmp_path / "cancer-all-weights.png").exists()
    promised = float(capsys.readouterr().out.split()[-1])
    assert promised > 0.95
    assert explore_weights.main([*output, "--plane", "mean area", "7"]) == 0
    page = tmp_path / "explore.html"
    assert "Label 0 is benign, label 1 is malignant. Each feature is scaled" in page.read_text(encoding="utf-8")
    with open_page(browser, page) as (tab, troubles, requested):
        tab.keyboard.press("End")
        assert float(tab.inner_text("[data-key=test]")) == pytest.approx(promised, abs=5e-5)
        assert tab.inner_text("[data-weight=W3] small") == "mean area"
        assert (tab.input_value("#x"), tab.input_value("#y")) == ("3", "7")
        with tab.expect_download() as download:
            tab.click("#csv-moment")
        head, *rows = csv.reader(download.value.path().read_text().splitlines())
    assert (troubles, requested) == ([], [page.as_uri()])
    assert head == ["weight", "value", "mean", "scale"]
    means = [float(row[2]) for row in rows[:-1]]
    np.testing.assert_allclose(means, load_breast_cancer().data.mean(axis=0), rtol=0.1)
    assert rows[-1][2:] == ["", ""], "a bias is not scaled"


def test_digits_are_drawn_8_by_8(tmp_path, browser):
    output = [*SHORT, "--output", str(tmp_path), "--experiment", "digits"]
    assert plot_weight_evolution.main([*output, "--hidden", "9"]) == 0
    assert make_weight_movie.main([*output, "--format", "gif"]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"digits-all-weights.png", "digits-weights-as-pictures.png", "digits-weights.gif"}
    assert explore_weights.main(output) == 0
    with open_page(browser, tmp_path / "explore.html") as (tab, troubles, _):
        boxes = [tab.locator(f"[data-weight=W{i}]").bounding_box() for i in (0, 7, 8, 63)]
        assert boxes[0]["x"] == boxes[2]["x"]
        assert boxes[1]["x"] == boxes[3]["x"]
        assert boxes[0]["y"] == boxes[1]["y"] < boxes[2]["y"] < boxes[3]["y"]
        assert "of the 64 features are 0 in every training sample" in tab.inner_text("main")
    assert troubles == []
