"""Interactive parts of a page: the data for its scripts, the scripts themselves, and controls with labels.

An interactive page is one file and fetches nothing. All numbers on it were computed in Python: arrays lie in the page
as base64, everything else as JSON, and its scripts only read, lay out and highlight them. The browser runs no script
except those whose SHA-256 the page's head names, so text that came in as data can never run.

    page.page(title, ..., interactive.data({"theta": array, "names": [...]}), scripts=[Path(__file__).with_suffix("")])

adds the .js of that path, and the .css if there is one, after interactive.js and interactive.css, which these pages
share.

Tested by tests/view/test_interactive.py, in a browser.
"""

import base64
import hashlib
import json
from html import escape
from pathlib import Path

import numpy as np

from massshuffle import checks

FRESH = 'autocomplete="off"'  # otherwise the browser's Back restores controls, and tells no script
KEPT = ("float64", "float32", "uint8", "int32")  # what a browser has an array for


def data(values, identity="data"):
    """Return values for the page's script, which gets them back from read(identity).

    values : dicts, lists, text, numbers, None; and arrays, anywhere among them, of any shape
    """
    text = json.dumps(values, default=_array, allow_nan=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c")  # or </script> in a text would end the script
    return f'<script type="application/json" id="{escape(identity)}">{text}</script>'


def _array(array):
    """An array as JSON: its bytes, the lowest first, row by row. bool goes as uint8, other integers as int32."""
    array = np.asarray(array)
    if array.dtype.kind in "bui" and array.dtype.name not in KEPT:
        small = array.astype("uint8" if array.dtype == bool else "int32")
        array = small if (small == array).all() else array
    kind = checks.choice("dtype", array.dtype.name, KEPT)
    content = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes()
    return {"kind": kind, "shape": array.shape, "base64": base64.b64encode(content).decode("ascii")}


def scripts(paths):
    """Return the scripts at paths as elements, and the sources that a Content-Security-Policy must allow for them."""
    texts = [Path(path).read_text(encoding="utf-8") for path in paths]
    for path, text in zip(paths, texts):
        if "</script" in text.lower() or "<!--" in text:
            raise checks.BadInput(f"{path} must hold neither </script nor <!--, which mean something to a page")
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") for text in texts]
    return "\n".join(f"<script>{text}</script>" for text in texts), " ".join(f"'sha256-{digest}'" for digest in hashes)


def controls(*parts, label):
    """Return controls in one row. label : names the group for a screen reader."""
    return f'<div class="controls" role="group" aria-label="{escape(label)}">{"".join(parts)}</div>'


def button(identity, face, label, detail=""):
    """Return a button. face : the text on it    label : what it does    detail : a small line below the face"""
    face = escape(face) + (f" <small>{escape(detail)}</small>" if detail else "")
    attributes = f'aria-label="{escape(label)}" title="{escape(label)}"'
    return f'<button type="button" id="{escape(identity)}" {attributes}>{face}</button>'


def slider(identity, label, largest):
    """Return a slider over 0, 1, ..., largest."""
    limits = f'min="0" max="{largest}" step="1" value="0"'
    return f'<input type="range" id="{escape(identity)}" {limits} {FRESH} aria-label="{escape(label)}" />'


def choice(identity, label, options):
    """Return a choice of one option. options : {value: its name}"""
    inside = "".join(f'<option value="{escape(str(k))}">{escape(name)}</option>' for k, name in options.items())
    return f'<label>{escape(label)} <select id="{escape(identity)}" {FRESH}>{inside}</select></label>'


def switch(identity, label):
    """Return a checkbox, off at first."""
    return f'<label><input type="checkbox" id="{escape(identity)}" {FRESH} /> {escape(label)}</label>'


def reading(identity):
    """Return a place for a number that changes often, which a screen reader does not announce each time."""
    return f'<span class="reading" id="{escape(identity)}"></span>'
