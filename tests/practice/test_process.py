"""A whole file, judged in a process of its own: no hang, nothing printed, one verdict after another.

Tests massshuffle/practice/process.py; read that page and exercises.py first.
"""

import ast
import os
import runpy
import subprocess
import sys

import pytest
from conftest import ROOT
from learners import RIGHT, edited, verdict_on

from massshuffle.practice import check, exercises, process
from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.judge import judge_function
from massshuffle.practice.reference import mutant


def written(folder, text):
    path = folder / "mine.py"
    path.write_text(text, encoding="utf-8")
    return path


# A thread that leaves a file if Python ends in the usual way and waits for its threads; and a line on stderr.
LATE = """
import pathlib, sys, threading
def late():
    threading.main_thread().join()
    pathlib.Path(__file__).with_name("late").touch()
threading.Thread(target=late).start()
print("loading", file=sys.stderr)
"""


def test_all_ten(tmp_path, capfd):
    verdicts = check(written(tmp_path, RIGHT["in_place"] + LATE))
    assert [verdict.exercise for verdict in verdicts] == list(EXERCISES)
    assert all(verdict.passed for verdict in verdicts)
    assert capfd.readouterr() == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.py"]


def test_verdicts_end_with_the_first_that_is_not_right(tmp_path):
    path = written(tmp_path, edited("lists", "forward", ("+ b[i][0]", "")))
    first, all_ten = check(path), check(path, keep_going=True)
    assert [verdict.passed for verdict in first] == [True] * 5 + [False]
    assert first[-1].mistakes == ("forgot-bias",)
    assert all_ten[:6] == first, "the same file gets the same messages"
    assert [verdict.passed for verdict in all_ten] == [True] * 5 + [False] + [True] * 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "There is no file mine.py."),
        ("def sigmoid(z:\n", "\n    line 1: def sigmoid(z:"),
        ("import nothing_of_that_name\n", "mine.py cannot be used yet.\nModuleNotFoundError: "),
        ("one = 1\none.two\n", "AttributeError: 'int' object has no attribute 'two'\n    line 2: one.two"),
        ("", "mine.py has no function sigmoid."),
        ("while True:\n    pass\n", "Loading it had not ended after 0.2 seconds"),
        ("def sigmoid(z):\n    while True: z = 1\n", "It had not ended after 0.2 seconds and was stopped at line 2."),
        ("import os\ndef sigmoid(z):\n    os._exit(0)\n", "It ended Python itself"),
        ("def rest(z):\n    while True: z = 1\ndef sigmoid(z):\n    return rest(z)\n", "and was stopped at line 2."),
        ("def sigmoid(z):\n    return input()\n", "EOFError"),
        ("import time\ndef sigmoid(z):\n    time.sleep(0.08)\n    return 0 * z\n", "It had not ended after"),
        ("def sigmoid():\n    pass\n", "TypeError: "),
    ],
)  # fmt: skip
def test_bad_files_get_one_clear_message(text, message, tmp_path):
    path = tmp_path / "mine.py" if text is None else written(tmp_path, text)
    (verdict,) = check(path, seconds=0.2)
    assert (verdict.exercise, verdict.passed, verdict.mistakes) == ("sigmoid", False, ())
    assert message in verdict.message


def test_a_file_may_import_another_beside_it(tmp_path):
    (tmp_path / "beside.py").write_text(RIGHT["arrays"], encoding="utf-8")
    assert check(written(tmp_path, "from beside import sigmoid\n"), only="sigmoid")[0].passed


@pytest.mark.parametrize("name", ["ä, line 7 of 日本", "x" * 240 + "/" + "y" * 240])
def test_a_path_with_any_letters_keeps_its_line_numbers(name, tmp_path):
    (tmp_path / name).mkdir(parents=True)
    path = written(tmp_path / name, "def sigmoid(z):\n    while True: z = 1\n")
    assert "was stopped at line 2." in check(path, seconds=0.1)[0].message


def test_a_fault_of_the_check_is_not_the_learner_s(tmp_path, monkeypatch):
    broken = "from massshuffle.practice import judge, process\njudge.is_right = None\nprocess.serve()"
    monkeypatch.setattr(process, "SERVE", broken)
    with pytest.raises(RuntimeError, match="the check itself failed:\n(.|\n)*'NoneType' object is not callable"):
        check(written(tmp_path, RIGHT["arrays"]))


def test_the_time_of_the_check_is_not_the_learner_s(tmp_path, monkeypatch):
    slow = "from massshuffle.practice import judge, process\nimport time\n"
    slow += "judge.diagnose = lambda *rest: time.sleep(0.2) or ()\nprocess.serve()"
    monkeypatch.setattr(process, "SERVE", slow)
    path = written(tmp_path, "def sigmoid(z):\n    return 0 * z\n")
    assert "result[0, 0]: yours 0, right " in check(path, seconds=0.1)[0].message


@pytest.fixture
def wrong_backward(tmp_path):
    """A file whose backward alone is wrong."""
    text = edited("arrays", "backward", ("layers[i][0].T", "layers[i][0]"))
    return written(tmp_path, text + "\n\n" + exercises.PYTEST_PART.format(file="mine.py"))


def test_the_same_file_is_ten_tests_for_pytest(wrong_backward):
    namespace = runpy.run_path(str(wrong_backward), run_name="mine")
    tests = {name: test for name, test in namespace.items() if name.startswith("test_")}
    assert list(tests) == [f"test_{exercise}" for exercise in EXERCISES]
    with pytest.raises(AssertionError, match="Most likely \\(weights-not-transposed\\)"):
        tests.pop("test_backward")()
    for test in tests.values():
        test()


def test_a_file_that_is_saved_again_is_judged_again(tmp_path):
    path = written(tmp_path, "def sigmoid(z):\n    return 0 * z\n")
    test = process.tests(str(path))["test_sigmoid"]
    with pytest.raises(AssertionError, match="yours 0, right "):
        test()
    written(tmp_path, RIGHT["arrays"])
    os.utime(path, (0, 0))  # another time than before, however fast this is
    test()


@pytest.mark.slow
def test_python_without_asserts_and_docstrings_judges_the_same(wrong_backward):
    command = [sys.executable, "-OO", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(wrong_backward)]
    printed = subprocess.run(command, capture_output=True, text=True, cwd=wrong_backward.parent).stdout
    assert "1 failed, 9 passed" in printed
    assert "Most likely (weights-not-transposed)" in printed


def test_no_result_hangs_on_an_assert():
    for path in [*ROOT.glob("massshuffle/**/*.py"), *ROOT.glob("scripts/*.py")]:
        nodes = list(ast.walk(ast.parse(path.read_bytes())))
        assert not any(isinstance(node, ast.Assert) for node in nodes), path


@pytest.mark.slow
def test_a_closed_book_has_no_formula(tmp_path):
    text = exercises.file_text(closed=True)
    assert text.count("    raise NotImplementedError\n") == 10
    for formula in ("e^-z", "1/N", "(2 h)", "dZ_l", "sqrt", "lr_t", "A_(l-1)^T"):
        assert formula in exercises.file_text()
        assert formula not in text.split('"""', 2)[2]
    assert "Returns theta, m, v, three new arrays." in text
    assert '"""Squash every number of z into [0, 1].\n\n    z : array' in text
    assert "    python scripts/practice.py --closed   " in text
    assert "1 / (1 + e^-z)" not in check(written(tmp_path, text), closed=True)[0].message
    with pytest.raises(AssertionError, match="Squash every number") as error:
        process.tests(str(tmp_path / "mine.py"))["test_sigmoid"]()
    assert "1 / (1 + e^-z)" not in str(error.value), "nor has it for pytest"
    forgot_bias = mutant("forward", ("+ b =>",))
    formula = "\n    Z_l = W_l A_(l-1) + b_l\n"
    assert formula in judge_function("forward", forgot_bias).message
    message = judge_function("forward", forgot_bias, closed=True).message
    assert formula not in message
    assert "Most likely (forgot-bias): a bias is not added.\n    explained in " in message


@pytest.mark.slow
def test_a_closed_book_stays_closed_behind_a_function_that_hangs(tmp_path):
    """The functions after it are judged in a second process."""
    path = written(tmp_path, exercises.file_text(closed=True) + "\n\ndef sigmoid(z):\n    while True: z = 1\n")
    _, second, *_ = check(path, keep_going=True, seconds=0.5, closed=True)
    assert second == check(path, only="sigmoid_derivative", closed=True)[0]


def test_backward_is_told_that_one_s_own_central_difference_finds_it():
    sentence = "Your own central_difference, applied to the cost, gives the right gradient"
    text = edited("arrays", "backward", ("layers[i][0].T", "2 * layers[i][0].T"))
    assert sentence in verdict_on(text, "backward").message
    assert sentence not in verdict_on(text.replace("/ (2 * step)", "/ step"), "backward").message
