"""What a network answers: logits, predictions, accuracy, and in which precision; and a network of your own.

Read it after network.py. That its gradient is right: test_gradient_check.py; what it refuses: test_checks.py.
"""

from functools import partial, wraps
from types import MethodType

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.experiments.side_by_side import train_side_by_side
from massshuffle.gradient_check import check_gradient
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network, unchecked
from massshuffle.optimizers import GradientDescent
from massshuffle.random_walk import lattice_start, random_walk
from massshuffle.training import train

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


def test_float32_theta_gives_float32_results():
    theta = THETA.astype(np.float32)
    assert LOGIT.logits(theta, X).dtype == np.float32
    assert LOGIT.gradient(theta, X, Y).dtype == np.float32


def test_integers_give_float64_results():
    theta, samples = np.array([1, -1, 0]), np.array([[1, 0], [0, 2]])
    assert LOGIT.gradient(theta, samples, Y[:, :2]).dtype == np.float64


def test_a_complex_theta_keeps_its_imaginary_part():
    cost = LOGIT.cost(THETA + 1e-20j, X, Y)
    assert cost.imag == pytest.approx(1e-20 * LOGIT.gradient(THETA, X, Y).sum(), rel=1e-12)


def test_a_gradient_of_ones_own_is_the_one_that_is_trained_and_checked():
    class Doubled(Network):
        def gradient(self, theta, X, Y):
            return 2 * super().gradient(theta, X, Y)

    ours = train(Doubled((2, 1)), THETA, X, Y, GradientDescent(0.1), 3).theta
    assert ours.tolist() == train(LOGIT, THETA, X, Y, GradientDescent(0.2), 3).theta.tolist()
    assert not check_gradient(Doubled((2, 1)), THETA, X, Y).passed


METHODS = ["logits", "cost", "gradient", "accuracy", "predict", "predict_probability"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ["theta", "X", "Y"])
def test_other_numbers_are_refused_by_name(method, name):
    if name == "Y" and method not in ("cost", "gradient", "accuracy"):
        return
    given = {"theta": THETA, "X": X} | ({"Y": Y} if method in ("cost", "gradient", "accuracy") else {})
    array = given[name].astype(float)
    for other, message in (
        (array.astype(np.float16), "must be float32 or float64, got float16"),
        (np.ma.masked_array(array), "must not be a masked array"),
        (None, "must hold numbers"),
        (array.astype(str), "must hold numbers"),
    ):
        with pytest.raises(BadInput, match=f"^{name} {message}"):
            getattr(LOGIT, method)(**given | {name: other})


@pytest.mark.parametrize("method", ["predict", "accuracy"])
def test_a_complex_theta_predicts_nothing(method):
    labels = (Y,) if method == "accuracy" else ()
    with pytest.raises(BadInput, match="^theta must hold real numbers"):
        getattr(LOGIT, method)(THETA + 0j, X, *labels)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("dtype", "size"), [(np.float64, 1e153), (np.float32, 1e19), (np.float32, 1e300)])
def test_X_beyond_the_bound_of_training_is_refused(method, dtype, size):
    labels = (Y,) if method in ("cost", "gradient", "accuracy") else ()
    with pytest.raises(BadInput, match=r"^X must be within \+-(3.9e\+152|1.2e\+19), got .*: scale the features$"):
        getattr(LOGIT, method)(THETA.astype(dtype), size * X, *labels)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.float32, np.float64])
def test_X_and_Y_take_the_precision_of_theta(dtype):
    for precision in (np.float32, np.float64):
        theta, samples, labels = LOGIT.checked(THETA.astype(precision), X.astype(dtype), Y.astype(dtype))
        assert theta.dtype == samples.dtype == labels.dtype == precision


def doubling(gradient):
    """A wrapper with another result, and how often it was called."""

    def wrapper(*arguments):
        wrapper.calls += 1
        return 2 * gradient(*arguments)

    wrapper.calls = 0
    return wrapper


def wrapped_like(gradient):
    wrapper = doubling(gradient)
    decorated = wraps(gradient)(lambda *arguments: wrapper(*arguments))
    decorated.inner = wrapper
    return decorated


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


@pytest.mark.parametrize("wrap", [doubling, wrapped_like])
@pytest.mark.parametrize("place", [in_a_subclass, on_the_class, on_the_instance, bound_to_the_instance])
def test_a_wrapped_gradient_is_checked_and_trained(monkeypatch, wrap, place):
    twice = train(LOGIT, THETA, X, Y, GradientDescent(0.2), 40, 1).theta.tolist()
    wrapper = wrap(Network.gradient)
    network, counter = place("gradient", wrapper, monkeypatch), getattr(wrapper, "inner", wrapper)
    assert not check_gradient(network, THETA, X, Y).passed
    counter.calls = 0
    assert train(network, THETA, X, Y, GradientDescent(0.1), 40, 1).theta.tolist() == twice
    assert counter.calls == 40
    [[history]] = train_side_by_side(network, [THETA], [X], [Y], [(GradientDescent(0.1), 0)], 40, 1)
    np.testing.assert_allclose(history.theta, twice, rtol=1e-13)
    assert counter.calls == 80


@pytest.mark.parametrize("wrap", [doubling, wrapped_like])
@pytest.mark.parametrize("place", [in_a_subclass, on_the_class, on_the_instance, bound_to_the_instance])
def test_a_wrapped_cost_is_recorded_and_walked_by(monkeypatch, wrap, place):
    walk = random_walk(LOGIT, THETA, X, Y, 1, 1, 20)
    network = place("cost", wrap(Network.cost), monkeypatch)
    assert not check_gradient(network, THETA, X, Y).passed
    assert random_walk(network, THETA, X, Y, 1, 1, 20).costs.tolist() == (2 * walk.costs).tolist()
    costs = train(network, THETA, X, Y, GradientDescent(0.1), 5, 1).costs
    [[history]] = train_side_by_side(network, [THETA], [X], [Y], [(GradientDescent(0.1), 0)], 5, 1)
    assert costs[0] == history.costs[0] == 2 * walk.costs[0]


def test_other_blocks_of_a_subclass_are_trained_side_by_side_too():
    class Doubled(Network):
        def block_gradients(self, theta, X, Y):
            return [(2 * dW, 2 * db) for dW, db in super().block_gradients(theta, X, Y)]

    alone = train(Doubled((2, 1)), THETA, X, Y, GradientDescent(0.1), 5).theta
    assert alone.tolist() == train(LOGIT, THETA, X, Y, GradientDescent(0.2), 5).theta.tolist()
    [[history]] = train_side_by_side(Doubled((2, 1)), [THETA], [X], [Y], [(GradientDescent(0.1), 0)], 5)
    np.testing.assert_allclose(history.theta, alone, rtol=1e-13)


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


def test_only_the_books_own_methods_lose_their_check(monkeypatch):
    own = unchecked(LOGIT.gradient), unchecked(LOGIT.cost)
    assert not any(hasattr(method, "__wrapped__") for method in own)
    monkeypatch.setattr(Network, "gradient", wraps(Network.gradient)(lambda *arguments: None))
    assert unchecked(LOGIT.gradient) == LOGIT.gradient


@pytest.mark.parametrize("value", [(2, 1), Network, "2-1", None])
def test_what_is_no_network_is_refused_by_name(value):
    for job in (
        lambda: xavier_uniform(value),
        lambda: lattice_start(value, 1),
        lambda: check_gradient(value, THETA, X, Y),
        lambda: train(value, THETA, X, Y, GradientDescent(0.1), 3),
        lambda: random_walk(value, THETA, X, Y, 1, 1, 3),
        lambda: train_side_by_side(value, [THETA], [X], [Y], [(GradientDescent(0.1), 0)], 3),
    ):
        with pytest.raises(BadInput, match="^network must be a Network, got .*: make one, as in Network"):
            job()
