"""Training: ask for the gradient, take a step, ask again; and write down where the weights were.

    theta_(i+1) = step(theta_i, dC/dtheta at theta_i),    i = 0, 1, ..., epochs - 1,    theta_0 the start

Here every step sees all samples ("full batch"), so a step is an epoch. At iterations 0, record_every, 2 record_every, ...
below epochs a frame is recorded: theta_i and the cost at that same theta_i, so frame 0 is the start. What the last step
arrives at is kept beside the frames. (The notebook pairs the weights after a step with the cost before it.)

With batch_size the loop steps more often than once an epoch. A hundred samples already say roughly where the cost
falls, at a hundredth of the work that ten thousand take. So at the start of each epoch the samples are shuffled and cut
into batches of batch_size (the last one may be smaller), and each batch gives one step: an epoch is one pass over all
samples, as before, but many steps. Iterations count epochs, and the recorded cost is still that of all samples.

With l1 > 0 the optimizer sees the gradient of the cost plus l1 sum |W|: l1 * sign(W) is added for every weight, nothing
for a bias. Under Adam, which steps by sign more than by size, a penalty larger than a weight's own gradient decides
where that weight goes: to 0, and then across it and back, never further than a step or two away. Noise weights have
such small gradients. The recorded cost stays the cost of the data alone.

Source: the notebook's section 2.1 (`full_model`). Proved by tests/test_training.py and, against trajectories of
TensorFlow, by tests/test_reference.py.
"""

import numpy as np

from massshuffle import checks
from massshuffle.history import History


def train(network, theta, X, Y, optimizer, epochs, record_every=40, l1=0.0, on_record=None, batch_size=None, seed=0):
    """Train a network for a number of epochs and return its History.

    theta     : (P,) the start, left as it is; float32 in, float32 out
    X         : (k, N)    Y : (1, N), each 0 or 1
    optimizer : one of optimizers.py; it goes on from its own memory, so give a new one for a new start
    epochs    : passes to make, 0 or more    record_every : passes from frame to frame, 1 or more    l1 : 0 or more
    on_record : called as on_record(iteration, cost) at each frame
    batch_size : samples a step, 1 or more; None takes all of them, one step a pass
    seed      : int or numpy Generator, for the shuffles; the full batch needs none
    Raises ValueError for bad input, and for a run whose parameters grow out of all bounds.
    """
    theta, X, Y = network.checked(theta, X, Y)
    epochs = checks.integer("epochs", epochs, minimum=0)
    record_every = checks.integer("record_every", record_every, minimum=1)
    l1 = checks.number("l1", l1, low=0)
    if batch_size is not None:
        batch_size = checks.integer("batch_size", batch_size, minimum=1)
    rng = checks.generator(seed)
    # Of |theta|^2. A pass multiplies L matrices; all of them together may use up a third of the exponents there are.
    bound = float(np.finfo(theta.dtype).max) ** (2 / (3 * len(network.activations)))

    whole = ((X, Y),)
    iterations, costs, thetas = [], [], []
    for i in range(max(epochs, 1)):  # no epoch, too, has a start to record
        if i % record_every == 0:
            iterations.append(i)
            costs.append(network.cost_of_checked(theta, X, Y))
            thetas.append(theta)
            if on_record is not None:
                on_record(i, costs[-1])
        if i == epochs:
            break
        batches = whole if batch_size is None else _batches(X, Y, batch_size, rng)
        for X_i, Y_i in batches:
            gradient = network.gradient_of_checked(theta, X_i, Y_i)
            if l1 > 0:
                penalty = np.where(network.is_weight, l1 * np.sign(theta), 0)
                gradient = gradient + penalty
            theta = optimizer.step(theta, gradient)
            if not np.vdot(theta, theta) <= bound:
                raise ValueError(f"training diverged at iteration {i + 1}: use a smaller learning_rate")
    return History(network, np.array(iterations), np.array(costs), np.stack(thetas), theta)


def _batches(X, Y, batch_size, rng):
    """Shuffle the samples and yield them as (X_i (k, n), Y_i (1, n)), n = batch_size or, in the last one, less."""
    order = rng.permutation(X.shape[1])  # (N,)
    for first in range(0, len(order), batch_size):
        batch = order[first : first + batch_size]
        yield X[:, batch], Y[:, batch]
