"""How fast is an epoch, beside scikit-learn's and beside a loop that does nothing but the arithmetic?"""

import statistics
import time
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from tqdm import tqdm

from massshuffle import data
from massshuffle.command_line import Parser, run, wrote
from massshuffle.files import save_text
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train


def seconds(job, *arguments):
    """How long a job takes, in seconds."""
    start = time.perf_counter()
    job(*arguments)
    return time.perf_counter() - start


def hand_written(X, Y, epochs):
    """Our training loop, cost and weights recorded every 40 epochs."""
    network = Network((len(X), 1), ("sigmoid",))
    train(network, xavier_uniform(network), X, Y, Adam(1e-4), epochs, record_every=40)


def scikit_learn(X, Y, epochs):
    """The same network and optimizer in scikit-learn, kept from stopping early.

    It warns that it has not converged after so many epochs; that is heard and dropped.
    """
    classifier = MLPClassifier(
        (),
        batch_size=X.shape[1],
        max_iter=epochs,
        tol=0,
        alpha=0,
        n_iter_no_change=10**9,
        learning_rate_init=1e-4,
    )
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always", ConvergenceWarning)
        classifier.fit(X.T, Y[0])


def bare_loop(X, Y, epochs):
    """Two products, a tanh and Adam in buffers that are allocated once: no bias, no labels, no cost, no record.

    What it trains is nonsense. It shows what the arithmetic alone takes.
    """
    k, N = X.shape
    theta, g, m, v, a, b = (np.zeros(k + 1) for _ in range(6))
    W, dW = theta[:k].reshape(1, k), g[:k].reshape(1, k)
    W += 0.1
    Z = np.empty((1, N))
    for t in range(1, epochs + 1):
        np.matmul(W, X, out=Z)
        np.multiply(Z, 0.5, out=Z)
        np.tanh(Z, out=Z)
        np.matmul(Z, X.T, out=dW)
        np.subtract(g, m, out=a)
        a *= 0.1
        m += a
        np.multiply(g, g, out=a)
        a -= v
        a *= 0.001
        v += a
        np.sqrt(v, out=a)
        a += 1e-8
        np.divide(m, a, out=b)
        b *= 1e-4 * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
        theta -= b


CONTENDERS = {
    "massshuffle": hand_written,
    "scikit-learn's MLPClassifier": scikit_learn,
    "loop in preallocated buffers": bare_loop,
}


def compare(X, Y, epochs, rounds):
    """Let the contenders take turns; median seconds an epoch of each, and our median ratio to each.

    A ratio is taken within a round, so that a machine that slows down slows both.
    """
    times = {name: [] for name in CONTENDERS}
    for _ in tqdm(range(rounds), desc="rounds", leave=False, disable=None):
        for name, contender in CONTENDERS.items():
            times[name].append(seconds(contender, X, Y, epochs) / epochs)
    ours = times["massshuffle"]
    ratios = {
        name: [a / b for a, b in zip(ours, theirs)] for name, theirs in times.items()
    }
    return {
        name: (statistics.median(times[name]), statistics.median(ratios[name]))
        for name in times
    }


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_argument(
        "--epochs",
        type=int,
        default=1000,
        metavar="N",
        help="epochs a round (default: 1000)",
    )
    parser.add_argument(
        "--rounds", type=int, default=15, metavar="N", help="rounds (default: 15)"
    )

    def job(arguments):
        dataset = data.linear_boundary(seed=arguments.seed)
        X, Y = dataset.X_train, dataset.Y_train
        lines = [
            f"An epoch of the linear run, {X.shape[1]} samples x {len(X)} features:"
        ]
        for name, (median, ratio) in compare(
            X, Y, arguments.epochs, arguments.rounds
        ).items():
            lines.append(
                f"{name:<30} {1e6 * median:>8.1f} microseconds; ours takes {ratio:.2f} times as long"
            )
        print(*lines, sep="\n")
        wrote([save_text(lines, arguments.output / "benchmark.txt")])

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
