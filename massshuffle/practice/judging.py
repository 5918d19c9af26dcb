"""Is one function right, and if not, what was seen and what is said?

Proved by tests/practice/test_judging.py.
"""

import textwrap

import numpy as np

from massshuffle.practice.answers import ask, close
from massshuffle.practice.cases import cases, probes
from massshuffle.practice.drawing import judge_drawing
from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.naming import name, near, right
from massshuffle.practice.seen import seen
from massshuffle.practice.verdict import Verdict
from massshuffle.practice.words import WIDTH, words


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
    tried = near(exercise)
    mine = [asking(case) for case in tried]
    wrong = [i for i, (case, answer) in enumerate(zip(tried, mine)) if not right(exercise, case, answer)]
    if wrong:
        codes = name(exercise, mine, lambda: [asking(case) for case in probes(exercise)])
        return codes, seen(exercise, tried[wrong[0]], mine[wrong[0]])
    for case in cases(exercise)[len(tried) :]:
        answer = asking(case)
        if not right(exercise, case, answer) or answer.warnings:
            overflow = answer.warnings or isinstance(answer.cause, ArithmeticError) or _not_finite(answer)
            overflow = overflow or isinstance(answer.cause, ValueError)  # math.log(0)
            return ("overflows",) * bool(overflow), seen(exercise, case, answer)
    return (), None


def _unmoved(case, answer):
    """Whether train had steps to take and took none."""
    return bool(case.arguments[3] and answer.sound and close(answer.numbers["result"], case.arguments[0]))


def _not_finite(answer):
    return answer.numbers is not None and not answer.sound


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
