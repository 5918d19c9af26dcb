"""Diagnosis: which known mistake gives the same numbers as the learner's function?

A mistake is named if it gives the learner's numbers to 1e-9 in every case that was tried. Where it crashes, the
learner's function must crash on the same two arrays. Single mistakes come before pairs, and the rare ones are in no
pair. Where two mistakes fit that cannot be told apart, none is named.

Tested by tests/practice/test_mistakes.py.
"""

import warnings
from functools import cache
from itertools import combinations

import numpy as np

from massshuffle.practice.cases import cases, with_longer_lists
from massshuffle.practice.comparison import all_close, arrays_by_name, is_close, is_right
from massshuffle.practice.learner_code import Answer, mismatched_operands
from massshuffle.practice.mistakes import MISTAKES, RARE
from massshuffle.practice.reference import mutant, mutated_source, source_name, variants


def diagnose(exercise, answers, call_case):
    """Return the codes of the one mistake, or the one pair, that gives these answers; () if none does.

    answers : the learner's, to the first cases, up to the first that has a wrong shape or crashed
    call_case(case) : returns the learner's answer to another case
    """
    tried = list(zip(cases(exercise), answers))
    if exercise in ("forward", "backward") and isinstance(answers[-1].exception, LookupError):
        tried = [(case, call_case(case)) for case in map(with_longer_lists, cases(exercise))]
    for candidates in (_singles(exercise), _pairs(exercise)):
        found = set()
        for codes, substitutions in candidates:
            if codes not in found and _explains(exercise, substitutions, tried):
                found.add(codes)
        if found:
            return found.pop() if len(found) == 1 else ()
    return ()


def _singles(exercise):
    """All single mistakes in every variant, as (codes, substitutions)."""
    for code, (_, _, *substitutions) in MISTAKES[exercise].items():
        for substitution in substitutions:
            for variant in variants(exercise):
                if mutated_source(exercise, (*variant, substitution)):
                    yield (code,), (*variant, substitution)


def _pairs(exercise):
    """All pairs of mistakes that are not rare, as (codes, substitutions)."""
    common = [(code, substitution) for code, (_, _, *substitutions) in MISTAKES[exercise].items() if code not in RARE
              for substitution in substitutions]  # fmt: skip
    for (code, substitution), (other_code, other_substitution) in combinations(common, 2):
        if code != other_code and mutated_source(exercise, (substitution, other_substitution)):
            yield tuple(sorted((code, other_code))), (substitution, other_substitution)


def _explains(exercise, substitutions, tried):
    """Whether a mistake gives all the learner's answers, at least one of them wrong. tried : [(case, answer), ...]"""
    is_wrong = False
    for case, answer in reversed(tried):  # the largest network first: it excludes most
        mutant_answer = _mutant_answer(exercise, substitutions, case)
        if answer.arrays and mutant_answer.arrays:
            if not all_close(exercise, *map(_finite_numbers, (answer, mutant_answer))):
                return False
        elif answer.is_finite or mutant_answer.is_finite or not _crashes_alike(answer, mutant_answer):
            return False
        if mutant_answer.is_finite or not mutant_answer.arrays:  # one that is not finite tells too little
            is_wrong = is_wrong or not is_right(exercise, case, mutant_answer)
    return is_wrong


def _finite_numbers(answer):
    """The arrays, with 0 for each number that is not finite."""
    return {name: np.where(np.isfinite(array), array, 0) for name, array in answer.arrays.items()}


def _crashes_alike(answer, mutant_answer):
    """Whether two crashes are the same: a division by t = 0, or two arrays that do not fit, the same or transposed."""
    texts = [" ".join([str(each.exception), *each.warnings]) for each in (answer, mutant_answer)]
    if all("divi" in text for text in texts):
        return True
    (*ours,), (*theirs,) = (each.mismatched_operands.values() for each in (answer, mutant_answer))
    if not ours or not theirs or len({"broadcast" in text for text in texts}) == 2:
        return False
    return any(all(map(is_close, ours, pair)) for pair in (theirs, [array.T for array in reversed(theirs)]))


@cache
def _mutant_answer(exercise, substitutions, case):
    """The Answer of the reference with a mistake; it changes no argument in place and prints nothing."""
    function = mutant(exercise, substitutions)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a mistake may overflow, and here it is made on purpose
        try:
            return Answer(arrays_by_name(exercise, function(*case.arguments)))
        except Exception as error:
            operands = mismatched_operands(error, source_name(exercise, substitutions))
            return Answer(exception=error, mismatched_operands=operands)
