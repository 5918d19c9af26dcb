"""How a script ends: exit codes, one line for an error, no folder left behind.

Tests massshuffle/running/command_line.py; read that page first.
"""

import pytest

from massshuffle.checks import BadInput
from massshuffle.running.command_line import Parser


def ended(tmp_path, capsys, error, *arguments):
    """The exit code of a job that raises an error (or returns what it is given), and its message."""

    def job(arguments):
        if isinstance(error, BaseException):
            raise error
        return error

    code = Parser("Why?").run(job, ["--output", str(tmp_path / "new"), *arguments])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (None, 0, ""),
        (1, 1, ""),
        (BadInput("epochs must be 1"), 2, "error: epochs must be 1\n"),
        (OSError("no space"), 2, "error: no space\n"),
        (KeyboardInterrupt(), 130, "stopped\n"),
    ],
)
def test_how_a_script_ends(tmp_path, capsys, error, code, message):
    ended_with, err = ended(tmp_path, capsys, error)
    assert ended_with == code
    assert err.endswith(message)
    assert err.count("\n") == (message != "")
    assert (tmp_path / "new").exists() == (code < 2), "an empty folder is not left behind"


@pytest.mark.parametrize(
    "error", [ValueError("operands could not be broadcast"), TypeError("ours"), IndexError("ours")]
)
def test_a_fault_of_ours_keeps_its_traceback(tmp_path, capsys, error):
    with pytest.raises(type(error), match=str(error)):
        ended(tmp_path, capsys, error)


@pytest.mark.parametrize(
    ("message", "typed"),
    [
        ("learning_rate must be above 0", "--learning-rate must be above 0"),
        ("optimizer must be known", "--optimizer must be known"),
        ("use a smaller learning_rate", "use a smaller --learning-rate"),
        ("own learning_rate.csv: no optimizer must be so", "own learning_rate.csv: no optimizer must be so"),
        ("the seed must be", "the seed must be"),
        ("seed 3 of the runs", "seed 3 of the runs"),
        ("must", "must"),
    ],
)
def test_an_error_names_the_option_as_it_was_typed(message, typed):
    parser = Parser("Why?")
    parser.add_method()
    assert parser.as_typed(message) == typed


@pytest.mark.parametrize("arguments", [("--seed", "-1"), ("--seed", "one"), ("--colour", "red")])
def test_bad_arguments_make_no_folder(tmp_path, capsys, arguments):
    code, err = ended(tmp_path, capsys, None, *arguments)
    assert (code, err.count("\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", ["-1", "-0.5", "-.5", "-1e-3", "-1E+05", "-2.5e10", "-inf", "-NaN"])
def test_a_negative_number_is_no_option(tmp_path, number):
    found = []
    parser = Parser("Why?")
    parser.add_number("--rate", 1, "a number", float)
    parser.option("--limits", "two numbers", "-1 1", type=float, nargs=2)
    numbers = ["--rate", number, "--limits", number, "1e-3"]
    assert parser.run(lambda arguments: found.append(arguments), [*numbers, "--output", str(tmp_path)]) == 0
    assert [str(found[0].rate), *map(str, found[0].limits)] == [str(float(number)), str(float(number)), "0.001"]
