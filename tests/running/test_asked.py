"""The experiment and the optimizer that the command line asks for are those that are run.

Tests massshuffle/running/asked.py; read massshuffle/running/command_line.py first.
"""

import pytest

from massshuffle.optimizers import OPTIMIZERS
from massshuffle.running.asked import chosen, optimizer
from massshuffle.running.command_line import Parser


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
