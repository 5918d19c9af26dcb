"""The sizes and the reach that rounding is measured by: by hand, and as bounds that hold for random networks.

Read it after rounding.py.
"""

import numpy as np
import pytest

from massshuffle import rounding
from massshuffle.activations import ACTIVATIONS
from massshuffle.backpropagation import forward
from massshuffle.network import Network
from massshuffle.rounding import sizes

SQUARE = (lambda z: z * z, lambda z: 2 * z)


@pytest.fixture
def square(monkeypatch):
    monkeypatch.setitem(ACTIVATIONS, "square", SQUARE)


def test_one_layer_by_hand():
    """Z = [120 240], where the sigmoid is flat: (1 + 1) / N = 1. X = [-2 3], [0 4]; theta = W [40 -20], b 200."""
    size = sizes(Network((2, 1)), np.array([40.0, -20.0, 200.0]), np.array([[-2.0, 3.0], [0.0, 4.0]]))
    assert size.slopes.tolist() == [2 + 3, 0 + 4, 1 + 1]
    assert size.reach.tolist() == [3, 4, 1]
    assert size.cost == 1 + (80 + 200 + 120 + 80 + 200) / 2


def test_a_hidden_layer_by_hand(square, monkeypatch):
    """Curves z^2, slopes 2 z. From Z - e size to Z + e size they move by 4 |Z| e size and by 4 e size.

    Up: Z_1 = [1/4 -3], its sizes [1/4  1/2 + 7/2]; A_1 = [1/16 9], its sizes [1 + 1/4  9 + 48]; slopes [1/2 -6], their
    sizes [1 + 1  6 + 16]. The size of Z_2 = 3*5/4 + 57/10 + 1000, and Z_2 is where the sigmoid is flat.
    Down: D_2 = 2, D_1 = 2 [3*2  1/10*22]. R_2 = 1, R_1 = [3*1  1], for 1/10*6 is less.
    """
    monkeypatch.setattr(rounding, "DOUBT", 1e-6)
    network = Network((1, 2, 1), ("square",))
    size = sizes(network, np.array([0.5, 1, 0, -3.5, 3, -0.1, -1000]), np.array([[0.5]]))
    np.testing.assert_allclose(size.slopes, [6, 2.2, 12, 4.4, 2.5, 114, 2], rtol=1e-9)
    assert size.reach.tolist() == [1.5, 1, 3, 1, 1, 9, 1]
    assert size.cost == pytest.approx(1 + 3.75 + 5.7 + 1000, rel=1e-9)


def test_the_sigmoid_of_the_logit_inherits_the_doubt_about_it(monkeypatch):
    """At z = 1 * 3 - 3 = 0 the slope is 1/4, and z is a sum of 6: 1 + 2 * 6/4, and 1 for the label."""
    monkeypatch.setattr(rounding, "DOUBT", 1e-6)
    size = sizes(Network((1, 1)), np.array([1.0, -3.0]), np.array([[3.0]]))
    np.testing.assert_allclose(size.slopes, [15, 5], rtol=1e-9)


def test_a_slope_at_a_corner_is_in_full_doubt_unless_nothing_was_added():
    """Z_2 = 0 as a sum of 1 and -1, and as a sum of nothing: a dead relu times W, and no bias."""
    network = Network((1, 1, 1, 1), ("relu", "relu"))
    for W_1, b_2, b_1_size in ((1, -1, 2e15), (-1, 0, 2)):
        size = sizes(network, np.array([W_1, 0, 1, b_2, 1.0, 1000]), np.array([[1.0]]))
        assert size.slopes[1] == pytest.approx(b_1_size)


def test_a_0_that_complex_numbers_do_not_give_is_in_doubt(monkeypatch):
    """A sigmoid's, say, that one way to compute it rounds to 0 and another does not."""
    monkeypatch.setitem(ACTIVATIONS, "odd", (lambda z: 0 * z + 1e-17 * np.iscomplexobj(z), lambda z: 0 * z))
    network = Network((1, 1, 1, 1), ("odd", "relu"))
    size = sizes(network, np.array([1, 0, 1, 0, 1.0, 1000]), np.array([[1.0]]))
    assert size.slopes[3] == pytest.approx(2e15)


@pytest.mark.parametrize(("scale_theta", "scale_X"), [(0.3, 30), (5, 1)])
@pytest.mark.parametrize("random_network", range(12), indirect=True)
def test_no_number_moves_by_more_than_the_reach(square, random_network, scale_theta, scale_X):
    network, theta, X, _ = random_network
    theta, X = scale_theta * theta, scale_X * X
    reach, Z = sizes(network, theta, X).reach, forward(network.unpack(theta), network.activation_functions, X)[0]
    for j in range(theta.size):
        moved = theta.copy()
        moved[j] += 1e-6 / reach[j]
        Z_moved, _ = forward(network.unpack(moved), network.activation_functions, X)
        for layer in Z:
            assert (np.abs(Z_moved[layer] - Z[layer]) <= 1.001e-6 + 1e-15 * np.abs(Z[layer]).max()).all()


@pytest.mark.parametrize("random_network", range(20), indirect=True)
def test_no_slope_is_larger_than_what_was_added_up_for_it(square, random_network):
    network, theta, X, Y = random_network
    size = sizes(network, theta, X)
    assert (np.abs(network.gradient(theta, X, Y)) <= size.slopes).all()
    assert network.cost(theta, X, Y) <= 2 * size.cost
    assert (size.reach >= 1).all()
