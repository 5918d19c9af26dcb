"""What every figure must have: named axes, names and a title as they were given, a legend in the colours it explains.

Tests massshuffle/view/figures/; read style.py there first.
"""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.text import Text

from massshuffle.experiments.studies import Row
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.view.figures.comparisons import comparison, epoch_times, error_against_step
from massshuffle.view.figures.mass import batch_study, dimension_study
from massshuffle.view.figures.samples import learned_boundaries, scatter_plane, scatter_space
from massshuffle.view.figures.studies import cost_band, cost_by_evaluations, walk_steps
from massshuffle.view.figures.weights import (
    averaged_weights,
    cost_curve,
    heat_map,
    matrix_as_colors,
    node_panels,
    node_pictures,
    weight_evolution,
)

TITLE = "in ${ and $_{"
NAMES = ["cost_$USD$_{", "_id", r"a\$b", "$x$", "in ${", "_"]


def titled(title, rng):
    """{its function's name: a figure with that title}"""
    M, steps = rng.standard_normal((3, 4)), np.array([1e-3, 1e-2])
    weights, iterations = rng.standard_normal((4, 1, 4)), np.arange(4)
    history = History(Network((4, 1)), iterations, np.ones(4), rng.standard_normal((4, 5)))
    row = Row("cost", published=2, low=1, median=2, high=3, is_cost=True)
    Y = np.array([[0, 1, 1, 0]])
    made = (
        cost_curve(history, (1.0, 0.5), title=title),
        weight_evolution(weights, iterations, title=title),
        averaged_weights(weights, iterations, title=title),
        matrix_as_colors(M, title=title),
        scatter_plane(M, Y, title=title),
        scatter_space(M, Y, title=title),
        cost_band([row, row], 10, title),
        walk_steps(history, (1, 2, -10), title=title),
        cost_by_evaluations({"a": ([1, 2], [2, 1])}, title=title),
        error_against_step(steps, {"forward difference": steps, "central difference": steps}, title=title),
        comparison({"a": {"b": {"loss": [1, 2]}}}, {"loss": "loss"}, title=title),
        node_panels(weights, iterations, list("abcd"), title=title),
        node_pictures(M, (2, 2), title=title),
    )
    names = "cost_curve weight_evolution averaged_weights matrix_as_colors scatter_plane scatter_space cost_band"
    names += " walk_steps cost_by_evaluations error_against_step comparison node_panels node_pictures"
    return dict(zip(names.split(), made, strict=True))


def with_names(names, rng):
    """The same of those with names that a user gives."""
    model = Network((4, 1)), np.array([2.0, -1.0, 50.0, -50.0, 3.0])
    scores = {data: {model: {"loss": [1, 2]} for model in names[:3]} for data in names}
    return {
        "node_panels": node_panels(rng.standard_normal((4, 2, 6)), np.arange(4), names),
        "heat_map": heat_map(rng.standard_normal((1, 6)), 3, labels=names),
        "learned_boundaries": learned_boundaries(dict.fromkeys(names, model), np.sin, 10, 20),
        "comparison": comparison(scores, {"loss": "$ loss $_{"}),
        "cost_by_evaluations": cost_by_evaluations({name: ([1, 2], [2, 1]) for name in names}),
        "dimension_study": dimension_study([0, 10], {name: rng.random((2, 3, 4)) for name in names}),
    }


WEIGHTS = ("Iteration", "Weight value", "linear", "linear")
PLANE = ("$x_1$", "$x_2$", "linear", "linear")
NOISE_FEATURES = "Number of noise features"
# What stands along x and y of each panel, and their scales. A colour bar is named along its y.
AXES = {
    "cost_curve": [("Iteration", "Cost (mean cross-entropy, nats)", "linear", "linear")],
    "weight_evolution": [WEIGHTS],
    "averaged_weights": [WEIGHTS],
    "matrix_as_colors": [("column", "row", "linear", "linear"), ("", "entry", "linear", "linear")],
    "heat_map": [("", "", "linear", "linear"), ("", "weight", "linear", "linear")],
    "scatter_plane": [PLANE],
    "scatter_space": [PLANE],
    "learned_boundaries": [PLANE, ("", "probability of label 1", "linear", "linear")],
    "cost_band": [("Iteration", "Cost (nats, log scale)", "linear", "log")],
    "walk_steps": [
        ("", "Cost (nats, log scale)", "linear", "log"),
        ("", "Weight value", "linear", "linear"),
        ("Step", "Bias value", "linear", "linear"),
    ],
    "cost_by_evaluations": [("Evaluations of the cost (log scale)", "Cost (nats, log scale)", "log", "log")],
    "error_against_step": [("Step h", "Largest error / largest |gradient|", "log", "log")],
    "comparison": [("", "loss", "linear", "linear")],
    "node_panels": [WEIGHTS],
    "node_pictures": [("", "", "linear", "linear")] * 3 + [("", "weight", "linear", "linear")],
    "dimension_study": [
        (NOISE_FEATURES, "", "symlog", "linear"),
        (NOISE_FEATURES, "", "symlog", "log"),
        *[(NOISE_FEATURES, "", "symlog", "linear")] * 2,
    ],
    "batch_study": [("Batch size (samples per step)", "Mean distance of a noise weight from its start", "log", "log")],
    "epoch_times": [("Entries of X (samples x features)", "Time of an epoch (milliseconds)", "log", "log")],
}


@pytest.fixture(scope="module")
def figures():
    rng = np.random.default_rng(0)
    model = Network((4, 1)), np.array([2.0, -1.0, 50.0, -50.0, 3.0])
    return titled("a title", rng) | {
        "heat_map": heat_map(rng.standard_normal((1, 6)), 3),
        "learned_boundaries": learned_boundaries({"a": model}, np.sin, 10, 20),
        "dimension_study": dimension_study([0, 10], {name: rng.random((2, 3, 4)) for name in "ab"}),
        "batch_study": batch_study([4, 16], rng.uniform(0.1, 1, (2, 2))),
        "epoch_times": epoch_times([(10, 3, 0.004, 0.002, 2.0)]),
    }


def test_each_axis_says_what_it_shows_and_grows_upwards_and_to_the_right(figures):
    assert set(figures) == set(AXES)
    for name, figure in figures.items():
        found = [(a.get_xlabel(), a.get_ylabel(), a.get_xscale(), a.get_yscale()) for a in figure.axes]
        assert found == AXES[name], name
        turned = [axes for axes in figure.axes if axes.xaxis_inverted() or axes.yaxis_inverted()]
        assert all(axes.images for axes in turned), f"{name}: rows of a matrix alone count downwards"


def color_of(one):
    color = one.get_facecolor() if hasattr(one, "get_facecolor") else one.get_color()
    return to_rgba(color[0] if np.ndim(color) == 2 else color)


def test_a_legend_has_a_name_for_each_curve_and_its_colour(figures):
    for name, figure in figures.items():
        drawn = {
            one.get_label(): color_of(one)
            for axes in figure.axes
            for one in (*axes.lines, *axes.collections)
            if not one.get_label().startswith("_")
        }
        for legend in (*figure.legends, *(axes.get_legend() for axes in figure.axes if axes.get_legend())):
            shown = {text.get_text(): color_of(one) for text, one in zip(legend.get_texts(), legend.legend_handles)}
            assert {label: color for label, color in shown.items() if label in drawn} == {
                label: drawn[label] for label in shown if label in drawn
            }, name
            assert drawn.keys() <= shown.keys(), name


def test_a_matrix_has_a_tick_for_each_row_and_column(figures):
    axes, _ = figures["matrix_as_colors"].axes
    assert (list(axes.get_xticks()), list(axes.get_yticks())) == ([0, 1, 2, 3], [0, 1, 2])


def written_in(figure):
    """All that stands in a figure, each text as it is drawn: a formula is not."""
    figure.draw_without_rendering()
    texts = [text for text in figure.findobj(Text) if text.get_visible()]
    return [text.get_text() for text in texts if not text.get_parse_math() or "$" not in text.get_text()]


@pytest.mark.slow
def test_a_name_that_a_user_gave_stands_as_it_is(rng):
    for name, figure in with_names(NAMES, rng).items():
        assert set(NAMES) <= set(written_in(figure)), name


@pytest.mark.slow
def test_a_title_that_a_user_gave_stands_as_it_is(rng):
    for name, figure in titled(TITLE, rng).items():
        assert [text for text in written_in(figure) if text.startswith(TITLE)], name
