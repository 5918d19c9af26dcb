"""A photograph shows a page at the address that was asked for, and a film one address after another.

Tests massshuffle/view/photograph.py, where there are chromium and the extra dev; read that page first.
"""

import shutil
import subprocess
import sys

import pytest
from conftest import ROOT
from PIL import Image, ImageSequence

from massshuffle.checks import BadInput
from massshuffle.view.photograph import described, photograph

RED, LIME, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
# A page in the colour that its address names; in a process of its own, since playwright may be running in this one.
TAKE = """
import sys
from massshuffle.view.photograph import film, photograph
html = '''<body style="margin: 0"><p style="margin: 0; height: 20px; background: white"></p>
<div class="bar">
<b style="background: red">a</b><b style="background: lime">b</b><b style="background: blue">c</b></div>
<p style="height: 900px"></p><script>
const look = () => { document.body.style.background = location.hash.slice(1); };
look(); addEventListener("hashchange", look);
</script></body>'''
photograph(html, sys.argv[1] + "/a.png", "what it shows", "#blue", (60, 40))
film(html, sys.argv[1] + "/a.gif", "what they show", ["#red", "#lime", "#blue"], (60, 40))
"""


def test_without_a_browser_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(BadInput, match=r"needs chromium \(Debian: apt install chromium\) and the extra dev"):
        photograph("", tmp_path / "a.png", "")
    assert not list(tmp_path.iterdir())


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_is_shown_at_its_address_and_a_film_below_its_text(tmp_path):
    pytest.importorskip("playwright")
    if shutil.which("chromium") is None:
        pytest.skip("needs chromium")
    subprocess.run([sys.executable, "-c", TAKE, tmp_path], check=True, cwd=ROOT)
    assert [described(tmp_path / name) for name in ("a.png", "a.gif")] == ["what it shows", "what they show"]
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (60, 40)
        top, bottom = (picture.convert("RGB").getpixel((55, y)) for y in (10, 39))
        assert (top, bottom) == ((255, 255, 255), BLUE)
    with Image.open(tmp_path / "a.gif") as film:
        assert film.info["loop"] == 0
        frames = [(f.convert("RGB").getpixel((55, 10)), f.info["duration"]) for f in ImageSequence.Iterator(film)]
    for (color, duration), (expected, pause) in zip(frames, ((RED, 160), (LIME, 160), (BLUE, 2000)), strict=True):
        assert color == pytest.approx(expected, abs=8), "a palette holds few colours"
        assert duration == pause
