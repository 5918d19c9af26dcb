"""A CSV file of your own: what is read, how it is scaled, and how a bad file is refused.

Read it after notebook/own_data.py.
"""

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.notebook import own_data

GOOD = "a,b,kind\n1,5,yes\n2,6,no\n3,7,yes\n4,9,no\n5,8,yes\n6,1,no\n"


def read(tmp_path, text, label=None):
    path = tmp_path / "own.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return own_data.read(path, label)


def test_it_reads_features_and_two_classes(tmp_path):
    table = read(tmp_path, "\ufeff" + GOOD.replace("a,b", '" a","b, c"').replace("\n", "\r\n"))
    assert (table.features, table.labels) == (("a", "b, c"), ("no", "yes"))
    assert table.X.tolist() == [[1, 2, 3, 4, 5, 6], [5, 6, 7, 9, 8, 1]]
    assert table.Y.tolist() == [[1, 0, 1, 0, 1, 0]]


def test_a_label_may_be_named_and_classes_may_be_numbers(tmp_path):
    table = read(tmp_path, "kind,a\n10,1\n\n9,2\n10,3\n9,4\n", "kind")
    assert (table.features, table.labels, table.Y.tolist()) == (("a",), ("9", "10"), [[1, 0, 1, 0]])
    with pytest.raises(BadInput, match=r"^--label must be a column of .*own.csv, one of a, b, kind, got c"):
        read(tmp_path, GOOD, "c")


def test_features_are_scaled_by_the_training_part(tmp_path):
    rows = "".join(f"{i},{i % 7 - 3e3},{'pq'[i % 2]}\n" for i in range(50))
    table = read(tmp_path, f"a,b,kind\n{rows}")
    raw, scaled = table.split(4), table.scaled(4)
    mean, scale = table.scales(raw)
    assert (scaled.X_train.shape, scaled.X_test.shape) == ((2, 40), (2, 10))
    np.testing.assert_allclose(scaled.X_train.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.X_train.std(axis=1), 1)
    np.testing.assert_allclose(scaled.X_test * scale[:, None] + mean[:, None], raw.X_test)
    assert scaled.Y_test.tolist() == raw.Y_test.tolist()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("1,2,0\n3,4,1\n", "line 1: a header must name the columns, got '1'"),
        (GOOD.replace("a,b", "a,"), "line 1: a header must name the columns, got ''"),
        (GOOD.replace("a,b", "a,a"), "two columns are called a"),
        (GOOD.replace("2,6", "2,six"), "line 3, column b: a number of at most 1e100 is needed, got 'six'"),
        (GOOD.replace("2,6", "nan,6"), "line 3, column a: a number"),
        (GOOD.replace("2,6", "2, "), "line 3, column b: the cell is empty"),
        (GOOD.replace("5,8,yes", "5,8,"), "line 6, column kind: the cell is empty"),
        (GOOD.replace("2,6", "2"), "line 3: 3 columns are needed, got 2"),
        (GOOD.replace("no", "yes"), "column kind must hold two classes, got 1: yes"),
        (GOOD.replace("4,9,no", "4,9,maybe"), "got 3: maybe, no, yes"),
        ("a,b,kind\n1,5,yes\n1,6,no\n1,7,yes\n", "column a is 1 in every line"),
        ("a,b,kind\n1,5,yes\n", "at least 2 samples below its header, got 1"),
        ("kind\nyes\nno\n", "a feature and a label"),
        (b"a,kind\n\xff\xfe,yes\n", "is not a CSV file in UTF-8"),
        ('a,kind\n"1,yes\n', "is not a CSV file"),
        (GOOD + " " * 10_000_001, "at most 10 MB"),
    ],
)
def test_a_bad_file_is_refused_by_name_line_and_column(tmp_path, text, message):
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)
    assert "own.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_column_that_is_constant_in_the_training_part_is_refused(tmp_path):
    rows = "".join(f"{i},{int(i == 0)},{'pq'[i % 2]}\n" for i in range(10))
    table = read(tmp_path, f"a,b,kind\n{rows}")
    said = [seed for seed in range(20) if 0 not in table.split(seed).X_train[0]]
    with pytest.raises(BadInput, match="column b is 0 in every training sample"):
        table.scaled(said[0])
