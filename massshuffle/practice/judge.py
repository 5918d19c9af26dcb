"""Is one function right, and if not, what was seen and what is said?

Tested by tests/practice/test_judge.py.
"""

import inspect
import textwrap
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from massshuffle.practice import reference
from massshuffle.practice.cases import cases, far, probes
from massshuffle.practice.comparison import close, is_right, seen
from massshuffle.practice.diagnosis import name
from massshuffle.practice.exercises import EXERCISES, arguments, first_line, page_of, place, task
from massshuffle.practice.judge_xavier import judge_drawing
from massshuffle.practice.learner_code import ask
from massshuffle.practice.mistakes import MISTAKES

WIDTH = 110


@dataclass(frozen=True)
class Verdict:
    """exercise : the function's name    mistakes : codes of MISTAKES, sorted, empty if none is recognised."""

    exercise: str
    passed: bool
    mistakes: tuple[str, ...]
    message: str


def judge_one(module, name, path):
    """The Verdict on one function of a module, while the other eight are those of reference.py."""
    written = {other: vars(module)[other] for other in EXERCISES if other in vars(module)}
    function = written.get(name)
    if not callable(function):
        said = f"{Path(path).name} has no function {name}. It begins with\n    {first_line(name)}"
        return Verdict(name, False, (), said)
    vars(module).update({other: getattr(reference, other) for other in EXERCISES if other != name})
    try:
        return judge(name, function, path)
    finally:
        vars(module).update(written)


def judge(exercise, function, path=None):
    """The Verdict on one function. path: the file that it stands in."""
    asked = []

    def asking(case):
        np.random.seed(0)  # noqa: NPY002, whoever draws from NumPy's own generator shall get the same message again
        asked.append(ask(function, exercise, case.arguments, path))
        return asked[-1]

    codes, said = (judge_drawing if exercise == "xavier_uniform" else _judge_numbers)(exercise, asking)
    if isinstance(asked[0].cause, NotImplementedError):
        return Verdict(exercise, False, (), f"{exercise} is not written yet.\n{task(exercise)}")
    notes = _notes(exercise, asked, codes)
    if said is None:
        praise = f"{exercise} is right. Compare with the book: {place(exercise)}."
        return Verdict(exercise, True, (), "\n".join([praise, *notes]))
    explained = [words(exercise, code) for code in codes]
    return Verdict(exercise, False, codes, "\n".join([f"{exercise} is not right yet.", said, *explained, *notes]))


def words(exercise, code):
    """What is said of a mistake: what happened, the formula it breaks, and where the book explains it."""
    (page, formula), sentence, *_ = MISTAKES[exercise][code]
    number = next(i for i, line in enumerate(inspect.getsource(page).splitlines(), 1) if formula in line)
    sentence = textwrap.fill(f"Most likely ({code}): {sentence}", WIDTH)
    return f"{sentence}\n    {formula}\n    explained in {page_of(page)}, line {number}"


def _judge_numbers(exercise, asking):
    """(codes, what is seen); (), None if all is right."""
    mine = [asking(case) for case in cases(exercise)]
    for case, answer in zip(cases(exercise), mine):
        if not is_right(exercise, case, answer):
            codes = name(exercise, mine, lambda: [asking(case) for case in probes(exercise)])
            return codes, seen(exercise, case, answer)
    for case in far(exercise):
        answer = asking(case)
        if not is_right(exercise, case, answer) or answer.warnings:
            broke = isinstance(answer.cause, ArithmeticError | ValueError)  # math.log(0) is a ValueError
            overflows = answer.warnings or broke or (answer.numbers is not None and not answer.sound)
            return ("overflows",) * bool(overflows), seen(exercise, case, answer)
    return (), None


def _unmoved(case, answer):
    """Whether train had steps to take and took none."""
    return bool(case.arguments[3] and answer.sound and close(answer.numbers["result"], case.arguments[0]))


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
        names = " and ".join(arguments(exercise)[i] for i in sorted(changed))
        notes.append(f"It also changes {names} in place: whoever called it finds other numbers there than before. "
                     "The check gave it copies; make new arrays instead.")  # fmt: skip
    return [textwrap.fill(note, WIDTH) for note in notes]
