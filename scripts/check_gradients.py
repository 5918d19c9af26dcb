"""Is every hand-written gradient right? Compare each with two measurements, before and after training steps."""

import numpy as np

from massshuffle.files import save_text
from massshuffle.gradient_check import check_gradient
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.running.command_line import Parser, wrote
from massshuffle.training import train

LAYERS = (
    ((15, 1), ()),
    ((15, 15, 1), ("sigmoid",)),
    ((6, 5, 5, 1), ("tanh", "tanh")),
    ((6, 8, 4, 1), ("relu", "relu")),
    ((5, 4, 4, 3, 1), ("sigmoid", "tanh", "relu")),
)

# What goes wrong when backpropagation is written by hand: from the right blocks to wrong ones.
FAULTS = {
    "factor": lambda blocks, N: [(1.001 * dW, db) for dW, db in blocks],
    "bias": lambda blocks, N: [(dW, 0 * db) for dW, db in blocks],
    "transpose": lambda blocks, N: [(dW.T.reshape(dW.shape), db) for dW, db in blocks],
    "mean": lambda blocks, N: [(N * dW, N * db) for dW, db in blocks],
}


class BrokenNetwork(Network):
    """A network whose gradient has a fault planted in it."""

    fault = "factor"

    def gradient(self, theta, X, Y):
        """The gradient, made wrong."""
        blocks = self.unpack(super().gradient(theta, X, Y))
        return self.pack(FAULTS[self.fault](blocks, X.shape[1]))


def table_lines(network, moment, report):
    """A line for each block, with the values at the worst coordinate where the block is wrong."""
    name = "-".join(map(str, network.nodes_per_layer)) + " " + "/".join(network.activations)
    _, *lines = str(report).splitlines()
    return [f"{name:<30} {moment:<15} {line}" for line in lines]


def job(arguments):
    rng = np.random.default_rng(arguments.seed)
    BrokenNetwork.fault = arguments.fault
    passed = []
    lines = [f"{'network':<30} {'checked':<15} {'block':<6} {'central difference':>18} {'complex step':>13}  verdict"]
    for layers in LAYERS:
        network = (BrokenNetwork if arguments.fault else Network)(*layers)
        X = rng.standard_normal((network.nodes_per_layer[0], 20))
        Y = (rng.random((1, 20)) < 0.5).astype(float)
        start = xavier_uniform(network, rng)
        trained = train(network, start, X, Y, Adam(1e-2), epochs=10).theta
        for moment, theta in (("at the start", start), ("after 10 steps", trained)):
            report = check_gradient(network, theta, X, Y)
            lines += table_lines(network, moment, report)
            passed.append(report.passed)
    lines.append(f"{sum(passed)} of {len(passed)} gradients are right")
    print(*lines, sep="\n")
    name = "gradient-check.txt"
    if arguments.fault:
        name = f"gradient-check-{arguments.fault}-broken.txt"
    wrote([save_text(lines, arguments.output / name)])
    return 0 if all(passed) else 1


def main(argv=None):
    """Run the script; returns the exit code: 0 if every gradient is right, 1 if one is wrong."""
    parser = Parser(__doc__)
    parser.add_argument(
        "--break",
        dest="fault",
        nargs="?",
        const="factor",
        choices=FAULTS,
        help="plant a wrong derivative and see it caught (default: factor, 1.001 times too "
        "large; a transposed block of one row is no fault)",
    )
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
