"""The band of costs over seeds: quantiles by hand, a line of the table, and the figure.

Read it after experiments/studies.py.
"""

from dataclasses import replace

import numpy as np
import pytest

from massshuffle.experiments import runs, studies
from massshuffle.experiments.runs import SINE
from massshuffle.view.figures.studies import cost_band


def test_quantiles_by_hand_and_a_missing_number_is_noticed():
    """Of the 201 numbers 0, 1, ..., 200 the quantiles 0.5 %, 50 % and 99.5 % are 1, 100 and 199."""
    n_numbers = len(studies.published_numbers(SINE))
    measured = np.tile(np.arange(201.0)[::-1, None], n_numbers)
    rows = studies.band(SINE, measured)
    assert len(rows) == n_numbers == 15
    by_name = {row.name: row.published for row in rows}
    assert (by_name["sine train accuracy"], by_name["sine test accuracy"]) == (0.890625, 0.85)
    assert (by_name["sine W[0] at the end"], by_name["sine W[1] at the end"]) == (0.516, -0.007)
    for row, (name, published, is_cost) in zip(rows, studies.published_numbers(SINE)):
        assert (row.low, row.median, row.high) == (1, 100, 199)
        assert (row.name, row.published, row.is_cost) == (name, published, is_cost)
    with pytest.raises(ValueError, match="zip"):
        studies.band(SINE, measured[:, 1:])
    assert [row.inside for row in rows] == [number >= 1 for _, number, _ in studies.published_numbers(SINE)]


def test_a_line_of_the_table():
    row = studies.Row("sine cost at 0", 1.5, 1.0, 1.25, 2.0, is_cost=True)
    assert str(row).split() == ["sine", "cost", "at", "0", "1.50000", "1.00000", "1.25000", "2.00000", "inside"]
    assert str(replace(row, high=1.4)).endswith("OUTSIDE")
    assert replace(row, published=1.0).inside
    longest = max((name for name, *_ in studies.published_numbers(runs.LINEAR)), key=len)
    for named in (row, replace(row, name=longest)):
        assert len(str(named).split("inside")[0].rstrip()) == len(studies.BAND_HEADER), (
            "columns stand below their heads"
        )


def test_measure_is_a_run_a_seed_from_the_published_start():
    for measured, seed in zip(studies.measure_published(SINE, (3, 8)), (3, 8), strict=True):
        run = runs.run(SINE, seed, start=(0.063, 0.347), dtype="float32")
        W = run.history.weights()[-1, 0]
        numbers = [*run.history.costs[:-1:25], run.accuracy_train, run.accuracy_test, W[0], W[1], W[2:].mean()]
        np.testing.assert_allclose(measured, numbers, rtol=1e-5)


def test_the_figure_shows_the_costs_of_the_table_in_plain_numbers():
    spread = np.linspace(0.9, 1.2, 21)[:, None]
    published = [number for _, number, _ in studies.published_numbers(SINE)]
    rows = studies.band(SINE, spread * published)
    figure = cost_band(rows, 1000, "Sine")
    figure.canvas.draw()
    [axes] = figure.axes
    median, dots = axes.lines
    assert dots.get_xdata().tolist() == list(range(0, 10_000, 1000))
    assert list(dots.get_ydata()) == [row.published for row in rows[:10]]
    assert list(median.get_ydata()) == [row.median for row in rows[:10]]
    [area] = axes.collections
    heights = area.get_paths()[0].vertices[:, 1]
    assert (heights.min(), heights.max()) == (rows[9].low, rows[0].high)
    assert "0.5" in [label.get_text() for label in axes.get_yticklabels()]
    with pytest.raises(ValueError, match="rows must hold at least one cost"):
        cost_band(rows[10:], 1000, "Sine")
