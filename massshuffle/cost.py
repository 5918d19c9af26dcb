"""Cost: one number for how wrong the network is, and how that number changes with each logit.

The network's last layer gives one number per sample, the logit z, anywhere from -inf to inf. Read sigmoid(z) as the
probability that the label is 1. A good network gives the true labels, taken together, a high probability. Probabilities
multiply, so their logarithms add, and the cost of a sample is minus the logarithm of the probability given to its true
label. This cost (or loss, which means the same) is called cross-entropy. It is 0 if the network is sure and right, and
large if it is sure and wrong:

    c = -y log sigmoid(z) - (1 - y) log(1 - sigmoid(z))

Here y is the true label, 0 or 1, and log is the natural logarithm, so a cost is counted in nats. A probability of 0.9
for the true label costs -log 0.9 = 0.105 nats, a probability of 0.1 costs 2.303. The cost C of a network is the mean of
c over its N samples.

For large |z|, sigmoid(z) rounds to 0 or 1, and one of the logarithms becomes infinite. But sigmoid(z) is
e^z / (1 + e^z), and 1 - sigmoid(z) is 1 / (1 + e^z). So with softplus(z) = log(1 + e^z) the two logarithms are
z - softplus(z) and -softplus(z), and c = -y (z - softplus(z)) + (1 - y) softplus(z) = softplus(z) - y z:

    C = 1/N sum_n [ softplus(z_n) - y_n z_n ]

The gradient of C lists its partial derivatives, one for each number that C depends on, with the others held fixed. The
derivative of softplus is the sigmoid, that of y z is y, and each z appears in only one of the N terms. So the gradient
is as plain as can be, prediction minus truth:

    dC/dz_n = (sigmoid(z_n) - y_n) / N

With numbers, take N = 1, y = 1 and z = log 3. The prediction is 3/4, the cost -log 3/4 = 0.288 and the derivative
3/4 - 1 = -1/4. Raise z a little and the cost falls by a quarter of that.

The sigmoid is therefore part of the cost, and the last layer needs no activation function. The derivative of the
sigmoid, s (1 - s) with s for sigmoid(z), is nearly 0 where the network is sure, but it has cancelled. For y = 1,
c = -log s has the derivative -1/s times s (1 - s), which is s - 1. So the derivative is largest where it should be,
where the network is sure and wrong.

Two questions. What does a network pay per sample that answers 1/2 to everything? And why is the derivative negative
exactly for the samples with label 1? (docs/answers.md)

Source: the notebook's section 2 (TensorFlow's sigmoid_cross_entropy_with_logits; in PyTorch, BCEWithLogitsLoss). Tested
by tests/book/test_cost.py. Next: backpropagation.py, which takes this gradient back to every weight.
"""

import numpy as np

from massshuffle import checks
from massshuffle.activations import sigmoid, softplus


def binary_cross_entropy(logits, labels):
    """Return the mean cross-entropy between labels and sigmoid(logits), computed without ever forming the sigmoid.

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
    """Return the mean cross-entropy without checking the labels, for a training loop that has checked them before."""
    return np.mean(softplus(logits) - labels * logits).item()


def binary_cross_entropy_gradient(logits, labels):
    """Return the derivative of the cost with respect to each logit, (sigmoid(z) - y) / N.

    logits : (1, N)    labels : (1, N), each 0 or 1 (not checked here)
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
