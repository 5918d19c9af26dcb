"""Training: ask for the gradient, take a step, ask again, and record where the weights were.

Learning is one loop. At the parameters of this moment, get the gradient, let the optimizer take a step, and start again
from there:

    theta_(i+1) = step(theta_i, dC/dtheta at theta_i),    i = 0, 1, ..., epochs - 1,    theta_0 the initial parameters

A step is one change of theta, and an epoch is one pass over all samples. Here every step sees all of them ("full
batch"), so a step is an epoch. Iteration, the notebook's word, counts epochs. At iterations 0, record_every,
2 record_every, ..., and at the end, a frame is recorded: theta_i and the cost at that same theta_i. Frame 0 holds the
initial parameters, and the last frame those that training arrived at. (The notebook pairs the weights after a step with
the cost before it.) With epochs = 100 and record_every = 40, frames stand at iterations 0, 40, 80 and 100.

With batch_size, the batch size, the loop steps more often than once per epoch. A hundred samples already say roughly
where the cost falls, at a hundredth of the work that ten thousand take. So at the start of each epoch the samples are
shuffled and cut into mini-batches of batch_size (the last one may be smaller), and each gives one step. 800 samples in
batches of 100 make 8 steps per epoch. The recorded cost is still that of all samples.

Regularization adds a penalty on the weights, and none on the biases, which multiply no input:

    l1 > 0    the gradient of the cost plus l1 sum |W|         adds l1 sign(W) to dW
    l2 > 0    the gradient of the cost plus l2 / 2 sum W^2     adds l2 W to dW

For W = -0.5, l1 = 0.001 adds -0.001 and l2 = 0.001 adds -0.0005. Adam steps by sign more than by magnitude, so a
penalty larger than a weight's own gradient decides where that weight goes: to 0. Under L1 it then steps back and forth
across 0, by about three lr at first and half an lr in the end. Noise weights have gradients that small. The recorded
cost stays the cost of the data alone.

A pitfall: with a learning rate that is too large, the parameters grow out of all bounds. Training ends with an error as
soon as they would overflow, and names the iteration.

Two questions. How many steps are 5 epochs of 320 samples with batch_size = 100? And why does l1 push a weight of 0.01
as hard as one of 10, while l2 does not? (docs/answers.md)

Source: the notebook's section 2.1 (`full_model`). Tested by tests/book/test_training.py and, against trajectories of
TensorFlow, by tests/book/test_reference.py. Next: history.py, which holds what the loop records.
"""

import numpy as np

from massshuffle import checks
from massshuffle.history import History
from massshuffle.network import unchecked


def train(
    network, theta, X, Y, optimizer, epochs, record_every=40, l1=0.0, on_record=None, batch_size=None, seed=0, l2=0.0
):
    """Train a network for a number of epochs and return its History.

    theta     : (P,) the initial parameters, left as they are; float32 in, float32 out
    X         : (k, N)    Y : (1, N), each 0 or 1
    optimizer : one of optimizers.py; it goes on from its own memory, so give a new one for a new start
    epochs    : how many, 0 or more    record_every : epochs from frame to frame, 1 or more
    l1, l2    : 0 or more, the factors of the penalties sum |W| and sum W^2 / 2
    on_record : called as on_record(iteration, cost) at each frame; True ends training, False or None goes on
    batch_size : samples per step, 1 or more; None takes all of them, one step per epoch
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
    bound = largest_squared_length(theta.dtype, network.n_layers)
    cost, gradient = unchecked(network.cost), unchecked(network.gradient)
    all_samples = ((X, Y),)
    iterations, costs, thetas = [], [], []
    for i in range(epochs + 1):
        if i % record_every == 0 or i == epochs:
            iterations.append(i)
            costs.append(checks.cost_at(theta, cost(theta, X, Y)))
            thetas.append(theta)
            ended = on_record is not None and _ends(on_record(i, costs[-1]))
            if ended or i == epochs:
                break
        batches = all_samples if batch_size is None else _batches(X, Y, batch_size, rng)
        for X_batch, Y_batch in batches:
            dtheta = gradient(theta, X_batch, Y_batch)
            if l1 > 0 or l2 > 0:
                theta, dtheta = checks.step_operands(theta, dtheta)
                dtheta = dtheta + penalty_gradient(theta, network.is_weight, l1, l2)
            shape, theta = theta.shape, optimizer.step(theta, dtheta)
            if getattr(theta, "shape", None) != shape:
                got = checks.shape_or_type(theta)
                raise checks.BadInput(f"optimizer.step must return an array of shape {shape}, got {got}")
            if not np.vdot(theta, theta) <= bound:
                raise _diverged(theta, i + 1)
    return History(network, np.array(iterations), np.array(costs), np.stack(thetas))


def largest_squared_length(dtype, n_layers):
    """Return the largest |theta|^2 at which no number of a network with n_layers can overflow in this precision.

    Then no matrix is longer than max^(1 / 3L), with max the largest float, and all L together at most max^(1/3). This
    leaves room for the samples that they are multiplied with, and for what is added up.
    """
    return float(np.finfo(dtype).max) ** (2 / (3 * n_layers))


def penalty_gradient(theta, is_weight, l1, l2):
    """Return the gradient of l1 sum |W| + l2 / 2 sum W^2, (..., P): l1 sign(W) + l2 W for a weight, 0 for a bias."""
    return np.where(is_weight, l1 * np.sign(theta) + l2 * theta, 0)


def _ends(answer):
    """Whether on_record's answer ends training. A number is refused, because it could mean either."""
    if not (answer is None or isinstance(answer, (bool, np.bool_))):
        raise checks.BadInput(
            f"on_record must return True to end training, False or None to go on, got {answer!r}: return None"
        )
    return bool(answer)


def _diverged(theta, iteration):
    """Return the error for parameters that grew out of all bounds; of runs side by side, (S, ..., P), for the worst."""
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
