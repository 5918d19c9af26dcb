"""The learner's file: it is loaded, and an exception in it told by their own line, and by what did not fit together.

Proved by tests/practice/test_judging.py.
"""

import ast
import contextlib
import importlib.util
import linecache
import traceback
from importlib.machinery import SourceFileLoader
from pathlib import Path

import numpy as np


def load(path):
    """(the module in a file, ""), or (None, what is wrong with the file)."""
    path = str(Path(path).resolve())
    loader = SourceFileLoader(Path(path).stem, path)  # with any suffix
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        return None, f"{type(error).__name__}: {error.msg}\n    line {error.lineno}: {(error.text or '').strip()}"
    except (Exception, SystemExit) as error:
        return None, told(error, path) or traceback.format_exc()
    return module, ""


def told(error, path):
    """An exception in plain words: the last of the file's own lines, what Python says, and both shapes."""
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    if isinstance(error, SystemExit):
        said = "it ends Python itself (SystemExit)"
    _, number, line = _place(error, path)
    if number is None:
        return said
    lines = [said, f"    line {number}: {line}"]
    if pair := misfits(error, path):
        lines.append("    shapes: " + " and ".join(f"{name} {array.shape}" for name, array in pair.items()))
    return "\n".join(lines)


def _place(error, path):
    """The last frame of an exception in a file, the line there and its text; None, None, "" if it was never there."""
    steps = [step for step in traceback.walk_tb(error.__traceback__) if step[0].f_code.co_filename == str(path)]
    frame, number = steps[-1] if steps else (None, None)
    return frame, number, linecache.getline(str(path), number).strip() if steps else ""


def misfits(error, path):
    """The two arrays in the line of an exception that do not fit together: {"W": W, "dZ": dZ}, or {}."""
    frame, _, line = _place(error, path)
    if frame is None or not isinstance(error, ValueError | TypeError):
        return {}
    with contextlib.suppress(SyntaxError):
        tree = ast.parse(line.rstrip(":") if not line.endswith(":") else line + " pass")
        for node in reversed(list(ast.walk(tree))):
            pair = _operands(node)
            with contextlib.suppress(Exception):
                values = [eval(ast.unparse(part), frame.f_globals, frame.f_locals) for part in pair]
                if len(values) == 2 and all(isinstance(value, np.ndarray) for value in values):
                    found = dict(zip(map(ast.unparse, pair), values))
                    if isinstance(node, ast.AugAssign):  # doing it again would change what it did
                        return found
                    try:
                        eval(ast.unparse(node), frame.f_globals, frame.f_locals)
                    except ValueError:
                        return found
    return {}


def _operands(node):
    """The two sides of an operator, of += and its like, or of dot(a, b), a.dot(b) and their like."""
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.AugAssign):
        return [node.target, node.value]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return [node.func.value, *node.args] if len(node.args) == 1 else node.args[-2:]
    return []
