"""What features, weights and methods are called: for readers, and in an address.

Tested by tests/view/test_explore_page.py and tests/view/test_one_step_page.py.
"""

import re

import numpy as np


def entries(network, pattern="{}[{}, {}]"):
    """The name of each entry of theta, from its block, row and column: W_1[0, 1]."""
    named = zip(network.block_names, (shape for block in network.shapes for shape in block))
    return [pattern.format(name, i, j) for name, shape in named for i, j in np.ndindex(shape)]


def slugs(network):
    """The name of each entry of theta in an address; without hidden layers W3 and b say enough."""
    if network.n_layers == 1:
        return [*(f"W{i}" for i in range(network.nodes_per_layer[0])), "b"]
    return entries(network, "{}.{}.{}")


def of_weights(network, features=()):
    """The name of each entry of theta for readers, with the features' names where they have any."""
    k, n = network.nodes_per_layer[:2]
    if network.n_layers == 1:
        return [*(features or [f"W[{i}]" for i in range(k)]), "b"]
    first = [f"W_1[{i}, {name}]" for i in range(n) for name in features]
    return first + entries(network)[len(first) :]


def slug(name):
    """A method's name as it stands in an address: Adam + L1 is adam-l1."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
