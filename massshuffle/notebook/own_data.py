"""Your own data: a CSV file with a header, two classes in one column, numbers in all others.

    radius,texture,diagnosis              the label is the last column, or the one that is named
    17.99,10.38,malignant                 two classes, any two words or numbers; the second in order has label 1
    13.54,14.36,benign

A fifth is kept for testing, with the same share of each class. Features come in all sizes, and a weight says little as
long as its feature may be counted in metres or in millimetres. So each is scaled by what the training part knows of it:

    x <- (x - mean) / scale,    scale the standard deviation

What cannot be used is refused by name, line and column. Proved by tests/notebook/test_own_data.py.
"""

import csv
import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from massshuffle import checks, data

MOST = 10_000_000  # bytes: more is no longer watched weight by weight
LARGEST = 1e100  # so that squares do not overflow


@dataclass(frozen=True)
class Table:
    """What a file holds: features (k names), labels (names of label 0 and 1), X (k, N), Y (1, N)."""

    name: str
    features: tuple[str, ...]
    labels: tuple[str, str]
    X: np.ndarray
    Y: np.ndarray

    def split(self, seed=0):
        """Its data.Dataset as it was measured: a stratified fifth for testing."""
        return data.stratified_split(self.X, self.Y, seed=seed)

    def scaled(self, seed=0):
        """The same Dataset, scaled."""
        dataset = self.split(seed)
        mean, scale = (column[:, None] for column in self.scales(dataset))  # (k, 1) each
        X_train, X_test = ((X - mean) / scale for X in (dataset.X_train, dataset.X_test))
        return replace(dataset, X_train=X_train, X_test=X_test)

    def scales(self, dataset):
        """Mean and standard deviation of each feature in the training part of a split, (k,) each."""
        _refuse_constant(self.name, self.features, dataset.X_train, "training sample")
        return dataset.X_train.mean(axis=1), dataset.X_train.std(axis=1)


def read(path, label=None):
    """Read a CSV file. label : the column that holds the two classes; None for the last.  Returns a Table."""
    path = Path(path)
    if path.stat().st_size > MOST:
        raise checks.BadInput(f"{path} must hold at most {MOST / 1e6:g} MB, it holds {path.stat().st_size / 1e6:.1f}")
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise checks.BadInput(f"{path} is not a CSV file in UTF-8: {error}") from error
    if not rows:
        raise checks.BadInput(f"{path} is empty")
    (_, header), *rows = rows
    place = _checked_header(path, header, label)
    if len(rows) < 2:
        raise checks.BadInput(f"{path} must hold at least 2 samples below its header, got {len(rows)}")
    for line, row in rows:
        if len(row) != len(header):
            raise checks.BadInput(f"{path}, line {line}: {len(header)} columns are needed, got {len(row)}")
        if "" in row:
            raise checks.BadInput(f"{path}, line {line}, column {header[row.index('')]}: the cell is empty")
    columns = {name: i for i, name in enumerate(header) if i != place}  # of the features
    X = np.array([[_number(path, line, name, row[i]) for line, row in rows] for name, i in columns.items()])
    labels, Y = _classes(path, header[place], [row[place] for _, row in rows])
    _refuse_constant(path, columns, X, "line")
    return Table(str(path), tuple(columns), labels, X, Y)


def _refuse_constant(path, features, X, each):
    """Refuse a feature that is the same in each line or sample: it has no scale."""
    for name, low, high in zip(features, X.min(axis=1), X.max(axis=1)):
        if low == high:
            raise checks.BadInput(f"{path}: column {name} is {low:g} in every {each}, leave it out")


def _checked_header(path, header, label):
    """Refuse a first line that names no columns. Returns the label's place."""
    for name in header:
        if name == "" or _value(name) is not None:
            raise checks.BadInput(f"{path}, line 1: a header must name the columns, got {name!r}")
        if header.count(name) > 1:
            raise checks.BadInput(f"{path}, line 1: two columns are called {name}")
    if len(header) < 2:
        raise checks.BadInput(f"{path} must hold a feature and a label at least, got the one column {header[0]}")
    if label is not None and label not in header:
        raise checks.BadInput(f"--label must be a column of {path}, one of {', '.join(header)}, got {label}")
    return len(header) - 1 if label is None else header.index(label)


def _value(cell):
    """The number that a cell stands for, None if it is a word."""
    try:
        return float(cell)
    except ValueError:
        return None


def _number(path, line, column, cell):
    """The number in a cell, refused by line and column if there is none."""
    value = _value(cell)
    if value is None or not math.isfinite(value) or abs(value) > LARGEST:
        needed = "a number of at most 1e100 is needed"
        raise checks.BadInput(f"{path}, line {line}, column {column}: {needed}, got {cell!r}")
    return value


def _classes(path, column, cells):
    """The names of the two classes in order, numbers by size and words by letter, and the labels Y (1, N)."""
    names = sorted(set(cells))
    if all(_value(name) is not None for name in names):
        names = sorted(names, key=float)
    if len(names) != 2:
        some = ", ".join(names[:4]) + (", ..." if len(names) > 4 else "")
        raise checks.BadInput(f"{path}: column {column} must hold two classes, got {len(names)}: {some}")
    return tuple(names), np.array([[float(cell == names[1]) for cell in cells]])
