"""The blocks of theta by hand; pack, unpack, and networks that cannot be.

Read it after network.py.
"""

import numpy as np
import pytest

from massshuffle.activations import ACTIVATIONS
from massshuffle.checks import BadInput
from massshuffle.network import Network

NETWORK = Network((3, 2, 1), ("tanh",))


def test_where_each_block_of_theta_is_by_hand():
    theta = np.arange(11.0)
    (W_1, b_1), (W_2, b_2) = NETWORK.unpack(theta)
    assert W_1.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert b_1.tolist() == [[6], [7]]
    assert W_2.tolist() == [[8, 9]]
    assert b_2.tolist() == [[10]]
    assert NETWORK.n_parameters == 11
    assert NETWORK.block_names == ("W_1", "b_1", "W_2", "b_2")
    assert NETWORK.pack(NETWORK.unpack(theta)).tolist() == theta.tolist()
    assert [(W.all(), b.any()) for W, b in NETWORK.unpack(NETWORK.is_weight)] == [(True, False)] * 2


def test_unpack_gives_views_and_pack_a_copy():
    theta = np.zeros(11)
    layers = NETWORK.unpack(theta)
    layers[0][0][0, 0] = 7
    assert theta[0] == 7
    assert not np.shares_memory(NETWORK.pack(layers), theta)


def test_pack_refuses_a_transposed_block_and_unpack_another_length():
    (W_1, b_1), last = NETWORK.unpack(np.zeros(11))
    with pytest.raises(ValueError, match="^layers must have shapes"):
        NETWORK.pack([(W_1.T, b_1), last])
    with pytest.raises(ValueError, match=r"^theta must have shape \(11,\), got \(12,\)"):
        NETWORK.unpack(np.zeros(12))


@pytest.mark.parametrize(
    ("sizes", "activations", "message"),
    [
        ((3, 0, 1), ("relu",), "nodes_per_layer must be an integer of at least 1, got 0"),
        ((3, 2.5, 1), ("relu",), "nodes_per_layer must be an integer of at least 1, got 2.5"),
        ((3, 2), (), "last layer must have 1 node"),
        ((1,), (), "last layer must have 1 node"),
        ((3, 2, 1), ("softmax",), f"activations must be one of {', '.join(ACTIVATIONS)}, got 'softmax'"),
        ((3, 2, 1), (["relu"],), "activations must be one of"),
        ((3, 2, 1), (), "activations must hold 1 names, one for each hidden layer, got "),
        ((3, 1), ("relu",), "activations must hold 0 names"),
        ((3, 7, 1), "sigmoid", "activations must hold 1 names"),
    ],
)
def test_a_network_that_cannot_be_is_refused(sizes, activations, message):
    with pytest.raises(ValueError, match=message):
        Network(sizes, activations)


def test_lists_and_arrays_will_do():
    assert Network(np.array([3, 2, 1]), ["relu"]) == Network((3, 2, 1), ("relu",))


@pytest.mark.parametrize(
    ("sizes", "activations", "message"),
    [
        (3, (), r"^nodes_per_layer must be \(k, ..., 1\), got 3: write \(3, 1\) for one layer$"),
        (None, (), r"^nodes_per_layer must be \(k, ..., 1\), got None"),
        ("31", (), r"^nodes_per_layer must be \(k, ..., 1\), got '31'"),
        ((3, 2, 1), None, "^activations must hold 1 names, one for each hidden layer, got None$"),
        ((3, 2, 1), 1, "^activations must hold 1 names"),
        ((3, 2, 1), (np.array(["relu", "tanh"]),), "^activations must be one of "),
    ],
)
def test_what_is_no_list_is_refused_by_name(sizes, activations, message):
    with pytest.raises(BadInput, match=message):
        Network(sizes, activations)


def test_unpack_and_pack_refuse_other_arrays_by_name():
    with pytest.raises(BadInput, match=r"^theta must have shape \(11,\), got list$"):
        NETWORK.unpack([0.0] * 11)
    layers = NETWORK.unpack(np.zeros(11))
    masked = [(np.ma.masked_array(W), b) for W, b in layers]
    with pytest.raises(BadInput, match="^layers must not be a masked array"):
        NETWORK.pack(masked)
    assert NETWORK.pack([(W.astype(int), b.tolist()) for W, b in layers]).dtype == np.float64
