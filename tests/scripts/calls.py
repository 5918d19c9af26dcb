"""How the tests in this folder run a script: in this process, or in one of its own."""

import importlib
import subprocess
import sys

from conftest import ROOT

SHORT = ["--epochs", "80"]


def call(script, *arguments):
    """Run a script's main in this process; returns its exit code."""
    return importlib.import_module(script).main([str(argument) for argument in arguments])


def started(script, *arguments, **options):
    """A script in a process of its own, warnings as errors."""
    command = [sys.executable, "-W", "error", str(ROOT / "scripts" / f"{script}.py"), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def pictures_of(script, monkeypatch):
    """The figures that a script saves from now on, by the names of their files."""
    module, figures = importlib.import_module(script), {}
    save = module.save
    monkeypatch.setattr(module, "save", lambda figure, path: figures.update({path.name: figure}) or save(figure, path))
    return figures


def files(folder):
    """The names of the files in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())
