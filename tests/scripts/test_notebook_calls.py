"""The calls of docs/the-notebook.md, which stand beside the notebook's cells, in their order, with few epochs.

Read it after docs/the-notebook.md.
"""

import re

import imageio_ffmpeg
import pytest
from conftest import ROOT
from matplotlib.figure import Figure

from massshuffle.experiments import runs

PAGE = (ROOT / "docs" / "the-notebook.md").read_text(encoding="utf-8")
TABLE = PAGE[PAGE.index("| cell |") : PAGE.index("`python scripts/reproduce_notebook.py`")]


@pytest.fixture
def answers(tmp_path, monkeypatch, capsys):
    """{call: its value}, each run where those above it have run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runs, "SINE", runs.replace(runs.SINE, epochs=80))
    names, found = {}, {}
    [imports] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(imports, names)
    for call in re.findall(r"^\| [^|]*\|[^|]*\| `([^`]*)`", TABLE, re.MULTILINE):
        target, _, expression = call.rpartition(" = ") if re.match(r"[\w, ]+ = ", call) else ("", "", call)
        if target:
            target, expression = call.split(" = ", 1)
        names["_"] = eval(expression.replace("30_000", "1_040"), names)  # epochs
        if target:
            exec(f"{target} = _", names)
        found[call] = names["_"]
    return found | {"printed": capsys.readouterr().out}


def value(answers, start):
    [found] = [answer for call, answer in answers.items() if call.startswith(start)]
    return found


def test_each_call_of_the_table_gives_what_the_cell_gave(answers):
    assert len(answers) - 1 == TABLE.count("\n| "), "each row has a call"
    count, shape = value(answers, "int(dataset.Y.sum())")
    assert shape == (1, 1000)
    assert count == pytest.approx(500, abs=50)
    assert value(answers, "dataset.X.shape") == (15, 1000)
    whole, train, test = value(answers, "[float(Y.mean())")
    assert train == pytest.approx(whole, abs=1e-3)
    assert test == pytest.approx(whole, abs=5e-3)
    history = value(answers, "history = ")
    assert value(answers, "cost.binary") == pytest.approx(history.costs[0])
    assert history.costs[0] == runs.run(runs.replace(runs.LINEAR, epochs=0)).history.costs[0], "the script's run"
    assert value(answers, "history.weights().shape") == (27, 1, 15)
    assert value(answers, "history.weights()[1:3]") == pytest.approx(history.thetas[1:3, :15].mean(axis=1)[:, None])
    for start in ("movie = ", 'write_movie("averaged.mp4"'):
        frames, _ = imageio_ffmpeg.count_frames_and_secs(str(value(answers, start)))
        assert frames == 27
    figures = [answer for answer in answers.values() if isinstance(answer, Figure)]
    assert len(figures) == 10
    assert value(answers, "net.predict").mean() >= 0.4
    assert value(answers, "sine = ").dataset.X.shape == (15, 400)
    assert answers["printed"].split() == ["0", str(history.costs[0]), "1000", str(history.costs[25])]
