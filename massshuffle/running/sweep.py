"""Many independent runs at once: in processes on this machine, or on a Dask cluster that somebody runs.

The result of a task depends on the task alone. So it is the same for any number of jobs, here and on a cluster. (Only
where tasks run one after another in this process may the last digits of a large matrix product differ: there it is
computed by several threads, which add its terms up in another order.)

Ctrl-C in a terminal goes to every process of the script. A worker process that hears it prints a traceback of its own,
and joblib complains of one that it kills while it is being started. So worker processes inherit a mask that blocks
Ctrl-C. This process keeps a press until they have started, and then ends them. On a cluster Ctrl-C cancels our tasks
and leaves the workers as they are.

Tested by tests/running/test_sweep.py and, for Ctrl-C, tests/scripts/test_sweeps.py.
"""

import logging
import multiprocessing.resource_tracker
import signal
import sys
import threading
import warnings
from contextlib import ExitStack, closing, contextmanager, suppress
from importlib import import_module
from numbers import Integral

import joblib
from joblib.externals.loky.backend import resource_tracker
from tqdm import tqdm

from massshuffle import checks
from massshuffle.running.terminal import is_terminal

SECONDS_TO_CONNECT = 10


def sweep(function, tasks, jobs=-1, scheduler=None, description="tasks"):
    """Call function(*task) for each task, in parallel. Returns the results in the tasks' order.

    function, tasks : go to other processes, so pickle must be able to copy them
    jobs      : tasks at a time on this machine, -1 is one per core; one after another where there are no processes
    scheduler : address of the scheduler of a Dask cluster, which runs the tasks instead (needs the extra `cluster`)
    Raises BadInput for other jobs, and where no scheduler answers; otherwise the first error of a task.
    """
    if not (isinstance(jobs, Integral) and (jobs == -1 or jobs >= 1)):
        raise checks.BadInput(f"jobs must be an integer of at least 1, or -1 for one per core, got {jobs!r}")
    if scheduler is not None and jobs != -1:
        raise checks.BadInput(f"jobs must be left out for a cluster, which has its own number, got {jobs}")
    tasks = list(tasks)
    running = _in_processes(function, tasks, jobs) if scheduler is None else _on_cluster(function, tasks, scheduler)
    results, hidden = [], not is_terminal(sys.stderr)
    try:
        with closing(running):
            for result in tqdm(running, description, len(tasks), leave=False, disable=hidden):
                results.append(result)
    except Exception:
        if len(results) < len(tasks):
            raise  # otherwise the error came while closing, and every result is there
    return results


def _in_processes(function, tasks, jobs):
    """Yield the results of worker processes, at most one per task, each with one thread of linear algebra."""
    workers = min(joblib.effective_n_jobs(jobs), len(tasks))
    if workers <= 1:  # joblib says 1 where it finds no semaphores, as with a read-only /dev/shm
        yield from (function(*task) for task in tasks)
        return
    config = joblib.parallel_config(backend="loky", n_jobs=workers, inner_max_num_threads=1)
    with config, warnings.catch_warnings(), ExitStack() as stack:
        warnings.filterwarnings("ignore", "[0-9]+ tasks ")  # joblib's, about results that Ctrl-C gave up
        parallel = joblib.Parallel(return_as="generator")
        with _ctrl_c_blocked_for_workers():
            results = stack.enter_context(closing(parallel(joblib.delayed(function)(*task) for task in tasks)))
        yield from results


def _on_cluster(function, tasks, address):
    """Yield the results of the Dask cluster whose scheduler has this address."""
    client = _connected(address)
    from distributed import CancelledError, KilledWorker

    try:
        _check_installation(client, address)
        futures = [client.submit(function, *task, pure=False) for task in tasks]
        yield from (future.result() for future in futures)
    except (CancelledError, KilledWorker) as error:
        raise ConnectionError(f"the Dask cluster at {address} lost a task: {_one_line(error)}") from None
    finally:
        with suppress(Exception):
            client.close()  # the scheduler then cancels the tasks of ours that are not done


def _connected(address):
    """A Client of the Dask scheduler that has this address. Raises BadInput if there is none."""
    try:
        from distributed import Client
        from distributed.comm import get_address_host
    except ImportError:
        message = 'scheduler must go with the extra "cluster", which is not installed: pip install -e ".[cluster]"'
        raise checks.BadInput(message) from None
    try:
        logging.getLogger("distributed.client").setLevel("CRITICAL")  # the loss of a cluster is one line, ours
        get_address_host(address)  # before there is a Client, which could not be closed after this error
        return Client(address, timeout=SECONDS_TO_CONNECT)
    except (ValueError, OSError) as error:
        raise checks.BadInput(
            f"scheduler must be the address of a Dask scheduler, got {address!r} ({_one_line(error)}): "
            "start one with `dask scheduler` and give the address that it prints"
        ) from None


def _check_installation(client, address):
    """Raise ConnectionError if the cluster lacks this package: its workers would restart for ever, without a result."""
    try:
        client.run_on_scheduler(import_module, "massshuffle")
        client.run(import_module, "massshuffle")
    except ImportError as error:
        raise ConnectionError(f"the Dask cluster at {address} must have massshuffle installed: {error}") from None


def _one_line(error):
    """The message of an error without line breaks."""
    return " ".join(str(error).split())


@contextmanager
def _ctrl_c_blocked_for_workers():
    """Processes started in the block never hear Ctrl-C (except on Windows); this one hears it at the block's end."""
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield  # Ctrl-C means nothing here
        return
    # Both trackers are started before the block: starting one unblocks Ctrl-C for all that are started after it.
    resource_tracker.ensure_running()
    multiprocessing.resource_tracker.ensure_running()
    pressed = []
    signal.signal(signal.SIGINT, lambda *press: pressed.append(press))
    try:
        if hasattr(signal, "pthread_sigmask"):
            blocked_before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked_before)
        signal.signal(signal.SIGINT, handler)
        if pressed:
            handler(*pressed[0])
