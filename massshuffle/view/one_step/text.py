"""One step as text: what is said about a statement, and the whole step as lines for a terminal, 80 columns at most.

A sentence is also what a page shows above its code, for those to whom it is read aloud.

Tested by tests/scripts/test_watch_one_step.py.
"""

import re
import textwrap
from pathlib import Path

import numpy as np

from massshuffle.view.one_step.statements import derivative_of, place_name
from massshuffle.view.one_step.sums import formatted


def shape(array):
    """ "3 by 4", "13 numbers", "a number"."""
    sizes = array.shape
    return " by ".join(map(str, sizes)) if len(sizes) > 1 else f"{sizes[0]} numbers" if sizes else "a number"


def named(moment):
    """What got another name: "W is layers[0][0] (W_1)". A name that passes to another array at once is a past one."""
    passed_on = {name for name, *_ in moment.named}
    return [
        f"{name} is {'now what was ' * (other in passed_on)}{other}"
        + (f" ({place_name(place)})" if place and place_name(place) != other else "")
        for name, other, place in moment.named
    ]


def difference(table):
    """What was measured, against what was computed; "" if nothing was."""
    if table.off is None:
        return ""
    verdict = "WRONG, " if table.wrong else ""
    of = derivative_of(table.place)
    return f"{verdict}largest difference from the measured derivative of {of}: {formatted(table.off)}"


def sentence(moment, hidden=False):
    """A moment in a few sentences. hidden : without the numbers that it made"""
    step = moment.step
    parts = [f"In {step.function}, line {step.first}: {step.source.split('  #')[0].removesuffix(':')}"]
    for table in moment.made:
        single = not table.values.shape and not hidden
        off = "" if hidden or table.off is None else f"; {difference(table)}"
        what = formatted(table.values) if single else shape(table.values)
        if table.name == "returned":
            parts.append(f"It returns {what}")
        else:
            parts.append(f"{table.name} is {what}{off}" if single else f"This makes {table.name}, {what}{off}")
    return " ".join(f"{part}." for part in [*parts, *named(moment)])


WIDTH = 80


def lines(watched):
    """The whole step, line by line, from the first statement to the cost after it."""
    network, function = watched.network, None
    names = ", ".join(network.activations) or "no hidden layer"
    sizes = "-".join(map(str, network.nodes_per_layer))
    result = textwrap.wrap(f"a network of {sizes} nodes ({names}), its samples and its start", WIDTH)
    for name, array in (("X", watched.X), ("Y", watched.Y), ("theta", watched.theta)):
        result += _array(name, array, network)
    for moment in watched.statements:
        if moment.step.function != function:
            function = moment.step.function
            if function == "step":
                result += _gradient(watched)
            result += ["", f"{function} ({Path(moment.step.path).name})"]
        result += _statement(moment.step)
        for part in moment.parts:
            if function == "step" or re.match(r"\w+\(", part.name):  # a function's value has no statement of its own
                result += _array(f"with {part.name}", part.values, network)
        for table in moment.made:
            result += _array(table.name, table.values, network)
            result += [f"      {difference(table)}"] if table.off is not None else []
        result += textwrap.wrap(", ".join(named(moment)), WIDTH, **_indent(6))
    return [*result, "", *_costs(watched)]


def _costs(watched):
    """The cost of each sample before and after the step, and their means, the cost of the network."""
    rows = [f"{'sample':<12}{'label':>8}{'cost before':>14}{'after':>12}"]
    for n, (y, (before, after)) in enumerate(zip(watched.Y[0], watched.costs_per_sample.T)):
        rows.append(f"{n:<12}{formatted(y):>8}{before:>14.6f}{after:>12.6f}")
    before, after = watched.costs
    return [*rows, f"cost before the step: {before:.6f}    after it: {after:.6f}  (nats)"]


def _statement(step):
    """The statement with its line numbers; a line that is too long goes on below."""
    numbered = enumerate(step.source.splitlines(), start=step.first)
    return [
        line
        for number, text in numbered
        for line in textwrap.wrap(f"{number:>4}  {text}", WIDTH, subsequent_indent=" " * 10, break_long_words=False)
    ]


def _array(name, array, network):
    """A name, its shape, and the numbers below; a vector as long as theta is one line a block, W_1, b_1, ..."""
    array = np.asarray(array)
    if not array.shape:
        return textwrap.wrap(f"{name} = {formatted(array)}", WIDTH, **_indent(6))
    head = textwrap.wrap(f"{name} {array.shape}", WIDTH, **_indent(6))
    if array.shape == (network.n_parameters,):
        blocks = [block.ravel() for pair in network.unpack(array) for block in pair]
        return head + [line for pair in zip(network.block_names, blocks) for line in _row(*pair)]
    return head + [line for row in np.atleast_2d(array) for line in _row("", row)]


def _row(name, numbers):
    """Numbers side by side, as many as fit."""
    text = " ".join(f"{formatted(one):>8}" for one in numbers)
    return textwrap.wrap(f"{name:>10}{text}", WIDTH, **{**_indent(10), "initial_indent": ""}, drop_whitespace=False)


def _gradient(watched):
    """Each entry of the gradient beside its measured derivative."""
    result = ["", "the gradient", f"      {'':<14}{'computed':>12}{'measured':>12}{'difference':>12}"]
    blocks = [block for pair in watched.network.unpack(watched.gradient) for block in pair]
    for name, block in zip(watched.network.block_names, blocks):
        letter, layer = name.split("_")
        measured = watched.derivatives[letter, int(layer)]
        for index in np.ndindex(block.shape):
            entry = f"{name}[{index[0]}, {index[1]}]"
            off = abs(block[index] - measured[index])
            result.append(
                f"      {entry:<14}{formatted(block[index]):>12}{formatted(measured[index]):>12}{formatted(off):>12}"
            )
    return result


def _indent(n):
    return {"initial_indent": " " * n, "subsequent_indent": " " * n}
