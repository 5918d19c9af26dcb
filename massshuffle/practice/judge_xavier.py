"""The judge of xavier_uniform: are the weights drawn from the right distribution?

A right function may draw its weights in any order, so they cannot be compared one by one. But of tens of thousands of
draws from U(low, high) the largest comes very near high and the smallest very near low, and mean and standard deviation
are known. So large layers are judged by these, and by their shapes and their sign.

Tested by tests/practice/test_mistakes.py.
"""

import itertools

import numpy as np

from massshuffle.practice import reference
from massshuffle.practice.cases import Case, cases
from massshuffle.practice.comparison import distinct_texts
from massshuffle.practice.mistakes import MISTAKES
from massshuffle.practice.reference import mutant


def judge_xavier(exercise, call_case):
    """Return (codes, where the weights differ), or ((), None) if all is right."""
    for case in cases(exercise):
        answer, same_seed = call_case(case), call_case(case)
        nodes_per_layer, _ = case.arguments
        other_seed = call_case(Case("", (nodes_per_layer, np.random.default_rng(2))))
        codes, difference = (), answer.error
        if answer.arrays is not None:
            codes, difference = (
                _judge_shapes(answer.arrays, nodes_per_layer)
                or _judge_numbers(answer, same_seed, other_seed, nodes_per_layer)
                or ((), None)
            )
        if difference is not None:
            return codes, f"Tried on {case.description}:\n{difference}"
    return (), None


def _judge_shapes(arrays, nodes_per_layer):
    """Return (codes, where the shapes differ); None if they are right."""
    shapes = {f"W_{i}": (n, m) for i, (m, n) in enumerate(itertools.pairwise(nodes_per_layer), 1)}
    shapes |= {f"b_{i}": (n, 1) for i, n in enumerate(nodes_per_layer[1:], 1)}
    if arrays.keys() != shapes.keys():
        n_pairs = len(nodes_per_layer) - 1
        return (), f"It must return {n_pairs} pairs (W, b), one a layer; it returns {len(arrays) // 2}."
    wrong = [name for name in arrays if arrays[name].shape != shapes[name]]
    if not wrong:
        return None
    swapped = all(arrays[f"W_{i}"].shape == shapes[f"W_{i}"][::-1] for i in range(1, len(nodes_per_layer)))
    fits = all(arrays[name].shape in (shapes[name], shapes[name][::-1]) for name in arrays)  # b may be a row then
    codes = ("weights-transposed",) if swapped and fits else ()
    return codes, f"{wrong[0]} has shape {arrays[wrong[0]].shape}; it needs {shapes[wrong[0]]}."


def _judge_numbers(answer, same_seed, other_seed, nodes_per_layer):
    """Return (codes, where the numbers differ); None if they are right.

    same_seed, other_seed : the answers to a second generator with the same seed, and to one with another seed
    """
    if not answer.is_finite:
        return (), "It draws numbers that are not finite."
    arrays, bound = answer.arrays, reference.bound
    layers = [(i, m, n, arrays[f"W_{i}"]) for i, (m, n) in enumerate(itertools.pairwise(nodes_per_layer), 1)]
    large_layers = [layer for layer in layers if layer[3].size > 1000]
    nonzero_biases = [name for name in arrays if name[0] == "b" and arrays[name].any()]
    if nonzero_biases:
        name = nonzero_biases[0]
        first = arrays[name][arrays[name] != 0][0]
        return ("bias-not-zero",), f"{name} is not 0: its first number that is not 0 is {first:.6g}."
    for i, m, n, W in large_layers:
        low, high = bound(m, n, nodes_per_layer)
        if not _looks_uniform(low, high, W):
            (lowest, left), (highest, right) = distinct_texts((W.min(), low), (W.max(), high), digits=4)
            return _matching_codes(large_layers, nodes_per_layer), (
                f"W_{i}, with fan_in {m} and fan_out {n}, runs from {lowest} to {highest}, its mean is "
                f"{W.mean():.4f} and its standard deviation {W.std():.4f}; U(-a, a) runs from {left} to {right}, "
                f"its mean is 0 and its standard deviation {(high - low) / 12**0.5:.4f}."
            )
    for i, m, n, W in layers:
        if np.abs(W).max() > bound(m, n, nodes_per_layer)[1] or len(np.unique(W)) < W.size:
            return (), f"W_{i}, with fan_in {m} and fan_out {n}, has weights out of bounds, or some that are equal."
    if any((arrays[name] != same_seed.arrays[name]).any() for name in arrays):
        return (), "Two generators with one seed give different weights: every number must be drawn from rng."
    if all((arrays[name] == other_seed.arrays[name]).all() for name in arrays):
        return (), "Two generators with different seeds give the same weights: every number must be drawn from rng."
    return None


def _matching_codes(large_layers, nodes_per_layer):
    """The code of the mistake whose bounds fit every large layer; or of a normal draw, and of its deviation."""
    for code, (_, _, *substitutions) in MISTAKES["xavier_uniform"].items():
        for substitution in substitutions:
            bound = mutant("xavier_uniform", (substitution,), "bound")
            if all(_looks_uniform(*bound(m, n, nodes_per_layer), W) for _, m, n, W in large_layers):
                return (code,)
    if not all(_looks_normal(W) for *_, W in large_layers):
        return ()
    is_fan_in = any(all(abs(W.std() / (c / m) ** 0.5 - 1) < 0.02 for _, m, _, W in large_layers) for c in (1, 2))
    return ("fan-in-only", "normal-for-uniform") if is_fan_in else ("normal-for-uniform",)


def _looks_uniform(low, high, W):
    """Whether many numbers look like draws from U(low, high)."""
    width = high - low
    inside = low <= W.min() <= low + 0.005 * width and high - 0.005 * width <= W.max() <= high
    return inside and abs(W.std() / width - 12**-0.5) < 0.005 and abs(W.mean() - (low + high) / 2) < 0.01 * width


def _looks_normal(W):
    """Whether many numbers look like normal draws: as many within one and two standard deviations as there."""
    deviations = np.abs(W - W.mean()) / W.std()
    return abs((deviations < 1).mean() - 0.6827) < 0.01 and abs((deviations < 2).mean() - 0.9545) < 0.01
