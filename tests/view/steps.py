"""What the tests of a watched step share: the functions that are watched, a module in a file, a network to watch."""

import importlib.util

from massshuffle import backpropagation, cost
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network

BOOK = backpropagation.forward, backpropagation.backward, cost.binary_cross_entropy_gradient


def module_of(tmp_path, text, name="written_for_a_test"):
    """A module with this text, from a file of its own, as a trace needs it."""
    path = tmp_path / f"{name}.py"
    path.write_text(text)
    specification = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def drawn(rng, n_layers, name):
    """A network of so many layers, its theta, and five samples."""
    sizes = (3, *[4, 3, 2][: n_layers - 1], 1)
    network = Network(sizes, (name,) * (n_layers - 1))
    X, Y = rng.standard_normal((3, 5)), rng.integers(0, 2, (1, 5)).astype(float)
    return network, xavier_uniform(network, rng), X, Y
