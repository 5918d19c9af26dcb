"""The notebook's two runs as data: which samples, which settings, which numbers to compare with.

Both train the shallowest network there is, 15 inputs and one logit, by full-batch Adam with learning rate 1e-4, and
record every 40th iteration.

Source: the notebook's sections 2 and 3. Proved by tests/test_experiments.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from massshuffle import checks, data, published
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.published import Published
from massshuffle.training import History, train


@dataclass(frozen=True)
class Experiment:
    """The settings of a run, and what the notebook published about it."""

    name: str
    boundary: str  # which samples get label 1
    draw_data: Callable[..., data.Dataset]
    epochs: int
    published: Published
    hidden_layers: tuple[int, ...] = ()
    activation: str = "sigmoid"
    learning_rate: float = 1e-4
    record_every: int = 40


LINEAR = Experiment(
    name="linear",
    boundary="x1 >= 0",
    draw_data=data.linear_boundary,
    epochs=30_000,
    published=published.LINEAR,
)
SINE = Experiment(
    name="sine",
    boundary="x1 >= 5 sin(x2)",
    draw_data=data.sine_boundary,
    epochs=10_000,
    published=published.SINE,
)
EXPERIMENTS = {experiment.name: experiment for experiment in (LINEAR, SINE)}


@dataclass(frozen=True)
class Run:
    """What came of an experiment. Accuracies are those of history.theta, after the last step."""

    experiment: Experiment
    dataset: data.Dataset
    network: Network
    history: History
    accuracy_train: float
    accuracy_test: float


def run(
    experiment,
    seed=0,
    start=None,
    make_optimizer=Adam,
    l1=0.0,
    dtype="float64",
    on_record=None,
):
    """Draw data and starting weights from one seed, train, measure the accuracies.

    seed           : int or numpy Generator
    start          : values for W[0], W[1], ... in place of the drawn; None keeps the draw
    make_optimizer : called with the experiment's learning rate
    dtype          : float32 or float64, the precision of the whole run
    l1, on_record  : handed on to training.train
    Returns a Run.
    """
    rng = checks.generator(seed)
    dataset = experiment.draw_data(seed=rng)
    sizes = (len(dataset.X_train), *experiment.hidden_layers, 1)
    network = Network(sizes, (experiment.activation,) * (len(sizes) - 1))
    theta = xavier_uniform(network, rng, dtype)
    if start is not None:
        start = checks.finite("start", start)
        if start.ndim != 1 or len(start) > sizes[0]:
            raise ValueError(
                f"start must hold at most {sizes[0]} weights, got shape {start.shape}"
            )
        theta[: len(start)] = start
    training_set = (dataset.X_train, dataset.Y_train)
    history = train(
        network,
        theta,
        *training_set,
        make_optimizer(experiment.learning_rate),
        experiment.epochs,
        experiment.record_every,
        l1,
        on_record,
    )
    accuracies = (
        network.accuracy(history.theta, *samples)
        for samples in (training_set, (dataset.X_test, dataset.Y_test))
    )
    return Run(experiment, dataset, network, history, *accuracies)
