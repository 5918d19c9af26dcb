import re

import make_readme_pictures
import numpy as np
from conftest import ROOT
from PIL import Image

from massshuffle.view.one_step.words import sentence
from massshuffle.view.photograph import described

DOCS = ROOT / "docs"
SHORT = ["--epochs", "200"]


def test_the_readmes_pictures_are_what_the_code_draws(tmp_path, notebook_runs, outcomes):
    """docs/ holds these files and no others, small ones, and they show what the code draws today."""
    linear, four = notebook_runs["linear"], list(outcomes.values())
    paths = list(make_readme_pictures.written(linear, four, tmp_path))
    names = [*(path.name for path in paths), *make_readme_pictures.SWEPT, make_readme_pictures.ONE_STEP]
    assert sorted(names) == sorted(path.name for path in DOCS.iterdir() if path.suffix != ".md")
    made_with = (DOCS / "made-with.txt").read_text().strip()
    for path in paths[:-1]:
        committed = DOCS / path.name
        limit = 1_500_000 if path.suffix == ".gif" else 150_000
        assert committed.stat().st_size < limit
        if made_with != make_readme_pictures.MADE_WITH:
            continue
        with Image.open(path) as new, Image.open(committed) as old:
            assert (new.size, frames(new)) == (old.size, frames(old))
            for frame in (0, frames(new) - 1):
                new.seek(frame)
                old.seek(frame)
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


def frames(image):
    return getattr(image, "n_frames", 1)


def test_make_readme_pictures_says_what_it_wrote(tmp_path, capsys):
    arguments = ["--output", str(tmp_path), *SHORT]
    assert make_readme_pictures.main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sorted(lines) == sorted(f"wrote {path}" for path in tmp_path.iterdir())
    assert len(lines) == 8
