import io

import numpy as np
import pytest

from massshuffle.view.figures.comparison import comparison

SCORES = {
    "first": {"a": {"loss": [0.2, 0.4], "time": [1, 3]}, "b": {"loss": [1], "time": [10]}},
    "second": {"a": {"loss": [0.5], "time": [1]}, "b": {"loss": [0.7], "time": [2]}},
}
LABELS = {"loss": "Loss (nats)", "time": "Time (seconds)"}


def test_every_fold_and_every_mean_is_drawn():
    figure = comparison(SCORES, LABELS, log_scales=("time",))
    figure.savefig(io.BytesIO())
    assert [axes.get_ylabel() for axes in figure.axes] == list(LABELS.values())
    assert [axes.get_yscale() for axes in figure.axes] == ["linear", "log"]
    for axes, score in zip(figure.axes, LABELS):
        assert [tick.get_text() for tick in axes.get_xticklabels()] == list(SCORES)
        drawn = {}
        for folds, mean in zip(axes.lines[::2], axes.lines[1::2]):
            assert mean.get_markersize() > folds.get_markersize()
            assert set(folds.get_xdata()) == set(mean.get_xdata())
            values, [average] = folds.get_ydata(), mean.get_ydata()
            assert average == np.mean(values)
            model = {"o": "a", "s": "b"}[folds.get_marker()]
            data_set = list(SCORES)[round(folds.get_xdata()[0])]
            drawn.setdefault(data_set, {})[model] = list(values)
        assert drawn == {
            data_set: {model: results[score] for model, results in models.items()}
            for data_set, models in SCORES.items()
        }
    [legend] = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b"]


@pytest.mark.parametrize(
    ("scores", "labels", "words"),
    [
        ({}, LABELS, "scores and labels must not be empty"),
        (SCORES, {}, "scores and labels must not be empty"),
        ({"first": {}}, LABELS, "scores must hold 1 to 3 models, got 0"),
        ({"first": {name: {} for name in "abcd"}}, LABELS, "1 to 3 models, got 4"),
        (SCORES, {"cost": "Cost"}, "scores must hold cost of a on first"),
        ({**SCORES, "third": {}}, LABELS, "scores must hold loss of a on third"),
        ({"f": {"a": {"loss": [np.nan]}}}, {"loss": ""}, "loss of a on f must be fin"),
        ({"f": {"a": {"loss": []}}}, {"loss": ""}, r"must have shape \(folds,\)"),
    ],
)
def test_scores_that_cannot_be_drawn(scores, labels, words):
    with pytest.raises(ValueError, match=words):
        comparison(scores, labels)
