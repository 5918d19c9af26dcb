"""Numbers far from 1: nothing may overflow, warn or turn into NaN. Warnings are errors here.

Read it after training.py; the bounds that it tests stand there. One network is enough: it has every activation.
"""

from functools import partial

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.network import Network
from massshuffle.optimizers import OPTIMIZERS, Adam
from massshuffle.random_walk import random_walk
from massshuffle.training import train

NETWORK = Network((3, 4, 4, 4, 1), ("relu", "tanh", "sigmoid"))


@pytest.fixture
def samples(rng):
    X = 10 * rng.standard_normal((3, 20))
    return rng.standard_normal(NETWORK.n_parameters), X, (X[:1] > 0).astype(int)


@pytest.mark.parametrize("scale", [1e150, 1e-150])
def test_samples_of_any_size_give_numbers(samples, scale):
    theta, X, Y = samples
    assert np.isfinite(NETWORK.cost(theta, scale * X, Y))
    assert np.isfinite(NETWORK.gradient(theta, scale * X, Y)).all()
    history = train(NETWORK, theta, scale * X, Y, Adam(1e-3), 5, record_every=1)
    assert np.isfinite(history.thetas).all()
    assert np.isfinite(history.costs).all()


@pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_a_learning_rate_that_is_far_too_large_is_told_without_a_warning(samples, make):
    with pytest.raises(BadInput, match=r"^training diverged at iteration \d+: use a smaller learning_rate$"):
        train(NETWORK, *samples, make(1e120), 50)


@pytest.mark.parametrize("n_layers", [1, 2])
def test_how_large_weights_may_be(n_layers):
    """The largest number there is to the power of 1 / (3 L): 5.6e102 for one layer, 2.4e51 for two."""
    network = Network((1,) * n_layers + (1,), ("relu",) * (n_layers - 1))
    bound = np.finfo(float).max ** (1 / (3 * n_layers))
    X, Y = np.array([[1.0, 2.0]]), np.array([[1, 1]])
    for factor, fits in ((0.9, True), (1.1, False)):
        theta = np.zeros(network.n_parameters)
        theta[0] = factor * bound
        for job, message in (
            (partial(train, network, theta, X, Y, Adam(), 1), "training diverged"),
            (partial(random_walk, network, theta, X, Y, 1, 1, 1), "theta must lie within"),
        ):
            if fits:
                job()
            else:
                with pytest.raises(ValueError, match=message):
                    job()
