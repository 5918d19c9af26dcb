"""Each picture and movie of the story shows what its caption says, of the run that it is given.

Tests massshuffle/view/story.py; read that page first.
"""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex

from massshuffle.experiments.runs import LINEAR, SINE, run
from massshuffle.view import story

RED, BLUE = to_hex("red"), to_hex("blue")


@pytest.fixture(scope="module")
def linear():
    return run(replace(LINEAR, epochs=90), seed=3)


@pytest.fixture(scope="module")
def sine():
    return run(replace(SINE, epochs=90), seed=3)


def made(name, *of):
    [entry] = [entry for entry in (*story.DATA, *story.LINEAR, *story.SINE) if entry.name == name]
    return entry.make(*of)


def dots(axes):
    """{colour: the points drawn in it, (n, 2) or (n, 3)}"""
    found = {}
    for drawn in axes.collections:
        points = np.array(drawn._offsets3d).T if hasattr(drawn, "_offsets3d") else drawn.get_offsets()
        found[to_hex(drawn.get_facecolor()[0])] = np.asarray(points)
    return found


def assert_shows(axes, X, Y):
    """Label 0 in red, label 1 in blue, each sample at its place."""
    drawn = dots(axes)
    assert set(drawn) == {RED, BLUE}
    for label, color in enumerate((RED, BLUE)):
        np.testing.assert_array_equal(np.sort(drawn[color], axis=0), np.sort(X[:, Y[0] == label].T, axis=0))


def test_the_first_hundred_samples_lie_in_the_plane(linear):
    axes = made("01-scatter-first-100.png", linear.dataset, 3).axes[0]
    assert_shows(axes, linear.dataset.X[:2, :100], linear.dataset.Y[:, :100])


@pytest.mark.parametrize(("name", "limits"), [("02-scatter-3d.png", None), ("03-scatter-3d-same-scale.png", (-30, 30))])
def test_all_samples_lie_in_space_at_the_scale_that_the_caption_names(linear, name, limits):
    axes = made(name, linear.dataset, 3).axes[0]
    assert_shows(axes, linear.dataset.X[:3], linear.dataset.Y)
    assert (axes.get_title() == "The same at one scale") == (limits is not None)
    assert (axes.get_xlim() == axes.get_ylim() == axes.get_zlim() == limits) == (limits is not None)


def test_the_sines_samples_lie_in_space(sine):
    axes = made("10-sine-scatter-3d.png", sine).axes[0]
    assert_shows(axes, sine.dataset.X[:3], sine.dataset.Y)
    assert axes.get_zlim() == (-30, 30)
    assert axes.get_title() == "A sine for a boundary"


def test_the_random_matrix_is_drawn_from_the_seed(linear):
    figure = made("04-matrix-as-colors.png", linear.dataset, 5)
    assert figure.axes[0].get_title() == "A random matrix"
    [mesh] = figure.axes[0].collections or figure.axes[0].images
    assert np.ravel(mesh.get_array()).tolist() == np.random.default_rng(5).random((5, 5)).ravel().tolist()


@pytest.mark.parametrize(("name", "which"), [("05-linear-cost.png", "linear"), ("11-sine-cost.png", "sine")])
def test_the_cost_stands_beside_the_published_one(name, which, request):
    shown = request.getfixturevalue(which)
    ours, published = made(name, shown).axes[0].lines
    assert ours.get_ydata().tolist() == shown.history.costs.tolist()
    assert list(published.get_ydata()) == list(shown.experiment.published.costs)


def by_hand(weights):
    """W[0], W[1] and the mean of the others, (F, 3)."""
    return np.column_stack([weights[:, 0, 0], weights[:, 0, 1], weights[:, 0, 2:].sum(axis=1) / 13])


@pytest.mark.parametrize(
    ("which", "every", "averaged"),
    [("linear", "07-linear-all", "08-linear-averaged"), ("sine", "13-sine-all", "12-sine-averaged")],
)
def test_the_curves_are_every_weight_or_two_and_a_mean(which, every, averaged, request):
    shown = request.getfixturevalue(which)
    weights = shown.history.weights()
    for name, paths in ((every, weights[:, 0]), (averaged, by_hand(weights))):
        lines = made(f"{name}-weights.png", shown).axes[0].lines
        np.testing.assert_allclose([line.get_ydata() for line in lines], paths.T, rtol=1e-13)
        assert all(line.get_xdata().tolist() == [0, 40, 80, 90] for line in lines)


@pytest.mark.parametrize("name", ["linear", "sine"])
def test_movies_show_every_frame_and_pictures_the_last(name, request):
    shown = request.getfixturevalue(name)
    weights = shown.history.weights()
    movie, averaged = made(f"{name}-weights.mp4", shown), made(f"{name}-averaged.mp4", shown)
    assert movie["weights"].tolist() == weights.tolist()
    np.testing.assert_allclose(averaged["weights"][:, 0], by_hand(weights), rtol=1e-13)
    assert averaged["labels"] == ("W[0]", "W[1]", "mean of the others")
    for arguments in (movie, averaged):
        assert arguments["iterations"].tolist() == [0, 40, 80, 90]
    if name == "linear":
        pictures = ("06-linear-movie-frame.png", movie), ("09-linear-averaged-movie-frame.png", averaged)
        for picture, arguments in pictures:
            axes = made(picture, shown).axes[0]
            assert np.ravel(axes.collections[0].get_array()).tolist() == np.ravel(arguments["weights"][-1]).tolist()
            assert axes.get_title() == "iteration     90"
            names = arguments.get("labels", [f"W[{i}]" for i in range(15)])
            assert [label.get_text() for label in axes.get_xticklabels()] == list(names)


def test_alternative_texts_tell_three_from_fifteen():
    for entry in (*story.LINEAR, *story.SINE):
        assert ("three" in entry.alternative.lower()) == ("averaged" in entry.name), entry.name
