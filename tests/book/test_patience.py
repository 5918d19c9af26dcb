"""When training has waited long enough for its cost to fall, by hand. Read after estimator.py."""

import numpy as np
import pytest

from massshuffle.estimator import Patience, was_falling
from massshuffle.history import History
from massshuffle.network import Network


def test_patience_ends_when_the_cost_has_failed_to_fall_by_hand():
    """A cost must be at most the best so far less tol; each that is counts the failures anew."""
    patience = Patience(tol=1, most=2, every=40)
    costs = 10, 9, 9.5, 8.5, 7, 9, 7.5, 6.5
    assert [patience(40 * i, cost) for i, cost in enumerate(costs)] == [False] * 7 + [True]


@pytest.mark.parametrize(("rate", "fall"), [(0.01, 1.0), (1e-4, 0.01), (0.1, 10.0)])
def test_a_fall_is_measured_by_the_learning_rate(rate, fall):
    for part, ended in ((1.01, False), (0.99, True)):
        patience = Patience(tol=1, most=1, every=40, learning_rate=rate)
        costs = -part * fall * np.arange(4)
        assert patience(0, costs[0]) is False
        assert [patience(40 * i, costs[i]) for i in (1, 2)] == [False, ended]


@pytest.mark.parametrize(
    ("costs", "falling"),
    [
        ((0.7, 0.6, 0.5), True),
        ((0.7, 0.5, 0.5), False),
        ((0.7, 0.5, 0.6), False),
        ((0.7, 0.5, 0.5 - 0.6e-5), True),
        ((0.7, 0.5, 0.5 - 0.4e-5), False),
        ((0.7,), False),
    ],
)
def test_was_it_still_falling(costs, falling):
    """A look every 20 steps wants half of tol * 1e-4 / 0.01 = 1e-5."""
    n = len(costs)
    history = History(Network((1, 1)), 20 * np.arange(n), np.array(costs), np.zeros((n, 2)))
    assert was_falling(history, 1e-4) is falling
