"""What do hidden layers add where the boundary is a sine? Two networks, the same samples, two boundaries.

The shallow network can only draw a straight line. With two layers between the line can bend. It learns in small
batches: a thousand full-batch steps on half as many samples took longer and ended at an accuracy of 0.93.
"""

import numpy as np
from tqdm import tqdm

from massshuffle import checks, data
from massshuffle.files import save_text
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.running.command_line import Parser, print_paths
from massshuffle.running.run_options import optimizer
from massshuffle.running.terminal import moving
from massshuffle.training import train
from massshuffle.view.figures.samples import learned_boundaries
from massshuffle.view.figures.style import save
from massshuffle.view.movies import write_movie

BATCH_SIZE, ACTIVATION = 100, "relu"


def name_of(network):
    """The sizes of its layers: 15-32-32-1."""
    return "-".join(map(str, network.nodes_per_layer))


def trained(network, dataset, method, epochs, rng):
    """Train in small batches. Returns the History, a frame an epoch."""
    with tqdm(desc=name_of(network), total=epochs, unit="epoch", leave=False, disable=None) as progress:
        settings = {"record_every": 1, "on_record": moving(progress), "batch_size": BATCH_SIZE, "seed": rng}
        start = xavier_uniform(network, rng)
        return train(network, start, dataset.X_train, dataset.Y_train, method, epochs, **settings)


def job(arguments):
    """Train both networks, print their accuracies, draw their boundaries and the larger one's weights."""
    rng = np.random.default_rng(arguments.seed)
    dataset = data.sine_boundary(arguments.n_samples, seed=rng)
    k = len(dataset.X_train)
    sizes = [checks.integer("--hidden", nodes, minimum=1) for nodes in arguments.hidden]
    hidden = (arguments.activation or ACTIVATION,) * len(sizes)
    networks = Network((k, 1)), Network((k, *sizes, 1), hidden)
    models, lines = {}, []
    for network in networks:
        history = trained(network, dataset, optimizer(arguments), arguments.epochs, rng)
        of_train = network.accuracy(history.theta, dataset.X_train, dataset.Y_train)
        of_test = network.accuracy(history.theta, dataset.X_test, dataset.Y_test)
        name = name_of(network)
        lines += [f"{name:<14} Accuracy of train: {of_train:.4f}   test: {of_test:.4f}"]
        print(lines[-1], flush=True)
        models[f"{name}: test accuracy {of_test:.3f}"] = network, history.theta
    print_paths([save_text(lines, arguments.output / "hidden-layers.txt")])
    figure = learned_boundaries(models, data.SINE.curve)
    print_paths([save(figure, arguments.output / "hidden-boundaries.png")])
    movie = arguments.output / "hidden-weights.mp4"
    print_paths([write_movie(movie, history.weights(), history.iterations, fps=20)])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs(150)
    parser.add_method(learning_rate=3e-3)
    parser.add_activation(ACTIVATION)
    words = "number of samples, a fifth of them for testing"
    parser.option("--samples", words, dest="n_samples", type=int, default=20_000, metavar="N")
    hidden = {"type": int, "nargs": "+", "default": [32, 32], "metavar": "NODES"}
    parser.option("--hidden", "number of nodes of each hidden layer", "32 32", **hidden)
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
