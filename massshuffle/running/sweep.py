"""Many independent runs at once, on all cores or on a cluster, through joblib.

The result of a task depends on the task alone, so it is the same whatever the number of jobs and the backend.

Ctrl-C in a terminal goes to every process of the script. What goes wrong without the care that is taken here: a worker
that hears it prints a traceback of its own; one that is just being started dies half-made, and joblib or dask complains
of it or waits for it; one of dask's works on to the end of its task. So workers start deaf to it, this process hears it
once they have started, and then ends them.

Proved by tests/running/test_sweep.py and, for Ctrl-C, tests/scripts/test_sweeps.py.
"""

import logging
import multiprocessing
import multiprocessing.resource_tracker
import signal
import threading
from contextlib import ExitStack, contextmanager

import joblib
from joblib.externals.loky.backend import resource_tracker
from tqdm import tqdm

from massshuffle import checks

BACKENDS = ("loky", "threading", "dask")


def sweep(function, tasks, jobs=-1, backend="loky", scheduler=None, description="tasks"):
    """Call function(*task) for each task, in parallel. Returns the results in the tasks' order.

    function, tasks : go to other processes, so they must survive pickling, except with the backend "threading"
    jobs      : tasks at a time; -1 is one a core (with a scheduler the cluster decides for itself)
    backend   : "loky" (processes), "threading", or "dask" (needs the extra `cluster`)
    scheduler : address of a dask scheduler; None starts a cluster on this machine
    """
    checks.choice("backend", backend, BACKENDS)
    if jobs != -1:
        jobs = checks.integer("jobs", jobs, minimum=1)
    if scheduler is not None and backend != "dask":
        raise checks.BadInput(f"scheduler needs the backend dask, got {backend}")
    tasks = list(tasks)
    with _configured(backend, jobs, scheduler):
        parallel = joblib.Parallel(return_as="generator")
        with _unheard_by_workers():
            results = parallel(joblib.delayed(function)(*task) for task in tasks)
        return list(tqdm(results, description, len(tasks), leave=False, disable=None))


@contextmanager
def _configured(backend, jobs, scheduler):
    """Choose joblib's backend: one thread of linear algebra for each worker process."""
    if backend != "dask":
        threads = {}
        if backend == "loky":
            threads = {"inner_max_num_threads": 1}
            resource_tracker.ensure_running()  # later, joblib's of old would let Ctrl-C through to workers
        config = joblib.parallel_config(backend=backend, n_jobs=jobs, **threads)
        with config, _quiet_end():
            yield
        return
    try:
        from distributed import Client
    except ImportError:
        raise checks.BadInput('backend dask needs the extra "cluster": pip install -e ".[cluster]"') from None
    if scheduler is not None:
        with Client(scheduler), joblib.parallel_config(backend="dask"):
            yield
        return
    workers = joblib.cpu_count() if jobs == -1 else jobs
    with _quiet_cluster(workers) as cluster, Client(cluster), joblib.parallel_config(backend="dask"):
        yield


@contextmanager
def _unheard_by_workers():
    """Processes that are started in the block never hear Ctrl-C (except on Windows); this one hears it at its end."""
    heard_by = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(heard_by):
        yield  # Ctrl-C means nothing here
        return
    pressed = []
    signal.signal(signal.SIGINT, lambda *press: pressed.append(press))
    try:
        if hasattr(signal, "pthread_sigmask"):
            multiprocessing.resource_tracker.ensure_running()  # within, it would let the signal through again
            blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, heard_by)
        if pressed:
            heard_by(*pressed[0])


@contextmanager
def _quiet_end():
    """After an error let the threads that fed loky's workers end: at Python's own end they would leave a complaint."""
    others = set(threading.enumerate())
    try:
        yield
    except BaseException:
        for thread in set(threading.enumerate()) - others:
            if thread.name == "QueueFeederThread" and thread.ident is not None:
                thread.join(timeout=1)
        raise


@contextmanager
def _quiet_cluster(workers):
    """A dask cluster on this machine whose workers leave Ctrl-C to this process."""
    import dask
    from distributed import LocalCluster

    logging.getLogger("distributed").setLevel("CRITICAL")  # also later, when what was interrupted is taken down
    quiet = {"distributed.nanny.environ.DASK_LOGGING__DISTRIBUTED": "critical"}
    options = {"threads_per_worker": 1, "dashboard_address": None, "silence_logs": "CRITICAL"}
    others = set(multiprocessing.active_children())
    with ExitStack() as stack:
        try:
            with _unheard_by_workers(), dask.config.set(quiet):
                cluster = LocalCluster(n_workers=workers, **options)
                stack.callback(cluster.close, timeout=1)
            yield cluster
        except BaseException:
            for worker in set(multiprocessing.active_children()) - others:
                worker.kill()  # it would go on to the end of its task
                worker.join(1)
            raise
