"""Steepest descent: which way is steepest depends on how you measure a step.

A small step d changes the cost by about sum_i s_i d_i, with s the slopes, the gradient. Of all steps that are 1 long,
which makes the cost fall the most? That depends on how a length is measured (by which norm). Here are three ways:

    norm    a step that is 1 long           what makes the cost fall the most
    Linf    the largest |d_i| is 1          every entry goes as far as it may:            d = -sign(s)
    L2      the sum of d_i^2 is 1           every entry goes in proportion to its slope:  d = -s / |s|
    L1      the sum of |d_i| is 1           what one entry takes is lost to the others,
                                            so all of it goes to the largest slope:       d = -sign(s_j) at j alone

The cost falls by the sum of |s_i|, by |s| = sqrt(sum of s_i^2) and by the largest |s_i|. No step of that length does
better: sum |s_i d_i| is at most (largest |d_i|) (sum of |s_i|), at most |d| |s|, and at most (sum of |d_i|) (largest
|s_i|).

    theta <- theta + (lr / t^decay) d,    t counts the steps, from 1

An optimizer here steps as far as lr / t^decay says, however small the gradient, and there is no step where it is 0 (it
then points nowhere). With decay = 0 all steps are equally long; with 1/2, say, they shrink, but add up to any distance.

Gradient descent points the L2 way, and steps less far where it is flat. And Adam? While a gradient keeps its sign and
size, m and sqrt(v) are s_i and |s_i| at each entry i, and m / sqrt(v) is sign(s_i): Adam then steps as the first of the
three does.

It matters most at the very end. Once no sample is on the wrong side, growing theta is enough to make the cost fall, for
ever, and each way to measure a step grows it in a direction of its own (experiments/separators.py).

Source: Boyd and Vandenberghe, "Convex Optimization" (2004), section 9.4. Proved by tests/book/test_steepest_descent.py.
Next: training.py, the loop around all of this.
"""

import numpy as np

from massshuffle import checks


def every_entry(gradient):
    """The way up for Linf, (..., P) -> (..., P): each entry by 1, or 0 where it has no slope."""
    return np.sign(gradient)


def along_the_gradient(gradient):
    """The way up for L2, (..., P) -> (..., P): the gradient divided by its length."""
    largest = np.abs(gradient).max(axis=-1, keepdims=True)  # (..., 1)
    gradient = gradient / np.where(largest > 0, largest, 1)  # so that no square is too large or too small for a number
    length = np.sqrt((gradient * gradient).sum(axis=-1, keepdims=True))  # (..., 1), now at least 1 or exactly 0
    return gradient / np.maximum(length, 1)


def largest_entry(gradient):
    """The way up for L1, (..., P) -> (..., P): the entry with the largest slope by 1, of several the first."""
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
