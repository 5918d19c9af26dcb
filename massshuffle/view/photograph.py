"""A picture of a page as a browser shows it, for the README. Needs playwright (in the extra `dev`) and chromium.

Every browser draws letters its own way, so such a picture cannot be compared with another machine's. It carries what it
shows as text instead: by that a test knows whether it still shows what the code does.

Proved by tests/scripts/test_readme_pictures.py.
"""

import importlib.util
import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from massshuffle import checks
from massshuffle.files import save_text, whole_file

COLORS = 64  # a page has few, and whoever clones a README downloads its pictures


def photograph(html, path, description, address="", size=(1280, 810)):
    """Write a PNG of the top of a page and return its path.

    description : what the picture shows, see described    address : what follows the page's own, like "#12"
    """
    chromium = shutil.which("chromium")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        raise checks.BadInput("a picture of a page needs chromium (Debian: apt install chromium) and the extra dev")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = save_text([html], Path(folder) / "page.html")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport=dict(zip(("width", "height"), size)))
        tab.goto(f"{page.as_uri()}{address}")
        picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
        browser.close()
    about = PngInfo()
    about.add_text("Description", description)
    with whole_file(path) as file:
        picture.save(file, "PNG", optimize=True, pnginfo=about)
    return path


def described(path):
    """The description that such a picture carries."""
    with Image.open(path) as picture:
        return picture.info["Description"]
