"""Every figure shows the numbers that it was given, and no two of its texts touch.

Tests massshuffle/view/figures/; read style.py there first.
"""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import matplotlib
import numpy as np
import pytest
from conftest import ROOT
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text
from PIL import Image

from massshuffle.data import linear_boundary, sine_boundary
from massshuffle.experiments import implicit_bias
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.view.figures.comparisons import comparison
from massshuffle.view.figures.samples import learned_boundaries, scatter_plane, scatter_space
from massshuffle.view.figures.studies import cost_by_evaluations, directions, headings, walk_steps
from massshuffle.view.figures.style import new_figure, save
from massshuffle.view.figures.weights import (
    averaged_weights,
    cost_curve,
    heat_map,
    matrix_as_colors,
    node_panels,
    node_pictures,
    weight_evolution,
)
from massshuffle.view.story import SAME_SCALE


@pytest.fixture
def curves(small_run):
    history = small_run[3]
    return history.weights(), history.iterations


def test_scatter_plane_shows_the_samples_asked_for(small_run):
    _, X, Y, _ = small_run
    axes = scatter_plane(X, Y, n_samples=10).axes[0]
    for label, (dots, name, color) in enumerate(zip(axes.collections, ("label 0", "label 1"), ("red", "blue"))):
        assert sorted(map(tuple, dots.get_offsets())) == sorted(map(tuple, X[:2, :10][:, Y[0, :10] == label].T))
        assert (dots.get_label(), to_hex(dots.get_facecolor()[0])) == (name, to_hex(color))
    assert axes.get_title().endswith(" (10 samples)")
    assert scatter_plane(X, Y).axes[0].get_title().endswith(" (30 samples)"), "as many as there are"


def test_scatter_space_limits_and_view(small_run):
    _, X, Y, _ = small_run
    axes = scatter_space(X, Y, (-30, 30), (40, 60)).axes[0]
    assert axes.get_zlim() == axes.get_xlim() == (-30, 30)
    assert (axes.elev, axes.azim) == (40, 60)


def texts_of(figure, monkeypatch):
    """[(text, its box in pixels, two of air around it)], noted as they are drawn: later, ticks in space forget."""
    noted, draw = [], Text.draw

    def noting(text, renderer):
        draw(text, renderer)
        if text.get_text() and text.get_visible():
            noted.append((text.get_text(), Text.get_window_extent(text, renderer).padded(2)))

    with monkeypatch.context() as patched:
        patched.setattr(Text, "draw", noting)
        figure.canvas.draw()
    return noted


def touching(texts):
    return [(one, other) for i, (one, a) in enumerate(texts) for other, b in texts[:i] if a.overlaps(b)]


@pytest.mark.parametrize(("draw_data", "options"), [(sine_boundary, {}), (linear_boundary, SAME_SCALE)])
def test_no_two_texts_in_space_touch(draw_data, options, monkeypatch):
    dataset = draw_data()
    texts = texts_of(scatter_space(dataset.X, dataset.Y, **options), monkeypatch)
    assert len(texts) > 15
    assert touching(texts) == []


def test_cost_curve_is_the_history_against_true_iterations(small_run):
    history = small_run[3]
    axes = cost_curve(history, published_costs=(1.0, 0.5)).axes[0]
    ours, published = axes.lines
    assert ours.get_xdata().tolist() == history.iterations.tolist()
    assert ours.get_ydata().tolist() == history.costs.tolist()
    assert published.get_xdata().tolist() == [0, 1000]
    assert published.get_ydata().tolist() == [1.0, 0.5]
    assert (ours.get_label(), published.get_label()) == ("this run", "published (another draw)")
    assert axes.get_ylim()[0] == 0


def test_weight_evolution_has_a_named_curve_for_each_weight(curves):
    weights, iterations = curves
    figure = weight_evolution(weights, iterations)
    lines = figure.axes[0].lines
    assert [line.get_label() for line in lines] == [f"W[{i}]" for i in range(15)]
    for i, line in enumerate(lines):
        assert line.get_ydata().tolist() == weights[:, 0, i].tolist()
        assert line.get_xdata().tolist() == iterations.tolist()
    assert [line.get_color() for line in lines[:2]] == ["tab:green", "tab:purple"]
    assert min(line.get_zorder() for line in lines[:2]) > max(line.get_zorder() for line in lines[2:]), "in front"


@pytest.mark.parametrize(("n_weights", "spread"), [(1, 0), (15, 0.02), (25, 0), (25, 2)])
def test_each_weight_is_named_at_its_end_and_no_two_names_touch(n_weights, spread, monkeypatch):
    ends = 1 - spread * np.random.default_rng(0).random(n_weights) ** 4  # crowded at the top
    weights = np.linspace(np.linspace(-1, 1, n_weights), ends, 5)[:, np.newaxis]  # (5, 1, n_weights)
    figure = weight_evolution(weights, range(5))
    texts = texts_of(figure, monkeypatch)
    axes = figure.axes[0]
    names = sorted(axes.texts, key=lambda text: text.xyann[1])
    assert [text.get_text() for text in names] == [f"W[{i}]" for i in np.argsort(ends, kind="stable")]
    assert [text.xy for text in names] == [(4, end) for end in np.sort(ends)]
    assert {text.get_text() for text in names if text.get_weight() == "bold"} == set(["W[0]", "W[1]"][:n_weights])
    colors = {line.get_label(): line.get_color() for line in axes.lines}
    assert all(np.array_equal(text.get_color(), colors[text.get_text()]) for text in names)
    assert touching(texts) == []
    boxes = [box for text, box in texts if text.startswith("W[")]
    assert len(boxes) == n_weights
    assert all(axes.bbox.x1 < box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(axes.bbox.y0 <= box.y0 and box.y1 <= axes.bbox.y1 for box in boxes)


def test_more_names_than_fit_stand_in_a_legend():
    figure = weight_evolution(np.zeros((2, 1, 60)), [0, 1])
    assert len(figure.axes[0].texts) == 0
    assert len(figure.legends[0].get_texts()) == 60


def test_averaged_weights_divides_by_the_number_of_others(curves):
    weights, iterations = curves
    lines = averaged_weights(weights, iterations).axes[0].lines
    np.testing.assert_allclose(lines[2].get_ydata(), weights[:, 0, 2:].sum(axis=1) / 13, rtol=1e-13)
    assert [line.get_ydata().tolist() for line in lines[:2]] == weights[:, 0, :2].T.tolist()
    assert [line.get_label() for line in lines] == ["W[0]", "W[1]", "mean of the other 13"]
    assert all(line.get_xdata().tolist() == iterations.tolist() for line in lines)


def test_heat_map_shows_the_matrix_the_range_and_the_iteration(curves):
    weights, _ = curves
    figure = heat_map(weights[3], 1200, limits=(-2, 3))
    [mesh] = figure.axes[0].collections
    assert mesh.get_array().ravel().tolist() == weights[3].ravel().tolist()
    assert mesh.get_clim() == (-2, 3)
    assert mesh.get_cmap().name == "hot"
    assert figure.axes[0].get_title() == "iteration  1,200"
    assert [tick.get_text() for tick in figure.axes[0].get_xticklabels()] == [f"W[{i}]" for i in range(15)]
    assert list(figure.axes[0].get_xticks()) == [i + 0.5 for i in range(15)], "in the middle of each cell"


PICTURED = (np.eye(30, 40), {}), (np.eye(40), {"labels": ()})


def test_heat_map_of_a_large_matrix_or_a_picture_has_its_first_row_on_top():
    large, picture = (heat_map(M, 0, **look).axes[0] for M, look in PICTURED)
    assert large.get_ylabel() == "30 nodes, first on top"
    assert large.yaxis_inverted()
    assert picture.yaxis_inverted()
    assert [text.get_text() for text in large.get_xticklabels()] == [f"W[{i}]" for i in range(0, 40, 2)]
    assert abs(picture.bbox.width - picture.bbox.height) <= 1
    assert (picture.get_ylabel(), list(picture.get_xticks())) == ("", [])


def test_walk_steps_shows_cost_weights_bias_and_the_true_boundary(small_run):
    history = small_run[3]
    figure = walk_steps(history, (1, 2, -10))
    of_cost, of_weights, of_bias = figure.axes
    assert of_cost.lines[0].get_ydata().tolist() == history.costs.tolist()
    curves = {line.get_label(): line for line in of_weights.lines}
    assert curves["W[1]"].get_ydata().tolist() == history.thetas[:, 1].tolist()
    assert [curves[name].get_color() for name in ("W[0]", "W[1]")] == ["tab:green", "tab:purple"]
    assert of_bias.lines[0].get_ydata().tolist() == history.thetas[:, 15].tolist()
    W_0 = history.thetas[-1, 0]
    assert [line.get_ydata()[0] for line in of_weights.lines[-2:]] == [W_0, 2 * W_0]
    assert of_bias.lines[1].get_ydata() == [-10 * W_0, -10 * W_0]
    assert len(of_weights.lines) == 15 + 2
    assert "W[2] to W[14] (noise)" in curves
    moving = [line for line in (*of_weights.lines, *of_bias.lines) if line.get_linestyle() == "-"]
    assert {line.get_drawstyle() for line in moving} == {"steps-post"}, "a weight keeps its value until the next step"
    assert len(walk_steps(history).axes[1].lines) == 15


def test_cost_by_evaluations_is_what_was_given():
    runs = {"walk": ([1, 4, 7], [3.0, 2.0, 1.0]), "Adam": ([1, 3], [3.0, 0.5])}
    figure = cost_by_evaluations(runs)
    lines = figure.axes[0].lines
    assert [line.get_label() for line in lines] == ["walk", "Adam"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["walk", "Adam"]
    assert lines[0].get_xdata().tolist() == [1, 4, 7]
    assert lines[1].get_ydata().tolist() == [3.0, 0.5]


def test_learned_boundaries_are_where_the_logit_is_0():
    """A network whose logit is 2 x1 - x2 + 3, so its boundary is x1 = (x2 - 3) / 2."""
    model = Network((4, 1)), np.array([2.0, -1.0, 50.0, -50.0, 3.0])
    figure = learned_boundaries({"a": model, "b": model}, np.sin, 10, n_points=100)
    (axes, other, _), [legend] = figure.axes, figure.legends
    [line] = [c for c in axes.collections if len(c.get_paths()) == 1]
    x1, x2 = line.get_paths()[0].vertices.T
    np.testing.assert_allclose(x1, (x2 - 3) / 2, atol=0.02)
    assert x2.max() - x2.min() > 15
    true = axes.lines[0]
    np.testing.assert_allclose(true.get_xdata(), np.sin(true.get_ydata()))
    assert (axes.get_title(), other.get_title()) == ("a", "b")
    plane = axes.collections[0]
    assert plane.get_clim() == (0, 1)
    label_0, label_1 = plane.to_rgba([0.1, 0.9])  # red, green, blue, opacity
    assert label_0[0] > label_0[2]
    assert label_1[2] > label_1[0]
    names = {text.get_text(): handle.get_color() for text, handle in zip(legend.get_texts(), legend.legend_handles)}
    assert names == {"learned boundary (probability 0.5)": "black", "true boundary": "gold"}


def test_no_figure_touches_matplotlibs_settings(curves):
    before = dict(matplotlib.rcParams)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: averaged_weights(*curves).canvas.draw(), range(2)))
    assert dict(matplotlib.rcParams) == before


@pytest.fixture(scope="module")
def paths():
    """{norm: [one Path each]} of seed 0 and 40 steps."""
    return {norm: implicit_bias.follow(methods[-1], (0,), 40) for norm, methods in implicit_bias.METHODS.items()}


def test_directions_are_weights_as_shares_of_the_largest_separator_on_top(paths):
    *panels, _ = directions(paths).axes
    for axes, (norm, [path]) in zip(panels, paths.items(), strict=True):
        [mesh] = axes.collections
        for row, theta in zip(mesh.get_array(), (path.separators[norm], path.run.history.theta), strict=True):
            np.testing.assert_allclose(row, theta[:15] / np.abs(theta[:15]).max(), rtol=1e-15)
        assert [label.get_text() for label in axes.get_yticklabels()] == [f"{norm} separator", path.name]
        assert [label.get_weight() for label in axes.get_yticklabels()] == ["bold", "normal"]
        assert list(axes.get_yticks()) == [0.5, 1.5], "in the middle of its row"
        assert axes.yaxis_inverted()


def test_headings_are_cosines_against_steps_and_only_its_own_are_named(paths):
    for axes, norm in zip(headings(paths).axes, paths, strict=True):
        curves = axes.lines[:-1]
        for line, [path] in zip(curves, paths.values(), strict=True):
            assert line.get_xdata().tolist() == path.steps[1:].tolist()
            assert line.get_ydata().tolist() == path.cosines(norm)[1:].tolist()
        assert [text.get_text() for text in axes.get_legend().get_texts()] == [paths[norm][0].name]
        [named] = [line for line in curves if line.get_linewidth() > 2]
        assert named is curves[list(paths).index(norm)]
        assert named.get_zorder() > max(line.get_zorder() for line in curves if line is not named), "in front"
        assert list(axes.lines[-1].get_ydata()) == [1, 1], "where it would be there"
        assert axes.get_legend().legend_handles[0].get_color() == named.get_color()
        assert axes.get_title() == f"{norm} separator"


DEEP = History(Network((15, 2, 1), ("tanh",)), np.arange(2), np.ones(2), np.zeros((2, 35)))


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: weight_evolution(np.zeros((0, 1, 15)), []), "weights must have shape"),
        (lambda: averaged_weights(np.zeros((0, 1, 15)), []), "weights must have shape"),
        (lambda: weight_evolution(np.zeros((2, 1, 15)), [0]), "iterations must have shape"),
        (lambda: weight_evolution(np.zeros((2, 3, 15)), [0, 1]), r"\(F, 1, k\)"),
        (lambda: weight_evolution(np.full((1, 1, 15), np.nan), [0]), "weights must be finite"),
        (lambda: heat_map(np.zeros((1, 2)), 0, limits=(1, 1)), "limits must be"),
        (lambda: heat_map(np.zeros((1, 2)), 0, colormap="warm"), "colormap must be one of"),
        (lambda: heat_map(np.zeros((1, 2)), 0, labels=["a"]), "labels must name 2 columns"),
        (lambda: heat_map(np.zeros(2), 0), "W must have shape"),
        (lambda: matrix_as_colors(np.zeros(2)), "M must have shape"),
        (lambda: scatter_plane(np.zeros((1, 5)), np.zeros((1, 5))), "X must have shape"),
        (lambda: scatter_space(np.zeros((2, 5)), np.zeros((1, 5))), "X must have shape"),
        (lambda: scatter_plane(np.zeros((2, 5)), np.zeros(5)), "Y must have shape"),
        (lambda: scatter_plane(np.zeros((2, 5)), np.zeros((1, 5)), 0), "n_samples must be"),
        (lambda: walk_steps(DEEP), r"history must be of a network \(k, 1\)"),
    ],
)
def test_bad_input(draw, message):
    with pytest.raises(ValueError, match=message):
        draw()


SCORES = {  # data set, model, score, folds
    "first": {"a": {"loss": [0.2, 0.4, 0.9], "time": [1, 3, 8]}, "b": {"loss": [1], "time": [10]}},
    "second": {"a": {"loss": [0.5], "time": [1]}, "b": {"loss": [0.7], "time": [2]}},
}


def test_every_fold_and_every_mean_is_drawn():
    labels = {"loss": "Loss (nats)", "time": "Time (seconds)"}
    figure = comparison(SCORES, labels, log_scales=("time",))
    assert [axes.get_ylabel() for axes in figure.axes] == list(labels.values())
    assert [axes.get_yscale() for axes in figure.axes] == ["linear", "log"]
    for axes, score in zip(figure.axes, labels):
        assert [tick.get_text() for tick in axes.get_xticklabels()] == list(SCORES)
        assert list(axes.get_xticks()) == [0, 1], "each name below its dots"
        for folds, mean in zip(axes.lines[::2], axes.lines[1::2]):
            assert mean.get_markersize() > folds.get_markersize()
            assert mean.get_color() == folds.get_color()
            assert set(folds.get_xdata()) == set(mean.get_xdata())
            assert mean.get_ydata() == [np.mean(folds.get_ydata())]
            results = SCORES[list(SCORES)[round(folds.get_xdata()[0])]]
            assert list(folds.get_ydata()) == results[{"o": "a", "s": "b"}[folds.get_marker()]][score]
        places = {folds.get_xdata()[0] for folds in axes.lines[::2]}
        assert len(places) == 4, "models stand side by side"
        assert axes.get_xlim()[0] < min(places) < max(places) < axes.get_xlim()[1]
    [legend] = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b"]


def test_a_panel_for_each_node_of_the_first_layer_eight_at_most(rng):
    weights, features = rng.standard_normal((5, 10, 12)), [f"feature {i}" for i in range(12)]
    weights[-1, 3, 7] += 100
    weights[-1, :, 8] -= 100
    weights[:, :, 2] = 1000  # large, but it does not move
    figure = node_panels(weights, np.arange(5), features)
    assert [axes.get_title() for axes in figure.axes] == [f"node {i}" for i in range(8)]
    assert "the first 8 of 10 nodes" in figure.get_suptitle()
    for node, axes in enumerate(figure.axes):
        drawn = sorted(line.get_ydata().tolist() for line in axes.lines)
        assert drawn == sorted(weights[:, node].T.tolist())
    [legend] = figure.legends
    assert legend.get_title().get_text().endswith("(grey: the other 4)")
    named = [text.get_text() for text in legend.get_texts()]
    assert {"feature 7", "feature 8"} <= set(named), "up or down"
    assert "feature 2" not in named
    [line] = [line for line in figure.axes[3].lines if line.get_label() == "feature 7"]
    assert line.get_ydata().tolist() == weights[:, 3, 7].tolist()
    colors = {line.get_label(): line.get_color() for line in figure.axes[3].lines}
    assert [handle.get_color() for handle in legend.legend_handles] == [colors[name] for name in named]
    assert all(np.ptp(to_rgb(colors[name])) > 0.2 for name in named), "grey is for the others"


def test_the_weights_of_a_node_as_a_picture(rng):
    W = rng.standard_normal((3, 6))
    figure = node_pictures(W, (2, 3))
    assert [axes.get_title() for axes in figure.axes[:3]] == ["node 0", "node 1", "node 2"]
    for node in range(3):
        [image] = figure.axes[node].images
        assert image.get_array().tolist() == W[node].reshape(2, 3).tolist()
        assert image.get_clim() == (-abs(W).max(), abs(W).max())


OF_THE_USER = """
image.origin: lower
image.lut: 8
image.interpolation: bicubic
image.cmap: jet
text.usetex: True
text.parse_math: False
text.antialiased: False
text.color: red
font.family: serif
font.serif: STIXGeneral
mathtext.fontset: cm
lines.linewidth: 7
lines.antialiased: False
axes.prop_cycle: cycler("color", ["00ff00"])
axes.formatter.use_locale: True
axes.xmargin: 0.4
xtick.labelsize: 30
legend.loc: lower left
figure.autolayout: True
figure.dpi: 33
savefig.dpi: 44
savefig.bbox: tight
savefig.transparent: True
savefig.facecolor: blue
path.sketch: 1, 100, 2
path.simplify: False
contour.linewidth: 9
pcolor.shading: gouraud
"""


PICTURES = """
import sys
from pathlib import Path
import numpy as np
from massshuffle.view.figures.samples import learned_boundaries
from massshuffle.view.figures.weights import node_panels, node_pictures
from massshuffle.view.figures.samples import scatter_space
from massshuffle.view.figures.comparisons import error_against_step
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import averaged_weights, heat_map, matrix_as_colors
from massshuffle.network import Network

rng = np.random.default_rng(0)


M = rng.standard_normal((5, 6))
steps = 10.0 ** np.arange(-9, 0)
figures = (
    learned_boundaries({"a": (Network((4, 1)), np.array([2.0, -1.0, 50.0, -50.0, 3.0]))}, np.sin, 10),
    node_panels(rng.standard_normal((4, 3, 5)), np.arange(4), list("abcde")),
    node_pictures(M, (2, 3)),
    scatter_space(M, np.array([[0, 1, 1, 0, 1, 0]])),
    error_against_step(steps, {"forward difference": steps, "central difference": steps**2}),
    averaged_weights(rng.standard_normal((4, 1, 5)), np.arange(4)),
    heat_map(M, 3),
    matrix_as_colors(M),
)
for i, figure in enumerate(figures):
    save(figure, Path(sys.argv[1]) / f"{i}.png")
"""


@pytest.mark.slow
def test_every_picture_is_the_same_with_any_settings_of_the_user(tmp_path):
    """Settings from a file as well as those of a running notebook, and a style of the user's by the name of ours."""
    own = tmp_path / "own" / "stylelib" / "seaborn-v0_8-darkgrid.mplstyle"
    own.parent.mkdir(parents=True)
    own.write_text("axes.facecolor: red\n")
    (tmp_path / "own" / "matplotlibrc").write_text(OF_THE_USER)
    written = {}
    for name, variables in (("plain", {}), ("own", {"MPLCONFIGDIR": str(tmp_path / "own")})):
        folder = tmp_path / f"pictures-{name}"
        folder.mkdir()
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | variables
        subprocess.run([sys.executable, "-c", PICTURES, folder], check=True, env=environment, cwd=tmp_path)
        written[name] = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(written["plain"]) == 8
    assert written["own"] == written["plain"]


def test_a_picture_has_the_resolution_that_is_asked_for(tmp_path):
    for dpi, size in (({}, (200, 100)), ({"dpi": 60}, (120, 60))):
        with Image.open(save(new_figure(2, 1), tmp_path / "a.png", **dpi)) as picture:
            assert picture.size == size


def test_a_figure_that_a_user_saves_or_draws_is_the_same_with_any_settings(curves):
    def pixels():
        figure = averaged_weights(*curves)
        saved = io.BytesIO()
        figure.savefig(saved, format="png")
        figure.canvas.draw()
        return saved.getvalue(), bytes(figure.canvas.buffer_rgba())

    plain = pixels()
    own = {"text.usetex": True, "savefig.dpi": 44, "savefig.facecolor": "blue", "xtick.labelsize": 30}
    with matplotlib.rc_context(own):
        assert pixels() == plain
        assert matplotlib.rcParams["text.usetex"], "the settings are the user's again"
