"""Optimizers: given the gradient, which way to step, and how far.

The gradient says in which direction the cost grows fastest, so you step the other way. But how far? Write dtheta (P,)
for the gradient (`gradient` in the code) and lr for the learning rate (`learning_rate`). A small step of -lr * dtheta
changes the cost by about the sum of all dtheta_j * (-lr * dtheta_j), which is -lr times a sum of squares, so the cost
falls. Each optimizer has its own answer to how far. All of them take theta (P,) and dtheta and return a new theta. They
never change the one they were given. Many runs can step side by side: theta (S, P) has one run per row, and each steps
as if it were alone.

    gradient descent    theta <- theta - lr * dtheta
    momentum            u <- momentum * u + dtheta                  theta <- theta - lr * u
    Adam                m <- m + (1 - beta1) (dtheta - m)           the moving average of the gradient
                        v <- v + (1 - beta2) (dtheta^2 - v)         the moving average of its square
                        theta <- theta - lr_t m / (sqrt(v) + epsilon)
                        lr_t = lr sqrt(1 - beta2^t) / (1 - beta1^t)
    AdamW               theta <- theta - lr * weight_decay * theta, then Adam's step

t counts the steps, from 1. With numbers: say the gradient is always 2, the start is 0 and lr is 0.1. Gradient descent
steps to -0.2, -0.4, -0.6. Momentum of 0.9 sums up u = 2, 3.8, 5.42 and steps to -0.2, -0.58, -1.122. Adam's first step,
with beta1 = 0.9 and beta2 = 0.999, has m = 0.1 * 2, v = 0.001 * 4 and lr_t = 0.316 lr, so it goes 0.0316 * 0.2 / 0.0632
= 0.1 far, which is lr. A gradient of 0.002 in place of 2 would give the same step.

Why momentum? In a long valley the gradient points mostly across it. Across, its sign alternates and u cancels; along
the valley it keeps its sign, and u grows to ten gradients. The 0.9 says how long u remembers, about ten steps.

Why does Adam divide? So that one learning rate fits all parameters, large gradients and small. beta1 = 0.9 averages
about the last ten gradients, beta2 = 0.999 about a thousand squares, and epsilon = 1e-8 only avoids a division by 0. m
and v start at 0, so at first they are too small. If the gradient stays constant, each step multiplies the remaining
distance, dtheta - m, by beta1. After t steps m = (1 - beta1^t) dtheta, and v = (1 - beta2^t) dtheta^2. Divide out both
factors, and m / sqrt(v) is the sign of dtheta from the first step on. This is what lr_t does, the bias correction (of m
and v; it has nothing to do with b).

Multiply all gradients of a weight by 1000, and Adam's steps stay the same, because m and sqrt(v) grow alike. (This
holds while sqrt(v) is far above epsilon.) While a gradient keeps its sign and magnitude, a step is about lr long. Where
its sign alternates or it fades, steps are much shorter. So a weight with a tiny but steady gradient walks as far as one
with a large gradient, which is the key to the notebook's puzzle (see mass.py).

AdamW pulls every parameter towards 0 beside Adam's step ("decoupled" weight decay). A parameter whose gradient keeps
its sign moves by lr per step and is pulled back by lr * weight_decay * theta, so it ends at 1 / weight_decay, however
small that gradient is.

A pitfall for readers of Adam's paper: its Algorithm 1 divides m / (1 - beta1^t) by sqrt(v / (1 - beta2^t)) + epsilon.
With numerator and denominator multiplied by sqrt(1 - beta2^t), its step is
lr_t m / (sqrt(v) + epsilon sqrt(1 - beta2^t)). TensorFlow 1, and so the notebook and this code, drops that last root
(the paper's "epsilon hat", end of its section 2). The two differ only at first, where |dtheta| is not far above
epsilon / sqrt(1 - beta2^t), 32 epsilon in the first step. The root approaches 1, and after a few thousand steps they
are the same.

Another pitfall: an optimizer has a memory (u, or m, v and t). Pass the same one again to continue a training run, and
make a new one for a new start.

Two questions. How long is Adam's first step for a gradient of 1000 and for one of -0.001? And where does a parameter
end under AdamW with weight_decay = 0.1 if its gradient is always positive? (docs/answers.md)

Source: Kingma and Ba, "Adam" (2015), Algorithm 1; Loshchilov and Hutter (2019) for AdamW; Polyak (1964) for momentum.
Tested by tests/book/test_optimizers.py. Next: training.py, the loop around it. Second reading: steepest_descent.py, why
there is more than one way down.
"""

import math

import numpy as np

from massshuffle import checks
from massshuffle.steepest_descent import SteepestDescent  # for the table at the end of this page


class GradientDescent:
    """Step against the gradient, in proportion to its length: theta - learning_rate * gradient."""

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
