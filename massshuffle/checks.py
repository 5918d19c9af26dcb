"""Bad input gets one clear error: the argument's name, what it got, and what it needs.

Every function here takes the argument's name first and raises BadInput, a ValueError: a script makes one line of it,
while any other error is a fault of ours and keeps its traceback. They are called once, where a value enters the
project, and never inside the training loop.

Proved by tests/book/test_checks.py.
"""

import math
import operator

import numpy as np


class BadInput(ValueError):
    """What somebody gave cannot be used; the message says what it is called, what it was and what is needed."""


def integer(name, value, minimum):
    """Return value as an int of at least minimum."""
    try:
        number = operator.index(value)
    except TypeError:
        number = minimum - 1
    if number < minimum:
        raise BadInput(f"{name} must be an integer of at least {minimum}, got {value!r}")
    return number


def number(name, value, low=-math.inf, high=math.inf, open_low=False, open_high=False):
    """Return value as a finite float between low and high; open_low and open_high leave the bound itself out."""
    try:
        result = float("nan" if isinstance(value, str) else value)
    except (TypeError, ValueError):
        result = math.nan
    inside = (low < result if open_low else low <= result) and (result < high if open_high else result <= high)
    if not (math.isfinite(result) and inside):
        bounds = "" if low == -math.inf and high == math.inf else f" {_range(low, high, open_low, open_high)}"
        raise BadInput(f"{name} must be a finite number{bounds}, got {value!r}")
    return result


def _range(low, high, open_low, open_high):
    """Say a range in words."""
    above = f"above {low:g}" if open_low else f"of at least {low:g}"
    below = f"below {high:g}" if open_high else f"at most {high:g}"
    return " and ".join(words for words, bound in ((above, low), (below, high)) if math.isfinite(bound))


def positive(name, value):
    """Return value as a finite float above 0."""
    return number(name, value, low=0, open_low=True)


def generator(seed):
    """Return the numpy Generator that an int, or a Generator, stands for. None is refused: a draw must repeat."""
    if isinstance(seed, np.random.Generator):
        return seed
    try:
        return np.random.default_rng(operator.index(seed))
    except (TypeError, ValueError):
        raise BadInput(f"seed must be an integer of at least 0 or a numpy Generator, got {seed!r}") from None


def choice(name, value, choices):
    """Return value if it is one of choices."""
    if value not in list(choices):
        raise BadInput(f"{name} must be one of {', '.join(choices)}, got {value!r}")
    return value


def finite(name, array):
    """Return array if it holds numbers, none of them NaN or infinite."""
    array = np.asarray(array)
    if array.dtype.kind not in "buifc":
        raise BadInput(f"{name} must hold numbers, got an array of dtype {array.dtype}")
    if not np.isfinite(array).all():
        bad = int(array.size - np.isfinite(array).sum())
        raise BadInput(f"{name} must be finite, got {bad} NaN or infinite of {array.size} values")
    return array


def samples(X, n_features):
    """Return X if it is (n_features, N): one finite sample in each column, at least one of them."""
    X = finite("X", X)
    if X.dtype.kind == "c":
        raise BadInput(f"X must hold real numbers, got an array of dtype {X.dtype}")
    if X.ndim != 2 or X.shape[0] != n_features or X.shape[1] < 1:
        raise BadInput(f"X must have shape ({n_features}, N), one sample a column, got {X.shape}")
    return X


def labels(name, Y, shape):
    """Return Y if it has the shape and holds nothing but 0 and 1."""
    Y = np.asarray(Y)
    if Y.shape != tuple(shape):
        raise BadInput(f"{name} must have shape {tuple(shape)}, one label a column, got {Y.shape}")
    if not ((Y == 0) | (Y == 1)).all():
        wrong = Y[(Y != 0) & (Y != 1)].flat[0]
        raise BadInput(f"{name} must be 0 or 1, got {wrong}")
    return Y


def frames(weights, iterations):
    """Return weights (F, n, m) and iterations (F,) as arrays if they fit together and hold at least one frame."""
    weights, iterations = finite("weights", weights), finite("iterations", iterations)
    if weights.ndim != 3 or weights.size == 0:
        raise BadInput(f"weights must have shape (F, n, m) with at least one frame, got {weights.shape}")
    if iterations.shape != (len(weights),):
        raise BadInput(f"iterations must have shape ({len(weights)},), one a frame, got {iterations.shape}")
    return weights, iterations
