"""What must hold for any network and any data, tried on many random ones."""

import numpy as np
import pytest

from massshuffle import mass
from massshuffle.activations import ACTIVATIONS
from massshuffle.network import Network

cases = pytest.mark.parametrize("seed", range(30))


def random_case(seed):
    rng = np.random.default_rng(1000 + seed)
    n_layers = int(rng.integers(1, 5))
    network = Network((*rng.integers(1, 9, n_layers), 1), rng.choice(list(ACTIVATIONS), n_layers - 1))
    N = int(rng.integers(1, 40))
    X = rng.standard_normal((network.nodes_per_layer[0], N)) * 10.0 ** rng.integers(-2, 3)
    Y = rng.integers(0, 2, (1, N))
    theta = rng.standard_normal(network.n_parameters)
    return rng, network, theta, X, Y


@cases
def test_cost_is_never_negative(seed):
    _, network, theta, X, Y = random_case(seed)
    assert network.cost(theta, X, Y) >= 0


@cases
def test_pack_undoes_unpack(seed):
    _, network, theta, _, _ = random_case(seed)
    assert network.pack(network.unpack(theta)).tolist() == theta.tolist()


@cases
def test_the_order_of_samples_changes_nothing(seed):
    rng, network, theta, X, Y = random_case(seed)
    order = rng.permutation(X.shape[1])
    np.testing.assert_allclose(network.cost(theta, X[:, order], Y[:, order]), network.cost(theta, X, Y), rtol=1e-13)
    gradient = network.gradient(theta, X, Y)
    shuffled = network.gradient(theta, X[:, order], Y[:, order])
    np.testing.assert_allclose(shuffled, gradient, atol=1e-13 * np.abs(gradient).max())


@cases
def test_every_sample_twice_changes_nothing(seed):
    _, network, theta, X, Y = random_case(seed)
    gradient = network.gradient(theta, X, Y)
    doubled = network.gradient(theta, np.hstack([X, X]), np.hstack([Y, Y]))
    np.testing.assert_allclose(doubled, gradient, atol=1e-13 * np.abs(gradient).max())


@cases
def test_the_unit_of_a_feature_changes_nothing(seed):
    """A feature times 4 with its weights by 4: powers of two, so equal to the last bit."""
    rng, network, theta, X, _ = random_case(seed)
    feature = rng.integers(network.nodes_per_layer[0])
    X_other, theta_other = X.copy(), theta.copy()
    X_other[feature] *= 4
    network.unpack(theta_other)[0][0][:, feature] /= 4
    assert network.logits(theta_other, X_other).tolist() == network.logits(theta, X).tolist()


@cases
def test_the_gradient_is_0_where_the_cost_is_flat(seed):
    """Weights of an input that is always 0, and of nodes that nothing listens to."""
    _, network, theta, X, Y = random_case(seed)
    X = X.copy()
    X[0] = 0
    theta = theta.copy()
    network.unpack(theta)[-1][0][:, 0] = 0
    blocks = network.unpack(network.gradient(theta, X, Y))
    assert not blocks[0][0][:, 0].any()
    if len(blocks) > 1:
        dW, db = blocks[-2]
        assert not dW[0].any()
        assert not db[0].any()


@cases
def test_opposite_labels_with_opposite_logits_cost_the_same(seed):
    _, network, theta, X, Y = random_case(seed)
    other = theta.copy()
    for array in network.unpack(other)[-1]:
        array *= -1
    assert network.cost(other, X, 1 - Y) == pytest.approx(network.cost(theta, X, Y), rel=1e-13)


@cases
def test_shares_and_moved_stay_in_their_bounds(seed):
    rng = np.random.default_rng(seed)
    F, n, k = rng.integers(2, 9, 3)
    weights = rng.standard_normal((F, n, k)) * 10.0 ** rng.integers(-200, 200, (F, 1, 1))
    shares = mass.shares(weights)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-14)
    moved, effective = mass.moved(shares), mass.effective_number(shares)
    assert moved.shape == (F - 1,)
    assert ((moved >= 0) & (moved <= 1)).all()
    assert ((effective >= 1 - 1e-14) & (effective <= n * k + 1e-12)).all()
    assert mass.moved(np.repeat(shares[:1], 3, axis=0)).tolist() == [0, 0]
