"""What is in dZ now, which numbers made it, and is it right? One step of backpropagation, statement by statement.

The statements are those of the functions that train: forward, backward, and the optimizer's step. Beside each
derivative that backward makes stands the numerical one. The same as a page to step through goes to one-step.html.
"""

from massshuffle import checks
from massshuffle.running.command_line import Parser, write_page
from massshuffle.running.run_options import optimizer
from massshuffle.view.one_step import small_network, text
from massshuffle.view.one_step.page import one_step_page
from massshuffle.view.one_step.statements import one_step

NODES, ACTIVATION, SAMPLES, OPTIMIZER, LEARNING_RATE = (2, 3, 1), "tanh", 4, "gradient-descent", 0.1


def job(arguments):
    """Watch one step, print it, write the page."""
    nodes = arguments.nodes_per_layer
    if arguments.activation is not None and len(nodes) < 3:
        raise checks.BadInput("--activation needs hidden layers, and there are none: add their nodes to --nodes")
    network, *drawn = small_network.drawn(nodes, arguments.activation or ACTIVATION, arguments.samples, arguments.seed)
    theta, X, Y = small_network.put(arguments.set, network, *drawn)
    watched = one_step(network, theta, X, Y, optimizer(arguments))
    print(*text.lines(watched), "", sep="\n")
    write_page(one_step_page(watched), arguments.output / "one-step.html", arguments)


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    words = "numbers of inputs, of nodes of each hidden layer, and 1; 2 to {numbers} numbers, at most {nodes} each"
    nodes = {"dest": "nodes_per_layer", "type": int, "nargs": "+", "default": NODES, "metavar": "N"}
    parser.option("--nodes", words.format(**small_network.MOST), " ".join(map(str, NODES)), **nodes)
    parser.add_activation(ACTIVATION)
    parser.add_number("--samples", SAMPLES, f"number of samples, at most {small_network.MOST['samples']}")
    parser.add_method(LEARNING_RATE, OPTIMIZER)
    parser.set_defaults(optimizer=OPTIMIZER)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="ENTRY",
        help='put numbers in by hand, "W_1[0, 1]=0.7", "b_1[0]=0.1", or a whole array, its rows separated by '
        'semicolons, "W_1=0.5 -0.4; 0.3 0.8; -0.6 0.2"; also X and Y, and several times (default: all are drawn)',
    )
    parser.add_open()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
