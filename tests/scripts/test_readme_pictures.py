import os
import re
import subprocess
import sys

import explore_weights
import make_readme_pictures
import numpy as np
import plot_weight_evolution
import pytest
from conftest import ROOT
from matplotlib import pyplot
from PIL import Image

from massshuffle.view.one_step.words import sentence
from massshuffle.view.photograph import described

DOCS = ROOT / "docs"
SHORT = ["--epochs", "200"]


@pytest.fixture
def explorers(monkeypatch):
    """What explore_weights builds, on a figure without a window, in place of showing it."""
    made = []

    class Kept(explore_weights.Explorer):
        def __init__(self, figure, history, samples=None):
            super().__init__(figure, history, samples)
            made.append((self, history, samples))

    monkeypatch.setattr(explore_weights, "Explorer", Kept)
    monkeypatch.setattr(explore_weights, "new_window", pyplot.figure)
    monkeypatch.setattr(pyplot, "show", lambda: None)
    pyplot.switch_backend("agg")
    yield made
    pyplot.close("all")


def test_explore_weights_scrubs_through_a_saved_history(tmp_path, explorers):
    saved = tmp_path / "history.npz"
    output = ["--output", str(tmp_path)]
    save = ["--save-history", str(saved), "--seed", "3"]
    assert plot_weight_evolution.main([*SHORT, *output, *save]) == 0
    assert explore_weights.main([str(saved), *output]) == 0
    [(explorer, history, samples)] = explorers
    assert history.iterations.tolist() == [0, 40, 80, 120, 160, 200]
    assert samples is None
    explorer.step(2)
    assert explorer.frame == 2


def test_explore_weights_without_a_file_runs_the_experiment(tmp_path, explorers):
    output = ["--output", str(tmp_path)]
    assert explore_weights.main([*SHORT, *output, "--seed", "3"]) == 0
    [(_, history, (X, Y))] = explorers
    assert len(history.iterations) == 6
    assert (X.shape, Y.shape) == ((15, 1000), (1, 1000))


@pytest.mark.parametrize("content", [None, b"not a history"])
def test_explore_weights_and_a_bad_file(tmp_path, capsys, explorers, content):
    path = tmp_path / "history.npz"
    if content is not None:
        path.write_bytes(content)
    assert explore_weights.main([str(path), "--output", str(tmp_path)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "history.npz" in line
    assert not explorers


@pytest.mark.skipif(sys.platform != "linux", reason="there, a display is always on")
@pytest.mark.parametrize("backend", [None, "agg", "TkAgg"])
def test_explore_weights_without_a_display_says_how_to_get_one(tmp_path, backend):
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND"}
    environment = {k: v for k, v in os.environ.items() if k not in hidden}
    if backend is not None:
        environment["MPLBACKEND"] = backend
    script = [sys.executable, str(ROOT / "scripts" / "explore_weights.py")]
    ran = subprocess.run(
        [*script, "--output", str(tmp_path)], check=False, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 2
    [line] = ran.stderr.splitlines()
    assert "no display" in line
    assert "xvfb-run" in line
    assert ran.stdout == "", "it should not train first"


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
