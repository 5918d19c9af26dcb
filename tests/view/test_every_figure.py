"""What every figure must have: named axes, names and a title as they were given, a legend in the colours it explains.

Tests massshuffle/view/figures/; read style.py there first.
"""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.text import Text

from massshuffle.experiments import implicit_bias, studies
from massshuffle.experiments.studies import Row
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.view.figures import comparisons, samples
from massshuffle.view.figures import mass as in_mass
from massshuffle.view.figures import studies as in_studies
from massshuffle.view.figures import weights as in_weights
from massshuffle.view.figures.comparisons import comparison, epoch_times, error_against_step
from massshuffle.view.figures.mass import batch_study, dimension_study, distance_travelled, mass_shares
from massshuffle.view.figures.samples import learned_boundaries, scatter_plane, scatter_space
from massshuffle.view.figures.studies import cost_band, cost_by_evaluations, directions, headings, walk_steps
from massshuffle.view.figures.weights import (
    averaged_weights,
    cost_curve,
    evolutions_beside,
    heat_map,
    matrix_as_colors,
    node_panels,
    node_pictures,
    weight_evolution,
)

TITLE = "in ${ and $_{"
NAMES = ["cost_$USD$_{", "_id", r"a\$b", "$x$", "in ${", "_"]


def with_title(title, rng):
    """Return {a function's name: its figure with that title}, of those that take one."""
    M, steps = rng.standard_normal((3, 4)), np.array([1e-3, 1e-2])
    weights, iterations = rng.standard_normal((4, 1, 4)), 40 * np.arange(4)
    history = History(Network((4, 1)), iterations, np.ones(4), rng.standard_normal((4, 5)))
    row = Row("cost", published=2, low=1, median=2, high=3, is_cost=True)
    Y = np.array([[0, 1, 1, 0]])
    errors = {"forward difference": steps, "central difference": steps}
    return {
        "cost_curve": cost_curve(history, (1.0, 0.5), title=title),
        "weight_evolution": weight_evolution(weights, iterations, title=title),
        "averaged_weights": averaged_weights(weights, iterations, title=title),
        "matrix_as_colors": matrix_as_colors(M, title=title),
        "scatter_plane": scatter_plane(M, Y, title=title),
        "scatter_space": scatter_space(M, Y, title=title),
        "cost_band": cost_band([row, row], 10, title),
        "walk_steps": walk_steps(history, (1, 2, -10), title=title),
        "cost_by_evaluations": cost_by_evaluations({"a": ([1, 2], [2, 1])}, title=title),
        "error_against_step": error_against_step(steps, errors, title=title),
        "comparison": comparison({"a": {"b": {"loss": [1, 2]}}}, {"loss": "loss"}, title=title),
        "node_panels": node_panels(weights, iterations, list("abcd"), title=title),
        "node_pictures": node_pictures(M, (2, 2), title=title),
    }


MODEL = Network((4, 1)), np.array([2.0, -1.0, 50.0, -50.0, 3.0])


def with_names(names, rng):
    """Return {a function's name: its figure}, of those that show names which a user gives."""
    scores = {data: {model: {"loss": [1, 2]} for model in names[:3]} for data in names}
    return {
        "node_panels": node_panels(rng.standard_normal((4, 2, 6)), np.arange(4), names),
        "heat_map": heat_map(rng.standard_normal((1, 6)), 3, labels=names),
        "learned_boundaries": learned_boundaries(dict.fromkeys(names, MODEL), np.sin, 10, 20),
        "comparison": comparison(scores, {"loss": "$ loss $_{"}),
        "cost_by_evaluations": cost_by_evaluations({name: ([1, 2], [2, 1]) for name in names}),
        "dimension_study": dimension_study([0, 10], {name: rng.random((2, 3, 4)) for name in names}),
    }


WEIGHTS = ("Iteration", "Weight value", "linear", "linear")
PLANE = ("$x_1$", "$x_2$", "linear", "linear")
NOISE_FEATURES = "Number of noise features"
# Each panel's names along x and y, and their scales. A colour bar is named along its y.
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
    "mass_shares": [("", "", "linear", "linear")] * 2,  # named at the figure's own edges
    "distance_travelled": [
        ("Size of the weight's first gradient (nats per unit of weight)", "Distance the weight travelled", "log", "log")
    ],
    "evolutions_beside": [WEIGHTS, ("Iteration", "", "linear", "linear")],
    "headings": [
        ("Iteration (step)", "Cosine with the separator", "log", "linear"),
        *[("Iteration (step)", "", "log", "linear")] * 2,
    ],
    "directions": [("", "", "linear", "linear")] * 3
    + [("", "weight, as a share of the row's largest", "linear", "linear")],
}
NO_LEGEND = {"weight_evolution", "matrix_as_colors", "heat_map", "node_pictures", "directions"}


@pytest.fixture(scope="module")
def figures():
    rng = np.random.default_rng(0)
    paths = {norm: implicit_bias.follow(methods[-1], (0,), 40) for norm, methods in implicit_bias.METHODS.items()}
    outcomes = [studies.follow(studies.DESCENT, epochs=40)]
    return with_title("a title", rng) | {
        "heat_map": heat_map(rng.standard_normal((1, 6)), 3),
        "learned_boundaries": learned_boundaries({"a": MODEL}, np.sin, 10, 20),
        "dimension_study": dimension_study([0, 10], {name: rng.random((2, 3, 4)) for name in "ab"}),
        "batch_study": batch_study([4, 16], rng.uniform(0.1, 1, (2, 2))),
        "epoch_times": epoch_times([(10, 3, 0.004, 0.002, 2.0)]),
        "mass_shares": mass_shares(outcomes),
        "distance_travelled": distance_travelled(outcomes),
        "evolutions_beside": evolutions_beside({name: rng.standard_normal((3, 1, 4)) for name in "ab"}, [0, 40, 80]),
        "headings": headings(paths),
        "directions": directions(paths),
    }


def test_no_figure_is_missing_here(figures):
    """Every function of view/figures that draws is `styled`, so it wraps another."""
    functions = {
        name
        for module in (comparisons, in_mass, samples, in_studies, in_weights)
        for name, function in vars(module).items()
        if hasattr(function, "__wrapped__") and function.__module__ == module.__name__
    }
    assert set(figures) == set(AXES) == functions


def test_each_axis_says_what_it_shows_and_grows_upwards_and_to_the_right(figures):
    for name, figure in figures.items():
        found = [(a.get_xlabel(), a.get_ylabel(), a.get_xscale(), a.get_yscale()) for a in figure.axes]
        assert found == AXES[name], name
        turned = [axes for axes in figure.axes if axes.xaxis_inverted() or axes.yaxis_inverted()]
        assert all(axes.images or name == "directions" for axes in turned), f"{name}: rows alone count downwards"
    assert figures["scatter_space"].axes[0].get_zlabel() == "$x_3$ (noise)"


def color_of(artist):
    color = artist.get_facecolor() if hasattr(artist, "get_facecolor") else artist.get_color()
    return to_rgba(color[0] if np.ndim(color) == 2 else color)


def test_a_legend_has_a_name_for_each_curve_and_its_colour(figures):
    for name, figure in figures.items():
        drawn = {
            artist.get_label(): color_of(artist)
            for axes in figure.axes
            for artist in (*axes.lines, *axes.collections)
            if not artist.get_label().startswith("_")
        }
        legends = [*figure.legends, *(axes.get_legend() for axes in figure.axes if axes.get_legend())]
        assert bool(legends) == (name not in NO_LEGEND), name
        for legend in legends:
            texts = [text.get_text() for text in legend.get_texts()]
            shown = dict(zip(texts, map(color_of, legend.legend_handles), strict=True))
            assert len(shown) == len(texts), f"{name}: a name comes once"
            assert all(shown[label] == drawn[label] for label in shown if label in drawn), name
            if name != "evolutions_beside":  # it names W[2], W[3], ... together
                assert drawn.keys() <= shown.keys(), name


def test_each_tick_stands_at_the_number_that_it_names(figures):
    """W[i] names a column, so it stands at i + 1/2, the middle of the column."""
    n_read = 0
    for name, figure in figures.items():
        for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
            places = axis.get_majorticklocs()
            for place, text in zip(places, axis.get_major_formatter().format_ticks(places)):
                if found := re.fullmatch(r"(W\[)?(\d+(?:\.\d+)?)\]?", text):
                    assert float(found[2]) == pytest.approx(place - 0.5 * bool(found[1])), name
                    n_read += 1
    assert n_read > 100


def test_what_moves_stands_at_its_iterations_and_not_at_its_frames(figures):
    for name in ("weight_evolution", "averaged_weights", "node_panels", "walk_steps"):
        lines = [line for axes in figures[name].axes for line in axes.lines if line.get_linestyle() == "-"]
        assert {tuple(line.get_xdata()) for line in lines} == {(0, 40, 80, 120)}, name


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
    for name, figure in with_title(TITLE, rng).items():
        assert [text for text in written_in(figure) if text.startswith(TITLE)], name
