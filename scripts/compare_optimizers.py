"""Why do the noise weights not die? One start, one data set, four ways to train."""

from massshuffle.running.command_line import Parser, run, wrote  # isort: split

from tqdm import tqdm

from massshuffle import checks
from massshuffle.files import save_text
from massshuffle.notebook import studies
from massshuffle.view import figures


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()

    def job(arguments):
        epochs = 30_000 if arguments.epochs is None else arguments.epochs
        checks.integer("--epochs", epochs, minimum=1)
        methods = tqdm(studies.METHODS, "optimizers", leave=False, disable=None)
        outcomes = [studies.follow(m, arguments.seed, epochs) for m in methods]
        lines = [studies.HEADER, *map(str, outcomes)]
        print(*lines, sep="\n")
        folder = arguments.output
        wrote([save_text(lines, folder / "compare-optimizers.txt")])
        shares = figures.mass_shares(outcomes)
        wrote([figures.save(shares, folder / "mass-shares.png")])
        distances = figures.distance_travelled(outcomes)
        wrote([figures.save(distances, folder / "distance-travelled.png")])

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
