"""What a function returned, as numbers by name: {"dW_1": array, "db_1": array, ...}.

Proved by tests/practice/test_judging.py.
"""

from decimal import Decimal
from numbers import Integral, Real

import numpy as np


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
