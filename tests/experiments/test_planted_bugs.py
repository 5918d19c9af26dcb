"""The bugs that are planted in the gradient are as large as they are said to be, and in some places none.

Read it after experiments/planted_bugs.py. What the gradient check says about each: tests/book/test_gradient_report.py.
"""

import re

import numpy as np

from massshuffle.experiments.planted_bugs import BUGS
from massshuffle.network import Network
from massshuffle.rounding import magnitudes


def test_one_coordinate_is_off_by_1e_minus_5_of_its_size(deep_network):
    """The entry is the one with the smallest size above 0. An input of zeros has gradients of size 0."""
    network, theta, X, Y = deep_network
    X[0] = 0
    [wrong] = BUGS["one-entry"].wrong_gradients(network, theta, X, Y)
    size = magnitudes(network, theta, X).gradient
    off = np.abs(wrong - network.gradient(theta, X, Y))
    [j] = np.flatnonzero(off)
    np.testing.assert_allclose(off[j] / size[j], 1e-5, rtol=1e-6)
    assert size[j] == size[size > 0].min()


def test_one_block_is_too_large_by_the_factor_that_is_said(deep_network):
    network, *others = deep_network
    factor = float(re.search(r"[\d.]+\d", BUGS["wrong-factor"].description)[0])
    right = network.gradient(*others)
    for wrong in BUGS["wrong-factor"].wrong_gradients(*deep_network):
        changed = wrong != right
        np.testing.assert_allclose(wrong[changed], factor * right[changed], rtol=1e-12)
        assert changed.any()


def test_in_some_places_a_bug_is_none(deep_network):
    """A relu's slope at A is its slope at Z, and the mean of one sample is the sum."""
    network, theta, X, Y = deep_network
    relu = Network(network.nodes_per_layer, ("relu", "relu"))
    assert BUGS["slope-at-output"].wrong_gradients(relu, theta, X, Y)[0].tolist() == relu.gradient(theta, X, Y).tolist()
    X, Y = X[:, :1], Y[:, :1]
    assert BUGS["bias-mean"].wrong_gradients(network, theta, X, Y)[0].tolist() == network.gradient(theta, X, Y).tolist()
