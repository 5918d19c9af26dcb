"""Names that the code uses, and the book's letters: which array of which layer is meant.

A `place` is such a letter with its layer, ("dZ", 2), which a graph of the network can show. Code has only names: Z[2]
tells by itself what it is, but dZ is one name for all layers.

Proved by tests/view/test_moments.py.
"""

import re


def meant(name, names):
    """Which slopes a name stands for, ("Z", 2) for dZ where it is made for layer 2; None if it is no d-something.

    In backward, `layer` says which is meant; before there is a `layer`, it is the last.
    names : what the statement could see
    """
    letter = name.removeprefix("d")
    if letter == name or letter not in ("Z", "A", "W", "b") or "L" not in names:
        return None
    return letter, names.get("layer", names["L"])


def place_of(name, step, told):
    """The place of a name where a statement (trace.Step) began, or None.  told : {name: place} of dZ and its like."""
    name = name.removesuffix(".T")
    if name in told:
        return told[name]
    name = step.origin.get(name, name)
    if found := re.fullmatch(r"([ZA])\[(\d+)\]", name):
        return found[1], int(found[2])
    if found := re.fullmatch(r"layers\[(\d+)\]\[([01])\]", name):
        return "Wb"[int(found[2])], int(found[1]) + 1
    return {"X": ("A", 0), "Y": ("Y", 0)}.get(name)


def written(place):
    """A place as text: ("dZ", 2) is dZ_2."""
    return "{}_{}".format(*place)


def slope_of(place):
    """What slopes at a place are the slopes for, as text: ("dZ", 2) are those for Z_2."""
    return written(place)[1:]
