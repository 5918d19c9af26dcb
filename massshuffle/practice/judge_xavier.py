"""xavier_uniform, judged by what it draws: shapes, bounds, spread and sign of large layers.

A right answer may draw its numbers in any order, so they cannot be compared one by one. But of tens of thousands of
draws from U(low, high) the largest comes very near high and the smallest very near low, and mean and spread are known.

Tested by tests/practice/test_mistakes.py.
"""

import itertools

import numpy as np

from massshuffle.practice.cases import Case, cases
from massshuffle.practice.comparison import apart
from massshuffle.practice.mistakes import MISTAKES, changed


def judge_drawing(exercise, asking):
    """(codes, what is seen); (), None if all is right."""
    for case in cases(exercise):
        answer, again = asking(case), asking(case)
        sizes, _ = case.arguments
        other = asking(Case("", (sizes, np.random.default_rng(2))))
        codes, said = (), answer.error
        if answer.numbers is not None:
            codes, said = _shapes(answer.numbers, sizes) or _numbers(answer, again, other, sizes) or ((), None)
        if said is not None:
            return codes, f"Tried on {case.words}:\n{said}"
    return (), None


def _shapes(numbers, sizes):
    """(codes, what is seen) of wrong shapes; None if they are right."""
    shapes = {f"W_{i}": (n, m) for i, (m, n) in enumerate(itertools.pairwise(sizes), 1)}
    shapes |= {f"b_{i}": (n, 1) for i, n in enumerate(sizes[1:], 1)}
    if numbers.keys() != shapes.keys():
        return (), f"It must return {len(sizes) - 1} pairs (W, b), one a layer; it returns {len(numbers) // 2}."
    wrong = [label for label in numbers if numbers[label].shape != shapes[label]]
    if not wrong:
        return None
    swapped = all(numbers[f"W_{i}"].shape == shapes[f"W_{i}"][::-1] for i in range(1, len(sizes)))
    fits = all(numbers[label].shape in (shapes[label], shapes[label][::-1]) for label in numbers)  # b may be a row then
    codes = ("weights-transposed",) if swapped and fits else ()
    return codes, f"{wrong[0]} has shape {numbers[wrong[0]].shape}; it needs {shapes[wrong[0]]}."


def _numbers(answer, again, other, sizes):
    """The same of wrong numbers. again, other : what came of the same seed, and of another."""
    if not answer.sound:
        return (), "It draws numbers that are not finite."
    numbers, bound = answer.numbers, changed("bound", ())
    layers = [(i, m, n, numbers[f"W_{i}"]) for i, (m, n) in enumerate(itertools.pairwise(sizes), 1)]
    large = [layer for layer in layers if layer[3].size > 1000]
    biases = [label for label in numbers if label[0] == "b" and numbers[label].any()]
    if biases:
        first = numbers[biases[0]][numbers[biases[0]] != 0][0]
        return ("bias-not-zero",), f"{biases[0]} is not 0: its first number that is not 0 is {first:.6g}."
    for i, m, n, W in large:
        low, high = bound(m, n)
        if not _drawn_from(low, high, W):
            (lowest, left), (highest, right) = apart((W.min(), low), (W.max(), high), digits=4)
            said = (f"W_{i}, with fan_in {m} and fan_out {n}, runs from {lowest} to {highest}, its mean is "
                    f"{W.mean():.4f} and its standard deviation {W.std():.4f}; U(-a, a) runs from {left} to {right}, "
                    f"its mean is 0 and its standard deviation {(high - low) / 12**0.5:.4f}.")  # fmt: skip
            return _known(large), said
    for i, m, n, W in layers:
        if np.abs(W).max() > bound(m, n)[1] or len(np.unique(W)) < W.size:
            return (), f"W_{i}, with fan_in {m} and fan_out {n}, has weights out of bounds, or some that are equal."
    if any((numbers[label] != again.numbers[label]).any() for label in numbers):
        return (), "Two generators with one seed give different weights: every number must be drawn from rng."
    if all((numbers[label] == other.numbers[label]).all() for label in numbers):
        return (), "Two generators with different seeds give the same weights: every number must be drawn from rng."
    return None


def _known(large):
    """The codes whose bounds, or whose spread of a normal draw, fit every large layer."""
    if any(all(_normal_from((c / m) ** 0.5, W) for _, m, _, W in large) for c in (1, 2)):
        return ("fan-in-only",)
    for code, (_, _, *ways) in MISTAKES["xavier_uniform"].items():
        for way in ways:
            bound = changed("bound", (way,))
            if bound and all(_drawn_from(*bound(m, n), W) for _, m, n, W in large):
                return (code,)
    return ()


def _drawn_from(low, high, W):
    """Whether many numbers look like draws from U(low, high)."""
    width = high - low
    inside = low <= W.min() <= low + 0.005 * width and high - 0.005 * width <= W.max() <= high
    return inside and abs(W.std() / width - 12**-0.5) < 0.005 and abs(W.mean() - (low + high) / 2) < 0.01 * width


def _normal_from(deviation, W):
    """Whether they look like draws around 0 with this standard deviation, from a bell rather than from a bound."""
    return np.abs(W).max() > 3 * deviation and abs(W.std() / deviation - 1) < 0.02 and abs(W.mean()) < 0.03 * deviation
