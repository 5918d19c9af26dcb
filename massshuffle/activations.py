"""Activations: the bend between two layers, and the slope of the bend.

A layer multiplies numbers by weights and adds them up. Two layers that only multiply and add are no more than one:
3 (2 x + 1) + 4 = 6 x + 7. So between them every number z goes through a curve g, the activation. A small change of z
changes g(z) by g'(z) times that change. This factor, the derivative or slope, is all that backpropagation.py needs to
know of g. Curve and slope stand side by side here:

    sigmoid   g(z) = 1 / (1 + e^-z)         g'(z) = g(z) (1 - g(z))
    tanh      g(z) = tanh(z)                g'(z) = 1 - g(z)^2
    relu      g(z) = z if z > 0, else 0     g'(z) = 1 if z > 0, else 0

Why these slopes? The slope of e^-z is -e^-z, and that of 1 / u is -u' / u^2. With u = 1 + e^-z the sigmoid is 1 / u and
its slope e^-z / u^2, a product of 1 / u, which is g, and e^-z / u = (u - 1) / u, which is 1 - g. And tanh(z), that is
(1 - e^-2z) / (1 + e^-2z), is a stretched sigmoid: 2 s - 1 with s = sigmoid(2z). A small change of z changes 2z by twice
that, so the slope of tanh is 2 * 2 s (1 - s), which is 1 - (2 s - 1)^2.

The relu has a corner at 0 and no slope there; like TensorFlow we take 0. Each function works on an array of any shape,
entry by entry, and on complex numbers too, because numerical_gradient.py measures slopes with them.

Source: the notebook's section 2 (whose sigmoid lost its minus sign). Proved by tests/book/test_activations.py. Next:
cost.py, how wrong what comes out at the end is.
"""

import numpy as np

from massshuffle.checks import floats


def sigmoid(z):
    """Squash any number into [0, 1]: 1 / (1 + e^-z).

    Written with tanh, because e^-z overflows for z < -709 and tanh never does: 1 / (1 + e^-z) = 1/2 + tanh(z / 2) / 2.
    The absolute error is below 1.2e-16. Below z = -38 the result is exactly 0, which does no harm: nobody takes its
    logarithm (see cost.py).
    """
    z = floats("z", z)
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def sigmoid_derivative(z):
    """Slope of the sigmoid: a (1 - a) = 1/4 - (a - 1/2)^2, so at most 1/4 (at z = 0)."""
    a = sigmoid(z)
    return a * (1 - a)


def tanh(z):
    """Squash any number into [-1, 1]."""
    return np.tanh(floats("z", z))


def tanh_derivative(z):
    """Slope of tanh, at most 1 (at z = 0)."""
    return 1 - np.tanh(floats("z", z)) ** 2


def relu(z):
    """Let positive numbers through and stop negative ones ("rectified linear unit"). NaN stays NaN."""
    z = floats("z", z)
    return np.where(z.real <= 0, 0, z)


def relu_derivative(z):
    """Slope of the relu: 1 where it lets through, 0 elsewhere."""
    z = floats("z", z)
    return (z.real > 0).astype(z.dtype)


def softplus(z):
    """log(1 + e^z), a relu without the corner, log being the natural logarithm. The cost is made of it (cost.py).

    Its slope is the sigmoid: e^z / (1 + e^z) = 1 / (1 + e^-z). log1p(x) is log(1 + x), right for the smallest x too.
    The code never overflows, as e is only ever raised to a power of 0 or less: log(1 + e^z) = z + log(1 + e^-z), and of
    the two it takes the one whose power is negative. It chooses by the real part, like the relu.
    """
    z = floats("z", z)
    positive = z.real > 0
    return np.where(positive, z, 0) + np.log1p(np.exp(np.where(positive, -z, z)))


ACTIVATIONS = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "relu": (relu, relu_derivative),
    "tanh": (tanh, tanh_derivative),
}
