"""What a script leaves under a final name when it is killed, interrupted or out of disk in the middle: whole files only."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import imageio_ffmpeg
import pytest
from conftest import SCRIPTS
from PIL import Image

from massshuffle.history import History
from massshuffle.notebook.experiments import LINEAR, SINE

pytest.importorskip("resource", reason="needs POSIX")
import run_script

SHORT = ["--epochs", "80"]
OPTIONS = {
    "benchmark": ["--epochs", "5", "--rounds", "1", "--largest", "15000"],
    "check_gradients": [],
    "compare_optimizers": SHORT,
    "compare_with_published": ["--seeds", "1", "--jobs", "1"],
    "compare_with_sklearn": ["--epochs", "3", "--folds", "2"],
    "make_readme_pictures": SHORT,
    "make_weight_movie": ["--epochs", "2000"],
    "plot_averaged_weights": SHORT,
    "plot_data": [],
    "plot_sine_boundary": SHORT,
    "plot_weight_evolution": [*SHORT, "--save-history", "{folder}/history.npz"],
    "reproduce_notebook": SHORT,
    "study_dimension": [*SHORT, "--seeds", "1", "--features", "3", "--jobs", "1"],
    "train_hidden_layers": ["--samples", "200", "--epochs", "3", "--hidden", "4"],
    "train_without_gradients": ["--epochs", "0"],
}
LONGEST = ("make_readme_pictures", "reproduce_notebook")
# What to be killed at; otherwise it is the first file, and Ctrl-C always comes there.
KILLED_AT = {
    "compare_optimizers": ".png",
    "compare_with_published": ".png",
    "compare_with_sklearn": ".png",
    "make_readme_pictures": ".gif",
    "plot_weight_evolution": ".npz",
    "reproduce_notebook": ".mp4",
    "study_dimension": ".png",
    "train_hidden_layers": ".mp4",
}


def short(experiment):
    """The first 2,000 epochs of an experiment, with the two costs that were published of them."""
    published = replace(experiment.published, costs=experiment.published.costs[:2])
    return replace(experiment, epochs=2000, published=published)


CONSTANTS = {
    "compare_with_published": {"LINEAR": short(LINEAR), "SINE": short(SINE)},
    "train_without_gradients": {"ADAM_EPOCHS": 50},
}


def test_every_script_that_writes_is_tried():
    assert sorted([*OPTIONS, "explore_weights"]) == SCRIPTS


@pytest.fixture(scope="module")
def ordeals(tmp_path_factory):
    """A running ordeal for each script, two at a time, the longest first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENBLAS_NUM_THREADS", "1")  # no threads: a fork loses them
        with ThreadPoolExecutor(2) as pool:
            yield {
                script: pool.submit(ordeal, script, tmp_path_factory.mktemp(script))
                for script in sorted(OPTIONS, key=LONGEST.__contains__, reverse=True)
            }
            pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("script", OPTIONS)
def test_nothing_half_written_stays_and_the_next_run_succeeds(script, ordeals):
    ordeals[script].result()


def ordeal(script, folder):
    """Kill the script, interrupt it, fill its disk; then let it run, all in one folder."""
    wanted = KILLED_AT.get(script, ".*")
    killed, _ = hit_while_writing(script, folder / "files", signal.SIGKILL, wanted)
    assert killed == -signal.SIGKILL
    for path in (folder / "files").glob(".*.partial*"):
        path.unlink()  # nobody was left to do it
    assert_all_whole(folder / "files")

    stopped, said = hit_while_writing(script, folder / "files", signal.SIGINT)
    assert (stopped, said) == (130, f"{script}.py: stopped\n")
    assert_all_whole(folder / "files")

    full, said = run(script, folder / "full", largest_file=300)
    assert full == 2
    assert said.startswith(f"{script}.py: error: ")
    assert said.count("\n") == 1
    assert_all_whole(folder / "full")

    code, said = run(script, folder / "files")
    assert said == ""
    # One seed makes a band of no width, and 1 is the exit code for a cost outside.
    assert code == (1 if script == "compare_with_published" else 0)
    assert_all_whole(folder / "files")
    assert any((folder / "files").iterdir())


def run(script, folder, **limits):
    """Run to the end. Returns the exit code and what was said on stderr."""
    process, errors = started(script, folder, **limits)
    process.join()
    return process.exitcode, errors.read_text()


def hit_while_writing(script, folder, number, suffix=".*"):
    """Run, but send a signal as soon as a file with the suffix is being written. Returns what `run` does."""
    for _ in range(5):  # a small file may be too quick to be seen
        process, errors = started(script, folder)
        while process.exitcode is None:
            if any(folder.glob(f".*.partial{suffix}")):
                os.kill(process.pid, number)
                break
            time.sleep(0.001)
        process.join()
        if process.exitcode not in (0, 1):
            break
    return process.exitcode, errors.read_text()


def started(script, folder, **limits):
    """Start a script. Returns its process and the file of its errors."""
    folder.mkdir(exist_ok=True)
    errors = folder.parent / "errors.txt"
    errors.write_text("")
    options = [option.format(folder=folder) for option in OPTIONS[script]]
    options += ["--output", folder]
    shorter = CONSTANTS.get(script, {})
    return run_script.start(script, options, errors, **limits, **shorter), errors


def assert_all_whole(folder):
    """Each file can be read to its end, none has a temporary name."""
    for path in folder.iterdir():
        assert not path.name.startswith("."), path
        if path.suffix == ".npz":
            History.load(path)
        elif path.suffix == ".mp4":
            assert imageio_ffmpeg.count_frames_and_secs(str(path))[0] > 0
        elif path.suffix in (".png", ".gif"):
            with Image.open(path) as image:
                image.load()
                image.seek(getattr(image, "n_frames", 1) - 1)
        elif path.suffix == ".html":
            assert path.read_text(encoding="utf-8").endswith("</html>\n")
        else:
            assert path.suffix == ".txt"
            assert path.read_text().endswith("\n")
