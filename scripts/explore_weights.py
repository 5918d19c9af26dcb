"""What happened at this very moment? A page to play with: any moment of a training run, by several methods."""

from tqdm import tqdm

from massshuffle import checks
from massshuffle.history import History
from massshuffle.running.asked import add_data, asked
from massshuffle.running.command_line import Parser, shown
from massshuffle.running.learning_advice import learning_advice
from massshuffle.running.progress import moving, trained
from massshuffle.view.explore import runs
from massshuffle.view.explore.told import Explored
from massshuffle.view.explore.web import explore_page


def explored(arguments):
    """What the page shows: a saved history, or a run by every method."""
    if arguments.history:
        if arguments.data:
            raise checks.BadInput(f"a saved history or --data, not both, got {arguments.history} and {arguments.data}")
        return Explored("A saved history, moment by moment", {"saved": History.load(arguments.history)})
    one = asked(arguments)
    names = {name: getattr(one, name) for name in ("features", "labels", "picture", "scales", "about")}
    names["plane"] = plane(arguments.plane or one.plane, one.features)
    one_by_one = bool(one.experiment.hidden_layers)  # each of them then has a bar of its own
    look = {"unit": "step", "leave": False, "disable": one_by_one or None}
    with tqdm(desc="all methods", total=one.experiment.epochs, **look) as bar:
        result = runs.explored(one.experiment, arguments.seed, trained, moving(bar), **names)
    if arguments.data:
        print(*one.about, *learning_advice(runs.ways(one.experiment.method), result.histories), sep="\n")
    return result


def plane(given, features):
    """The numbers of two features that are given by number or by name."""
    numbers = [features.index(one) if one in features else one for one in given]
    if not all(str(one).isdigit() for one in numbers):
        raise checks.BadInput(f"--plane must be two features, by number or by name, got {given[0]} {given[1]}")
    return tuple(map(int, numbers))


def job(arguments):
    """Write the page."""
    shown(explore_page(explored(arguments)), arguments.output / "explore.html", arguments)


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    add_data(parser)
    parser.option("--plane", "two features to show samples by, by number or name", "0 1", nargs=2, metavar="FEATURE")
    words = "what plot_weight_evolution.py --save-history wrote (default: run the experiment by every method)"
    parser.add_argument("history", nargs="?", metavar="HISTORY.npz", help=words)
    parser.add_open()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
