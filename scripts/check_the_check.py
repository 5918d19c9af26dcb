"""Does the gradient check cry wolf, or miss a bug? Try it along many training runs, on right and on wrong gradients."""

from collections import Counter

import numpy as np
from tqdm import tqdm

from massshuffle import checks
from massshuffle.activations import ACTIVATIONS
from massshuffle.experiments.planted_bugs import BUGS
from massshuffle.gradient_check import COMPLEX_TOLERANCE, check_gradient
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.rounding import magnitudes
from massshuffle.running.command_line import Parser, print_and_save
from massshuffle.training import train

OUTCOMES = ("caught", "MISSED", "equal", "hidden")  # equal to the right gradient; hidden by rounding
FRAMES = 8  # of a run, its start and its end among them
LARGEST = 100  # weight


def states(rng):
    """Endless (network, theta, X, Y): any network, and where training takes it from small or from large weights."""
    while True:
        n_layers = int(rng.integers(1, 5))
        network = Network((*rng.integers(1, 7, n_layers), 1), rng.choice(list(ACTIVATIONS), n_layers - 1))
        N = round(800 ** rng.random())
        X = 10 ** rng.uniform(-1, 1) * rng.standard_normal((network.nodes_per_layer[0], N))
        Y = (X[:1] > 0) if rng.random() < 0.7 else (rng.random((1, N)) < 0.5)
        start = xavier_uniform(network, rng) * 10 ** rng.uniform(0, 2.5)
        epochs = round(10 ** rng.uniform(1, 3.5))
        optimizer = Adam(10 ** rng.uniform(-3, -1))
        history = train(network, start.clip(-LARGEST, LARGEST), X, Y, optimizer, epochs, -(-epochs // (FRAMES - 1)))
        for theta in history.thetas:
            if np.abs(theta).max() <= LARGEST:
                yield network, theta, X, Y


def try_bug(name, state, size):
    """What becomes of a bug's wrong gradients at a state: a Counter of OUTCOMES."""
    outcomes = Counter()
    right = state[0].gradient(*state[1:])
    for wrong in BUGS[name].wrong_gradients(*state):
        moves = np.abs(wrong - right)
        if not moves.any():
            outcomes["equal"] += 1
        elif (moves <= 3 * COMPLEX_TOLERANCE * size).all():
            outcomes["hidden"] += 1
        else:
            outcomes["MISSED" if check_gradient(*state, wrong).passed else "caught"] += 1
    return outcomes


def job(arguments):
    """Check the right gradient and plant every bug, at each state; print the counts."""
    n_states = checks.integer("--states", arguments.states, minimum=1)
    outcomes = {name: Counter() for name in BUGS}
    alarms, corners, worst, costs = [], 0, (0, 0), []
    endless = states(np.random.default_rng(arguments.seed))
    for _ in tqdm(range(n_states), unit="state", leave=False, disable=None):
        state = next(endless)
        report = check_gradient(*state)
        costs.append(state[0].cost(*state[1:]))
        corners += sum(len(block.corners) for block in report.blocks)
        worst = np.maximum(worst, [(block.central_error, block.complex_error) for block in report.blocks]).max(axis=0)
        if not report.passed:
            alarms += [f"{state[0]}", str(report)]
        size = magnitudes(*state[:3]).gradient
        for name in BUGS:
            outcomes[name] += try_bug(name, state, size)
    lines = [
        f"right gradients at {n_states} states, costs {min(costs):.1e} to {max(costs):.1e}: {len(alarms) // 2} alarms",
        f"largest errors: central difference {worst[0]:.1e}, complex step {worst[1]:.1e}; corners: {corners}",
        *alarms,
        f"{'bug':<17}" + "".join(f"{outcome:>8}" for outcome in OUTCOMES) + "  equal, because",
    ]
    for name, counts in outcomes.items():
        numbers = "".join(f"{counts[outcome]:>8}" for outcome in OUTCOMES)
        lines.append(f"{name:<17}{numbers}  {BUGS[name].no_bug_if}")
    lines.append("hidden: no entry moves by more than three tolerances of the size of what was added up for it")
    print_and_save(lines, arguments.output / "check-the-check.txt")
    return int(bool(alarms) or any(counts["MISSED"] for counts in outcomes.values()))


def main(argv=None):
    """Run the script; returns the exit code: 0 if there was no alarm and no miss, 1 if there was one."""
    parser = Parser(__doc__)
    parser.add_number("--states", 2000, "number of states to try, about 15 per second")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
