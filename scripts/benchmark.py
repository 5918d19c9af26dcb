"""How fast is an epoch, beside scikit-learn's and beside a loop that does nothing but the arithmetic?"""

import statistics
import time
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from tqdm import tqdm

from massshuffle import checks, data
from massshuffle.experiments.side_by_side import train_side_by_side
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.running.command_line import Parser, print_and_save, print_paths
from massshuffle.running.terminal import stoppable
from massshuffle.training import train
from massshuffle.view.figures.comparisons import epoch_times
from massshuffle.view.figures.style import save

SIZES = [(n, 15) for n in (1_000, 10_000, 100_000, 1_000_000)]
SIZES += [(10_000, k) for k in (50, 200, 1_000)] + [(100_000, 100)]

# Each contender is a function of X (k, N), Y (1, N) and the number of epochs, and trains the shallowest network by Adam
# at the notebook's learning rate. Two of them, bare_loop and arithmetic, do nothing but the arithmetic.


def hand_written(X, Y, epochs):
    """Our training loop, cost and weights recorded every 40 epochs."""
    network = Network((len(X), 1))
    train(network, xavier_uniform(network), X, Y, Adam(1e-4), epochs)


def side_by_side(X, Y, epochs):
    """25 such runs in one loop, each as many epochs."""
    network = Network((len(X), 1))
    starts = [xavier_uniform(network, seed) for seed in range(25)]
    train_side_by_side(network, starts, [X] * 25, [Y] * 25, [(Adam(1e-4), 0)], epochs)


def scikit_learn(X, Y, epochs):
    """The same network and optimizer in scikit-learn, kept from stopping early.

    It warns that it has not converged after so many epochs; that is heard and dropped.
    """
    endless = {"max_iter": epochs, "tol": 0, "n_iter_no_change": 10**9}
    classifier = MLPClassifier((), batch_size=X.shape[1], alpha=0, learning_rate_init=1e-4, **endless)
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


def arithmetic(X, Y, epochs):
    """The two matrix products of an epoch and a tanh over the samples, nothing else."""
    W, dZ = np.full((1, len(X)), 0.1), np.full(Y.shape, 0.1)
    for _ in range(epochs):
        W.dot(X)
        dZ.dot(X.T)
        np.tanh(dZ)


CONTENDERS = {
    "massshuffle": hand_written,
    "25 runs side by side, in all": side_by_side,
    "scikit-learn's MLPClassifier": scikit_learn,
    "loop in preallocated buffers": bare_loop,
}


def compare(contenders, X, Y, epochs, rounds):
    """Let contenders take turns. Returns {name: (median seconds an epoch, ours over it)}.

    A ratio is taken within a round, so that a machine that slows down slows both.
    """
    times = {name: [] for name in contenders}
    for _ in tqdm(range(rounds), desc="rounds", leave=False, disable=None):
        for name, contender in contenders.items():
            start = time.perf_counter()
            contender(X, Y, epochs)
            times[name].append((time.perf_counter() - start) / epochs)
    ours = times["massshuffle"]
    return {
        name: (statistics.median(theirs), statistics.median(a / b for a, b in zip(ours, theirs)))
        for name, theirs in times.items()
    }


def growth(sizes, seed, rounds):
    """[(samples, features, our seconds an epoch, the arithmetic's, their ratio)]."""
    contenders = {"massshuffle": hand_written, "arithmetic": arithmetic}
    rows = []
    for n_samples, n_features in tqdm(sizes, desc="sizes", leave=False, disable=None):
        rng = np.random.default_rng(seed)
        X = rng.standard_normal((n_features, n_samples))
        Y = (X[:1] > 0).astype(float)
        epochs = max(20, 2_000_000 // X.size)  # enough for what is done once a run to weigh little
        (ours, _), (least, ratio) = compare(contenders, X, Y, epochs, rounds).values()
        rows.append((n_samples, n_features, ours, least, ratio))
    return rows


def job(arguments):
    """Let the contenders run, print and draw what they took."""
    for name in ("rounds", "epochs", "largest"):
        checks.integer(f"--{name}", getattr(arguments, name), minimum=1)
    dataset = data.linear_boundary(seed=arguments.seed)
    X, Y = dataset.X_train, dataset.Y_train
    lines = [f"An epoch of the linear run, {X.shape[1]} samples x {len(X)} features"]
    lines += [f"{'':<30}{'microseconds':>14}{'ours / this':>14}"]
    with stoppable():
        found = compare(CONTENDERS, X, Y, arguments.epochs, arguments.rounds)
    for name, (median, ratio) in found.items():
        lines += [f"{name:<30}{1e6 * median:>14.1f}{ratio:>14.2f}"]
    sizes = [size for size in SIZES if size[0] * size[1] <= arguments.largest]
    rows = growth(sizes, arguments.seed, arguments.rounds)
    lines += ["", "How an epoch grows, beside its two matrix products and a tanh alone"]
    lines += [f"{'samples':>10}{'features':>10}{'ms':>12}{'alone, ms':>12}{'ratio':>8}"]
    for n, k, ours, least, ratio in rows:
        lines += [f"{n:>10}{k:>10}{1e3 * ours:>12.4f}{1e3 * least:>12.4f}{ratio:>8.2f}"]
    print_and_save(lines, arguments.output / "benchmark.txt")
    print_paths([save(epoch_times(rows), arguments.output / "benchmark.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_number("--rounds", 15, "number of rounds")
    parser.add_number("--epochs", 1000, "number of epochs per round")
    parser.add_number("--largest", 100_000_000, "largest number of entries of X")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
