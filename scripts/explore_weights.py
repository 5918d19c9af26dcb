"""What happened at this very moment? An interactive page: any moment of a training run, by several methods."""

from tqdm import tqdm

from massshuffle import checks
from massshuffle.history import History
from massshuffle.running.command_line import Parser, write_page
from massshuffle.running.run_options import DIGITS_PLANE, add_data, add_methods, learning_advice, run_options
from massshuffle.running.terminal import moving, trained
from massshuffle.view.explore.exploration import METHODS, Exploration, train_by_methods
from massshuffle.view.explore.page import explore_page

TRAINING = ("data", "label", "hidden", "activation", "experiment", "epochs", "methods")


def explore(arguments):
    """Return the Exploration of a saved history, or of a run by several methods."""
    if arguments.history is not None:
        if typed := [name for name in TRAINING if getattr(arguments, name) not in (None, [])]:
            option = "--method" if typed[0] == "methods" else f"--{typed[0]}"
            raise checks.BadInput(
                f"{option} is for training, and HISTORY.npz is trained already: leave one of them out"
            )
        saved = {"saved": History.load(arguments.history)}
        return Exploration("A saved history, moment by moment", saved, plane=plane(arguments.plane or (0, 1)))
    options = run_options(arguments)
    names = {name: getattr(options, name) for name in ("features", "labels", "picture", "scales", "about")}
    names["plane"] = plane(arguments.plane or options.plane, options.features)
    one_by_one = bool(options.experiment.hidden_layers)  # each method then has a progress bar of its own
    look = {"unit": "step", "leave": False, "disable": one_by_one or None}
    with tqdm(desc="all methods", total=options.experiment.epochs, **look) as bar:
        settings = arguments.methods or METHODS, trained, moving(bar)
        exploration = train_by_methods(options.experiment, arguments.seed, *settings, **names)
    if arguments.data:
        advice = learning_advice(exploration.methods, exploration.histories, "the RATE of --method")
        print(*options.about, *advice, sep="\n")
    return exploration


def plane(typed, features=()):
    """Return the numbers of two features that were typed as numbers or as names."""
    numbers = [features.index(feature) if feature in features else feature for feature in typed]
    if not all(str(number).isdecimal() for number in numbers):
        raise checks.BadInput(f"--plane must be two features, by number or by name, got {typed[0]} {typed[1]}")
    return tuple(map(int, numbers))


def job(arguments):
    """Write the page."""
    write_page(explore_page(explore(arguments)), arguments.output / "explore.html", arguments)


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    add_data(parser, one_method=False)
    default_methods = ", ".join(method.name for method in METHODS)
    add_methods(parser, f"five: {default_methods}")
    description = "the two features that span the plane of the samples, by number or name"
    parser.option("--plane", description, f"0 1; for digits {' and '.join(DIGITS_PLANE)}", nargs=2, metavar="FEATURE")
    description = "file that plot_weight_evolution.py --save-history wrote (default: train)"
    parser.add_argument("history", nargs="?", metavar="HISTORY.npz", help=description)
    parser.add_open()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
