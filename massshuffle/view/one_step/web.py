"""One step as a page to step through: the statement lit in its source, the network, the arrays.

All numbers are written here, as they are to be shown; web.js lays them out, lights them, and compares a typed number.

Proved by tests/view/test_one_step_page.py, in a browser where there is one.
"""

from pathlib import Path

import numpy as np

from massshuffle.view import interactive as live
from massshuffle.view import page
from massshuffle.view.one_step import words
from massshuffle.view.one_step.listing import listing
from massshuffle.view.one_step.moments import Table
from massshuffle.view.one_step.numbers import shown

HERE = Path(__file__).parent
INTRODUCTION = (
    "These functions have just trained a small network by one step. Go through it statement by statement; press a "
    "number that was made, and see the sum behind it. On the way back each slope stands beside a measured one."
)
KEY = (
    "orange numbers: blame, on the way back",
    "ring, coloured line: part of the chosen number",
    "wide line: a large weight",
    "dashed: a negative one",
)


def one_step_page(watched):
    """The page of a moments.OneStep, as HTML."""
    network = watched.network
    samples = {n: f"{n}, label {shown(y)}" for n, y in enumerate(watched.Y[0])}
    bar = live.controls(
        live.button("back", "\u25c0", "One statement back (left arrow)"),
        live.slider("moment", "Statement", len(watched.moments)),
        live.button("next", "\u25b6", "One statement on (right arrow)"),
        '<output id="count"></output>',
        live.choice("sample", "Sample", samples),
        live.switch("predict", "Predict first"),
        label="Which moment",
    )
    source = "".join(listing(function, f"function-{place}") for place, function in enumerate(watched.functions))
    names = [function.__name__ for function in watched.functions]
    before, after = watched.costs
    sizes = "-".join(map(str, network.nodes_per_layer))
    values = {
        "nodes": network.nodes_per_layer,
        "parameters": network.parameter_names,
        "start": _given(network, watched.theta, watched.X, watched.Y),
        "moments": [_moment(moment, names) for moment in watched.moments],
        "end": _given(network, watched.new_theta),
        "opening": f"A network of {sizes} nodes and its {len(samples)} samples, before the first statement. "
        f"The cost is {before:.6f}. Press the right arrow.",
        "ending": f"The cost was {before:.6f}; after this step it is {after:.6f}.",
    }
    return page.page(
        "One step of backpropagation, watched",
        page.paragraph(INTRODUCTION),
        f'<div class="bar">{bar}</div>',
        '<p id="said" role="status" aria-live="polite"></p>',
        f'<div class="two"><section class="code" aria-label="The code that runs">{source}</section>',
        '<section class="network" aria-label="The network"><div class="wide" id="graph"></div>',
        f'<p class="key">{"".join(f"<span>{words}</span> " for words in KEY)}</p><div id="why"></div></section></div>',
        '<section id="now" aria-label="This statement"></section>',
        '<section><h2>All arrays so far</h2><div id="arrays"></div></section>',
        live.data(values),
        scripts=[HERE / name for name in ("graph", "tables", "sum", "web")],
    )


def _given(network, theta, X=None, Y=None):
    """The weights, and the samples, as tables with their places."""
    given = [] if X is None else [Table("X", X, ("A", 0)), Table("Y", Y, ("Y", 0))]
    for layer, (W, b) in enumerate(network.unpack(theta), start=1):
        given += [Table(f"W_{layer}", W, ("W", layer)), Table(f"b_{layer}", b, ("b", layer))]
    return [_table(table) for table in given]


def _moment(moment, functions):
    step = moment.step
    return {
        "function": functions.index(step.function),
        "lines": [step.first, step.last],
        "said": words.sentence(moment),
        "asked": words.sentence(moment, hidden=True),
        "source": step.source,
        "named": words.named(moment),
        "parts": [_table(part) for part in moment.parts],
        "made": [_table(table, moment.parts) for table in moment.made],
    }


def _table(table, parts=()):
    """A table as the script gets it: every number as text as well, and each entry's sum."""
    names = [part.name for part in parts]
    values = np.asarray(table.values, dtype=float)
    result = {
        "name": table.name,
        "place": table.place,
        "turned": table.name.endswith(".T"),
        "values": values,
        "texts": [shown(one) for one in values.flat],
        "sums": [_sum(entry, parts, names) for entry in table.entries.values()],
    }
    if table.slopes is not None:
        slopes, off = [shown(one) for one in table.slopes.flat], shown(table.off)
        result |= {"slopes": slopes, "slopes_shape": table.slopes.shape, "off": off, "wrong": table.wrong}
    return result


def _sum(entry, parts, names):
    """The sum behind an entry; a cell that takes part is [which part, its number in the order of reading]."""
    cells = []
    for name, index in entry.cells:
        if name in names:
            part = names.index(name)
            cells.append([part, int(np.ravel_multi_index(index, parts[part].values.shape)) if index else 0])
    known = {"letters": entry.letters, "figures": entry.figures, "tolerance": entry.tolerance}
    return known | {"cells": cells, "notes": sorted(set(entry.notes))}
