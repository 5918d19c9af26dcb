"""Do the noise weights die if we average them? (the notebook: "Yes, they are, but in AVERAGE!")"""

from massshuffle.running.command_line import Parser, chosen, run, wrote  # isort: split

from massshuffle import mass
from massshuffle.notebook.experiments import run as run_experiment
from massshuffle.view import figures


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_experiment()

    def job(arguments):
        history = run_experiment(chosen(arguments), arguments.seed).history
        last = mass.averaged(history.weights())[-1, 0]
        print(
            f"iteration {history.iterations[-1]}: W[0] {last[0]:.3f}, W[1] {last[1]:.3f}, mean of the others {last[2]:.3f}"
        )
        figure = figures.averaged_weights(history.weights(), history.iterations)
        wrote([figures.save(figure, arguments.output / f"{arguments.experiment}-averaged-weights.png")])

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
