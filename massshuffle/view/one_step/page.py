"""One step as a page to step through: the statement lit in its source, the network, the arrays.

All numbers are written here, as they are to be shown; web.js lays them out, lights them, and compares a typed number.
A listing shows a function as it stands in its file, line by line, with comments and docstring set apart.

Tested by tests/view/test_one_step_page.py, in a browser where there is one.
"""

import ast
import inspect
import io
import textwrap
import tokenize
from html import escape
from pathlib import Path

import numpy as np

from massshuffle.view import interactive, page
from massshuffle.view.one_step import text
from massshuffle.view.one_step.statements import NUDGES, Table, derivative_of
from massshuffle.view.one_step.sums import formatted


def listing(function, identity):
    """The source of a function as HTML; each line is an element with its number in data-line."""
    lines, first = inspect.getsourcelines(function)
    source = textwrap.dedent("".join(lines))
    inner = _docstring_lines(source)
    rows = []
    for number, (line, start) in enumerate(zip(source.splitlines(), _comment_starts(source)), start=first):
        code, comment = (line[:start], line[start:]) if start is not None else (line, "")
        indent = len(line) - len(line.lstrip())
        inside = (
            f"<code>{escape(code.lstrip())}<i>{escape(comment.lstrip() if not code.strip() else comment)}</i></code>"
        )
        kind = ' class="docstring"' if number - first in inner else ""
        rows.append(f'<li data-line="{number}"{kind} style="--indent: {indent}"><b>{number}</b>{inside}</li>')
    where = "/".join(inspect.getfile(function).replace("\\", "/").split("/")[-2:])
    name = function.__qualname__
    fold = '<button type="button" class="fold" aria-expanded="false">Docstring</button>' if inner else ""
    head = f"<figcaption><strong>{escape(name)}</strong> {escape(where)} {fold}</figcaption>"
    code = f'<ol tabindex="0">{"".join(rows)}</ol>'  # it scrolls, so a key must be able to reach it
    return f'<figure class="listing" id="{escape(identity)}" hidden="">{head}{code}</figure>'


def _docstring_lines(source):
    """The lines of a function's docstring but the first, counted from 0, which a narrow screen leaves out."""
    first = ast.parse(source).body[0].body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
    return range(first.lineno, first.end_lineno) if is_docstring else range(0)


def _comment_starts(source):
    """Return for each line where its comment or docstring begins, None if it has none."""
    begins = [None] * len(source.splitlines())
    previous = tokenize.INDENT
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        docstring = token.type == tokenize.STRING and previous == tokenize.INDENT
        if token.type == tokenize.COMMENT or docstring:
            begins[token.start[0] - 1] = token.start[1]
            for line in range(token.start[0], token.end[0]):
                begins[line] = 0
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            previous = token.type
    return begins


HERE = Path(__file__).parent
INTRODUCTION = (
    "These functions have just trained a small network by one step. Go through it statement by statement. Press a "
    "number that was made, and see the sum behind it. Each derivative stands beside a measured one. Samples are "
    "columns."
)
NUDGE = (
    "A derivative is a promise: move a weight by a little, and the cost changes by the derivative times that little. "
    "Press a weight or bias of the network before the step, and see how well the promise is kept. If you move it a "
    "tenth as far, the promise is usually kept a hundred times better."
)
KEY = (
    "orange numbers: derivatives of the cost",
    "ring, coloured line: part of the chosen number",
    "wide line: a large weight",
    "dashed: a negative one",
)


def one_step_page(watched, home=None):
    """The page of a statements.OneStep, as HTML.  home : see page.page"""
    network = watched.network
    samples = {n: f"{n}, label {formatted(y)}" for n, y in enumerate(watched.Y[0])}
    bar = interactive.controls(
        interactive.button("back", "\u25c0", "One statement back (left arrow)"),
        interactive.slider("moment", "Statement", len(watched.statements)),
        interactive.button("next", "\u25b6", "One statement on (right arrow)"),
        interactive.reading("count"),
        interactive.switch("predict", "Predict first"),
        label="Which moment",
    )
    source = "".join(listing(function, f"function-{place}") for place, function in enumerate(watched.functions))
    names = [function.__name__ for function in watched.functions]
    before, after = watched.costs
    each = ", ".join(f"{formatted(one)} → {formatted(other)}" for one, other in watched.costs_per_sample.T)
    sizes = "-".join(map(str, network.nodes_per_layer))
    values = {
        "nodes": network.nodes_per_layer,
        "parameters": network.parameter_names,
        "nudges": _nudges(watched),
        "start": _given(network, watched.theta, watched.X, watched.Y),
        "statements": [_moment(moment, names) for moment in watched.statements],
        "end": _given(network, watched.new_theta),
        "opening": f"A network of {sizes} nodes and its {len(samples)} samples, before the first statement. "
        f"The cost is {before:.6f}. Press the right arrow.",
        "ending": f"The cost was {before:.6f}. After this step it is {after:.6f}. Sample by sample: {each}.",
    }
    return page.page(
        "One step of backpropagation, watched",
        page.paragraph(INTRODUCTION),
        f'<div class="bar">{bar}</div>',
        '<p id="said" role="status"></p>',
        '<p id="aloud" class="unseen" role="status"></p>',
        '<div class="step"><div id="why"></div>',
        f'<section class="code" aria-label="The code that runs">{source}</section>',
        '<section class="network" aria-label="The network">',
        interactive.controls(interactive.choice("sample", "Sample", samples), label="Which sample"),
        '<div class="wide" id="graph" tabindex="0" role="group" aria-label="Graph of the network"></div>',
        f'<p class="key">{"".join(f"<span>{words}</span> " for words in KEY)}</p></section></div>',
        '<section id="now" aria-label="This statement"></section>',
        '<section><h2>All arrays so far</h2><div id="arrays"></div></section>',
        f"<section><h2>Move one weight alone</h2>{page.paragraph(NUDGE)}",
        '<div class="nudge"><div id="parameters"></div><div id="nudged"></div></div></section>',
        interactive.data(values),
        scripts=[HERE / name for name in ("graph", "tables", "sum", "nudge", "web")],
        home=home,
    )


def _nudges(watched):
    """For each parameter, how the cost changes if it is moved alone, beside what the derivative promises, as text."""
    parameters = zip(watched.network.parameter_names, watched.gradient, watched.nudged_costs())
    return [_nudge(name, derivative, costs, watched.costs[0]) for name, derivative, costs in parameters]


def _nudge(name, derivative, costs, cost):
    changes = costs - cost
    promised = derivative * np.array(NUDGES)
    rows = [
        {
            "by": f"{by:+g}",
            "cost": f"{costs[n]:.6f}",
            "change": f"{changes[n]:+.6f}",
            "promised": f"{promised[n]:+.6f}",
            "off": f"{abs(changes[n] - promised[n]):.1e}",
        }
        for n, by in enumerate(NUDGES)
    ]
    aloud = ". ".join(
        f"Moved by {row['by']}, the cost changes by {row['change']}, promised {row['promised']}" for row in rows
    )
    return {"name": name, "derivative": formatted(derivative), "rows": rows, "aloud": f"{name}. {aloud}."}


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
        "said": text.sentence(moment),
        "asked": text.sentence(moment, hidden=True),
        "source": step.source,
        "named": text.named(moment),
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
        "transposed": table.name.endswith(".T"),
        "values": values,
        "texts": [formatted(one) for one in values.flat],
        "sums": [_sum(entry, parts, names) for entry in table.entries.values()],
    }
    if table.derivatives is not None:
        result |= {
            "derivatives": [formatted(one) for one in table.derivatives.flat],
            "derivatives_shape": table.derivatives.shape,
            "derivatives_of": derivative_of(table.place),
            "off": formatted(table.off),
            "wrong": table.wrong,
        }
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
