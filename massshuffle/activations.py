"""Activations: the nonlinear function between two layers, and its derivative.

A layer multiplies numbers by weights and adds them up. Two layers that only multiply and add are no more than one.
Take 2 x + 1 and feed it into 3 u + 4, and you get 3 (2 x + 1) + 4 = 6 x + 7, which is another multiplication and
addition. So between two layers every number z passes through a function g that is no straight line, the activation
function. A small change in z changes g(z) by g'(z) times that change. This factor, the derivative, is all that
backpropagation.py needs to know about g. The three functions of this book, each with its derivative:

    sigmoid   g(z) = 1 / (1 + e^-z)         g'(z) = g(z) (1 - g(z))
    tanh      g(z) = tanh(z)                g'(z) = 1 - g(z)^2
    ReLU      g(z) = z if z > 0, else 0     g'(z) = 1 if z > 0, else 0

With numbers, at z = log 3 the sigmoid is 1 / (1 + 1/3) = 3/4, and its derivative is 3/4 * 1/4 = 3/16. Move z by 0.01
and the sigmoid moves by about 0.0019.

Why these derivatives? The derivative of e^-z is -e^-z, and that of 1 / u is -u' / u^2. With u = 1 + e^-z the sigmoid is
1 / u, so its derivative is e^-z / u^2. This is a product of two factors: 1 / u, which is g, and e^-z / u = (u - 1) / u,
which is 1 - g. And tanh(z), that is (1 - e^-2z) / (1 + e^-2z), is a stretched sigmoid, 2 s - 1 with s = sigmoid(2z). A
small change of z changes 2z by twice as much, so the derivative of tanh is 2 * 2 s (1 - s), which is 1 - (2 s - 1)^2.

The ReLU has a kink at 0, where its derivative is undefined. Like TensorFlow, we set it to 0. Each function works on an
array of any shape, entry by entry. It works on complex numbers too, because numerical_gradient.py needs them.

Two questions. What is the derivative of the sigmoid at z = 0, and of tanh? And how many layers is a network of ten
layers worth if all its activation functions are g(z) = z? (docs/answers.md)

Source: the notebook's section 2 (whose sigmoid lost its minus sign). Tested by tests/book/test_activations.py. Next:
cost.py, which says how wrong the output is.
"""

import numpy as np

from massshuffle.checks import floats


def sigmoid(z):
    """Squash any number into [0, 1] by 1 / (1 + e^-z).

    Written with tanh, because e^-z overflows for z < -709 and tanh never does: 1 / (1 + e^-z) = 1/2 + tanh(z / 2) / 2.
    The absolute error is below 1.2e-16. Below z = -38 the result is exactly 0, which does no harm, because no logarithm
    is ever taken of it (see cost.py).
    """
    z = floats("z", z)
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def sigmoid_derivative(z):
    """Return the derivative of the sigmoid: a (1 - a) = 1/4 - (a - 1/2)^2, so at most 1/4 (at z = 0)."""
    a = sigmoid(z)
    return a * (1 - a)


def tanh(z):
    """Squash any number into [-1, 1]."""
    return np.tanh(floats("z", z))


def tanh_derivative(z):
    """Return the derivative of tanh, at most 1 (at z = 0)."""
    return 1 - np.tanh(floats("z", z)) ** 2


def relu(z):
    """Let positive numbers through and stop negative ones ("rectified linear unit"). NaN stays NaN."""
    z = floats("z", z)
    return np.where(z.real <= 0, 0, z)


def relu_derivative(z):
    """Return the derivative of the ReLU: 1 where it lets a number through, 0 elsewhere."""
    z = floats("z", z)
    return (z.real > 0).astype(z.dtype)


def softplus(z):
    """Return log(1 + e^z), a ReLU without the kink; log is the natural logarithm. The cost is made of it (cost.py).

    Its derivative is the sigmoid, e^z / (1 + e^z) = 1 / (1 + e^-z). log1p(x) is log(1 + x), right for tiny x too.
    The code never overflows, because e is only ever raised to a power of 0 or less: log(1 + e^z) = z + log(1 + e^-z),
    and the code uses whichever form has the negative exponent. Like the ReLU, it decides by the real part.
    """
    z = floats("z", z)
    positive = z.real > 0
    return np.where(positive, z, 0) + np.log1p(np.exp(np.where(positive, -z, z)))


ACTIVATIONS = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "relu": (relu, relu_derivative),
    "tanh": (tanh, tanh_derivative),
}
