"""Mass: how much of the weight sits where, and how much of it moved.

Which of many weights matter? The notebook watches "mass" flow through the weights and does not define it, so we do. A
positive weight and a negative one of the same absolute value let the same amount through, so we count a weight's mass
without its sign, and as a share of the whole:

    share[i] = |W[i]| / sum_j |W[j]|                    each at least 0, all together 1

For W = (1, -2, 1) the shares are 1/4, 1/2 and 1/4. Two numbers summarize many shares. The effective number of weights
is how many equal weights would be spread as widely: 1 if one weight has all the mass, n if all n have the same share.
The mass moved between two frames, our measure of "mass shuffling", is what some weights lost and others gained: 0 if
every share stays, 1 if all of it changes places. A bias has no mass here. It multiplies no input, so it says nothing
about which input matters.

    effective number = 1 / sum_i share[i]^2             for n shares of 1/n: 1 / (n / n^2) = n
    moved = 1/2 sum_i |share[i] now - share[i] before|  half: one's loss is another's gain, and both are counted

The three shares above have the effective number 1 / (1/16 + 1/4 + 1/16) = 2.67.

A pitfall: a large weight is not a large effect. How much a weight contributes depends on its input as well, and inputs
have units. With `scale`, each input's standard deviation, a weight counts as |W[i]| scale[i]. In the notebook's linear
run W[0] has 6 to 10 % of the mass and 97 to 99 % of what is contributed (ten seeds).

Why are bare sizes spread so widely? Adam divides each gradient by its own size (optimizers.py), so a noise weight whose
gradient is thousands of times smaller than that of W[0] walks about as far, and the mass spreads over all weights.
Gradient descent moves a weight in proportion to its gradient. It leaves the noise weights where they started, and W[0]
outgrows them. An L1 or L2 penalty sends them to 0. docs/where-the-mass-goes.md tells the whole story.

This is the last page, so look back. A network multiplies, adds and applies an activation function (backpropagation.py).
The cost says how wrong it is, and its gradient with respect to the logits is prediction minus truth (cost.py). Going
back, each layer passes its error signal on, and an error signal times an input is the gradient of a weight. You can
test such a gradient without trusting it (gradient_check.py). An optimizer turns it into a step, and how it does so
decides where the weights go (optimizers.py). That is all there is to training, and it is a loop around two lines, the
gradient and the step (training.py).

Two questions. What is the effective number of the weights (3, -3, 0)? And why can a noise weight have a large share and
no effect? (docs/answers.md)

Source: the inverse of Simpson's (1949) index of concentration; half the summed change is the total variation distance.
Tested by tests/book/test_mass.py.
"""

import numpy as np

from massshuffle import checks


def averaged(weights):
    """Fold the noise weights into one: W[0], W[1] and the mean of all others.

    weights : (F, n, k), k at least 3
    Returns (F, n, 3).  The notebook's plot divides the sum of the k - 2 others by k; this is their true mean.
    """
    weights = checks.finite("weights", weights)
    if weights.ndim != 3 or weights.shape[2] < 3:
        raise checks.BadInput(f"weights must have shape (F, n, k) with k at least 3, got {weights.shape}")
    rest = weights[:, :, 2:].mean(axis=2, keepdims=True)  # (F, n, 1)
    return np.concatenate([weights[:, :, :2], rest], axis=2)


def shares(weights, scale=None):
    """Each weight's share of the mass, frame by frame; a matrix is read row by row.

    weights : (F, n, k)
    scale   : (k,), each input's standard deviation, 0 or more. Then a weight counts as |W[i]| * scale[i], by what it
              contributes to Z; None counts it as |W[i]|, whatever its input is measured in
    Returns (F, n k), rows sum to 1.  Raises ValueError for a frame of nothing but zeros, where no weight has a share.
    """
    weights = checks.finite("weights", weights)
    if weights.ndim != 3 or weights.size == 0:
        raise checks.BadInput(f"weights must have shape (F, n, k), got {weights.shape}")
    if not weights.any(axis=(1, 2)).all():
        raise checks.BadInput("weights must not be all 0 in a frame, they have no shares then")
    if scale is not None:
        weights = weights * _checked_scale(scale, weights.shape[2])
    size = np.abs(weights).reshape(len(weights), -1)  # (F, n k)
    largest = size.max(axis=1, keepdims=True)  # (F, 1)
    if not largest.all():
        raise checks.BadInput("weights * scale must not be all 0 in a frame, they have no shares then")
    size = size / largest  # so that no sum overflows
    return size / size.sum(axis=1, keepdims=True)


def effective_number(share):
    """How many equal weights would be spread as widely as these, frame by frame.

    share : (F, n), rows sum to 1
    Returns (F,), between 1 and n.
    """
    share = _checked(share)
    return 1 / (share**2).sum(axis=1)


def moved(share):
    """The share of the mass that changes places from each frame to the next.

    share : (F, n), rows sum to 1
    Returns (F - 1,), between 0 and 1.
    """
    share = _checked(share)
    # Rounding alone could carry the sum past 1, by its last digit.
    return np.minimum(np.abs(np.diff(share, axis=0)).sum(axis=1) / 2, 1)


def _checked_scale(scale, k):
    """Return the scale (k,) over its largest entry, so that no product overflows; refuse what is no scale."""
    scale = checks.finite("scale", scale)
    if scale.shape != (k,):
        raise checks.BadInput(f"scale must have shape ({k},), one number per input, got {scale.shape}")
    if scale.min() < 0 or scale.max() == 0:
        raise checks.BadInput(f"scale must be 0 or more and not all 0, got {scale.min():g} to {scale.max():g}")
    return scale / scale.max()


def _checked(share):
    """Refuse what cannot be shares."""
    share = checks.finite("share", share)
    if share.ndim != 2 or share.size == 0:
        raise checks.BadInput(f"share must have shape (F, n), got {share.shape}")
    if share.min() < 0 or np.abs(share.sum(axis=1) - 1).max() > 1e-5:
        raise checks.BadInput("share must be at least 0 and sum to 1 in each row")
    return share
