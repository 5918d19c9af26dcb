import numpy as np
import pytest

from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.notebook.bugs import BUGS, back
from massshuffle.rounding import sizes


@pytest.fixture
def state(rng):
    network = Network((3, 4, 2, 1), ("tanh", "sigmoid"))
    return network, xavier_uniform(network, rng), rng.standard_normal((3, 6)), rng.integers(0, 2, (1, 6))


def test_without_a_bug_the_way_back_is_right(state):
    network, *others = state
    assert back(*state).tolist() == network.gradient(*others).tolist()


@pytest.mark.parametrize("name", BUGS)
def test_every_bug_changes_every_gradient_that_it_makes(state, name):
    network, *others = state
    right = network.gradient(*others)
    wrongs = BUGS[name][0](*state)
    assert len(wrongs) == (6 if name in ("sign", "factor") else 1)
    for wrong in wrongs:
        assert wrong.shape == right.shape
        assert np.abs(wrong - right).max() > 1e-6


def test_one_coordinate_is_off_by_1e_minus_5_of_its_size(state):
    network, *others = state
    [wrong] = BUGS["coordinate"][0](*state)
    size = sizes(network, *others[:2]).slopes
    off = np.abs(wrong - network.gradient(*others)) / size
    np.testing.assert_allclose(off.max(), 1e-5, rtol=1e-6)
    assert (off > 0).sum() == 1
    assert size[off.argmax()] == size.min()


def test_in_some_places_a_bug_is_none(state):
    """A relu's slope at A is that at Z, and of one sample the mean is the sum."""
    network, theta, X, Y = state
    relu = Network(network.nodes_per_layer, ("relu", "relu"))
    assert BUGS["slope-of-A"][0](relu, theta, X, Y)[0].tolist() == relu.gradient(theta, X, Y).tolist()
    X, Y = X[:, :1], Y[:, :1]
    assert BUGS["mean"][0](network, theta, X, Y)[0].tolist() == network.gradient(theta, X, Y).tolist()
