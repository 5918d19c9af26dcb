"""What happened at this very moment? A page to play with: any moment of a training run, by several methods."""

from massshuffle.files import save_text
from massshuffle.history import History
from massshuffle.running.command_line import Parser, chosen, opened, wrote
from massshuffle.view.explore import runs
from massshuffle.view.explore.told import Explored
from massshuffle.view.explore.web import explore_page


def job(arguments):
    """Write the page of a saved history, or of a run by every method."""
    if arguments.history:
        history = History.load(arguments.history)
        explored = Explored("A saved history", {"saved": history})
    else:
        explored = runs.explored(chosen(arguments), arguments.seed)
    path = save_text([explore_page(explored)], arguments.output / "explore.html")
    wrote([path])
    opened(path, arguments)


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_experiment()
    words = "what plot_weight_evolution.py --save-history wrote (default: run the experiment by every method)"
    parser.add_argument("history", nargs="?", metavar="HISTORY.npz", help=words)
    parser.add_open()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
