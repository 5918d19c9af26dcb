"""The notebook's two runs as data: which samples, which settings, which numbers to compare with.

Both train the shallowest network there is, 15 inputs and one logit, by full-batch Adam with learning rate 1e-4, and
record every 40th iteration. Nothing in the notebook was seeded, so the numbers that it published are one draw out of
many: another run agrees with them in shape, not in digits.

Source: the notebook's sections 1, 2 and 3. Tested by tests/experiments/test_runs.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from massshuffle import checks, data
from massshuffle.experiments.side_by_side import train_side_by_side
from massshuffle.history import History
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.training import train


@dataclass(frozen=True)
class Published:
    """What the notebook printed or drew about one run.

    costs         : in nats, at iterations 0, every, 2 every, ...
    start, end    : W[0] and W[1], read off the published curves to +-0.005
    mean_noise    : the mean of the 13 noise weights at the end, to +-0.01. It is read off the curve "average of rest",
                    which divides their sum by 15, and multiplied by 15 / 13
    label_shares  : share of label 1 in the whole sample, train set and test set
    """

    costs: tuple[float, ...]
    accuracy_train: float
    accuracy_test: float
    start: tuple[float, float]
    end: tuple[float, float]
    mean_noise: float
    label_shares: tuple[float, ...] = ()
    every: int = 1000


# fmt: off
LINEAR_COSTS = (
    4.3329387, 3.4253223, 2.5442781, 1.718967, 1.024744, 0.5893747, 0.40491867, 0.31554875, 0.25768864, 0.21581575,
    0.18390281, 0.15878399, 0.13858381, 0.12209348, 0.108478755, 0.09713336, 0.0876004, 0.0795272, 0.0726378,
    0.06671402, 0.061582662, 0.057105456, 0.05317184, 0.049692594, 0.046595518, 0.043822154, 0.041324873, 0.039064627,
    0.037009157, 0.035131622,
)
SINE_COSTS = (
    1.3417832, 0.79833853, 0.47583246, 0.32199946, 0.2611546, 0.23907354, 0.23003292, 0.22525847, 0.22249818,
    0.2209907,
)
# fmt: on

PUBLISHED_LINEAR = Published(
    costs=LINEAR_COSTS,
    accuracy_train=1.0,
    accuracy_test=0.995,
    start=(-0.418, 0.528),
    end=(1.906, 0.019),
    mean_noise=0.31,
    label_shares=(0.467, 0.4675, 0.465),
)
PUBLISHED_SINE = Published(
    costs=SINE_COSTS,
    accuracy_train=0.890625,
    accuracy_test=0.85,
    start=(0.063, 0.347),
    end=(0.516, -0.007),
    mean_noise=-0.06,
)


@dataclass(frozen=True)
class Method:
    """A way to train: what makes the optimizer, its learning rate, the factors of the penalties, and the batch size."""

    name: str
    optimizer: Callable = OPTIMIZERS["adam"]  # learning rate -> optimizer
    learning_rate: float = 1e-4
    l1: float = 0.0
    batch_size: int | None = None  # None for all of them
    l2: float = 0.0

    def new_optimizer(self):
        """An optimizer that remembers nothing yet."""
        return self.optimizer(self.learning_rate)


ADAM = Method("Adam")


@dataclass(frozen=True)
class Experiment:
    """The settings of a run, and what the notebook published about it."""

    name: str
    boundary: data.Boundary | None  # None where no curve is known
    draw_data: Callable[..., data.Dataset]
    epochs: int
    published: Published | None
    hidden_layers: tuple[int, ...] = ()
    activation: str = "sigmoid"
    method: Method = ADAM
    record_every: int = 40


LINEAR = Experiment("linear", data.LINE, data.linear_boundary, epochs=30_000, published=PUBLISHED_LINEAR)
SINE = Experiment("sine", data.SINE, data.sine_boundary, epochs=10_000, published=PUBLISHED_SINE)
EXPERIMENTS = {experiment.name: experiment for experiment in (LINEAR, SINE)}
DIGITS = Experiment("digits", None, data.digits, epochs=20_000, published=None)  # not the notebook's, but real


@dataclass(frozen=True)
class Run:
    """What came of an experiment."""

    experiment: Experiment
    dataset: data.Dataset
    network: Network
    history: History

    @property
    def accuracy_train(self):
        """Share of the training samples that are predicted right at the end."""
        return self.network.accuracy(self.history.theta, self.dataset.X_train, self.dataset.Y_train)

    @property
    def accuracy_test(self):
        """Share of the test samples that are predicted right at the end."""
        return self.network.accuracy(self.history.theta, self.dataset.X_test, self.dataset.Y_test)


def run(experiment, seed=0, start=None, method=None, dtype="float64", on_record=None):
    """Draw data and starting weights from one seed, and train.

    seed   : int or numpy Generator    start : values for W[0], W[1], ... in place of the drawn; None keeps the draw
    method : in place of the experiment's own    dtype : float32 or float64, the precision of the whole run
    on_record : handed on to training.train    Returns a Run.
    """
    method = method or experiment.method
    dataset, network, theta = _drawn(experiment, seed, start, dtype)
    settings = method.new_optimizer(), experiment.epochs, experiment.record_every, method.l1, on_record
    history = train(network, theta, dataset.X_train, dataset.Y_train, *settings, method.batch_size, l2=method.l2)
    return Run(replace(experiment, method=method), dataset, network, history)


def run_each_way(experiment, seeds, methods, start=None, dtype="float64", on_record=None):
    """The same by each of methods with each of seeds, side by side: for each method a list with a Run for each seed.

    Raises ValueError for no seeds, hidden layers, and methods that do not all take as many samples a step.
    """
    drawn = [_drawn(experiment, seed, start, dtype) for seed in seeds]
    if not drawn:
        raise checks.BadInput("seeds must hold at least one, got none")
    batch_size, *others = {method.batch_size for method in methods}
    if others:
        raise checks.BadInput(f"methods must have one batch_size, got {batch_size} and {others[0]}")
    datasets, networks, starts = zip(*drawn)
    X, Y = zip(*((dataset.X_train, dataset.Y_train) for dataset in datasets))
    ways = [(method.new_optimizer(), method.l1, method.l2) for method in methods]
    settings = ways, experiment.epochs, experiment.record_every, on_record, batch_size
    histories = train_side_by_side(networks[0], starts, X, Y, *settings)
    return [
        [Run(replace(experiment, method=method), *drawn) for drawn in zip(datasets, networks, of_method)]
        for method, of_method in zip(methods, histories)
    ]


def _drawn(experiment, seed, start, dtype):
    """All that a run draws from its seed: data, and a network with its starting weights."""
    rng = checks.generator(seed)
    dataset = experiment.draw_data(seed=rng)
    sizes = (len(dataset.X_train), *experiment.hidden_layers, 1)
    network = Network(sizes, (experiment.activation,) * len(experiment.hidden_layers))
    theta = xavier_uniform(network, rng, dtype)
    if start is not None:
        start = checks.finite("start", start)
        if start.ndim != 1 or len(start) > sizes[0]:
            raise checks.BadInput(f"start must hold at most {sizes[0]} weights, got shape {start.shape}")
        theta[: len(start)] = start
    return dataset, network, theta
