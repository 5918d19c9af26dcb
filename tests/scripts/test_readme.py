"""Promises of the README and of docs/: links lead somewhere, commands are real, numbers are what the code gives.

Tests README.md and docs/*.md; read the README first.
"""

import contextlib
import inspect
import io
import re
import shlex

import numpy as np
import pytest
from conftest import ROOT

from massshuffle import backpropagation, numerical_gradient, practice
from massshuffle.view import run_summary
from massshuffle.view.report import DIFFERENCES

PAGES = {path: path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *ROOT.glob("docs/*.md"))}
README = PAGES[ROOT / "README.md"]
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", "\n".join(PAGES.values()), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", PAGES[page])
    assert targets
    for target, section in targets:
        if not target.startswith(("https://", "http://")):
            path = page.parent / target if target else page
            assert path.exists(), target
            assert not section or section in anchors(path.read_text(encoding="utf-8")), section


def anchors(text):
    """What a heading is called in a link to it."""
    heads = re.findall(r"^#+ (.*)$", text.lower(), re.MULTILINE)
    return [re.sub(r"[^\w-]", "", head.replace(" ", "-")) for head in heads]


def test_every_page_of_docs_is_linked_on_the_readme():
    assert [page.name for page in PAGES if page.name != "README.md" and f"](docs/{page.name})" not in README] == []


def test_every_script_and_page_is_listed():
    for path in (ROOT / "scripts").glob("*.py"):
        assert f"](scripts/{path.name})" in README


def test_each_page_of_the_book_names_the_next_one_of_the_table():
    main_line = README[README.index("This is the main line") : README.index("For a second reading")]
    pages = re.findall(r"^\| \[(\w+\.py)\]\(massshuffle/", main_line, re.MULTILINE)
    texts = [(ROOT / "massshuffle" / page).read_text(encoding="utf-8") for page in pages]
    named = [re.findall(r"Next:\s(\w+\.py)", text) for text in texts]
    assert named == [[page] for page in pages[1:]] + [[]]


def test_the_two_commands():
    job, tests = (code.strip() for language, code in BLOCKS if language == "sh" and code.startswith("python3"))
    assert job.endswith(".venv/bin/python scripts/reproduce_notebook.py")
    assert tests.endswith(".venv/bin/python -m pytest")
    for command in (job, tests):
        words = shlex.split(command.replace("&&", ";"))
        assert words[:4] == ["python3", "-m", "venv", ".venv"]


@pytest.mark.parametrize("name", ["linear", "sine"])
def test_the_printed_numbers(notebook_runs, name):
    printed = run_summary.published_table(notebook_runs[name])
    promised = [
        line
        for language, code in BLOCKS
        if language == "" and any(line in printed[1:] for line in code.splitlines())
        for line in code.splitlines()
    ]
    assert len(promised) >= 4
    assert [line for line in promised if line not in printed] == []


def test_the_differences_are_those_of_the_report():
    rows = "\n".join(f"| {theirs} | {ours} |" for theirs, ours in DIFFERENCES)
    assert f"| the notebook | here |\n|---|---|\n{rows}\n\n" in PAGES[ROOT / "docs/the-notebook.md"]


def what_is_printed(example):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example, {"__name__": "__main__"})
    return printed.getvalue()


def example(word):
    """The one Python example that uses a word."""
    [found] = [code for language, code in BLOCKS if language == "python" and word in code]
    return found


def test_the_softmax_of_docs_is_right():
    assert what_is_printed(example("softmax_cross_entropy_gradient")) == "True\n"


def test_the_recipe_for_your_own_data_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rng = np.random.default_rng(0)
    rows = [(a, b, "in" if a * a + b * b < 2 else "out") for a, b in rng.normal(size=(400, 2)).tolist()]
    lines = ["a,b,where", *(",".join(map(str, row)) for row in rows)]
    (tmp_path / "FILE.csv").write_text("\n".join(lines), encoding="utf-8")
    accuracy, labels = what_is_printed(example("own_data.read")).splitlines()
    assert float(accuracy) > 0.95
    assert labels == str([where for _, _, where in rows[:3]])


def test_the_examples_run():
    lesson, own, classifier = map(example, ("gradient_check.check_gradient", "errors_by_step", "cross_val_score"))
    repaired = own.replace("gradient = ", "gradient = 2 * ")
    printed, wrong, right, score = map(what_is_printed, (lesson, own, repaired, classifier))
    *table, accuracy = printed.splitlines()
    assert [line.split()[-1] for line in table[1:]] == ["ok"] * 4
    assert float(accuracy) > 0.95
    wrong, right = ([float(number) for number in re.findall(r"\d\.\d*(?:e-\d+)?", said)] for said in (wrong, right))
    assert wrong == pytest.approx([1] * 9, abs=1e-3)
    assert len(right) == 9
    assert max(right[-3:]) < 1e-15, "the complex step's"
    promised = float(classifier.split("#")[-1])
    assert round(float(score), 2) == promised


def test_so_many_noise_weights_end_as_the_page_says(notebook_runs):
    start, end = abs(notebook_runs["linear"].history.thetas[[0, -1], :15])
    assert (end[2:] > start[2:]).sum() > 13 / 2
    n_larger = (end[2:] > end[0]).sum()
    assert f"Most walk away from 0 instead, {n_larger} of them to a larger size than W[0]." in " ".join(README.split())


def test_the_message_of_the_exercises(tmp_path):
    wrong = inspect.getsource(backpropagation).replace("derivative(Z[layer])", "derivative(A[layer])")
    wrong += inspect.getsource(numerical_gradient)
    (tmp_path / "my_network.py").write_text(wrong, encoding="utf-8")
    (verdict,) = practice.check(tmp_path / "my_network.py", only="backward")
    unnumbered = [re.sub(r"line \d+", "line N", text) for text in (f"```\n{verdict.message}\n```", README)]
    assert unnumbered[0] in unnumbered[1]
    assert "`dZ = dA * derivative(A[layer])`" in README


def test_every_proof_that_a_docstring_names_exists():
    named = set()
    for path in (ROOT / "massshuffle").rglob("*.py"):
        named |= set(re.findall(r"tests/[\w/]+\.py", path.read_text(encoding="utf-8")))
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
