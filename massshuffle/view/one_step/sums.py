"""The sum behind any entry, read off the statement that made it: first with letters, then with numbers.

    dW[2, 0] = dZ[2, 0] * A[0][0, 0] + dZ[2, 1] * A[0][0, 1] + ... = 0.013 * 0.1 + (-0.014) * (-0.1) + ...

Nothing here knows what dW means. An entry of X.dot(Y) or X @ Y adds the products of a row of X and a column of Y, an
entry of X.sum(axis=1) adds a row, and + - * / ** combine the two entries that stand at its place (an array with fewer
rows or columns is "broadcast": used again for each). A function that works entry by entry shows its name and its
argument. So when a statement changes, its sums change with it.

Proved by tests/view/test_sums.py.
"""

import ast
from dataclasses import replace

import numpy as np

from massshuffle.view.one_step.entry import MINUS, SIGNS, Entry, added, in_brackets, joined
from massshuffle.view.one_step.numbers import shown
from massshuffle.view.one_step.operands import NUMBERS, value, written


def entry(node, index, names, show=shown):
    """The entry at an index (a tuple) of a pure expression, whose names have the values in names. Returns an Entry."""
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        shape = np.shape(value(node, names))
        return joined(*(_stretched(side, index, shape, names, show) for side in (node.left, node.right)), node.op)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        one = entry(node.operand, index, names, show)
        letters, figures = (f"-{text}" for text in in_brackets(one, one.binds < MINUS))
        return replace(one, letters=letters, figures=figures, value=-one.value, rough=-one.rough, binds=MINUS)
    if factors := _factors(node, names):
        X, Y = factors
        pairs = [((index[0], n), (n, index[1])) for n in range(value(X, names).shape[1])]
        products = [(entry(X, row, names, show), entry(Y, column, names, show)) for row, column in pairs]
        return added([joined(x, y, ast.Mult()) for x, y in products])
    if sum_of := _added_up(node, index, names):
        return added([entry(sum_of[0], place, names, show) for place in sum_of[1]])
    return _of_a_function(node, index, names, show) or _as_it_stands(node, index, names, show)


def _stretched(node, index, shape, names, show):
    """The entry of an operand that goes into the entry at index of a result of another shape."""
    own = np.shape(value(node, names))
    place = tuple(i if size > 1 else 0 for i, size in zip(index[len(index) - len(own) :], own))
    one = entry(node, place, names, show)
    if own in ((), shape):
        return one
    return replace(one, notes=(*one.notes, f"{written(node, names)} {own} is broadcast to {shape}"))


def _factors(node, names):
    """(X, Y) of X.dot(Y) or X @ Y, both with rows and columns; else None."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        both = node.left, node.right
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "dot":
        both = (node.func.value, *node.args)
    else:
        return None
    return both if len(both) == 2 and all(np.ndim(value(one, names)) == 2 for one in both) else None


def _added_up(node, index, names):
    """(X, places of X that are added) of X.sum(...) with an axis or none; else None."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sum"):
        return None
    X, settings = value(node.func.value, names), {one.arg: value(one.value, names) for one in node.keywords}
    if not isinstance(X, np.ndarray) or not set(settings) <= {"axis", "keepdims"} or len(node.args) > 1:
        return None
    axis = value(node.args[0], names) if node.args else settings.get("axis")
    if isinstance(axis, tuple):
        return None
    places = np.arange(X.size).reshape(X.shape)  # each entry's number, in the order of reading
    spread = np.moveaxis(places, axis, -1) if axis is not None else places.ravel()
    kept = () if axis is None else index
    if axis is not None and settings.get("keepdims"):
        kept = tuple(np.delete(index, axis))
    order = list(np.ndindex(X.shape))
    return node.func.value, [order[place] for place in spread[kept]]


def _of_a_function(node, index, names, show):
    """f(x[i, j]) where f works entry by entry, which is tried out; else None."""
    if not isinstance(node, ast.Call) or node.keywords or not node.args:
        return None
    whole, function = value(node, names), value(node.func, names)
    given = [value(one, names) for one in node.args]
    if not all(isinstance(one, NUMBERS) and np.shape(one) in ((), np.shape(whole)) for one in given):
        return None
    if isinstance(getattr(function, "__self__", None), np.ndarray):
        return None

    def result(numbers):
        """The function of single numbers, each in an array of its own if there were arrays."""
        return np.sum(function(*(np.full((1,) * np.ndim(whole), one) if np.ndim(whole) else one for one in numbers)))

    whole = np.asarray(whole)
    alone = [result([one[at] if np.ndim(one) else one for one in given]) for at in np.ndindex(whole.shape)]
    if np.abs(np.reshape(alone, whole.shape) - whole).max() > 1e-12:
        return None
    parts = [_stretched(one, index, whole.shape, names, show) for one in node.args]
    letters = f"{written(node.func, names)}({', '.join(part.letters for part in parts)})"
    figures = f"{function.__name__}({', '.join(part.figures for part in parts)})"
    cells = tuple(cell for part in parts for cell in part.cells)
    return Entry(letters, figures, float(whole[index]), float(result([part.rough for part in parts])), cells=cells)


def _as_it_stands(node, index, names, show):
    """An entry of what has a name, or of what is not taken apart any further."""
    number = np.asarray(value(node, names))[index].item()
    text, place = written(node, names), index
    if isinstance(node, ast.Attribute) and node.attr == "T" and len(index) == 2:
        text, place = written(node.value, names), index[::-1]
    if not isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Constant)):
        text = f"({text})"
    letters = f"{text}[{', '.join(map(str, place))}]" if place else text
    figures = show(number)
    cells = () if isinstance(node, ast.Constant) else ((written(node, names), index),)
    return Entry(letters, figures, number, float(figures), cells=cells)
