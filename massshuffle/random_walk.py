"""Training without gradients: jump somewhere at random, stay if it is better there.

A gradient says in which direction the cost falls. Without one there is still a way down: try a step, measure the cost,
and keep the step only if the cost has fallen. You need not differentiate anything; the price is that most tries fail.
The notebook's author does this in his next notebook, the sequel. Its network is one layer: W[i] is the weight of input
i, counted from 0, so W[0] belongs to x1, and b is the bias. In each step every weight proposes to jump up, to jump down
or to stay, and every bias to jump up or down:

    W' = W + jump * {-1, 0, 1}        b' = b + bias_jump * {-1, 1}        each entry drawn for itself, evenly

    evaluate (W', b), (W', b') and (W, b'); move to the best of the three if its cost is below that of (W, b), else stay

The walk only ever stands on a lattice: the start plus whole multiples of the jumps. That can be its luck. The boundary
of the sequel's first run, x1 + 2 x2 >= 10, has a point on the lattice, W[0] : W[1] : b = 1 : 2 : -10. With jumps of 1
and 2 the walk finds it exactly, where a gradient only comes near. (A positive multiple of all three is the same
boundary, with more confident predictions.) The noise weights hardly change the cost, so nothing pulls them back: they
wander, and their size is left to chance.

It can also be its undoing. In the sequel's second run the jumps are 5 long. A walk that comes to W[0] = W[1] = 0 often
stays there to the end: from there a jump of 5 overshoots in every direction, and each one makes the cost worse.

Source: the sequel, linked in docs/the-notebook.md. Tested by tests/book/test_random_walk.py. Next: mass.py, the last
page: where did the weight go?
"""

import numpy as np

from massshuffle import checks
from massshuffle.history import History
from massshuffle.network import unchecked


def lattice_start(network, jump, seed=0):
    """Draw a start theta (P,) for the walk: each weight -jump, 0 or jump, each bias 0. seed: int or numpy Generator."""
    rng = checks.generator(seed)
    jump = checks.positive("jump", jump)
    shapes = checks.network(network).shapes
    return network.pack([(jump * rng.integers(-1, 2, size=of_W), np.zeros(of_b)) for of_W, of_b in shapes])


def random_walk(network, theta, X, Y, jump, bias_jump, steps, record_every=1, seed=0):
    """Walk at random for a number of steps, keeping each time the best move that lowers the cost. Returns a History.

    theta     : (P,) the start, left as it is; float32 in, float32 out
    X         : (k, N)    Y : (1, N), each 0 or 1
    jump      : how far a weight jumps, in every layer    bias_jump : how far a bias jumps; both above 0
    steps     : 0 or more; each evaluates the cost three times, and the start once
    record_every : steps from frame to frame, 1 or more; frames as in training.train, frame 0 is the start
    seed      : int or numpy Generator
    Raises ValueError for bad input, and for jumps so long that the walk could leave all bounds.
    """
    theta, X, Y = checks.network(network).checked(theta, X, Y)
    theta = checks.numbers("theta", theta)  # real ones: a complex theta is there to be measured
    jump = checks.positive("jump", jump)
    bias_jump = checks.positive("bias_jump", bias_jump)
    steps = checks.integer("steps", steps, minimum=0)
    record_every = checks.integer("record_every", record_every, minimum=1)
    rng = checks.generator(seed)
    bound = float(np.finfo(theta.dtype).max) ** (1 / (3 * network.n_layers))
    if np.abs(theta).max() > bound:
        raise checks.BadInput(f"theta must lie within {bound:.1e}, got an entry of {np.abs(theta).max():.1e}")
    for name, length in (("jump", jump), ("bias_jump", bias_jump)):
        if np.abs(theta).max() + steps * length > bound:
            raise checks.BadInput(f"{name} must keep theta within {bound:.1e} for {steps} steps, got {length:g}")

    cost_at = unchecked(network.cost)
    cost = checks.cost_at(theta, cost_at(theta, X, Y))
    iterations, costs, thetas = [0], [cost], [theta]
    for i in range(1, steps + 1):
        here = theta
        for move in _moves(network, here, jump, bias_jump, rng):
            new_cost = checks.cost_at(here, cost_at(here + move, X, Y))
            if new_cost < cost:
                theta, cost = here + move, new_cost
        if i % record_every == 0 or i == steps:
            iterations.append(i)
            costs.append(cost)
            thetas.append(theta)
    return History(network, np.array(iterations), np.array(costs), np.stack(thetas))


def _moves(network, theta, jump, bias_jump, rng):
    """Draw one step's proposal; return it as three moves (P,): the weights', both, the biases'."""
    jumps = []
    for W_shape, b_shape in network.shapes:
        jumps.append((jump * rng.integers(-1, 2, size=W_shape), bias_jump * rng.choice((-1, 1), size=b_shape)))
    of_weights = network.pack([(jump_W, 0 * jump_b) for jump_W, jump_b in jumps])  # (P,)
    of_biases = network.pack([(0 * jump_W, jump_b) for jump_W, jump_b in jumps])  # (P,)
    moves = (of_weights, of_weights + of_biases, of_biases)
    return [move.astype(theta.dtype) for move in moves]
