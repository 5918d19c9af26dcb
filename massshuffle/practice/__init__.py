"""Write it yourself: nine exercises, and a check that names the mistake.

Read it in this order; each page needs only those above it.

    template.py, exercises.py    what is to be written, and the book's own lines for it
    right.py                     the nine functions, right and plain
    mistakes.py, changing.py     the table of known mistakes: lines of right.py, changed; and what comes of them
    returned.py, learner.py      what came back, as numbers by name; the learner's file, and where it went wrong
    answers.py                   one call: what was asked and what was answered
    networks.py, cases.py        what is asked, and the right answers
    seen.py                      both numbers side by side
    naming.py, drawing.py        which known mistake is it? by its numbers; or, in random weights, by their bounds
    judging.py                   the Verdict on one function, from all of these
    process.py                   check: a file, judged in a process of its own
    linear_run.py                when all are right: the notebook's run with the learner's functions

So a check goes from process.py to judging.py, which asks (answers.py) the learner's function the cases (cases.py), says
what is seen (seen.py), and names the mistake (naming.py) that gives the same numbers.
"""

from massshuffle.practice.judging import Verdict
from massshuffle.practice.process import check, tests

__all__ = ["Verdict", "check", "tests"]
