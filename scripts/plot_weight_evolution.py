"""How does every weight move while the network learns? (the notebook's "Whaaaat?!!")"""

from pathlib import Path

from massshuffle.checks import BadInput
from massshuffle.files import check_writable
from massshuffle.running.command_line import Parser, print_paths
from massshuffle.running.run_options import add_data, learning_advice, run_options
from massshuffle.running.terminal import trained
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import node_panels, node_pictures, weight_evolution


def pictures(options, history):
    """{what it shows: Figure}: a curve for each weight; a panel for each node where there are several."""
    weights, iterations = history.weights(), history.iterations
    if options.features or weights.shape[1] > 1:
        features = options.features or tuple(f"x{i}" for i in range(1, weights.shape[2] + 1))
        found = {"all-weights": node_panels(weights, iterations, features)}
    else:
        found = {"all-weights": weight_evolution(weights, iterations)}
    if options.picture:
        found["weights-as-pictures"] = node_pictures(weights[-1], options.picture)
    return found


def job(arguments):
    """Train; draw every weight and, if asked for, save the history."""
    if arguments.save_history is not None:
        path = Path(arguments.save_history)
        if path.suffix != ".npz":
            raise BadInput(f"--save-history must name a .npz file, got {path}")
        if not path.parent.is_dir():
            raise BadInput(f"--save-history must name a file in a folder that exists, got the folder {path.parent}")
        check_writable(path)
    options = run_options(arguments)
    ran = trained(options.experiment, arguments.seed)
    for kind, figure in pictures(options, ran.history).items():
        print_paths([save(figure, arguments.output / f"{options.experiment.name}-{kind}.png")])
    if arguments.data:
        method = ran.experiment.method
        advice = learning_advice({method.name: method}, {method.name: ran.history})
        accuracy = f"Accuracy of train: {ran.accuracy_train:.6g}   test: {ran.accuracy_test:.6g}"
        print(*options.about, *advice, accuracy, sep="\n")
    if arguments.save_history:
        ran.history.save(arguments.save_history)
        print_paths([arguments.save_history])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    add_data(parser)
    parser.option("--save-history", ".npz file for the recorded weights", "they are not saved", metavar="FILE")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
