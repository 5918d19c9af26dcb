import sys

import numpy as np
import pytest

from massshuffle.running.sweep import sweep


def draw(seed, scale):
    """A task whose result depends on its arguments alone."""
    return scale * np.random.default_rng(seed).random(3)


TASKS = [(seed, 10.0) for seed in range(7)]
ALONE = [draw(*task).tobytes() for task in TASKS]


@pytest.mark.parametrize(("jobs", "backend"), [(1, "loky"), (2, "loky"), (2, "threading"), (-1, "loky")])
def test_the_same_results_in_the_same_order(jobs, backend):
    assert [result.tobytes() for result in sweep(draw, TASKS, jobs, backend)] == ALONE


@pytest.mark.needs_extra
def test_the_same_results_on_a_dask_cluster():
    pytest.importorskip("distributed")
    assert [result.tobytes() for result in sweep(draw, TASKS, 2, "dask")] == ALONE


@pytest.mark.needs_extra
def test_the_same_results_on_a_dask_cluster_that_is_there_already():
    distributed = pytest.importorskip("distributed")
    settings = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**settings) as cluster:
        address = cluster.scheduler_address
        found = sweep(draw, TASKS, backend="dask", scheduler=address)
    assert [result.tobytes() for result in found] == ALONE


def test_dask_that_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ValueError, match='backend dask needs the extra "cluster"'):
        sweep(draw, TASKS, backend="dask")


def test_an_error_in_a_task_comes_through():
    with pytest.raises(ValueError, match="seed|SeedSequence|non-negative"):
        sweep(draw, [(-1, 1.0)], jobs=2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"jobs": 0}, "jobs must be an integer of at least 1, got 0"),
        ({"jobs": -2}, "jobs must be"),
        ({"backend": "ray"}, "backend must be one of loky, threading, dask, got 'ray'"),
        ({"scheduler": "tcp://x:1"}, "scheduler needs the backend dask, got loky"),
    ],
)
def test_bad_arguments(arguments, message):
    with pytest.raises(ValueError, match=message):
        sweep(draw, TASKS, **arguments)
