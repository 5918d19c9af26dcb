"""What a function can see at one moment: every number among its locals, by name; and what changed between two moments.

A number or an array inside a dictionary, a list or `self` has a name too, the one that code would use: Z[1],
layers[0][0], self.m. Values are copied, since a later statement may change them in place.

Proved by tests/view/test_trace.py.
"""

import copy

import numpy as np


def numbers(name, value):
    """Yield (name, array or number) for all that value holds."""
    if isinstance(value, (np.ndarray, np.number, int, float, complex)) and not isinstance(value, bool):
        yield name, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from numbers(f"{name}[{key!r}]", one)
    elif isinstance(value, (list, tuple)):
        for place, one in enumerate(value):
            yield from numbers(f"{name}[{place}]", one)
    elif name == "self":
        for key, one in vars(value).items():
            yield from numbers(f"self.{key}", one)


def seen(local_values):
    """{name: (array or number itself, copy of it as an array)}"""
    found = [pair for name, value in local_values.items() for pair in numbers(name, value)]
    return {name: (one, np.array(one)) for name, one in found}


def copied(value, name=None):
    """The value with all its arrays copied, so that an expression can be evaluated on it later."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([copied(one) for one in value])
    if name == "self":
        twin = copy.copy(value)
        twin.__dict__.update({key: copied(one) for key, one in vars(value).items()})
        return twin
    return value


def difference(before, after, target=None):
    """What was made between two moments, and what got another name.

    before, after : from seen    target : what `+=` or the like was applied to; made, even if all it added was 0
    Returns {name: array}: new ones and those with other numbers, each once; and {name: its name before}.
    """
    known = {id(one): name for name, (one, _) in reversed(before.items()) if isinstance(one, np.ndarray)}
    made, named, done = {}, {}, set()
    for name in sorted(after, key=lambda name: name != target):
        one, value = after[name]
        if not isinstance(one, np.ndarray):
            if name == target or name not in before or not same(value, before[name][1]):
                made[name] = value
        elif id(one) not in known or name == target or not same(value, before[known[id(one)]][1]):
            if id(one) not in done:
                made[name] = value
            done.add(id(one))
        elif (name not in before or before[name][0] is not one) and not name.startswith("returned"):
            named[name] = known[id(one)]
    return made, named


def same(one, other):
    """Whether two arrays agree to the last bit."""
    return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
