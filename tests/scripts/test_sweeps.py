"""The scripts that go over many runs: what they print, which files they leave, and how Ctrl-C ends them.

Tests scripts/compare_with_published.py, study_dimension.py and where_does_it_go.py; read massshuffle/running/sweep.py
first.
"""

import os
import re
import signal
import subprocess
import time
from dataclasses import replace

import compare_with_published
import pytest
from calls import SHORT, call, files, started

from massshuffle.notebook.experiments import LINEAR, SINE


def test_compare_with_published(tmp_path, capsys, monkeypatch):
    for experiment in (LINEAR, SINE):  # a hundredth of the epochs, and as many costs
        often = replace(experiment.published, every=experiment.published.every // 100)
        short = replace(experiment, epochs=experiment.epochs // 100, published=often)
        monkeypatch.setattr(compare_with_published, experiment.name.upper(), short)
    arguments = ("--seeds", "2", "--jobs", "2", "--output", tmp_path)
    assert call("compare_with_published", *arguments) == 1, "two short runs make a narrow band"
    printed = capsys.readouterr().out
    assert len(re.findall(r"\d  (?:inside|OUTSIDE)$", printed, re.MULTILINE)) == 30 + 10 + 8
    assert re.search(r"^\d+ of 40 published costs are inside$", printed, re.MULTILINE)
    assert files(tmp_path) == ["compare-with-published.txt", "linear-published-band.png", "sine-published-band.png"]


def test_study_dimension(tmp_path, capsys):
    arguments = ("--seeds", "2", "--features", "0", "3", "--jobs", "1", *SHORT)
    assert call("study_dimension", *arguments, "--output", tmp_path) == 0
    assert files(tmp_path) == ["study-dimension.png", "study-dimension.txt"]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:4]] == ["0", "3"]
    assert len(lines[2].split()) == 4


def test_where_does_it_go(tmp_path, capsys):
    arguments = ("--seed", "3", "--seeds", "2", "--jobs", "1", "--backend", "threading", *SHORT)
    assert call("where_does_it_go", *arguments, "--output", tmp_path) == 0
    names = ["where-does-it-go.txt", "where-it-goes.png", "where-it-heads.png"]
    assert files(tmp_path) == names
    table = (tmp_path / names[0]).read_text()
    assert table in capsys.readouterr().out
    assert re.findall(r"^seed (\d)$", table, re.MULTILINE) == ["3", "4"]
    assert re.findall(r"^L1 separator +1.00000 +0.999 .* 1.00$", table, re.MULTILINE)
    assert len(table.splitlines()) == 2 * (3 + 3 + 10) + 1


@pytest.mark.parametrize("backend", ["loky", pytest.param("dask", marks=pytest.mark.needs_extra)])
def test_ctrl_c_ends_a_sweep_and_its_workers(tmp_path, backend):
    if backend == "dask":
        pytest.importorskip("distributed")
    options = ("--seeds", "1000", "--jobs", "2", "--backend", backend, "--output", tmp_path)
    with started("compare_with_published", *options, start_new_session=True) as process:
        while len(living(process.pid)) < 4:  # itself, two workers, a tracker
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(0.1 if backend == "loky" else 2)  # until they are at work
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)  # far less than what the sweep would take
    assert (process.returncode, out) == (130, "")
    assert err == "compare_with_published.py: stopped\n"
    end = time.monotonic() + 20  # on a busy machine the system takes a moment to take a dead worker down
    while living(process.pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert living(process.pid) == []


def living(group):
    """The processes of a group that are not dead yet, as ps shows them."""
    listed = subprocess.check_output(["ps", "-eo", "pgid,stat,args"], text=True)
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return [row for row in rows if row[0] == str(group) and row[1][0] != "Z"]
