"""What works in a script works in a notebook's cell: the README's examples, a figure, runs in parallel."""

import pytest
from test_readme import BLOCKS

pytestmark = pytest.mark.needs_extra
nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")

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


def test_cells():
    lesson = next(code for language, code in BLOCKS if language == "python")
    cells = [nbformat.v4.new_code_cell(code) for code in (lesson, FIGURE, PARALLEL)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    first, figure, parallel = [cell.outputs for cell in notebook.cells]
    assert first[0].text.count("  ok") == 4
    assert "image/png" in figure[0].data
    assert parallel[-1].text == "True\n"
