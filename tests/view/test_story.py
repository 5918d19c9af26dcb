from dataclasses import replace

import pytest

from massshuffle.notebook import experiments
from massshuffle.view import story


@pytest.fixture(scope="module")
def runs():
    return [
        experiments.run(replace(experiment, epochs=2080), seed=0)
        for experiment in (experiments.LINEAR, experiments.SINE)
    ]


def test_all_twelve_published_pictures_and_one_more(runs):
    linear, sine = runs
    pictures = story.data_figures(linear.dataset, 0)
    pictures |= story.linear_figures(linear) | story.sine_figures(sine)
    assert [name[:2] for name in pictures] == [f"{i:02}" for i in range(1, 14)]


def test_figures_and_movies_are_written_one_by_one(runs, tmp_path):
    sine = runs[1]
    paths = [*story.write_figures(story.sine_figures(sine), tmp_path), *story.write_movies(sine, tmp_path)]
    assert len(paths) == 6
    assert sorted(paths) == sorted(tmp_path.iterdir())


def test_label_shares_by_hand(runs):
    dataset = runs[0].dataset
    shares = dict(story.label_shares(dataset))
    assert shares["train set"] == dataset.Y_train.sum() / 800
    assert shares["test set"] == dataset.Y_test.sum() / 200
    assert shares["whole sample"] == dataset.Y.sum() / 1000


def test_published_table_pairs_costs_of_one_iteration(runs):
    run = runs[0]
    lines = story.published_table(run)
    costs = run.history.costs
    for line, frame in zip(lines[1:4], (0, 25, 50)):
        assert [float(word) for word in line.split()] == [
            40 * frame,
            pytest.approx(costs[frame], abs=1e-7),
            pytest.approx(run.experiment.published.costs[frame // 25], abs=1e-7),
        ]
    assert lines[4] == f"Accuracy of train: {run.accuracy_train:.6g} (published 1)"
    assert lines[5] == f"Accuracy of test: {run.accuracy_test:.6g} (published 0.995)"
