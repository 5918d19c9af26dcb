"""Optimizers: given the slope, which way and how far to step.

Call the gradient dtheta (P,) (`gradient` in the code) and the learning rate lr (`learning_rate`). A small step of
-lr * dtheta changes the cost by about the sum of all dtheta_j * (-lr * dtheta_j), that is -lr times a sum of squares:
the cost falls. How far to step? Each optimizer has its own answer. All of them map theta (P,) and dtheta to a new
theta, and never change the one they were given. Many runs can step side by side, theta (S, P), one run a row, each as
if alone.

    gradient descent    theta <- theta - lr * dtheta
    momentum            u <- momentum * u + dtheta                  theta <- theta - lr * u
    Adam                m <- m + (1 - beta1) (dtheta - m)           a running mean of the gradient
                        v <- v + (1 - beta2) (dtheta^2 - v)         a running mean of its square
                        theta <- theta - lr_t m / (sqrt(v) + epsilon)
                        lr_t = lr sqrt(1 - beta2^t) / (1 - beta1^t)

t counts the steps, from 1. A running mean moves a small part, 1 - beta1 or 1 - beta2, of the way to each new value. m
and v start at 0 and are too small at first. If the gradient stays as it is, each step multiplies the way that is left,
dtheta - m, by beta1: m = (1 - beta1^t) dtheta after t steps, and v = (1 - beta2^t) dtheta^2: with these factors divided
out, m / sqrt(v) is the sign of dtheta from the first step on, and that is what lr_t does.

Multiply all gradients of a weight by 1000, and Adam's steps stay the same: m and sqrt(v) grow alike. (So it is as long
as sqrt(v) is far above epsilon, which is only there to avoid a division by 0.) While a gradient keeps its sign and size
a step is about lr long. Where the sign alternates or the gradient fades, steps are much shorter. So a weight with a
tiny but steady gradient walks as far as one with a large gradient: the key to the notebook's puzzle (see mass.py).

A detail for those who compare with the paper: its Algorithm 1 divides m / (1 - beta1^t) by sqrt(v / (1 - beta2^t)) +
epsilon. Multiply above and below by sqrt(1 - beta2^t), and it is lr_t m / (sqrt(v) + epsilon sqrt(1 - beta2^t)).
TensorFlow 1, and so the notebook and we, leave that last root out (the paper's "epsilon hat", end of its section 2).
The two differ at first, where |dtheta| is not far above epsilon / sqrt(1 - beta2^t), 32 epsilon in the first step. The
root comes near 1, and after some thousand steps they are the same.

An optimizer remembers (u, or m, v and t). Give it to a second training run to go on with the first; for a new start
make a new one.

Source: Kingma and Ba, "Adam" (2015), Algorithm 1; Polyak (1964) for momentum. Proved by tests/book/test_optimizers.py.
Next: steepest_descent.py, why there is more than one way down.
"""

import math

import numpy as np

from massshuffle import checks
from massshuffle.steepest_descent import SteepestDescent  # the next page; the table below lists its ways


class GradientDescent:
    """Step against the gradient, as far as it is long: theta - learning_rate * gradient."""

    def __init__(self, learning_rate):
        self.learning_rate = checks.positive("learning_rate", learning_rate)

    def step(self, theta, gradient):
        """theta (..., P), gradient (..., P) -> new theta (..., P)."""
        theta, gradient = checks.step_operands(theta, gradient)
        return theta - self.learning_rate * gradient


class Momentum:
    """A heavy ball: the step is a decaying sum of all gradients so far. momentum in [0, 1); 0 is gradient descent."""

    def __init__(self, learning_rate, momentum=0.9):
        self.learning_rate = checks.positive("learning_rate", learning_rate)
        self.momentum = checks.number("momentum", momentum, low=0, high=1, open_high=True)
        self.u = None  # running sum of gradients, (..., P) from the first step on

    def step(self, theta, gradient):
        """theta (..., P), gradient (..., P) -> new theta (..., P)."""
        theta, gradient = checks.step_operands(theta, gradient)
        if self.u is None:
            self.u = np.zeros_like(theta)
        if self.u.shape != theta.shape:
            raise _another_network(self.u, theta)
        self.u = self.momentum * self.u + gradient
        return theta - self.learning_rate * self.u


class Adam:
    """Step each coordinate by about learning_rate: its mean gradient over the root of its mean squared gradient.

    learning_rate, epsilon : above 0    beta1, beta2 : in [0, 1)
    """

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate = checks.positive("learning_rate", learning_rate)
        self.beta1 = checks.number("beta1", beta1, low=0, high=1, open_high=True)
        self.beta2 = checks.number("beta2", beta2, low=0, high=1, open_high=True)
        self.epsilon = checks.positive("epsilon", epsilon)
        self.t = 0  # steps done
        self.m = None  # running mean of the gradient, (..., P) from the first step on
        self.v = None  # running mean of its square, (..., P) from the first step on

    def step(self, theta, gradient):
        """theta (..., P), gradient (..., P) -> new theta (..., P)."""
        theta, gradient = checks.step_operands(theta, gradient)
        if self.t == 0:
            self.m, self.v = np.zeros_like(theta), np.zeros_like(theta)
        if self.m.shape != theta.shape:
            raise _another_network(self.m, theta)
        self.t += 1
        m, v = self.m, self.v  # the arrays themselves, so += below changes what is remembered
        m += (1 - self.beta1) * (gradient - m)
        v += (1 - self.beta2) * (gradient * gradient - v)
        lr_t = self.learning_rate * math.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)
        return theta - lr_t * m / (np.sqrt(v) + self.epsilon)


class AdamW(Adam):
    """Adam with decoupled weight decay: besides Adam's step, theta loses the part learning_rate * weight_decay.

    learning_rate, epsilon : above 0    weight_decay : 0 or more    beta1, beta2 : in [0, 1)
    The decay is not divided by sqrt(v), and takes from every entry of theta, the biases too. A parameter whose gradient
    keeps its sign therefore grows until both balance, at 1 / weight_decay, however small that gradient is.
    """

    def __init__(self, learning_rate=1e-3, weight_decay=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
        super().__init__(learning_rate, beta1, beta2, epsilon)
        self.weight_decay = checks.number("weight_decay", weight_decay, low=0)

    def step(self, theta, gradient):
        """theta (..., P), gradient (..., P) -> new theta (..., P)."""
        theta, gradient = checks.step_operands(theta, gradient)
        return super().step(theta - self.learning_rate * self.weight_decay * theta, gradient)


def _another_network(remembered, theta):
    """The error for a theta of another shape than the one that an optimizer remembers steps of."""
    return checks.BadInput(
        f"theta must have shape {remembered.shape}, as in the optimizer's earlier steps, got {theta.shape}: "
        "make a new optimizer for another network"
    )


# name -> callable(learning_rate), with the rate that a script takes if none is given; a new optimizer is one more line.
OPTIMIZERS = {
    "adam": lambda learning_rate=1e-4: Adam(learning_rate),
    "adamw": lambda learning_rate=1e-4: AdamW(learning_rate, weight_decay=1.0),
    "gradient-descent": lambda learning_rate=1e-2: GradientDescent(learning_rate),
    "momentum": lambda learning_rate=1e-2: Momentum(learning_rate),
    "sign-descent": lambda learning_rate=1e-4: SteepestDescent("Linf", learning_rate),
    "normalized-descent": lambda learning_rate=1e-3: SteepestDescent("L2", learning_rate),
    "coordinate-descent": lambda learning_rate=1e-3: SteepestDescent("L1", learning_rate),
}
