"""The cells of a CSV file: its separator and quotes, its numbers, what is missing, and what is no CSV file.

Read it after experiments/csv_file.py.
"""

import re

import pytest

from massshuffle.checks import BadInput
from massshuffle.experiments import csv_file


def read(tmp_path, text):
    path = tmp_path / "own.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return csv_file.read(path)


ROWS = [(1, ["a", "b", "kind"]), (2, ["1", "5", "yes"]), (3, ["2", "6", "no"])]


@pytest.mark.parametrize("separator", csv_file.SEPARATORS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_separator_is_found_in_the_header(tmp_path, separator, end, mark):
    text = mark + "a,b,kind\n1,5,yes\n2,6,no\n".replace(",", separator).replace("\n", end)
    assert read(tmp_path, text) == (separator, ROWS)


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;", "sep=;;;"])
def test_a_first_line_that_names_the_separator_is_obeyed(tmp_path, first):
    text = f"{first}\r\na,b,c;kind\r\n1;yes\r\n"
    assert read(tmp_path, text) == (";", [(2, ["a,b,c", "kind"]), (3, ["1", "yes"])])


def test_any_character_may_be_named(tmp_path):
    assert read(tmp_path, "sep=|\na|kind\n") == ("|", [(2, ["a", "kind"])])


@pytest.mark.parametrize(
    ("header", "separator", "cells"),
    [
        ('"a,b,c";kind', ";", ["a,b,c", "kind"]),
        ('"a;b;c",kind', ",", ["a;b;c", "kind"]),
        ("length (m;cm),width,kind", ",", ["length (m;cm)", "width", "kind"]),
        ("a;b;kind,,,,", ";", ["a", "b", "kind,,,,"]),
        ('5" pipe,kind', ",", ['5" pipe', "kind"]),
        ('"two\nlines";kind', ";", ["two\nlines", "kind"]),
    ],
)
def test_the_header_is_cut_outside_of_quotes(tmp_path, header, separator, cells):
    assert read(tmp_path, header + "\n") == (separator, [(1, cells)])


def test_lines_are_those_of_the_file(tmp_path):
    text = '\n"a\n\nb",kind\n,,\n1,x\n  \n"2\n",y\n3,z\n'
    assert read(tmp_path, text)[1] == [(2, ["a\n\nb", "kind"]), (6, ["1", "x"]), (8, ["2", "y"]), (10, ["3", "z"])]
    assert [line for line, _ in read(tmp_path, "sep=,\n" + text)[1]] == [3, 7, 9, 11]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a,kind\n1,x\n"2,y\n3,z\n', "line 3: a quote is opened and never closed"),
        ('a,kind\n1,x\n"2,y\n3,"z"\n', "line 3: a quote is closed before its cell ends"),
        ('a,kind\n1,"x\n' + "2,y\n" * 50_000, "line 2: a quote is opened"),
        ('"a,kind\n' + "2,y\n" * 50_000, "line 1: a quote is opened"),
        (b"a,kind\n1,x\n\xff\xfe,y\n", "is not a CSV file in UTF-8: line 3 holds the byte 0xff"),
        ("a,b\n" + " " * csv_file.MOST, "must hold at most 10 MB"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_by_line(tmp_path, text, message):
    with pytest.raises(BadInput, match=re.escape(message)) as caught:
        read(tmp_path, text)
    assert "own.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "separator", "value"),
    [
        ("12", ",", 12),
        ("+1.5e-3", ",", 0.0015),
        (".5", ",", 0.5),
        ("5.", ",", 5),
        ("1,5", ";", 1.5),
        ("1,5E2", "\t", 150),
        ("1,5", ",", None),
        ("1,234,5", ";", None),
        ("1 2", ",", None),
        ("\u0661\u0662", ",", None),
        ("nan", ",", None),
        ("e5", ",", None),
        ("1\n", ",", None),
        ("", ",", None),
    ],
)
def test_numbers(cell, separator, value):
    assert csv_file.number(cell, separator) == value


def test_missing_cells_in_any_case_of_letters():
    missing = ("", "nan", "NaN", "NA", "na", "N/A", "n/a", "null", "NULL", "?", "inf", "-inf", "Inf", "#N/A")
    assert all(csv_file.is_missing(cell) for cell in missing)
    assert not any(csv_file.is_missing(cell) for cell in ("0", "no", "none", "nano", "-", "x?"))


def test_a_long_cell_is_cut_short():
    assert csv_file.quoted("a\n" * 30) == repr("a\n" * 30)
    assert csv_file.quoted("a" * 61) == repr("a" * 60 + "...")


def test_text_is_escaped_into_one_line():
    assert csv_file.escaped("len\n(cm)\x1b[31m \u00fc") == "len\\n(cm)\\x1b[31m \u00fc"
