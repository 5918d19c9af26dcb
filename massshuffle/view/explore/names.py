"""What features, weights and methods are called: for readers, and in an address.

Proved by tests/view/test_explore_page.py.
"""

import re

import numpy as np


def feature_names(explored):
    """x0, x1, ... where they have no names of their own."""
    return list(explored.features) or [f"x{i}" for i in range(explored.network.nodes_per_layer[0])]


def slugs(network):
    """The name of each entry of theta; without hidden layers W3 and b say enough."""
    if network.n_layers == 1:
        return [*(f"W{i}" for i in range(network.nodes_per_layer[0])), "b"]
    shapes = [shape for block in network.shapes for shape in block]
    return [f"{name}.{i}.{j}" for name, shape in zip(network.block_names, shapes) for i, j in np.ndindex(shape)]


def weight_names(explored):
    """The same for readers, with the features' names where they have any."""
    network = explored.network
    if network.n_layers == 1:
        k = network.nodes_per_layer[0]
        return [*(explored.features or [f"W[{i}]" for i in range(k)]), "b"]
    shapes = [shape for block in network.shapes for shape in block]
    found = [f"{name}[{i}, {j}]" for name, shape in zip(network.block_names, shapes) for i, j in np.ndindex(shape)]
    if explored.features:
        first = [f"W_1[{i}, {name}]" for i in range(network.nodes_per_layer[1]) for name in explored.features]
        found[: len(first)] = first
    return found


def slug(name):
    """A method's name as it stands in an address: Adam + L1 is adam-l1."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
