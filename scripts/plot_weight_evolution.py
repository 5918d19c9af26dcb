"""How does every weight move while the network learns? (the notebook's "Whaaaat?!!")"""

from pathlib import Path

from massshuffle.checks import BadInput
from massshuffle.files import check_writable
from massshuffle.running.asked import add_data, asked
from massshuffle.running.command_line import Parser, wrote
from massshuffle.running.learning_advice import learning_advice
from massshuffle.running.progress import trained
from massshuffle.view.figures.first_layer import node_panels, node_pictures
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import weight_evolution


def pictures(one, history):
    """{what it shows: Figure}: a curve for each weight; a panel for each node where there are several."""
    weights, iterations = history.weights(), history.iterations
    if one.features or weights.shape[1] > 1:
        features = one.features or tuple(f"x{i}" for i in range(weights.shape[2]))
        found = {"all-weights": node_panels(weights, iterations, features)}
    else:
        found = {"all-weights": weight_evolution(weights, iterations)}
    if one.picture:
        found["weights-as-pictures"] = node_pictures(weights[-1], one.picture)
    return found


def job(arguments):
    """Train; draw every weight and, if asked for, save the history."""
    if arguments.save_history and not (folder := Path(arguments.save_history).parent).is_dir():
        raise BadInput(f"--save-history must name a file in a folder that exists, got the folder {folder}")
    if arguments.save_history is not None:
        check_writable(arguments.save_history)
    one = asked(arguments)
    ran = trained(one.experiment, arguments.seed)
    for kind, figure in pictures(one, ran.history).items():
        wrote([save(figure, arguments.output / f"{one.experiment.name}-{kind}.png")])
    if arguments.data:
        method = ran.experiment.method
        advice = learning_advice({method.name: method}, {method.name: ran.history})
        accuracy = f"Accuracy of train: {ran.accuracy_train:.6g}   test: {ran.accuracy_test:.6g}"
        print(*one.about, *advice, accuracy, sep="\n")
    if arguments.save_history:
        ran.history.save(arguments.save_history)
        wrote([arguments.save_history])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    add_data(parser)
    parser.option("--save-history", ".npz file for the recorded weights", "they are not saved", metavar="FILE")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
