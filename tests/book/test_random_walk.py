"""The random walk: by hand, how its moves are drawn, and that it finds the boundary of the notebook.

Read it after random_walk.py.
"""

import math

import numpy as np

from massshuffle import random_walk
from massshuffle.network import Network
from massshuffle.random_walk import lattice_start

ONE = Network((1, 1))
X, Y = np.array([[1.0, -1.0]]), np.array([[1, 0]])
DEEP = Network((2, 3, 1), ("tanh",))


def softplus(z):
    return math.log(1 + math.exp(z))


def walk(network=ONE, theta=(0.0, 0.0), steps=30, **options):
    settings = {"jump": 1.0, "bias_jump": 2.0, "seed": 0} | options
    return random_walk.random_walk(network, np.array(theta), X, Y, steps=steps, **settings)


def test_a_walk_by_hand(monkeypatch):
    """With logits w + b and -w + b for labels 1 and 0, the cost is [softplus(-w - b) + softplus(-w + b)] / 2."""
    proposals = iter(
        [
            [(0.5, 0.0), (1.0, 0.0), (0.25, 0.0)],  # all fall: the second is the best
            [(-1.0, 0.0), (1.0, 0.5), (0.5, 0.5)],  # higher, lowest, lower
            [(0.0, -1.0), (-1.0, -0.5), (-3.0, 0.0)],  # equal, higher, higher: it stays
            [(0.0, -1.0), (-1.0, -0.5), (0.0, -0.5)],  # equal, higher, lower
        ]
    )
    monkeypatch.setattr(random_walk, "_moves", lambda *_: [np.array(move) for move in next(proposals)])
    history = walk(steps=4)
    assert history.network == ONE
    assert history.thetas.tolist() == [[0, 0], [1, 0], [2, 0.5], [2, 0.5], [2, 0]]
    by_hand = [math.log(2), softplus(-1), *2 * [(softplus(-2.5) + softplus(-1.5)) / 2], softplus(-2)]
    np.testing.assert_allclose(history.costs, by_hand, rtol=1e-14)


def test_the_three_moves_are_the_weights_both_and_the_biases():
    theta = np.zeros(DEEP.n_parameters)
    rng = np.random.default_rng(0)
    drawn = np.array([random_walk._moves(DEEP, theta, 0.5, 2.0, rng) for _ in range(500)])
    of_weights, both, of_biases = drawn.transpose(1, 0, 2)
    assert (of_weights + of_biases == both).all()
    for W, b in DEEP.unpack(of_weights[0]):
        assert W.any()
        assert not b.any()
    for W, b in DEEP.unpack(of_biases[0]):
        assert b.all()
        assert not W.any()
    is_bias = (both != 0).all(axis=0)
    assert is_bias.sum() == 3 + 1
    for j in range(DEEP.n_parameters):
        moves = both[:, j]
        values = [-2, 2] if is_bias[j] else [-0.5, 0, 0.5]
        found, counts = np.unique(moves, return_counts=True)
        assert found.tolist() == values
        assert counts.min() > 0.8 * 500 / len(values), "each is as likely"
    independent = np.corrcoef(both.T) - np.eye(DEEP.n_parameters)
    assert np.abs(independent).max() < 0.2


def test_every_theta_is_on_the_lattice_and_no_cost_rises():
    rng = np.random.default_rng(3)
    samples = rng.standard_normal((2, 40))
    samples = samples, (samples[:1] * samples[1:] > 0).astype(float)
    start = lattice_start(DEEP, 0.5, 1)
    history = random_walk.random_walk(DEEP, start, *samples, 0.5, 0.25, 300)
    for W, b in (DEEP.unpack(theta)[0] for theta in history.thetas):
        assert (np.round(W / 0.5) == W / 0.5).all()
        assert (b / 0.25 == np.round(b / 0.25)).all()
    assert (np.diff(history.costs) <= 0).all()
    assert history.costs[-1] < 0.7 * history.costs[0]
    for theta, cost in zip(history.thetas, history.costs):
        assert cost == DEEP.cost(theta, *samples)
    stayed = np.diff(history.costs) == 0
    assert (np.diff(history.thetas, axis=0)[stayed] == 0).all()


def test_frames_follow_the_rule_of_training():
    often, seldom, none = walk(steps=9), walk(steps=9, record_every=4), walk(steps=0, theta=(3.0, 1.0))
    assert seldom.iterations.tolist() == [0, 4, 8, 9]
    assert seldom.thetas.tolist() == often.thetas[[0, 4, 8, 9]].tolist()
    assert (none.iterations.tolist(), none.theta.tolist()) == ([0], [3, 1])


def test_one_seed_one_walk_and_the_start_is_left_as_it_is():
    start = np.zeros(2)
    one, same, other = (walk(theta=start, seed=seed) for seed in (4, 4, 5))
    assert one.thetas.tobytes() == same.thetas.tobytes()
    assert one.thetas.tobytes() != other.thetas.tobytes()
    assert random_walk.random_walk(ONE, start, X, Y, 1, 2, 30) == walk(theta=start, seed=0)
    generator = walk(theta=start, seed=np.random.default_rng(4))
    assert generator.thetas.tobytes() == one.thetas.tobytes()
    assert not start.any()


def test_float32_stays_float32():
    assert walk(theta=np.zeros(2, np.float32)).thetas.dtype == np.float32


def test_the_start_is_drawn_from_three_values_with_biases_0():
    network = Network((300, 1))
    [(W, b)] = network.unpack(lattice_start(network, 0.5, 2))
    values, counts = np.unique(W, return_counts=True)
    assert values.tolist() == [-0.5, 0, 0.5]
    assert counts.min() > 70
    assert not b.any()
    assert lattice_start(DEEP, 1).tolist() == lattice_start(DEEP, 1, 0).tolist()
