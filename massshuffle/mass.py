"""Mass: how much of the weight sits where, and how much of it moved.

A positive weight and a negative one of the same size let the same amount through, so count a weight's mass without its
sign, and as a share of the whole:

    share[i] = |W[i]| / sum_j |W[j]|                    each at least 0, all together 1

Two numbers say what many shares look like. The effective number of weights is how many equal weights would be spread as
widely: 1 if one weight has it all, n if all n have the same. The mass moved between two frames is what was taken from
some weights to be given to others: 0 if every share stays, 1 if all of it changes places.

    effective number = 1 / sum_i share[i]^2             for n shares of 1/n: 1 / (n / n^2) = n
    moved = 1/2 sum_i |share[i] now - share[i] before|  half: what one loses another gains, and both are counted

What they show. The notebook trains with Adam and wonders why noise weights do not die. Adam divides each gradient by
its own size (optimizers.py), so a noise weight with a gradient ten thousand times smaller than W[0]'s walks about as
far, and the mass spreads over all weights. Gradient descent moves a weight in proportion to its gradient: it leaves the
noise weights where they were, and W[0] outgrows them. Only a penalty sends them to 0.

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
    if scale is not None:
        weights = weights * _checked_scale(scale, weights.shape[2])
    size = np.abs(weights).reshape(len(weights), -1)  # (F, n k)
    largest = size.max(axis=1, keepdims=True)  # (F, 1)
    if not largest.all():
        raise checks.BadInput("weights must not be all 0 in a frame, they have no shares then")
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
