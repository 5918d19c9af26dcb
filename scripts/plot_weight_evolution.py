"""How does every weight move while the network learns? (the notebook's "Whaaaat?!!")"""

from massshuffle.running.command_line import Parser, chosen, run, wrote  # isort: split

from massshuffle.notebook.experiments import run as run_experiment
from massshuffle.view import figures


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_experiment()
    parser.add_argument("--save-history", metavar="FILE", help="also write the recorded weights to this .npz file")

    def job(arguments):
        history = run_experiment(chosen(arguments), arguments.seed).history
        figure = figures.weight_evolution(history.weights(), history.iterations)
        wrote([figures.save(figure, arguments.output / f"{arguments.experiment}-all-weights.png")])
        if arguments.save_history:
            history.save(arguments.save_history)
            wrote([arguments.save_history])

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
