"""Where would training end on the sine boundary? The minimum of the cost itself, and how far each method is from it."""

from dataclasses import replace

import numpy as np
from tqdm import tqdm

from massshuffle import checks, data
from massshuffle.experiments import separators, studies
from massshuffle.experiments.runs import SINE, run, run_each_way
from massshuffle.network import Network
from massshuffle.running.command_line import Parser, print_and_save

TIMES = (1, 10, 100)  # as many samples as the notebook
METHODS = (studies.ADAM, studies.DESCENT, studies.MOMENTUM)


def one_seed(seed, epochs):
    """Lines for one data set: each method at the notebook's 10,000 steps and after `epochs`, then the minimum."""
    dataset = SINE.draw_data(seed=np.random.default_rng(seed))  # as `run` draws it
    X, Y = dataset.X_train, dataset.Y_train
    theta = separators.minimum(Network((len(X), 1)), X, Y)
    least = Network((len(X), 1)).cost(theta, X, Y)
    lines = [f"seed {seed}", separators.MINIMUM_HEADER]
    for method in tqdm(METHODS, "methods", leave=False, disable=None):
        name = f"{method.name} {method.learning_rate:g}"
        history = run(replace(SINE, epochs=epochs), seed, SINE.published.start, method).history
        for steps in sorted({min(SINE.epochs, epochs), epochs}):
            theta_then = history.thetas[min(steps // 40, len(history.thetas) - 1)]
            lines.append(separators.minimum_row(name, steps, theta_then, dataset, least))
    return [*lines, separators.minimum_row("the minimum", "", theta, dataset, least)]


def mean_noise(n_samples, seed):
    """The mean |noise weight| at the minimum for a data set of n_samples."""
    dataset = data.sine_boundary(n_samples, seed=seed)
    theta = separators.minimum(Network((len(dataset.X_train), 1)), dataset.X_train, dataset.Y_train)
    return np.abs(theta[2:-1]).mean()


def adam_shares(every_seed):
    """Lines with the shares of W[0] at the end of the notebook's sine run, over many seeds."""
    [runs] = run_each_way(SINE, every_seed, [SINE.method], SINE.published.start)
    bare, contributed = zip(*map(studies.shares_of_W_0, runs))
    lines = [f"shares of W[0] after the notebook's {SINE.epochs:,} steps of Adam, {len(runs)} seeds"]
    for name, found in (("in the mass", bare), ("contributed", contributed)):
        lines.append(f"{name:<14}{min(found):.3f} to {max(found):.3f}")
    return lines


def job(arguments):
    """Print where each method is, and how the noise weights at the minimum shrink with more samples."""
    epochs = checks.integer("--epochs", arguments.epochs, minimum=1)
    n_seeds = checks.integer("--seeds", arguments.seeds, minimum=1)
    every_seed = range(arguments.seed, arguments.seed + n_seeds)
    lines = [*one_seed(arguments.seed, epochs), "", *adam_shares(every_seed)]
    lines += ["", f"mean |noise weight| at the minimum, mean of {n_seeds} seeds", f"{'samples':>9}{'mean |noise|':>14}"]
    for times in tqdm(TIMES, "samples", leave=False, disable=None):
        n_samples = 400 * times
        found = [mean_noise(n_samples, seed) for seed in every_seed]
        lines.append(f"{n_samples:>9}{np.mean(found):>14.2f}")
    print_and_save(lines, arguments.output / "find-the-minimum.txt")


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs(100_000, "steps to train by each method")
    parser.add_number("--seeds", 10, "data sets for each number of samples, with seeds from --seed on")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
