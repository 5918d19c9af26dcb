import base64
import json
import re

import make_readme_pictures
import numpy as np
from conftest import ROOT
from PIL import Image

from massshuffle.view.one_step.words import sentence
from massshuffle.view.photograph import described

DOCS = ROOT / "docs"
PAGES = ("explore.html", "one-step.html", "index.html")
PHOTOGRAPHED = (make_readme_pictures.ONE_STEP, make_readme_pictures.MOVING)
ROUNDED = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
SHORT = ["--epochs", "200"]


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


def test_the_picture_of_one_step_shows_what_the_code_does_today():
    """A browser draws letters as it likes; so the picture says in words what it shows, and the code says it still."""
    watched, number = make_readme_pictures.pictured()
    path = DOCS / make_readme_pictures.ONE_STEP
    assert path.stat().st_size < 150_000
    # Apart from the line, which moves with any sentence above it, and this machine's rounding, which comes last.
    lasting = [re.sub(r"line \d+|\S+$", "", text) for text in (described(path), sentence(watched.moments[number - 1]))]
    assert lasting[0] == lasting[1], "run make_readme_pictures.py --browser"


def test_the_moving_picture_shows_the_run_that_the_code_makes_today(notebook_runs):
    path = DOCS / make_readme_pictures.MOVING
    assert path.stat().st_size < 1_000_000
    with Image.open(path) as picture:
        assert picture.n_frames == len(make_readme_pictures.SHOTS)
    assert described(path) == make_readme_pictures.said_of(notebook_runs["linear"]), (
        "run make_readme_pictures.py --browser"
    )


def test_the_pages_in_docs_are_what_the_code_writes():
    """Word for word, and number for number but for rounding, which another machine does otherwise."""
    made = make_readme_pictures.pages(0, 30_000)
    assert sorted(made) == sorted(PAGES)
    assert sum((DOCS / name).stat().st_size for name in PAGES) < 1_500_000
    for name, html in made.items():
        new, old = (parts(text) for text in (html, (DOCS / name).read_text(encoding="utf-8").rstrip("\n")))
        assert new[0] == old[0], f"{name}: run make_readme_pictures.py"
        assert_alike(new[1], old[1], name)


def parts(html):
    """A page without its data, and the data."""
    pattern = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.DOTALL)
    found = pattern.search(html)
    return pattern.sub(r"\1\3", html), json.loads(found[2]) if found else None


def assert_alike(new, old, where):
    """The same but for rounding, which steps by sign make as large as a step now and then."""
    assert type(new) is type(old), where
    if isinstance(new, dict) and "base64" in new:
        assert (new["kind"], new["shape"]) == (old["kind"], old["shape"]), where
        arrays = [np.frombuffer(base64.b64decode(one["base64"]), new["kind"]).astype(float) for one in (new, old)]
        assert abs(arrays[0] - arrays[1]).mean() < (0.1 if new["kind"] == "uint8" else 1e-3), where
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


def test_make_readme_pictures_says_what_it_wrote(tmp_path, capsys):
    arguments = ["--output", str(tmp_path), *SHORT]
    assert make_readme_pictures.main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sorted(lines) == sorted(f"wrote {path}" for path in tmp_path.iterdir())
    assert len(lines) == 8
