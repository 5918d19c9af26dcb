"""The learner's run: the notebook's linear run with the ten functions of the learner's file.

Nothing of the book takes part but its data and the order of the parameters in theta.

Tested by tests/scripts/test_practice.py.
"""

import time
from pathlib import Path

import numpy as np

from massshuffle import checks
from massshuffle.experiments.runs import LINEAR, run
from massshuffle.network import Network, flatten
from massshuffle.practice.learner_code import describe_exception, load_file


def train_with_file(path, seed=0, experiment=LINEAR, announce=float):
    """Train with the functions of a file, and once more with the book, from the same data and the same start.

    announce(seconds) : called after 100 steps with the time that the others will take
    Returns the learner's thetas (F, P), a row for each frame of the book's, and the book's History.
    """
    path = str(Path(path).resolve())
    learner, error = load_file(path)
    if error:
        raise checks.BadInput(error)
    rng = checks.generator(seed)
    dataset = experiment.draw_data(seed=rng)
    X, Y = dataset.X_train, dataset.Y_train
    network = Network((len(X), 1))
    frames = [flatten(as_arrays(learner.xavier_uniform(network.nodes_per_layer, rng)))]
    last, step = frames[0].copy(), 0

    def gradient_of(theta):
        """Return the learner's gradient; keep theta in frames, every record_every steps."""
        nonlocal last, step
        theta = np.asarray(theta, float)
        if (theta != last).any():
            last, step = theta.copy(), step + 1
            if step == 100:
                announce((time.perf_counter() - began) / 100 * (experiment.epochs - 100))
            if step % experiment.record_every == 0:
                frames.append(last)
        layers = network.unpack(theta)
        Z, A = learner.forward(layers, [], X)
        return flatten(as_arrays(learner.backward(layers, [], Z, A, Y)))

    start, began = frames[0].copy(), time.perf_counter()
    try:
        end = learner.train(start, gradient_of, experiment.method.learning_rate, experiment.epochs)
    except Exception as error:  # a function too deep in itself, say: right for 25 steps, not for 30,000
        raise checks.BadInput(f"your train ended after {step} steps: {describe_exception(error, path)}") from None
    frames = [*frames[: (experiment.epochs - 1) // experiment.record_every + 1], np.asarray(end, float)]
    history = run(experiment, seed, start=frames[0][: len(X)]).history
    return np.stack(frames), history


def as_arrays(pairs):
    """Return pairs (W, b) or (dW, db) with arrays where there were lists."""
    return [[np.asarray(part, float) for part in pair] for pair in pairs]
