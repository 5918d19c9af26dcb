"""The trace of real code: which statement ran, in which order, and which numbers it made.

Python calls a function that sys.settrace was given before each line of a function, and once more when it returns. If
you keep copies of all arrays that the function can see, you find what a statement did by comparing. What is there now
and was not there before, or holds other numbers, this statement made. (`m += ...` changes an array in place, so that
only the comparison can tell.) A statement over several lines is visited line by line, to and fro; its syntax tree puts
the lines together.

A number or an array inside a dictionary, a list or `self` has a name too, the one that code would use: Z[1],
layers[0][0], self.m. Nothing here knows what the functions are about. Add a statement to one of them, and it is in the
trace.

Tested by tests/view/test_trace.py.
"""

import ast
import copy
import linecache
import sys
import textwrap
from dataclasses import dataclass

import numpy as np

from massshuffle.view.one_step.expressions import written


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


def snapshot(local_values):
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

    before, after : from snapshot    target : what `+=` or the like was applied to; made, even if all it added was 0
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


@dataclass(frozen=True, eq=False)
class Step:
    """One statement that ran. All arrays are copies; a single number is an array of shape ()."""

    function: str
    path: str
    first: int  # line in the file
    last: int
    source: str  # the statement as it stands there
    node: ast.stmt
    before: dict  # name -> value: all that the statement could see
    made: dict  # name -> array: new, or with other numbers than before; what `return` made is called "returned"
    named: dict  # name -> name: another name for an array that was there before
    origin: dict  # name -> the first name of all that its array had, in whichever function


def watch(functions, call):
    """Run call() and write down each statement of these functions. Returns what call returned, and the Steps in order.

    Another tracer (a debugger, coverage) is put back afterwards, also after an error.
    """
    nodes = {function.__code__: statements(function) for function in functions}
    steps, origins = [], {}

    def entered(frame, event, argument):
        return _Visit(nodes[frame.f_code], steps, origins) if frame.f_code in nodes else None

    outer = sys.gettrace()
    sys.settrace(entered)
    try:
        result = call()
    finally:
        sys.settrace(outer)
    return result, steps


def statements(function):
    """{line: statement} of a function, read from its file; of a loop or a condition, the head is the statement."""
    code = function.__code__
    tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    [definition] = [node for node in functions if code.co_firstlineno in _lines(node) and node.name == code.co_name]
    inside = [node for node in ast.walk(definition) if isinstance(node, ast.stmt) and node is not definition]
    return {line: node for node in inside for line in _lines(node)}


def _lines(node):
    """The lines of a statement, without those of the block below it."""
    if not hasattr(node, "body"):
        return range(node.lineno, node.end_lineno + 1)
    head = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]  # a decorator stands above it
    first, last = min(part.lineno for part in [node, *head]), max([node.lineno, *(part.end_lineno for part in head)])
    return range(first, last + 1)


class _Visit:
    """One call of a watched function: Python calls this object before each line and at the end."""

    def __init__(self, nodes, steps, origins):
        self.nodes, self.steps, self.origins = nodes, steps, origins
        self.node, self.names, self.before = None, {}, {}

    def __call__(self, frame, event, argument):
        if event == "return":
            self._through(frame, {"returned": argument} if isinstance(self.node, ast.Return) else {})
        elif event == "line" and self.nodes.get(frame.f_lineno) is not self.node:
            self._through(frame, {})
            self.node = self.nodes[frame.f_lineno]
            self.names = {**frame.f_globals, **{name: copied(one, name) for name, one in frame.f_locals.items()}}
            self.before = snapshot(frame.f_locals)
            self._remember(self.before)
        return self

    def _through(self, frame, returned):
        """The statement that ran until now has done its work."""
        if self.node is None:
            return
        target = written(self.node.target, self.names) if isinstance(self.node, ast.AugAssign) else None
        after = snapshot({**frame.f_locals, **returned})
        self._remember(after)
        lines, path = _lines(self.node), frame.f_code.co_filename
        first, last = lines.start, lines.stop - 1
        source = textwrap.dedent("".join(linecache.getlines(path)[first - 1 : last])).rstrip()
        made, named = difference(self.before, after, target)
        origin = {name: self.origins[id(one)][0] for name, (one, _) in self.before.items() if id(one) in self.origins}
        name = frame.f_code.co_name
        self.steps.append(Step(name, path, first, last, source, self.node, self.names, made, named, origin))

    def _remember(self, found):
        """Write down each array's first name; and the array itself, or its id could be given to another."""
        for name, (one, value) in found.items():
            if value.shape:
                self.origins.setdefault(id(one), (name, one))
