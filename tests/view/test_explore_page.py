"""The page to explore weights in a real browser: its numbers are the histories', and what can be touched works.

Tests massshuffle/view/explore/page.py and its JavaScript; read massshuffle/view/explore/page_data.py first.
"""

import csv
import re

import numpy as np
import pytest
from conftest import assert_strict, open_page
from pages import quiet_page

from massshuffle import mass
from massshuffle.data import Dataset
from massshuffle.experiments.runs import LINEAR
from massshuffle.experiments.studies import ADAM
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train
from massshuffle.view.explore.exploration import Exploration, train_by_every_method
from massshuffle.view.explore.page import MOST, explore_page

# What the page shows, as a reader sees it; for the samples, what is drawn.
READINGS = """() => Object.fromEntries([...document.querySelectorAll('#readings td')].map(
  one => [one.dataset.key, one.textContent]))"""
WEIGHTS = "() => [...document.querySelectorAll('#weights button span')].map(one => one.textContent)"
WRONG = "() => Array.from({ length: data.samples.shape[0] }, (_, s) => wrongAt(data.methods[state.method], s))"
INKED = """identity => { const canvas = document.getElementById(identity);
  return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((one) => one > 0) }"""


def near_zero(text):
    return re.sub(r"^-(0\.?0*)$", r"\1", text)


def written(exploration, folder, most=MOST):
    path = folder / "explore.html"
    path.write_text(explore_page(exploration, most), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def exploration():
    return train_by_every_method(LINEAR, 0)


@pytest.fixture(scope="module")
def path(exploration, tmp_path_factory):
    return written(exploration, tmp_path_factory.mktemp("explore"))


def random_history(nodes, n_frames, n_samples=40):
    """A history of n_frames and its data, without training for long."""
    rng = np.random.default_rng(0)
    network = Network(nodes, ("tanh",) * (len(nodes) - 2))
    X = rng.standard_normal((nodes[0], n_samples))
    Y = (X[:1] > 0).astype(float)
    parts = X[:, : n_samples // 2], Y[:, : n_samples // 2], X[:, n_samples // 2 :], Y[:, n_samples // 2 :]
    theta = xavier_uniform(network, rng)
    return train(network, theta, *parts[:2], Adam(1e-2), n_frames - 1, 1), Dataset(*parts)


def test_its_html_is_strict_and_its_controls_have_names(browser, path):
    html = path.read_text(encoding="utf-8")
    assert_strict(browser, html)
    assert len(html) < MOST
    with open_page(browser, path) as (tab, _, _):
        controls = tab.locator("button, select, input").all()
        assert len(controls) > 20
        assert all(
            one.evaluate("one => one.ariaLabel || one.labels[0]?.textContent || one.textContent") for one in controls
        )


def test_the_numbers_at_twenty_moments_are_the_histories(browser, exploration, path):
    names, dataset = list(exploration.histories), exploration.dataset
    assert names == ["Adam", "gradient descent", "momentum", "Adam + L1", "sign steps"]
    rng = np.random.default_rng(1)
    with quiet_page(browser, path) as tab:
        for _ in range(20):
            number, frame = rng.integers(5), int(rng.integers(len(exploration.iterations)))
            history = exploration.histories[names[number]]
            tab.keyboard.press(str(number + 1))
            tab.locator("#moment").evaluate(
                "(one, frame) => { one.value = frame; one.dispatchEvent(new Event('input')) }", frame
            )
            theta = history.thetas[frame]
            assert tab.inner_text("#iteration") == f"iteration {history.iterations[frame]:,}"
            assert tab.evaluate(WEIGHTS) == [near_zero(f"{one:.3f}") for one in theta]
            shares = mass.shares(history.weights()[max(frame - 1, 0) : frame + 1])
            accuracy = history.network.accuracy
            readings = {
                "costs": f"{history.costs[frame]:.6f}",
                "test_costs": f"{history.network.cost(theta, dataset.X_test, dataset.Y_test):.6f}",
                "train": f"{accuracy(theta, dataset.X_train, dataset.Y_train):.4f}",
                "test": f"{accuracy(theta, dataset.X_test, dataset.Y_test):.4f}",
                "effective": f"{mass.effective_number(shares)[-1]:.2f}",
                "moved": f"{mass.moved(shares)[0] if frame else 0:.6f}",
            }
            assert tab.evaluate(READINGS) == readings
            shown = np.unique(np.linspace(0, 999, 200).astype(int))
            wrong = history.network.predict(theta, dataset.X[:, shown]) != dataset.Y[:, shown]
            assert tab.evaluate(WRONG) == wrong[0].astype(int).tolist()
        drawn = {identity: tab.evaluate(INKED, identity) for identity in ("curves", "plane", "cost", "shares", "moved")}
        assert all(drawn.values()), drawn


def test_slider_keys_play_and_the_address(browser, exploration, path):
    def where(tab):
        return tab.evaluate("location.hash")

    with quiet_page(browser, path, address="#momentum+adam,12000,W3") as tab:
        assert tab.get_attribute("#method-2", "aria-pressed") == "true"
        assert tab.locator("#weights .row").count() == 2
        assert tab.inner_text("#iteration") == "iteration 12,000"
        assert tab.get_attribute("[data-weight=W3]", "aria-pressed") == "true"
        tab.keyboard.press("ArrowRight")
        assert where(tab) == "#momentum+adam,12040,W3"
        tab.locator("#moment").focus()
        tab.keyboard.press("ArrowLeft")  # once, though the slider has the focus
        tab.keyboard.press("ArrowLeft")
        tab.keyboard.press("2")
        assert where(tab) == "#gradient-descent+adam,11960,W3"
        tab.keyboard.press("1")
        assert where(tab) == "#adam,11960,W3", "a method is not laid over itself"
        tab.keyboard.press("2")
        tab.select_option("#second", "0")
        tab.locator("[data-weight=W0]").first.click()
        tab.select_option("#x", "4")
        tab.select_option("#second", "")
        assert where(tab) == "#gradient-descent,11960,W0,x5,x2"
        tab.evaluate("location.hash = '#adam-l1,400,b,x2,x1'")
        tab.locator("#iteration", has_text=re.compile("^iteration 400$")).wait_for()
        assert (tab.input_value("#x"), tab.input_value("#weight")) == ("1", "15")
        tab.keyboard.press("End")
        assert tab.inner_text("#iteration") == "iteration 30,000"
        tab.keyboard.press(" ")  # starts over
        tab.wait_for_timeout(300)
        assert 0 < tab.evaluate("state.frame") < 700
        tab.keyboard.press(" ")
        assert tab.evaluate("playing") is None
        assert where(tab) == f"#adam-l1,{exploration.iterations[tab.evaluate('state.frame')]},b,x2,x1"
        tab.evaluate("location.hash = '#nonsense,-3,W99,x7'")
        tab.wait_for_timeout(50)


def test_the_weights_as_csv(browser, exploration, path):
    history = exploration.histories[ADAM.name]
    with open_page(browser, path, address="#adam,80,W0") as (tab, _, _):
        saved = {}
        for identity in ("csv-moment", "csv-all"):
            with tab.expect_download() as download:
                tab.click(f"#{identity}")
            saved[identity] = list(csv.reader(download.value.path().read_text().splitlines()))
            assert download.value.suggested_filename == {"csv-moment": "adam-80.csv", "csv-all": "adam.csv"}[identity]
    assert saved["csv-moment"][0] == ["weight", "value"]
    assert [float(value) for _, value in saved["csv-moment"][1:]] == history.thetas[2].tolist(), "to the last bit"
    head, *rows = saved["csv-all"]
    assert head == ["iteration", *(f"W[{i}]" for i in range(15)), "b"]
    assert np.array_equal(np.array(rows, float), np.column_stack([history.iterations, history.thetas]))


HISTORIES = [((3, 1), 1, True), ((4, 3, 2, 1), 12, True), ((4, 3, 2, 1), 5, False), ((15, 1), 10_000, True)]


@pytest.mark.parametrize(("nodes", "n_frames", "with_data"), [*HISTORIES, ((1, 1), 3, False)])
def test_any_history(browser, tmp_path, nodes, n_frames, with_data):
    history, dataset = random_history(nodes, n_frames)
    path = written(Exploration("any", {"saved": history}, dataset if with_data else None), tmp_path, most=1_000_000)
    thinned = "numbers in 32 bits and one recorded frame in" in path.read_text(encoding="utf-8")
    assert thinned == (n_frames == 10_000)
    assert path.stat().st_size <= 1_000_000
    with quiet_page(browser, path) as tab:
        tab.keyboard.press("End")
        assert tab.evaluate(READINGS)["costs"] == f"{history.costs[-1]:.6f}"
        if n_frames == 1:
            tab.keyboard.press(" ")
        if len(nodes) > 2:
            assert tab.evaluate(INKED, "matrices")
            places = tab.evaluate("matrixCells.map(cell => cell.place)")
            assert sorted(places) == list(range(history.network.n_parameters)), "each weight has its cell"
            cell = tab.evaluate("matrixCells.find(cell => cell.place === 7)")
            tab.click("#matrices", position={"x": cell["x"] + 2, "y": cell["y"] + 2})
            assert tab.evaluate("state.weight") == 7
            assert tab.inner_text("#value") == near_zero(f"{history.thetas[-1][7]:.6f}")
