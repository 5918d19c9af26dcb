"""The sum behind any entry, read off the statement that made it: first with letters, then with numbers.

    dW[2, 0] = dZ[2, 0] * A[0][0, 0] + dZ[2, 1] * A[0][0, 1] + ... = 0.013 * 0.1 + (-0.014) * (-0.1) + ...

Nothing here knows what dW means. An entry of X.dot(Y) or X @ Y adds the products of a row of X and a column of Y, an
entry of X.sum(axis=1) adds a row, and + - * / ** combine the two entries that stand at its place (an array with fewer
rows or columns is "broadcast", used again for each). A function that works entry by entry shows its name and its
argument. So when a statement changes, its sums change with it. An entry keeps the brackets that it needs beside another
sign.

Tested by tests/view/test_sums.py.
"""

import ast
import operator
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from massshuffle.view.one_step.expressions import NUMBERS, value, written

ATOM, MINUS = 5, 3
SIGNS = {  # what stands between the two, how tightly it binds, what it does
    ast.Add: ("+", 1, operator.add),
    ast.Sub: ("-", 1, operator.sub),
    ast.Mult: ("*", 2, operator.mul),
    ast.Div: ("/", 2, operator.truediv),
    ast.Pow: ("**", 4, operator.pow),
}


@dataclass(frozen=True)
class Entry:
    """One entry of an expression, written out."""

    letters: str  # dZ[2, 0] * A[0][0, 0]
    figures: str  # 0.013 * 0.1
    value: float
    rough: float  # what comes out with the numbers as they are formatted
    binds: int = ATOM
    terms: int = 1  # how many are added up
    cells: tuple = ()  # ((operand, index), ...) that take part
    notes: tuple = ()  # which operands are broadcast

    @property
    def tolerance(self):
        """How far an answer may be off that was computed with three decimals: each term is rounded, and the sum."""
        return abs(self.rough - self.value) + 0.0005 * (1 + self.terms)


def formatted(number):
    """Return a number as text, with three decimals, which is enough to check a sum on paper.

    What is exact with fewer decimals has fewer, so 0.1 is a tenth, and 0 is only written for what is exactly 0. Below a
    hundredth three decimals would leave one digit or none. There, as above a million, it is two digits and a power of
    ten: 4.7e-3.
    """
    number = float(number)
    text = f"{number:.3f}"
    if number == float(text) and abs(number) < 1e6:
        return text.rstrip("0").rstrip(".") if number else "0"
    if 0.01 <= abs(number) < 1e6:
        return text
    digits, _, power = f"{number:.1e}".partition("e")
    return f"{digits}e{int(power)}" if power else digits


def joined(left, right, op):
    """Two entries with a sign between them."""
    sign, binds, function = SIGNS[type(op)]
    power = isinstance(op, ast.Pow)
    lefts = in_brackets(left, left.binds < binds or (power and left.binds == binds))
    rights = in_brackets(right, right.binds < binds or (not power and right.binds == binds))
    letters, figures = (f"{a} {sign} {b}" for a, b in zip(lefts, rights))
    terms = left.terms + right.terms if binds == 1 else max(left.terms, right.terms)
    cells, notes = left.cells + right.cells, left.notes + right.notes
    value, rough = function(left.value, right.value), function(left.rough, right.rough)
    return Entry(letters, figures, value, rough, binds, terms, cells, notes)


def added(terms):
    """The sum of entries."""
    return reduce(lambda total, term: joined(total, replace(term, binds=max(term.binds, 2)), ast.Add()), terms)


def in_brackets(one, needed):
    """Letters and figures as they stand beside a sign; a negative number gets brackets in any case."""
    negative = one.binds == ATOM and one.figures.startswith("-")
    return f"({one.letters})" if needed else one.letters, f"({one.figures})" if needed or negative else one.figures


def entry(node, index, names, show=formatted):
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
