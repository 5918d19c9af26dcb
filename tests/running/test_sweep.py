import os
import signal
import subprocess
import sys
import time
from importlib import import_module

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.running import sweep as module
from massshuffle.running.sweep import sweep


def draw(seed, scale):
    """A task whose result depends on its arguments alone."""
    return scale * np.random.default_rng(seed).random(3)


def worker_processes():
    """The number of loky's worker processes that work for the parent of this one."""
    listed = subprocess.check_output(["ps", "-eo", "ppid,args"], text=True)
    rows = [line.split(maxsplit=1) for line in listed.splitlines()]
    return sum(row[0] == str(os.getppid()) and "popen_loky" in row[1] for row in rows)


TASKS = [(seed, 10.0) for seed in range(7)]
ALONE = [draw(*task).tobytes() for task in TASKS]


@pytest.fixture(scope="module")
def cluster():
    """A Dask cluster that somebody runs, on free ports."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster:
        yield cluster


@pytest.mark.parametrize("jobs", [1, 2, -1, np.int64(2)])
def test_the_same_results_in_the_same_order(jobs):
    assert [result.tobytes() for result in sweep(draw, TASKS, jobs)] == ALONE
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, []), "Ctrl-C is heard afterwards"


def test_no_tasks_have_no_results():
    assert sweep(draw, []) == []


def test_a_sweep_has_a_bar_with_its_name_and_the_number_of_its_tasks(monkeypatch):
    bars = []
    monkeypatch.setattr(
        module, "tqdm", lambda results, desc=None, total=None, **_: bars.append((desc, total)) or results
    )
    assert sweep(abs, [(-1,), (-2,)], jobs=1, description="walks") == [1, 2]
    assert bars == [("walks", 2)]


def test_there_are_never_more_workers_than_tasks():
    assert max(sweep(worker_processes, [(), (), ()], jobs=24)) == 3


NO_PROCESSES = (
    "os.environ['JOBLIB_MULTIPROCESSING'] = '0'",
    "_multiprocessing.SemLock = type('SemLock', (_multiprocessing.SemLock,), {'__new__': fail})",
)


@pytest.mark.parametrize("broken", NO_PROCESSES)
def test_without_processes_tasks_run_one_after_another(broken):
    """As the environment asks, or because semaphores cannot be made: /dev/shm is read-only or not there."""
    code = f"""if True:
    import _multiprocessing, os
    def fail(*arguments, **settings):
        raise OSError(30, "Read-only file system")
    {broken}
    from massshuffle.running.sweep import sweep
    print(sweep(os.getpid, [(), ()], jobs=2) == [os.getpid()] * 2)
    """
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "True\n")
    assert "Traceback" not in ran.stderr


@pytest.mark.needs_extra
def test_the_same_results_on_a_dask_cluster(cluster):
    clients = set(cluster.scheduler.clients)
    found = sweep(draw, TASKS, scheduler=cluster.scheduler_address)
    assert [result.tobytes() for result in found] == ALONE
    assert len(cluster.scheduler.workers) == 1, "its workers stay"
    end = time.monotonic() + 5
    while set(cluster.scheduler.clients) != clients and time.monotonic() < end:
        time.sleep(0.02)
    assert set(cluster.scheduler.clients) == clients, "we do not"


@pytest.mark.needs_extra
def test_results_from_a_cluster_outlive_an_error_while_closing(cluster, monkeypatch):
    close = sys.modules["distributed"].Client.close

    def close_late(client, *arguments, **settings):
        if client.status != "closed":
            close(client, *arguments, **settings)
            raise TimeoutError("timed out after 1 s")

    monkeypatch.setattr("distributed.Client.close", close_late)
    assert [result.tobytes() for result in sweep(draw, TASKS, scheduler=cluster.scheduler_address)] == ALONE
    with pytest.raises(ValueError, match="non-negative"):  # the task's own error, not the one of closing
        sweep(draw, [(-1, 1.0)], scheduler=cluster.scheduler_address)


@pytest.mark.needs_extra
def test_a_worker_that_dies_on_a_cluster_is_one_line(cluster):
    with pytest.raises(ConnectionError, match=r"^the Dask cluster at \S+ lost a task: [^\n]+$"):
        sweep(os._exit, [(1,)], scheduler=cluster.scheduler_address)


@pytest.mark.needs_extra
def test_a_cluster_without_massshuffle_is_one_line(cluster, monkeypatch):
    monkeypatch.setattr(module, "import_module", lambda name: import_module(f"no_{name}"))
    with pytest.raises(ConnectionError, match=r"^the Dask cluster at \S+ must have massshuffle installed: No module"):
        sweep(draw, TASKS, scheduler=cluster.scheduler_address)


@pytest.mark.needs_extra
@pytest.mark.parametrize("address", ["nonsense", "", "http://localhost", "localhost:port", "tcp://127.0.0.1:1"])
def test_an_address_that_is_no_schedulers_is_one_line(address, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(module, "SECONDS_TO_CONNECT", 0.5)
    message = "^scheduler must be the address of a Dask scheduler, got '.*' [^\n]+: start one with `dask scheduler`"
    with pytest.raises(BadInput, match=message):
        sweep(draw, TASKS, scheduler=address)


def test_dask_that_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadInput, match='scheduler must go with the extra "cluster", which is not installed: pip'):
        sweep(draw, TASKS, scheduler="tcp://localhost:8786")


@pytest.mark.parametrize("where", ["here", pytest.param("on a cluster", marks=pytest.mark.needs_extra)])
def test_an_error_in_a_task_comes_through(where, request):
    options = {"jobs": 2}
    if where == "on a cluster":
        options = {"scheduler": request.getfixturevalue("cluster").scheduler_address}
    with pytest.raises(ValueError, match="seed|SeedSequence|non-negative"):
        sweep(draw, [(0, 1.0), (-1, 1.0)], **options)


def failing_after(n_results):
    """Instead of _in_processes: yields so many results, then raises an error."""

    def running(function, tasks, jobs):
        yield from range(n_results)
        raise OSError("too late")

    return running


def test_finished_results_outlive_an_error_while_closing(monkeypatch):
    monkeypatch.setattr(module, "_in_processes", failing_after(2))
    assert sweep(draw, TASKS[:2]) == [0, 1]
    with pytest.raises(OSError, match="too late"):
        sweep(draw, TASKS[:3])


@pytest.mark.parametrize("jobs", [0, -2, 1.5, "2"])
def test_other_jobs_are_refused(jobs):
    message = f"jobs must be an integer of at least 1, or -1 for one per core, got {jobs!r}"
    with pytest.raises(BadInput, match=message):
        sweep(draw, TASKS, jobs)


def test_jobs_beside_a_scheduler_are_refused():
    with pytest.raises(BadInput, match="jobs must be left out for a cluster, which has its own number, got 2"):
        sweep(draw, TASKS, 2, "tcp://localhost:8786")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs POSIX")
@pytest.mark.slow
def test_ctrl_c_is_kept_while_workers_start_and_they_never_hear_it():
    reached = False
    with pytest.raises(KeyboardInterrupt), module._ctrl_c_blocked_for_workers():
        worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.5)"])
        time.sleep(0.2)
        worker.send_signal(signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        assert worker.wait() == 0
        reached = True
    assert reached, "not before the block's end"
