"""Scaling: every feature gets mean 0 and standard deviation 1 in the training part.

Features come in all sizes, and a weight says little as long as its feature may be counted in metres or in millimetres.
So each feature is scaled, by four numbers that the training part has: its lowest and highest value, then mean and
deviation of u.

    u = (x - low) / (high - low)            in [0, 1] for each training sample
    scaled x = (u - mean) / deviation

For x = 2, 4, 9 we get low 2, high 9, u = 0, 2/7, 1. The textbook's (x - mean of x) / deviation of x is the same number
on paper, and fails in floats: the squares of values near 1e-200 are 0, so is their deviation; and the mean of times in
nanoseconds, near 1.7e18, is rounded by a hundred of them. x - low is exact where the textbook loses its digits.

Two floats at most 8 steps apart are most often one number, computed in two ways: 0.1 + 0.2 and 0.3 are 1 step apart.
Such a column is constant, and scaling it would blow the rounding up to 1.

Source: scikit-learn's issues 17794 and 19726. Tested by tests/experiments/test_scaling.py.
"""

from dataclasses import dataclass, fields

import numpy as np

from massshuffle import checks

LARGEST = 1e100  # so that squares do not overflow
STEPS = 8  # spacings of floats between the lowest and the highest value of a column that counts as constant


@dataclass(frozen=True, eq=False)
class Scaling:
    """The four numbers by which each of k features is scaled, (k,) each."""

    low: np.ndarray
    high: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray

    def __eq__(self, other):
        """Return whether both scale by the same numbers."""
        if not isinstance(other, Scaling):
            return NotImplemented
        return all(np.array_equal(ours, other.by_name[name]) for name, ours in self.by_name.items())

    @property
    def by_name(self):
        """The four numbers of each feature, {name: (k,)}: with them anybody can scale another sample."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def scale(self, X, features):
        """Return the samples X (k, N) scaled. features : k names, for the error

        Raises ValueError where X is more than 1e100 times as far from low as high is.
        """
        X = checks.samples(X, len(self.low))
        span = self.high - self.low
        distance = X - self.low[:, None]  # (k, N), in float64 as low is
        for name, too_far in zip(features, (np.abs(distance) > LARGEST * span[:, None]).any(axis=1)):
            if too_far:
                rule = f"must be within {LARGEST:g} times the range of the training samples"
                raise checks.BadInput(f"column {name} {rule}: correct or leave out the sample that is not")
        u = distance / span[:, None]
        return (u - self.mean[:, None]) / self.deviation[:, None]


def scaling_of(X):
    """Return the Scaling of training samples X (k, N), none of whose features is constant."""
    low, high = X.min(axis=1), X.max(axis=1)
    u = (X - low[:, None]) / (high - low)[:, None]  # (k, N)
    return Scaling(low, high, u.mean(axis=1), u.std(axis=1))


def is_constant(X):
    """Return for each feature of X (k, N) whether its values differ by rounding at most, (k,)."""
    low, high = X.min(axis=1), X.max(axis=1)
    return high - low <= STEPS * np.spacing(np.maximum(np.abs(low), np.abs(high)))
