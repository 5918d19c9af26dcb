"""What comes of a mistake: the functions of right.py with some of their words changed.

Proved by tests/practice/test_mistakes.py.
"""

import inspect
from functools import cache

from massshuffle.practice import right

# What a right function also calls, where a mistake may stand in it.
WITH = {"xavier_uniform": ("bound", "xavier_uniform"), "train": ("adam_step", "train")}

# Right in more than one way: epsilon as the paper has it; the mean over all logits, where a layer has several.
PAPER = "+ epsilon => + epsilon / np.sqrt(v_up)"
FORMS = {"adam_step": PAPER, "train": PAPER, "backward": ") / N => ) / Y.size"}


def forms(exercise):
    """The forms of a right function, each as ways for `changed`."""
    return ((), (FORMS[exercise],)) if exercise in FORMS else ((),)


@cache
def _source(exercise):
    return "\n\n".join(inspect.getsource(getattr(right, name)) for name in WITH.get(exercise, (exercise,)))


@cache
def changed(exercise, ways):
    """The right function with its words changed in some ways (mistakes.py), or None where one finds none to change."""
    source = _source(exercise)
    for change in " & ".join(ways).split(" & ") if ways else ():
        old, new = (words.strip() for words in change.split("=>"))
        if old not in source:
            return None
        source = source.replace(old, new)
    space = dict(vars(right))
    exec(source, space)
    return space[exercise]
