"""Mass: what the weights are, taken together."""

import numpy as np


def averaged(weights):
    """Fold the noise weights into one: W[0], W[1] and the mean of all others, frame by frame.

    weights : (F, n, k), k at least 3
    Returns (F, n, 3).  The notebook's plot divides the sum of the k - 2 others by k; this is their true mean.
    """
    weights = np.asarray(weights)
    if weights.ndim != 3 or weights.shape[2] < 3:
        raise ValueError(
            f"weights must have shape (F, n, k) with k at least 3, got {weights.shape}"
        )
    rest = weights[:, :, 2:].mean(axis=2, keepdims=True)  # (F, n, 1)
    return np.concatenate([weights[:, :, :2], rest], axis=2)
