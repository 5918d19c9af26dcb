"""Xavier's start: how its weights are spread, that biases are 0, and that one seed gives one start.

Read it after initializers.py.
"""

import numpy as np
import pytest

from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network


def test_weights_fill_the_interval_evenly():
    network = Network((300, 100, 1), ("tanh",))
    (W_1, b_1), (W_2, b_2) = network.unpack(xavier_uniform(network))
    for W, fans in ((W_1, 400), (W_2, 101)):
        a = np.sqrt(6 / fans)
        assert np.abs(W).max() <= a
        assert np.abs(W).max() > 0.97 * a
        assert abs(W.mean()) < 3 * a / np.sqrt(3 * W.size)
    assert W_1.var() == pytest.approx(2 / 400, rel=0.03)
    assert not b_1.any()
    assert not b_2.any()


def test_one_seed_one_start():
    network = Network((15, 1))
    assert xavier_uniform(network).tolist() == xavier_uniform(network, 0).tolist()
    assert xavier_uniform(network, 3).tolist() == xavier_uniform(network, np.random.default_rng(3)).tolist()
    assert xavier_uniform(network, 3).tolist() != xavier_uniform(network, 4).tolist()


def test_the_start_may_be_float32():
    assert xavier_uniform(Network((15, 1)), dtype="float32").dtype == np.float32
