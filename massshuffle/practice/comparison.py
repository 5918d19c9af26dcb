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
    if value is None:
        return "None"
    n = f" of {len(value)}" if isinstance(value, tuple | list | dict) else ""
    name = type(value).__name__
    article = "an" if name[0] in "aeio" or name == "ndarray" else "a"
    return f"{article} {name}{n}"


def is_close(array, expected):
    """Whether two arrays agree to 1e-9 of the largest expected number."""
    if array.shape != expected.shape or not np.isfinite(array).all():
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


def has_expected_shapes(case, answer):
    """Whether all arrays have the right shapes."""
    return all(name in case.expected[0] and array.shape == case.expected[0][name].shape
               for name, array in answer.arrays.items())  # fmt: skip


def describe_difference(exercise, case, answer):
    """Describe a wrong answer: the error; or which arrays are right, and the first that is wrong with its numbers."""
    return f"Tried on {case.description}:\n{_difference(exercise, case, answer)}"


def _difference(exercise, case, answer):
    if answer.arrays is None:
        return answer.error
    arrays = answer.arrays
    expected = min(case.expected, key=lambda expected: _distance(arrays, expected))
    optional = f"A_{len(expected) // 2}" if exercise == "forward" else ""
    missing = [name for name in expected if name not in arrays and name != optional]
    extra = [name for name in arrays if name not in expected]
    if missing or extra:
        return _wrong_names(exercise, case, arrays, missing, extra)
    names = sorted(arrays, key=ORDERS_OF_COMPUTING.get(exercise))
    wrong = [name for name in names if not is_close(arrays[name], expected[name])]
    if not wrong:
        return "The numbers are right, but " + (_first_warning(answer) or "for the form.")
    parts = [_right_and_wrong(names, wrong), _first_difference(exercise, answer, expected, wrong[0])]
    if has_expected_shapes(case, answer) and answer.is_finite:
        start = case.arguments[0] if wrong[0] == "theta" or exercise == "train" else 0  # it is the step that counts
        parts += [_digits(exercise, arrays[wrong[0]] - start, expected[wrong[0]] - start)
                  or _place(exercise, wrong, arrays, expected), first_wrong_step(case, answer)]  # fmt: skip
    if wrong[0] == optional:
        parts[2:] = [f"It is the last layer's, which you need not return. If you do, it must be Z_{optional[2:]}."]
    return "\n".join(part for part in parts if part)


def _distance(arrays, expected):
    """The largest difference of the arrays that have the expected shape."""
    pairs = [(arrays[name], expected[name]) for name in expected.keys() & arrays]
    distances = [np.abs(x - y).max(initial=0) for x, y in pairs if x.shape == y.shape and np.isfinite(x).all()]
    return max(distances, default=0)


def _wrong_names(exercise, case, arrays, missing, extra):
    """Describe arrays that are missing or one too many; lists of pairs are counted."""
    if exercise != "backward":
        one, several = ("is missing", "are missing") if missing else ("is one too many", "are too many")
        names = missing or extra
        return f"{', '.join(names)} {several if names[1:] else one}: it returns {', '.join(arrays) or 'nothing'}."
    L, n = len(case.expected[0]) // 2, len(arrays) // 2
    text = f"It must return {L} pair{'s' * (L > 1)} (dW, db), one a layer; it returns {n}."
    last = [array.shape for array in list(case.expected[0].values())[-2 * n :]] if n else []
    if 0 < n < L and [array.shape for array in arrays.values()] == last:
        layers = f"layers 1 to {L - n}" if L - n > 1 else "layer 1"
        text += f" By their shapes, those of {layers} are missing."
    return text


def _layer(name):
    return int(name.rsplit("_")[1])


# Keys for sorting: results in the order in which they are computed.
ORDERS_OF_COMPUTING = {
    "forward": lambda name: (_layer(name), name[0] != "Z"),
    "backward": lambda name: (-_layer(name), name[:2] != "db"),
    "adam_step": ("m", "v", "theta").index,
}


def _right_and_wrong(names, wrong):
    """The sentence that says which arrays are right and which is the first wrong one; "" if there is only one array."""
    if len(names) == 1:
        return ""
    right = [name for name in names if name not in wrong]
    first = f"{', '.join(right)} {'are' if len(right) > 1 else 'is'} right. " if right else ""
    rest = f" ({', '.join(wrong[1:])} too)" if wrong[1:] and right else " (and all others)" if wrong[1:] else ""
    return f"{first}The first that is wrong is {wrong[0]}{rest}:"


def _first_difference(exercise, answer, expected, name):
    """Describe one wrong array: its shape, or one of its numbers beside the expected one."""
    array, right = answer.arrays[name], expected[name]
    if array.shape != right.shape:
        return f"{name} has shape {array.shape}; it needs {right.shape}."
    if not np.isfinite(array).all():
        first = int(np.isfinite(array).argmin())
        return _both_numbers(exercise, name, array, right, first) + _first_warning(answer, "; ")
    worst = int(np.abs(array - right).argmax())
    return _both_numbers(exercise, name, array, right, worst) + _ratio(name, answer.arrays, expected)


def _digits(exercise, array, expected):
    """What it is typical of that numbers agree to four digits or more; "" if they do not."""
    error = np.abs(array - expected).max() / max(np.abs(expected).max(), 1e-300)
    if error > 1e-4:
        return ""
    return f"The numbers agree to {int(-np.log10(error))} digits. {TYPICAL_OF_SMALL_ERRORS.get(exercise, FLOAT32)}"


FLOAT32 = "Typical of float32 (numbers with 7 digits), of rounding, and of a constant with too few digits."
TYPICAL_OF_SMALL_ERRORS = {
    "sigmoid": "Typical of a clipped z, of float32 and of 2.718 for e.",
    "binary_cross_entropy": "Typical of a small number added inside a logarithm, of clipped probabilities and of "
                            "float32.",
    "adam_step": "Typical of epsilon in another place, say inside the root, and of float32.",
    "train": "Typical of epsilon in another place, say inside the root, and of float32.",
}  # fmt: skip


def _place(exercise, wrong, arrays, expected):
    """Say in which line the mistake must be: the arrays that the first wrong one is computed from are right."""
    if exercise == "adam_step":
        if "theta" not in wrong:
            return f"theta is right, so look at the {' and '.join(wrong)} that you return."
        places = {"m": "Look at the line of m.", "v": "Look at the line of v."}
        return places.get(wrong[0], "m and v are right, so look at how the step is made of them.")
    if exercise not in ("forward", "backward"):
        return ""
    name, layer = wrong[0], _layer(wrong[0])
    if exercise == "forward":
        if name[0] == "A":
            return f"Z_{layer} is right, so look at how A_{layer} is made of it." if layer else "A_0 must be X."
        if f"A_{layer}" in arrays and f"A_{layer}" not in wrong:
            return f"A_{layer}, made of it, is right, so Z_{layer} is changed after that."
        difference = arrays[name] - expected[name]
        is_bias = is_close(difference, np.broadcast_to(difference[:, :1], difference.shape))
        return (f"A_{layer - 1} is right, and each row is off by one number for all samples, so look at the bias."
                if is_bias else f"A_{layer - 1} is right, so look at how Z_{layer} is made of it.")  # fmt: skip
    partner = f"db_{layer}" if name == f"dW_{layer}" else f"dW_{layer}"
    if partner not in wrong:
        return f"{partner}, made of the same dZ_{layer}, is right, so look at the line of {name[:2]}."
    if layer == len(arrays) // 2:
        return f"Both dW_{layer} and db_{layer} are made of dZ_{layer}, the first of the backward pass. Look there."
    return (f"Both dW_{layer} and db_{layer} are made of dZ_{layer}. Layer {layer + 1} is right, so look at the step "
            f"from dZ_{layer + 1} to dA_{layer} and dZ_{layer}.")  # fmt: skip


def first_wrong_step(case, answer):
    """For train: say where it leaves the right course, by the thetas at which it computed the gradient."""
    if not case.thetas:
        return ""
    courses = [(_n_equal(answer.thetas, thetas), thetas) for thetas in case.thetas]
    n, right = max(courses, key=lambda course: course[0])
    if n == min(len(answer.thetas), len(right)) and len(answer.thetas) != len(right):
        return f"gradient_of is called at {len(answer.thetas)} thetas; {len(right)} steps need {len(right)}."
    steps = {0: "That is not the start.", 1: "So the first step is wrong, or what is kept of it.",
             2: "The first step is right. Look at what goes from one step to the next."}  # fmt: skip
    step = steps.get(n, f"The first {n - 1} steps are right.")
    if n == len(right):
        return f"Every gradient is computed at the right theta. {step}" if n > 1 else step
    worst = int(np.abs(answer.thetas[n] - right[n]).argmax())
    numbers = _both_numbers("train", f"theta_{n}", answer.thetas[n], right[n], worst)
    return f"Gradient number {n + 1} is the first at a wrong theta, {numbers}. {step}"


def _n_equal(thetas, right):
    """How many thetas are the right ones, from the first on."""
    equal = [is_close(*pair) for pair in zip(thetas, right)]
    return equal.index(False) if False in equal else len(equal)


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
        is_partly_right = len(names) > 1 and any(is_close(arrays[name], expected[name]) for name in names)
        if x.size < 2 or x.shape != y.shape or is_partly_right or not np.isfinite(x).all() or not y.any():
            continue
        if not x.any():
            return f" (yours is 0 {where})"
        if is_close(x, np.vdot(x, y) / np.vdot(y, y) * y):
            ratio = np.vdot(x, y) / np.vdot(y, y)
            return f" (yours is {distinct_texts((ratio, 1), digits=6)[0][0]} times that, {where})"
    return ""


def _first_warning(answer, before=""):
    """The first of NumPy's warnings, as a sentence."""
    return f"{before}NumPy warns: {answer.warnings[0]}." if answer.warnings else ""
