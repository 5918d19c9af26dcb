import _thread
import threading
import warnings

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from massshuffle.checks import BadInput
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.running.command_line import Parser, chosen, optimizer, stoppable


def ended(tmp_path, capsys, error, *arguments):
    """The exit code of a job that raises an error (or returns what it is given), and what it said."""

    def job(arguments):
        if isinstance(error, BaseException):
            raise error
        return error

    code = Parser("Why?").run(job, ["--output", str(tmp_path / "new"), *arguments])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (None, 0, ""),
        (1, 1, ""),
        (BadInput("epochs must be 1"), 2, "error: epochs must be 1\n"),
        (OSError("no space"), 2, "error: no space\n"),
        (KeyboardInterrupt(), 130, "stopped\n"),
    ],
)
def test_how_a_script_ends(tmp_path, capsys, error, code, said):
    ended_with, err = ended(tmp_path, capsys, error)
    assert ended_with == code
    assert err.endswith(said)
    assert err.count("\n") == (said != "")
    assert (tmp_path / "new").exists() == (code < 2), "an empty folder is not left behind"


@pytest.mark.parametrize(
    "error", [ValueError("operands could not be broadcast"), TypeError("ours"), IndexError("ours")]
)
def test_a_fault_of_ours_keeps_its_traceback(tmp_path, capsys, error):
    with pytest.raises(type(error), match=str(error)):
        ended(tmp_path, capsys, error)


@pytest.mark.parametrize("arguments", [("--seed", "-1"), ("--seed", "one"), ("--colour", "red")])
def test_bad_arguments_make_no_folder(tmp_path, capsys, arguments):
    code, err = ended(tmp_path, capsys, None, *arguments)
    assert (code, err.count("\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_experiment_is_trained_by_the_optimizer_that_was_asked_for(name):
    parser = Parser("Why?")
    parser.add_experiment()
    for options, rate in (([], OPTIMIZERS[name]().learning_rate), (["--learning-rate", "0.25"], 0.25)):
        arguments = parser.parse_args(["--optimizer", name, *options, "--epochs", "7"])
        experiment = chosen(arguments)
        ours = experiment.method.new_optimizer()
        assert (type(ours), ours.learning_rate) == (type(optimizer(arguments)), rate)
        assert type(ours) is type(OPTIMIZERS[name]())
        assert experiment.epochs == 7


def test_ctrl_c_ends_the_classifier_that_would_swallow_it(rng):
    X, y = rng.normal(size=(50, 3)), np.arange(50) % 2
    endless = {"max_iter": 10**5, "tol": 0, "n_iter_no_change": 10**5}
    threading.Timer(0.2, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt), stoppable():
        MLPClassifier((), **endless).fit(X, y)


def test_other_warnings_pass():
    with pytest.raises(UserWarning, match="something else"), stoppable():
        warnings.warn("something else", stacklevel=1)
