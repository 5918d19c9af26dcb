"""The report: the story's pictures and movies in order, and the numbers of both runs, in one file.

Tests massshuffle/view/report.py; read story.py and page.py of massshuffle/view first.
"""

import base64
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from conftest import wait_until
from pages import quiet_page

from massshuffle.experiments.runs import LINEAR, SINE, run
from massshuffle.view import story
from massshuffle.view.figures.style import new_figure, save
from massshuffle.view.movies import write_movie
from massshuffle.view.report import DIFFERENCES, write_report

STORY = (*story.DATA, *story.LINEAR, *story.SINE)
VOID = {"meta", "link", "img", "br", "hr", "input"}


@pytest.fixture(scope="module")
def runs():
    """The notebook's two runs, stopped early: 51 and 26 frames, so two costs of the first have a published one."""
    return [run(replace(experiment, epochs=epochs), seed=0) for experiment, epochs in ((LINEAR, 2040), (SINE, 1040))]


@pytest.fixture(scope="module")
def report(runs, tmp_path_factory):
    """A report of one broad picture and a movie for each run, each file made different by what follows its end."""
    folder = tmp_path_factory.mktemp("report")
    any_png = save(new_figure(15, 5), folder / "any.png").read_bytes()
    movies = {}
    for one in runs:
        movie = write_movie(folder / "any.mp4", one.history.weights(), one.history.iterations)
        movies[one.experiment.name] = movie.read_bytes()
    for name in (shown.name for shown in STORY):
        source = any_png if name.endswith(".png") else movies[name.split("-")[0]]
        end = (8 + len(name)).to_bytes(4, "big") + b"free" + name.encode()
        (folder / name).write_bytes(source + end)
    return write_report(folder / "report.html", *runs, seed=0)


@pytest.fixture(scope="module")
def document(report):
    return ElementTree.parse(report).getroot()


def test_it_shows_the_files_of_the_folder_in_order(report, document):
    shown = [e for e in document.iter() if e.tag in ("img", "video")]
    figures = {inside: figure for figure in document.iter("figure") for inside in figure.iter()}
    for element, one in zip(shown, STORY, strict=True):
        name, words = one.name, one.alternative
        kind, content = element.get("src").split(";base64,")
        assert kind == {"p": "data:image/png", "m": "data:video/mp4"}[name[-3]]
        assert base64.b64decode(content) == (report.parent / name).read_bytes()
        assert element.get("alt") == words or element.get("aria-label") == words
        assert figures[element][-1].text == one.caption
        assert (element.tag == "video") == (element.get("controls") is not None)
    files = sum((report.parent / name).stat().st_size for name in (one.name for one in STORY))
    assert report.stat().st_size < 4 / 3 * files + 50_000, "base64 and some words"


def test_the_numbers_are_those_of_the_runs_and_of_the_notebook(runs, document):
    tables = [[tuple(cell.text for cell in row) for row in table.iter("tr")] for table in document.iter("table")]
    shares, linear, sine, settings, differences = tables
    assert tuple(differences[1:]) == DIFFERENCES
    for table, first in ((shares, "part"), (linear, "number"), (sine, "number")):
        assert table[0] == (first, "this run", "published")
    assert shares[1] == ("whole sample", f"{runs[0].dataset.Y.mean():.4g}", "0.467")
    history = runs[0].history
    assert ("cost at 0", f"{history.costs[0]:.7f}", "4.3329387") in linear
    assert ("cost at 2000", f"{history.costs[50]:.7f}", "2.5442781") in linear
    assert ("W[0] at the end", f"{history.weights()[-1, 0, 0]:.3f}", "1.906") in linear
    accuracy = f"{runs[1].accuracy_test:.6g}"
    assert ("accuracy, test set", accuracy, "0.85") in sine
    assert ("seed", "0", "0") in settings
    assert settings[0] == ("setting", "linear", "sine")
    kinds = [table.get("class") for table in document.iter("table")]
    assert kinds == ["numbers"] * 4 + ["words"]
    captions = [caption.text for caption in document.iter("caption")]
    assert captions[1].endswith("Published, but not reached here: 3000 to 29000.")
    assert captions[2].endswith("Published, but not reached here: 2000 to 9000.")


def test_each_part_speaks_of_its_own_run(runs, document):
    texts = {part.find("h2").text[0]: [p.text for p in part.iter("p")] for part in document.iter("section")}
    assert "(label 1) where x1 >= 0, else red" in texts["1"][0]
    assert "hide the plane in 15 dimensions" in texts["1"][0]
    assert "a point is blue where x1 >= 5 sin(x2)." in texts["3"][0]
    for number, one in zip("23", runs):
        assert f"From iteration 0 to {one.history.iterations[-1]}, " in texts[number][-1]


def test_where_the_mass_went_is_measured(runs, document):
    weights = runs[0].history.weights()[[0, -1], 0]
    said = " ".join(p.text for p in document.iter("p"))
    share = abs(weights[:, 0]) / abs(weights).sum(axis=1)
    assert f"share of W[0] went from {share[0]:.3f} to {share[1]:.3f}" in said
    noise = abs(weights[:, 2:]).mean(axis=1)
    assert f"put aside, went from {noise[0]:.2f} to {noise[1]:.2f}" in said


def test_a_report_may_stand_in_another_folder_than_its_pictures(report, runs, tmp_path):
    elsewhere = write_report(tmp_path / "report.html", *runs, seed=0, folder=report.parent)
    assert elsewhere.read_bytes() == report.read_bytes()


def test_a_browser_shows_everything_and_asks_for_nothing(report, browser):
    with quiet_page(browser, report, width=390) as tab:
        wait_until(tab, "[...document.querySelectorAll('video')].every(v => v.readyState >= 2)")
        widths = tab.evaluate("[...document.images].map(image => image.naturalWidth)")
        videos = tab.evaluate(
            "[...document.querySelectorAll('video')].map(v => [v.duration, v.videoWidth, v.videoHeight])"
        )
        rooms = tab.evaluate("[...document.querySelectorAll('video')].map(v => v.clientHeight - v.clientWidth / 4)")
        assert min(rooms) > 70, "the controls lie below the picture"
        assert len(widths) == sum(shown.name.endswith(".png") for shown in (*story.DATA, *story.LINEAR, *story.SINE))
        assert min(widths) > 0
        assert videos == [[pytest.approx(frames / 40, abs=0.03), 800, 200] for frames in (52, 52, 27, 27)]
        assert tab.evaluate("document.documentElement.scrollWidth") == 390, "no scrolling sideways on a phone"


def test_it_leads_to_the_interactive_page_if_one_stands_beside_it(report, runs, tmp_path):
    assert "explore.html" not in report.read_text(encoding="utf-8")
    beside = report.with_name("explore.html")
    beside.write_text("there")
    try:
        again = write_report(report.with_name("again.html"), *runs, seed=7)
        elsewhere = write_report(tmp_path / "again.html", *runs, seed=7, folder=report.parent)
    finally:
        beside.unlink()
    [link] = [one for one in ElementTree.parse(again).getroot().iter() if one.tag == "a"]
    assert link.get("href") == "explore.html"
    assert "explore.html" not in elsewhere.read_text(encoding="utf-8")
    assert (link.text, link.tail) == ("Move through the run yourself", ": every moment of it.")
    assert "every draw from seed 7" in again.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"path must end in \.html"):
        write_report(report.with_name("again.htm"), *runs, seed=7)
