"""Which known mistake gives the same numbers?

A mistake is named where it gives the learner's numbers to 1e-9 in every case: a single one before any pair, a pair
(of backward) only where no single one fits, and nothing where two fit that cannot be told apart. Where a mistake
crashes, both must crash, and its numbers are compared in what is left: other cases, or cases.probes.

Tested by tests/practice/test_mistakes.py.
"""

import warnings
from functools import cache
from itertools import combinations

import numpy as np

from massshuffle.practice.cases import cases, probes
from massshuffle.practice.comparison import agree, is_right, named
from massshuffle.practice.learner_code import Answer
from massshuffle.practice.mistakes import MISTAKES, changed, forms

# What mistakes in shapes and in counting end in, in whatever style; any other exception is something else.
ALIKE = (LookupError, ValueError, ZeroDivisionError)


def name(exercise, mine, probing):
    """The codes of the one mistake, or the one pair, that gives these answers; () if none does.

    mine : the learner's answers to the cases    probing() : those to the probes
    """
    if any(answer.numbers is None and not isinstance(answer.cause, ALIKE) for answer in mine):
        return ()
    probing = cache(probing)
    for candidates in _candidates(exercise):
        found = set()
        for codes, ways in candidates:
            if codes not in found and _gives(exercise, ways, mine, probing):
                found.add(codes)
        if found:
            return found.pop() if len(found) == 1 else ()
    return ()


@cache
def _candidates(exercise):
    """All single mistakes, and all pairs of backward, in every way and form: [(codes, ways), ...] each."""
    singles = [((code,), (way,)) for code, (_, _, *ways) in MISTAKES[exercise].items() for way in ways]
    pairs = [(tuple(sorted(one + other)), way + more)
             for (one, way), (other, more) in combinations(singles, 2) if one != other]  # fmt: skip
    return [[(codes, form + ways) for codes, ways in found for form in forms(exercise)
             if changed(exercise, form + ways)]
            for found in (singles, pairs if exercise == "backward" else [])]  # fmt: skip


def _gives(exercise, ways, mine, probing):
    """Whether a mistake gives all the answers that were given."""
    told, broken = 0, []
    for case, answer in reversed(list(zip(cases(exercise), mine))):  # the largest network first: it tells most
        theirs = _made(exercise, ways, case)
        if answer.sound and theirs.sound:
            if not agree(exercise, answer.numbers, theirs.numbers):
                return False
            told += not is_right(exercise, case, theirs)
        elif answer.sound or (theirs.sound and _is_shaped(case, theirs)):
            return False
        else:  # a wrong shape in a place made for the right one is an error, too
            broken.append((case, answer, theirs))
    if told > len(broken) or (broken and all(_breaks_alike(exercise, ways, *each) for each in broken)):
        return True
    return bool(broken) and _gives_probes(exercise, ways, probing())


def _is_shaped(case, answer):
    """Whether all numbers have the right shapes."""
    return all(label in case.answers[0] and array.shape == case.answers[0][label].shape
               for label, array in answer.numbers.items())  # fmt: skip


def _breaks_alike(exercise, ways, case, mine, theirs):
    """Whether what broke tells as much as numbers: a division by t = 0, or a product with the weights themselves."""
    said = " ".join([str(mine.cause), *mine.warnings])
    if exercise == "train":
        return isinstance(theirs.cause, ZeroDivisionError) and "divi" in said
    if "W.T =>" not in " ".join(ways) or len(mine.misfits) != 2 or not ("matmul" in said or "aligned" in said):
        return False
    W, (left, right) = case.arguments[0][-1][0], mine.misfits.values()
    return np.array_equal(left, W) or np.array_equal(right, W.T)


@cache
def _made(exercise, ways, case):
    """The Answer in a case of a function with mistakes; such a function changes no argument and prints nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a mistake may well overflow, and it is ours, made on purpose
        try:
            return Answer(named(exercise, changed(exercise, ways)(*case.arguments)))
        except Exception as error:
            return Answer(cause=error)


def _gives_probes(exercise, ways, answers):
    """Whether a mistake that crashes elsewhere gives the answers to the probes, in at least one case as numbers."""
    told = False
    for case, answer in zip(probes(exercise), answers):
        theirs = _made(exercise, ways, case)
        if answer.sound and theirs.sound:
            true = _made(exercise, (), case)
            mine, its, right_ones = (_compared(case, one.numbers) for one in (answer, theirs, true))
            if not agree(exercise, mine, its):
                return False
            told = told or not agree(exercise, its, right_ones)
        elif answer.sound:
            return False
    return told


def _compared(case, numbers):
    """What counts of an answer to a probe: of a square network all blocks but the last, where some have one logit."""
    return dict(list(numbers.items())[:-2]) if case.words == "a square network" else numbers
