"""Does more noise make it worse? Share of W[0] against the number of noise features."""

import numpy as np

from massshuffle import checks
from massshuffle.experiments import studies
from massshuffle.experiments.studies import QUANTITIES
from massshuffle.running.command_line import Parser, print_and_save, print_paths, seeds, where
from massshuffle.running.sweep import sweep
from massshuffle.view.figures.mass import dimension_study
from massshuffle.view.figures.style import save

SIZES = (0, 13, 50, 200, 500)
METHODS = (studies.ADAM, studies.DESCENT, studies.ADAM_L1)
SIDE_BY_SIDE = 50  # noise features up to which all seeds go at once; with more, each has work enough of its own


def measure(sizes, noise_scale, epochs, every_seed, *where):
    """Train by each method, with each size and seed; where: of a sweep. Returns {name: (sizes, seeds, 4)}."""
    tasks = []
    for size in sorted(sizes, reverse=True):  # the longest go first, so that no core waits for one at the end
        groups = [tuple(every_seed)] if size <= SIDE_BY_SIDE else [(seed,) for seed in every_seed]
        tasks += [(METHODS, group, epochs, size, noise_scale) for group in groups]
    found = {size: [] for size in sizes}
    for (*_, size, _), measured in zip(tasks, sweep(studies.with_more_noise, tasks, *where)):
        found[size].append(measured)
    by_size = [np.concatenate(found[size], axis=1) for size in sizes]  # (methods, seeds, 4) each
    return {method.name: np.stack([one[m] for one in by_size]) for m, method in enumerate(METHODS)}


def table(sizes, measured):
    """Lines with the median over the seeds, a line for each number of features."""
    lines = []
    for i, quantity in enumerate(QUANTITIES):
        lines += [f"{quantity} (median over the seeds)"]
        lines += [f"{'noise features':>15}" + "".join(f"{name:>18}" for name in measured)]
        for d, size in enumerate(sizes):
            medians = [np.median(values[d, :, i]) for values in measured.values()]
            lines += [f"{size:>15}" + "".join(f"{median:>18.3f}" for median in medians)]
    return lines


def job(arguments):
    """Measure, print the medians, draw them."""
    checks.integer("--epochs", arguments.epochs, minimum=1)
    sizes = sorted(set(arguments.features))
    checks.integer("--features", sizes[0], minimum=0)
    noise_scale = checks.number("--noise-scale", arguments.noise_scale, low=0)
    measured = measure(sizes, noise_scale, arguments.epochs, seeds(arguments), *where(arguments))
    print_and_save(table(sizes, measured), arguments.output / "study-dimension.txt")
    print_paths([save(dimension_study(sizes, measured), arguments.output / "study-dimension.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs(30_000)
    parser.add_number("--noise-scale", 0.01, "standard deviation of the noise features", float, "SCALE")
    parser.add_sweep(seeds=5)
    said = " ".join(map(str, SIZES))
    parser.option("--features", "numbers of noise features", said, type=int, nargs="+", default=SIZES, metavar="N")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
