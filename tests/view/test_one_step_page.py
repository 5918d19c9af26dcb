"""The page of one step in a real browser: every number is the trace's, and what can be touched works.

Tests page.py and text.py of massshuffle/view/one_step and its JavaScript; read statements.py first.
"""

import re

import numpy as np
import pytest
from conftest import assert_strict, open_page
from pages import quiet_page
from steps import module_of

from massshuffle.files import save_text
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.view.one_step import small_network, text
from massshuffle.view.one_step.page import listing, one_step_page
from massshuffle.view.one_step.statements import one_step
from massshuffle.view.one_step.sums import formatted

# Everything that the panel of a statement shows: [name, made or part or measured, the numbers as they are written]
PANEL = """() => {
  const text = (list) => [...list].map((one) => one.textContent);
  const room = document.getElementById("now"), found = [];
  for (const table of room.querySelectorAll("table[data-name]")) {
    const kind = table.classList.contains("made") ? "made" : table.classList.contains("measured") ? "measured" : "part";
    found.push([kind, table.dataset.name, text(table.querySelectorAll("tbody td"))]);
  }
  for (const head of room.querySelectorAll(".vectors thead th + th")) {
    const cells = room.querySelectorAll(`.vectors tbody tr > :nth-child(${head.cellIndex + 1})`);
    found.push([head.classList.contains("made") ? "made" : "part", head.textContent, text(cells)]);
  }
  const singles = [["part", "li[data-name]", (one) => [one.lastChild.data]],
    ["made", "p[data-name]", (one) => text(one.querySelectorAll("button"))]];
  for (const [kind, where, numbers] of singles) {
    for (const one of room.querySelectorAll(where)) found.push([kind, one.dataset.name, numbers(one)]);
  }
  return found;
}"""
GRAPH = "() => [...document.querySelectorAll('#graph [data-name]')].map(one => [one.dataset.name, one.textContent])"
LIT_NODES = """names => names.map(name => document.querySelector(`#graph [data-name="${name}"]`).parentNode
  .classList.contains("lit"))"""
ARRAYS = """() => [...document.querySelectorAll('#arrays table')].map(one => [one.dataset.name,
  [...one.querySelectorAll('tbody td')].map(cell => cell.textContent)])"""


def written(array):
    return [formatted(one) for one in np.ravel(array)]


def made_by(optimizer="adam", nodes=(2, 3, 1), activation="tanh", n_samples=4):
    network, theta, X, Y = small_network.drawn(nodes, activation, n_samples, seed=0)
    return one_step(network, theta, X, Y, OPTIMIZERS[optimizer](0.1))


@pytest.fixture(scope="module")
def watched():
    return made_by()


def page_of(watched, folder):
    return save_text([one_step_page(watched)], folder / "one-step.html")


@pytest.fixture(scope="module")
def path(watched, tmp_path_factory):
    return page_of(watched, tmp_path_factory.mktemp("one-step"))


def place_of(watched, made):
    """The number (from 1) of the first moment that made a place."""
    return next(n for n, one in enumerate(watched.statements, 1) if made in [table.place for table in one.made])


def plain(text):
    return text.replace("\u00a0", " ")


def test_its_html_is_strict_and_refers_to_nothing_outside(browser, path):
    html = path.read_text(encoding="utf-8")
    assert_strict(browser, html)
    assert not re.search(r"""(src|href)=["'](?!data:)|url\(|@import""", html)


def test_every_number_on_the_page_is_the_traces(browser, watched, path):
    """Stepping with the right arrow from the first statement to the last."""
    network = watched.network
    with quiet_page(browser, path) as tab:
        for n, moment in enumerate(watched.statements, start=1):
            tab.keyboard.press("ArrowRight")
            expected = [["part", part.name, written(part.values)] for part in moment.parts]
            expected += [["made", table.name, written(table.values)] for table in moment.made]
            slopes = [table.derivatives for table in moment.made if table.derivatives is not None]
            expected += [["measured", "measured", written(one)] for one in slopes]
            assert sorted(tab.evaluate(PANEL)) == sorted(expected)
            assert tab.inner_text("#count") == f"{n} / {len(watched.statements)}"
            assert tab.inner_text("#said") == text.sentence(moment)
            lit = tab.locator(".listing li.lit:visible")
            lines = moment.step.source.splitlines()
            assert [re.sub(r"\s+", "", one) for one in lit.locator("code").all_text_contents()] == [
                re.sub(r"\s+", "", line) for line in lines
            ]
            assert lit.first.get_attribute("data-line") == str(moment.step.first)
        arrays, graph = dict(tab.evaluate(ARRAYS)), dict(tab.evaluate(GRAPH))
    gradient, new = network.unpack(watched.gradient), network.unpack(watched.new_theta)
    for layer, ((dW, db), (W, b)) in enumerate(zip(gradient, new), start=1):
        for letter, array in (("W", W), ("b", b), ("dW", dW), ("db", db)):
            assert arrays[f"{letter}_{layer}"] == written(array)
        for index in np.ndindex(W.shape):
            where = f"_{layer}[{index[0]},{index[1]}]"
            assert (graph[f"W{where}"], graph[f"dW{where}"]) == (formatted(W[index]), formatted(dW[index]))
    assert arrays["X = A_0"] == written(watched.X)
    for letter in ("Z_1", "A_1", "Z_2", "dA_1", "dZ_1", "dZ_2"):
        assert letter in arrays
    for i in range(3):
        assert graph[f"A_1[{i},0]"] == arrays["A_1"][4 * i]
        assert graph[f"dZ_1[{i},0]"] == arrays["dZ_1"][4 * i]
    assert tuple(f"{cost:.6f}" for cost in watched.costs) == tuple(re.findall(r"0\.\d{6}", path.read_text()))[-2:]


def test_buttons_slider_keys_and_the_address(browser, watched, path):
    last = len(watched.statements)
    with quiet_page(browser, path, address="#12") as tab:

        def moment():
            assert tab.evaluate("location.hash") == f"#{tab.evaluate('state.moment')}"
            return tab.inner_text("#count")

        assert moment() == f"12 / {last}"
        tab.click("#next")
        assert moment() == f"13 / {last}"
        tab.click("#back")
        tab.keyboard.press("ArrowLeft")
        assert moment() == f"11 / {last}"
        tab.focus("#moment")
        tab.keyboard.press("ArrowRight")
        assert moment() == f"12 / {last}", "the slider's own key counts once"
        tab.keyboard.press("Home")
        assert moment() == f"0 / {last}"
        assert tab.is_disabled("#back")
        tab.keyboard.press("End")
        assert moment() == f"{last} / {last}"
        assert tab.is_disabled("#next")
        assert "The cost was" in tab.inner_text("#why")
        tab.evaluate("location.hash = '#5'")
        tab.wait_for_function("state.moment === 5")
        tab.evaluate("location.hash = '#99'")
        tab.wait_for_function(f"state.moment === {last}")


def test_the_sum_behind_a_chosen_entry(browser, watched, path):
    n = place_of(watched, ("dW", 1))
    [table] = watched.statements[n - 1].made
    with quiet_page(browser, path, address=f"#{n}") as tab:
        for index in np.ndindex(table.values.shape):
            tab.get_by_role("button", name=f"dW[{index[0]}, {index[1]}] is").click()
            said = plain(tab.inner_text("#sum"))
            entry = table.entries[index]
            assert f"= {entry.letters}\n" in said
            assert f"= {entry.figures}\n" in said
            assert f"= {formatted(table.values[index])} " in said
            assert (
                f"measured: {formatted(table.derivatives[index])}, by moving W_1[{index[0]}, {index[1]}] alone" in said
            )
            lit = tab.locator("#now table[data-name='A[0].T'] td.lit").all_inner_texts()
            assert lit == written(watched.X[index[1]])
            assert tab.locator("#arrays table[data-name='X = A_0'] td.lit").all_inner_texts() == lit
            nodes = [f"A_0[{j},0]" for j in range(2)]
            assert tab.evaluate(LIT_NODES, nodes) == [j == index[1] for j in range(2)]
        tab.goto(f"{path.as_uri()}#{place_of(watched, ('Z', 1))}")
        assert "b (3, 1) is broadcast to (3, 4)" in tab.inner_text("#sum")
        tab.select_option("#sample", "2")
        assert plain(tab.inner_text("#sum")).startswith("Z[1][0, 2]\n")
        assert dict(tab.evaluate(GRAPH))["Z_1[1,2]"] == formatted(watched.statements[n - 1].step.before["Z"][1][1, 2])


def test_predict_first(browser, watched, path):
    n = place_of(watched, ("dZ", 1))
    [table] = watched.statements[n - 1].made
    entry, value = table.entries[1, 0], table.values[1, 0]
    with quiet_page(browser, path, address=f"#{n}") as tab:
        tab.check("#predict")
        assert [numbers for kind, _, numbers in tab.evaluate(PANEL) if kind != "part"] == [["?"] * 12]
        assert tab.inner_text("#said") == text.sentence(watched.statements[n - 1], hidden=True)
        assert dict(tab.evaluate(GRAPH))["dZ_1[1,0]"] == "?"
        assert dict(tab.evaluate(ARRAYS))["dZ_1"] == ["?"] * 12
        assert formatted(value) not in tab.inner_text("main").replace(" ", "\n").split("\n")
        tab.get_by_role("button", name="dZ[1, 0] is").click()
        assert plain(tab.inner_text("#hint")) == f"dZ[1, 0] = {entry.letters}"
        for typed, said in (("", "not a number"), ("abc", "not a number")):
            tab.fill("#answer", typed)
            tab.keyboard.press("Enter")
            assert said in tab.inner_text(".verdict")
        tab.fill("#answer", "0.1")
        tab.press("#answer", "ArrowLeft")
        assert tab.evaluate("state.moment") == n, "the arrow moves within what is typed"
        tab.fill("#answer", f"{entry.rough:.3f}".replace(".", ","))
        tab.get_by_role("button", name="Check").click()
        assert tab.inner_text(".verdict.right") == f"✓ Right: dZ[1, 0] is {formatted(value)}."
        assert f"= {entry.figures}\n" in plain(tab.inner_text("#sum"))
        assert dict(tab.evaluate(ARRAYS))["dZ_1"] == written(table.values)

        tab.locator("body").press("ArrowRight")
        [dW] = watched.statements[n].made
        off = dW.values[0, 0] + 2 * dW.entries[0, 0].tolerance
        tab.fill("#answer", f"{off}")
        tab.keyboard.press("Enter")
        assert tab.inner_text(".verdict.wrong") == f"✗ Not {off}: dW[0, 0] is {formatted(dW.values[0, 0])}."
        assert f"= {dW.entries[0, 0].figures}\n" in plain(tab.inner_text("#sum"))
        tab.uncheck("#predict")
        assert tab.locator("#asking").count() == 0
        tab.check("#predict")
        assert tab.locator("#asking").count() == 1, "a new start"


def test_on_a_phone_by_touch(browser, tmp_path):
    """The largest network there may be: nothing sticks out at 390 px, at any moment."""
    most = small_network.MOST
    nodes = (*[most["nodes"]] * (most["numbers"] - 1), 1)
    largest = made_by("momentum", nodes, "relu", most["samples"])
    path = page_of(largest, tmp_path)
    assert path.stat().st_size < 1_000_000
    with quiet_page(browser, path, width=390, has_touch=True, is_mobile=True) as tab:
        for n in (1, 2, 1):
            tab.tap("#next" if n > tab.evaluate("state.moment") else "#back")
            assert tab.inner_text("#count") == f"{n} / {len(largest.statements)}"
        widths = "data.statements.map((_, n) => { go(n + 1); return document.documentElement.scrollWidth; })"
        assert tab.evaluate(widths) == [390] * len(largest.statements)
        tab.tap("label:has(#predict)")
        tab.goto(f"{path.as_uri()}#{place_of(largest, ('dA', 2))}")
        tab.locator("#now table.made button").nth(9).tap()
        assert plain(tab.inner_text("#hint")).startswith("dA[1, 1] = ")
        sizes = tab.evaluate("[...document.querySelectorAll('.bar button, .bar select')].map(b => b.offsetHeight)")
        assert min(sizes) >= 44


def test_a_mistake_is_said_on_the_page(browser, watched, tmp_path):
    """A slope that is not the measured one is marked, in the table and at the chosen entry."""
    n = place_of(watched, ("dA", 1))
    [table] = watched.statements[n - 1].made
    original = table.derivatives.copy()
    table.derivatives[0, 0] += 1e-3
    try:
        path = page_of(watched, tmp_path)
    finally:
        table.derivatives[:] = original
    with open_page(browser, path, address=f"#{n}") as (tab, _, _):
        assert tab.inner_text("#now tfoot .wrong") == "✗ largest difference 1.0e-3"
        assert "WRONG" in tab.inner_text("#said")


def test_a_listing_is_the_source_and_sets_apart_what_is_said(tmp_path):
    text = 'def f(x):\n    """One < two.\n\n    # three\n    """\n    y = "# four"  # five\n    # six\n    return y\n'
    html = listing(module_of(tmp_path, text).f, "it")
    rows = re.findall(r'<li data-line="(\d)" style="--indent: (\d)"><b>\1</b><code>(.*?)<i>(.*?)</i></code></li>', html)
    assert rows == [
        ("1", "0", "def f(x):", ""),
        ("2", "4", "", "&quot;&quot;&quot;One &lt; two."),
        ("3", "0", "", ""),
        ("4", "4", "", "# three"),
        ("5", "4", "", "&quot;&quot;&quot;"),
        ("6", "4", "y = &quot;# four&quot;  ", "# five"),
        ("7", "4", "", "# six"),
        ("8", "4", "return y", ""),
    ]
