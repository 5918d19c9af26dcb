"""The trace of real code: which statement ran, in which order, and which numbers it made.

Python calls a function that sys.settrace was given before each line of a function, and once more when it returns. So
who keeps copies of all arrays that the function can see finds what a statement did by comparing: what is there now that
was not there before, or holds other numbers, this statement made. (`m += ...` changes an array in place, so that only
the comparison can tell.) A statement over several lines is visited line by line, to and fro; its syntax tree puts the
lines together.

Nothing here knows what the functions are about. Add a statement to one of them, and it is in the trace.

Proved by tests/view/test_trace.py.
"""

import ast
import linecache
import sys
import textwrap
from dataclasses import dataclass

from massshuffle.view.one_step.operands import written
from massshuffle.view.one_step.values import copied, difference, seen


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
            self.before = seen(frame.f_locals)
            self._remember(self.before)
        return self

    def _through(self, frame, returned):
        """The statement that ran until now has done its work."""
        if self.node is None:
            return
        target = written(self.node.target, self.names) if isinstance(self.node, ast.AugAssign) else None
        after = seen({**frame.f_locals, **returned})
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
