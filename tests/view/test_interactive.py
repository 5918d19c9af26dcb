"""Interactive pages: their scripts read what Python wrote, and no other script runs.

Tests massshuffle/view/interactive.py; read massshuffle/view/page.py first.
"""

import numpy as np
import pytest
from conftest import open_page
from pages import quiet_page

from massshuffle.checks import BadInput
from massshuffle.view import interactive, page

NASTY = "</script><script>alert('\"&')</script><!--"
VALUES = {
    "text": NASTY,
    "list": [1, None, True, {"deep": np.arange(6, dtype=float).reshape(2, 3) / 7}],
    "small": np.float32([0.1, -0.0]),
    "bytes": np.arange(256, dtype=np.uint8),
    "counts": np.array([-3, 2**31 - 1]),
    "flags": np.array([True, False]),
    "none": np.zeros((0, 3)),
    "not whole": np.arange(4.0)[::2],
}
SCRIPT = """
const values = read("data");
const next = document.getElementById("next");
next.addEventListener("click", () => document.body.append(make("p", { id: "made" }, "a < b")));
"""


@pytest.fixture
def shown(tmp_path):
    """A page with every piece there is."""
    (tmp_path / "it.js").write_text(SCRIPT)
    (tmp_path / "it.css").write_text("p { color: red }")
    pieces = [
        interactive.button("next", NASTY, NASTY),
        interactive.slider("moment", NASTY, 7),
        interactive.choice("which", NASTY, {NASTY: NASTY, "b": "c"}),
        interactive.switch("hidden", NASTY),
    ]
    html = page.page(
        NASTY, interactive.controls(*pieces, label=NASTY), interactive.data(VALUES), scripts=[tmp_path / "it"]
    )
    (tmp_path / "it.html").write_text(html, encoding="utf-8")
    return tmp_path / "it.html"


def test_the_script_reads_what_python_wrote(browser, shown):
    with quiet_page(browser, shown) as tab:
        assert tab.evaluate("values.text") == NASTY
        assert tab.evaluate("[...values.list[3].deep]") == (np.arange(6) / 7).tolist(), "to the last bit"
        assert tab.evaluate("values.list[3].deep.shape") == [2, 3]
        assert tab.evaluate("[...values.small]") == np.float32([0.1, -0.0]).tolist()
        assert tab.evaluate("Object.is(values.small[1], -0)")
        assert tab.evaluate("[...values.bytes]") == list(range(256))
        assert tab.evaluate("[...values.counts]") == [-3, 2**31 - 1]
        assert tab.evaluate("[...values.flags]") == [1, 0]
        assert tab.evaluate("[values.none.length, values.none.shape]") == [0, [0, 3]]
        assert tab.evaluate("[...values['not whole']]") == [0, 2]
        places = "values.list[3].deep, (_, flat) => flatOf(indexOf(flat, [2, 3]), [2, 3])"
        assert tab.evaluate(f"Array.from({places})") == list(range(6))
        assert tab.evaluate("indexOf(5, [2, 3])") == [1, 2]
        tab.click("#next")
        assert tab.inner_text("#made") == "a < b"
        assert tab.evaluate("getComputedStyle(document.getElementById('made')).color") == "rgb(255, 0, 0)"


def test_a_script_that_is_not_the_pages_own_does_not_run(browser, shown):
    html = shown.read_text(encoding="utf-8")
    shown.write_text(html.replace("</main>", "</main><script>document.title = 'taken'</script>"), encoding="utf-8")
    with open_page(browser, shown) as (tab, troubles, _):
        assert tab.title() == NASTY
    assert "Content Security Policy" in troubles[0]


def test_what_a_page_cannot_hold_is_refused(tmp_path):
    with pytest.raises(ValueError, match="complex128"):
        interactive.data(np.array([1j]))
    with pytest.raises(ValueError, match="int64"):
        interactive.data(np.array([2**40]))
    (tmp_path / "it.js").write_text("'</SCRIPT>'")
    with pytest.raises(BadInput, match=r"it\.js"):
        interactive.scripts([tmp_path / "it.js"])
