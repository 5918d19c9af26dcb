"""Would the noise weights grow if every step saw only a few samples? How far they move under Adam, by batch size."""

import numpy as np

from massshuffle import checks
from massshuffle.experiments import studies
from massshuffle.running.command_line import Parser, print_and_save, print_paths, seeds, where
from massshuffle.running.sweep import sweep
from massshuffle.view.figures.mass import batch_study
from massshuffle.view.figures.style import save

BATCH_SIZES = (1, 10, 32, 100, 400, 800)
STEPS = 32_000  # a whole number of epochs for each of these sizes


def table(batch_sizes, measured):
    """Lines with mean and range over the seeds, beside what the law makes of the largest batch."""
    lines = [f"{'batch size':>10}{'moved':>8}{'least':>8}{'most':>8}{'law':>8}{'share of W[0]':>18}{'contributed':>18}"]
    for size, by_seed in zip(batch_sizes, measured):
        moved, *shares = by_seed.T  # (seeds,) each
        law = measured[-1, :, 0].mean() * np.sqrt(size / batch_sizes[-1])
        numbers = (moved.mean(), moved.min(), moved.max(), law)
        ranges = "".join(f"{f'{share.min():.3f} to {share.max():.3f}':>18}" for share in shares)
        lines.append(f"{size:>10}" + "".join(f"{number:>8.2f}" for number in numbers) + ranges)
    return [
        *lines,
        "moved: how far a noise weight ends from its start, the mean of them; least and most: over the seeds",
        "law: the last line's mean, times the square root of the batch size over the last one's",
        "contributed: the share of W[0], each weight multiplied by its input's standard deviation",
    ]


def measure(batch_sizes, every_seed, steps, *where):
    """Train with each batch size and seed; where: of a sweep. Returns (batch sizes, seeds, 3) of by_batch_size."""
    return np.stack(sweep(studies.by_batch_size, [(size, tuple(every_seed), steps) for size in batch_sizes], *where))


def job(arguments):
    """Measure, print a line for each batch size, draw them with the law."""
    checks.integer("--steps", arguments.steps, minimum=800)
    sizes = sorted(set(arguments.batch_sizes))
    checks.integer("--batch-sizes", sizes[0], minimum=1)
    measured = measure(sizes, seeds(arguments), arguments.steps, *where(arguments))
    print_and_save(table(sizes, measured), arguments.output / "study-batches.txt")
    print_paths([save(batch_study(sizes, measured[:, :, 0]), arguments.output / "study-batches.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_number("--steps", STEPS, "optimizer steps for each batch size, in whole epochs")
    sizes = {"type": int, "nargs": "+", "default": BATCH_SIZES, "metavar": "N"}
    parser.option("--batch-sizes", "samples per step, of 800", " ".join(map(str, BATCH_SIZES)), **sizes)
    parser.add_sweep(seeds=10)
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
