"""The data of the page that explores runs: several methods from one start, thinned, with the plane's colors.

Tests exploration.py and page_data.py of massshuffle/view/explore; read exploration.py first.
"""

import re
from dataclasses import replace

import numpy as np
import pytest

from massshuffle import checks
from massshuffle.data import Dataset, linear_boundary
from massshuffle.experiments.runs import SINE, Method, run
from massshuffle.experiments.studies import ADAM_L1
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.view.explore.exploration import METHODS, QUESTIONS, Exploration, train_by_methods
from massshuffle.view.explore.page import explore_page
from massshuffle.view.explore.page_data import SIDE, page_data


def test_every_method_has_the_same_start_and_data():
    experiment = replace(SINE, epochs=80)
    exploration = train_by_methods(experiment, 3)
    assert list(exploration.histories) == ["Adam", "gradient descent", "momentum", "Adam + L1", "sign steps"]
    starts = [history.thetas[0].tolist() for history in exploration.histories.values()]
    assert starts == [starts[0]] * 5
    ends = {tuple(history.theta) for history in exploration.histories.values()}
    assert len(ends) == 5
    hidden = train_by_methods(replace(experiment, hidden_layers=(3,), activation="tanh"), 3)
    assert hidden.network.nodes_per_layer == (15, 3, 1)
    assert len({tuple(history.theta) for history in hidden.histories.values()}) == 5
    assert exploration.title == "Where does the mass go? The sine run, moment by moment"
    assert ["W[0] is the weight of x1" in one.about[0] for one in (exploration, hidden)] == [True, False]
    assert ["A column of W_1" in one.about[0] for one in (exploration, hidden)] == [False, True]
    adam_alone = train_by_methods(experiment, 3, METHODS[:1])
    assert [len(one.questions) for one in (exploration, hidden, adam_alone)] == [5, 0, 0]
    differ = "so compare their paths"
    assert [differ in explore_page(one) for one in (adam_alone, replace(exploration, methods={}))] == [False, True]


def test_methods_side_by_side_are_those_one_by_one_and_tell_where_they_are():
    experiment, recorded = replace(SINE, epochs=80, record_every=40), []
    exploration = train_by_methods(experiment, 3, on_record=lambda iteration, cost: recorded.append(iteration))
    assert recorded == [0, 40, 80]
    for method in METHODS:
        alone = run(replace(experiment, method=method), 3).history
        np.testing.assert_allclose(exploration.histories[method.name].thetas, alone.thetas, rtol=1e-12, atol=1e-14)


def test_a_title_says_the_settings_and_methods_of_one_name_are_told_apart_by_them():
    methods = [ADAM_L1, Method("a", learning_rate=0.5), Method("a", l2=0.25)]
    exploration = train_by_methods(replace(SINE, epochs=40), 0, methods)
    assert list(exploration.histories) == ["Adam + L1", "a, rate 0.5", "a, rate 0.0001, L2 0.25"]
    titles = [method["title"] for method in page_data(exploration)["methods"]]
    assert titles == ["Adam + L1, rate 0.0001, L1 0.001", "a, rate 0.5", "a, rate 0.0001, L2 0.25"]
    with pytest.raises(checks.BadInput, match="methods must come once each, got a, rate 0.5, a, rate 0.5"):
        train_by_methods(SINE, 0, [methods[1]] * 2)


def test_the_mass_moved_does_not_depend_on_how_often_it_is_recorded():
    """W goes from (1, 3) by equal steps to (3, 1), and a quarter of 8 iterations later half of the way is done."""
    network, thetas = Network((2, 1)), np.array([[1 + t / 4, 3 - t / 4, 0] for t in range(9)])
    for every in (1, 2, 8):
        history = History(network, 8 * np.arange(0, 9, every), np.ones(len(thetas[::every])), thetas[::every])
        [method] = page_data(Exploration("", {"a": history}))["methods"]
        assert np.isnan(method["moved"][0])
        np.testing.assert_allclose(method["moved"][1:], 1000 * 0.5 / 64)
    [thinned] = page_data(Exploration("", {"a": replace(history, iterations=np.array([0, 64]))}), 9)["methods"]
    np.testing.assert_allclose(thinned["moved"][1], 1000 * 0.5 / 64)


def test_shares_come_bare_and_by_the_spread_of_each_input():
    """W = (1, 1, 2) on inputs with standard deviations 1, 3 and 0: bare 1/4, 1/4, 1/2; by the spread 1/4, 3/4, 0."""
    X = np.array([[1.0, -1, 1, -1], [3.0, 3, -3, -3], [5.0, 5, 5, 5]])
    dataset = Dataset(X, np.array([[0.0, 1, 0, 1]]), 9 * X[:, :2], np.array([[0.0, 1]]))
    history = History(Network((3, 1)), np.array([0]), np.ones(1), np.array([[1.0, 1, 2, 0]]))
    data = page_data(Exploration("", {"a": history}, dataset))
    [method] = data["methods"]
    np.testing.assert_allclose(method["shares"], [[1 / 4, 1 / 4, 1 / 2]])
    np.testing.assert_allclose(method["spread_shares"], [[1 / 4, 3 / 4, 0]])
    np.testing.assert_allclose(method["spread_effective"], [1.6])
    assert data["truth"].tolist() == [0, 1, 0, 1, 0, 1]
    assert data["tested"].tolist() == [False] * 4 + [True] * 2
    assert data["samples"].tolist() == [*X.T.tolist(), *(9 * X[:, :2]).T.tolist()]


def test_the_plane_reaches_a_little_beyond_all_samples_and_lies_at_the_training_mean():
    X = np.array([[0.0, 0, 0, 8], [1, 1, 1, 1]])
    dataset = Dataset(X, np.array([[0.0, 1, 0, 1]]), np.array([[10.0], [1]]), np.array([[0.0]]))
    history = History(Network((2, 1)), np.array([0]), np.ones(1), np.array([[1.0, 1, 0]]))
    data = page_data(Exploration("", {"a": history}, dataset))
    assert data["centre"].tolist() == [2, 1]
    assert [data["low"].tolist(), data["high"].tolist()] == [[-0.4, 0.5], [10.4, 1.5]]


def test_a_question_leads_to_the_method_and_the_weight_that_it_names():
    methods = {"Adam": "adam", "L1": "adam-l1", "Gradient descent": "gradient-descent"}
    for question, address in QUESTIONS:
        method, _, weight, *_ = address.split(",")
        named = [slug for name, slug in methods.items() if name in question]
        assert named[-1:] in ([], [method.split("+")[0]])
        assert set(re.findall(r"W\[(\d+)\]", question)) in (set(), {weight[1:]})


def test_what_hidden_layers_predict_in_the_plane():
    """The grid's colours are the network's probabilities at points of the plane, all else at its mean."""
    exploration = train_by_methods(replace(SINE, epochs=40, hidden_layers=(3,), activation="tanh"), 0)
    exploration = replace(exploration, plane=(2, 1))
    data = page_data(exploration)
    theta, dataset = exploration.histories["Adam"].thetas[1], exploration.dataset
    point = dataset.X_train.mean(axis=1)
    step = (data["high"] - data["low"]) / SIDE
    row, column = 4, 17
    point[2], point[1] = data["low"][2] + 17.5 * step[2], data["low"][1] + 4.5 * step[1]
    expected = 255 * exploration.network.predict_probability(theta, point[:, None])[0, 0]
    assert abs(data["methods"][0]["grid"][1, row * SIDE + column] - expected) <= 0.5


def test_thinned_it_keeps_the_start_and_the_end():
    exploration = train_by_methods(replace(SINE, epochs=400), 0)
    data = page_data(exploration, 4, "float32")
    assert data["iterations"].tolist() == [0, 160, 320, 400]
    assert data["methods"][0]["thetas"].dtype == np.float32


def test_without_samples_the_plane_is_as_wide_as_the_notebooks():
    history = History(Network((3, 1)), np.array([0]), np.ones(1), np.arange(4.0)[None])
    widest = linear_boundary(seed=0).X.max()
    assert page_data(Exploration("", {"a": history}))["high"] == pytest.approx([widest] * 3, rel=0.2)


def test_each_weight_has_the_name_and_address_of_its_own_input():
    history = History(Network((3, 2, 1), ("tanh",)), np.array([0]), np.ones(1), np.arange(11.0)[None])
    data = page_data(Exploration("", {"a": history}, features=("age", "size", "sex")))
    first = ["W_1[0, age]", "W_1[0, size]", "W_1[0, sex]", "W_1[1, age]", "W_1[1, size]", "W_1[1, sex]"]
    assert page_data(Exploration("", {"a": history}))["features"] == ["x1", "x2", "x3"]
    assert data["slugs"][2:4] == ["W_1.0.2", "W_1.1.0"]
    assert data["names"] == [*first, "b_1[0, 0]", "b_1[1, 0]", "W_2[0, 0]", "W_2[0, 1]", "b_2[0, 0]"]


def test_a_page_that_is_too_large_gives_up_digits_first_and_frames_then():
    history = run(replace(SINE, epochs=400)).history
    exploration = Exploration("", {"a": history})
    most = 10**9
    for note in ("", " numbers in 32 bits.", " numbers in 32 bits and one recorded frame in 2."):
        page = explore_page(exploration, most, home="up.html")
        assert re.findall(r"this page holds( .*?\.)", page) == [note] * bool(note)
        assert len(page.encode()) <= most
        assert 'href="up.html"' in page
        most = len(page.encode()) - 1


def test_bad_input():
    history = History(Network((3, 1)), np.array([0, 40]), np.ones(2), np.ones((2, 4)))
    for bad, message in [
        ({"a": replace(history, iterations=np.array([40, 0]))}, "iterations that increase"),
        ({"a": history, "b": replace(history, iterations=np.array([0, 41]))}, "the same iterations"),
        (
            {"a": history, "b": History(Network((2, 1)), np.array([0, 40]), np.ones(2), np.ones((2, 3)))},
            "of one network",
        ),
    ]:
        with pytest.raises(checks.BadInput, match=message):
            Exploration("", bad)
    with pytest.raises(checks.BadInput, match="plane must name two of 3"):
        Exploration("", {"a": history}, plane=(0, 3))
    with pytest.raises(checks.BadInput, match="plane must be an integer of at least 0"):
        Exploration("", {"a": history}, plane=(0, -1))
    with pytest.raises(checks.BadInput, match="must not be all 0"):
        page_data(Exploration("", {"a": replace(history, thetas=np.zeros((2, 4)))}))
