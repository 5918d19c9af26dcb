"""Which known mistake gives the same numbers?

A mistake is named where it gives the learner's numbers to 1e-9 in every case: a single one before any pair, a pair
(of backward) only where no single one fits, and nothing where two fit that cannot be told apart. Where a mistake
crashes, both must crash, and its numbers are compared in what is left: other cases, or cases.probes.

Proved by tests/practice/test_mistakes.py.
"""

from functools import cache
from itertools import combinations
from types import SimpleNamespace

import numpy as np

from massshuffle.practice import mistakes
from massshuffle.practice.answers import ask, close
from massshuffle.practice.cases import cases, probes

# What mistakes in shapes and in counting end in, in whatever style; any other exception is something else.
ALIKE = (LookupError, ValueError, ZeroDivisionError)


@cache
def answers(exercise, case):
    """The right answers of a case, by name."""
    return [ask(lambda *_, answer=answer: answer, exercise, ()).numbers for answer in case.answers]


def right(exercise, case, answer):
    """Whether an answer is one of the right ones."""
    return answer.sound and any(agree(exercise, answer.numbers, numbers) for numbers in answers(exercise, case))


def agree(exercise, mine, theirs):
    """Whether all numbers agree. The A_L that forward need not return is compared where it is there."""
    optional = {label for label in theirs if exercise == "forward" and label == f"A_{len(theirs) // 2}"}
    if not theirs.keys() - optional <= mine.keys() <= theirs.keys():
        return False
    return all(close(mine[label], theirs[label]) for label in mine)


def name(exercise, mine, probing):
    """The codes of the one mistake, or the one pair, that gives these answers; () if none does."""
    if any(answer.numbers is None and not isinstance(answer.cause, ALIKE) for answer in mine):
        return ()
    probed = SimpleNamespace(answers=None)
    for candidates in _candidates(exercise):
        found = set()
        for codes, on in candidates:
            if codes not in found and _reproduces(exercise, on, mine, probing, probed):
                found.add(codes)
        if found:
            return found.pop() if len(found) == 1 else ()
    return ()


@cache
def _candidates(exercise):
    """All single mistakes, and all pairs of backward, in every way and form: (codes, what is switched on) each."""
    ways = [(code, way) for code, variants in mistakes.VARIANTS[exercise].items() for way in variants]
    singles = [((way,), (way[0],)) for way in ways]
    pairs = [
        (pair, tuple(sorted(code for code, _ in pair))) for pair in combinations(ways, 2) if pair[0][0] != pair[1][0]
    ]
    forms = [tuple(form.items()) for form in mistakes.FORMS.get(exercise, ({},))]
    return [
        [(codes, (*form, *switches)) for switches, codes in made for form in forms]
        for made in (singles, pairs if exercise == "backward" else [])
    ]


def _reproduces(exercise, on, mine, probing, probed):
    """Whether a mistake gives all the answers that were given."""
    told, crashes, led_to = False, [], False
    for case, answer in reversed(list(zip(near(exercise), mine))):  # the largest network first: it tells most
        theirs, is_right, is_shaped = made_there(exercise, on, case)
        if theirs.sound and not is_shaped and not answer.sound:
            led_to = True  # a wrong shape in a place made for the right one is an error, too: the probes must tell
        elif theirs.sound != answer.sound or (theirs.sound and not agree(exercise, answer.numbers, theirs.numbers)):
            return False
        told = told or (theirs.sound and not is_right)
        if not theirs.sound:
            crashes.append((case, answer, theirs))
    if not led_to and _is_told(exercise, on, told, crashes, len(mine)):
        return True
    if not (crashes or led_to) or not probes(exercise):
        return False
    probed.answers = probed.answers or probing()
    return _fits_probes(exercise, on, probed.answers)


@cache
def near(exercise):
    return [case for case in cases(exercise) if not case.far]


@cache
def made(exercise, on, case):
    """What an exercise's function gives in a case with some switches on: ((code, way), ...)."""
    return ask(lambda *arguments: getattr(mistakes, exercise)(*arguments, made=dict(on)), exercise, case.arguments)


@cache
def made_there(exercise, on, case):
    """The same, whether it is right, and whether it has the right shapes."""
    theirs = made(exercise, on, case)
    return theirs, right(exercise, case, theirs), theirs.sound and _shaped(exercise, case, theirs)


def _shaped(exercise, case, answer):
    """Whether the numbers have the right shapes."""
    true = answers(exercise, case)[0]
    return all(label in true and array.shape == true[label].shape for label, array in answer.numbers.items())


def _is_told(exercise, on, told, crashes, n_cases):
    """Whether there are enough numbers to tell, or the exceptions say the same of the same call.

    That is: two shapes that do not fit, the weights themselves in a product that needs their transpose, a division by
    t = 0 (arrays do not raise there: they warn, and are not finite from there on).
    """
    if told and 2 * len(crashes) < n_cases:
        return True
    return bool(crashes) and all(
        (
            str(mine.cause) == str(theirs.cause)
            and type(mine.cause) is type(theirs.cause)
            and "not aligned" in str(mine.cause)
        )
        or ("weights-not-transposed" in dict(on) and _is_of_weights(case, mine))
        or (exercise == "train" and isinstance(theirs.cause, ZeroDivisionError) and _divided_by_0(mine))
        for case, mine, theirs in crashes
    )


def _is_of_weights(case, answer):
    """Whether a matrix product failed that had the weights of the last layer in the place of their transpose."""
    W, said = case.arguments[0][-1][0], str(answer.cause)
    if len(answer.misfits) != 2 or not ("matmul" in said or "aligned" in said):
        return False
    left, right = answer.misfits.values()
    return np.array_equal(left, W) or np.array_equal(right, W.T)


def _divided_by_0(answer):
    """Whether an answer ended in a division by 0, as an exception or with NumPy's warning."""
    warned = any("divide" in str(warning.message) for warning in answer.warnings)
    return isinstance(answer.cause, ZeroDivisionError) or (warned and answer.numbers is not None)


def _fits_probes(exercise, on, answers):
    """Whether a mistake that crashes elsewhere gives the answers to the probes, in at least one case as numbers."""
    told = False
    for case, answer in zip(probes(exercise), answers):
        theirs = made(exercise, on, case)
        if answer.sound and theirs.sound:
            true = made(exercise, (), case)
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
