"""Data: two large features, one or both of which decide the label, and thirteen that are noise.

Can a network tell what matters from what does not? This book follows a notebook that asks this (Rafael Monteiro, 2019;
see README.md). Its idea: scatter points in the plane, label them by the side of a boundary on which they lie, then
append features of small noise. The labels do not depend on them ("irrelevant features (but we didn't know that at the
time of data gathering! How could we?!)"). In the first data set only x1 decides. x2 is as large as x1, and as
irrelevant as the noise. A network that has understood the data should ignore everything that does not decide. Do its
weights show that?

    linear_boundary         label 1 where x1 >= 0                     noise 0.01    1000 samples
    sine_boundary           label 1 where x1 >= 5 sin(x2)             noise 0.1      400 samples
    tilted_boundary         label 1 where x1 + 2 x2 >= 10             noise 0.01    1000 samples   (both of the sequel,
    tilted_sine_boundary    label 1 where x1 + 2 x2 >= sin(x2) + 5    noise 0.1      800 samples   random_walk.py)
    digits                  label 1 for an 8, 0 for a 3               real pictures of 8 x 8 pixels that you can read

x1 and x2 are 10 * standard normal, a noise feature is noise_scale * standard normal. Samples are columns (rows in
PyTorch and scikit-learn): X (k, N) with k = 2 + n_noise_features (64 pixels for a digit), and Y (1, N), for N samples.
So linear_boundary() has k = 15 features. A fifth of the samples, the test part, is set apart, and training never sees
it, which leaves X_train with the shape (15, 800).

A seed is the number that the random draws start from. The same seed gives the same data.

Two questions. Which label has the point x1 = 0, x2 = 3 in the linear data, and which in the tilted data? And what would
an accuracy on the training part alone not tell you? (docs/answers.md)

Source: the notebook's sections 1 and 3. Tested by tests/book/test_data.py. Next: activations.py, the first part of a
network.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from massshuffle import checks


@dataclass(frozen=True)
class Boundary:
    """A curve in the plane of x1 and x2: a sample has label 1 on it and to its right, x1 >= curve(x2), else 0."""

    words: str
    curve: Callable  # x2 -> x1


LINE = Boundary("x1 >= 0", lambda x2: 0 * x2)
SINE = Boundary("x1 >= 5 sin(x2)", lambda x2: 5 * np.sin(x2))
TILTED_LINE = Boundary("x1 + 2 x2 >= 10", lambda x2: 10 - 2 * x2)
TILTED_SINE = Boundary("x1 + 2 x2 >= sin(x2) + 5", lambda x2: np.sin(x2) + 5 - 2 * x2)


@dataclass(frozen=True, eq=False)
class Dataset:
    """A training part and a test part: X_train (k, N), Y_train (1, N), X_test (k, M), Y_test (1, M)."""

    X_train: np.ndarray
    Y_train: np.ndarray
    X_test: np.ndarray
    Y_test: np.ndarray

    def __eq__(self, other):
        """Whether both hold the same numbers."""
        if not isinstance(other, Dataset):
            return NotImplemented
        return all(np.array_equal(getattr(self, part.name), getattr(other, part.name)) for part in fields(self))

    @property
    def X(self):
        """All samples, (k, N + M)."""
        return np.hstack([self.X_train, self.X_test])

    @property
    def Y(self):
        """All labels, (1, N + M)."""
        return np.hstack([self.Y_train, self.Y_test])


def linear_boundary(n_samples=1000, n_noise_features=13, noise_scale=0.01, test_size=0.2, seed=0):
    """A Dataset with LINE between its labels. test_size: share of it set apart; seed: int or numpy Generator."""
    return _draw(LINE, n_samples, n_noise_features, noise_scale, test_size, seed)


def sine_boundary(n_samples=400, n_noise_features=13, noise_scale=0.1, test_size=0.2, seed=0):
    """A Dataset with SINE between its labels. test_size: share of it set apart; seed: int or numpy Generator."""
    return _draw(SINE, n_samples, n_noise_features, noise_scale, test_size, seed)


def tilted_boundary(n_samples=1000, n_noise_features=13, noise_scale=0.01, test_size=0.2, seed=0):
    """A Dataset with TILTED_LINE between its labels. test_size: share of it set apart; seed: int or numpy Generator."""
    return _draw(TILTED_LINE, n_samples, n_noise_features, noise_scale, test_size, seed)


def tilted_sine_boundary(n_samples=800, n_noise_features=13, noise_scale=0.1, test_size=0.2, seed=0):
    """A Dataset with TILTED_SINE between its labels. test_size: share of it set apart; seed: int or numpy Generator."""
    return _draw(TILTED_SINE, n_samples, n_noise_features, noise_scale, test_size, seed)


def digits(first=3, second=8, test_size=0.2, seed=0):
    """A Dataset of scikit-learn's pictures of two digits: 8 x 8 pixels row by row, k = 64, each between 0 and 1.

    first, second : two digits; the first has label 0, the second label 1
    Some pixels are 0 in every picture. Nothing in the data moves their weights; only l1, l2 or a weight decay does.
    """
    from sklearn.datasets import load_digits

    pair = [checks.integer(name, digit, minimum=0) for name, digit in (("first", first), ("second", second))]
    if max(pair) > 9 or pair[0] == pair[1]:
        raise checks.BadInput(f"first and second must be two digits between 0 and 9, got {first} and {second}")
    pictures = load_digits()
    chosen = np.isin(pictures.target, pair)
    X = pictures.data[chosen].T / 16  # (64, N)
    Y = (pictures.target[chosen] == pair[1]).astype(float).reshape(1, -1)  # (1, N)
    return stratified_split(X, Y, test_size, seed)


def stratified_split(X, Y, test_size=0.2, seed=0):
    """Set a share of the samples apart for testing, with the same share of each label in both parts. Returns a Dataset.

    X : (k, N)    Y : (1, N), each 0 or 1    test_size : strictly between 0 and 1    seed : int or numpy Generator
    Raises ValueError if a label is too rare to be in both parts.
    """
    from sklearn.model_selection import StratifiedShuffleSplit

    rng = checks.generator(seed)
    test_size = checks.number("test_size", test_size, low=0, high=1, open_low=True, open_high=True)
    X = checks.samples(X)
    Y = checks.labels("Y", Y, (1, X.shape[1]), X.dtype)
    counts = [int((label == Y).sum()) for label in (0, 1)]
    found = f"{counts[0]} samples with label 0 and {counts[1]} with label 1"
    if min(counts) < 2:
        raise checks.BadInput(f"Y must hold each label at least twice, got {found}: a label is too rare to split")
    n_test = int(np.ceil(test_size * sum(counts)))
    if not 2 <= n_test <= sum(counts) - 2:
        raise checks.BadInput(
            f"test_size must leave at least 2 samples in both parts, got {test_size:g} of {sum(counts)} samples: take "
            "more samples or another share"
        )
    splitter = StratifiedShuffleSplit(n_splits=1, test_size=test_size, random_state=int(rng.integers(2**31)))
    [(train, test)] = splitter.split(X.T, Y[0])
    if any(len(np.unique(Y[0, part])) < 2 for part in (train, test)):
        raise checks.BadInput(
            f"test_size must put each label into both parts, got {test_size:g} of {found}: a label is too rare, "
            "take more samples"
        )
    return Dataset(X[:, train], Y[:, train], X[:, test], Y[:, test])


def _draw(boundary, n_samples, n_noise_features, noise_scale, test_size, seed):
    """Draw the plane, label it, append the noise, split."""
    rng = checks.generator(seed)
    n_samples = checks.integer("n_samples", n_samples, minimum=4)
    n_noise_features = checks.integer("n_noise_features", n_noise_features, minimum=0)
    noise_scale = checks.number("noise_scale", noise_scale, low=0)
    plane = 10 * rng.standard_normal((2, n_samples))  # (2, N)
    noise = noise_scale * rng.standard_normal((n_noise_features, n_samples))  # (k - 2, N)
    X = np.vstack([plane, noise])  # (k, N)
    x1, x2 = plane
    Y = (x1 >= boundary.curve(x2)).astype(float).reshape(1, -1)  # (1, N)
    return stratified_split(X, Y, test_size, rng)
