"""Write it yourself: ten exercises, and a check that names the mistake.

    template.py, exercises.py       what the learner is to write, and the book's own lines for it
    reference.py, mistakes.py       the ten functions, right; the known mistakes, as substitutions in these
    comparison.py, learner_code.py  arrays by name, and where two differ; one call of a function in the learner's file
    cases.py                        what the functions are called with, and what is right then
    location.py                     where one array without a known mistake goes wrong, by calls with less
    diagnosis.py, judge_xavier.py   which known mistake is it? by its numbers; or, in random weights, by their bounds
    judge.py, process.py            the Verdict on one function; on a whole file, in a process of its own
    learner_run.py                  when all are right: the notebook's run with the learner's functions

Begin with template.py. A check goes from process.py to judge.py, which calls the learner's function with the cases and
says where its numbers differ from the right ones. If a known mistake gives the same numbers, diagnosis.py names it.
"""

from massshuffle.practice.judge import Verdict
from massshuffle.practice.process import check, tests

__all__ = ["Verdict", "check", "tests"]
