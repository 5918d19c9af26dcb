"""What happened at this very moment? (scrub through a training run: slider, arrow keys, space bar to play)"""

import matplotlib
from matplotlib import pyplot
from matplotlib.backends import BackendFilter, backend_registry

from massshuffle import checks
from massshuffle.history import History
from massshuffle.running.command_line import Parser, chosen, trained
from massshuffle.view.explorer import Explorer

NO_WINDOW = (
    "there is no display to open a window on: run this on a desktop, log in with 'ssh -X', or prefix it with "
    "'xvfb-run' for a pretended one; matplotlib also needs a window toolkit (Debian: apt install python3-tk)"
)
# matplotlib's own use of these keys, to go through past zooms, would get in the way.
KEYS = {"keymap.back": [], "keymap.forward": []}


def new_window():
    """An empty figure in a window of its own. Raises ValueError if no window can be opened here."""
    try:
        backend = matplotlib.get_backend().lower()
        if backend in backend_registry.list_builtin(BackendFilter.NON_INTERACTIVE):
            raise checks.BadInput(NO_WINDOW)
        return pyplot.figure("massshuffle", figsize=(14, 8))
    except ImportError as error:
        raise checks.BadInput(NO_WINDOW) from error


def job(arguments):
    """Open the explorer on a saved history, or on a run of the experiment."""
    figure = new_window()
    if arguments.history:
        history, samples = History.load(arguments.history), None
    else:
        ran = trained(chosen(arguments), arguments.seed)
        history, samples = ran.history, (ran.dataset.X, ran.dataset.Y)
    explorer = Explorer(figure, history, samples)
    print(f"{len(explorer.iterations)} frames: left and right step, space plays")
    with matplotlib.rc_context(KEYS):
        pyplot.show()


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_experiment()
    parser.add_argument(
        "history",
        nargs="?",
        metavar="HISTORY.npz",
        help="what plot_weight_evolution.py --save-history wrote (default: run the experiment first)",
    )
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
