"""The parts of an expression: each with the value that it had when its statement ran.

The parts come from the syntax tree and their values from evaluating them on copies of what the statement could see.
That is only right for what is pure, for functions that change nothing and draw nothing: NumPy's, the standard math
module's and the book's own. An expression that calls anything else has no parts here.

Tested by tests/view/test_trace.py.
"""

import ast
import copy

import numpy as np

PURE = {"numpy", "math", __name__.split(".")[0]}
NUMBERS = (np.ndarray, np.number, int, float)


def right_sides(step):
    """{name: expression} for what a statement assigns or returns; `m += x` assigns m + x."""
    node, names = step.node, step.before
    if isinstance(node, ast.Return):
        return {"returned": node.value} if node.value is not None else {}
    if isinstance(node, ast.AugAssign):
        target = copy.copy(node.target)
        target.ctx = ast.Load()
        whole = ast.copy_location(ast.BinOp(target, node.op, node.value), node)
        return {written(node.target, names): whole}
    sides = {}
    for target in node.targets if isinstance(node, ast.Assign) else []:
        both = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
        pairs = zip(target.elts, node.value.elts) if both else [(target, node.value)]
        sides |= {written(one, names): value for one, value in pairs if not isinstance(one, ast.Tuple)}
    return sides


def value(node, names):
    """The value of an expression where these names are known."""
    return eval(compile(ast.Expression(node), "<part>", "eval"), dict(names))


def written(node, names):
    """An expression as text, an index by its value: A[layer - 1].T is A[0].T where layer is 1."""
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, (ast.Slice, ast.Tuple)) and is_pure(node, names):
        return f"{written(node.value, names)}[{value(node.slice, names)!r}]"
    if isinstance(node, ast.Attribute):
        return f"{written(node.value, names)}.{node.attr}"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.keywords:
        return f"{written(node.func, names)}({', '.join(written(one, names) for one in node.args)})"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return f"{node.func.id}({', '.join(written(one, names) for one in node.args)})"
    return ast.unparse(node)


def is_pure(node, names):
    """Whether evaluating an expression can change nothing and gives the same again."""
    if any(isinstance(part, (ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await)) for part in ast.walk(node)):
        return False
    calls = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    return all(_harmless(value(call.func, names), names) for call in reversed(calls))  # inner ones first


def _harmless(function, names):
    """Whether a function is NumPy's, math's, the book's or of the same package as the watched code."""
    if isinstance(getattr(function, "__self__", None), np.ndarray) or isinstance(function, np.ufunc) or function is len:
        return True
    own = names.get("__name__", "").split(".")[0]
    return (getattr(function, "__module__", None) or "").split(".")[0] in PURE | {own}


def operands(node, names):
    """{text: number or array} for the parts of an expression, as they are evaluated; without itself and constants."""
    parts = {}

    def collect(one, is_whole=False):
        inside = [] if isinstance(one, (ast.Subscript, ast.Attribute)) else list(ast.iter_child_nodes(one))
        if isinstance(one, ast.Call):
            method = isinstance(one.func, ast.Attribute) and isinstance(value(one.func.value, names), NUMBERS)
            inside = [one.func.value, *one.args] if method else one.args
        for part in inside:
            if isinstance(part, ast.expr):
                collect(part)
        if not is_whole and not isinstance(one, ast.Constant) and isinstance(value(one, names), NUMBERS):
            parts.setdefault(written(one, names), value(one, names))

    if is_pure(node, names):
        collect(node, is_whole=True)
    return parts
