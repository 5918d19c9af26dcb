"""The numbers of the story, beside those that the notebook published.

Tests massshuffle/view/run_summary.py; read massshuffle/experiments/runs.py first.
"""

import subprocess
import sys
from dataclasses import replace

import pytest
from conftest import ROOT

from massshuffle.experiments.runs import LINEAR, SINE, run
from massshuffle.view import run_summary


@pytest.fixture(scope="module")
def runs():
    return [run(replace(experiment, epochs=2090), seed=0) for experiment in (LINEAR, SINE)]


def test_label_shares_by_hand(runs):
    dataset = runs[0].dataset
    shares = {part: float(share) for part, share, _ in run_summary.label_shares(dataset)}
    by_hand = {"whole sample": dataset.Y.sum() / 1000, "train set": dataset.Y_train.sum() / 800}
    assert shares == pytest.approx(by_hand | {"test set": dataset.Y_test.sum() / 200}, abs=5e-5)


def test_published_table_pairs_costs_of_one_iteration(runs):
    run = runs[0]
    lines = run_summary.published_table(run)
    for line, frame in zip(lines[1:4], (0, 25, 50)):
        ours, theirs = run.history.costs[frame], run.experiment.published.costs[frame // 25]
        assert line.split() == [str(40 * frame), f"{ours:.7f}", f"{theirs:.7f}"]
    assert lines[4:] == [
        "Published, but not reached here: 3000 to 29000",
        f"Accuracy of train: {run.accuracy_train:.6g} (published 1)",
        f"Accuracy of test: {run.accuracy_test:.6g} (published 0.995)",
    ]


def test_published_costs_that_were_not_recorded_are_named():
    lines = run_summary.published_table(run(replace(SINE, epochs=3100, record_every=30)))
    assert [line.split()[0] for line in lines[1:3]] == ["0", "3000"]
    assert lines[3] == "Published, but not recorded here: 1000, 2000"
    assert lines[4] == "Published, but not reached here: 4000 to 9000"
    ended_there = run_summary.costs_left_out(run(replace(SINE, epochs=3000)))
    assert ended_there == ["Published, but not reached here: 4000 to 9000"]


def test_the_weights_at_both_ends_are_those_of_one_moment_each(runs):
    run = runs[0]
    assert f"From iteration 0 to 2090, W[0] went from {run.history.thetas[0, 0]:.2f} to {run.history.theta[0]:.2f}" in (
        run_summary.where_the_mass_went(run)
    )
    noise = abs(run.history.thetas[[0, -1], 2:15]).mean(axis=1)
    assert f"signs put aside, went from {noise[0]:.2f} to {noise[1]:.2f}." in run_summary.where_the_mass_went(run)
    start, end = ((*theta[:2], theta[2:15].mean()) for theta in run.history.thetas[[0, -1]])
    said = [f"{first:.2f} to {last:.2f}" for first, last in zip(start, end)]
    assert f"W[1] from {said[1]}. The mean of the noise weights went from {said[2]}:" in (
        run_summary.where_the_mass_went(run)
    )
    *ends, noise = run_summary.weights_at_the_ends(run)
    published = {"start": ("-0.418", "0.528"), "end": ("1.906", "0.019")}
    for (when, pair), ours in zip(published.items(), (start, end)):
        for i in (0, 1):
            assert ends.pop(0) == (f"W[{i}] at the {when}", f"{ours[i]:.3f}", pair[i])
    assert noise == ("mean noise weight at the end", f"{run.history.theta[2:15].mean():.2f}", "0.31")


@pytest.mark.slow
def test_alternative_texts_outlast_docstrings():
    code = """
from massshuffle.view import story
print(story.pictures.__doc__)
for one in (*story.DATA, *story.LINEAR, *story.SINE):
    print(one.alternative)
"""
    said = [subprocess.check_output([sys.executable, *way, "-c", code], text=True, cwd=ROOT) for way in ([], ["-OO"])]
    (_, *plain), (docstring, *optimized) = (text.splitlines() for text in said)
    assert docstring == "None"
    assert optimized == plain
    assert len(plain) == 17
    assert min(map(len, plain)) > 40


def test_the_settings_are_the_runs_own(runs):
    settings = {name: values for name, *values in run_summary.settings(runs, 7)}
    assert settings["seed"] == ["7", "7"]
    assert settings["label 1 where"] == ["x1 >= 0", "x1 >= 5 sin(x2)"]
    assert (settings["training samples"], settings["test samples"]) == (["800", "320"], ["200", "80"])
    assert settings["nodes per layer"] == ["(15, 1)"] * 2
    assert settings["optimizer"] == ["Adam, all samples in each step"] * 2
    assert settings["learning rate"] == ["0.0001", f"{SINE.method.learning_rate:g}"]
    assert (settings["epochs"], settings["a frame every"]) == (["2090"] * 2, ["40 epochs"] * 2)
