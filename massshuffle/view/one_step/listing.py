"""A function as it stands in its file, line by line, with the comments and the docstring set apart.

Proved by tests/view/test_one_step_page.py.
"""

import inspect
import io
import textwrap
import tokenize
from html import escape


def listing(function, identity):
    """The source of a function as HTML; each line is an element with its number in data-line."""
    lines, first = inspect.getsourcelines(function)
    source = textwrap.dedent("".join(lines))
    rows = []
    for number, (text, soft) in enumerate(zip(source.splitlines(), _said(source)), start=first):
        code, said = (text[:soft], text[soft:]) if soft is not None else (text, "")
        indent = len(text) - len(text.lstrip())
        inside = f"<code>{escape(code.lstrip())}<i>{escape(said.lstrip() if not code.strip() else said)}</i></code>"
        rows.append(f'<li data-line="{number}" style="--indent: {indent}"><b>{number}</b>{inside}</li>')
    where = "/".join(inspect.getfile(function).replace("\\", "/").split("/")[-2:])
    name = function.__qualname__
    head = f"<figcaption><strong>{escape(name)}</strong> {escape(where)}</figcaption>"
    return f'<figure class="listing" id="{escape(identity)}" hidden="">{head}<ol>{"".join(rows)}</ol></figure>'


def _said(source):
    """For each line where what is said about the code begins, in a comment or a docstring; None if it does not."""
    begins = [None] * len(source.splitlines())
    previous = tokenize.INDENT
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        docstring = token.type == tokenize.STRING and previous == tokenize.INDENT
        if token.type == tokenize.COMMENT or docstring:
            begins[token.start[0] - 1] = token.start[1]
            for line in range(token.start[0], token.end[0]):
                begins[line] = 0
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            previous = token.type
    return begins
