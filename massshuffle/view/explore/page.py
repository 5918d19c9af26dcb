"""The page that explores training runs: one moment of a run with all its numbers, and controls that move the moment.

The scripts beside this file lay out and draw what page_data.py computed. A page that would be too large holds fewer
digits and fewer frames, and says so.

Tested by tests/view/test_explore_page.py, in a browser.
"""

from html import escape
from pathlib import Path

from massshuffle import checks
from massshuffle.view import interactive, page
from massshuffle.view.explore.page_data import page_data

HERE = Path(__file__).parent
MOST = 3_000_000  # bytes of a page with all its frames in float64
INTRODUCTION = (
    "Move the slider, or step with the left and right arrow. On the slider the space bar plays, and a number key "
    "chooses the method. Press a weight and its curve stands out. The address holds what you see: send it, and "
    "somebody sees the same. Costs are in nats, which are to the natural logarithm what bits are to that of base 2."
)
RATES = "The methods differ in their learning rates too, so compare their paths, and mind the rate beside each name."
SHARES = {"bare": "bare: |W[i]|", "spread": "by spread: |W[i]| std(x_i)"}
PLANE = "Samples in their true label's color; behind them the network's answer; those it gets wrong have an outline"
BOUNDARY = "The boundary between the network's two answers"
EFFECTIVE = "Effective number: how many equal weights would be spread as widely"
MOVED = "Share of the mass that moves per 1,000 iterations (root scale)"
PLOTS = (  # identity, title, description for a screen reader
    ("curves", "Every weight", "A curve for each weight of a layer; their values are in the buttons or cells above"),
    ("cost", "Cost (nats)", "The training and the test cost; their numbers are in the table above"),
    ("accuracy", "Accuracy", "The training and the test accuracy; their numbers are in the table above"),
    ("shares", "Share of the mass", "A bar for each weight of the first layer, its share of the mass"),
    ("effective", EFFECTIVE, "The effective number against the iteration; its number is in the table above"),
    ("moved", MOVED, "The mass moved per 1,000 iterations; its number is in the table above"),
)


def explore_page(exploration, most=MOST, home=None):
    """Return the page of an Exploration as HTML, at most `most` bytes: with fewer digits, then fewer frames.

    home : see page.page
    """
    html = _page(exploration, 1, "float64", (), home)
    every = 0
    while (size := len(html.encode())) > most:
        if every > len(exploration.iterations):
            raise checks.BadInput(f"a page of {size} bytes is too large even without frames between start and end")
        every = max(every + 1, every * size // most)  # as many as are left out at least
        left_out = f" and one recorded frame in {every}" if every > 1 else ""
        note = f"To stay small, this page holds numbers in 32 bits{left_out}."
        html = _page(exploration, every, "float32", (note,), home)
    return html


def _page(exploration, every, dtype, notes, home):
    data = page_data(exploration, every, dtype)
    names = [name if name not in data["names"][:i] else f"{name} ({i})" for i, name in enumerate(data["names"])]
    features = dict(enumerate(data["features"]))
    moment = interactive.controls(
        interactive.button("back", "\u25c0", "One frame back (left arrow)"),
        interactive.slider("moment", "Iteration", len(data["iterations"]) - 1),
        interactive.button("next", "\u25b6", "One frame on (right arrow)"),
        interactive.button("play", "Play", "Play, or stop (space bar)"),
        interactive.reading("iteration"),
        label="Which moment",
    )
    counted = ""
    if exploration.dataset is not None:
        counted = interactive.controls(interactive.choice("share", "Counted", SHARES), label="Which share")
    curves, *charts = (_plot(*plot, counted if plot[0] == "shares" else "") for plot in PLOTS)
    plane = ""
    if data["plane"] is not None:
        sides = [interactive.choice(identity, label, features) for identity, label in (("x", "Across"), ("y", "Up"))]
        sides = interactive.controls(*sides, label="Which plane")
        plane = _plot("plane", "In the plane of two features", PLANE if exploration.dataset else BOUNDARY, sides)
    about = (*exploration.about, INTRODUCTION, *([RATES] if len(data["methods"]) > 1 else []), *notes)
    return page.page(
        exploration.title,
        *(page.paragraph(sentence) for sentence in about),
        _questions(exploration.questions),
        f'<div class="bar">{moment}{_method_controls(data["methods"])}</div>',
        '<div class="wide" id="readings" role="status" aria-live="off"></div>',
        '<section aria-label="The weights"><div id="weights"></div><canvas id="matrices" role="img" aria-label="'
        'The weights of each layer as colours"></canvas>',
        interactive.controls(
            interactive.choice("weight", "Weight", dict(enumerate(names))),
            interactive.reading("value"),
            interactive.button("csv-moment", "CSV of this moment", "CSV of this moment: save its weights"),
            interactive.button("csv-all", "CSV of all", "CSV of all: save the weights of all frames"),
            label="One weight, and all as a file",
        ),
        "</section>",
        f'<div class="plots">{"".join([curves, plane, *charts])}</div>',
        _command(exploration.command),
        interactive.data(data),
        scripts=[HERE / name for name in ("pens", "charts", "state", "weights", "plane", "page")],
        home=home,
    )


def _questions(questions):
    """Questions as links to the moments that answer them, folded; no text without any."""
    if not questions:
        return ""
    items = "".join(f'<li><a href="#{escape(address)}">{escape(text)}</a></li>' for text, address in questions)
    summary = f"{len(questions)} questions: guess first, then press to look"
    return f"<details><summary>{summary}</summary><ol>{items}</ol></details>"


def _command(command):
    """The command that makes the page again; no text without one."""
    return f'<p class="command">Made by <code>{escape(command)}</code></p>' if command else ""


def _method_controls(methods):
    """A button for each method, its settings below its name, and the choice of a second method."""
    buttons = []
    for i, method in enumerate(methods):
        name, *settings = method["title"].split(", ")
        label = f"{i + 1} {method['title']}: method (key {i + 1})"
        buttons.append(interactive.button(f"method-{i}", f"{i + 1} {name}", label, detail=", ".join(settings)))
    if len(methods) > 1:
        titles = {"": "no other", **{i: method["title"] for i, method in enumerate(methods)}}
        buttons.append(interactive.choice("second", "and with it", titles))
    return interactive.controls(*buttons, label="Which method")


def _plot(identity, title, description, controls=""):
    canvas = f'<canvas id="{identity}" role="img" aria-label="{escape(description)}"></canvas>'
    return (
        f'<figure id="of-{identity}"><figcaption>{title} <span id="key-{identity}"></span></figcaption>'
        f"{canvas}{controls}</figure>"
    )
