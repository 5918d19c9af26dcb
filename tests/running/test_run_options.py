"""Run options: the optimizer of the command line is the one that trains, and a run that did not learn gets advice.

Tests massshuffle/running/run_options.py; read massshuffle/running/command_line.py first.
"""

import re

import numpy as np
import pytest
from sklearn.datasets import load_digits

from massshuffle.experiments.runs import Method
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.running.command_line import Parser
from massshuffle.running.run_options import (
    add_data,
    add_methods,
    experiment_from,
    learning_advice,
    method_from,
    optimizer,
    run_options,
)


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


def options_of(*typed):
    parser = Parser("Why?")
    add_data(parser)
    return run_options(parser.parse_args(typed))


def test_options_that_are_0_or_typed_count():
    assert options_of("--epochs", "0").experiment.epochs == 0
    for typed, activation in (((), "tanh"), (("--activation", "relu"), "relu")):
        experiment = options_of("--hidden", "3", "2", *typed).experiment
        assert (experiment.hidden_layers, experiment.activation) == ((3, 2), activation)


def test_the_column_of_the_label_is_the_one_that_is_named_or_the_last(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("kind,age,sex\n" + "".join(f"{5 if i % 3 else 2},{20 + i % 9},{i % 2}\n" for i in range(60)))
    for typed, column, labels, features in (
        ((), "sex", ("0", "1"), ("kind", "age")),
        (("--label", "kind", "--seed", "3"), "kind", ("2", "5"), ("age", "sex")),
    ):
        options = options_of("--data", str(own), *typed)
        assert f"The label is the column {column}." in options.about[0]
        assert (options.features, options.labels) == (features, labels)
        dataset = options.experiment.draw_data(seed=3 if "--seed" in typed else 0)
        for name, numbers in dataset.scaling.by_name.items():
            assert options.scales[name].tolist() == numbers.tolist(), "those of the samples that are trained with"


def test_the_digits_have_pixels_by_row_and_column_and_labels_by_their_digit():
    options = options_of("--experiment", "digits")
    pictures = load_digits()
    assert f"pictures of the digits {' and '.join(options.labels)}, 8 x 8 pixels" in options.about[0]
    assert options.picture == pictures.images.shape[1:]
    dataset = options.experiment.draw_data(seed=0)
    for row, column in ((0, 3), (5, 2)):
        name = options.features.index(f"pixel {row}.{column}")
        both = np.isin(pictures.target, (3, 8))
        assert sorted(dataset.X[name]) == sorted(pictures.images[both, row, column] / 16)
    assert dataset.Y.sum() == (pictures.target == int(options.labels[1])).sum()
    three, eight = (pictures.images[pictures.target == digit].mean(axis=0) for digit in (3, 8))
    for name in options.plane:  # where they differ most on each half
        row, column = map(int, name.split()[1].split("."))
        assert eight[row, column] - three[row, column] > 6


def test_runs_without_a_boundary_record_about_five_hundred_frames_others_every_fortieth():
    for typed, every in ((("--epochs", "10000"), 20), (("--epochs", "300"), 1)):
        assert options_of("--experiment", "digits", *typed).experiment.record_every == every
        assert options_of(*typed).experiment.record_every == 40


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
        ({"adam": history(0.7, 0.7)}, ["By adam the cost did not fall: lower --learning-rate, now 0.0001."]),
        ({"adam": GROWN}, ["By adam the cost did not fall: lower --learning-rate, now 0.0001."]),
        (
            {"adam": SETTLED, "b": FALLING, "c": FALLING},
            [f"By b, c {RAISE_EPOCHS}, or --learning-rate, now 0.0001, 0.0001."],
        ),
        (
            {"adam": FALLING, "b": GROWN},
            [
                f"By adam {RAISE_EPOCHS}, or --learning-rate, now 0.0001.",
                "By b the cost did not fall: lower --learning-rate, now 0.0001.",
            ],
        ),
    ],
)
def test_advice(histories, sentences):
    methods = {name: Method(name) for name in histories}
    assert learning_advice(methods, histories) == sentences


def test_each_method_is_measured_by_its_own_rate():
    slow, fast = Method("slow", learning_rate=1e-5), Method("fast", learning_rate=1.0)
    histories = {"slow": history(0.7, 0.6999), "fast": history(0.7, 0.6999)}
    assert learning_advice({"slow": slow, "fast": fast}, histories, "the RATE of --method") == [
        f"By slow {RAISE_EPOCHS}, or the RATE of --method, now 1e-05."
    ]


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("adam", ("adam", 1e-4, 0, 0)),
        ("momentum:0.5", ("momentum", 0.5, 0, 0)),
        ("adam:1e-3:l1=0.01", ("adam + L1", 1e-3, 0.01, 0)),
        ("gradient-descent:l2=1e-2:l1=2", ("gradient-descent + L1 + L2", 1e-2, 2, 0.01)),
    ],
)
def test_a_method_is_what_its_text_says(text, settings):
    method = method_from(text)
    assert (method.name, method.learning_rate, method.l1, method.l2) == settings
    ours = method.new_optimizer()
    assert (type(ours), ours.learning_rate) == (type(OPTIMIZERS[text.partition(":")[0]]()), settings[1])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sgd", "NAME must be one of adam, .*, got 'sgd' in 'sgd'"),
        ("", "NAME must be one of adam"),
        ("adam:fast", "RATE must be a number, got fast in 'adam:fast'"),
        ("adam:", "RATE must be a number, got nothing"),
        ("adam:-1", "learning_rate must be .* 0, got -1"),
        ("adam:nan", "learning_rate must be .* 0, got nan"),
        ("adam:1e-3:l1=-1", "l1 must be a finite number of at least 0, got -1"),
        ("adam:l1=inf", "l1 must be "),
        ("adam:l1=1:0.5", "settings after the RATE must be l1=X or l2=X, got 0.5"),
        ("adam:rate=1", "settings after the RATE must be l1=X or l2=X, got rate=1"),
        ("adam:RATE=1", "settings after the RATE must be l1=X or l2=X, got RATE=1"),
        ("adam:=1", "settings after the RATE must be l1=X or l2=X, got =1"),
        ("adam:l1=1:l1=2", "each setting must come once"),
    ],
)
def test_a_method_that_is_none_is_one_line(text, message, tmp_path, capsys):
    parser = Parser("Why?")
    add_methods(parser, "none")
    assert parser.run(None, ["--output", str(tmp_path / "new"), "--method", text]) == 2
    error = capsys.readouterr().err
    assert re.search(message, error), error
    assert "argument --method: " in error
    assert error.count("\n") == 1
    assert not (tmp_path / "new").exists()
