"""When training has waited long enough for its cost to fall, by hand.

Read it after patience.py.
"""

from massshuffle.patience import Patience


def test_patience_ends_when_the_cost_has_failed_to_fall_by_hand():
    """A cost must be at most the best so far less tol; each that is counts the failures anew."""
    patience = Patience(tol=1, most=2, every=40)
    costs = 10, 9, 9.5, 8.5, 7, 9, 7.5, 6.5
    assert [patience(40 * i, cost) for i, cost in enumerate(costs)] == [False] * 7 + [True]
