"""Can a network learn without gradients? The sequel's two random walks, and their effort beside Adam's."""

from dataclasses import replace

from massshuffle import checks
from massshuffle.experiments import walks
from massshuffle.mass import averaged
from massshuffle.optimizers import Adam
from massshuffle.running.command_line import Parser, print_and_save, print_paths
from massshuffle.training import train
from massshuffle.view.figures.samples import scatter_plane
from massshuffle.view.figures.studies import cost_by_evaluations, walk_steps
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import averaged_weights
from massshuffle.view.movies import write_movie
from massshuffle.view.story import AVERAGED_LABELS

LEARNING_RATES = (0.01, 0.1, 1.0)
ADAM_EPOCHS = 10_000
# What a step costs, in evaluations of the cost. A gradient needs a forward and a backward pass, and the backward pass
# is about as long, so it counts as two; a step of the walk evaluates three moves.
WALK_STEP, ADAM_STEP = 3, 2
COUNTED = f"a gradient counts as {ADAM_STEP}, a step of the walk as {WALK_STEP}"
FRAMES_PER_SECOND = 5  # as in the sequel


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
    return ["never" if frame is None else f"{1 + step * history.iterations[frame]:,}" for frame in frames]


def published_table(run, rows):
    """Lines with each number that the sequel printed: ours, its own, and where 99 % of many draws lie."""
    costs = run.history.costs[:: run.experiment.every // run.experiment.record_every]
    ours = [*costs[: len(rows) - 2], run.accuracy_train, run.accuracy_test]
    lines = [f"{'':<18}{'this walk':>12}{'published':>12}{'0.5 %':>11}{'99.5 %':>11}"]
    for number, row in zip(ours, rows, strict=True):
        verdict = "inside" if row.inside else "OUTSIDE"
        lines.append(f"{row.name:<18}{number:>12.6f}{row.published:>12.6f}{row.low:>11.5f}{row.high:>11.5f}  {verdict}")
    return lines


def beside_adam(run):
    """Lines on where Adam ends from the same start and how soon it is as good, and a picture of their costs."""
    dataset, network, start = run.dataset, run.network, run.history.thetas[0]
    training_set, test_set = (dataset.X_train, dataset.Y_train), (dataset.X_test, dataset.Y_test)
    runs = {"walk": (run.history, WALK_STEP)}
    for rate in LEARNING_RATES:
        adam = train(network, start, *training_set, Adam(rate), ADAM_EPOCHS, 1)
        runs[f"Adam, rate {rate:g}"] = adam, ADAM_STEP
    W_0, W_1, b = run.experiment.true_boundary
    lines = [f"{'':<16} {'W[0]':>8} {'W[1]':>8} {'b':>8}      W[0] : W[1] : b"]
    lines += [f"{'true boundary':<16} {W_0:>8} {W_1:>8} {b:>8}      {W_0} : {W_1} : {b}"]
    lines += [boundary_line(name, network, history.theta) for name, (history, _) in runs.items()]
    target = run.history.costs[-1], run.accuracy_test
    until = f"cost <= {target[0]:.4f}", f"accuracy >= {target[1]:.3f}"
    lines += ["", f"Evaluations of the cost, {COUNTED}:", f"{'until':<16} {until[0]:>18} {until[1]:>18}"]
    spent = {}
    for name, (history, step) in runs.items():
        counts = effort(history, step, target, test_set)
        lines += [f"{name:<16} {counts[0]:>18} {counts[1]:>18}"]
        spent[name] = 1 + step * history.iterations, history.costs
    return lines, cost_by_evaluations(spent, f"What a cost has cost ({COUNTED})")


def steps_of(run, title):
    """The picture of a walk, with the true boundary at its scale where it found one."""
    return walk_steps(run.history, None if walks.is_stuck(run) else run.experiment.true_boundary, title)


def pictures(run, prefix):
    """The sequel's pictures and movies of a walk: {file name: Figure}, and write_movie's arguments for each movie."""
    history, weights = run.history, run.history.weights()
    title = f"A random walk down the cost, jumps of {run.experiment.jump:g}"
    figures = {
        f"{prefix}-samples.png": scatter_plane(
            run.dataset.X, run.dataset.Y, 100, f"Label 1 where {run.experiment.boundary.words}"
        ),
        f"{prefix}-steps.png": steps_of(run, title),
        f"{prefix}-averaged-weights.png": averaged_weights(weights, history.iterations),
    }
    limits = (-2 * run.experiment.jump, 2 * run.experiment.jump)
    movies = {
        f"{prefix}-weights.mp4": {"weights": weights, "limits": limits},
        f"{prefix}-averaged.mp4": {"weights": averaged(weights), "limits": limits, "labels": AVERAGED_LABELS},
    }
    return figures, movies


def walk_and_tell(experiment, arguments):
    """One of the two walks: its lines printed, its pictures and movies written."""
    folder, prefix = arguments.output, f"walk-{experiment.name}"
    run = walks.walk(experiment, arguments.seed)
    draws = walks.many_draws(experiment, range(arguments.seed, arguments.seed + arguments.draws))
    share = float(run.dataset.Y.mean())
    lines = [f"The {experiment.name} walk: label 1 where {experiment.boundary.words} ({share:.3f} of the samples)"]
    lines += published_table(run, walks.published_rows(draws))
    n_stuck = sum(map(walks.is_stuck, draws))
    lines += [f"Of {len(draws)} walks, seeds from {arguments.seed} on, {n_stuck} ended at W[0] = W[1] = 0.", ""]
    more, effort_figure = beside_adam(run)
    print_and_save([*lines, *more], folder / f"{prefix}.txt")
    figures, movies = pictures(run, prefix)
    figures[f"{prefix}-effort.png"] = effort_figure
    other = [seed for seed, draw in enumerate(draws, arguments.seed) if walks.is_stuck(draw) != walks.is_stuck(run)]
    if other:
        outcome = "finds a boundary" if walks.is_stuck(run) else "gets stuck at W[0] = W[1] = 0"
        figures[f"{prefix}-other.png"] = steps_of(
            walks.walk(experiment, other[0]), f"Another walk, seed {other[0]}, {outcome}"
        )
    print_paths(save(figure, folder / name) for name, figure in figures.items())
    for name, movie in movies.items():
        print_paths([write_movie(folder / name, iterations=run.history.iterations, fps=FRAMES_PER_SECOND, **movie)])


def job(arguments):
    """Walk as the sequel does, its first run and then its second."""
    checks.integer("--draws", arguments.draws, minimum=1)
    settings = {name: getattr(arguments, name) for name in ("steps", "jump", "bias_jump")}
    settings = {name: value for name, value in settings.items() if value is not None}
    for name in walks.WALKS if arguments.run is None else [arguments.run]:
        walk_and_tell(replace(walks.WALKS[name], **settings), arguments)
        print()


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.option("--run", "which of the two walks", "both", choices=walks.WALKS, default=None)
    parser.option("--steps", "number of steps of the walk", "the run's own", type=int, metavar="N")
    parser.option("--jump", "length of a jump of a weight, above 0", "the run's own", type=float, metavar="LENGTH")
    parser.option("--bias-jump", "length of a jump of b, above 0", "the run's own", type=float, metavar="LENGTH")
    parser.add_number(
        "--draws", 100, "number of walks, with seeds from --seed on, to compare with the published numbers"
    )
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
