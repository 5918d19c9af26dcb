"""Training without gradients: jump somewhere at random, stay if it is better there.

A gradient says in which direction the cost falls. Without one there is still a way down: try a step, measure the cost,
and keep the step only if the cost has fallen. Nobody has to differentiate anything; the price is that most tries are in
vain. (Here "the notebook" is the author's next one. Its network is one layer: W[i] is the weight of input i, counted
from 0, so W[0] belongs to x1, and b is the bias.) In each step every weight proposes to jump up, to jump down or to
stay, and every bias to jump up or down:

    W' = W + jump * {-1, 0, 1}        b' = b + bias_jump * {-1, 1}        each entry drawn for itself, evenly

    try (W', b), then (W', b'), then (W, b'); keep the first whose cost is below that of (W, b), or stay there

"The first" is how we read the notebook's "in turn". Keeping the best of the three instead finds the same boundaries and
costs three evaluations in every step.

The walk only ever stands on a lattice: the start plus whole multiples of the jumps. That is its luck. The notebook's
boundary x1 + 2 x2 >= 10 has a point on the lattice, W[0] : W[1] : b = 1 : 2 : -10, and the walk finds it exactly, where
a gradient only comes near. (A positive multiple of all three is the same boundary, only surer of itself.) The noise
weights hardly change the cost, so they are never called back: they wander, and grow as large as they happen to.

Source: the author's next notebook. Proved by tests/book/test_random_walk.py. Next: mass.py, the last page: where did
the weight go?
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


def random_walk(network, theta, X, Y, jump, bias_jump, epochs, record_every=1, seed=0):
    """Walk at random for a number of steps, keeping what lowers the cost, and return its History.

    theta     : (P,) the start, left as it is; float32 in, float32 out
    X         : (k, N)    Y : (1, N), each 0 or 1
    jump      : how far a weight jumps, in every layer    bias_jump : how far a bias jumps; both above 0
    epochs    : steps to take, 0 or more; each costs at most three evaluations of the cost, and the start costs one
    record_every : steps from frame to frame, 1 or more; frames as in training.train, frame 0 is the start
    seed      : int or numpy Generator
    Raises ValueError for bad input, and for jumps so long that the walk could leave all bounds.
    """
    theta, X, Y = checks.network(network).checked(theta, X, Y)
    theta = checks.numbers("theta", theta)  # real ones: a complex theta is there to be measured
    jump = checks.positive("jump", jump)
    bias_jump = checks.positive("bias_jump", bias_jump)
    epochs = checks.integer("epochs", epochs, minimum=0)
    record_every = checks.integer("record_every", record_every, minimum=1)
    rng = checks.generator(seed)
    bound = float(np.finfo(theta.dtype).max) ** (1 / (3 * network.n_layers))
    for name, length in (("jump", jump), ("bias_jump", bias_jump)):
        if np.abs(theta).max() + epochs * length > bound:
            raise checks.BadInput(f"{name} must keep theta within {bound:.1e} for {epochs} epochs, got {length:g}")

    cost_at = unchecked(network.cost)
    cost = checks.cost_at(theta, cost_at(theta, X, Y))
    iterations, costs, thetas = [0], [cost], [theta]
    for i in range(1, epochs + 1):
        for move in _moves(network, theta, jump, bias_jump, rng):
            new_cost = checks.cost_at(theta, cost_at(theta + move, X, Y))
            if new_cost < cost:
                theta, cost = theta + move, new_cost
                break
        if i % record_every == 0 or i == epochs:
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
