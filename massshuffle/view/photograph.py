"""Photograph: a picture of a page as a browser shows it, for the README.

It needs playwright (in the extra `dev`) and chromium. Every browser draws letters its own way, so a picture cannot be
compared with one from another machine. Instead it carries a description of what it shows as text, and a test compares
this text with the code's numbers.

Tested by tests/view/test_photograph.py and tests/scripts/test_readme_pictures.py.
"""

import importlib.util
import io
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from massshuffle import checks
from massshuffle.files import save_text, whole_file

COLORS = 64  # a page has few, and whoever clones a README downloads its pictures


def photograph(html, path, description, address="", size=(1280, 810)):
    """Write a PNG of the top of a page and return its path.

    description : what the picture shows, see described    address : what follows the page's own, like "#12"
    """
    with _opened(html, size, address) as tab:
        picture = _taken(tab).quantize(COLORS, dither=Image.Dither.NONE)
    about = PngInfo()
    about.add_text("Description", description)
    with whole_file(path) as file:
        picture.save(file, "PNG", optimize=True, pnginfo=about)
    return path


def film(html, path, description, addresses, size=(1180, 800), milliseconds=160):
    """Write a GIF of a page's part below its text as it looks at one address after another, and return its path."""
    with _opened(html, size) as tab:
        tab.evaluate("scrollTo(0, document.querySelector('.bar').offsetTop)")
        pictures = []
        for address in addresses:
            tab.evaluate("address => { location.hash = address }", address)
            tab.wait_for_timeout(50)
            pictures.append(_taken(tab))
    durations = [milliseconds] * (len(pictures) - 1) + [2000]
    every_fifth = Image.fromarray(np.vstack([np.asarray(one) for one in pictures[::5]]))
    palette = every_fifth.quantize(COLORS)  # the colours of all of them
    first, *others = [one.quantize(palette=palette, dither=Image.Dither.NONE) for one in pictures]
    look = {"save_all": True, "append_images": others, "duration": durations, "loop": 0, "optimize": True}
    with whole_file(path) as file:
        first.save(file, "GIF", comment=description.encode(), **look)
    return path


def described(path):
    """The description that such a picture carries."""
    with Image.open(path) as picture:
        return picture.info["comment"].decode() if picture.format == "GIF" else picture.info["Description"]


@contextmanager
def _opened(html, size, address=""):
    """A tab of a browser with the page in it. Raises BadInput if there is no browser."""
    chromium = shutil.which("chromium")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        raise checks.BadInput("a picture of a page needs chromium (Debian: apt install chromium) and the extra dev")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = save_text([html], Path(folder) / "page.html")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport=dict(zip(("width", "height"), size)))
        tab.goto(f"{page.as_uri()}{address}")
        yield tab
        browser.close()


def _taken(tab):
    """What the tab shows."""
    return Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
