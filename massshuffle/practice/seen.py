"""What is seen of a wrong answer, before anybody says why.

Proved by tests/practice/test_judging.py.
"""

import numpy as np

from massshuffle.practice.answers import close

CALLED = {"backward": "measured"}


def seen(exercise, case, answer):
    """Block, entry, both numbers and their ratio, or shapes, or the error: a few lines."""
    return f"Tried on {case.words}:\n{_difference(exercise, case, answer)}"


def _difference(exercise, case, answer):
    if answer.numbers is None:
        return answer.error
    right = case.answers[0]
    optional = f"A_{len(right) // 2}" if exercise == "forward" else ""
    lost = [label for label in right if label not in answer.numbers and label != optional]
    extra = [label for label in answer.numbers if label not in right]
    if lost or extra:
        what = f"{', '.join(lost)} is missing" if lost else f"{', '.join(extra)} is one too many"
        return f"{what}: it returns {', '.join(answer.numbers) or 'nothing'}."
    for label, mine in answer.numbers.items():
        if mine.shape != right[label].shape:
            return f"{label} has shape {mine.shape}; it needs {right[label].shape}."
    for label, mine in answer.numbers.items():
        if not np.isfinite(mine).all():
            return _at(exercise, label, mine, right[label], int(np.isfinite(mine).argmin())) + _warned(answer, "; ")
    for label, mine in answer.numbers.items():
        if not close(mine, right[label]):
            worst = int(np.abs(mine - right[label]).argmax())
            return _at(exercise, label, mine, right[label], worst) + _ratio(label, answer.numbers, right)
    return "The numbers are right, but " + (_warned(answer) or "for the form.")


def _at(exercise, label, mine, right, place):
    """Both numbers at one place."""
    where = np.unravel_index(place, mine.shape)
    entry = f"{label}[{', '.join(str(int(i)) for i in where)}]" if where else label
    called, difference = CALLED.get(exercise, "right"), ""
    if f"{mine[where]:.8g}" == f"{right[where]:.8g}":
        difference = f" (a difference of {mine[where] - right[where]:.2g})"
    ((yours, other),) = apart((mine[where], right[where]))
    return f"{entry}: yours {yours}, {called} {other}{difference}"


def apart(*pairs, digits=8):
    """Pairs of different numbers as pairs of different texts: with that many digits, or as many more as it takes."""
    texts = [[(f"{one:.{n}g}", f"{other:.{n}g}") for one, other in pairs] for n in range(digits, 18)]
    return next((found for found in texts if all(one != other for one, other in found)), texts[0])


def _ratio(label, mine, right):
    """The ratio of the numbers, where one holds everywhere, or in the whole block."""
    for labels, where in ((right.keys() & mine.keys(), "everywhere"), ({label}, f"in all of {label}")):
        x = np.concatenate([mine[one].ravel() for one in sorted(labels)])
        y = np.concatenate([right[one].ravel() for one in sorted(labels)])
        if x.size > 1 and np.vdot(y, y) > 0 and close(x, ratio := np.vdot(x, y) / np.vdot(y, y) * y):
            ratio = np.vdot(x, y) / np.vdot(y, y)
            return f" (yours is {apart((ratio, 1), digits=6)[0][0]} times that, {where})"
    return ""


def _warned(answer, before=""):
    """What NumPy warned of."""
    return f"{before}NumPy warns: {answer.warnings[0]}." if answer.warnings else ""
