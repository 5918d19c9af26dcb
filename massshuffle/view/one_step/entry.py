"""An entry of an expression, written out; and how two of them are put together with a sign between.

It is written twice, with letters and with numbers, and keeps the brackets that it needs beside another sign.

Proved by tests/view/test_sums.py.
"""

import ast
import operator
from dataclasses import dataclass, replace
from functools import reduce

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
    rough: float  # what comes out with the numbers as they are shown
    binds: int = ATOM
    terms: int = 1  # how many are added up
    cells: tuple = ()  # ((operand, index), ...) that take part
    notes: tuple = ()  # which operands are broadcast

    @property
    def tolerance(self):
        """How far an answer may be off that was computed with three decimals: each term is rounded, and the sum."""
        return abs(self.rough - self.value) + 0.0005 * (1 + self.terms)


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
