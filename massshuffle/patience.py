"""Patience: when is there nothing more to learn? When the cost has failed to fall, several looks in a row.

`Patience` is an on_record for training.train, which ends where it returns True. A look finds that the cost fell if it
is below the lowest so far by tol at least.

Proved by tests/book/test_patience.py.
"""

import math

from massshuffle import checks


class Patience:
    """Called with each recorded cost: True once it has failed to fall by tol more than `most` times in a row."""

    def __init__(self, tol, most, every):
        self.tol = checks.number("tol", tol, low=0)
        self.most = checks.integer("n_iter_no_change", most, minimum=1)
        self.every, self.last, self.best, self.failed, self.falling = every, 0, math.inf, 0, False

    def __call__(self, iteration, cost):
        part = (iteration - self.last) / self.every  # below 1 where training ends before the next look is due
        fell = cost <= self.best - part * self.tol
        self.falling = iteration > 0 and fell and cost < self.best
        self.failed = 0 if fell else self.failed + 1
        self.last, self.best = iteration, min(self.best, cost)
        return self.failed > self.most
