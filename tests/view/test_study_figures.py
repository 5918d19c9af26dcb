"""Each chart of a study says what it shows: line and legend, axis and unit, panel and title.

Tests massshuffle/view/figures/mass.py, and of its neighbours what compares runs; read massshuffle/mass.py first.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.colors import to_hex

from massshuffle.experiments.studies import Method, Row
from massshuffle.view.figures.comparisons import epoch_times
from massshuffle.view.figures.mass import batch_study, dimension_study, distance_travelled, mass_shares
from massshuffle.view.figures.studies import cost_band
from massshuffle.view.figures.weights import evolutions_beside


def legend_of(owner):
    """{name in the legend: colour of its handle}"""
    [legend] = owner.legends if hasattr(owner, "legends") else [owner.get_legend()]
    handles = legend.legend_handles
    colors = [handle.get_facecolor() if hasattr(handle, "get_facecolor") else handle.get_color() for handle in handles]
    return dict(zip((text.get_text() for text in legend.get_texts()), map(to_hex, colors), strict=True))


@pytest.fixture
def outcomes(rng):
    """Two methods, four frames, five weights; every number another one."""
    made = []
    for name, rate in (("Adam", 1e-3), ("momentum", 0.01)):
        shares = rng.dirichlet(np.ones(5), 4)
        history = SimpleNamespace(iterations=np.array([0, 40, 80, 100]))
        first, travelled = rng.standard_normal(5), rng.random(5)
        made.append(
            SimpleNamespace(
                method=Method(name, learning_rate=rate),
                run=SimpleNamespace(history=history),
                weights=shares,
                shares=shares,
                first_gradient=first,
                travelled=travelled,
            )
        )
    return made


def test_mass_shares_are_stacked_in_the_order_of_the_weights_under_their_method(outcomes):
    figure = mass_shares(outcomes)
    assert [axes.get_title() for axes in figure.axes] == ["Adam, rate 0.001", "momentum, rate 0.01"]
    for axes, outcome in zip(figure.axes, outcomes, strict=True):
        tops = np.cumsum(outcome.shares, axis=1)  # (4, 5)
        for area, top in zip(axes.collections, tops.T, strict=True):
            vertices = area.get_paths()[0].vertices
            for iteration, height in zip(outcome.run.history.iterations, top):
                assert np.isclose(vertices[vertices[:, 0] == iteration, 1], height).any()
        assert (axes.get_xlim(), axes.get_ylim()) == ((0, 100), (0, 1))
    colors = [to_hex(area.get_facecolor()[0]) for area in figure.axes[0].collections]
    legend = legend_of(figure)
    assert list(legend) == ["W[0], which decides", "W[1]", "3 noise weights"]
    assert [colors.index(color) for color in legend.values()] == [0, 1, 3]
    assert colors[:2] == [to_hex("tab:green"), to_hex("tab:purple")]
    assert (figure.get_supxlabel(), figure.get_supylabel()) == ("Iteration", "Share of the mass")


def test_distance_travelled_is_drawn_against_the_size_of_the_first_gradient(outcomes):
    figure = distance_travelled(outcomes)
    [axes] = figure.axes
    for line, outcome in zip(axes.lines, outcomes, strict=True):
        assert line.get_xdata().tolist() == np.abs(outcome.first_gradient).tolist()
        assert line.get_ydata().tolist() == outcome.travelled.tolist()
        assert legend_of(figure)[outcome.method.name] == to_hex(line.get_color())
    adam = outcomes[0]
    assert [(text.get_text(), text.xy) for text in axes.texts] == [
        (f"W[{i}]", (abs(adam.first_gradient[i]), adam.travelled[i])) for i in (0, 1)
    ]


def test_dimension_study_has_each_quantity_under_its_title_as_median_and_range(rng):
    features, measured = [0, 10, 100], {name: rng.uniform(0.1, 1, (3, 4, 4)) for name in ("Adam", "momentum")}
    figure = dimension_study(features, measured)
    titles = ["Share of W[0]", "Effective number of weights", "Accuracy, fresh samples"]
    assert [axes.get_title() for axes in figure.axes] == [*titles, "The same, noise weights set to 0"]
    for i, axes in enumerate(figure.axes):
        assert [tick.get_text() for tick in axes.get_xticklabels()] == ["0", "10", "100"]
        for line, band, (name, values) in zip(axes.lines, axes.collections, measured.items(), strict=True):
            assert list(line.get_xdata()) == features
            assert line.get_ydata().tolist() == np.median(values[:, :, i], axis=1).tolist()
            edges = set(band.get_paths()[0].vertices[:, 1])
            assert {*values[:, :, i].min(axis=1), *values[:, :, i].max(axis=1)} == edges
            assert legend_of(figure)[name] == to_hex(line.get_color()) == to_hex(band.get_facecolor()[0])
            assert axes.get_ylim()[0] <= values[:, :, i].min(), "no curve is cut off"
            assert axes.get_ylim()[1] >= values[:, :, i].max()


def test_batch_study_draws_each_seed_their_mean_and_a_law_of_the_square_root(rng):
    sizes, moved = [4, 16, 64], rng.uniform(0.1, 1, (3, 2))
    axes = batch_study(sizes, moved).axes[0]
    lines = {line.get_label(): line for line in axes.lines}
    for line, distances in zip(axes.lines, moved.T):
        assert (list(line.get_xdata()), line.get_ydata().tolist()) == (sizes, distances.tolist())
    assert lines["mean of the seeds"].get_ydata().tolist() == moved.mean(axis=1).tolist()
    law = lines["law: as the square root of the batch size"]
    np.testing.assert_allclose(law.get_ydata(), moved[-1].mean() * np.array([1 / 4, 1 / 2, 1]), rtol=1e-14)


def test_epoch_times_are_milliseconds_by_entries_of_X():
    axes = epoch_times([(100, 5, 0.004, 0.002, 2.0), (10, 3, 0.003, 0.001, 3.0)]).axes[0]
    ours, arithmetic = axes.lines
    assert (ours.get_label(), arithmetic.get_label()) == ("massshuffle", "arithmetic alone")
    assert list(ours.get_xdata()) == list(arithmetic.get_xdata()) == [30, 500]
    np.testing.assert_allclose([ours.get_ydata(), arithmetic.get_ydata()], [[3, 4], [1, 2]])


def test_cost_band_says_its_level_and_ends_at_its_last_row():
    rows = [Row("cost", published=2, low=1, median=3, high=4, is_cost=True)] * 2
    axes = cost_band([*rows, Row("accuracy", 0.5, 0.4, 0.5, 0.6)], 1000, "Sine").axes[0]
    median, published = axes.lines
    [band] = axes.collections
    assert (band.get_label(), median.get_label()) == ("99 % of our runs", "median of our runs")
    assert set(map(tuple, band.get_paths()[0].vertices)) == {(x, y) for x in (0, 1000) for y in (1, 4)}
    assert (list(median.get_xdata()), list(median.get_ydata())) == ([0, 1000], [3, 3])
    assert (published.get_label(), list(published.get_ydata())) == ("published", [2, 2])
    assert axes.get_title() == "Sine"


def test_two_runs_stand_each_under_its_own_name(rng):
    runs = {name: rng.standard_normal((3, 1, 4)) for name in ("first", "second")}
    panels = evolutions_beside(runs, [0, 40, 80]).axes
    for axes, (name, weights) in zip(panels, runs.items(), strict=True):
        assert axes.get_title().endswith(f": {name}")
        assert [line.get_ydata().tolist() for line in axes.lines] == weights[:, 0].T.tolist()
        assert [list(line.get_xdata()) for line in axes.lines] == [[0, 40, 80]] * 4
    blue, orange, noise = (to_hex(line.get_color()) for line in panels[0].lines[:3])
    assert legend_of(panels[0]) == {"W[0]": blue, "W[1]": orange, "noise weights": noise}
