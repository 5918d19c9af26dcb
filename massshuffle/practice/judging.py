"""Is one function right, and if not, which known mistake gives the same numbers?

A mistake is named where it gives the learner's numbers to 1e-9 in every case: a single one before any pair, a pair
(of backward) only where no single one fits, and nothing where two fit that cannot be told apart. Where a mistake
crashes, both must crash, and its numbers are compared in what is left: other cases, or cases.probes.

Proved by tests/practice/test_judging.py.
"""

import textwrap
from functools import cache
from itertools import combinations
from types import SimpleNamespace

import numpy as np

from massshuffle.practice import mistakes
from massshuffle.practice.answers import ask, close
from massshuffle.practice.cases import cases, probes
from massshuffle.practice.drawing import judge_drawing
from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.seen import seen
from massshuffle.practice.verdict import Verdict
from massshuffle.practice.words import WIDTH, words

# What mistakes in shapes and in counting end in, in whatever style; any other exception is something else.
ALIKE = (LookupError, ValueError, ZeroDivisionError)


def judge(exercise, function, path=None):
    """The Verdict on one function. path: the file that it stands in."""
    asked = []

    def asking(case):
        np.random.seed(0)  # noqa: NPY002, whoever draws from NumPy's own generator shall get the same message again
        asked.append(ask(function, exercise, case.arguments, path))
        return asked[-1]

    if exercise == "xavier_uniform":
        codes, said = judge_drawing(asking, cases(exercise))
    else:
        codes, said = _judge_numbers(exercise, asking)
    if isinstance(asked[0].cause, NotImplementedError):
        return Verdict(exercise, False, (), f"{exercise} is not written yet.\n{EXERCISES[exercise].task}")
    notes = _notes(exercise, asked, codes)
    if said is None:
        right = f"{exercise} is right. Compare with the book: {EXERCISES[exercise].place}."
        return Verdict(exercise, True, (), "\n".join([right, *notes]))
    explained = [words(exercise, codes)] if codes else []
    return Verdict(exercise, False, codes, "\n".join([f"{exercise} is not right yet.", said, *explained, *notes]))


def _judge_numbers(exercise, asking):
    """(codes, what is seen); (), None if all is right."""
    near = [case for case in cases(exercise) if not case.far]
    mine = [asking(case) for case in near]
    wrong = [i for i, (case, answer) in enumerate(zip(near, mine)) if not right(exercise, case, answer)]
    if wrong:
        codes = name(exercise, mine, lambda: [asking(case) for case in probes(exercise)])
        return codes, seen(exercise, near[wrong[0]], mine[wrong[0]])
    for case in cases(exercise)[len(near) :]:
        answer = asking(case)
        if not right(exercise, case, answer) or answer.warnings:
            overflow = answer.warnings or isinstance(answer.cause, ArithmeticError) or _not_finite(answer)
            overflow = overflow or (isinstance(answer.cause, ValueError) and "math domain" in str(answer.cause))
            return ("overflows",) * bool(overflow), seen(exercise, case, answer)
    return (), None


def _unmoved(case, answer):
    """Whether train had steps to take and took none."""
    return bool(case.arguments[3] and answer.sound and close(answer.numbers["result"], case.arguments[0]))


def _not_finite(answer):
    return answer.numbers is not None and not answer.sound


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
    ways = [(code, way) for code, variants in mistakes.VARIANTS[exercise].items() for way in variants]
    singles = [((code,), {code: way}) for code, way in ways]
    pairs = [((a[0], b[0]), dict((a, b))) for a, b in combinations(ways, 2) if a[0] != b[0]]
    probed = SimpleNamespace(answers=None)
    for made in (singles, pairs if exercise == "backward" else []):
        found = set()
        for codes, switches in made:
            if tuple(sorted(codes)) not in found and _reproduces(exercise, switches, mine, probing, probed):
                found.add(tuple(sorted(codes)))
        if found:
            return found.pop() if len(found) == 1 else ()
    return ()


def _reproduces(exercise, switches, mine, probing, probed):
    """Whether a mistake, in one of the forms of the exercise, gives all the answers that were given."""
    near = [case for case in cases(exercise) if not case.far]
    for form in mistakes.FORMS.get(exercise, ({},)):
        on = (*form.items(), *switches.items())
        told, crashes, led_to = False, [], False
        for case, answer in zip(near, mine):
            theirs = made(exercise, on, case)
            misshapen = theirs.sound and not right(exercise, case, theirs) and not _shaped(exercise, case, theirs)
            if misshapen and not answer.sound:
                led_to = True  # a wrong shape in a place made for the right one is an error, too: the probes must tell
            elif theirs.sound != answer.sound or (theirs.sound and not agree(exercise, answer.numbers, theirs.numbers)):
                break
            told = told or (theirs.sound and not right(exercise, case, theirs))
            if not theirs.sound:
                crashes.append((case, answer, theirs))
        else:
            if not led_to and _is_told(exercise, switches, told, crashes, len(near)):
                return True
            if (crashes or led_to) and probes(exercise):
                probed.answers = probed.answers or probing()
                if _fits_probes(exercise, on, probed.answers):
                    return True
    return False


@cache
def made(exercise, on, case):
    """What an exercise's function gives in a case with some switches on: ((code, way), ...)."""
    return ask(lambda *arguments: getattr(mistakes, exercise)(*arguments, made=dict(on)), exercise, case.arguments)


def _shaped(exercise, case, answer):
    """Whether the numbers have the right shapes."""
    true = answers(exercise, case)[0]
    return all(label in true and array.shape == true[label].shape for label, array in answer.numbers.items())


def _is_told(exercise, switches, told, crashes, n_cases):
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
        or ("weights-not-transposed" in switches and _is_of_weights(case, mine))
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


def _notes(exercise, asked, codes):
    """What a function does besides, that is neither right nor wrong."""
    notes = []
    if exercise == "train" and not codes and any(_unmoved(*pair) for pair in zip(cases(exercise), asked)):
        notes.append("theta came back as it went in. (While train is judged, adam_step is the book's: it changes no "
                     "array in place and returns new ones.)")  # fmt: skip
    if any(answer.printed for answer in asked):
        notes.append("It also prints while it works; the check leaves that out.")
    changed = {i for answer in asked for i in answer.changed}
    if changed:
        arguments = [argument.split("=")[0] for argument in EXERCISES[exercise].arguments.split(", ")]
        names = " and ".join(arguments[i] for i in sorted(changed))
        notes.append(f"It also changes {names} in place: whoever called it finds other numbers there than before. "
                     "The check gave it copies; make new arrays instead.")  # fmt: skip
    return [textwrap.fill(note, WIDTH) for note in notes]
