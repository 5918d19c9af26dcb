"""A CSV file of your own: what is read, how it is scaled, and how a bad file is refused.

Read it after experiments/own_data.py.
"""

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.experiments import own_data

GOOD = "a,b,kind\n1,5,yes\n2,6,no\n3,7,yes\n4,9,no\n5,8,yes\n6,1,no\n"


def read(tmp_path, text, *options, **named):
    path = tmp_path / "own.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return own_data.read(path, *options, **named)


def test_more_than_ten_incomplete_rows_are_counted_as_rows(tmp_path):
    rows = [f"{i},{i % 7},{i % 2}" for i in range(20)] + ["?,?,1"] * 12
    (tmp_path / "own.csv").write_text("\n".join(["a,b,kind", *rows]))
    with pytest.raises(BadInput, match=r"incomplete: lines 22, .*, 31, \.\.\. \(12 of them\)"):
        own_data.read(tmp_path / "own.csv")


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
    mean, deviation = raw.X_train.mean(axis=1), raw.X_train.std(axis=1)
    assert (scaled.X_train.shape, scaled.X_test.shape) == ((2, 40), (2, 10))
    np.testing.assert_allclose(scaled.X_train.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.X_train.std(axis=1), 1)
    np.testing.assert_allclose(scaled.X_test * deviation[:, None] + mean[:, None], raw.X_test, atol=1e-12)
    assert scaled.Y_test.tolist() == raw.Y_test.tolist()
    for dataset in (raw, scaled):
        assert table.scale(raw.X_test, dataset).tolist() == scaled.X_test.tolist()
    assert table.scale(raw.X_test, table.split(5)).tolist() != scaled.X_test.tolist()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("1,2,0\n3,4,1\n", "line 1: a header must name the columns, got '1'"),
        (GOOD.replace("a,b", "a,"), "line 1: a header must name the columns, got ''"),
        (GOOD.replace("a,b", "a,a"), "two columns are called a"),
        (GOOD.replace("2,6", "2,six"), "line 3, column b: a number of at most 1e100 is needed, got 'six'"),
        (GOOD.replace("5,8,yes", "5,8,"), "line 6, column kind: the cell is empty"),
        (GOOD.replace("2,6", "2"), "line 3: 3 columns are needed, got 2"),
        (GOOD.replace("no", "yes"), "column kind must hold two classes, got 1: yes"),
        (GOOD.replace("4,9,no", "4,9,maybe"), "own.csv: column kind must hold two classes, got 3: maybe, no, yes: "),
        ("a,kind\n1,p\n2,q\n3,r\n4,s\n5,t\n", "got 5: p, q, r, s, ...: choose the column with --label"),
        ("a,b,kind\n1,.3,yes\n1,.3,no\n1,.3,yes\n", "every feature is constant"),
        (GOOD.replace("2,6", "12_3,6"), "line 3, column a: a number of at most 1e100 is needed, got '12_3'"),
        (GOOD.replace("2,6", "+1e101,6"), "a number of at most 1e100 is needed, got '+1e101'"),
        (GOOD.replace("2,6", "2,?"), "line 3, column b: a number is needed, got '?' (incomplete: line 3)"),
        (GOOD.replace("yes", "NA"), "line 2, column kind: a label is needed, got 'NA' (incomplete: lines 2, 4, 6): "),
        ("a,kind\n" + ",x\n" * 11, "(incomplete: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ... (11 of them))"),
        (GOOD.replace(",", ";").replace("2;6", "1,5;6").replace("4;9", "1.234;9"), "a decimal comma is needed, as in"),
        (GOOD.replace("2,6,no", "2,6,no,x"), "line 3: 3 columns are needed, got 4"),
        ("kind\nyes\nno\n", "separate columns by comma, semicolon or tab"),
        (GOOD.replace("a,b", '"two\nlines\x1b[31m",b').replace("2,6", "x,6"), "column two\\nlines\\x1b[31m: a number"),
        (GOOD.replace("no", "1").replace("yes", "+1.0"), "must hold two classes, got 1: +1.0"),
        ("a,b,kind\n1,5,yes\n", "at least 2 samples below its header, got 1"),
    ],
)
def test_a_bad_file_is_refused_by_name_line_and_column(tmp_path, text, message):
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)
    assert "own.csv" in str(caught.value)
    assert str(caught.value).isprintable(), "one line, and no escape character"


def test_a_column_that_is_constant_in_the_training_part_is_refused(tmp_path):
    rows = "".join(f"{i},{int(i == 0)},{'pq'[i % 2]}\n" for i in range(10))
    table = read(tmp_path, f"a,b,kind\n{rows}")
    said = [seed for seed in range(20) if 0 not in table.split(seed).X_train[0]]
    with pytest.raises(BadInput, match="column b is 0 in every training sample"):
        table.scaled(said[0])


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(",", ";"),
        "\ufeffsep=\t\n" + GOOD.replace(",", "\t"),
        GOOD.replace("\n", ",,,\n"),
        GOOD.replace(",6,no", ', "6", "no"'),
        GOOD.replace("1,5", "1.0,+5e0"),
        GOOD.replace(",", ";").replace("1;5", "1,0;5,00"),
        GOOD + ",,\n",
    ],
)
def test_one_table_in_many_forms(tmp_path, text):
    table, plain = read(tmp_path, text), read(tmp_path, GOOD)
    assert (table.features, table.labels, table.label) == (("a", "b"), ("no", "yes"), "kind")
    assert (table.X.tolist(), table.Y.tolist()) == (plain.X.tolist(), plain.Y.tolist())


def test_decimal_commas_and_truth(tmp_path):
    table = read(tmp_path, "a;b;kind\n1,5;True;yes\n2,5;FALSE;no\n-,5;false;yes\n")
    assert table.X.tolist() == [[1.5, 2.5, -0.5], [1, 0, 0]]


@pytest.mark.parametrize(
    ("cells", "labels", "Y"),
    [
        (("+1", "0.0", "1.0", "0"), ("0.0", "+1"), [1, 0, 1, 0]),
        (("yes", "1", "1.0", "yes"), ("1", "yes"), [1, 0, 0, 1]),
        (("Yes", "yes", "yes", "Yes"), ("Yes", "yes"), [0, 1, 1, 0]),
        (("1_0", "10", "1_0", "1e1"), ("10", "1_0"), [1, 0, 1, 0]),
        (("1e999", "2e999", "2e999", "1e999"), ("1e999", "2e999"), [0, 1, 1, 0]),
        (("True", "1", "1.0", "True"), ("1", "True"), [1, 0, 0, 1]),
    ],
)
def test_equal_numbers_are_one_label_and_words_are_as_written(tmp_path, cells, labels, Y):
    table = read(tmp_path, "a,kind\n" + "".join(f"{i},{cell}\n" for i, cell in enumerate(cells)))
    assert (table.labels, table.Y.tolist()) == (labels, [Y])


def test_incomplete_rows_are_left_out_and_counted_if_you_say_so(tmp_path):
    text = GOOD + "7,nan,yes\n?,3,no\n9,2,N/A\n,,no\n"
    table = read(tmp_path, text, skip_incomplete=True)
    assert (table.n_incomplete, table.X.tolist()) == (4, read(tmp_path, GOOD).X.tolist())
    assert read(tmp_path, GOOD, skip_incomplete=True).n_incomplete == 0
    with pytest.raises(BadInput, match=r"at least 2 samples below its header, got 1 \(5 incomplete left out\)"):
        read(tmp_path, "a,b,kind\n1,2,x\n" + "1,,y\n" * 5, skip_incomplete=True)
    for later, message in (
        ("2", "line 4: 3 columns are needed, got 2"),
        ("x,6", "line 4, column a: a number of at most"),
    ):
        with pytest.raises(BadInput, match=message):
            read(tmp_path, GOOD.replace("1,5", "?,5,yes\n1,5", 1).replace("2,6", later), skip_incomplete=True)


def test_a_constant_column_is_left_out_and_named(tmp_path):
    rows = "".join(f"1e3,{i},0,{'pq'[i % 2]}\n" for i in range(10))
    table = read(tmp_path, f"always,i,never,kind\n{rows}")
    assert (table.features, table.left_out) == (("i",), ("always", "never"))
    assert table.X.tolist() == [list(range(10))]
    assert table.scale(table.X, table.split(0)).shape == (1, 10)


def test_six_samples_are_enough_and_five_are_not(tmp_path):
    assert read(tmp_path, GOOD).scaled(0).X_test.shape == (2, 2)
    table = read(tmp_path, GOOD.rsplit("6,1,no")[0])
    for use in (table.split, table.scaled):
        with pytest.raises(BadInput, match="own.csv must hold at least 6 samples, got 5: add samples"):
            use(0)


def test_names_are_escaped_wherever_they_are_shown(tmp_path):
    text = '"two\nlines","on\ne",kind\n1,2,\x1b[31myes\n2,2,no\n3,2,no\n'
    table = read(tmp_path, text)
    assert (table.features, table.left_out) == (("two\\nlines",), ("on\\ne",))
    assert table.labels == ("\\x1b[31myes", "no")
    swapped = 'kind,"on\ne"\n1,x\n2,y\n'
    for label in ("on\ne", "on\\ne"):
        assert read(tmp_path, swapped, label).label == "on\\ne"
