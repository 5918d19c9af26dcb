"""Training: ask for the gradient, take a step, ask again; and write down where the weights were.

    theta_(i+1) = step(theta_i, dC/dtheta at theta_i),    i = 0, 1, ..., epochs - 1,    theta_0 the start

A step is one change of theta, and an epoch is one pass over all samples. Here every step sees all of them ("full
batch"), so a step is an epoch; iteration, the notebook's word, counts epochs. At iterations 0, record_every,
2 record_every, ..., and at the end, a frame is recorded: theta_i and the cost at that same theta_i. So frame 0 is the
start, and the last frame is what training arrived at. (The notebook pairs the weights after a step with the cost before
it.)

With batch_size the loop steps more often than once an epoch. A hundred samples already say roughly where the cost
falls, at a hundredth of the work that ten thousand take. So at the start of each epoch the samples are shuffled and cut
into batches of batch_size (the last one may be smaller), and each batch gives one step: an epoch has many steps then.
The recorded cost is still that of all samples.

With l1 > 0 the optimizer sees the gradient of the cost plus l1 sum |W|: l1 * sign(W) is added for every weight, nothing
for a bias. Under Adam, which steps by sign more than by size, a penalty larger than a weight's own gradient decides
where that weight goes: to 0, and then across it and back, at first by some three lr, in the end by about half of one.
Noise weights have such small gradients. With l2 > 0 the gradient of l2 / 2 sum W^2 is added in the same way, l2 * W,
which fades as a weight comes near 0. The recorded cost stays the cost of the data alone.

Source: the notebook's section 2.1 (`full_model`). Proved by tests/book/test_training.py and, against trajectories of
TensorFlow, by tests/book/test_reference.py. Next: history.py, what the loop writes down.
"""

import numpy as np

from massshuffle import checks
from massshuffle.history import History
from massshuffle.network import unchecked


def train(
    network, theta, X, Y, optimizer, epochs, record_every=40, l1=0.0, on_record=None, batch_size=None, seed=0, l2=0.0
):
    """Train a network for a number of epochs and return its History.

    theta     : (P,) the start, left as it is; float32 in, float32 out
    X         : (k, N)    Y : (1, N), each 0 or 1
    optimizer : one of optimizers.py; it goes on from its own memory, so give a new one for a new start
    epochs    : how many, 0 or more    record_every : epochs from frame to frame, 1 or more
    l1, l2    : 0 or more, how much of the penalties sum |W| and sum W^2 / 2 is added to the cost
    on_record : called as on_record(iteration, cost) at each frame; True ends training, False or None goes on
    batch_size : samples a step, 1 or more; None takes all of them, one step an epoch
    seed      : int or numpy Generator, for the shuffles; the full batch needs none
    Raises ValueError for bad input, and for a run whose parameters grow out of all bounds.
    """
    theta, X, Y = checks.network(network).checked(theta, X, Y)
    theta = checks.numbers("theta", theta)  # real ones: a complex theta is there to be measured
    checks.optimizer(optimizer)
    if not (on_record is None or callable(on_record)):
        raise checks.BadInput(f"on_record must be None or a function of (iteration, cost), got {on_record!r}")
    epochs = checks.integer("epochs", epochs, minimum=0)
    record_every = checks.integer("record_every", record_every, minimum=1)
    l1, l2 = checks.number("l1", l1, low=0), checks.number("l2", l2, low=0)
    if batch_size is not None:
        batch_size = checks.integer("batch_size", batch_size, minimum=1)
    rng = checks.generator(seed)
    # |theta|^2 may be at most this. Then no matrix is longer than max^(1 / 3L), with max the largest float, and all L
    # together at most max^(1/3): room for the samples that they are multiplied with, and for what is added up.
    bound = float(np.finfo(theta.dtype).max) ** (2 / (3 * network.n_layers))

    cost, gradient = unchecked(network.cost), unchecked(network.gradient)

    whole = ((X, Y),)
    iterations, costs, thetas = [], [], []
    for i in range(epochs + 1):
        if i % record_every == 0 or i == epochs:
            iterations.append(i)
            costs.append(checks.cost_at(theta, cost(theta, X, Y)))
            thetas.append(theta)
            ended = on_record is not None and _ends(on_record(i, costs[-1]))
            if ended or i == epochs:
                break
        batches = whole if batch_size is None else _batches(X, Y, batch_size, rng)
        for X_batch, Y_batch in batches:
            dtheta = gradient(theta, X_batch, Y_batch)
            if l1 > 0 or l2 > 0:
                theta, dtheta = checks.step_operands(theta, dtheta)
                dtheta = dtheta + penalty_gradient(theta, network.is_weight, l1, l2)
            theta = optimizer.step(theta, dtheta)
            if not np.vdot(theta, theta) <= bound:
                raise _diverged(theta, i + 1)
    return History(network, np.array(iterations), np.array(costs), np.stack(thetas))


def penalty_gradient(theta, is_weight, l1, l2):
    """The gradient of l1 sum |W| + l2 / 2 sum W^2, (..., P): l1 sign(W) + l2 W for a weight, 0 for a bias."""
    return np.where(is_weight, l1 * np.sign(theta) + l2 * theta, 0)


def _ends(answer):
    """Whether on_record's answer ends training. A number does not say it: refused, it is taken for neither."""
    if not (answer is None or isinstance(answer, (bool, np.bool_))):
        raise checks.BadInput(
            f"on_record must return True to end training, False or None to go on, got {answer!r}: return None"
        )
    return bool(answer)


def _diverged(theta, iteration):
    """The error for parameters that grew out of all bounds. Of runs side by side, (S, ..., P), it names the worst."""
    largest = np.abs(theta).reshape(len(theta), -1).max(axis=1)
    run = f" in run {largest.argmax()}" if theta.ndim > 1 else ""
    return checks.BadInput(f"training diverged{run} at iteration {iteration}: use a smaller learning_rate")


def _batches(X, Y, batch_size, rng):
    """Shuffle the samples and yield them as (X_batch (k, n), Y_batch (1, n)), n = batch_size or, in the last one, less.

    Runs side by side, X (S, k, N), are shuffled alike.
    """
    order = rng.permutation(X.shape[-1])  # (N,)
    for first in range(0, len(order), batch_size):
        batch = order[first : first + batch_size]
        yield X[..., batch], Y[..., batch]
