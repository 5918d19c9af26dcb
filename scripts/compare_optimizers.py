"""Why do the noise weights not die? One start, one data set, six ways to train."""

from tqdm import tqdm

from massshuffle import checks
from massshuffle.experiments import studies
from massshuffle.running.command_line import Parser, print_and_save, print_paths
from massshuffle.view.figures.mass import distance_travelled, mass_shares
from massshuffle.view.figures.style import save


def job(arguments):
    """Train by each method, print the table, draw where the mass went and how far each weight walked."""
    checks.integer("--epochs", arguments.epochs, minimum=1)
    methods = tqdm(studies.METHODS, "optimizers", leave=False, disable=None)
    outcomes = [studies.follow(m, arguments.seed, arguments.epochs) for m in methods]
    print_and_save([studies.HEADER, *map(str, outcomes)], arguments.output / "compare-optimizers.txt")
    print_paths([save(mass_shares(outcomes), arguments.output / "mass-shares.png")])
    print_paths([save(distance_travelled(outcomes), arguments.output / "distance-travelled.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs(30_000)
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
