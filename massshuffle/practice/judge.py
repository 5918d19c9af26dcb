"""The judge: is one function right, and if not, where does it differ and which mistake is it?

Tested by tests/practice/test_judge.py.
"""

import inspect
import textwrap
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from massshuffle.network import Network, flatten
from massshuffle.practice import reference
from massshuffle.practice.cases import NETWORKS, Case, cases, large_number_cases
from massshuffle.practice.comparison import describe_difference, has_expected_shapes, is_close, is_right
from massshuffle.practice.diagnosis import diagnose
from massshuffle.practice.exercises import EXERCISES, argument_names, first_line, lines_in_book, page_in_book, task
from massshuffle.practice.judge_xavier import judge_xavier
from massshuffle.practice.learner_code import call
from massshuffle.practice.location import locate
from massshuffle.practice.mistakes import MISTAKES

WIDTH = 110
NO_CLOCK = nullcontext()


@dataclass(frozen=True)
class Verdict:
    """exercise : the function's name    mistakes : codes of MISTAKES, sorted, empty if none is recognised."""

    exercise: str
    passed: bool
    mistakes: tuple[str, ...]
    message: str


def judge_in_module(module, exercise, path, clock=NO_CLOCK, closed=False):
    """Return the Verdict on one function of a module, while the other nine are those of reference.py.

    clock : entered for every call of the function    closed : a message without formulas
    """
    written = {name: vars(module)[name] for name in EXERCISES if name in vars(module)}
    function = written.get(exercise)
    if not callable(function):
        message = f"{Path(path).name} has no function {exercise}. It begins with\n    {first_line(exercise)}"
        return Verdict(exercise, False, (), message)
    vars(module).update({name: getattr(reference, name) for name in EXERCISES if name != exercise})
    try:
        verdict = judge_function(exercise, function, path, clock, closed)
        if exercise == "backward" and not verdict.passed and callable(written.get("central_difference")):
            with clock:
                found = _finds_gradient(written["central_difference"])
            return replace(verdict, message=verdict.message + YOURS_WOULD_FIND_IT) if found else verdict
        return verdict
    finally:
        for name in EXERCISES:
            vars(module).pop(name, None)  # or one that is missing would be there from now on, and right
        vars(module).update(written)


YOURS_WOULD_FIND_IT = (
    "\nYour own central_difference, applied to the cost, gives the right gradient and would have found it."
)


def _finds_gradient(central_difference):
    """Whether the learner's central_difference, applied to the cost, comes near what backward should give."""
    case, network = cases("backward")[0], Network(*NETWORKS[0][:2])
    layers, _, _, A, Y = case.arguments
    answer = call(central_difference, "central_difference", (lambda x: network.cost(x, A[0], Y), flatten(layers)))
    expected = np.concatenate([array.ravel() for array in case.expected[0].values()])
    return answer.is_finite and np.allclose(answer.arrays["result"], expected, atol=1e-6)


def judge_function(exercise, function, path=None, clock=NO_CLOCK, closed=False):
    """Return the Verdict on one function. path : the file that it stands in"""
    answers = []

    def call_case(case):
        np.random.seed(0)  # noqa: NPY002, a function that draws from NumPy's own generator gets the same message again
        with clock:
            answers.append(call(function, exercise, case.arguments, path))
        return answers[-1]

    codes, difference = (judge_xavier if exercise == "xavier_uniform" else _judge_arrays)(exercise, call_case)
    if isinstance(answers[0].exception, NotImplementedError):
        text = f"{exercise} is not written yet.\n{task(exercise, closed)}"
        if _has_lines(function):
            text = (
                f"{exercise} still comes to its `raise NotImplementedError`:\n{answers[0].error}\nTake that line away."
            )
        return Verdict(exercise, False, (), text)
    notes = _side_notes(exercise, answers, codes)
    if difference is None and exercise == "adam_step" and any(answer.mutated for answer in answers):
        difference, notes = textwrap.fill(MUST_NOT_MUTATE, WIDTH), []
    if difference is None:
        message = f"{exercise} is right. Compare with the book: {lines_in_book(exercise)}."
        return Verdict(exercise, True, (), "\n".join([message, *notes]))
    explanations = [explanation(exercise, code, closed) for code in codes]
    message = "\n".join([f"{exercise} is not right yet.", difference, *explanations, *notes])
    return Verdict(exercise, False, codes, message)


MUST_NOT_MUTATE = (
    "The numbers are right, but adam_step must return new arrays, and it changes its arguments in place, as m += ... "
    "does. A caller that begins with m = v = np.zeros_like(theta) has one array for both, and each update would spoil "
    "the other. Write m = m + ... instead."
)


def _has_lines(function):
    """Whether a function has lines of its own before its `raise NotImplementedError`: names besides its arguments."""
    code = getattr(function, "__code__", None)
    return code is not None and (code.co_nlocals > code.co_argcount or len(code.co_names) > 1)


def explanation(exercise, code, closed=False):
    """Explain a mistake: what happened, what belongs there (not if closed), and where the book explains it."""
    (page, formula), sentence, *_ = MISTAKES[exercise][code]
    number = next(i for i, line in enumerate(inspect.getsource(page).splitlines(), 1) if formula in line)
    sentence = sentence.split(". ")[0].rstrip(".") + "." if closed else sentence
    sentence = textwrap.fill(f"Most likely ({code}): {sentence}", WIDTH)
    formula = "" if closed else f"\n    {formula}"
    return f"{sentence}{formula}\n    explained in {page_in_book(page)}, line {number}"


def _judge_arrays(exercise, call_case):
    """Return (codes, where the arrays differ), or ((), None) if all are right."""
    answers = []
    for case in cases(exercise):
        answers.append(call_case(case))
        if answers[-1].arrays is None or not has_expected_shapes(case, answers[-1]):
            break
    for case, answer in zip(cases(exercise), answers):
        if not is_right(exercise, case, answer):
            codes = diagnose(exercise, answers, call_case)
            if exercise in ("forward", "backward") and case is cases(exercise)[2] and not codes:
                deeper = cases(exercise)[3]  # so far one hidden layer was right, and none is wrong; now two
                codes = ("two-layers",) * (not is_right(exercise, deeper, call_case(deeper)))
            where = "" if codes else locate(exercise, case, answer, call_case)
            return codes, "\n".join([describe_difference(exercise, case, answer), *([where] if where else [])])
    for case in large_number_cases(exercise):
        answer = call_case(case)
        if not is_right(exercise, case, answer) or answer.warnings:
            failed = isinstance(answer.exception, ArithmeticError | ValueError)  # math.log(0) is a ValueError
            overflows = answer.warnings or failed or (answer.arrays is not None and not answer.is_finite)
            codes = ("overflows",) if overflows else ("clipped",) if _is_clipped(case, answer, call_case) else ()
            return codes, describe_difference(exercise, case, answer)
    return (), None


def _is_clipped(case, answer, call_case):
    """Whether numbers are wrong as those of a clip are.

    A sigmoid then stays near 0 and 1, and a cost has an upper limit: two samples whose logits are wrong by 1000 and by
    2000 cost the same, and more than 5.
    """
    if not answer.is_finite or not has_expected_shapes(case, answer):
        return False
    result, right = answer.arrays["result"], case.expected[0]["result"]
    if len(case.arguments) == 1:
        return bool(((result >= 0) & (result <= 1) & (np.abs(result - right) < 0.01)).all())
    limits = [call_case(Case("", (np.array([[logit]]), np.zeros((1, 1))))) for logit in (1000.0, 2000.0)]
    if not all(limit.is_finite for limit in limits):
        return False
    first, second = (limit.arrays["result"] for limit in limits)
    return is_close(first, second) and bool((first > 5).all())


def _is_unmoved(case, answer):
    """Whether train had steps to take and took none."""
    return bool(case.arguments[3] and answer.is_finite and is_close(answer.arrays["result"], case.arguments[0]))


def _returned_argument(exercise, answer):
    """The name of the argument that the answer to the first case is equal to; "" if there is none, and for train."""
    if exercise == "train" or not answer.is_finite or answer.arrays.keys() != {"result"}:
        return ""
    arguments = zip(argument_names(exercise), cases(exercise)[0].arguments)
    same = [name for name, argument in arguments if isinstance(argument, np.ndarray)
            and is_close(answer.arrays["result"], argument)]  # fmt: skip
    return same[0] if same else ""


def _side_notes(exercise, answers, codes):
    """Sentences on what a function does besides, which is neither right nor wrong."""
    notes = []
    if exercise == "train" and not codes and any(_is_unmoved(*pair) for pair in zip(cases(exercise), answers)):
        notes.append("theta came back as it went in. (While train is judged, adam_step is the book's: it changes no "
                     "array in place and returns new ones.)")  # fmt: skip
    if not codes and (name := _returned_argument(exercise, answers[0])):
        notes.append(f"It returns {name} as it came in.")
    if any(answer.printed for answer in answers):
        notes.append("It also prints while it works; the check leaves that out.")
    mutated = {i for answer in answers for i in answer.mutated}
    if mutated:
        names = " and ".join(argument_names(exercise)[i] for i in sorted(mutated))
        notes.append(f"It also changes {names} in place, so the caller's own arrays change. (The check passed "
                     "copies.) Make new arrays instead.")  # fmt: skip
    return [textwrap.fill(note, WIDTH) for note in notes]
