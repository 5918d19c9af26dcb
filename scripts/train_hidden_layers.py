"""What do hidden layers add where the boundary is a sine? Two networks, the same samples, two boundaries.

The shallow network can only draw a straight line. With two layers of relu the line can bend. It learns in small
batches: a thousand full-batch steps on half as many samples took longer and ended at an accuracy of 0.93.
"""

from massshuffle.running.command_line import Parser, run, wrote  # isort: split

import numpy as np
from tqdm import tqdm

from massshuffle import data
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train
from massshuffle.view import figures
from massshuffle.view.movies import write_movie

LEARNING_RATE = 3e-3
BATCH_SIZE = 100


def sine(x2):
    """The true boundary: x1 as a function of x2."""
    return 5 * np.sin(x2)


def network_of(*nodes_per_layer):
    """A network of relu layers."""
    return Network(nodes_per_layer, ("relu",) * (len(nodes_per_layer) - 2))


def name_of(network):
    """The sizes of its layers: 15-32-32-1."""
    return "-".join(map(str, network.nodes_per_layer))


def trained(network, dataset, epochs, rng):
    """Train by Adam in small batches. Returns the History, a frame an epoch."""
    with tqdm(desc=name_of(network), total=epochs, unit="epoch", leave=False, disable=None) as progress:
        return train(
            network,
            xavier_uniform(network, rng),
            dataset.X_train,
            dataset.Y_train,
            Adam(LEARNING_RATE),
            epochs,
            record_every=1,
            on_record=lambda iteration, cost: progress.update(),
            batch_size=BATCH_SIZE,
            seed=rng,
        )


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_argument("--epochs", type=int, default=150, metavar="N", help="passes over the samples (default: 150)")
    parser.add_argument(
        "--samples", type=int, default=20_000, metavar="N", help="samples, a fifth of them for testing (default: 20000)"
    )
    parser.add_argument(
        "--hidden",
        type=int,
        nargs="+",
        default=[32, 32],
        metavar="NODES",
        help="sizes of the hidden layers (default: 32 32)",
    )

    def job(arguments):
        rng = np.random.default_rng(arguments.seed)
        dataset = data.sine_boundary(arguments.samples, seed=rng)
        k = len(dataset.X_train)
        networks = network_of(k, 1), network_of(k, *arguments.hidden, 1)
        models = {}
        for network in networks:
            history = trained(network, dataset, arguments.epochs, rng)
            of_train = network.accuracy(history.theta, dataset.X_train, dataset.Y_train)
            of_test = network.accuracy(history.theta, dataset.X_test, dataset.Y_test)
            name = name_of(network)
            print(f"{name:<14} Accuracy of train: {of_train:.4f}   test: {of_test:.4f}", flush=True)
            models[f"{name}: test accuracy {of_test:.3f}"] = network, history.theta
        figure = figures.learned_boundaries(models, sine)
        wrote([figures.save(figure, arguments.output / "hidden-boundaries.png")])
        movie = arguments.output / "hidden-weights.mp4"
        wrote([write_movie(movie, history.weights(), history.iterations, fps=20)])

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
