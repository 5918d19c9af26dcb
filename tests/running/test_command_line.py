"""How a script ends: exit codes, one line for an error, no folder left behind.

Tests massshuffle/running/command_line.py; read that page first.
"""

import importlib
import io
import os
import re
import subprocess
import sys
import webbrowser
from argparse import Namespace
from pathlib import Path

import pytest
from conftest import ROOT, SCRIPTS
from tqdm import tqdm

from massshuffle.checks import BadInput
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.running.command_line import Parser, print_and_save, write_page
from massshuffle.running.run_options import experiment_from, optimizer


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
    assert err.startswith(f"{Parser('Why?').prog}: " if message else "")
    assert err.count("\n") == (message != "")
    assert not (tmp_path / "new").exists(), "an empty folder is not left behind"


def test_a_broken_pipe_at_the_last_flush_ends_with_141(tmp_path, monkeypatch, capsys):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert Parser("Why?").run(lambda arguments: print("kept in the buffer"), ["--output", str(tmp_path)]) == 141
    assert capsys.readouterr().err == ""


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


def test_a_page_is_opened_only_if_asked(tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.chdir(tmp_path)
    for is_open, addresses in ((False, []), (True, [(tmp_path / "a.html").as_uri()])):
        write_page("<p>", Path("a.html"), Namespace(open=is_open))
        assert opened == addresses


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


def closed_stream():
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("names", [["stdout"], ["stderr"], ["stdout", "stderr"]])
@pytest.mark.parametrize("missing", [lambda: None, closed_stream])
def test_a_script_whose_streams_are_missing_does_its_work(tmp_path, monkeypatch, capfd, names, missing):
    gone = {name: missing() for name in names}
    for name, stream in gone.items():
        monkeypatch.setattr(sys, name, stream)

    def job(arguments):
        print_and_save(["one line"], arguments.output / "a.txt")
        for _ in tqdm(range(2), disable=False):
            pass

    assert Parser("Why?").run(job, ["--output", str(tmp_path)]) == 0
    assert (tmp_path / "a.txt").read_text() == "one line\n"
    assert Parser("Why?").run(job, ["--seed", "-1"]) == 2
    assert [getattr(sys, name) for name in names] == list(gone.values())
    assert "error" not in capfd.readouterr().out, "an error never gets among the results"


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["2>&-", ">&-", ">&- 2>&- <&-"])
def test_started_with_closed_streams(tmp_path, closed):
    """ffmpeg inherits the numbers of stdin, stdout and stderr: none of them may be a file of ours."""
    script = f"'{sys.executable}' '{ROOT}/scripts/make_weight_movie.py' --epochs 80 --output '{tmp_path}' {closed}"
    ran = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == (f"wrote {tmp_path}/linear-weights.mp4\n" if closed == "2>&-" else "")
    assert [path.name for path in tmp_path.iterdir()] == ["linear-weights.mp4"]


def test_a_file_never_gets_the_number_of_a_closed_stderr():
    code = """
import sys
from massshuffle.running.terminal import usable_streams
with usable_streams(), open(sys.argv[1], "rb") as file:
    print(file.fileno())
"""
    command = f"'{sys.executable}' -c '{code}' '{__file__}' 2>&- <&-"
    assert int(subprocess.check_output(["sh", "-c", command])) > 2


@pytest.mark.parametrize("encoding", ["cp1252", "ascii:strict", "utf-8:strict"])
def test_a_letter_that_the_terminal_cannot_show_becomes_an_escape(encoding):
    code = """
import os
from massshuffle.running.command_line import Parser
Parser("Why?").run(lambda arguments: print("да", os.fsdecode(b"\\xff")), ["--output", "."])
"""
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, cwd=ROOT)
    word = "да".encode() if encoding.startswith("utf-8") else b"\\u0434\\u0430"
    assert (ran.stdout.splitlines(), ran.stderr) == ([word + b" \\udcff"], b"")


def test_files_go_to_the_folder_output_unless_another_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Parser("Why?").run(lambda arguments: print_and_save([], arguments.output / "a.txt"), []) == 0
    assert (tmp_path / "output" / "a.txt").exists()


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_default_that_help_names_is_the_one_without_the_option(script, monkeypatch):
    parsers = []
    monkeypatch.setattr(Parser, "run", lambda parser, job, argv: parsers.append(parser))
    importlib.import_module(script).main([])
    told = {action.dest: action.help for action in parsers[0]._actions}
    for name, default in vars(parsers[0].parse_args([])).items():
        if type(default) in (int, float):
            assert re.search(rf"\(default: ({re.escape(str(default))}\b|%\(default\)s)", told[name]), told[name]
    if "optimizer" in told and script != "watch_one_step":  # which has one of its own
        [name] = re.findall(r"\(default: (\S+)\)", told["optimizer"])
        assert type(optimizer(Namespace(optimizer=None, learning_rate=None))) is type(OPTIMIZERS[name]())
    if "experiment" in told:
        assert experiment_from(Namespace(experiment=None, epochs=None)).name in told["experiment"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_without_docstrings_help_still_says_the_question(script, monkeypatch, capsys):
    """As under `python -OO`."""
    module = importlib.import_module(script)
    question = module.__doc__
    monkeypatch.setattr(module, "__doc__", None)
    with pytest.raises(SystemExit):
        module.main(["--help"])
    assert "".join(question.split()) in "".join(capsys.readouterr().out.split())
