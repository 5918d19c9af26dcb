"""Diagnosis: which known mistake gives the same numbers as the learner's function?

A mistake is named if it gives the learner's numbers to 1e-9 in every case. Single mistakes are tried before pairs, and
pairs only for backward. Where two mistakes fit that cannot be told apart, none is named. Where a mistake crashes, the
learner's function must crash too, and the numbers are compared in the remaining cases, or in cases.extra_cases.

Tested by tests/practice/test_mistakes.py.
"""

import warnings
from functools import cache
from itertools import combinations

import numpy as np

from massshuffle.practice.cases import cases, extra_cases
from massshuffle.practice.comparison import all_close, arrays_by_name, has_expected_shapes, is_right
from massshuffle.practice.learner_code import Answer
from massshuffle.practice.mistakes import MISTAKES
from massshuffle.practice.reference import mutant, mutated_source, variants

# Mistakes in shapes and in counting end in these exceptions, in any style of code.
EXCEPTIONS_OF_MISTAKES = (LookupError, ValueError, ZeroDivisionError)


def diagnose(exercise, answers, call_extra_cases):
    """Return the codes of the one mistake, or the one pair, that gives these answers; () if none does.

    answers : the learner's, to the cases    call_extra_cases() : returns the learner's answers to the extra cases
    """
    if any(answer.arrays is None and not isinstance(answer.exception, EXCEPTIONS_OF_MISTAKES) for answer in answers):
        return ()
    call_extra_cases = cache(call_extra_cases)
    for candidates in _candidates(exercise):
        found = set()
        for codes, substitutions in candidates:
            if codes not in found and _explains(exercise, substitutions, answers, call_extra_cases):
                found.add(codes)
        if found:
            return found.pop() if len(found) == 1 else ()
    return ()


@cache
def _candidates(exercise):
    """All single mistakes, and all pairs for backward, in every variant: two lists of (codes, substitutions)."""
    table = MISTAKES[exercise].items()
    singles = [((code,), (substitution,)) for code, (_, _, *substitutions) in table for substitution in substitutions]
    pairs = [(tuple(sorted(codes + more_codes)), substitutions + more_substitutions)
             for (codes, substitutions), (more_codes, more_substitutions) in combinations(singles, 2)
             if codes != more_codes]  # fmt: skip
    return [[(codes, variant + substitutions) for codes, substitutions in candidates for variant in variants(exercise)
             if mutated_source(exercise, variant + substitutions)]
            for candidates in (singles, pairs if exercise == "backward" else [])]  # fmt: skip


def _explains(exercise, substitutions, answers, call_extra_cases):
    """Whether a mistake gives all the learner's answers."""
    n_wrong, crashed = 0, []
    for case, answer in reversed(list(zip(cases(exercise), answers))):  # the largest network first: it excludes most
        mutant_answer = _mutant_answer(exercise, substitutions, case)
        if answer.is_finite and mutant_answer.is_finite:
            if not all_close(exercise, answer.arrays, mutant_answer.arrays):
                return False
            n_wrong += not is_right(exercise, case, mutant_answer)
        elif answer.is_finite or (mutant_answer.is_finite and has_expected_shapes(case, mutant_answer)):
            return False
        else:  # a wrong shape, stored into an array of the right shape, is an error too
            crashed.append((case, answer, mutant_answer))
    if n_wrong > len(crashed):
        return True
    if crashed and all(_crashes_alike(exercise, substitutions, *crash) for crash in crashed):
        return True
    return bool(crashed) and _explains_extra_cases(exercise, substitutions, call_extra_cases())


def _crashes_alike(exercise, substitutions, case, answer, mutant_answer):
    """Whether a crash tells as much as numbers: a division by t = 0, or a product with the weights themselves."""
    text = " ".join([str(answer.exception), *answer.warnings])
    if exercise == "train":
        return isinstance(mutant_answer.exception, ZeroDivisionError) and "divi" in text
    is_product = len(answer.mismatched_operands) == 2 and ("matmul" in text or "aligned" in text)
    if "W.T =>" not in " ".join(substitutions) or not is_product:
        return False
    W, (left, right) = case.arguments[0][-1][0], answer.mismatched_operands.values()
    return np.array_equal(left, W) or np.array_equal(right, W.T)


@cache
def _mutant_answer(exercise, substitutions, case):
    """The Answer of the reference with a mistake; it changes no argument in place and prints nothing."""
    function = mutant(exercise, substitutions)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a mistake may overflow, and here it is made on purpose
        try:
            return Answer(arrays_by_name(exercise, function(*case.arguments)))
        except Exception as error:
            return Answer(exception=error)


def _explains_extra_cases(exercise, substitutions, answers):
    """Whether a mistake that crashes elsewhere gives the answers to the extra cases, at least one of them as arrays."""
    is_wrong = False
    for case, answer in zip(extra_cases(exercise), answers):
        mutant_answer = _mutant_answer(exercise, substitutions, case)
        if answer.is_finite and mutant_answer.is_finite:
            right_answer = _mutant_answer(exercise, (), case)
            learner, mistaken, right = (_counted(case, each.arrays) for each in (answer, mutant_answer, right_answer))
            if not all_close(exercise, learner, mistaken):
                return False
            is_wrong = is_wrong or not all_close(exercise, mistaken, right)
        elif answer.is_finite:
            return False
    return is_wrong


def _counted(case, arrays):
    """The arrays that count in an extra case: all but a square network's last layer, which may have several logits."""
    return dict(list(arrays.items())[:-2]) if case.description == "a square network" else arrays
