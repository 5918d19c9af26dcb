"""The page of one step in a real browser: every number is the trace's, and what can be touched works.

Tests page.py and text.py of massshuffle/view/one_step and its JavaScript; read statements.py first.
"""

import re

import numpy as np
import pytest
from conftest import assert_strict, open_page, wait_until
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
# What stands around the numbers at every moment: head, other names, listing, and of each table [caption, heads].
WORDS = """() => oneStep.data.statements.map((_, n) => {
  oneStep.go(n + 1);
  const text = (where, room = document) => [...room.querySelectorAll(where)].map((one) => one.textContent);
  const tables = [...document.querySelectorAll("#now table:not(.vectors)")];
  return { head: text("#now h2"), names: text("#now .named"), listing: text(".listing:not([hidden]) figcaption")[0],
    arrays: text("#arrays caption strong"), W: text("#arrays [data-name=W_1] tbody td"),
    slider: byId("moment").getAttribute("aria-valuetext"), endings: text(".ending").length,
    tables: tables.map((one) => [one.caption.textContent, text("thead th", one), text("tbody th", one)]) };
})"""
# The graph as it is drawn: heads; nodes, labels of edges and edges, each with where it stands.
DRAWN = """() => {
  const all = (what) => [...document.querySelectorAll(`#graph ${what}`)], kinds = (one) => [...one.classList].slice(1);
  const numbers = (one) => one.getAttribute("transform").match(/[\\d.]+/g).map(Number);
  const at = (one) => [one.querySelector("title").textContent, numbers(one)];
  return { heads: all(".head").map(one => one.textContent), labels: all(".weight").map(at),
    nodes: all(".node").map(one => [...at(one), one.querySelector(".bias")?.textContent, kinds(one)]),
    edges: all(".edge").map(one => [kinds(one), ...["stroke-width", "x1", "y1", "x2", "y2"].map(
      name => Number(one.getAttribute(name)))]), biases: all(".bias.lit").map(one => at(one.parentNode)[0]) };
}"""
# Of each [selector, property, variable] the colour of the element and that of the variable.
COLORS = """rows => rows.map(([where, property, name]) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--${name})`;
  return [getComputedStyle(document.querySelector(where))[property], getComputedStyle(probe).color];
})"""
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
            assert f", line {moment.step.first}: " in tab.inner_text("#said")
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


def test_every_moment_names_what_it_shows(browser, watched, path):
    """Its statement, where it stands, the shape and place of each array, and the arrays that there are by now."""
    files = {"step": "Adam.step massshuffle/optimizers.py"}
    files["binary_cross_entropy_gradient"] = "binary_cross_entropy_gradient massshuffle/cost.py"
    known, last = {"X = A_0", "Y", "W_1", "b_1", "W_2", "b_2"}, len(watched.statements)
    with quiet_page(browser, path) as tab:
        assert f"The cost is {watched.costs[0]:.6f}." in tab.inner_text("#said")
        assert tab.inner_text(".listing:visible strong") == "forward"
        options = [f"{n}, label {watched.Y[0, n]:g}" for n in range(4)]
        assert tab.locator("#sample option").all_inner_texts() == options
        moments = tab.evaluate(WORDS)
    for n, (moment, found) in enumerate(zip(watched.statements, moments, strict=True), start=1):
        step, expected = moment.step, []
        assert found["listing"].startswith(files.get(step.function, f"{step.function} massshuffle/backpropagation.py"))
        assert (found["head"], found["names"]) == ([step.source], [", ".join(text.named(moment))][: len(step.named)])
        for table in (*moment.parts, *moment.made):
            heads = [[str(i) for i in range(size)] for size in table.values.shape[::-1]]
            place = "{}_{}".format(*table.place) if table.place else table.name
            elsewhere = f", {place}{' transposed' * table.name.endswith('.T')}" if place != table.name else ""
            if heads[1:]:
                expected.append([f"{table.name} {table.values.shape}{elsewhere}", *heads])
            if table.derivatives is not None:
                expected.append([f"measured derivatives of {place[1:]}", *heads])
        assert found["tables"] == expected
        known |= {"{}_{}".format(*table.place) for table in moment.made if table.place}
        assert set(found["arrays"]) == known, "no array before its time"
        assert found["W"] == written((watched.new_theta if n == last else watched.theta)[:6])
        assert (found["slider"], found["endings"]) == (f"statement {n} of {last}", n == last)


def test_the_graph_is_the_network(browser, watched, path):
    """Layers from left to right, nodes from top to bottom; each weight and its edge lie between those that it joins."""
    new, gradient = map(watched.network.unpack, (watched.new_theta, watched.gradient))
    inside = {}  # the ends of each weight's edge
    with quiet_page(browser, path) as tab:
        assert tab.evaluate(DRAWN)["heads"] == ["X = A_0", "layer 1", "layer 2"]
        tab.evaluate("n => oneStep.go(n)", place_of(watched, ("dZ", 2)))
        assert tab.evaluate(DRAWN)["heads"] == ["X = A_0", "A_1", "Z_2", "dZ_2"]
        tab.evaluate("oneStep.go(99)")
        tab.select_option("#sample", "3")
        drawn = tab.evaluate(DRAWN)
        assert tab.get_attribute("#graph svg", "aria-label").endswith(" sample 3")
        names, places, biases, _ = zip(*drawn["nodes"])
        layers = [places[:2], places[2:5], places[5:]]
        assert list(places) == sorted(places), "x first, then y"
        assert [len({x for x, _ in layer}) for layer in layers] == [1, 1, 1]
        assert names == tuple(f"{name}, 3]" for name in ("A_0[0", "A_0[1", "A_1[0", "A_1[1", "A_1[2", "Z_2[0"))
        pairs = zip(*([formatted(number) for _, b in blocks for number in b.flat] for blocks in (new, gradient)))
        assert biases == (None, None, *(f"b {b}  {db}" for b, db in pairs))
        largest = max(np.abs(W).max() for W, _ in new)
        edges = {tuple(ends): (width, kinds) for kinds, width, *ends in drawn["edges"]}
        for layer, (W, _) in enumerate(new, start=1):
            for (i, j), w in np.ndenumerate(W):
                inside[f"W_{layer}[{i}, {j}]"] = ends = (*layers[layer - 1][j], *layers[layer][i])
                width, kinds = edges.pop(ends)
                assert width == pytest.approx(1 + 3 * abs(w) / largest, abs=0.006)
                assert ("negative" in kinds) == (w < 0)
        assert not edges
        for name, (x, y) in drawn["labels"]:
            x1, y1, x2, y2 = inside[name]
            assert y == pytest.approx(y1 + (x - x1) / (x2 - x1) * (y2 - y1), abs=0.2)
        taking_part = {  # in Z[1][0, 3]: two weights and a bias; in dW[1, 1]: its own place
            "Z": ("lit", [0, 1], [["lit"]] * 3 + [[]] * 3, ["Z_1[0, 3]"]),
            "dW": ("derivative", [3], [[], ["lit"], [], ["derivative"], [], []], []),
        }
        for letter, (kind, lines, rings, biases) in taking_part.items():
            tab.evaluate("n => oneStep.go(n, [0, 3])", place_of(watched, (letter, 1)))
            drawn = tab.evaluate(DRAWN)
            assert [n for n, (kinds, *_) in enumerate(drawn["edges"]) if kind in kinds] == lines
            assert ([kinds for *_, kinds in drawn["nodes"]], drawn["biases"]) == (rings, biases)
        tab.set_viewport_size({"width": 700, "height": 800})
        wait_until(tab, "byId('graph').firstChild.width.baseVal.value === byId('graph').clientWidth")


def test_colours_mean_what_the_key_says(browser, watched, path):
    """Derivatives orange, a ring and a coloured line for what takes part, dashes below 0."""
    lit = [[where, "backgroundColor", "lit"] for where in (".listing li.lit", "#now td.lit", "#arrays td.lit")]
    orange = [["#now caption.derivative", "color"], ["#graph .node .derivative", "fill"], ["#sum", "borderLeftColor"]]
    orange += [[".node.derivative circle", "stroke"], [".edge.derivative", "stroke"], [".key span", "color"]]
    by_letter = {
        "dW": [*([*one, "orange"] for one in orange), ["#sum dd.right", "color", "right"]],
        "db": [["#graph .bias .derivative", "fill", "orange"]],
        "Z": [
            ["#sum", "borderLeftColor", "blue"],
            [".edge.lit", "stroke", "blue"],
            [".node.lit circle", "stroke", "blue"],
        ],
    }
    with quiet_page(browser, path) as tab:
        for letter, rows in by_letter.items():
            tab.evaluate("n => oneStep.go(n)", place_of(watched, (letter, 1)))
            for row, (found, expected) in zip(lit + rows, tab.evaluate(COLORS, lit + rows)):
                assert found == expected, (letter, row)
        assert tab.locator(".edge.negative").first.evaluate("one => getComputedStyle(one).strokeDasharray") != "none"
        assert "dashed: a negative one" in tab.inner_text(".key")


def test_buttons_slider_keys_and_the_address(browser, watched, path):
    last = len(watched.statements)
    with quiet_page(browser, path, address="#12") as tab:

        def moment():
            assert tab.evaluate("location.hash") == f"#{tab.evaluate('oneStep.state.moment')}"
            return tab.inner_text("#count")

        assert moment() == f"12 / {last}"
        tab.get_by_role("button", name="One statement on").click()
        assert moment() == f"13 / {last}"
        tab.get_by_role("button", name="One statement back").click()
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
            wait_until(tab, f"oneStep.state.moment === {expected}")


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
        assert tab.evaluate("oneStep.state.entry") == 1, "of the same sample"
        assert tab.inner_text("#aloud") == ""
        tab.goto(f"{path.as_uri()}#{n}&sample=4&entry=0.12&parameter=13")
        wait_until(tab, f"oneStep.state.moment === {n}")
        chosen = tab.evaluate("oneStep.state")
        assert chosen["entry"] == chosen["sample"] != 4, "what is not there is not chosen"
        assert chosen["parameter"] != 13
        tab.goto(f"{path.as_uri()}#{n}&sample=2&parameter=3")
        wait_until(tab, "oneStep.state.parameter === 3")
        tab.goto(f"{path.as_uri()}#{n + 1}")
        wait_until(tab, f"oneStep.state.moment === {n + 1}")
        assert tab.evaluate("[oneStep.state.sample, oneStep.state.parameter]") == [0, None], "as in a new tab"


def test_a_weight_moved_alone(browser, watched, path):
    """Pressed, each parameter shows the change of the cost beside what its derivative promised."""
    network, cost = watched.network, watched.costs[0]
    with quiet_page(browser, path) as tab:
        for j, name in enumerate(network.parameter_names):
            tab.locator(f"[data-parameter='{j}']").click()
            assert tab.evaluate("document.activeElement.dataset.parameter") == str(j), "the focus stays"
            assert tab.inner_text("#nudged caption") == f"{name}, derivative {formatted(watched.gradient[j])}"
            heads = tab.locator("#nudged thead th").all_inner_texts()
            assert heads == ["moved by", "cost", "change", "promised", "difference"]
            rows = tab.locator("#nudged tbody tr")
            for row, by in enumerate((-0.1, -0.01, 0.01, 0.1)):
                theta = watched.theta.copy()
                theta[j] += by
                change, promised = network.cost(theta, watched.X, watched.Y) - cost, watched.gradient[j] * by
                texts = rows.nth(row).locator("th, td").all_inner_texts()
                assert texts[0] == f"{by:+g}"
                expected = [cost + change, change, promised]
                np.testing.assert_allclose([float(text) for text in texts[1:4]], expected, atol=5.1e-7)
                np.testing.assert_allclose(float(texts[4]), abs(change - promised), rtol=0.06, atol=1e-9)
        aloud = tab.inner_text("#aloud")
        assert aloud.startswith(f"{name}. Moved by -0.1, the cost changes by ")
        assert aloud.endswith(f". Moved by +0.1, the cost changes by {texts[2]}, promised {texts[3]}.")


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
            assert float(re.search(r" in full (\S+)\n", said)[1]) == table.values[index]
            assert tab.locator("#now .measured td.lit").all_inner_texts() == [formatted(table.derivatives[index])]
            assert tab.inner_text("#now tfoot .right").startswith("✓ ")
            assert tab.evaluate("document.activeElement.dataset.entry") == str(2 * index[0] + index[1])
            lit = tab.locator("#now table[data-name='A[0].T'] td.lit").all_inner_texts()
            assert lit == written(watched.X[index[1]])
            assert tab.locator("#arrays table[data-name='X = A_0'] td.lit").all_inner_texts() == lit
            nodes = [f"A_0[{j},0]" for j in range(2)]
            assert tab.evaluate(LIT_NODES, nodes) == [j == index[1] for j in range(2)]
        tab.evaluate("oneStep.go(99, [0, 4])")
        assert tab.inner_text("#sum .note") == "this entry belongs to W_1[2, 0]"
        *_, last = watched.statements
        parts = {name for name, _ in last.made[0].entries[4,].cells}
        assert parts == set(tab.locator("#now li.lit code").all_inner_texts()) | {"m", "theta", "v"}
        lit = "[...document.querySelectorAll('#now .vectors td.lit:not(.made)')].map(cell => cell.parentNode.rowIndex)"
        assert tab.evaluate(lit) == [5] * 3, "below the head"
        tab.evaluate("oneStep.go(1)")
        assert tab.inner_text("#sum").endswith("= 2"), "in full already"
        tab.goto(f"{path.as_uri()}#{place_of(watched, ('Z', 1))}&entry=0.4")
        assert "b (3, 1) is broadcast to (3, 4)" in tab.inner_text("#sum")
        for sample in (0, 1, 2):
            tab.select_option("#sample", str(sample))
            assert tab.text_content("#graph .target") == f"label {watched.Y[0, sample]:g}"
        assert plain(tab.inner_text("#sum")).startswith("Z[1][1, 2]\n"), "of the same node"
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
        tab.fill("#answer", f"{value + 0.9 * entry.tolerance}".replace(".", ","))
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
        value, room = dW.values[0, 0], 2 * dW.entries[0, 0].tolerance
        for off, verdict in ((value - room, ". Try once more."), (value + room, f": dW[0, 0] is {formatted(value)}.")):
            tab.fill("#answer", f"{off}")
            tab.keyboard.press("Enter")
            assert tab.inner_text(".verdict.wrong").startswith(f"✗ Not {off}{verdict}")
        assert f"= {dW.entries[0, 0].figures}\n" in plain(tab.inner_text("#sum"))
        tab.uncheck("#predict")
        assert tab.locator("#asking").count() == 0
        tab.check("#predict")
        assert tab.locator("#asking").count() == 1, "a new start"


def test_a_prediction_is_of_one_entry_and_what_was_told_stays_told(browser, watched, path):
    n = place_of(watched, ("dZ", 1))
    value = watched.statements[n - 1].made[0].values[1, 1]
    assert value < 0
    with quiet_page(browser, path, address=f"#{n}&predict=1") as tab:
        signs = tab.locator("#asking button")
        for choose, *where in ((tab.click, "[data-entry='6']"), (tab.select_option, "#sample", "1")):
            signs.nth(1).click()
            assert "0. Which number" in tab.inner_text("#aloud")
            choose(*where)
            assert signs.all_inner_texts() == ["below 0", "exactly 0", "above 0"], "asked anew"
        signs.nth(0).click()
        tab.fill("#answer", formatted(value).replace("-", "\u2212"))
        tab.keyboard.press("Enter")
        assert tab.inner_text(".verdict.right") == f"✓ Right: dZ[1, 1] is {formatted(value)}."
        tab.click("#next")
        assert (signs.count(), tab.inner_text("#aloud")) == (3, "")
        tab.get_by_role("button", name="dW[1, 0] is").click()
        assert tab.inner_text("#aloud") == "", "it would give the number away"
        tab.click("#back")
        assert tab.locator("#sum").count() == 1
        tab.click("[data-entry='6']")
        assert tab.inner_text("#aloud") != ""
        tab.select_option("#sample", "1")
        assert tab.inner_text("#aloud") == "", "it was of another sample"
        tab.click("[data-entry='6']")
        tab.uncheck("#predict")
        tab.check("#predict")
        assert tab.inner_text("#aloud") == "", "it is asked for anew"
        tab.evaluate("oneStep.go(1)")
        assert signs.all_inner_texts() == ["Check"], "a count has no sign to ask for"


@pytest.mark.parametrize(
    "state",
    ["", "#12", "#19&entry=0.3&parameter=4", "#19&entry=0.3&predict=1", "#99"],
    ids=lambda state: state or "start",
)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
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
        wait_until(tab, "document.querySelectorAll('#graph .weight.lit').length > 0")
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
        seen = """oneStep.data.statements.map((_, n) => {
          oneStep.go(n + 1);
          const line = document.querySelector(".listing:not([hidden]) li.lit");
          const [inner, outer] = [line, line.parentElement].map((one) => one.getBoundingClientRect());
          return [document.documentElement.scrollWidth, outer.top <= inner.top && inner.bottom <= outer.bottom];
        })"""
        assert tab.evaluate(seen) == [[390, True]] * len(largest.statements), "the line that runs is seen"
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
        assert tab.get_attribute(".listing:visible .fold", "aria-expanded") == "true"


def test_a_window_of_320_pixels_does_not_scroll_sideways(browser, watched, path):
    with quiet_page(browser, path, 320, address=f"#{place_of(watched, ('dZ', 1))}&predict=1&parameter=3") as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") == 320


def test_on_paper_every_docstring_is_unfolded(browser, path):
    with quiet_page(browser, path, 320, address="#12") as tab:  # where it is folded
        shown = tab.locator(".listing:visible .docstring")
        assert shown.count() > 0
        assert not any(line.is_visible() for line in shown.all())
        tab.emulate_media(media="print")
        assert all(line.is_visible() for line in shown.all())


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
        tab.click("#now [aria-pressed=true]")
        computed, measured = formatted(table.values[0, 0]), formatted(original[0, 0] + 1e-3)
        assert tab.inner_text("#sum dd.wrong").startswith(f"measured: {measured}, ")
        assert tab.inner_text("#aloud").endswith(f" = {computed}. Measured: {measured}.")


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
