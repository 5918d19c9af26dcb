"""Do the weights separate if we average those of the noise? (the notebook: "Yes, they are, but in AVERAGE!")"""

from massshuffle import mass
from massshuffle.running.command_line import Parser, print_paths
from massshuffle.running.run_options import experiment_from
from massshuffle.running.terminal import trained
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import averaged_weights


def job(arguments):
    """Train, print where the averages end, draw them."""
    experiment = experiment_from(arguments)
    history = trained(experiment, arguments.seed).history
    last = mass.averaged(history.weights())[-1, 0]
    print(
        f"iteration {history.iterations[-1]}: W[0] {last[0]:.3f}, W[1] {last[1]:.3f}, mean of the others {last[2]:.3f}"
    )
    figure = averaged_weights(history.weights(), history.iterations)
    print_paths([save(figure, arguments.output / f"{experiment.name}-averaged-weights.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_experiment()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
