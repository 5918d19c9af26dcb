"""What the page to explore weights is told: several methods from one start, thinned, with the plane's colours.

Tests runs.py, told.py and plane.py of massshuffle/view/explore; read told.py first.
"""

from dataclasses import replace

import numpy as np
import pytest

from massshuffle import checks
from massshuffle.experiments.runs import SINE, run
from massshuffle.experiments.studies import ADAM_L1
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.view.explore import runs
from massshuffle.view.explore.plane import SIDE
from massshuffle.view.explore.told import Explored, values


def test_every_method_has_the_same_start_and_data_and_its_own_comes_first():
    experiment = replace(SINE, epochs=80, method=ADAM_L1)
    explored = runs.explored(experiment, 3)
    assert list(explored.histories) == ["Adam + L1", "Adam", "gradient descent", "momentum", "sign steps"]
    starts = [history.thetas[0].tolist() for history in explored.histories.values()]
    assert starts == [starts[0]] * 5
    ends = {tuple(history.theta) for history in explored.histories.values()}
    assert len(ends) == 5
    own = replace(ADAM_L1, name="adam", learning_rate=0.5, l1=0.0)
    assert list(runs.ways(own))[:2] == ["adam, rate 0.5", "Adam"]
    hidden = runs.explored(replace(experiment, hidden_layers=(3,), activation="tanh"), 3)
    assert hidden.network.nodes_per_layer == (15, 3, 1)


def test_methods_side_by_side_are_those_one_by_one_and_tell_where_they_are():
    experiment, told = replace(SINE, epochs=80, record_every=40), []
    explored = runs.explored(experiment, 3, on_record=lambda iteration, cost: told.append(iteration))
    assert told == [0, 40, 80]
    for name, method in runs.ways(experiment.method).items():
        alone = run(replace(experiment, method=method), 3).history
        np.testing.assert_allclose(explored.histories[name].thetas, alone.thetas, rtol=1e-12, atol=1e-14)


def test_what_hidden_layers_predict_in_the_plane():
    """The grid's colours are the network's probabilities at points of the plane, all else at its mean."""
    explored = runs.explored(replace(SINE, epochs=40, hidden_layers=(3,), activation="tanh"), 0)
    explored = replace(explored, plane=(2, 1))
    told = values(explored)
    theta, dataset = explored.histories["Adam"].thetas[1], explored.dataset
    point = dataset.X_train.mean(axis=1)
    step = (told["high"] - told["low"]) / SIDE
    row, column = 4, 17
    point[2], point[1] = told["low"][2] + 17.5 * step[2], told["low"][1] + 4.5 * step[1]
    expected = 255 * explored.network.predict_probability(theta, point[:, None])[0, 0]
    assert abs(told["methods"][0]["grid"][1, row * SIDE + column] - expected) <= 0.5
    p = 255 * explored.network.predict_probability(theta, dataset.X)[0]
    shown = np.unique(np.linspace(0, 399, 200).astype(int))
    assert abs(told["methods"][0]["probabilities"][1] - p[shown]).max() <= 0.5


def test_thinned_it_keeps_the_start_and_the_end():
    explored = runs.explored(replace(SINE, epochs=400), 0)
    told = values(explored, 4, "float32")
    assert told["iterations"].tolist() == [0, 160, 320, 400]
    assert told["methods"][0]["thetas"].dtype == np.float32


def test_bad_input():
    history = History(Network((3, 1)), np.array([0, 40]), np.ones(2), np.ones((2, 4)))
    for bad, message in [
        ({"a": replace(history, iterations=np.array([40, 0]))}, "iterations that increase"),
        ({"a": history, "b": replace(history, iterations=np.array([0, 41]))}, "the same iterations"),
    ]:
        with pytest.raises(checks.BadInput, match=message):
            Explored("", bad)
    with pytest.raises(checks.BadInput, match="plane must name two of 3"):
        Explored("", {"a": history}, plane=(0, 3))
    with pytest.raises(checks.BadInput, match="must not be all 0"):
        values(Explored("", {"a": replace(history, thetas=np.zeros((2, 4)))}))
