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
ENTRY = re.compile(r"\s*(\w+)\s*\[\s*(\d+)\s*,\s*(\d+)\s*\]\s*=\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*")


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
    """Put numbers in by hand, each as "W_1[0, 1]=0.7", in the blocks of theta, X or Y. Returns new theta, X, Y."""
    theta, X, Y = theta.copy(), X.copy(), Y.copy()
    arrays = dict(zip(network.block_names, (array for block in network.unpack(theta) for array in block)))
    arrays |= {"X": X, "Y": Y}
    for text in texts:
        found = ENTRY.fullmatch(text)
        if not found:
            raise checks.BadInput(f"--set must be like 'W_1[0, 1]=0.7', got {text!r}")
        name, row, column, number = found[1], int(found[2]), int(found[3]), float(found[4])
        array = arrays[checks.choice("--set's array", name, arrays)]
        if row >= array.shape[0] or column >= array.shape[1]:
            raise checks.BadInput(f"--set must stay within {name}, whose shape is {array.shape}, got [{row}, {column}]")
        array[row, column] = checks.number(f"--set {name}[{row}, {column}]", number, -LARGEST, LARGEST)
    return theta, X, checks.labels("--set: Y", Y, Y.shape)
