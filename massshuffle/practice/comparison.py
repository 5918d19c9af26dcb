"""Comparison of an answer with the expected one: both as arrays by name, and where they differ, in words.

A returned value becomes {"dW_1": array, "db_1": array, ...}; a value of another form is refused with a sentence.

Tested by tests/practice/test_judge.py.
"""

from decimal import Decimal
from numbers import Integral, Real

import numpy as np

TOLERANCE = 1e-9
NAME_OF_EXPECTED = {"backward": "measured"}  # in all other exercises it is "right"


class MalformedAnswer(Exception):
    """The returned value has another form than the exercise asks for."""


def arrays_by_name(exercise, returned):
    """Return what an exercise returned as {name: array}; raises MalformedAnswer if it has another form."""
    if returned is None:
        raise MalformedAnswer("it returns None: is the `return` missing?")
    if exercise == "forward":
        return _arrays_of_forward(returned)
    if exercise in ("backward", "xavier_uniform"):
        return _arrays_of_layers(returned, *(("dW", "db") if exercise == "backward" else ("W", "b")))
    if exercise == "adam_step":
        if not isinstance(returned, tuple | list) or len(returned) != 3:
            raise MalformedAnswer(f"it must return three arrays, theta, m, v; it returns {describe_type(returned)}")
        return {name: float_array(name, value) for name, value in zip(("theta", "m", "v"), returned)}
    result = float_array("result", returned)
    return {"result": result.reshape(()) if exercise == "binary_cross_entropy" and result.size == 1 else result}


def _arrays_of_forward(returned):
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise MalformedAnswer(f"it must return two dicts, Z and A; it returns {describe_type(returned)}")
    for letter, arrays in zip("ZA", returned):
        if not isinstance(arrays, dict):
            raise MalformedAnswer(f"{letter} must be a dict {{layer: array}}; it is {describe_type(arrays)}")
        if wrong := [layer for layer in arrays if not isinstance(layer, Integral)]:
            message = f"the layers of {letter} must be whole numbers, 1, 2, ...; one of them is {wrong[0]!r}"
            raise MalformedAnswer(message)
    return {f"{letter}_{layer}": float_array(f"{letter}_{layer}", arrays[layer])
            for letter, arrays in zip("ZA", returned) for layer in sorted(arrays)}  # fmt: skip


def _arrays_of_layers(returned, *letters):
    if not isinstance(returned, tuple | list) or not all(
        hasattr(pair, "__len__") and len(pair) == 2 for pair in returned
    ):
        message = f"it must return a list of pairs ({', '.join(letters)}); it returns {describe_type(returned)}"
        raise MalformedAnswer(message)
    return {f"{letter}_{layer}": float_array(f"{letter}_{layer}", value)
            for layer, pair in enumerate(returned, 1) for letter, value in zip(letters, pair)}  # fmt: skip


def float_array(name, value):
    """Return an array of floats, out of lists too; text is refused, although float() would read a number in it."""
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        message = f"{name} must hold numbers, all rows equally long; it is {describe_type(value)}"
        raise MalformedAnswer(message) from None
    if np.iscomplexobj(array):
        raise MalformedAnswer(f"{name} must hold real numbers; it holds complex numbers")
    if np.ma.isMaskedArray(value):
        raise MalformedAnswer(f"{name} must hold numbers; it is a masked array")
    if array.dtype.kind == "O":
        wrong = [describe_type(entry) for entry in array.flat if not isinstance(entry, Real | Decimal)]
    elif array.dtype.kind in "buif":
        wrong = []
    else:
        wrong = [describe_type(array.flat[0]) if array.size else str(array.dtype)]
    if wrong:
        raise MalformedAnswer(f"{name} must hold numbers; it holds {wrong[0]}")
    return array.astype(float)


def describe_type(value):
    """The type of a value in words, and how many entries it holds."""
    if isinstance(value, str | bytes):
        return "text"
    n = f" of {len(value)}" if isinstance(value, tuple | list | dict) else ""
    return {"NoneType": "None"}.get(type(value).__name__, f"a {type(value).__name__}{n}")


def is_close(array, expected):
    """Whether two arrays agree to 1e-9 of the largest expected number."""
    if array.shape != expected.shape:
        return False
    differences = np.abs(array - expected)
    return bool((differences <= TOLERANCE * np.abs(expected).max(initial=0)).all())  # faster than np.allclose


def all_close(exercise, arrays, expected):
    """Whether all arrays agree. The A_L that forward need not return is compared where it is there."""
    optional = {name for name in expected if exercise == "forward" and name == f"A_{len(expected) // 2}"}
    if not expected.keys() - optional <= arrays.keys() <= expected.keys():
        return False
    return all(is_close(arrays[name], expected[name]) for name in arrays)


def is_right(exercise, case, answer):
    """Whether an answer is one of those that the case expects."""
    return answer.is_finite and any(all_close(exercise, answer.arrays, expected) for expected in case.expected)


def describe_difference(exercise, case, answer):
    """Describe a wrong answer: the error, or the shapes, or an entry with both numbers and their ratio; a few lines."""
    return f"Tried on {case.description}:\n{_difference(exercise, case, answer)}"


def _difference(exercise, case, answer):
    if answer.arrays is None:
        return answer.error
    expected = case.expected[0]
    optional = f"A_{len(expected) // 2}" if exercise == "forward" else ""
    missing = [name for name in expected if name not in answer.arrays and name != optional]
    extra = [name for name in answer.arrays if name not in expected]
    if missing or extra:
        problem = f"{', '.join(missing)} is missing" if missing else f"{', '.join(extra)} is one too many"
        return f"{problem}: it returns {', '.join(answer.arrays) or 'nothing'}."
    for name, array in answer.arrays.items():
        if array.shape != expected[name].shape:
            return f"{name} has shape {array.shape}; it needs {expected[name].shape}."
    for name, array in answer.arrays.items():
        if not np.isfinite(array).all():
            first = int(np.isfinite(array).argmin())
            return _both_numbers(exercise, name, array, expected[name], first) + _first_warning(answer, "; ")
    for name, array in answer.arrays.items():
        if not is_close(array, expected[name]):
            worst = int(np.abs(array - expected[name]).argmax())
            return _both_numbers(exercise, name, array, expected[name], worst) + _ratio(name, answer.arrays, expected)
    return "The numbers are right, but " + (_first_warning(answer) or "for the form.")


def _both_numbers(exercise, name, array, expected, position):
    """The learner's number and the expected one at a position in the flattened arrays."""
    index = np.unravel_index(position, array.shape)
    entry = f"{name}[{', '.join(str(int(i)) for i in index)}]" if index else name
    difference = ""
    if f"{array[index]:.8g}" == f"{expected[index]:.8g}":
        difference = f" (a difference of {array[index] - expected[index]:.2g})"
    ((number, right),) = distinct_texts((array[index], expected[index]))
    return f"{entry}: yours {number}, {NAME_OF_EXPECTED.get(exercise, 'right')} {right}{difference}"


def distinct_texts(*pairs, digits=8):
    """Pairs of different numbers as pairs of different texts: with that many digits, or as many more as it takes."""
    texts = [[(f"{first:.{n}g}", f"{second:.{n}g}") for first, second in pairs] for n in range(digits, 18)]
    return next((found for found in texts if all(first != second for first, second in found)), texts[0])


def _ratio(name, arrays, expected):
    """The ratio of the numbers to the expected ones, where it is the same in all arrays, or in the whole array."""
    for names, where in ((expected.keys() & arrays.keys(), "everywhere"), ({name}, f"in all of {name}")):
        x = np.concatenate([arrays[name].ravel() for name in sorted(names)])
        y = np.concatenate([expected[name].ravel() for name in sorted(names)])
        if x.size > 1 and np.vdot(y, y) > 0 and is_close(x, np.vdot(x, y) / np.vdot(y, y) * y):
            ratio = np.vdot(x, y) / np.vdot(y, y)
            return f" (yours is {distinct_texts((ratio, 1), digits=6)[0][0]} times that, {where})"
    return ""


def _first_warning(answer, before=""):
    """The first of NumPy's warnings, as a sentence."""
    return f"{before}NumPy warns: {answer.warnings[0]}." if answer.warnings else ""
