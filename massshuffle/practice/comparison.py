"""Comparison of an answer with the right one: both as arrays by name, and where they differ, in words.

What a function returned becomes {"dW_1": array, "db_1": array, ...}; what cannot is refused with a sentence.

Tested by tests/practice/test_judge.py.
"""

from decimal import Decimal
from numbers import Integral, Real

import numpy as np

TOLERANCE = 1e-9
CALLED = {"backward": "measured"}


class Misshapen(Exception):
    """What was returned is not what was asked for."""


def named(exercise, returned):
    """What an exercise returns as {name: array}; Misshapen if it is something else."""
    if returned is None:
        raise Misshapen("it returns None: is the `return` missing?")
    if exercise == "forward":
        return _of_forward(returned)
    if exercise in ("backward", "xavier_uniform"):
        return _of_blocks(returned, *(("dW", "db") if exercise == "backward" else ("W", "b")))
    if exercise == "adam_step":
        if not isinstance(returned, tuple | list) or len(returned) != 3:
            raise Misshapen(f"it must return three arrays, theta, m, v; it returns {kind(returned)}")
        return {name: array(name, part) for name, part in zip(("theta", "m", "v"), returned)}
    result = array("result", returned)
    return {"result": result.reshape(()) if exercise == "binary_cross_entropy" and result.size == 1 else result}


def _of_forward(returned):
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise Misshapen(f"it must return two dicts, Z and A; it returns {kind(returned)}")
    for letter, part in zip("ZA", returned):
        if not isinstance(part, dict):
            raise Misshapen(f"{letter} must be a dict {{layer: array}}; it is {kind(part)}")
        if others := [layer for layer in part if not isinstance(layer, Integral)]:
            raise Misshapen(f"the layers of {letter} must be whole numbers, 1, 2, ...; one of them is {others[0]!r}")
    return {f"{letter}_{layer}": array(f"{letter}_{layer}", part[layer])
            for letter, part in zip("ZA", returned) for layer in sorted(part)}  # fmt: skip


def _of_blocks(returned, *letters):
    if not isinstance(returned, tuple | list) or not all(
        hasattr(each, "__len__") and len(each) == 2 for each in returned
    ):
        raise Misshapen(f"it must return a list of pairs ({', '.join(letters)}); it returns {kind(returned)}")
    return {f"{letter}_{layer}": array(f"{letter}_{layer}", part)
            for layer, pair in enumerate(returned, 1) for letter, part in zip(letters, pair)}  # fmt: skip


def array(name, part):
    """Return an array of floats, out of lists too; text is refused, although float() would read a number in it."""
    try:
        found = np.asarray(part)
    except (TypeError, ValueError):
        raise Misshapen(f"{name} must hold numbers, all rows equally long; it is {kind(part)}") from None
    if np.iscomplexobj(found):
        raise Misshapen(f"{name} must hold real numbers; it holds complex numbers")
    if np.ma.isMaskedArray(part):
        raise Misshapen(f"{name} must hold numbers; it is a masked array")
    if found.dtype.kind == "O":
        others = [kind(one) for one in found.flat if not isinstance(one, Real | Decimal)]
    else:
        others = [] if found.dtype.kind in "buif" else [kind(found.flat[0]) if found.size else str(found.dtype)]
    if others:
        raise Misshapen(f"{name} must hold numbers; it holds {others[0]}")
    return found.astype(float)


def kind(thing):
    """A thing's type, and how many it holds."""
    if isinstance(thing, str | bytes):
        return "text"
    n = f" of {len(thing)}" if isinstance(thing, tuple | list | dict) else ""
    return {"NoneType": "None"}.get(type(thing).__name__, f"a {type(thing).__name__}{n}")


def close(mine, theirs):
    """Whether two arrays agree to 1e-9 of the largest number."""
    if mine.shape != theirs.shape:
        return False
    return bool((np.abs(mine - theirs) <= TOLERANCE * np.abs(theirs).max(initial=0)).all())  # faster than np.allclose


def agree(exercise, mine, theirs):
    """Whether all numbers agree. The A_L that forward need not return is compared where it is there."""
    optional = {label for label in theirs if exercise == "forward" and label == f"A_{len(theirs) // 2}"}
    if not theirs.keys() - optional <= mine.keys() <= theirs.keys():
        return False
    return all(close(mine[label], theirs[label]) for label in mine)


def is_right(exercise, case, answer):
    """Whether an answer is one of the right ones."""
    return answer.sound and any(agree(exercise, answer.numbers, numbers) for numbers in case.answers)


def seen(exercise, case, answer):
    """Block, entry, both numbers and their ratio, or shapes, or the error: a few lines."""
    return f"Tried on {case.words}:\n{_difference(exercise, case, answer)}"


def _difference(exercise, case, answer):
    if answer.numbers is None:
        return answer.error
    right = case.answers[0]
    optional = f"A_{len(right) // 2}" if exercise == "forward" else ""
    lost = [label for label in right if label not in answer.numbers and label != optional]
    extra = [label for label in answer.numbers if label not in right]
    if lost or extra:
        what = f"{', '.join(lost)} is missing" if lost else f"{', '.join(extra)} is one too many"
        return f"{what}: it returns {', '.join(answer.numbers) or 'nothing'}."
    for label, mine in answer.numbers.items():
        if mine.shape != right[label].shape:
            return f"{label} has shape {mine.shape}; it needs {right[label].shape}."
    for label, mine in answer.numbers.items():
        if not np.isfinite(mine).all():
            return _at(exercise, label, mine, right[label], int(np.isfinite(mine).argmin())) + _warned(answer, "; ")
    for label, mine in answer.numbers.items():
        if not close(mine, right[label]):
            worst = int(np.abs(mine - right[label]).argmax())
            return _at(exercise, label, mine, right[label], worst) + _ratio(label, answer.numbers, right)
    return "The numbers are right, but " + (_warned(answer) or "for the form.")


def _at(exercise, label, mine, right, place):
    """Both numbers at one place."""
    where = np.unravel_index(place, mine.shape)
    entry = f"{label}[{', '.join(str(int(i)) for i in where)}]" if where else label
    called, difference = CALLED.get(exercise, "right"), ""
    if f"{mine[where]:.8g}" == f"{right[where]:.8g}":
        difference = f" (a difference of {mine[where] - right[where]:.2g})"
    ((yours, other),) = apart((mine[where], right[where]))
    return f"{entry}: yours {yours}, {called} {other}{difference}"


def apart(*pairs, digits=8):
    """Pairs of different numbers as pairs of different texts: with that many digits, or as many more as it takes."""
    texts = [[(f"{one:.{n}g}", f"{other:.{n}g}") for one, other in pairs] for n in range(digits, 18)]
    return next((found for found in texts if all(one != other for one, other in found)), texts[0])


def _ratio(label, mine, right):
    """The ratio of the numbers, where one holds everywhere, or in the whole block."""
    for labels, where in ((right.keys() & mine.keys(), "everywhere"), ({label}, f"in all of {label}")):
        x = np.concatenate([mine[one].ravel() for one in sorted(labels)])
        y = np.concatenate([right[one].ravel() for one in sorted(labels)])
        if x.size > 1 and np.vdot(y, y) > 0 and close(x, ratio := np.vdot(x, y) / np.vdot(y, y) * y):
            ratio = np.vdot(x, y) / np.vdot(y, y)
            return f" (yours is {apart((ratio, 1), digits=6)[0][0]} times that, {where})"
    return ""


def _warned(answer, before=""):
    """What NumPy warned of."""
    return f"{before}NumPy warns: {answer.warnings[0]}." if answer.warnings else ""
