"""How fast is an epoch, beside scikit-learn's and beside a loop that does nothing but the arithmetic?"""

import statistics
import time

import numpy as np
from tqdm import tqdm

from massshuffle import checks, data
from massshuffle.experiments.contenders import CONTENDERS, arithmetic, hand_written
from massshuffle.experiments.runs import LINEAR
from massshuffle.running.command_line import Parser, printed, wrote
from massshuffle.running.progress import stoppable
from massshuffle.view.explore import runs
from massshuffle.view.explore.web import explore_page
from massshuffle.view.figures.style import save
from massshuffle.view.figures.timing import epoch_times
from massshuffle.view.photograph import drawing_times

SIZES = [(n, 15) for n in (1_000, 10_000, 100_000, 1_000_000)]
SIZES += [(10_000, k) for k in (50, 200, 1_000)] + [(100_000, 100)]


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
    if arguments.page:
        times = drawing_times(explore_page(runs.explored(LINEAR, arguments.seed)))
        median, slowest = statistics.median(times), max(times)
        lines += ["", f"A moment of the page to play with is drawn in {median:.1f} ms (at 60 a second,"]
        lines += [f"16 would do), the slowest of {len(times)} in {slowest:.1f} ms"]
    printed(lines, arguments.output / "benchmark.txt")
    wrote([save(epoch_times(rows), arguments.output / "benchmark.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_number("--rounds", 15, "number of rounds")
    parser.add_number("--epochs", 1000, "number of epochs per round")
    parser.add_number("--largest", 100_000_000, "largest number of entries of X")
    words = "also draw moments of the interactive page, with chromium and the extra dev (default: leave it out)"
    parser.add_argument("--page", action="store_true", help=words)
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
