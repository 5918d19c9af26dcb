"""The page to explore weights in a real browser: its numbers are the histories', and what can be touched works.

Tests massshuffle/view/explore/page.py and its JavaScript; read massshuffle/view/explore/page_data.py first.
"""

import csv
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from conftest import assert_strict, open_page, wait_until
from pages import axe_finds, quiet_page

from massshuffle import mass
from massshuffle.data import Dataset
from massshuffle.experiments.runs import LINEAR
from massshuffle.experiments.studies import ADAM
from massshuffle.history import History
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train
from massshuffle.view.explore.exploration import Exploration, train_by_methods
from massshuffle.view.explore.page import MOST, explore_page

# What the page shows, as a reader sees it; for the samples, what is drawn.
READINGS = """() => Object.fromEntries([...document.querySelectorAll('#readings td')].map(
  one => [one.dataset.key, one.textContent]))"""
WEIGHTS = "() => [...document.querySelectorAll('#weights button span')].map(one => one.textContent)"
WRONG = """() => { const { data, state } = explore;
  return Array.from({ length: data.samples.shape[0] }, (_, s) => plane.wrongAt(data.methods[state.method], s)) }"""
INKED = """identity => { const canvas = document.getElementById(identity);
  return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((one) => one > 0) }"""


def near_zero(text):
    return re.sub(r"^-(0\.?0*)$", r"\1", text)


def right_of(accuracy, n):
    return f"{accuracy:.4f} ({accuracy * n:.0f}\u00a0of\u00a0{n})"


def written(exploration, folder, most=MOST):
    path = folder / "explore.html"
    path.write_text(explore_page(exploration, most), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def exploration():
    return train_by_methods(LINEAR, 0)


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
            tab.press("#moment", str(number + 1))
            tab.locator("#moment").evaluate(
                "(one, frame) => { one.value = frame; one.dispatchEvent(new Event('input')) }", frame
            )
            theta = history.thetas[frame]
            assert tab.inner_text("#iteration") == f"iteration {history.iterations[frame]:,}"
            assert tab.evaluate(WEIGHTS) == [near_zero(f"{one:.3f}") for one in theta]
            weights = history.weights()[max(frame - 1, 0) : frame + 1]
            shares, by_spread = mass.shares(weights), mass.shares(weights, scale=dataset.X_train.std(axis=1))
            accuracy = history.network.accuracy
            readings = {
                "costs": f"{history.costs[frame]:.6f}",
                "test_costs": f"{history.network.cost(theta, dataset.X_test, dataset.Y_test):.6f}",
                "train": right_of(accuracy(theta, dataset.X_train, dataset.Y_train), 800),
                "test": right_of(accuracy(theta, dataset.X_test, dataset.Y_test), 200),
                "effective": f"{mass.effective_number(shares)[-1]:.2f}",
                "spread_effective": f"{mass.effective_number(by_spread)[-1]:.2f}",
                "moved": f"{25 * mass.moved(shares)[0]:.4f}" if frame else "none yet",
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
        for held in ("altKey", "ctrlKey", "metaKey"):  # these are the browser's own
            tab.evaluate(
                "held => byId('moment').dispatchEvent(new KeyboardEvent('keydown', "
                "{ key: 'ArrowRight', bubbles: true, [held]: true }))",
                held,
            )
        assert where(tab) == "#momentum+adam,12040,W3"
        tab.locator("#moment").focus()
        tab.keyboard.press("ArrowLeft")  # once, though the slider has the focus
        tab.keyboard.press("ArrowLeft")
        tab.keyboard.press("2")
        assert where(tab) == "#gradient-descent+adam,11960,W3"
        tab.keyboard.press("1")
        assert where(tab) == "#adam+gradient-descent,11960,W3", "two methods change places"
        tab.keyboard.press("2")
        tab.locator("[data-weight=W0]").first.press("1")
        assert where(tab) == "#gradient-descent+adam,11960,W3", "outside the bar a letter is a letter"
        tab.select_option("#second", "0")
        tab.locator("[data-weight=W0]").first.click()
        tab.select_option("#x", "4")
        tab.select_option("#second", "")
        assert where(tab) == "#gradient-descent,11960,W0,x5,x2"
        tab.evaluate("location.hash = '#adam-l1,400,b,x2,x1'")
        tab.locator("#iteration", has_text=re.compile("^iteration 400$")).wait_for()
        assert (tab.input_value("#x"), tab.input_value("#weight")) == ("1", "15")
        tab.press("#moment", "End")
        assert tab.inner_text("#iteration") == "iteration 30,000"
        tab.keyboard.press(" ")  # starts over
        tab.wait_for_timeout(300)
        assert 0 < tab.evaluate("explore.state.frame") < 700
        tab.keyboard.press(" ")
        assert tab.inner_text("#play") == "Play"
        assert where(tab) == f"#adam-l1,{exploration.iterations[tab.evaluate('explore.state.frame')]},b,x2,x1"
        for nonsense in ("#nonsense,-3,W99,x7", "#%", "#%E0%A4%A"):
            tab.evaluate("nonsense => { location.hash = nonsense }", nonsense)
            tab.wait_for_timeout(50)
        assert tab.inner_text("#weights button span >> nth=0") != ""


def saved_csv(tab, identity):
    """The name and the rows of the file that a button saves."""
    with tab.expect_download() as download:
        tab.click(f"#{identity}")
    return download.value.suggested_filename, list(csv.reader(download.value.path().read_text().splitlines()))


def test_the_weights_as_csv(browser, exploration, path):
    history = exploration.histories[ADAM.name]
    with open_page(browser, path, address="#adam,80,W0") as (tab, _, _):
        saved = {identity: saved_csv(tab, identity) for identity in ("csv-moment", "csv-all")}
    name, (head, *rows) = saved["csv-moment"]
    assert (name, head) == ("adam-80.csv", ["weight", "value"])
    assert [float(value) for _, value in rows] == history.thetas[2].tolist(), "to the last bit"
    name, (head, *rows) = saved["csv-all"]
    assert name == "adam.csv"
    assert head == ["iteration", *(f"W[{i}]" for i in range(15)), "b"]
    assert np.array_equal(np.array(rows, float), np.column_stack([history.iterations, history.thetas]))


def test_the_csv_of_two_methods_holds_both(browser, exploration, path):
    histories = [exploration.histories[name] for name in ("momentum", "Adam")]
    with open_page(browser, path, address="#momentum+adam,80,W0") as (tab, _, _):
        name, (head, *rows) = saved_csv(tab, "csv-moment")
        assert (name, head) == ("momentum+adam-80.csv", ["weight", "momentum, rate 0.01", "Adam, rate 0.0001"])
        assert [list(map(float, row[1:])) for row in rows] == np.transpose(
            [one.thetas[2] for one in histories]
        ).tolist()
        name, (head, *rows) = saved_csv(tab, "csv-all")
        assert (name, len(head)) == ("momentum+adam.csv", 33)
        assert (head[1], head[17]) == ("momentum, rate 0.01: W[0]", "Adam, rate 0.0001: W[0]")
        saved = np.array(rows, float)
        assert np.array_equal(saved[:, 1:], np.hstack([one.thetas for one in histories]))


def test_the_csv_of_ones_own_data_holds_any_name_and_what_it_was_scaled_by(browser, tmp_path):
    history, names = random_history((2, 1), 2)[0], ('a "b", c', "b")
    page = written(Exploration("any", {"a": history}, features=names, scales={"mean": np.array([1.5, -2])}), tmp_path)
    with open_page(browser, page) as (tab, _, _):
        (_, moment), (_, (head, scaled, *rows)) = (saved_csv(tab, identity) for identity in ("csv-moment", "csv-all"))
        assert tab.locator("#weight option").all_inner_texts() == [*names, "b (2)"], "the bias is called b too"
    assert [[row[0], *row[2:]] for row in moment] == [["weight", "mean"], [names[0], "1.5"], ["b", "-2"], ["b", ""]]
    assert (head, scaled, len(rows)) == (["iteration", *names, "b"], ["mean", "1.5", "-2", ""], 2)


def test_a_number_of_32_bits_is_saved_with_nine_digits(browser, tmp_path):
    history, _ = random_history((15, 1), 10_000)
    path = written(Exploration("any", {"saved": history}), tmp_path, most=1_000_000)
    with open_page(browser, path) as (tab, _, _):
        _, (_, *rows) = saved_csv(tab, "csv-moment")
    assert [float(value) for _, value in rows] == [float(f"{one:.9g}") for one in history.thetas[0].astype("float32")]
    assert max(len(value) for _, value in rows) <= 13


HISTORIES = [((3, 1), 1, True), ((4, 3, 2, 1), 12, True), ((4, 3, 2, 1), 5, False), ((15, 1), 10_000, True)]


@pytest.mark.parametrize(("nodes", "n_frames", "with_data"), [*HISTORIES, ((1, 1), 3, False)])
def test_any_history(browser, tmp_path, nodes, n_frames, with_data):
    history, dataset = random_history(nodes, n_frames)
    path = written(Exploration("any", {"saved": history}, dataset if with_data else None), tmp_path, most=1_000_000)
    thinned = "numbers in 32 bits and one recorded frame in" in path.read_text(encoding="utf-8")
    assert thinned == (n_frames == 10_000)
    assert path.stat().st_size <= 1_000_000
    with quiet_page(browser, path, address="#saved,0,,spread") as tab:
        assert ("spread" in tab.evaluate("location.hash")) == with_data
        n_frames_shown = tab.evaluate("explore.data.iterations.length")
        assert tab.get_attribute("#moment", "max") == f"{n_frames_shown - 1}"
        assert (n_frames_shown < n_frames) == thinned
        tab.press("#moment", "End")
        assert tab.evaluate(READINGS)["costs"] == f"{history.costs[-1]:.6f}"
        if n_frames == 1:
            tab.press("#moment", " ")
        if len(nodes) > 2:
            assert tab.evaluate(INKED, "matrices")
            places = tab.evaluate("weights.matrixCells().map(cell => cell.place)")
            assert sorted(places) == list(range(history.network.n_parameters)), "each weight has its cell"
            cell = tab.evaluate("weights.matrixCells().find(cell => cell.place === 7)")
            tab.click("#matrices", position={"x": cell["x"] + 2, "y": cell["y"] + 2})
            assert tab.evaluate("explore.state.weight") == 7
            assert tab.inner_text("#value") == near_zero(f"{history.thetas[-1][7]:.6f}")


@pytest.mark.parametrize(
    ("scheme", "orange", "middle"), [("light", [217, 95, 2], [255] * 3), ("dark", [255, 157, 87], [43, 51, 58])]
)
def test_the_largest_weight_of_every_layer_has_the_full_colour(browser, tmp_path, scheme, orange, middle):
    network = Network((2, 2, 1), ("tanh",))
    theta = np.array([[90.0, -100, 5, 1, 0, 0, -2.0, 0.1, 0.2]])  # W_1 and b_1, then W_2 and b_2
    history = History(network, np.array([0]), np.ones(1), theta)
    with quiet_page(browser, written(Exploration("any", {"a": history}), tmp_path), color_scheme=scheme) as tab:
        cells = tab.evaluate("weights.matrixCells().map(({ place, x, y }) => [place, x, y])")
        found = colors_at(tab, "matrices", [(x + 3, y + 3) for _, x, y in cells])
    colors = dict(zip((place for place, *_ in cells), found))
    assert colors[1] == colors[6] == orange, "the most negative of each layer"
    assert colors[4] == middle, "the middle colour, at 0"
    assert colors[7] != colors[6]


def test_a_matrix_has_a_row_per_node_and_its_bias_at_the_end(browser, tmp_path):
    theta = np.arange(11.0)  # W_1 is (2, 3), then b_1, W_2 and b_2
    history = History(Network((3, 2, 1), ("tanh",)), np.array([0]), np.ones(1), theta[None])
    both = {"a": history, "b": replace(history, thetas=-theta[None])}
    with quiet_page(browser, written(Exploration("any", both), tmp_path), address="#a+b,0,W_1.0.2") as tab:
        texts = tab.evaluate(NOTED, ["fillText", "weights.show()"])
        *_, (x, y, w, h), second = tab.evaluate(NOTED, ["strokeRect", "weights.show()"])
        assert tab.inner_text("#value") == "2.000000 · -2.000000"
    names = [f"{name}: {shape}" for name in "ab" for shape in ("W_1, 2 \u00d7 3, and b_1", "W_2, 1 \u00d7 2, and b_2")]
    assert [text for text, *_ in texts[:4]] == names
    numbers = sorted((y, x, float(text)) for text, x, y in texts[4:])
    rows = [0, 1, 2, 6, 3, 4, 5, 7, 8, 9, 10]
    assert [number for *_, number in numbers] == [*rows, *(-one for one in rows)]
    assert numbers[2][:2] == (y + h / 2, x + w / 2)
    assert numbers[13][:2] == (second[1] + h / 2, second[0] + w / 2)


@pytest.fixture(scope="module")
def short_path(tmp_path_factory):
    """A page of a short run, which loads fast."""
    return written(train_by_methods(replace(LINEAR, epochs=400), 0), tmp_path_factory.mktemp("short"))


def touch(tab, *points):
    """A finger that comes down at the first of points, moves on to the others, and goes up."""
    session = tab.context.new_cdp_session(tab)
    for kind, (x, y) in zip(["touchStart", *["touchMove"] * (len(points) - 1)], points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        tab.wait_for_timeout(30)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    tab.wait_for_timeout(30)


def test_a_finger_moves_the_moment_sideways_or_by_a_tap_and_scrolls_the_page_otherwise(browser, short_path):

    def point_on_chart():
        tab.locator("#cost").scroll_into_view_if_needed()
        box = tab.locator("#cost").bounding_box()
        return box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2

    with quiet_page(browser, short_path, 390, has_touch=True, is_mobile=True) as tab:
        (x, y), before = point_on_chart(), tab.evaluate("scrollY")
        touch(tab, *((x, y - 12 * i) for i in range(8)))
        assert tab.evaluate("explore.state.frame") == 0
        assert tab.evaluate("scrollY") > before
        tab.wait_for_timeout(500)  # until the page has come to rest
        x, y = point_on_chart()
        touch(tab, (x, y), (x + 1, y + 1))
        tapped = tab.evaluate("explore.state.frame")
        assert 4 <= tapped <= 7
        touch(tab, *((x + 12 * i, y) for i in range(6)))
        assert tab.evaluate("explore.state.frame") > tapped


@pytest.mark.parametrize("width", [1280, 390])
def test_a_chart_is_drawn_at_the_size_at_which_it_is_shown(browser, short_path, width):
    """Otherwise the dots at the moment stand beside their curves."""
    with quiet_page(browser, short_path, width, address="#adam+momentum,400,W0") as tab:
        for change in (
            "() => {}",
            "() => explore.choose({ second: null })",
            "() => byId('key-plane').append('long '.repeat(99))",
        ):
            tab.evaluate(change)
            tab.keyboard.press("ArrowLeft")
            before = tab.evaluate("byId('curves').toDataURL()")
            tab.evaluate("() => { explore.charts.curves.draw(); explore.charts.curves.show(explore.state.frame) }")
            assert tab.evaluate("byId('curves').toDataURL()") == before, change


def test_only_the_main_button_of_a_mouse_moves_the_moment(browser, short_path):
    with quiet_page(browser, short_path) as tab:
        tab.click("#cost", button="right")
        assert tab.evaluate("explore.state.frame") == 0
        box = tab.locator("#cost").bounding_box()
        for act, iteration, frame in (("down", 280, 7), ("move", 80, 2), ("up", 80, 2), ("move", 200, 2)):
            tab.mouse.move(box["x"] + tab.evaluate(f"explore.charts.cost.x({iteration})"), box["y"] + 60)
            if act != "move":
                getattr(tab.mouse, act)()
            assert tab.evaluate("explore.state.frame") == frame, (act, iteration)


def test_a_click_on_a_curve_chooses_its_weight(browser, short_path):
    with quiet_page(browser, short_path) as tab:
        tab.locator("#curves").scroll_into_view_if_needed()
        box = tab.locator("#curves").bounding_box()
        for _ in range(40):  # from the top on, until a curve is met
            box["y"] += 8
            tab.mouse.click(box["x"] + 60, box["y"])
            if tab.evaluate("explore.state.weight"):
                break
        weights = tab.evaluate("Array.from(explore.data.methods[0].thetas.slice(0, view.nWeights))")
        assert tab.evaluate("explore.state.weight") == int(np.argmax(weights))
        heights = np.sort([tab.evaluate(f"explore.charts.curves.y({weight})") for weight in weights])
        gap = np.argmax(np.diff(heights))
        assert heights[gap + 1] - heights[gap] > 30
        tab.press("#moment", "End")
        tab.locator("#curves").scroll_into_view_if_needed()
        tab.mouse.click(box["x"] + 53, tab.locator("#curves").bounding_box()["y"] + heights[gap : gap + 2].mean())
        assert tab.evaluate("explore.state.frame") == 0, "the click was heard"
        assert tab.evaluate("explore.state.weight") == int(np.argmax(weights)), "but between curves nothing is chosen"


def test_what_has_the_focus_keeps_it(browser, short_path):
    focus = "document.activeElement.dataset.weight"
    with quiet_page(browser, short_path) as tab:
        tab.focus("[data-weight=W3]")
        for key in ("Enter", "ArrowRight", "2", "End"):
            tab.keyboard.press(key)
            assert tab.evaluate(focus) == "W3", key
        assert tab.get_attribute("[data-weight=W3]", "aria-pressed") == "true"
        tab.press("[data-weight=W5]", " ")
        assert tab.evaluate("explore.state.weight") == 5
        tab.press("#x", "ArrowLeft")
        assert tab.inner_text("#iteration") == "iteration 40", "in a list an arrow is the list's"
        tab.focus("[data-weight=W3]")
        tab.evaluate("() => { explore.charts.cost.draw = () => { document.title = 'drawn again' } }")
        tab.set_viewport_size({"width": 1280, "height": 700})
        tab.wait_for_timeout(100)
        assert tab.evaluate(focus) == "W3"
        assert tab.title() != "drawn again", "another height costs nothing"
        tab.set_viewport_size({"width": 900, "height": 700})
        wait_until(tab, "document.title === 'drawn again'")
        assert tab.evaluate(focus) == "W3"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_focus_is_never_behind_the_bar(browser, short_path, width):
    distance = """() => { const [button, bar] = [byId("csv-moment"), document.querySelector(".bar")]
        .map((element) => element.getBoundingClientRect());
        return Math.max(bar.top - button.bottom, button.top - bar.bottom) }"""
    under_the_bar = """() => { const bar = document.querySelector(".bar"), isAtTop = innerWidth > 640;
        byId("csv-moment").scrollIntoView({ block: isAtTop ? "start" : "end" });
        scrollBy(0, (isAtTop ? 1 : -1) * bar.offsetHeight) }"""
    with quiet_page(browser, short_path, width) as tab:
        tab.focus("#weight")
        tab.evaluate(under_the_bar)
        assert tab.evaluate(distance) < 0
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.id") == "csv-moment"
        assert tab.evaluate(distance) > 0


def colors_at(tab, identity, spots):
    """What is drawn on a canvas at spots (x, y): [[red, green, blue], ...], each from 0 to 255."""
    colors = """([identity, spots]) => { const { width, height } = byId(identity);
        const { data } = byId(identity).getContext("2d").getImageData(0, 0, width, height);
        return spots.map(([x, y]) => [0, 1, 2].map((i) => data[4 * (width * y + x) + i])) }"""
    return tab.evaluate(colors, [identity, [[int(x), int(y)] for x, y in spots]])


def test_samples_have_the_color_of_their_label_and_what_is_behind_them_that_of_the_answer(browser, short_path):
    """At the start, where the network is wrong about most of them."""
    spots = """() => { const width = byId("plane").clientWidth - 56, height = byId("plane").clientHeight - 44;
        const { low, high, samples, truth } = explore.data, k = samples.shape[1];
        return Array.from(truth, (_, s) => [0, 1].map((i) => (samples[s * k + i] - low[i]) / (high[i] - low[i])))
          .map(([x, y]) => [46 + x * width, 8 + (1 - y) * height]) }"""
    with quiet_page(browser, short_path) as tab:
        truth, wrong, places = tab.evaluate("[...explore.data.truth]"), tab.evaluate(WRONG), tab.evaluate(spots)
        assert sum(wrong) > 60
        alone = [s for s, place in enumerate(places) if np.sort(np.hypot(*(np.array(places) - place).T))[1] > 24]
        assert len(alone) > 5
        colors = {1: [26, 95, 180], 0: [198, 40, 40]}  # blue and red, as in the figures
        centers = np.round(np.array(places)[alone])
        found = colors_at(tab, "plane", [(x, y + down) for down in (0, 10) for x, y in centers])
        for s, color, (red, _, blue) in zip(alone, found, found[len(alone) :]):
            assert color == colors[truth[s]]
            assert (blue > red) == (truth[s] != wrong[s])
        text = tab.inner_text("#key-plane")
        assert "● label 1● label 0□ test sampleoutlined: wrongbehind them: the network's answer" in text


CALLED = {
    "figcaption": [
        "Every weight",
        "In the plane",
        "Cost",
        "Accuracy",
        "Share of the mass",
        "Effective",
        "Share of the mass",
    ],
    "canvas[aria-label]": [
        "The weights of each layer",
        "A curve for each weight",
        "Samples",
        "The training and the test cost",
        "The training and the test accuracy",
        "A bar for each weight",
        "The effective number",
        "The mass moved",
    ],
    "button:not([data-weight])": [
        "One frame back",
        "One frame on",
        "Play",
        "1 Adam",
        "2 gradient",
        "3 momentum",
        "4 Adam + L1",
        "5 sign steps",
        "CSV of this moment",
        "CSV of all",
    ],
    "#second option": ["no other", "Adam", "gradient descent", "momentum", "Adam + L1", "sign steps"],
    "#share option": ["bare: |W[i]|", "by spread"],
    "label:has(#x, #y)": ["Across", "Up"],
}


def test_each_control_and_chart_has_its_name(browser, short_path):
    with quiet_page(browser, short_path) as tab:
        assert tab.locator("figure").evaluate_all("all => all.map(({ id }) => id)") == [
            f"of-{one}" for one in ("curves", "plane", "cost", "accuracy", "shares", "effective", "moved")
        ]
        for selector, names in CALLED.items():
            found = tab.locator(selector).evaluate_all(
                "all => all.map((one) => one.ariaLabel || one.textContent.trim())"
            )
            assert len(found) == len(names), (selector, found)
            assert [name[: len(start)] for name, start in zip(found, names)] == names
        keys = tab.locator("[id^=method]").evaluate_all("all => all.map((one) => one.title)")
        assert [title.partition("(key ")[2] for title in keys] == ["1)", "2)", "3)", "4)", "5)"]


def test_each_method_has_a_row_of_its_weights_in_the_colour_of_their_sign(browser, short_path):
    with quiet_page(browser, short_path, address="#adam+momentum,240,W3") as tab:
        thetas = np.array(tab.evaluate("view.methods().map(({ thetas }) => [...thetas.slice(6 * 16, 7 * 16)])"))
        assert tab.evaluate(WEIGHTS) == [near_zero(f"{one:.3f}") for one in thetas.flat]
        assert tab.locator("#weights p").all_inner_texts() == ["Adam, rate 0.0001", "momentum, rate 0.01"]
        assert tab.inner_text("#value") == " · ".join(f"{one:.6f}" for one in thetas[:, 3])
        assert tab.inner_text("#key-curves").startswith("thick: W[3]dashed: momentum, rate 0.01")
        grounds = tab.locator("#weights button").evaluate_all("all => all.map((one) => one.style.background)")
    assert (abs(thetas) > 0.05).sum() > 10
    for weight, ground in zip(thetas.flat, grounds):
        red, _, blue = map(int, re.findall(r"\d+", ground))
        assert abs(weight) < 0.05 or (red > blue) == (weight < 0), "orange below 0, grey above"


def test_any_two_features_span_the_plane(browser, short_path, exploration):
    with quiet_page(browser, short_path, address="#adam+momentum,0,W0,x5,x2") as tab:
        texts = tab.evaluate(NOTED, ["fillText", "plane.show()"])
        strokes = [look for _, look in tab.evaluate(LOOKS, ["stroke", "plane.show()"])]
        discs, squares = (tab.evaluate(NOTED, [kind, "plane.show()"]) for kind in ("arc", "rect"))
        bottom, wrong = tab.evaluate("byId('plane').clientHeight - 36"), tab.evaluate(WRONG)
    assert [text for text, _, y, *_ in texts if y == bottom + 20] == ["x5"]
    assert [text for text, x, y, *_ in texts if x == y == 0] == ["x2"], "turned, beside the other axis"
    across = scale([(text, x) for text, x, y, *_ in texts if y == bottom + 5])
    up = scale([(text, y) for text, x, y, *_ in texts if x == 41])
    drawn = [(x, y) for x, y, *_ in discs] + [(x + 4, y + 4) for x, y, *_ in squares[1:]]  # the first clips
    shown = exploration.dataset.X[[4, 1]][:, np.unique(np.linspace(0, 999, 200).astype(int))]
    np.testing.assert_allclose([(across(x), up(y)) for x, y in drawn], shown.T, rtol=1e-5, atol=1e-6)
    outlines = [(look["stroke"], look["width"]) == (INK, 2.5) for look in strokes[:200]]
    assert outlines == [one == 1 for one in wrong], "outlined: wrong"
    assert [look["dash"] for look in strokes[200:]] == list(DASHES), "a boundary of each method"


def test_a_rate_stands_beside_the_name_of_every_method(browser, short_path):
    with quiet_page(browser, short_path, address="#sign-steps+momentum,400,W0") as tab:
        names = ["1 Adam rate 0.0001", "2 gradient descent rate 0.01", "3 momentum rate 0.01"]
        names += ["4 Adam + L1 rate 0.0001, L1 0.001", "5 sign steps rate 0.0001"]
        assert [" ".join(one.split()) for one in tab.locator(".bar button[id^=method]").all_inner_texts()] == names
        rows = tab.locator("#readings tbody th").all_inner_texts()
        assert rows == ["── sign steps, rate 0.0001", "╌╌ momentum, rate 0.01"]


TICKS = [
    ((0, 0.0022, 3), ["0", "0.001", "0.002"]),
    ((0.0005, 0.0013, 3), ["0.0005", "0.0010"]),
    ((10.8, 11.25, 3), ["10.8", "11.0", "11.2"]),
    ((-2, 2, 4), ["-2", "-1", "0", "1", "2"]),
    ((0, 30_000, 3), ["0", "10,000", "20,000", "30,000"]),
    ((0, 2.5e-9, 3), ["0", "1e-9", "2e-9"]),
]


def test_no_two_ticks_look_the_same_and_there_are_always_two(browser, short_path):
    rng = np.random.default_rng(0)
    with quiet_page(browser, short_path) as tab:
        for (low, high, n), texts in TICKS:
            found = tab.evaluate("([low, high, n]) => pens.ticks(low, high, n)", [low, high, n])
            assert [text for _, text in found] == texts
        for _ in range(100):
            low = rng.normal() * 10.0 ** rng.integers(-3, 4)
            high = low + 10.0 ** rng.uniform(-6, 5)
            found = tab.evaluate("([low, high]) => pens.ticks(low, high, 3)", [low, high])
            values, texts = zip(*found)
            assert len(set(texts)) == len(texts) >= 2, (low, high)
            step = values[1] - values[0]
            read = [float(text.replace(",", "")) for text in texts]
            np.testing.assert_allclose(read, values, atol=step / 100, rtol=0)


def test_nothing_is_announced_while_it_plays_and_controls_start_as_the_page_says(browser, short_path):
    with quiet_page(browser, short_path) as tab:
        assert tab.locator("output, [role=status]:not([aria-live=off]), [aria-live=polite]").count() == 0
        controls = tab.locator("select, input").all()
        assert len(controls) >= 5
        assert all(one.get_attribute("autocomplete") == "off" for one in controls)


# What a chart draws, noted while it draws.
NOTED = """([method, draw]) => {
  const pens = CanvasRenderingContext2D.prototype, kept = pens[method], noted = [];
  pens[method] = function (...given) { noted.push(given); return kept.apply(this, given); };
  try { (0, eval)(draw); } finally { pens[method] = kept; }
  return noted;
}"""


# The same with how it looks: [[what the pen was given, its look], ...].
LOOKS = NOTED.replace(
    "push(given)",
    """push([given,
      { fill: this.fillStyle, stroke: this.strokeStyle, width: this.lineWidth, dash: this.getLineDash() }])""",
)
INK, GREY, DASHES = "#1c2126", "#56606b", ([], [7, 5])  # dashed is the second method


def scale(texts, of=lambda value: value):
    """What an axis says of a place on it: place -> number, by its first two ticks [(text, place), ...]."""
    values, places = of(np.array([float(text.replace(",", "")) for text, _ in texts])), [place for _, place in texts]
    slope = (values[1] - values[0]) / (places[1] - places[0])
    np.testing.assert_allclose(values, values[0] + slope * (np.array(places) - places[0]), atol=1e-9)
    return lambda place: values[0] + slope * (place - places[0])


CHARTS = {
    "cost": ("costs", "test_costs"),
    "accuracy": ("train", "test"),
    "effective": ("effective", "spread_effective"),
    "moved": ("moved",),
    "curves": (),
}


@pytest.mark.parametrize(("chart", "keys"), CHARTS.items())
def test_curves_and_dots_stand_where_the_numbers_of_the_table_are(browser, short_path, chart, keys):
    with quiet_page(browser, short_path, address="#adam+momentum,240,W3") as tab:
        texts = tab.evaluate(NOTED, ["fillText", f"explore.charts.{chart}.draw()"])
        curves = [line for line in tab.evaluate(LINES, f"explore.charts.{chart}.draw()") if line[2] >= 2]
        dashes = [look["dash"] for _, look in tab.evaluate(LOOKS, ["stroke", f"explore.charts.{chart}.draw()"])]
        dots = tab.evaluate(LOOKS, ["arc", f"explore.charts.{chart}.show(6)"])
        moments = tab.evaluate(LINES, f"explore.charts.{chart}.show(6)")
        bottom = tab.evaluate(f"byId('{chart}').clientHeight - 22")
        number = "([method, key]) => document.querySelector(`[data-method=${method}][data-key=${key}]`).textContent"
        numbers = [tab.evaluate(number, [method, key]) for method in ("adam", "momentum") for key in keys]
        numbers = numbers or tab.inner_text("#value").split(" · ")
    time = scale([(text, x) for text, x, y, *_ in texts if y == bottom + 6][:2])
    root = np.sqrt if chart == "moved" else lambda value: value
    height = scale([(text, y) for text, x, y, *_ in texts if x == 46], root)
    assert [look["fill"] for _, look in dots] == [INK, GREY][: len(keys) or 1] * 2
    assert dashes[-len(dots) :] == sorted(DASHES * (len(dots) // 2))
    assert [(points[0][0], colour) for points, colour, _ in moments] == [(dots[0][0][0], INK)]
    for ((x, y, *_), _), (points, *_), text in zip(dots, curves, numbers, strict=True):
        assert (time(x), time(points[-1][0])) == (pytest.approx(240), pytest.approx(400))
        assert [x, y] in [pytest.approx(point) for point in points]
        decimals = len(text.split()[0].partition(".")[2])
        rounded = root(np.array(float(text.split()[0]) + np.array([-0.51, 0.51]) / 10**decimals))
        assert rounded[0] <= height(y) <= rounded[1]
    for _, _, y, *_ in (text for text in texts if text[0] == "W[3]"):
        assert abs(y - curves[0][0][-1][1]) < 1, "its name stands where the curve ends"


@pytest.mark.parametrize("width", [1280, 390])
def test_each_number_of_the_table_stands_beside_its_name(browser, short_path, width):
    heads = """() => [...document.querySelectorAll("#readings td")].map((cell) => [cell.dataset.key,
      cell.dataset.method, cell.parentNode.cells[0].textContent,
      cell.closest("table").rows[0].cells[cell.cellIndex].textContent])"""
    names = {"costs": "cost, training", "test_costs": "cost, test", "train": "accuracy, training"}
    names |= {"test": "accuracy, test", "effective": "effective number", "spread_effective": "by the inputs' spread"}
    names |= {"moved": "mass moved per 1,000", "adam": "── Adam, rate 0.0001", "momentum": "╌╌ momentum, rate 0.01"}
    with quiet_page(browser, short_path, width, address="#adam+momentum,240,W3") as tab:
        cells = tab.evaluate(heads)
    assert len(cells) == 14
    for key, method, *beside in cells:
        assert beside == [names[one] for one in ((method, key) if width == 1280 else (key, method))]


def test_a_moment_looks_the_same_however_it_was_reached(browser, short_path):
    looks = """() => [...[...document.querySelectorAll("canvas")].map((one) => one.toDataURL()), location.hash,
      document.querySelector("main").innerText,
      ...[...document.querySelectorAll("select, input")].map((o) => o.value)]"""
    with quiet_page(browser, short_path, address="#momentum+adam,120,W3,x5,x2,spread") as tab:
        fresh = tab.evaluate(looks)
    with quiet_page(browser, short_path, color_scheme="dark") as tab:
        n_visited = tab.evaluate("history.length")
        tab.press("#moment", "3")  # momentum
        tab.select_option("#second", "2")  # momentum too
        assert tab.input_value("#second") == "", "no method beside itself"
        for identity, value in {"second": "0", "weight": "3", "x": "4", "y": "0", "share": "spread"}.items():
            tab.select_option(f"#{identity}", value)
            assert tab.input_value(f"#{identity}") == value
        assert tab.evaluate("location.hash").endswith(",x5,x1,spread")
        tab.select_option("#y", "1")
        for key, expected in (("End", 10), ("ArrowRight", 10), ("Home", 0), ("ArrowLeft", 0)):
            tab.press("#moment", key)
            assert tab.evaluate("[explore.state.frame, Number(byId('moment').value)]") == [expected] * 2
        for button in ("next", "next", "next", "next", "back"):
            tab.click(f"#{button}")
        assert tab.get_attribute("#moment", "aria-valuetext") == "iteration 120"
        tab.emulate_media(color_scheme="light")
        wait_until(tab, "pens.theme.paper === '#ffffff'")
        tab.evaluate("scrollTo(0, 0)")
        assert tab.evaluate(looks) == fresh
        assert tab.evaluate("history.length") == n_visited, "Back leads away from the page"
        tab.emulate_media(color_scheme="dark")
        wait_until(tab, "pens.theme.paper !== '#ffffff'")
        tab.emulate_media(color_scheme="dark", media="print")
        wait_until(tab, "pens.theme.paper === '#ffffff'")
        pressed = "button:not([data-weight]):visible, select:visible"
        assert tab.locator(pressed).count() == 0, "paper is white, and nothing on it can be pressed"


def test_only_test_samples_are_squares(browser, short_path):
    with quiet_page(browser, short_path) as tab:
        drawn = [size for *_, size in tab.evaluate(NOTED, ["rect", "plane.show()"])]
        assert drawn.count(8) == tab.evaluate("explore.data.tested.reduce((n, is) => n + is, 0)") > 20


def test_w0_and_w1_have_the_colours_that_they_have_in_figures(browser, short_path):
    with quiet_page(browser, short_path, address="#adam,400,W3") as tab:
        colours = tab.evaluate("[0, 1, 3].map(key => weights.lines().find(line => line.key === key).colour)")
        assert colours == ["#1b7a34", "#7a3fb0", "#1c2126"], "green, purple, and ink for the chosen one"


def test_where_curves_end_together_the_chosen_one_has_its_name(browser, tmp_path):
    history = History(Network((5, 1)), np.arange(2), np.ones(2), np.array([[0.5] * 5 + [2]] * 2))
    with quiet_page(browser, written(Exploration("any", {"a": history}), tmp_path), address="#a,1,W3") as tab:
        texts = tab.evaluate(NOTED, ["fillText", "explore.charts.curves.draw()"])
    assert [text for text, *_ in texts if text.startswith("W[")] == ["W[3]"]


@pytest.mark.parametrize(("inputs", "n_thin"), [(40, 2 * 40), (41, 41)])
def test_in_a_crowd_a_second_method_has_the_chosen_weights_curve_alone(browser, tmp_path, inputs, n_thin):
    history, _ = random_history((inputs, 1), 3)
    page = written(Exploration("any", {"Adam": history, "momentum": history}), tmp_path)
    with quiet_page(browser, page, address="#adam+momentum,1,W3") as tab:
        drawn = tab.evaluate("weights.lines().map(({ key, width, dash }) => [key, width, dash?.length ?? 0])")
    assert [line for line in drawn if line[1] == 3] == [[3, 3, 0], [3, 3, 2]]
    assert sum(width < 3 for _, width, _ in drawn) == n_thin


@pytest.mark.parametrize(("chart", "key"), [("cost", "costs"), ("effective", "effective"), ("moved", "moved")])
def test_a_chart_reaches_as_high_as_its_own_numbers(browser, short_path, chart, key):
    with quiet_page(browser, short_path) as tab:
        texts = tab.evaluate(NOTED, ["fillText", f"explore.charts.{chart}.draw()"])
        ticks = [float(text) for text, x, *_ in texts if x == 46]  # left of the axis
        highest = tab.evaluate(f"explore.data.methods[0].{key}.reduce((a, b) => b > a ? b : a, 0)")
        assert highest / 2 < max(ticks) < 1.1 * highest
        assert tab.evaluate(f"explore.charts.{chart}.low") == 0 or chart == "effective"


# The lines that are drawn: [[points, colour, width], ...]
LINES = """(draw) => {
  const kept = pens.line, noted = [];
  pens.line = (pen, points, colour, width) => noted.push([points, colour, width]);
  try { (0, eval)(draw); } finally { pens.line = kept; }
  return noted;
}"""


def test_each_key_has_the_colours_of_its_chart(browser, short_path):
    with quiet_page(browser, short_path) as tab:
        ends = {
            colour: points[-1][1]
            for points, colour, width in tab.evaluate(LINES, "explore.charts.cost.draw()")
            if width == 2
        }
        method = tab.evaluate("[explore.data.methods[0].costs.at(-1), explore.data.methods[0].test_costs.at(-1)]")
        assert (ends["#1c2126"] > ends["#56606b"]) == (method[0] < method[1]), "a larger cost stands higher"
        ink, grey, red, blue = "rgb(28, 33, 38)", "rgb(86, 96, 107)", "rgb(198, 40, 40)", "rgb(26, 95, 180)"
        keys = {chart: [("training", ink), ("test", grey)] for chart in ("cost", "accuracy")}
        keys |= {"effective": [("bare", ink), ("by the inputs' spread", grey)]}
        for chart, expected in {**keys, "plane": [("● label 1", blue), ("● label 0", red)]}.items():
            marks = tab.locator(f"#key-{chart} i").all()[:2]
            assert [(one.inner_text(), one.evaluate("one => one.style.color")) for one in marks] == expected


@pytest.mark.parametrize(
    ("W", "plane"), [((1.0, 2.0, 0.5), (0, 1)), ((-3.0, 0.5, 1.0), (0, 1)), ((4.0, 0.5, 1.0), (2, 0))]
)
def test_the_boundary_is_where_the_logit_is_0_with_all_other_features_at_their_mean(browser, tmp_path, W, plane):
    history = History(Network((3, 1)), np.array([0]), np.ones(1), np.array([[*W, 2.0]]))
    X = 1 + np.random.default_rng(0).standard_normal((3, 20))
    page = written(Exploration("any", {"a": history}, Dataset(X, X[:1] > 1, X, X[:1] > 1)), tmp_path)
    with quiet_page(browser, page, address=f"#a,0,W0,x{plane[0] + 1},x{plane[1] + 1}") as tab:
        *_, (points, _, width) = tab.evaluate(LINES, "plane.show()")
        assert width == 2.5
        size = tab.evaluate("[byId('plane').clientWidth - 56, byId('plane').clientHeight - 44]")
        low, high = tab.evaluate("[[...explore.data.low], [...explore.data.high]]")
    for x, y in points:
        at = (x - 46) / size[0], 1 - (y - 8) / size[1]
        place = X.mean(axis=1)
        for i, share in zip(plane, at):
            place[i] = low[i] + share * (high[i] - low[i])
        assert W @ place + 2 == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("W_1", "blue", "cell"), [((0, 1, 0, 0), "top", 10), ((0, 0, 1, 0), "right", 10), ((0, -1, 0, 0), "bottom", 11)]
)
def test_with_hidden_layers_answer_and_boundary_are_drawn_where_they_belong(browser, tmp_path, W_1, blue, cell):
    """Label 1 above, to the right or below, by the sign of one input; the boundary begins so many cells from 0."""
    theta = np.array([[*W_1, 0, 0, 5, 5, 0]], float)
    history = History(Network((2, 2, 1), ("tanh",)), np.array([0]), np.ones(1), theta)
    with quiet_page(browser, written(Exploration("any", {"a": history}), tmp_path)) as tab:
        width, height = tab.evaluate("[byId('plane').width - 56, byId('plane').height - 44]")
        line = (cell / 21, 0.3) if blue == "right" else (0.3, cell / 21)
        spots = {"top": (0.5, 0.8), "right": (0.8, 0.5), "bottom": (0.5, 0.2), "left": (0.2, 0.5), "line": line}
        places = [(46 + x * width, 8 + (1 - y) * height) for x, y in spots.values()]
        colors = dict(zip(spots, colors_at(tab, "plane", places)))
        assert tab.inner_text("#key-plane") == "behind them: the network's answer", "there are no other features"
        tab.select_option("#x", "1")
        assert tab.inner_text("#key-plane") == "the network's answer is known for x1, x2 only"
        assert [tab.evaluate(NOTED, [draws, "plane.show()"]) for draws in ("fillRect", "stroke")] == [[], []]
    opposite = {"top": "bottom", "bottom": "top", "right": "left"}[blue]
    assert colors[blue][2] > colors[blue][0]
    assert colors[opposite][2] < colors[opposite][0]
    assert max(colors["line"]) < 100, "ink"


@pytest.mark.parametrize("share", ["bare", "spread"])
def test_the_bars_are_the_shares_that_were_chosen(browser, short_path, exploration, share):
    with quiet_page(browser, short_path, address="#adam,400,W0" + ",spread" * (share == "spread")) as tab:
        bars = tab.evaluate("""() => { const kept = charts.bars; let found;
            charts.bars = (canvas, [row]) => { found = Array.from({ length: 15 }, (_, i) => row.values(i)); };
            try { weights.showShares(); } finally { charts.bars = kept; }
            return found; }""")
    history, dataset = exploration.histories["Adam"], exploration.dataset
    weights = history.weights()[history.iterations == 400]
    scale = dataset.X_train.std(axis=1) if share == "spread" else None
    np.testing.assert_allclose(bars, mass.shares(weights, scale)[0], rtol=1e-3)


def test_the_bars_of_two_methods_stand_side_by_side_and_one_is_marked(browser, short_path):
    with quiet_page(browser, short_path, address="#adam+momentum,400,W3") as tab:
        drawn = tab.evaluate(NOTED, ["fillRect", "weights.showShares()"])
        texts = tab.evaluate(NOTED, ["fillText", "weights.showShares()"])
        shares = tab.evaluate("view.methods().flatMap(({ shares }) => [...shares.slice(-15)])")
    share = scale([(text, y) for text, _, y in texts])
    tops, bottoms = np.array([(y, y + height) for _, y, _, height in drawn if height not in (1, 3)]).T
    np.testing.assert_allclose(share(tops), shares, atol=1e-6)
    np.testing.assert_allclose(share(bottoms), 0, atol=1e-6)
    bars = sorted((x, width) for x, _, width, height in drawn if height not in (1, 3))  # no line, and no mark below
    assert len(bars) == 30
    assert all(x + width <= after + 1e-9 for (x, width), (after, _) in pairwise(bars))
    [(mark, width)] = [(x, width) for x, _, width, height in drawn if height == 3]
    assert (mark, mark + width) == (pytest.approx(bars[6][0]), pytest.approx(sum(bars[7]))), "below both bars of W[3]"


ADDRESSES = {  # typed, and what the page makes of it
    "#adam,219,W1": "#adam,200,W1",
    "#adam+adam,200,W1": "#adam,200,W1",
    "#adam+nonsense,200,W1": "#adam,200,W1",
    "#adam,200,W1,x16,x2": "#adam,200,W1",
    "#adam,200,W1,x15,x2": "#adam,200,W1,x15,x2",
    "#adam,9e9,W1": "#adam,400,W1",
}


@pytest.mark.parametrize(("typed", "shown"), ADDRESSES.items())
def test_an_address_that_is_not_quite_right_leads_to_what_there_is(browser, short_path, typed, shown):
    with quiet_page(browser, short_path, address=typed) as tab:
        assert tab.evaluate("location.hash") == shown


def test_share_and_plane_are_chosen_and_the_address_says_so(browser, short_path):
    with quiet_page(browser, short_path, address="#adam,400,W0,spread") as tab:
        assert tab.input_value("#share") == "spread"
        picture = "byId('shares').toDataURL()"
        before = tab.evaluate(picture)
        tab.select_option("#share", "bare")
        assert tab.evaluate("location.hash") == "#adam,400,W0"
        assert tab.evaluate(picture) != before
        named, other = ("#adam,200,W0,x5,x2,spread", "spread", "4"), ("#adam,200,W0", "bare", "0")
        for address, share, x in (named, other, named, ("#adam,200,W0,x16,x2", "bare", "0")):
            tab.evaluate("address => { location.hash = address }", address)
            wait_until(tab, "([share, x]) => byId('share').value === share && byId('x').value === x", [share, x])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_does_not_scroll_sideways(browser, short_path, width):
    with quiet_page(browser, short_path, width, address="#adam+sign-steps,400,W0") as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", ["", "#adam+momentum,200,W3,x5,x2,spread", "#sign-steps,400,b"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(browser, short_path, width, scheme, address):
    with open_page(browser, short_path, width, address, color_scheme=scheme, bypass_csp=True) as (tab, _, _):
        assert axe_finds(tab) == []


LONG_NAMES = tuple(f"a rather long name of feature number {i}" for i in range(30))
PIXELS = tuple(f"pixel {i // 8}.{i % 8}" for i in range(64))
OTHERS = {  # nodes, and what the page is told of the data
    "hidden layers": ((4, 3, 2, 1), {}),
    "digits": ((64, 1), {"picture": (8, 8), "labels": ("3", "8"), "features": PIXELS}),
    "own data": ((30, 1), {"features": LONG_NAMES, "labels": ("benign", "malignant")}),
}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("other", OTHERS)
def test_axe_finds_nothing_on_other_networks_and_data_and_nothing_sticks_out(browser, tmp_path, other, width, scheme):
    nodes, names = OTHERS[other]
    history, dataset = random_history(nodes, 4)
    path = written(Exploration(other, {"Adam": history, "momentum": history}, dataset, **names), tmp_path)
    address = "#adam+momentum,2,"
    with open_page(browser, path, width, address, color_scheme=scheme, bypass_csp=True) as (tab, _, _):
        assert axe_finds(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        assert tab.evaluate("[0, 1].every((i) => weights.faint(i) === pens.theme.soft)"), (
            "not the notebook's W[0] and W[1]"
        )


@pytest.mark.parametrize(
    ("motion", "times", "frames"),
    [("no-preference", [1010, 1016, 1030, 1075, 9e9], [0, 1, 2, 5, 15]), ("reduce", [1999, 2001, 3001], [0, 38, 76])],
)
def test_a_slow_device_plays_as_fast_and_leaves_frames_out(browser, path, motion, times, frames):
    """A frame is due every 15 ms, at most ten are left out at once; with reduced motion a 20th of all every second."""
    with quiet_page(browser, path, reduced_motion=motion) as tab:
        play = """(times) => { performance.now = () => 1000;
            window.requestAnimationFrame = (next) => { beat = next; return 1; };
            byId("play").click();
            return times.map((now) => { beat(now); return explore.state.frame; }) }"""
        assert tab.evaluate(play, times) == frames
        assert (tab.inner_text("#play"), tab.get_attribute("#play", "aria-pressed")) == ("Stop", "true")
        tab.press("#moment", "End")
        tab.evaluate("beat(9e9)")
        assert (tab.inner_text("#play"), tab.get_attribute("#play", "aria-pressed")) == ("Play", "false"), "at the end"


def test_on_a_fine_screen_charts_are_drawn_finely_and_whole(browser, short_path):
    with quiet_page(browser, short_path, device_scale_factor=2) as tab:
        for canvas in tab.locator("figure canvas").all():
            assert canvas.evaluate("one => one.width / one.clientWidth") == 2
        texts = """() => { const { width, height } = byId("cost"), pen = byId("cost").getContext("2d");
            return pen.getImageData(0, height - 36, width, 36).data.some((one) => one > 0) }"""
        assert tab.evaluate(texts), "the iterations stand below"


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_while_the_page_loads(browser, path, width):
    observe = """shift = 0;
        new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shift += value })
          .observe({ type: "layout-shift", buffered: true })"""
    with browser.new_page(viewport={"width": width, "height": 800}) as tab:
        tab.add_init_script(observe)
        tab.goto(path.as_uri())
        tab.wait_for_timeout(300)
        assert tab.evaluate("shift") < 0.02
