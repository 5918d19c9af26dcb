"""Numbers far from 1: nothing may overflow, warn or turn into NaN. Warnings are errors here."""

import re
from functools import partial

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.network import Network
from massshuffle.optimizers import OPTIMIZERS, Adam, Momentum
from massshuffle.random_walk import random_walk
from massshuffle.training import train

NETWORKS = [Network((3, 1)), Network((3, 4, 1), ("relu",)), Network((3, 4, 4, 1), ("tanh", "sigmoid"))]
networks = pytest.mark.parametrize("network", NETWORKS, ids=lambda n: str(n.activations))


def case(network, seed=0):
    rng = np.random.default_rng(seed)
    X = 10 * rng.standard_normal((3, 20))
    return rng.standard_normal(network.n_parameters), X, (X[:1] > 0).astype(int)


def assert_numbers_or_a_clear_error(network, theta, X, Y, optimizer):
    try:
        history = train(network, theta, X, Y, optimizer, 50, record_every=1)
    except BadInput as error:
        said = str(error)
        assert re.fullmatch(r"training diverged at iteration \d+: use a smaller learning_rate", said)
    else:
        assert np.isfinite(history.thetas).all()
        assert np.isfinite(history.costs).all()


@networks
@pytest.mark.parametrize("scale", [1e150, 1e-150])
def test_samples_of_any_size(network, scale):
    theta, X, Y = case(network)
    assert np.isfinite(network.cost(theta, scale * X, Y))
    assert np.isfinite(network.gradient(theta, scale * X, Y)).all()
    assert_numbers_or_a_clear_error(network, theta, scale * X, Y, Momentum(1e-3))
    history = train(network, theta, scale * X, Y, Adam(1e-3), 5, record_every=1)
    assert np.isfinite(history.thetas).all()
    assert np.isfinite(history.costs).all()


def test_a_single_layer_does_not_depend_on_the_unit_of_its_samples():
    """X by 2^500 and W by 2^-500: the same logits and the same cost, to the last bit."""
    network = NETWORKS[0]
    theta, X, Y = case(network)
    other = theta.copy()
    other[:3] *= 2.0**-500
    assert network.cost(other, 2.0**500 * X, Y) == network.cost(theta, X, Y)


@pytest.mark.parametrize("size", [1e9, -1e9])
def test_logits_of_a_billion(size):
    network = NETWORKS[0]
    theta, X, Y = np.array([0, 0, 0, size]), np.ones((3, 2)), np.array([[0, 1]])
    assert network.cost(theta, X, Y) == 0.5e9
    wrong = 0.5 if size > 0 else -0.5
    assert network.gradient(theta, X, Y).tolist() == [wrong] * 4
    assert network.predict_probability(theta, X).tolist() == [[float(size > 0)] * 2]


@networks
@pytest.mark.parametrize("scale", [1e152, 1e200, 1e300])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_samples_too_large_to_train_on_are_refused_without_a_warning(network, scale, name):
    theta, X, Y = case(network)
    with pytest.raises(BadInput, match=r"^X must be within \+-3.9e\+152, got .*: scale the features$"):
        train(network, theta, scale * X, Y, OPTIMIZERS[name](), 5)


@networks
@pytest.mark.parametrize("make", OPTIMIZERS.values())
@pytest.mark.parametrize("learning_rate", [1e3, 1e40, 1e120, 1e200])
def test_any_learning_rate_ends_in_numbers_or_in_a_clear_error(network, make, learning_rate):
    theta, X, Y = case(network)
    assert_numbers_or_a_clear_error(network, theta, X, Y, make(learning_rate))


@pytest.mark.parametrize("n_layers", [1, 2])
def test_how_far_out_weights_may_be(n_layers):
    """The largest number there is to the power of 1 / (3 L): 5.6e102 for one layer, 2.4e51 for two."""
    network = Network((1,) * n_layers + (1,), ("relu",) * (n_layers - 1))
    bound = np.finfo(float).max ** (1 / (3 * n_layers))
    X, Y = np.array([[1.0, 2.0]]), np.array([[1, 1]])
    for factor, fits in ((0.9, True), (1.1, False)):
        theta = np.zeros(network.n_parameters)
        theta[0] = factor * bound
        for job, message in (
            (partial(train, network, theta, X, Y, Adam(), 1), "training diverged"),
            (partial(random_walk, network, theta, X, Y, 1, 1, 1), "must keep theta"),
        ):
            if fits:
                job()
            else:
                with pytest.raises(ValueError, match=message):
                    job()
