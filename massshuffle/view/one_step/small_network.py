"""A network small enough to see whole, its samples, and numbers put in by hand.

Samples and weights are drawn with one and two decimals. So what is shown is what is used, and a calculation on paper
can begin with the very numbers that the code began with.

Tested by tests/scripts/test_watch_one_step.py.
"""

import re

import numpy as np

from massshuffle import checks, data
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network

MOST = {"numbers": 5, "nodes": 6, "samples": 8}  # that can be seen whole
LARGEST = 100  # number put in by hand
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
GIVEN = re.compile(  # W_1[0, 1]=0.7, b_1[0]=0.1 or W_1=0.5 -0.4; 0.3 0.8
    rf"\s*(?P<name>\w+)\s*(?:\[\s*(?P<row>\d+)\s*(?:,\s*(?P<column>\d+)\s*)?\])?\s*="
    rf"\s*(?P<numbers>{NUMBER}(?:[\s,;]+{NUMBER})*)\s*"
)


def drawn(nodes, activation, n_samples, seed):
    """Draw a network and its samples, label 1 where x1 >= 0. Returns network, theta (P,), X (k, N), Y (1, N).

    nodes : (k, n_1, ..., 1)    activation : of the hidden layers    seed : int or numpy Generator
    """
    network = Network(tuple(nodes), (activation,) * (len(nodes) - 2))
    checks.integer("--samples", n_samples, minimum=1)
    for option, size, name, words in (
        ("--nodes", len(nodes), "numbers", "numbers"),
        ("--nodes", max(nodes), "nodes", "nodes per layer"),
        ("--samples", n_samples, "samples", "samples"),
    ):
        if size > MOST[name]:
            raise checks.BadInput(f"{option} must be at most {MOST[name]} {words}, to be seen whole, got {size}")
    rng = checks.generator(seed)
    X = np.round(rng.standard_normal((nodes[0], n_samples)), 1)  # (k, N)
    Y = (X[:1] >= data.LINE.curve(0)).astype(float)  # (1, N)
    return network, np.round(xavier_uniform(network, rng), 2), X, Y


def put(texts, network, theta, X, Y):
    """Put numbers in by hand, into the blocks of theta, X or Y. Returns new theta, X, Y.

    texts : each "W_1[0, 1]=0.7", "b_1[0]=0.1", or a whole array, its rows separated by semicolons: "W_1=0.5 1; 0 2"
    """
    theta, X, Y = theta.copy(), X.copy(), Y.copy()
    arrays = dict(zip(network.block_names, (array for block in network.unpack(theta) for array in block)))
    arrays |= {"X": X, "Y": Y}
    for text in texts:
        given = GIVEN.fullmatch(text)
        if not given:
            raise checks.BadInput(
                f"--set must be like 'W_1[0, 1]=0.7', 'b_1[0]=0.1' or 'W_1=0.5 -0.4; 0.3 0.8', got {text!r}"
            )
        name = checks.choice("--set's array", given["name"], arrays)
        what = "--set " + text.split("=")[0].strip()
        rows = [re.split(r"[\s,]+", row.strip()) for row in given["numbers"].split(";")]
        rows = [[checks.number(what, float(one), -LARGEST, LARGEST) for one in row] for row in rows]
        (_whole if given["row"] is None else _entry)(name, arrays[name], rows, given)
    return theta, X, checks.labels("--set: Y", Y, Y.shape)


def _whole(name, array, rows, given):
    """Put rows of numbers in the place of an array; a column may stand in one row."""
    if array.shape[1] == 1 and len(rows) == 1:
        rows = [[number] for number in rows[0]]
    if [len(row) for row in rows] != [array.shape[1]] * len(array):
        got = "; ".join(" ".join(f"{number:g}" for number in row) for row in rows)
        raise checks.BadInput(
            f"--set {name} must have {len(array)} rows of {array.shape[1]}, got {got!r}: separate rows by semicolons"
        )
    array[:] = rows


def _entry(name, array, rows, given):
    """Put one number at its row and column; where there is one column, its number may be left out."""
    row, column = int(given["row"]), given["column"]
    if column is None and array.shape[1] > 1:
        raise checks.BadInput(f"--set {name} must name a row and a column, got [{row}]: write {name}[{row}, 0]")
    column = int(column or 0)
    if row >= array.shape[0] or column >= array.shape[1]:
        raise checks.BadInput(f"--set must stay within {name}, whose shape is {array.shape}, got [{row}, {column}]")
    if [len(one) for one in rows] != [1]:
        raise checks.BadInput(f"--set {name}[{row}, {column}] must be one number, got {given['numbers']!r}")
    array[row, column] = rows[0][0]
