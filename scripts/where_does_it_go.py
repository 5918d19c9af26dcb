"""Where does it all go in the end? Ten ways to train, and the three separators that they could be heading for."""

from massshuffle import checks
from massshuffle.experiments import implicit_bias
from massshuffle.running.command_line import Parser, print_and_save, print_paths, seeds, where
from massshuffle.running.sweep import sweep
from massshuffle.view.figures.studies import directions, headings
from massshuffle.view.figures.style import save

STEPS = 100_000


def paths_of(every_seed, steps, *where):
    """Follow every method with every seed; where: of a sweep. Returns {seed: {norm: [a Path a method]}}."""
    methods = [method for methods in implicit_bias.METHODS.values() for method in methods]
    found = sweep(implicit_bias.follow, [(method, every_seed, steps) for method in methods], *where)
    found = dict(zip(methods, found))
    return {
        seed: {norm: [found[method][i] for method in methods] for norm, methods in implicit_bias.METHODS.items()}
        for i, seed in enumerate(every_seed)
    }


def table(seed, paths):
    """Lines for one seed: its separators, and below what each method came to."""
    every_path = [path for group in paths.values() for path in group]
    found = [every_path[0].row(f"{norm} separator", other) for norm, other in every_path[0].separators.items()]
    return [f"seed {seed}", *implicit_bias.HEADER, *found, *(path.row() for path in every_path)]


def job(arguments):
    """Train, print the tables, draw the first seed's."""
    checks.integer("--steps", arguments.steps, minimum=1)
    paths = paths_of(seeds(arguments), arguments.steps, *where(arguments))
    lines = [line for seed in paths for line in (*table(seed, paths[seed]), "")][:-1]
    print_and_save(lines, arguments.output / "where-does-it-go.txt")
    for name, draw in (("where-it-goes", directions), ("where-it-heads", headings)):
        print_paths([save(draw(paths[arguments.seed]), arguments.output / f"{name}.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_number("--steps", STEPS, "number of steps by each method")
    parser.add_sweep(seeds=5)
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
