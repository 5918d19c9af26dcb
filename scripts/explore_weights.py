"""What happened at this very moment? A page to play with: any moment of a training run, by several methods."""

from tqdm import tqdm

from massshuffle import checks
from massshuffle.history import History
from massshuffle.running.command_line import Parser, write_page
from massshuffle.running.progress import moving, trained
from massshuffle.running.run_options import DIGITS_PLANE, add_data, learning_advice, run_options
from massshuffle.view.explore import runs
from massshuffle.view.explore.told import Explored
from massshuffle.view.explore.web import explore_page

TRAINING = ("data", "label", "hidden", "activation", "experiment", "epochs", "optimizer", "learning_rate")


def explored(arguments):
    """What the page shows: a saved history, or a run by every method."""
    if arguments.history is not None:
        if typed := [name for name in TRAINING if getattr(arguments, name) not in (None, [])]:
            option = f"--{typed[0].replace('_', '-')}"
            raise checks.BadInput(
                f"{option} is for training, and HISTORY.npz is trained already: leave one of them out"
            )
        saved = {"saved": History.load(arguments.history)}
        return Explored("A saved history, moment by moment", saved, plane=plane(arguments.plane or (0, 1)))
    one = run_options(arguments)
    names = {name: getattr(one, name) for name in ("features", "labels", "picture", "scales", "about")}
    names["plane"] = plane(arguments.plane or one.plane, one.features)
    one_by_one = bool(one.experiment.hidden_layers)  # each of them then has a bar of its own
    look = {"unit": "step", "leave": False, "disable": one_by_one or None}
    with tqdm(desc="all methods", total=one.experiment.epochs, **look) as bar:
        result = runs.explored(one.experiment, arguments.seed, trained, moving(bar), **names)
    if arguments.data:
        print(*one.about, *learning_advice(runs.ways(one.experiment.method), result.histories), sep="\n")
    return result


def plane(given, features=()):
    """The numbers of two features that are given by number or by name."""
    numbers = [features.index(one) if one in features else one for one in given]
    if not all(str(one).isdecimal() for one in numbers):
        raise checks.BadInput(f"--plane must be two features, by number or by name, got {given[0]} {given[1]}")
    return tuple(map(int, numbers))


def job(arguments):
    """Write the page."""
    write_page(explore_page(explored(arguments)), arguments.output / "explore.html", arguments)


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    add_data(parser)
    words = "the two features that span the plane of the samples, by number or name"
    parser.option("--plane", words, f"0 1; for digits {' and '.join(DIGITS_PLANE)}", nargs=2, metavar="FEATURE")
    words = "file that plot_weight_evolution.py --save-history wrote (default: train by every method)"
    parser.add_argument("history", nargs="?", metavar="HISTORY.npz", help=words)
    parser.add_open()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
