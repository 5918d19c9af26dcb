"""Cost: one number for how wrong the network is, and how that number changes with each logit.

The network's last layer gives a logit z for each sample, any number from -inf to inf. Read sigmoid(z) as the
probability that the label is 1. A good network gives the true labels, all together, a high probability. Probabilities
multiply and their logarithms add, so a sample costs minus the logarithm of what its true label got. This is called
cross-entropy: 0 when the network is sure and right, a lot when it is sure and wrong,

    c = -y log sigmoid(z) - (1 - y) log(1 - sigmoid(z)).

Here y is the true label, 0 or 1, and log the natural logarithm, so a cost is counted in nats. The cost C of a network
is the mean of c over its N samples.

Far out sigmoid(z) rounds to 0 or 1 and the logarithm breaks. But sigmoid(z) is e^z / (1 + e^z), and 1 - sigmoid(z) is
1 / (1 + e^z). So with softplus(z) = log(1 + e^z) the two logarithms are z - softplus(z) and -softplus(z), and
c = -y (z - softplus(z)) + (1 - y) softplus(z) = softplus(z) - y z:

    C = 1/N sum_n [ softplus(z_n) - y_n z_n ].

A gradient is the list of all slopes of one number, here C: one for each number that C depends on, the others held
still. The slope of softplus is the sigmoid, that of y z is y, and each z is in one of the N terms alone. So this is the
plainest gradient there could be, prediction minus truth:

    dC/dz_n = (sigmoid(z_n) - y_n) / N.

So the sigmoid is part of the cost, and the last layer needs no curve of its own. The sigmoid's slope s (1 - s), nearly
0 where the network is sure, has cancelled: where y = 1, c = -log s has the slope -1/s times s (1 - s), which is s - 1.
So the slope is largest where the network is sure and wrong.

Source: the notebook's section 2 (TensorFlow's sigmoid_cross_entropy_with_logits). Proved by tests/book/test_cost.py.
Next: backpropagation.py, which takes this gradient back to every weight.
"""

import numpy as np

from massshuffle import checks
from massshuffle.activations import sigmoid, softplus


def binary_cross_entropy(logits, labels):
    """Mean cross-entropy between labels and sigmoid(logits), computed without ever forming the sigmoid.

    logits : (1, N)    labels : (1, N), each 0 or 1
    Returns a float in nats (a complex number for complex logits).
    Raises ValueError for other labels, or if the shapes differ: broadcasting (N, 1) with (1, N) would average N^2
    terms.
    """
    z, y = _checked(logits, labels)
    checks.finite("logits", z, allow_complex=True)
    checks.labels("labels", labels, z.shape)  # as they were given: in float32 a 1.00000001 would be a 1
    return mean_cross_entropy(z, y)


def mean_cross_entropy(logits, labels):
    """The same without looking at the labels: a training loop has checked them before its first step."""
    return np.mean(softplus(logits) - labels * logits).item()


def binary_cross_entropy_gradient(logits, labels):
    """Slope of the cost for each logit: (sigmoid(z) - y) / N.

    logits : (1, N)    labels : (1, N), each 0 or 1 (not looked at here either)
    Returns (1, N).  Raises ValueError if the shapes differ.
    """
    logits, labels = _checked(logits, labels)
    return (sigmoid(logits) - labels) / logits.size


def _checked(logits, labels):
    """Return both in the precision of the logits; refuse everything but two arrays (1, N), N at least 1."""
    if not (type(logits) is type(labels) is np.ndarray and logits.dtype is labels.dtype in checks.PRECISIONS):
        logits = checks.numbers("logits", logits, allow_complex=True)
        labels = checks.numbers("labels", labels, logits.real.dtype)
    if not (1, logits.size or 1) == logits.shape == labels.shape:
        raise checks.BadInput(f"logits and labels must both have shape (1, N), got {logits.shape} and {labels.shape}")
    return logits, labels
