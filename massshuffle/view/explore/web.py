"""The page to play with: one moment of a training run, all that is known of it, and every way to move it.

The scripts beside it lay out and draw what told.py computed; a page that would be too large says what it left out.

Tested by tests/view/test_explore_page.py, in a browser.
"""

from pathlib import Path

from massshuffle import checks
from massshuffle.view import live, page
from massshuffle.view.explore.told import values

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


def explore_page(explored, most=MOST):
    """The page of a told.Explored as HTML, of `most` bytes at most: if need be with fewer digits, then fewer frames."""
    html = _page(explored, 1, "float64", ())
    every = 0
    while (size := len(html.encode())) > most:
        if every > len(explored.iterations):
            raise checks.BadInput(f"a page of {size} bytes is too large even without frames between start and end")
        every = max(every + 1, every * size // most)  # as many as are left out at least
        left_out = f" and one recorded frame in {every}" if every > 1 else ""
        said = f"This page would be too large otherwise: it holds numbers in 32 bits{left_out}."
        html = _page(explored, every, "float32", (said,))
    return html


def _page(explored, every, dtype, said):
    told = values(explored, every, dtype)
    methods = [method["name"] for method in told["methods"]]
    names = [one if one not in told["names"][:i] else f"{one} ({i})" for i, one in enumerate(told["names"])]
    features = dict(enumerate(told["features"]))
    bar = live.controls(
        live.button("back", "\u25c0", "One frame back (left arrow)"),
        live.slider("moment", "Iteration", len(told["iterations"]) - 1),
        live.button("next", "\u25b6", "One frame on (right arrow)"),
        live.button("play", "Play", "Play, or stop (space bar)"),
        '<output id="iteration"></output>',
        label="Which moment",
    )
    faces = [(f"method-{i}", f"{i + 1} {name}", f"Method {name} (key {i + 1})") for i, name in enumerate(methods)]
    second = live.choice("second", "and with it", {"": "no other", **dict(enumerate(methods))}) if methods[1:] else ""
    chosen = live.controls(*(live.button(*face) for face in faces), second, label="Which method")
    curves, *others = (_plot(*plot) for plot in PLOTS)
    plane = ""
    if told["plane"] is not None:
        sides = [live.choice(identity, words, features) for identity, words in (("x", "Across"), ("y", "Up"))]
        sides = live.controls(*sides, label="Which plane")
        plane = _plot("plane", "In the plane of two features", SAMPLES if explored.dataset else BOUNDARY, sides)
    return page.page(
        explored.title,
        *(page.paragraph(sentence) for sentence in (*explored.about, INTRODUCTION, *said)),
        f'<div class="bar">{bar}{chosen}</div>',
        '<div class="wide" id="readings" role="status" aria-live="off"></div>',
        '<section aria-label="The weights"><div id="weights"></div><canvas id="matrices" role="img" aria-label="'
        'The weights of each layer as colours"></canvas>',
        live.controls(
            live.choice("weight", "Weight", dict(enumerate(names))),
            '<output id="value"></output>',
            live.button("csv-moment", "CSV of this moment", "Save the weights of this moment as CSV"),
            live.button("csv-all", "CSV of all", "Save the weights of all frames as CSV"),
            label="One weight, and all as a file",
        ),
        "</section>",
        f'<div class="plots">{"".join([curves, plane, *others])}</div>',
        live.data(told),
        live=[HERE / name for name in ("charts", "state", "weights", "plane", "web")],
    )


def _plot(identity, title, alternative, controls=""):
    canvas = f'<canvas id="{identity}" role="img" aria-label="{alternative}"></canvas>'
    return (
        f'<figure id="of-{identity}"><figcaption>{title} <span id="key-{identity}"></span></figcaption>'
        f"{canvas}{controls}</figure>"
    )
