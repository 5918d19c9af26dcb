"""The page that explores training runs: one moment of a run with all its numbers, and controls that move the moment.

The scripts beside this file lay out and draw what page_data.py computed. A page that would be too large holds fewer
digits and fewer frames, and says so.

Tested by tests/view/test_explore_page.py, in a browser.
"""

from pathlib import Path

from massshuffle import checks
from massshuffle.view import interactive, page
from massshuffle.view.explore.page_data import page_data

HERE = Path(__file__).parent
MOST = 3_000_000  # bytes of a page with all its frames in float64
INTRODUCTION = (
    "Move the slider, step with the left and right arrow, play with the space bar; a number key chooses the method. "
    "Press a weight and its curve stands out. The address holds what you see: send it, and somebody sees the same."
)
ABOVE = "its number stands above"
SAMPLES = "The samples, coloured by the probability that the network gives them; the accuracies stand above"
BOUNDARY = "Where the network changes its mind between the two labels"
EFFECTIVE = "Effective number: how many equal weights would be spread as widely"
MOVED = "Share of the mass that changed places since the frame before (root scale)"
PLOTS = (  # identity, what it shows, for a reader who cannot see it
    ("curves", "Every weight", "The curves of all weights of a layer; the numbers of this moment stand above"),
    ("cost", "Cost (nats)", "The costs of the training and the test samples; their numbers stand above"),
    ("accuracy", "Accuracy", "The accuracies of the training and the test samples; their numbers stand above"),
    ("shares", "Share of the mass", "A bar for each weight of the first layer, its share of the mass"),
    ("effective", EFFECTIVE, f"The effective number against the iteration; {ABOVE}"),
    ("moved", MOVED, f"The mass moved from frame to frame; {ABOVE}"),
)


def explore_page(exploration, most=MOST):
    """Return the page of an Exploration as HTML, at most `most` bytes: with fewer digits, then fewer frames."""
    html = _page(exploration, 1, "float64", ())
    every = 0
    while (size := len(html.encode())) > most:
        if every > len(exploration.iterations):
            raise checks.BadInput(f"a page of {size} bytes is too large even without frames between start and end")
        every = max(every + 1, every * size // most)  # as many as are left out at least
        left_out = f" and one recorded frame in {every}" if every > 1 else ""
        note = f"This page would be too large otherwise: it holds numbers in 32 bits{left_out}."
        html = _page(exploration, every, "float32", (note,))
    return html


def _page(exploration, every, dtype, notes):
    data = page_data(exploration, every, dtype)
    methods = [method["name"] for method in data["methods"]]
    names = [name if name not in data["names"][:i] else f"{name} ({i})" for i, name in enumerate(data["names"])]
    features = dict(enumerate(data["features"]))
    bar = interactive.controls(
        interactive.button("back", "\u25c0", "One frame back (left arrow)"),
        interactive.slider("moment", "Iteration", len(data["iterations"]) - 1),
        interactive.button("next", "\u25b6", "One frame on (right arrow)"),
        interactive.button("play", "Play", "Play, or stop (space bar)"),
        '<output id="iteration"></output>',
        label="Which moment",
    )
    faces = [(f"method-{i}", f"{i + 1} {name}", f"Method {name} (key {i + 1})") for i, name in enumerate(methods)]
    second = (
        interactive.choice("second", "and with it", {"": "no other", **dict(enumerate(methods))}) if methods[1:] else ""
    )
    chosen = interactive.controls(*(interactive.button(*face) for face in faces), second, label="Which method")
    curves, *charts = (_plot(*plot) for plot in PLOTS)
    plane = ""
    if data["plane"] is not None:
        sides = [interactive.choice(identity, label, features) for identity, label in (("x", "Across"), ("y", "Up"))]
        sides = interactive.controls(*sides, label="Which plane")
        plane = _plot("plane", "In the plane of two features", SAMPLES if exploration.dataset else BOUNDARY, sides)
    return page.page(
        exploration.title,
        *(page.paragraph(sentence) for sentence in (*exploration.about, INTRODUCTION, *notes)),
        f'<div class="bar">{bar}{chosen}</div>',
        '<div class="wide" id="readings" role="status" aria-live="off"></div>',
        '<section aria-label="The weights"><div id="weights"></div><canvas id="matrices" role="img" aria-label="'
        'The weights of each layer as colours"></canvas>',
        interactive.controls(
            interactive.choice("weight", "Weight", dict(enumerate(names))),
            '<output id="value"></output>',
            interactive.button("csv-moment", "CSV of this moment", "Save the weights of this moment as CSV"),
            interactive.button("csv-all", "CSV of all", "Save the weights of all frames as CSV"),
            label="One weight, and all as a file",
        ),
        "</section>",
        f'<div class="plots">{"".join([curves, plane, *charts])}</div>',
        interactive.data(data),
        scripts=[HERE / name for name in ("charts", "state", "weights", "plane", "page")],
    )


def _plot(identity, title, alternative, controls=""):
    canvas = f'<canvas id="{identity}" role="img" aria-label="{alternative}"></canvas>'
    return (
        f'<figure id="of-{identity}"><figcaption>{title} <span id="key-{identity}"></span></figcaption>'
        f"{canvas}{controls}</figure>"
    )
