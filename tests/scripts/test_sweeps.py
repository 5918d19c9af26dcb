"""The scripts that go over many runs: what they print, which files they leave, and how Ctrl-C ends them.

Tests scripts/; read massshuffle/running/sweep.py first.
"""

import os
import re
import signal
import subprocess
import time
from dataclasses import replace

import compare_with_published
import find_the_minimum
import numpy as np
import pytest
import study_dimension
import where_does_it_go
from calls import SHORT, call, files, pictures_of, started

from massshuffle.data import sine_boundary
from massshuffle.experiments import implicit_bias, separators, studies
from massshuffle.experiments.runs import LINEAR, SINE, run, run_each_way
from massshuffle.network import Network
from massshuffle.view.figures.style import new_figure


def test_compare_with_published(tmp_path, capsys, monkeypatch):
    for experiment in (LINEAR, SINE):  # a hundredth of the epochs, and as many costs
        often = replace(experiment.published, every=experiment.published.every // 100)
        short = replace(experiment, epochs=experiment.epochs // 100, published=often)
        monkeypatch.setattr(compare_with_published, experiment.name.upper(), short)
    figures = pictures_of("compare_with_published", monkeypatch)
    arguments = ("--seeds", "2", "--jobs", "1", "--output", tmp_path)
    assert call("compare_with_published", *arguments) == 1, "two short runs make a narrow band"
    printed = capsys.readouterr().out
    assert printed.startswith(studies.BAND_HEADER)
    for experiment in (LINEAR, SINE):
        axes = figures[f"{experiment.name}-published-band.png"].axes[0]
        assert axes.get_title() == f"{experiment.name.capitalize()} boundary, 2 runs"
        assert list(axes.lines[1].get_ydata()) == list(experiment.published.costs)
    assert len(re.findall(r"\d  (?:inside|OUTSIDE)$", printed, re.MULTILINE)) == 30 + 10 + 2 * 5
    n_inside = len(re.findall(r" cost at .*  inside$", printed, re.MULTILINE))
    assert f"\n{n_inside} of 40 published costs are inside\n" in printed
    assert n_inside < 40
    assert files(tmp_path) == ["compare-with-published.txt", "linear-published-band.png", "sine-published-band.png"]


def test_no_accuracy_is_counted_among_the_published_costs(tmp_path, capsys, monkeypatch):
    inside = studies.Row("cost", published=2, low=1, median=2, high=3, is_cost=True)
    rows = [inside, replace(inside, published=9), replace(inside, name="accuracy", is_cost=False)]
    monkeypatch.setattr(compare_with_published, "rows_of", lambda *_: {"linear": rows, "sine": [inside]})
    assert call("compare_with_published", "--output", tmp_path) == 1
    assert "\n2 of 3 published costs are inside\n" in capsys.readouterr().out
    monkeypatch.setattr(compare_with_published, "rows_of", lambda *_: {"linear": [inside], "sine": [inside]})
    assert call("compare_with_published", "--output", tmp_path) == 0, "all are inside"


def test_study_dimension(tmp_path, capsys):
    arguments = ("--seeds", "3", "--features", "3", "0", "--noise-scale", "0.5", "--jobs", "1", *SHORT)
    assert call("study_dimension", *arguments, "--output", tmp_path) == 0
    assert files(tmp_path) == ["study-dimension.png", "study-dimension.txt"]
    lines = capsys.readouterr().out.splitlines()
    assert re.split(r"\s{2,}", lines[1].strip()) == ["noise features", "Adam", "gradient descent", "Adam + L1"]
    for row, size in enumerate((0, 3)):
        medians = np.median(studies.with_more_noise(study_dimension.METHODS, range(3), 80, size, 0.5), axis=1)
        for i, quantity in enumerate(studies.QUANTITIES):
            assert lines[4 * i] == f"{quantity} (median over the seeds)"
            assert lines[4 * i + 2 + row].split() == [str(size), *(f"{median:.3f}" for median in medians[:, i])]


def test_study_batches_prints_what_it_measured(tmp_path, capsys, monkeypatch):
    arguments = ("--seeds", "2", "--batch-sizes", "800", "400", "--steps", "800", "--jobs", "1")
    figures = pictures_of("study_batches", monkeypatch)
    assert call("study_batches", *arguments, "--output", tmp_path) == 0
    header, *rows = [line.split() for line in capsys.readouterr().out.splitlines()[:3]]
    assert header[:5] == ["batch", "size", "moved", "least", "most"]
    assert [size for size, *_ in rows] == ["400", "800"], "in rising order, though typed in falling order"
    [means] = [line for line in figures["study-batches.png"].axes[0].lines if line.get_label() == "mean of the seeds"]
    assert [f"{mean:.2f}" for mean in means.get_ydata()] == [moved for _, moved, *_ in rows]
    for size, moved, least, most, law, *shares in rows:
        measured, *found = studies.by_batch_size(int(size), (0, 1), 800).T
        assert shares == [word for share in found for word in (f"{share.min():.3f}", "to", f"{share.max():.3f}")]
        assert [moved, least, most] == [f"{number:.2f}" for number in (measured.mean(), measured.min(), measured.max())]
        whole = studies.by_batch_size(800, (0, 1), 800)[:, 0].mean()
        assert law == f"{whole * (int(size) / 800) ** 0.5:.2f}"


def test_find_the_minimum_prints_where_each_method_stands(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(find_the_minimum, "TIMES", (1, 2))
    monkeypatch.setattr(find_the_minimum, "SINE", replace(SINE, epochs=40))
    assert call("find_the_minimum", "--epochs", "80", "--seeds", "2", "--output", tmp_path) == 0
    printed = capsys.readouterr().out
    found = re.findall(r"^(Adam|gradient descent|momentum) [\d.]+ +(\d+) ", printed, re.MULTILINE)
    assert found == [(name, steps) for name in ("Adam", "gradient descent", "momentum") for steps in ("40", "80")]
    trained = run(replace(SINE, epochs=80), 0, SINE.published.start, studies.ADAM)
    for frame, steps in ((1, 40), (2, 80)):
        cost = trained.history.costs[frame]
        assert re.search(rf"^Adam 0.0001 +{steps} +{cost:.6f} ", printed, re.MULTILINE)
    assert re.search(r"^the minimum +0\.153815 +0\.000000 +0\.75 +2\.09 +0\.027 +0\.732$", printed, re.MULTILINE)
    assert printed.index("\nthe minimum ") > printed.index("\nmomentum ")
    rows = re.findall(r"^ +(\d+) +([\d.]+)$", printed.partition("  samples  mean |noise|\n")[2], re.MULTILINE)
    for n_samples, mean_noise in rows:
        sets = [sine_boundary(int(n_samples), seed=seed) for seed in (0, 1)]
        thetas = [separators.minimum(Network((15, 1)), one.X_train, one.Y_train) for one in sets]
        assert mean_noise == f"{np.abs(thetas)[:, 2:15].mean():.2f}"
    assert [n_samples for n_samples, _ in rows] == ["400", "800"]


def test_the_share_after_the_notebooks_steps_is_a_range_over_seeds():
    _, bare, contributed = find_the_minimum.adam_shares(range(2))
    [runs] = run_each_way(SINE, range(2), [SINE.method], SINE.published.start)
    found = np.sort([studies.shares_of_W_0(run) for run in runs], axis=0)
    assert bare == "in the mass   {:.3f} to {:.3f}".format(*found[:, 0])
    assert contributed == "contributed   {:.3f} to {:.3f}".format(*found[:, 1])


def test_where_does_it_go(tmp_path, capsys, monkeypatch):
    drawn = []
    monkeypatch.setattr(where_does_it_go, "headings", lambda paths: drawn.append(paths) or new_figure(1, 1))
    figures = pictures_of("where_does_it_go", monkeypatch)
    arguments = ("--seed", "3", "--seeds", "2", "--jobs", "1", "--steps", "80")
    assert call("where_does_it_go", *arguments, "--output", tmp_path) == 0
    names = ["where-does-it-go.txt", "where-it-goes.png", "where-it-heads.png"]
    assert files(tmp_path) == names
    assert figures["where-it-goes.png"].get_suptitle().startswith("The weights of each separator")
    table = (tmp_path / names[0]).read_text()
    assert table in capsys.readouterr().out
    assert re.findall(r"^seed (\d)$", table, re.MULTILINE) == ["3", "4"]
    method = implicit_bias.METHODS["L1"][0]
    [expected] = implicit_bias.follow(method, (3,), 80)
    assert drawn[0]["L1"][0].run.history.theta.tolist() == pytest.approx(expected.run.history.theta.tolist())
    assert re.findall(r"^L1 separator +1.00000 +0.999 .* 1.00$", table, re.MULTILINE)
    assert len(table.splitlines()) == 2 * (3 + 3 + 10) + 1
    assert "\n\nseed 4\n" in table
    first, second = (set(block.splitlines()) for block in table.split("seed 4"))
    assert not {line for line in first & second if "." in line and "separator" not in line}, "each seed has its runs"


@pytest.mark.slow
def test_ctrl_c_ends_a_sweep_and_its_workers(tmp_path):
    options = ("--seeds", "1000", "--jobs", "2", "--output", tmp_path)
    with started("compare_with_published", *options, start_new_session=True) as process:
        while len(living(process.pid)) < 5:  # itself, two workers, two trackers
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(0.1)  # until they are at work
        press_ctrl_c(process)
    end = time.monotonic() + 2  # on a busy machine the system takes a moment to take a dead worker down
    while living(process.pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert living(process.pid) == []


@pytest.mark.needs_extra
def test_ctrl_c_cancels_our_tasks_on_a_cluster_and_leaves_its_workers(tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        options = ("--seeds", "1000", "--scheduler", cluster.scheduler_address, "--output", tmp_path)
        workers = set(cluster.scheduler.workers)
        with started("compare_with_published", *options, start_new_session=True) as process:
            while not cluster.scheduler.tasks:
                assert process.poll() is None
                time.sleep(0.02)
            press_ctrl_c(process)
        end = time.monotonic() + 5
        while cluster.scheduler.tasks and time.monotonic() < end:
            time.sleep(0.02)
        assert not cluster.scheduler.tasks
        assert set(cluster.scheduler.workers) == workers


def press_ctrl_c(process):
    """Press it for every process of the script; it ends soon, with exit code 130 and one line."""
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (130, "", "compare_with_published.py: stopped\n")


def living(group):
    """The processes of a group that are not dead yet, as ps shows them."""
    listed = subprocess.check_output(["ps", "-eo", "pgid,stat,args"], text=True)
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return [row for row in rows if row[0] == str(group) and row[1][0] != "Z"]
