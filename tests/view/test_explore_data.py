"""The data of the page that explores runs: several methods from one start, thinned, with the plane's colors.

Tests exploration.py and page_data.py of massshuffle/view/explore; read exploration.py first.
"""

from dataclasses import replace

import numpy as np
import pytest

from massshuffle import checks
from massshuffle.experiments.runs import SINE, run
from massshuffle.experiments.studies import ADAM_L1
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.view.explore.exploration import Exploration, own_and_other_methods, train_by_every_method
from massshuffle.view.explore.page_data import SIDE, page_data


def test_every_method_has_the_same_start_and_data_and_its_own_comes_first():
    experiment = replace(SINE, epochs=80, method=ADAM_L1)
    exploration = train_by_every_method(experiment, 3)
    assert list(exploration.histories) == ["Adam + L1", "Adam", "gradient descent", "momentum", "sign steps"]
    starts = [history.thetas[0].tolist() for history in exploration.histories.values()]
    assert starts == [starts[0]] * 5
    ends = {tuple(history.theta) for history in exploration.histories.values()}
    assert len(ends) == 5
    own = replace(ADAM_L1, name="adam", learning_rate=0.5, l1=0.0)
    assert list(own_and_other_methods(own))[:2] == ["adam, rate 0.5", "Adam"]
    hidden = train_by_every_method(replace(experiment, hidden_layers=(3,), activation="tanh"), 3)
    assert hidden.network.nodes_per_layer == (15, 3, 1)


def test_methods_side_by_side_are_those_one_by_one_and_tell_where_they_are():
    experiment, recorded = replace(SINE, epochs=80, record_every=40), []
    exploration = train_by_every_method(experiment, 3, on_record=lambda iteration, cost: recorded.append(iteration))
    assert recorded == [0, 40, 80]
    for name, method in own_and_other_methods(experiment.method).items():
        alone = run(replace(experiment, method=method), 3).history
        np.testing.assert_allclose(exploration.histories[name].thetas, alone.thetas, rtol=1e-12, atol=1e-14)


def test_what_hidden_layers_predict_in_the_plane():
    """The grid's colours are the network's probabilities at points of the plane, all else at its mean."""
    exploration = train_by_every_method(replace(SINE, epochs=40, hidden_layers=(3,), activation="tanh"), 0)
    exploration = replace(exploration, plane=(2, 1))
    data = page_data(exploration)
    theta, dataset = exploration.histories["Adam"].thetas[1], exploration.dataset
    point = dataset.X_train.mean(axis=1)
    step = (data["high"] - data["low"]) / SIDE
    row, column = 4, 17
    point[2], point[1] = data["low"][2] + 17.5 * step[2], data["low"][1] + 4.5 * step[1]
    expected = 255 * exploration.network.predict_probability(theta, point[:, None])[0, 0]
    assert abs(data["methods"][0]["grid"][1, row * SIDE + column] - expected) <= 0.5
    p = 255 * exploration.network.predict_probability(theta, dataset.X)[0]
    shown = np.unique(np.linspace(0, 399, 200).astype(int))
    assert abs(data["methods"][0]["probabilities"][1] - p[shown]).max() <= 0.5


def test_thinned_it_keeps_the_start_and_the_end():
    exploration = train_by_every_method(replace(SINE, epochs=400), 0)
    data = page_data(exploration, 4, "float32")
    assert data["iterations"].tolist() == [0, 160, 320, 400]
    assert data["methods"][0]["thetas"].dtype == np.float32


def test_bad_input():
    history = History(Network((3, 1)), np.array([0, 40]), np.ones(2), np.ones((2, 4)))
    for bad, message in [
        ({"a": replace(history, iterations=np.array([40, 0]))}, "iterations that increase"),
        ({"a": history, "b": replace(history, iterations=np.array([0, 41]))}, "the same iterations"),
    ]:
        with pytest.raises(checks.BadInput, match=message):
            Exploration("", bad)
    with pytest.raises(checks.BadInput, match="plane must name two of 3"):
        Exploration("", {"a": history}, plane=(0, 3))
    with pytest.raises(checks.BadInput, match="must not be all 0"):
        page_data(Exploration("", {"a": replace(history, thetas=np.zeros((2, 4)))}))
