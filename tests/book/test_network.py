"""A network's blocks, logits, predictions and accuracy, and in which precision; and a network of your own.

Read it after network.py. That its gradient is right: test_gradient_check.py; what it refuses: test_checks.py.
"""

from functools import partial, wraps
from types import MethodType

import numpy as np
import pytest

from massshuffle.activations import ACTIVATIONS
from massshuffle.checks import BadInput
from massshuffle.experiments.side_by_side import train_side_by_side
from massshuffle.gradient_check import check_gradient
from massshuffle.network import Network, unchecked
from massshuffle.optimizers import GradientDescent
from massshuffle.random_walk import random_walk
from massshuffle.training import train

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
    assert NETWORK.parameter_names[5:10] == ("W_1[1, 2]", "b_1[0, 0]", "b_1[1, 0]", "W_2[0, 0]", "W_2[0, 1]")
    assert NETWORK.pack(NETWORK.unpack(theta)).tolist() == theta.tolist()
    assert [(W.all(), b.any()) for W, b in NETWORK.unpack(NETWORK.is_weight)] == [(True, False)] * 2


def test_unpack_gives_views_and_pack_a_copy():
    theta = np.zeros(11)
    layers = NETWORK.unpack(theta)
    layers[0][0][0, 0] = 7
    assert theta[0] == 7
    assert not np.shares_memory(NETWORK.pack(layers), theta)
    assert NETWORK.pack([(W.astype(int), b.tolist()) for W, b in layers]).dtype == np.float64
    assert NETWORK.pack(NETWORK.unpack(theta + 1j)).tolist() == (theta + 1j).tolist()


def test_pack_and_unpack_refuse_other_shapes_and_masked_arrays():
    (W_1, b_1), last = NETWORK.unpack(np.zeros(11))
    for layers, message in (
        ([(W_1.T, b_1), last], "^layers must have shapes"),
        ([(np.ma.masked_array(W_1), b_1), last], "^layers must not be a masked array"),
    ):
        with pytest.raises(BadInput, match=message):
            NETWORK.pack(layers)
    for theta, got in ((np.zeros(12), r"\(12,\)"), ([0.0] * 11, "list")):
        with pytest.raises(BadInput, match=rf"^theta must have shape \(11,\), got {got}$"):
            NETWORK.unpack(theta)


@pytest.mark.parametrize(
    ("nodes_per_layer", "activations", "message"),
    [
        ((3, 0, 1), ("relu",), "^nodes_per_layer must be an integer of at least 1, got 0"),
        ((3, 2.5, 1), ("relu",), "^nodes_per_layer must be an integer of at least 1, got 2.5"),
        ((3, 2), (), "^nodes_per_layer .* the last layer must have 1 node, got "),
        ((1,), (), "^nodes_per_layer .* the last layer must have 1 node, got "),
        (3, (), r"^nodes_per_layer must be \(k, ..., 1\), got 3: write \(3, 1\) for one layer$"),
        (1, (), r"^nodes_per_layer must be \(k, ..., 1\), got 1: write \(1, 1\) for one layer$"),
        (0, (), r"^nodes_per_layer must be \(k, ..., 1\), got 0: write \(k, 1\) for one layer$"),
        ("31", (), r"^nodes_per_layer must be \(k, ..., 1\), got '31'"),
        ((3, 2, 1), ("softmax",), f"^activations must be one of {', '.join(ACTIVATIONS)}, got 'softmax'$"),
        (None, (), r"^nodes_per_layer must be \(k, ..., 1\), got None: write \(k, 1\) for one layer$"),
        (b"10", (), r"^nodes_per_layer must be \(k, ..., 1\), got b'10'"),
        ((3, 2, 1), (["relu"],), "^activations must be one of"),
        ((3, 2, 1), (), r"^activations must hold 1 names, one for each hidden layer, got \(\)$"),
        ((3, 1), ("relu",), "^activations must hold 0 names"),
        ((3, 7, 1), "sigmoid", "^activations must hold 1 names"),
        ((3, 2, 1), None, "^activations must hold 1 names"),
    ],
)
def test_a_network_that_cannot_be_is_refused(nodes_per_layer, activations, message):
    with pytest.raises(BadInput, match=message):
        Network(nodes_per_layer, activations)


@pytest.mark.parametrize(
    ("layers", "got"), [(np.ones(3), r"shape \(3,\)"), ([(1, 2, 3)], "a list"), (None, "a NoneType")]
)
def test_what_is_no_list_of_pairs_is_not_packed(layers, got):
    with pytest.raises(BadInput, match=rf"^layers must be a list of pairs, \[\(W_1, b_1\), ...\], got {got}$"):
        Network((2, 1)).pack(layers)


def test_lists_and_arrays_will_do():
    assert Network(np.array([3, 2, 1]), ["relu"]) == Network((3, 2, 1), ("relu",))


LOGIT = Network((2, 1))
THETA = np.array([1.0, -1.0, 0.5])
X = np.array([[1.0, 0.0, 0.5], [0.0, 2.0, 1.0]])  # logits 1.5, -1.5, 0
Y = np.array([[1, 0, 1]])


def test_logits_and_predictions_by_hand():
    assert LOGIT.logits(THETA, X).tolist() == [[1.5, -1.5, 0.0]]
    assert LOGIT.predict_probability(THETA, X)[0, 2] == 0.5
    assert LOGIT.predict(THETA, X).tolist() == [[1, 0, 1]]
    assert LOGIT.accuracy(THETA, X, Y) == 1.0
    assert LOGIT.accuracy(THETA, X, 1 - Y) == 0.0
    assert LOGIT.accuracy(THETA, X, Y, threshold=0.6) == 2 / 3
    assert LOGIT.predict(THETA, X).dtype.kind == "i"


def test_a_probability_equal_to_the_threshold_is_a_1():
    assert LOGIT.predict(THETA, X, threshold=0.5)[0, 2] == 1
    assert LOGIT.predict(THETA, X, threshold=np.nextafter(0.5, 1))[0, 2] == 0
    assert LOGIT.predict(THETA, X, threshold=0).tolist() == [[1, 1, 1]]
    assert LOGIT.predict(THETA, X, threshold=1).tolist() == [[0, 0, 0]]


def test_unchecked_looks_at_nothing(monkeypatch):
    expected = LOGIT.cost(THETA, X, Y), LOGIT.gradient(THETA, X, Y).tolist()
    monkeypatch.setattr(Network, "checked", None)
    assert (unchecked(LOGIT.cost)(THETA, X, Y), unchecked(LOGIT.gradient)(THETA, X, Y).tolist()) == expected
    with pytest.raises(TypeError):
        LOGIT.cost(THETA, X, Y)


def test_a_complex_theta_keeps_its_imaginary_part():
    cost = LOGIT.cost(THETA + 1e-20j, X, Y)
    assert cost.imag == pytest.approx(1e-20 * LOGIT.gradient(THETA, X, Y).sum(), rel=1e-12)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.float32, np.float64])
def test_X_and_Y_take_the_precision_of_theta(dtype):
    for precision in (np.float32, np.float64):
        theta, samples, labels = LOGIT.checked(THETA.astype(precision), X.astype(dtype), Y.astype(dtype))
        assert theta.dtype == samples.dtype == labels.dtype == precision


def doubling(method):
    """A wrapper with another result, which knows how often it was called."""

    @wraps(method)
    def wrapper(*arguments):
        wrapper.calls += 1
        return 2 * method(*arguments)

    wrapper.calls = 0
    return wrapper


def in_a_subclass(name, wrapper, monkeypatch):
    return type("Own", (Network,), {name: wrapper})((2, 1))


def on_the_class(name, wrapper, monkeypatch):
    monkeypatch.setattr(Network, name, wrapper)
    return Network((2, 1))


def on_the_instance(name, wrapper, monkeypatch):
    network = Network((2, 1))
    object.__setattr__(network, name, partial(wrapper, network))
    return network


def bound_to_the_instance(name, wrapper, monkeypatch):
    network = Network((2, 1))
    object.__setattr__(network, name, MethodType(wrapper, network))
    return network


@pytest.mark.parametrize("place", [in_a_subclass, on_the_class, on_the_instance, bound_to_the_instance])
def test_a_wrapped_gradient_is_checked_and_trained(monkeypatch, place):
    twice = train(LOGIT, THETA, X, Y, GradientDescent(0.2), 40, 1).theta.tolist()
    wrapper = doubling(Network.gradient)
    network = place("gradient", wrapper, monkeypatch)
    assert not check_gradient(network, THETA, X, Y).passed
    wrapper.calls = 0
    assert train(network, THETA, X, Y, GradientDescent(0.1), 40, 1).theta.tolist() == twice
    assert wrapper.calls == 40
    [[history]] = train_side_by_side(network, [THETA], [X], [Y], [(GradientDescent(0.1), 0)], 40, 1)
    np.testing.assert_allclose(history.theta, twice, rtol=1e-13)
    assert wrapper.calls == 80


@pytest.mark.parametrize("place", [in_a_subclass, on_the_class, on_the_instance, bound_to_the_instance])
def test_a_wrapped_cost_is_recorded_and_walked_by(monkeypatch, place):
    walk = random_walk(LOGIT, THETA, X, Y, 1, 1, 20)
    network = place("cost", doubling(Network.cost), monkeypatch)
    assert not check_gradient(network, THETA, X, Y).passed
    assert random_walk(network, THETA, X, Y, 1, 1, 20).costs.tolist() == (2 * walk.costs).tolist()
    costs = train(network, THETA, X, Y, GradientDescent(0.1), 5, 1).costs
    [[history]] = train_side_by_side(network, [THETA], [X], [Y], [(GradientDescent(0.1), 0)], 5, 1)
    assert costs[0] == history.costs[0] == 2 * walk.costs[0]


@pytest.mark.parametrize("shape", [(1,), (1, 1)])
def test_a_cost_of_ones_own_may_come_in_an_array(shape):
    class Own(Network):
        def cost(self, theta, X, Y):
            return super().cost(theta, X, Y) * np.ones(shape)

    own = Own((2, 1))
    heard = []
    history = train(own, THETA, X, Y, GradientDescent(0.1), 3, 1, on_record=lambda i, cost: heard.append(cost))
    assert history.costs.tolist() == heard == train(LOGIT, THETA, X, Y, GradientDescent(0.1), 3, 1).costs.tolist()
    assert random_walk(own, THETA, X, Y, 1, 1, 5).costs.shape == (6,)
    assert check_gradient(own, THETA, X, Y).passed
    [[history]] = train_side_by_side(own, [THETA], [X], [Y], [(GradientDescent(0.1), 0)], 3, 1)
    assert history.costs.shape == (4,)


@pytest.mark.parametrize("value", [np.ones(2), None, "small", np.nan, np.ma.masked, 1j])
def test_another_cost_of_ones_own_is_refused_by_name(value):
    class Own(Network):
        def cost(self, theta, X, Y):
            return value

    for job in (
        lambda: train(Own((2, 1)), THETA, X, Y, GradientDescent(0.1), 3),
        lambda: random_walk(Own((2, 1)), THETA, X, Y, 1, 1, 3),
        lambda: train_side_by_side(Own((2, 1)), [THETA], [X], [Y], [(GradientDescent(0.1), 0)], 3),
    ):
        with pytest.raises(BadInput, match="^cost must "):
            job()


@pytest.mark.parametrize("l1", [0.0, 0.1])
def test_a_gradient_of_ones_own_of_another_shape_is_refused(l1):
    class Column(Network):
        def gradient(self, theta, X, Y):
            return super().gradient(theta, X, Y)[:, np.newaxis]

    for job in (
        lambda: train(Column((2, 1)), THETA, X, Y, GradientDescent(0.1), 3, l1=l1),
        lambda: train_side_by_side(Column((2, 1)), [THETA], [X], [Y], [(GradientDescent(0.1), l1)], 3),
    ):
        with pytest.raises(BadInput, match=r"^gradient must have theta's shape \(3,\), got \(3, 1\)$"):
            job()
