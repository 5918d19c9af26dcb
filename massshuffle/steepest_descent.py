"""Steepest descent: which way is steepest depends on how you measure a step.

Of all steps of the same length, which one lowers the cost most? You would think that this is a matter of the gradient
alone, but it also depends on how you measure a length, by which norm. A small step d changes the cost by about
sum_i s_i d_i, where s is the gradient. Here are three norms:

    norm    a step that is 1 long           the step that lowers the cost most
    Linf    the largest |d_i| is 1          every entry goes as far as it may:                 d = -sign(s)
    L2      the sum of d_i^2 is 1           every entry goes in proportion to its derivative:  d = -s / |s|
    L1      the sum of |d_i| is 1           the length that one entry takes is lost to others,
                                            so all goes to the largest derivative:             d = -sign(s_j) at j alone

For s = (3, -4) the three steps are (-1, 1), (-0.6, 0.8) and (0, 1). The cost falls by the sum of |s_i|, by
|s| = sqrt(sum of s_i^2) and by the largest |s_i|, here 7, 5 and 4. No step of that length does better, because
sum |s_i d_i| is at most (largest |d_i|) (sum of |s_i|), at most |d| |s|, and at most (sum of |d_i|) (largest |s_i|).

    theta <- theta + (lr / t^decay) d,    t counts the steps, from 1

An optimizer here steps as far as lr / t^decay says, however small the gradient, and takes no step where the gradient is
0 (it then points nowhere). With decay = 0 all steps are equally long. With 1/2, say, they shrink, but add up to any
distance.

Gradient descent points the L2 way, and its steps shrink where the cost is flat. And Adam? While a gradient keeps its
sign and magnitude, m and sqrt(v) are s_i and |s_i| at each entry i, and m / sqrt(v) is sign(s_i). Adam then steps as
the first of the three does.

The norm matters most at the very end. Once no sample is on the wrong side, scaling theta up is enough to lower the
cost, for ever, and each norm makes theta grow in a direction of its own (experiments/separators.py).

Second reading: this page goes deeper into optimizers.py. Source: Boyd and Vandenberghe, "Convex Optimization" (2004),
section 9.4. Tested by tests/book/test_steepest_descent.py. Next: random_walk.py, or back to training.py.
"""

import numpy as np

from massshuffle import checks


def every_entry(gradient):
    """Return the way up for Linf, (..., P) -> (..., P): each entry by 1, or 0 where its derivative is 0."""
    return np.sign(gradient)


def along_the_gradient(gradient):
    """Return the way up for L2, (..., P) -> (..., P): the gradient divided by its length."""
    largest = np.abs(gradient).max(axis=-1, keepdims=True)  # (..., 1)
    gradient = gradient / np.where(largest > 0, largest, 1)  # so that no square is too large or too small for a number
    length = np.sqrt((gradient * gradient).sum(axis=-1, keepdims=True))  # (..., 1), now at least 1 or exactly 0
    return gradient / np.maximum(length, 1)


def largest_entry(gradient):
    """Return the way up for L1, (..., P) -> (..., P): 1 at the largest derivative, the first of several."""
    j = np.abs(gradient).argmax(axis=-1, keepdims=True)  # (..., 1)
    return np.where(np.arange(gradient.shape[-1]) == j, np.sign(gradient), 0)


STEEPEST = {"L1": largest_entry, "L2": along_the_gradient, "Linf": every_entry}


class SteepestDescent:
    """Step the steepest way down under a norm, learning_rate / t**decay far in that norm; t counts steps, from 1.

    norm : "L1", "L2" or "Linf"    learning_rate : above 0    decay : 0 or more
    """

    def __init__(self, norm, learning_rate, decay=0.0):
        self.norm = checks.choice("norm", norm, STEEPEST)
        self.learning_rate = checks.positive("learning_rate", learning_rate)
        self.decay = checks.number("decay", decay, low=0)
        self.t = 0  # steps done

    def step(self, theta, gradient):
        """theta (..., P), gradient (..., P) -> new theta (..., P)."""
        theta, gradient = checks.step_operands(theta, gradient)
        self.t += 1
        return theta - self.learning_rate / self.t**self.decay * STEEPEST[self.norm](gradient)
