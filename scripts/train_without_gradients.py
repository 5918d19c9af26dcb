"""Can a network learn without gradients? A random walk on the boundary x1 + 2 x2 = 10, and its effort beside Adam's."""

import numpy as np

from massshuffle import data
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.random_walk import lattice_start, random_walk
from massshuffle.running.command_line import Parser, printed, wrote
from massshuffle.training import train
from massshuffle.view.figures.style import save
from massshuffle.view.figures.walk import cost_by_evaluations, walk_steps

TRUE_BOUNDARY = (1, 2, -10)  # W[0], W[1], b
LEARNING_RATES = (0.01, 0.1, 1.0)
ADAM_EPOCHS = 10_000
# What a step costs, in evaluations of the cost. A gradient goes forward and back, and the way back is about as long, so
# it counts as two; a step of the walk tries three moves at most.
WALK_STEP, ADAM_STEP = 3, 2
COUNTED = f"a gradient counts as {ADAM_STEP}, a step of the walk as {WALK_STEP}"


def boundary_line(name, network, theta):
    """W[0], W[1] and b, as they are and scaled to W[0] = 1: the boundary is where their sum with x1, x2, 1 is 0."""
    [(W, b)] = network.unpack(theta)
    W_0, W_1, b_0 = W[0, 0], W[0, 1], b[0, 0]
    line = f"{name:<16} {W_0:>8.4g} {W_1:>8.4g} {b_0:>8.4g}"
    if W_0 <= 0:
        return f"{line}      no ratio: W[0] is not above 0"
    return f"{line}      1 : {W_1 / W_0:.4g} : {b_0 / W_0:.4g}"


def first_frame(reached):
    """The first frame at which something is reached, None if never."""
    return next((frame for frame, there in enumerate(reached) if there), None)


def effort(history, step, target, test_set):
    """How many evaluations until cost and accuracy on the test set were as good as target: two numbers, as text."""
    cost, accuracy = target
    accuracies = (history.network.accuracy(theta, *test_set) for theta in history.thetas)
    frames = first_frame(history.costs <= cost), first_frame(found >= accuracy for found in accuracies)
    return ["never" if frame is None else f"{1 + step * frame:,}" for frame in frames]


def job(arguments):
    """Walk, train by Adam beside it, print both and draw both."""
    rng = np.random.default_rng(arguments.seed)
    dataset = data.tilted_boundary(seed=rng)
    training_set = dataset.X_train, dataset.Y_train
    test_set = dataset.X_test, dataset.Y_test
    network = Network((len(dataset.X_train), 1))
    start = lattice_start(network, arguments.jump, rng)
    jumps = (arguments.jump, arguments.bias_jump)
    walk = random_walk(network, start, *training_set, *jumps, arguments.epochs, seed=rng)
    accuracies = [network.accuracy(walk.theta, *part) for part in (training_set, test_set)]
    runs = {"walk": (walk, WALK_STEP)}
    for rate in LEARNING_RATES:
        adam = train(network, start, *training_set, Adam(rate), ADAM_EPOCHS, 1)
        runs[f"Adam, rate {rate:g}"] = adam, ADAM_STEP

    lines = [f"{'':<16} {'W[0]':>8} {'W[1]':>8} {'b':>8}      W[0] : W[1] : b"]
    lines += [f"{'true boundary':<16} {1:>8} {2:>8} {-10:>8}      1 : 2 : -10"]
    lines += [boundary_line(name, network, history.theta) for name, (history, _) in runs.items()]
    lines += [f"Accuracy of the walk, {part}: {of_part:.6g}" for part, of_part in zip(("train", "test"), accuracies)]

    target = walk.costs[-1], accuracies[1]
    until = f"cost <= {target[0]:.4f}", f"accuracy >= {target[1]:.3f}"
    lines += ["", f"Evaluations of the cost, {COUNTED}:", f"{'until':<16} {until[0]:>18} {until[1]:>18}"]
    curves = {}
    for name, (history, step) in runs.items():
        counts = effort(history, step, target, test_set)
        lines += [f"{name:<16} {counts[0]:>18} {counts[1]:>18}"]
        curves[name] = 1 + step * history.iterations, history.costs

    printed(lines, arguments.output / "random-walk.txt")
    effort_figure = cost_by_evaluations(curves, f"What a cost has cost ({COUNTED})")
    for name, figure in (("steps", walk_steps(walk, TRUE_BOUNDARY)), ("effort", effort_figure)):
        wrote([save(figure, arguments.output / f"random-walk-{name}.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_number("--epochs", 200, "number of steps of the walk")
    parser.add_number("--jump", 1.0, "length of a jump of a weight, above 0", float, "LENGTH")
    parser.add_number("--bias-jump", 2.0, "length of a jump of b, above 0", float, "LENGTH")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
