"""The page of one step in a real browser: every number is the trace's, and what can be touched works.

Tests page.py and text.py of massshuffle/view/one_step and its JavaScript; read statements.py first.
"""

import re

import numpy as np
import pytest
from conftest import assert_strict, open_page
from pages import axe_finds, quiet_page
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
  for (const head of room.querySelectorAll(".vectors thead th")) {
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
        assert tab.locator("#now .vectors tbody th").all_inner_texts() == list(network.parameter_names)
        arrays, graph = dict(tab.evaluate(ARRAYS)), dict(tab.evaluate(GRAPH))
        tables = tab.locator("#arrays table:has(caption.derivative)").all()
        colored = {table.get_attribute("data-name") for table in tables}
        assert colored == {name for name in arrays if name[0] == "d"}
        n_negative = sum((W < 0).sum() for W, _ in network.unpack(watched.new_theta))
        assert tab.locator("#graph .edge.negative").count() == n_negative != network.n_parameters - n_negative
        widths = [float(edge.get_attribute("stroke-width")) for edge in tab.locator("#graph .edge").all()]
        sizes = np.abs(np.concatenate([W.ravel() for W, _ in network.unpack(watched.new_theta)]))
        assert sorted(widths) == pytest.approx(np.sort(1 + 3 * sizes / sizes.max()), abs=0.006)
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


def test_buttons_slider_keys_and_the_address(browser, watched, path):
    last = len(watched.statements)
    with quiet_page(browser, path, address="#12") as tab:

        def moment():
            assert tab.evaluate("location.hash") == f"#{tab.evaluate('oneStep.state.moment')}"
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
        for key, button, place in (("Home", "#back", 0), ("End", "#next", last)):
            tab.focus("#moment")
            tab.keyboard.press(key)
            tab.focus(button)
            tab.keyboard.press("Enter")
            assert moment() == f"{place} / {last}"
            assert tab.get_attribute(button, "aria-disabled") == "true"
            assert tab.evaluate("document.activeElement.id") == button[1:], "a button that does nothing keeps the focus"
        ending = tab.inner_text("#why .ending")
        assert re.findall(r"\d\.\d{6}", ending) == [f"{cost:.6f}" for cost in watched.costs]
        assert f"{formatted(watched.costs_per_sample[0, 3])} → {formatted(watched.costs_per_sample[1, 3])}." in ending
        tab.focus("#sample")
        tab.keyboard.press("ArrowLeft")
        assert moment() == f"{last - 1} / {last}", "a choice does not keep the arrows"
        for address, expected in (("#5", 5), ("#99", last), ("#%", 0)):
            tab.evaluate(f"location.hash = '{address}'")
            tab.wait_for_function(f"oneStep.state.moment === {expected}")


def test_the_address_keeps_what_was_chosen(browser, watched, path):
    n = place_of(watched, ("Z", 1))
    with quiet_page(browser, path, address=f"#{n}&sample=2&entry=0.6&parameter=8&predict=1") as tab:
        assert tab.is_checked("#predict")
        assert tab.input_value("#sample") == "2"
        assert plain(tab.inner_text("#hint")).startswith("Z[1][1, 2] = ")
        assert tab.inner_text("#nudged caption").startswith("b_1[2, 0], ")
        tab.uncheck("#predict")
        tab.get_by_role("button", name="Z[1][0, 3] is").click()
        assert tab.evaluate("location.hash") == f"#{n}&sample=3&entry=0.3&parameter=8"
        tab.select_option("#sample", "1")
        assert tab.evaluate("location.hash") == f"#{n}&sample=1&entry=0.1&parameter=8"
        tab.evaluate("void (history.replaceState = () => { throw new Error('too often') })")
        tab.click("#next")
        assert tab.evaluate("oneStep.state.moment") == n + 1, (
            "a browser that refuses new addresses does not stop the page"
        )


def test_a_weight_moved_alone(browser, watched, path):
    """Pressed, each parameter shows the change of the cost beside what its derivative promised."""
    network, cost = watched.network, watched.costs[0]
    with quiet_page(browser, path) as tab:
        for j, name in enumerate(network.parameter_names):
            tab.locator(f"[data-parameter='{j}']").click()
            assert tab.evaluate("document.activeElement.dataset.parameter") == str(j), "the focus stays"
            assert tab.inner_text("#nudged caption") == f"{name}, derivative {formatted(watched.gradient[j])}"
            rows = tab.locator("#nudged tbody tr")
            for row, by in enumerate((-0.1, -0.01, 0.01, 0.1)):
                theta = watched.theta.copy()
                theta[j] += by
                change, promised = network.cost(theta, watched.X, watched.Y) - cost, watched.gradient[j] * by
                texts = rows.nth(row).locator("th, td").all_inner_texts()
                assert texts[0] == f"{by:+g}"
                np.testing.assert_allclose([float(text) for text in texts[2:4]], [change, promised], atol=5.1e-7)
                np.testing.assert_allclose(float(texts[4]), abs(change - promised), rtol=0.06, atol=1e-9)
        assert tab.inner_text("#aloud").startswith(f"{name}. Moved by -0.1, the cost changes by ")


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
        for sample in (0, 1, 2):
            tab.select_option("#sample", str(sample))
            assert tab.text_content("#graph .target") == f"label {watched.Y[0, sample]:g}"
        assert plain(tab.inner_text("#sum")).startswith("Z[1][0, 2]\n")
        assert dict(tab.evaluate(GRAPH))["Z_1[1,2]"] == formatted(watched.statements[n - 1].step.before["Z"][1][1, 2])


def test_predict_first(browser, watched, path):
    """The sign, then the number; after a second wrong number it is told."""
    n = place_of(watched, ("dZ", 1))
    [table] = watched.statements[n - 1].made
    entry, value = table.entries[1, 0], table.values[1, 0]
    assert value > 0
    with quiet_page(browser, path, address=f"#{n}") as tab:
        tab.check("#predict")
        assert [numbers for kind, _, numbers in tab.evaluate(PANEL) if kind != "part"] == [["?"] * 12]
        assert tab.inner_text("#said") == text.sentence(watched.statements[n - 1], hidden=True)
        assert dict(tab.evaluate(GRAPH))["dZ_1[1,0]"] == "?"
        assert dict(tab.evaluate(ARRAYS))["dZ_1"] == ["?"] * 12
        assert formatted(value) not in tab.inner_text("main").replace(" ", "\n").split("\n")
        tab.get_by_role("button", name="dZ[1, 0] is").click()
        assert plain(tab.inner_text("#hint")) == f"dZ[1, 0] = {entry.letters}"
        tab.get_by_role("button", name="below 0").click()
        assert tab.inner_text(".verdict.wrong") == "✗ dZ[1, 0] is above 0. Which number is it?"
        for typed, said in (("", "not a number"), ("abc", "not a number"), ("0.9", "Not 0.9. Try once more")):
            tab.fill("#answer", typed)
            tab.keyboard.press("Enter")
            assert said in tab.inner_text(".verdict")
            assert tab.evaluate("document.activeElement.id") == "answer"
        tab.press("#answer", "ArrowLeft")
        assert tab.evaluate("oneStep.state.moment") == n, "the arrow moves within what is typed"
        tab.fill("#answer", f"{entry.rough:.3f}".replace(".", ","))
        tab.get_by_role("button", name="Check").click()
        assert tab.inner_text(".verdict.right") == f"✓ Right: dZ[1, 0] is {formatted(value)}."
        assert tab.evaluate("document.activeElement.id") == "sum"
        assert f"= {entry.figures} = {formatted(value)}." in tab.inner_text("#aloud")
        assert f"= {entry.figures}\n" in plain(tab.inner_text("#sum"))
        assert dict(tab.evaluate(ARRAYS))["dZ_1"] == written(table.values)

        tab.focus("#predict")
        tab.keyboard.press("ArrowRight")
        [dW] = watched.statements[n].made
        tab.get_by_role("button", name="below 0" if dW.values[0, 0] < 0 else "above 0").click()
        assert tab.inner_text(".verdict.right").startswith("✓ Right, dW[0, 0] is ")
        off = dW.values[0, 0] + 2 * dW.entries[0, 0].tolerance
        for verdict in (f"✗ Not {off}. Try once more.", f"✗ Not {off}: dW[0, 0] is {formatted(dW.values[0, 0])}."):
            tab.fill("#answer", f"{off}")
            tab.keyboard.press("Enter")
            assert tab.inner_text(".verdict.wrong").startswith(verdict)
        assert f"= {dW.entries[0, 0].figures}\n" in plain(tab.inner_text("#sum"))
        tab.uncheck("#predict")
        assert tab.locator("#asking").count() == 0
        tab.check("#predict")
        assert tab.locator("#asking").count() == 1, "a new start"


@pytest.mark.parametrize(
    "state",
    ["", "#12", "#19&entry=0.3&parameter=4", "#19&entry=0.3&predict=1", "#99"],
    ids=lambda state: state or "start",
)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing(browser, path, width, scheme, state):
    with open_page(browser, path, width, state, color_scheme=scheme, bypass_csp=True) as (tab, _, _):
        assert axe_finds(tab) == []


OVERLAPS = """() => {
  const boxes = (what) => [...document.querySelectorAll(what)].map((one) => [one, one.getBoundingClientRect()]);
  const meet = ([, a], [, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  const labels = boxes("#graph .weight"), circles = boxes("#graph circle");
  const found = [];
  labels.forEach((label, n) => {
    for (const other of [...labels.slice(n + 1), ...circles]) {
      if (meet(label, other)) found.push(label[0].textContent + " on " + other[0].textContent);
    }
  });
  const tooWide = boxes("#graph .node").filter(([node]) => [...node.querySelectorAll("text:not(.bias)")]
    .some((text) => text.getBBox().width > 2 * node.querySelector("circle").r.baseVal.value));
  return [...found, ...tooWide.map(([node]) => node.textContent)];
}"""


@pytest.mark.parametrize("nodes", [(3, 4, 2, 1), (6, 6, 6, 1)])
def test_no_number_of_the_graph_covers_another(browser, tmp_path, nodes):
    """One without room is left out; of the chosen entry's, each is there."""
    watched = made_by(nodes=nodes)
    with quiet_page(browser, page_of(watched, tmp_path), address=f"#{place_of(watched, ('dA', 2)) - 3}") as tab:
        assert tab.evaluate(OVERLAPS) == []
        tab.goto(f"{tab.url.partition('#')[0]}#{place_of(watched, ('Z', 1))}")
        tab.wait_for_function("document.querySelectorAll('#graph .weight.lit').length > 0")
        assert tab.locator("#graph .weight.lit").count() == nodes[0]


def test_on_a_phone_by_touch(browser, tmp_path):
    """The largest network there may be: nothing sticks out at 390 px, at any moment."""
    most = small_network.MOST
    nodes = (*[most["nodes"]] * (most["numbers"] - 1), 1)
    largest = made_by("momentum", nodes, "relu", most["samples"])
    path = page_of(largest, tmp_path)
    assert path.stat().st_size < 1_000_000
    with quiet_page(browser, path, width=390, has_touch=True, is_mobile=True) as tab:
        for n in (1, 2, 1):
            tab.tap("#next" if n > tab.evaluate("oneStep.state.moment") else "#back")
            assert tab.inner_text("#count") == f"{n} / {len(largest.statements)}"
        widths = """oneStep.data.statements.map((_, n) => {
          oneStep.go(n + 1);
          return document.documentElement.scrollWidth;
        })"""
        assert tab.evaluate(widths) == [390] * len(largest.statements)
        tab.tap("label:has(#predict)")
        tab.goto(f"{path.as_uri()}#{place_of(largest, ('dA', 2))}&predict=1")
        tab.locator("#now table.made button").nth(9).tap()
        assert plain(tab.inner_text("#hint")).startswith("dA[1, 1] = ")
        sizes = tab.evaluate("[...document.querySelectorAll('.bar button')].map(b => b.offsetHeight)")
        assert min(sizes) >= 44
        tops = "[...document.querySelectorAll('.bar .controls > *')].map(b => b.offsetTop + b.offsetHeight / 2)"
        assert np.ptp(tab.evaluate(tops)) < 2, "the bar is one row"
        assert tab.evaluate("byId('why').offsetTop - byId('said').offsetTop - byId('said').offsetHeight") < 40
        assert tab.locator(".listing:visible .docstring:visible").count() == 0
        tab.tap(".listing:visible .fold")
        assert tab.locator(".listing:visible .docstring:visible").count() > 0


def test_a_window_of_320_pixels_does_not_scroll_sideways(browser, watched, path):
    with quiet_page(browser, path, 320, address=f"#{place_of(watched, ('dZ', 1))}&predict=1&parameter=3") as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") == 320


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
    assert re.findall(r'data-line="(\d)" class="docstring"', html) == ["3", "4", "5"], "a phone shows the first alone"
    html = html.replace(' class="docstring"', "")
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
