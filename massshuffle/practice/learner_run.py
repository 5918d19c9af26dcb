"""The notebook's linear run with the learner's nine functions alone: nothing of the book but its data and its layout.

Tested by tests/scripts/test_practice.py.
"""

import numpy as np

from massshuffle import checks, layout
from massshuffle.network import Network
from massshuffle.notebook.experiments import LINEAR, run
from massshuffle.practice.learner_code import load, told


def run_with(path, seed=0, experiment=LINEAR):
    """Train with the functions of a file, and once more with the book, from the same data and the same start.

    Returns the learner's thetas (F, P), a row for each frame of the book's, and the book's History.
    """
    learner, trouble = load(path)
    if trouble:
        raise checks.BadInput(trouble)
    rng = checks.generator(seed)
    dataset = experiment.draw_data(seed=rng)
    X, Y = dataset.X_train, dataset.Y_train
    network = Network((len(X), 1))
    frames = [layout.flatten(arrays(learner.xavier_uniform(network.nodes_per_layer, rng)))]
    last, steps = frames[0].copy(), 0

    def gradient_of(theta):
        """The learner's gradient; on the way it writes down every so many steps where theta is."""
        nonlocal last, steps
        theta = np.asarray(theta, float)
        if (theta != last).any():
            last, steps = theta.copy(), steps + 1
            if steps % experiment.record_every == 0:
                frames.append(last)
        blocks = network.unpack(theta)
        Z, A = learner.forward(blocks, [], X)
        return layout.flatten(arrays(learner.backward(blocks, [], Z, A, Y)))

    start = frames[0].copy()
    try:
        end = learner.train(start, gradient_of, experiment.method.learning_rate, experiment.epochs)
    except Exception as error:  # a function too deep in itself, say: right for 25 steps, not for 30,000
        raise checks.BadInput(f"your train ended after {steps} steps: {told(error, path)}") from None
    frames = [*frames[: (experiment.epochs - 1) // experiment.record_every + 1], np.asarray(end, float)]
    history = run(experiment, seed, start=frames[0][: len(X)]).history
    return np.stack(frames), history


def arrays(blocks):
    """Blocks with arrays where there were lists."""
    return [[np.asarray(part, float) for part in block] for block in blocks]
