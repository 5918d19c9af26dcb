"""Is every hand-written gradient right? Compare each with two numerical derivatives, before and after training."""

import textwrap

import numpy as np

from massshuffle.activations import ACTIVATIONS
from massshuffle.checks import BadInput
from massshuffle.experiments.planted_bugs import BUGS
from massshuffle.gradient_check import check_gradient
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.numerical_gradient import errors_by_step
from massshuffle.optimizers import Adam
from massshuffle.running.command_line import Parser, print_and_save, print_paths
from massshuffle.training import train
from massshuffle.view.figures.comparisons import error_against_step
from massshuffle.view.figures.style import save

STEPS = 10.0 ** np.arange(-1, -30.5, -0.5)
ONE_NETWORK = Network((4, 3, 2, 1), ("tanh", "tanh"))  # without a kink, so its error curves are smooth
WIDTH = 100


def all_networks():
    """Return one layer; for every activation in the table two hidden layers of it; a hidden layer of each."""
    names = tuple(ACTIVATIONS)
    twice = [Network((6, 5, 4, 1), (name, name)) for name in names]
    return [Network((15, 1)), *twice, Network((5, *[4] * len(names), 1), names)]


def some_state(network, seed):
    """Draw (network, theta, X, Y); what one network gets does not depend on the others."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((network.nodes_per_layer[0], 20))
    return network, xavier_uniform(network, rng), X, (rng.random((1, 20)) < 0.5).astype(float)


def gradient_at(bug, network, theta, X, Y):
    """The network's gradient, or one with a bug."""
    return BUGS[bug].wrong_gradients(network, theta, X, Y)[0] if bug else network.gradient(theta, X, Y)


def table(network, moment, report):
    """Lines for one gradient: what was checked, then a line per block, none longer than WIDTH."""
    name = f"{'-'.join(map(str, network.nodes_per_layer))} {'/'.join(network.activations)}".strip()
    lines = [f"{name}, {moment}"]
    for line in str(report).splitlines():
        lines += textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent=" " * 44, drop_whitespace=False)
    return [line.rstrip() for line in lines]


def check(networks, arguments):
    """Check every network before and after training. Returns the lines of a table, and whether all are right."""
    lines, passed = [], []
    for network in networks:
        _, start, X, Y = some_state(network, arguments.seed)
        trained = train(network, start, X, Y, Adam(1e-2), epochs=10).theta
        for moment, theta in (("at the start", start), ("after 10 steps", trained)):
            report = check_gradient(network, theta, X, Y, gradient_at(arguments.bug, network, theta, X, Y))
            lines += table(network, moment, report)
            passed.append(report.passed)
    return [*lines, f"{sum(passed)} of {len(passed)} gradients are right"], all(passed)


def draw(arguments):
    """The error of each measurement of one gradient, step by step."""
    network, theta, X, Y = some_state(ONE_NETWORK, arguments.seed)
    gradient = gradient_at(arguments.bug, network, theta, X, Y)
    errors = errors_by_step(lambda theta: network.cost(theta, X, Y), gradient, theta, STEPS)
    title = f"A gradient with a bug ({arguments.bug}): no step brings the error down" if arguments.bug else None
    return error_against_step(STEPS, errors, *[title] * bool(title))


def job(arguments):
    """Check, print the table, draw the picture."""
    if arguments.all and not arguments.bug:
        raise BadInput("--all is for --break, and without --break all networks are checked: leave --all out")
    networks = [ONE_NETWORK] if arguments.bug and not arguments.all else all_networks()
    lines, right = check(networks, arguments)
    suffix = ""
    if arguments.bug:
        bug, suffix = BUGS[arguments.bug], f"-{arguments.bug}-broken"
        lines = [f"Planted: {bug.description}.", f"Wrong should be: {bug.where_to_look}.", *lines]
    print_and_save(lines, arguments.output / f"gradient-check{suffix}.txt")
    print_paths([save(draw(arguments), arguments.output / f"error-against-step{suffix}.png")])
    return int(not right)


def main(argv=None):
    """Run the script; returns the exit code: 0 if every gradient is right, 1 if one is wrong."""
    parser = Parser(__doc__)
    words = "plant this bug in the gradient of one network; --break alone plants wrong-factor, no --break plants none"
    parser.add_argument("--break", help=words, dest="bug", nargs="?", const="wrong-factor", choices=BUGS)
    parser.add_argument("--all", action="store_true", help="with --break: in all networks (default: in one)")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
