"""CSV files as people have them: rows of text, each with its line, and the number that a cell stands for.

No standard says what a CSV file is. Programs write commas, semicolons (where the comma is the decimal mark) or tabs
between cells, and some tell which in a first line, "sep=;". We take the separator that cuts the header into most cells.
Python's csv.Sniffer looks at all rows and is wrong where they differ in length.

    sep=;
    length;width;kind         separator ;
    1,5;  "2";yes             the numbers 1.5 and 2, and a word

A byte order mark, CR LF, blank rows, blanks around a cell, and quotes after a blank are all accepted. float() is no
judge of numbers: it takes 12_3 for 123, nan for a number, and digits of any script.

Tested by tests/experiments/test_csv_file.py.
"""

import csv
import io
import re

from massshuffle import checks

MOST = 10_000_000  # bytes: more is no longer watched weight by weight
LONGEST = 60  # letters of a cell in a message
SEPARATORS = (",", ";", "\t")
FIRST_LINE = re.compile(r'"?sep=([^\w\s"\'+.-]|\t)"?\1*[ ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
MISSING = {"", "?", "na", "n/a", "#n/a", "null", *(sign + word for sign in ("", "+", "-") for word in ("nan", "inf"))}


def read(path):
    """Return the separator of a CSV file and its rows that are not blank, [(line, [cell, ...]), ...], header first.

    Raises BadInput for a file that is too large, not in UTF-8, or has an unclosed quote; OSError if it is not there.
    """
    name, text, skipped = escaped(str(path)), _text(path), 0
    if given := FIRST_LINE.match(text):
        separator, text, skipped = given[1], text[given.end() :], 1
    else:
        separator = max(SEPARATORS, key=lambda one: _n_cells(name, text, one))
    return separator, list(_rows(name, text, separator, skipped))


def number(cell, separator=","):
    """Return the number that a cell stands for, None if it is a word. Its decimal mark may be a comma that separates
    nothing else."""
    if separator != "," and "." not in cell:
        cell = cell.replace(",", ".")
    return float(cell) if NUMBER.fullmatch(cell) else None


def is_missing(cell):
    """Return whether a cell holds no value: it is empty, or says so."""
    return cell.lower() in MISSING


def escaped(text):
    """Return text in one line that a terminal can show: a line break as \\n, an escape character as \\x1b."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def quoted(cell):
    """Return a cell as Python writes it, cut short: an unclosed quote can make one of half a file."""
    return repr(cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}...")


def _text(path):
    """The text of a file, without a byte order mark."""
    with open(path, "rb") as file:
        content = file.read(MOST + 1)
    if len(content) > MOST:
        raise checks.BadInput(
            f"{escaped(str(path))} must hold at most {MOST / 1e6:g} MB, it holds more: use a part of it"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong, line = error.object[error.start], error.object.count(b"\n", 0, error.start) + 1
        problem = f"is not a CSV file in UTF-8: line {line} holds the byte 0x{wrong:02x}, save it as UTF-8"
        raise checks.BadInput(f"{escaped(str(path))} {problem}") from None


def _n_cells(name, text, separator):
    """The number of cells that a separator cuts the header into, empty ones apart."""
    _, header = next(_rows(name, text, separator, strict=False), (1, []))
    return sum(cell != "" for cell in header)


def _rows(name, text, separator, skipped=0, strict=True):
    """Yield (line, cells) for each row that is not blank. skipped : lines of the file above text"""
    file = io.StringIO(text, newline="")
    reader = csv.reader(file, delimiter=separator, skipinitialspace=True, strict=strict)
    line = skipped + 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield line, cells
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        unclosed = "end of data" in str(error) or "field limit" in str(error)
        problem = "opened and never closed" if unclosed else "closed before its cell ends"
        raise checks.BadInput(f"{name}, line {line}: a quote is {problem}, so this is not a CSV file") from None
