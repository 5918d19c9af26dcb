"""Your own data: a CSV file with a header, two classes in one column, numbers in all others.

    radius,texture,diagnosis              the label is the last column, or the one that is named
    17.99,10.38,malignant                 two classes, any two words or numbers; the second in order has label 1
    13.54,14.36,benign

csv_file.py reads the rows: which separator cuts them, what is a number, which cells are missing. Here columns become
features and labels. True and False are the features 1 and 0. Labels that are equal numbers (1, 1.0, +1) are one class,
called as it is written first; words are different classes as soon as a letter differs.

A constant column says nothing about a label, so it is left out. A row with a missing cell is refused, or left out if
you say so. All else that cannot be used is refused by name, line and column. A stratified fifth of the samples is kept
for testing, and scaling.py scales each feature by the other four fifths.

Tested by tests/experiments/test_own_data.py.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle import checks, data
from massshuffle.experiments import csv_file
from massshuffle.experiments.csv_file import escaped, quoted
from massshuffle.experiments.scaling import LARGEST, Scaling, is_constant, scaling_of

FEWEST = 6  # samples: a fifth of them, rounded up, has room for both classes
TRUTH = {"true": 1.0, "false": 0.0}


@dataclass(frozen=True, eq=False)
class ScaledDataset(data.Dataset):
    """A Dataset whose samples were scaled, and the Scaling that did it."""

    scaling: Scaling


@dataclass(frozen=True)
class Table:
    """The contents of a file: features (k names), labels (names of label 0 and 1), X (k, N), Y (1, N).

    label : name of the labels' column    left_out : names of constant columns    n_incomplete : rows left out
    """

    name: str
    features: tuple[str, ...]
    labels: tuple[str, str]
    X: np.ndarray
    Y: np.ndarray
    label: str
    left_out: tuple[str, ...] = ()
    n_incomplete: int = 0

    def split(self, seed=0):
        """Return the samples as they were measured, a data.Dataset with a stratified fifth for testing."""
        if (n_samples := self.X.shape[1]) < FEWEST:
            problem = f"must hold at least {FEWEST} samples, got {n_samples}: add samples, a fifth is kept for testing"
            raise checks.BadInput(f"{self.name} {problem}")
        return data.stratified_split(self.X, self.Y, seed=seed)

    def scaled(self, seed=0):
        """Return the Dataset of split, scaled by its training part: a ScaledDataset."""
        raw = self.split(seed)
        scaling = self._scaling(raw)
        X_train, X_test = (scaling.scale(X, self.features) for X in (raw.X_train, raw.X_test))
        return ScaledDataset(X_train, raw.Y_train, X_test, raw.Y_test, scaling)

    def scale(self, X, dataset):
        """Return other samples X (k, N), scaled by the training part of a Dataset that split or scaled returned."""
        return self._scaling(dataset).scale(X, self.features)

    def _scaling(self, dataset):
        """The Scaling of a Dataset's training part; where that has been scaled, the one that did it."""
        if isinstance(dataset, ScaledDataset):
            return dataset.scaling
        for name, column, constant in zip(self.features, dataset.X_train, is_constant(dataset.X_train)):
            if constant:
                problem = f"column {name} is {column[0]:g} in every training sample, leave it out"
                raise checks.BadInput(f"{self.name}: {problem}")
        return scaling_of(dataset.X_train)


def read(path, label=None, skip_incomplete=False):
    """Read a CSV file into a Table.

    label : the column that holds the two classes; None for the last
    skip_incomplete : leave out rows with a missing cell, which are refused otherwise
    Raises BadInput, with line and column, for everything that cannot be used.
    """
    name = escaped(str(path))
    separator, rows = csv_file.read(path)
    if not rows:
        raise checks.BadInput(f"{name} is empty")
    header, place = _checked_header(name, *rows[0], label, separator)
    given = [(line, _cut(name, line, cells, len(header))) for line, cells in rows[1:]]
    rows = [(line, cells) for line, cells in given if not any(map(csv_file.is_missing, cells))]
    n_incomplete = len(given) - len(rows)
    if n_incomplete and not skip_incomplete:
        raise _incomplete(name, header, place, given)
    if len(rows) < 2:
        left_out = f" ({n_incomplete} incomplete left out)" if n_incomplete else ""
        raise checks.BadInput(f"{name} must hold at least 2 samples below its header, got {len(rows)}{left_out}")
    lines = [line for line, _ in rows]
    columns = dict(zip(header, zip(*(cells for _, cells in rows))))
    labels, Y = _classes(name, header[place], columns.pop(header[place]), separator)
    X = np.array([_numbers(name, lines, column, cells, separator) for column, cells in columns.items()])  # (k, N)
    constant = is_constant(X)
    if constant.all():
        raise checks.BadInput(f"{name}: every feature is constant, add a column that varies")
    features = tuple(column for column, is_same in zip(columns, constant) if not is_same)
    left_out = tuple(column for column, is_same in zip(columns, constant) if is_same)
    return Table(name, features, labels, X[~constant], Y, header[place], left_out, n_incomplete)


def _checked_header(name, line, cells, label, separator):
    """The names of the columns and the label's place; a line that names no columns is refused."""
    header = [escaped(cell) for cell in cells]
    while header[-1] == "":  # a separator ends each line
        header.pop()
    for column in header:
        if column == "" or csv_file.number(column, separator) is not None:
            raise checks.BadInput(f"{name}, line {line}: a header must name the columns, got {quoted(column)}")
        if header.count(column) > 1:
            raise checks.BadInput(f"{name}, line {line}: two columns are called {column}")
    if len(header) < 2:
        need = "must hold a feature and a label at least"
        how = "separate columns by comma, semicolon or tab"
        raise checks.BadInput(f"{name} {need}, got the one column {header[0]}: {how}")
    wanted = header[-1] if label is None else escaped(str(label))
    if wanted not in header:
        raise checks.BadInput(f"--label must be a column of {name}, one of {', '.join(header)}, got {wanted}")
    return header, header.index(wanted)


def _cut(name, line, cells, n_columns):
    """The cells of a row, without those behind the last column if they are empty."""
    if len(cells) < n_columns or any(cells[n_columns:]):
        raise checks.BadInput(f"{name}, line {line}: {n_columns} columns are needed, got {len(cells)}")
    return cells[:n_columns]


def _incomplete(name, header, place, rows):
    """The error for rows with missing cells: the first by its column, the others by their lines."""
    missing = [(line, i, cells[i]) for line, cells in rows for i in range(len(header)) if csv_file.is_missing(cells[i])]
    lines = [str(line) for line in dict.fromkeys(line for line, _, _ in missing)]
    line, i, cell = missing[0]
    needed = f"a {'label' if i == place else 'number'} is needed, got {quoted(cell)}" if cell else "the cell is empty"
    some = ", ".join(lines[:10]) + (f", ... ({len(lines)} of them)" if len(lines) > 10 else "")
    everywhere = f"incomplete: line{'s' * (len(lines) > 1)} {some}"
    how = "complete them or leave them out, in Python by skip_incomplete=True, in a script by --skip-incomplete"
    return checks.BadInput(f"{name}, line {line}, column {header[i]}: {needed} ({everywhere}): {how}")


def _numbers(name, lines, column, cells, separator):
    """The numbers in a column's cells, refused by line and column where there is none."""
    commas = [line for line, cell in zip(lines, cells) if "," in cell]  # decimal ones, or the cell is refused
    values = []
    for line, cell in zip(lines, cells):
        value = TRUTH.get(cell.lower(), csv_file.number(cell, separator))
        where = f"{name}, line {line}, column {column}"
        if value is None or not abs(value) <= LARGEST:
            raise checks.BadInput(f"{where}: a number of at most 1e100 is needed, got {quoted(cell)}")
        if commas and separator != "," and "." in cell:
            raise checks.BadInput(f"{where}: a decimal comma is needed, as in line {commas[0]}, got {quoted(cell)}")
        values.append(value)
    return values


def _classes(name, column, cells, separator):
    """The names of the two classes in order, numbers by size and words by letter, and the labels Y (1, N)."""
    values = [csv_file.number(cell, separator) for cell in cells]
    keys = [cell if value is None or np.isinf(value) else value for cell, value in zip(cells, values)]
    spelled = {}
    for key, cell in zip(keys, cells):
        spelled.setdefault(key, cell)  # equal numbers are one key
    are_numbers = all(isinstance(key, float) for key in spelled)
    classes = sorted(spelled, key=None if are_numbers else spelled.get)
    names = [escaped(spelled[key]) for key in classes]
    if len(classes) != 2:
        some = ", ".join(names[:4]) + (", ..." if len(names) > 4 else "")
        problem = f"column {column} must hold two classes, got {len(names)}: {some}"
        raise checks.BadInput(f"{name}: {problem}: choose the column with --label")
    return tuple(names), np.array([[float(key == classes[1]) for key in keys]])
