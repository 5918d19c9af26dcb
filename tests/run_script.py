"""Run a script in a process of its own that starts in milliseconds: the libraries are imported once, then forked."""

import importlib
import multiprocessing
import os
import resource
import sys
import threading
import time
import warnings
from functools import partial

from conftest import ROOT
from tqdm import tqdm

SLOW_IMPORTS = [
    "matplotlib.pyplot",
    "sklearn.datasets",
    "sklearn.linear_model",
    "sklearn.model_selection",
    "sklearn.neural_network",
    "massshuffle.notebook.band",
    "massshuffle.running.command_line",
    "massshuffle.estimator",
    "massshuffle.notebook.studies",
    "massshuffle.view.explorer",
    "massshuffle.view.report",
    "massshuffle.view.story",
]


def start(script, options, errors, largest_file=resource.RLIM_INFINITY, **constants):
    """Start a script's main with warnings as errors, and give each file 20 ms under its temporary name.

    Returns the process.
    errors : file that stderr goes to    largest_file : bytes; the nearest thing to a full disk that needs no root
    constants : values for names of the script
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(SLOW_IMPORTS)
    options = [str(option) for option in options]
    arguments = (script, options, errors, largest_file, constants)
    process = context.Process(target=_run, args=arguments)
    process.start()
    return process


def _run(script, options, errors, largest_file, constants):
    """In the new process: be the script."""
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    warnings.simplefilter("error")
    tqdm.set_lock(threading.RLock())  # the usual one is shared, a kill would leave it behind
    os.replace = partial(_slowly, os.replace)
    sys.argv = [f"{script}.py", *options]
    sys.path.insert(0, str(ROOT / "scripts"))
    module = importlib.import_module(script)
    for name, value in constants.items():
        assert hasattr(module, name)
        setattr(module, name, value)
    sys.exit(module.main())


def _slowly(function, *arguments):
    """Leave somebody the time to pull the plug."""
    time.sleep(0.02)
    function(*arguments)
