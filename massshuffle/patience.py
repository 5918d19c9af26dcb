"""Patience: when is there nothing more to learn? When the cost has failed to fall, several looks in a row.

`Patience` is an on_record for training.train, which ends where it returns True. A look counts as a fall if the cost is
below the lowest so far by this much at least:

    tol * learning_rate / 0.01

The learning rate belongs in there because steps a hundredth as long lower the cost by a hundredth as much. With tol
alone a small rate would end training at once, after a few steps that all went the right way.

Tested by tests/book/test_patience.py.
"""

import math

from massshuffle import checks

TOL, USUAL_RATE, EVERY = 1e-3, 1e-2, 40


class Patience:
    """Called with each recorded cost: True once it has failed to fall by tol more than `most` times in a row."""

    def __init__(self, tol, most, every, learning_rate=USUAL_RATE):
        self.least = checks.number("tol", tol, low=0) * (learning_rate / USUAL_RATE)  # what counts as a fall
        self.most = checks.integer("n_iter_no_change", most, minimum=1)
        self.every, self.last, self.best, self.failed, self.falling = every, 0, math.inf, 0, False

    def __call__(self, iteration, cost):
        part = (iteration - self.last) / self.every  # below 1 where training ends before the next look is due
        fell = cost <= self.best - part * self.least
        self.falling = iteration > 0 and fell and cost < self.best
        self.failed = 0 if fell else self.failed + 1
        self.last, self.best = iteration, min(self.best, cost)
        return self.failed > self.most


def was_falling(history, learning_rate):
    """Return whether the cost of a run was still falling at its end, by as much as the classifier's defaults ask for.

    history : a History    learning_rate : of the optimizer that made it
    """
    patience = Patience(TOL, 1, EVERY, learning_rate)
    for iteration, cost in zip(history.iterations, history.costs):
        patience(int(iteration), float(cost))
    return patience.falling
