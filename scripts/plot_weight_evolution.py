"""How does every weight move while the network learns? (the notebook's "Whaaaat?!!")"""

from pathlib import Path

from massshuffle.checks import BadInput
from massshuffle.running.command_line import Parser, chosen, trained, wrote
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import weight_evolution


def job(arguments):
    """Train; draw every weight and, if asked for, save the history."""
    if arguments.save_history and not (folder := Path(arguments.save_history).parent).is_dir():
        raise BadInput(f"--save-history must name a file in a folder that exists, got the folder {folder}")
    history = trained(chosen(arguments), arguments.seed).history
    figure = weight_evolution(history.weights(), history.iterations)
    wrote([save(figure, arguments.output / f"{arguments.experiment}-all-weights.png")])
    if arguments.save_history:
        history.save(arguments.save_history)
        wrote([arguments.save_history])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_experiment()
    parser.add_argument("--save-history", metavar="FILE", help="also write the recorded weights to this .npz file")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
