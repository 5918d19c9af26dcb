"""Bad input gets one clear error: the argument's name, what it got, and what it needs.

Most functions here take the argument's name first, and all raise BadInput, a ValueError: a script makes one line of it,
while any other error is a fault of ours and keeps its traceback. They are called once, where a value enters the
project. Three are quick enough to be called in each step of training, where nothing is wrong: floats, step_operands and
cost_at.

Arrays have one rule. Numbers are float32 or float64; integers become float64 before any arithmetic, because small ones
wrap around: 100 + 100 is -56 in int8. Anything else is refused by its name.

Tested by tests/book/test_checks.py.
"""

import math
import operator
from numbers import Number

import numpy as np

PRECISIONS = (np.dtype(np.float64), np.dtype(np.float32))
COMPLEX = (np.dtype(np.complex128), np.dtype(np.complex64))


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
    is_real = not (isinstance(value, (str, bytes, bytearray)) or _is_masked(value) or np.iscomplexobj(value))
    try:
        result = float(value) if is_real and getattr(value, "ndim", 0) == 0 else math.nan
    except (TypeError, ValueError, OverflowError):
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


def network(value):
    """Return value if it has the layers of a network; its nodes alone, or the class Network, have none."""
    if isinstance(value, type) or not hasattr(value, "n_layers"):
        raise BadInput(f"network must be a Network, got {value!r}: make one, as in Network((15, 1))")
    return value


def optimizer(value):
    """Return value if it takes steps; an optimizer's name and its class take none."""
    if isinstance(value, type) or not callable(getattr(value, "step", None)):
        raise BadInput(f"optimizer must have a method step(theta, gradient), got {value!r}: give Adam(1e-4)")
    return value


def choice(name, value, choices):
    """Return value if it is one of choices."""
    if not (isinstance(value, str) and value in choices):
        raise BadInput(f"{name} must be one of {', '.join(choices)}, got {value!r}")
    return value


def numbers(name, values, dtype=None, allow_complex=False):
    """Return values as an array of float32 or float64; integers become float64, in which none of them wraps around.

    dtype : float32 or float64, to convert to; None keeps the precision    allow_complex : for a complex step
    Raises BadInput for other numbers (float16 has 3 digits and ends at 65,504), for masked arrays, whose mask NumPy's
    functions drop, and for a number that is too large for dtype. NaN and infinity are let through.
    """
    if _is_masked(values):
        raise BadInput(f"{name} must not be a masked array: fill the masked entries, or leave their samples out")
    try:
        array = np.asarray(values)
    except (TypeError, ValueError, RuntimeError, OverflowError) as error:
        raise BadInput(f"{name} must be an array of numbers, got {type(values).__name__}: {error}") from error
    if array.dtype.kind in "bui":
        array = array.astype(np.float64)
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    if array.dtype in PRECISIONS:
        return array if dtype is None else _converted(name, array, dtype)
    if array.dtype in COMPLEX and allow_complex:
        return array
    if array.dtype.kind == "c":
        raise BadInput(f"{name} must hold real numbers, got an array of dtype {array.dtype}")
    if array.dtype.kind != "f":
        raise BadInput(f"{name} must hold numbers, got an array of dtype {array.dtype}")
    raise BadInput(f"{name} must be float32 or float64, got {array.dtype}: convert it with astype(np.float64)")


def floats(name, values):
    """Return values as numbers() does, complex ones too; quick where there is nothing to do, for formulas in a loop."""
    if type(values) is np.ndarray and values.dtype in PRECISIONS:
        return values
    return numbers(name, values, allow_complex=True)


def _is_masked(values):
    """Whether values are a masked array, or a list that holds one."""
    if isinstance(values, (list, tuple)):
        return any(_is_masked(value) for value in values)
    return isinstance(values, np.ma.MaskedArray)


def _converted(name, array, dtype):
    """The array in another precision. A finite number that would become infinite there is refused."""
    largest = float(np.finfo(dtype).max)
    if float(np.finfo(array.dtype).max) > largest and (np.isfinite(array) & (np.abs(array) > largest)).any():
        raise BadInput(f"{name} must be within +-{largest:.1e} in {np.dtype(dtype)}, got {np.abs(array).max():.1e}")
    return array.astype(dtype, copy=False)


def finite(name, values, dtype=None, allow_complex=False):
    """Return values as numbers() does if none of them is NaN or infinite."""
    array = numbers(name, values, dtype, allow_complex)
    if not np.isfinite(array).all():
        bad = int(array.size - np.isfinite(array).sum())
        raise BadInput(f"{name} must be finite, got {bad} NaN or infinite of {array.size} values")
    return array


def samples(X, n_features=None, dtype=None):
    """Return X in the precision dtype if it is (n_features, N): one finite sample per column, at least one of them.

    n_features : None for any number of them    dtype : None keeps the precision of X
    A gradient may be as large as a sample times some weights, and Adam squares it: X is refused beyond that.
    """
    X = finite("X", X)
    if X.ndim != 2 or X.size == 0 or n_features not in (None, X.shape[0]):
        k = "k" if n_features is None else n_features
        raise BadInput(f"X must have shape ({k}, N), one sample a column, got {X.shape}")
    largest = float(np.finfo(dtype or X.dtype).max) ** 0.495
    if float(np.abs(X).max()) > largest:
        raise BadInput(f"X must be within +-{largest:.1e}, got {np.abs(X).max():.1e}: scale the features")
    return X if dtype is None else X.astype(dtype, copy=False)


def labels(name, Y, shape, dtype=None):
    """Return Y in the precision dtype if it has the shape and holds nothing but 0 and 1."""
    Y = numbers(name, Y)
    if Y.shape != tuple(shape):
        raise BadInput(f"{name} must have shape {tuple(shape)}, one label a column, got {Y.shape}")
    if not ((Y == 0) | (Y == 1)).all():
        wrong = Y[(Y != 0) & (Y != 1)].flat[0]
        raise BadInput(f"{name} must be 0 or 1, got {wrong}")
    return Y if dtype is None else Y.astype(dtype, copy=False)


def step_operands(theta, gradient):
    """Return the theta and the gradient that an optimizer was given, (..., P) each, in theta's precision."""
    if not (type(theta) is type(gradient) is np.ndarray and theta.dtype is gradient.dtype in PRECISIONS):
        theta = numbers("theta", theta)
        gradient = numbers("gradient", gradient, theta.dtype)
    if gradient.shape != theta.shape:
        raise BadInput(f"gradient must have theta's shape {theta.shape}, got {gradient.shape}")
    return theta, gradient


def shape_or_type(value):
    """Describe a value that was given for an array: "shape (2, 3)", or "a list"."""
    return f"shape {value.shape}" if hasattr(value, "shape") else f"a {type(value).__name__}"


def one_number(name, value):
    """Return the one number that an array of any shape holds: a dot product gives it as (1, 1)."""
    array = value if hasattr(value, "shape") and hasattr(value, "item") else np.asarray(value, dtype=object)
    if _is_masked(value) or math.prod(array.shape) != 1:
        shape = "a masked array" if _is_masked(value) else f"an array of shape {tuple(array.shape)}"
        raise BadInput(f"{name} must be one number, got {shape}")
    single = array.item()
    if not isinstance(single, Number):
        raise BadInput(f"{name} must be one number, got {single!r}")
    return single


def cost_at(theta, cost):
    """Return the cost of theta (P,) as a float, out of an array (1, 1) too; of runs side by side, (S, M, P), (S, M)."""
    if type(cost) is float and math.isfinite(cost):
        return cost
    if theta.ndim == 1:
        cost = one_number("cost", cost)
    cost = finite("cost", cost)
    return cost if cost.ndim else cost.item()


def whole_numbers(name, values):
    """Return values as an array of integers if they are whole."""
    array = finite(name, values)
    is_whole = (array == np.floor(array)) & (np.abs(array) <= 2**53)  # beyond that float64 has no odd numbers
    if not is_whole.all():
        raise BadInput(f"{name} must be whole numbers, got {array[~is_whole].flat[0]:g}")
    given = np.asarray(values)
    return given if given.dtype.kind in "ui" else array.astype(int)


def rising_iterations(values):
    """Return the iterations of recorded frames, (F,), as integers if each is above the one before."""
    iterations = whole_numbers("iterations", values)
    if iterations.ndim == 1 and (iterations[1:] <= iterations[:-1]).any():
        frame = int((iterations[1:] <= iterations[:-1]).argmax()) + 1
        previous, this = iterations[frame - 1 : frame + 1]
        raise BadInput(f"iterations must rise from frame to frame, got {this} after {previous}")
    if iterations.size and iterations.min() < 0:
        raise BadInput(f"iterations must be at least 0, got {iterations.min()}")
    return iterations


def frames(weights, iterations):
    """Return weights (F, n, m) and iterations (F,) as arrays if they fit together and hold at least one frame."""
    weights, iterations = finite("weights", weights), whole_numbers("iterations", iterations)
    if weights.ndim != 3 or weights.size == 0:
        raise BadInput(f"weights must have shape (F, n, m) with at least one frame, got {weights.shape}")
    if iterations.shape != (len(weights),):
        raise BadInput(f"iterations must have shape ({len(weights)},), one a frame, got {iterations.shape}")
    return weights, iterations
