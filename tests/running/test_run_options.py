"""Run options: the optimizer of the command line is the one that trains, and a run that did not learn gets advice.

Tests massshuffle/running/run_options.py; read massshuffle/running/command_line.py first.
"""

import numpy as np
import pytest

from massshuffle.experiments.runs import Method
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.running.command_line import Parser
from massshuffle.running.run_options import experiment_from, learning_advice, optimizer


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_experiment_is_trained_by_the_optimizer_of_the_options(name):
    parser = Parser("Why?")
    parser.add_experiment()
    for options, rate in (([], OPTIMIZERS[name]().learning_rate), (["--learning-rate", "0.25"], 0.25)):
        arguments = parser.parse_args(["--optimizer", name, *options, "--epochs", "7"])
        experiment = experiment_from(arguments)
        ours = experiment.method.new_optimizer()
        assert (type(ours), ours.learning_rate) == (type(optimizer(arguments)), rate)
        assert type(ours) is type(OPTIMIZERS[name]())
        assert experiment.epochs == 7


def history(*costs):
    """Frames 20 steps apart."""
    n = len(costs)
    return History(Network((1, 1)), 20 * np.arange(n), np.array(costs), np.zeros((n, 2)))


FALLING, SETTLED, GROWN, NO_STEPS = (history(*costs) for costs in ((0.7, 0.6), (0.7, 0.6, 0.6), (0.7, 70), (0.7,)))
RAISE_EPOCHS = "the cost was still falling at the end: raise --epochs, now 20"


@pytest.mark.parametrize(
    ("histories", "sentences"),
    [
        ({"adam": FALLING}, [f"By adam {RAISE_EPOCHS}, or --learning-rate, now 0.0001."]),
        ({"adam": SETTLED}, []),
        ({"adam": NO_STEPS}, []),
        ({"adam": GROWN}, ["By adam the cost did not fall: lower --learning-rate, now 0.0001."]),
        ({"adam": SETTLED, "b": FALLING, "c": FALLING}, [f"By b, c {RAISE_EPOCHS}."]),
        (
            {"adam": FALLING, "b": GROWN},
            [f"By adam {RAISE_EPOCHS}, or for adam --learning-rate, now 0.0001.", "By b the cost did not fall."],
        ),
    ],
)
def test_advice(histories, sentences):
    methods = {name: Method(name) for name in histories}
    assert learning_advice(methods, histories) == sentences


def test_each_method_is_measured_by_its_own_rate():
    slow, fast = Method("slow", learning_rate=1e-5), Method("fast", learning_rate=1.0)
    histories = {"slow": history(0.7, 0.6999), "fast": history(0.7, 0.6999)}
    assert learning_advice({"slow": slow, "fast": fast}, histories) == [
        f"By slow {RAISE_EPOCHS}, or for slow --learning-rate, now 1e-05."
    ]
