"""What works in a script works in a notebook's cell: the README's first example, a figure, runs in parallel, a watched
step, the check of an exercise.

Tests massshuffle with nbclient; read the README first.
"""

import re

import pytest
from conftest import ROOT

pytestmark = pytest.mark.needs_extra
nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")

README = (ROOT / "README.md").read_text(encoding="utf-8")
FIGURE = """
from massshuffle.view.figures.weights import weight_evolution
weight_evolution(history.weights(2), history.iterations)
"""
PARALLEL = """
from massshuffle.running.sweep import sweep
def ended(seed):
    start = initializers.xavier_uniform(net, seed)
    return training.train(net, start, X, Y, optimizers.Adam(1e-2), epochs=5).costs[-1]
costs = sweep(ended, [(0,), (1,)], jobs=2)
print(costs == [ended(0), ended(1)])
"""
WATCHED = """
from massshuffle.view.one_step import small_network, text
from massshuffle.view.one_step.statements import one_step
drawn = small_network.drawn((2, 3, 1), "tanh", 4, seed=0)
print(*text.lines(one_step(*drawn, optimizers.Adam(0.1))), sep="\\n")
"""
CHECKED = """
%%writefile my_network.py
import numpy as np
def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)
"""
VERDICTS = """
from massshuffle import practice
practice.check("my_network.py", only="sigmoid")
"""


def test_cells(tmp_path):
    lesson = re.search(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[1]
    cells = [nbformat.v4.new_code_cell(code) for code in (lesson, FIGURE, PARALLEL, WATCHED, CHECKED.strip(), VERDICTS)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    first, figure, parallel, watched, _, verdicts = [cell.outputs for cell in notebook.cells]
    assert first[0].text.count("  ok") == 4
    assert "image/png" in figure[0].data
    assert parallel[-1].text == "True\n"
    assert "dW = dZ.dot(A[layer - 1].T)" in watched[0].text
    assert "passed=True" in verdicts[0].data["text/plain"]
