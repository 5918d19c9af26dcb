from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backend_bases import KeyEvent, MouseEvent

from massshuffle import mass
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.view.explorer import Explorer
from massshuffle.view.figures.style import new_figure


def explorer_of(history, samples=None):
    """An explorer that only draws when told to; `draws` counts how often it asked for it."""
    figure = new_figure(14, 8)
    draws = []
    figure.canvas.draw_idle = lambda: draws.append(1)
    explorer = Explorer(figure, history, samples)
    explorer.draws = draws
    return explorer


def axes_of(explorer, title):
    [axes] = [a for a in explorer.figure.axes if a.get_title().startswith(title)]
    return axes


def press(explorer, key):
    canvas = explorer.figure.canvas
    canvas.callbacks.process("key_press_event", KeyEvent("key_press_event", canvas, key))


@pytest.fixture(scope="module")
def made_once(small_run):
    return explorer_of(small_run[3])


@pytest.fixture
def explorer(made_once):
    """The explorer of small_run as it was when it opened; to make one takes most of a second."""
    made_once.play(False)
    made_once.step(-made_once.frame)
    return made_once


@pytest.fixture
def plane_history(rng):
    """Two inputs: the boundary goes from x1 = 10 to x1 = -20, and in the last frame there is none."""
    thetas = np.array([[1.0, 0, -10], [1, 0, 20], [0.01, 0.01, 5]])
    network = Network((2, 1))
    return History(network, np.array([0, 40, 80]), np.ones(3), thetas)


def test_moving_the_slider_draws_that_frames_weights(small_run, explorer):
    history = small_run[3]
    weights = history.weights()
    shares = mass.shares(weights)
    [mesh] = axes_of(explorer, "$W_1$").collections
    line = axes_of(explorer, "Each weight").lines[-1]
    bars = axes_of(explorer, "Share").patches
    for frame in (0, 13, 19, 4):
        explorer.draws.clear()
        explorer.slider.set_val(history.iterations[frame])
        assert explorer.draws
        explorer.figure.canvas.draw()
        assert explorer.frame == frame
        assert mesh.get_array().tolist() == weights[frame].tolist()
        assert list(line.get_xdata()) == [history.iterations[frame]] * 2
        assert [bar.get_height() for bar in bars] == shares[frame].tolist()
        assert explorer.slider.valtext.get_text() == str(history.iterations[frame])


def test_dragged_the_slider_stops_at_recorded_iterations_only(explorer):
    axes, canvas = explorer.slider.ax, explorer.figure.canvas
    for iteration in (34, 36):
        x, y = axes.transData.transform((iteration, 0.5))
        for name in ("button_press_event", "button_release_event"):
            canvas.callbacks.process(name, MouseEvent(name, canvas, x, y, button=1))
        nearest = round(iteration, -1)
        assert (explorer.slider.val, explorer.frame) == (nearest, nearest // 10)


def test_it_opens_at_the_start(plane_history):
    explorer = explorer_of(plane_history)
    assert (explorer.frame, explorer.slider.valtext.get_text()) == (0, "0")
    axes = axes_of(explorer, "Each weight")
    assert list(axes.lines[-1].get_xdata()) == [0, 0]


def test_it_shows_all_curves(small_run, explorer):
    curves = axes_of(explorer, "Each weight").lines[:15]
    weights = small_run[3].weights()[:, 0]
    assert [list(c.get_ydata()) for c in curves] == weights.T.tolist()


def test_no_colour_and_no_bar_leaves_its_range(small_run, explorer):
    weights = small_run[3].weights()
    [mesh] = axes_of(explorer, "$W_1$").collections
    low, high = mesh.get_clim()
    assert low == -high
    assert high == abs(weights).max()
    assert axes_of(explorer, "Share").get_ylim()[1] > mass.shares(weights).max()


def test_keys_step_and_stop_at_the_ends(explorer):
    press(explorer, "left")
    assert explorer.frame == 0
    press(explorer, "right")
    press(explorer, "right")
    press(explorer, "left")
    assert explorer.frame == 1
    explorer.step(100)
    press(explorer, "right")
    assert explorer.frame == 20
    press(explorer, "x")
    assert explorer.frame == 20


def test_space_plays_to_the_end_and_starts_over(explorer):
    press(explorer, " ")
    assert explorer.playing
    explorer.tick()
    assert explorer.frame == 1
    press(explorer, " ")
    assert not explorer.playing
    press(explorer, " ")
    for _ in range(19):
        assert explorer.playing
        explorer.tick()
    assert (explorer.frame, explorer.playing) == (20, False)
    press(explorer, " ")
    assert (explorer.frame, explorer.playing) == (0, True)


def test_the_timer_is_the_one_that_plays(explorer, monkeypatch):
    calls = []
    monkeypatch.setattr(explorer.timer, "start", lambda: calls.append("start"))
    monkeypatch.setattr(explorer.timer, "stop", lambda: calls.append("stop"))
    press(explorer, " ")
    press(explorer, " ")
    assert calls == ["start", "stop"]
    assert [callback for callback, *_ in explorer.timer.callbacks] == [explorer.tick]


def test_the_boundary_moves_with_the_frame(plane_history):
    explorer = explorer_of(plane_history)
    axes = axes_of(explorer, "Prediction")
    assert axes.get_title() == "Prediction"
    [image] = axes.images
    for frame, x1 in ((0, 10), (1, -20)):
        explorer.step(frame - explorer.frame)
        [boundary] = axes.collections
        points = boundary.get_paths()[0].vertices
        np.testing.assert_allclose(points[:, 0], x1, atol=1e-9)
        assert image.get_array()[60, 0] < 0.5 < image.get_array()[60, -1]
    explorer.step(1)
    assert not axes.collections, "every point has label 1: there is no boundary"
    assert image.get_array().min() > 0.5


def test_further_coordinates_are_held_at_0_and_it_says_so(small_run, explorer):
    network, *_, history = small_run
    axes = axes_of(explorer, "Prediction")
    assert axes.get_title() == "Prediction, other coordinates at 0"
    corner = np.zeros((15, 1))
    corner[:2] = -30
    probability = network.predict_probability(history.thetas[0], corner)[0, 0]
    assert axes.images[0].get_array()[0, 0] == pytest.approx(probability)


def test_samples_are_shown_in_their_colours(small_run):
    _, X, Y, history = small_run
    axes = axes_of(explorer_of(history, (X, Y)), "Prediction")
    red, blue = axes.collections[:2]
    assert red.get_offsets().tolist() == X[:2, Y[0] == 0].T.tolist()
    assert blue.get_offsets().tolist() == X[:2, Y[0] == 1].T.tolist()


def test_a_hidden_layer_and_a_single_frame():
    network = Network((2, 3, 1), ("tanh",))
    theta = np.arange(1.0, 14)
    history = History(network, np.array([0]), np.ones(1), theta[None])
    explorer = explorer_of(history)
    press(explorer, "right")
    press(explorer, " ")
    explorer.tick()
    assert (explorer.frame, explorer.playing) == (0, False)
    [mesh] = axes_of(explorer, "$W_1$").collections
    assert mesh.get_array().tolist() == [[1, 2], [3, 4], [5, 6]]
    assert len(axes_of(explorer, "Share").patches) == 6
    labels = [line.get_label() for line in axes_of(explorer, "Each weight").lines]
    assert "W[0, 1]" in labels


def test_bad_input(small_run, plane_history):
    one = Network((1, 1))
    bad = [
        (replace(plane_history, iterations=np.array([0, 80, 40])), "that increase"),
        (replace(plane_history, thetas=np.zeros((3, 3))), "must not be all 0"),
        (replace(plane_history, network=one, thetas=np.ones((3, 2))), "2 inputs"),
    ]
    for history, message in bad:
        with pytest.raises(ValueError, match=message):
            explorer_of(history)
    _, X, Y, history = small_run
    with pytest.raises(ValueError, match="X must have shape"):
        explorer_of(history, (X[:2], Y))
    with pytest.raises(ValueError, match="Y must have shape"):
        explorer_of(history, (X, Y[0]))
