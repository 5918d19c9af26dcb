"""A whole file, judged in a process of its own: no hang, nothing printed, one verdict after another.

Tests massshuffle/practice/process.py; read that page and exercises.py first.
"""

import runpy

import pytest
from learners import RIGHT, changed

from massshuffle.practice import check, exercises
from massshuffle.practice.exercises import EXERCISES


def written(folder, text):
    path = folder / "mine.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_nine(tmp_path, capfd):
    verdicts = check(written(tmp_path, RIGHT["in_place"]))
    assert [verdict.exercise for verdict in verdicts] == list(EXERCISES)
    assert all(verdict.passed for verdict in verdicts)
    assert capfd.readouterr() == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.py"]


def test_verdicts_end_with_the_first_that_is_not_right(tmp_path):
    path = written(tmp_path, changed("lists", "forward", ("+ b[i][0]", "")))
    first, every = check(path), check(path, every=True)
    assert [verdict.passed for verdict in first] == [True] * 4 + [False]
    assert first[-1].mistakes == ("forgot-bias",)
    assert every[:5] == first, "the same file gets the same words"
    assert [verdict.passed for verdict in every] == [True] * 4 + [False] + [True] * 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "There is no file mine.py."),
        ("def sigmoid(z:\n", "\n    line 1: def sigmoid(z:"),
        ("import nothing_of_that_name\n", "mine.py cannot be used yet.\nModuleNotFoundError: "),
        ("", "mine.py has no function sigmoid."),
        ("while True:\n    pass\n", "Loading it had not ended after 0.5 seconds"),
        ("def sigmoid(z):\n    while True: z = 1\n", "It had not ended after 0.5 seconds and was stopped at line 2."),
        ("import os\ndef sigmoid(z):\n    os._exit(0)\n", "It ended Python itself"),
        ("def sigmoid(z):\n    return input()\n", "EOFError"),
        ("def sigmoid():\n    pass\n", "TypeError: "),
    ],
)  # fmt: skip
def test_bad_files_get_one_clear_message(text, said, tmp_path):
    path = tmp_path / "mine.py" if text is None else written(tmp_path, text)
    (verdict,) = check(path, seconds=0.5)
    assert (verdict.exercise, verdict.passed, verdict.mistakes) == ("sigmoid", False, ())
    assert said in verdict.message


def test_the_same_file_is_nine_tests_for_pytest(tmp_path):
    text = changed("arrays", "backward", ("blocks[i][0].T", "blocks[i][0]"))
    path = written(tmp_path, text + "\n\n" + exercises.TAIL.format(file="mine.py"))
    space = runpy.run_path(str(path), run_name="mine")
    tests = {name: test for name, test in space.items() if name.startswith("test_")}
    assert list(tests) == [f"test_{exercise}" for exercise in EXERCISES]
    with pytest.raises(AssertionError, match="Most likely \\(weights-not-transposed\\)"):
        tests.pop("test_backward")()
    for test in tests.values():
        test()
