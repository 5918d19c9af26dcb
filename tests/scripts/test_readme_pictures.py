"""The pictures and pages in docs/: have they been made since the code last changed what they show?

Tests scripts/make_readme_pictures.py, where there is the extra dev; read massshuffle/view/photograph.py first.
"""

import base64
import json
import re

import make_readme_pictures
import numpy as np
import pytest
from conftest import ROOT
from PIL import Image

from massshuffle.view.one_step.text import sentence
from massshuffle.view.photograph import described

DOCS = ROOT / "docs"
PAGES = ("explore.html", "one-step.html", "index.html")
PHOTOGRAPHED = (make_readme_pictures.ONE_STEP, make_readme_pictures.MOVING)
ROUNDED = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")

pytestmark = pytest.mark.needs_extra
pytest.importorskip("playwright", reason="who makes docs/ anew needs the extra dev")


def test_the_readmes_pictures_are_what_the_code_draws(tmp_path, notebook_runs, outcomes):
    """docs/ holds these files and no others, small ones, and they show what the code draws today."""
    linear, four = notebook_runs["linear"], list(outcomes.values())
    paths = list(make_readme_pictures.written(linear, four, tmp_path))
    names = [*(path.name for path in paths), *make_readme_pictures.SWEPT, *PAGES, *PHOTOGRAPHED]
    assert sorted(names) == sorted(path.name for path in DOCS.iterdir() if path.suffix != ".md")
    for path in paths:
        committed = DOCS / path.name
        assert committed.stat().st_size < 150_000
        with Image.open(path) as new, Image.open(committed) as old:
            assert new.info["Software"] == make_readme_pictures.MADE_WITH
            if old.info["Software"] != new.info["Software"]:
                continue
            assert new.size == old.size
            pixels = [np.asarray(i.convert("RGB"), float) for i in (new, old)]
            drift = abs(pixels[0] - pixels[1]).mean()
            assert drift < 0.05, f"{path.name}: run make_readme_pictures.py"


def test_the_photographs_say_what_the_code_does_today(notebook_runs):
    """A browser draws letters as it likes; so a photograph says in words what it shows, and the code says it still."""
    watched, number = make_readme_pictures.pictured()
    # Apart from the line, which moves with any sentence above it, and this machine's rounding, which comes last.
    said = described(DOCS / make_readme_pictures.ONE_STEP), sentence(watched.statements[number - 1])
    lasting = [re.sub(r"line \d+|\S+$", "", text) for text in said]
    assert lasting[0] == lasting[1], "run make_readme_pictures.py --browser"
    moving = described(DOCS / make_readme_pictures.MOVING)
    assert moving == make_readme_pictures.said_of(notebook_runs["linear"]), "run make_readme_pictures.py --browser"
    assert [(DOCS / name).stat().st_size < 450_000 for name in PHOTOGRAPHED] == [True, True]


def test_the_pages_in_docs_hold_the_data_that_the_code_writes():
    """Number for number but for rounding, which another machine does otherwise."""
    made = {**make_readme_pictures.pages(0, 30_000), "index.html": make_readme_pictures.door(DOCS)}
    assert sorted(made) == sorted(PAGES)
    assert sum((DOCS / name).stat().st_size for name in PAGES) < 1_500_000
    for name, html in made.items():
        new, old = (data_of(text) for text in (html, (DOCS / name).read_text(encoding="utf-8")))
        assert_alike(new, old, f"{name}: run make_readme_pictures.py")


def data_of(html):
    """The data of a page; None where it has none."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1]) if found else None


def assert_alike(new, old, where):
    """The same but for rounding, which steps by sign make as large as a step now and then."""
    assert type(new) is type(old), where
    if isinstance(new, dict) and "base64" in new:
        assert (new["kind"], new["shape"]) == (old["kind"], old["shape"]), where
        arrays = [np.frombuffer(base64.b64decode(one["base64"]), new["kind"]).astype(float) for one in (new, old)]
        assert (np.isnan(arrays[0]) == np.isnan(arrays[1])).all(), where
        assert np.nanmean(abs(arrays[0] - arrays[1])) < (0.1 if new["kind"] == "uint8" else 1e-3), where
    elif isinstance(new, dict):
        assert new.keys() == old.keys(), where
        for key in new:
            assert_alike(new[key], old[key], f"{where} {key}")
    elif isinstance(new, list):
        assert len(new) == len(old), where
        for i, pair in enumerate(zip(new, old)):
            assert_alike(*pair, f"{where} {i}")
    elif isinstance(new, float):
        assert abs(new - old) <= 1e-3 * max(abs(old), 1e-3), where
    elif isinstance(new, str):
        assert ROUNDED.sub("#", new) == ROUNDED.sub("#", old), where
    else:
        assert new == old, where
