"""Answers to the exercises as learners write them: right in three styles (right/), and wrong ones made of these."""

import linecache
import types
from itertools import groupby
from pathlib import Path

from massshuffle.practice.judge import judge_in_module

RIGHT = {path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "right").glob("*.py")}


def verdict_on(text, exercise):
    """Judge one function of a file's text, in this process."""
    module = types.ModuleType("learner")
    linecache.cache["learner.py"] = len(text), None, text.splitlines(True), "learner.py"  # where errors look lines up
    exec(compile(text, "learner.py", "exec"), module.__dict__)
    return judge_in_module(module, exercise, "learner.py")


def edited(style, exercise, *changes):
    """A right file with some text replaced; each must stand there, in the exercise's function or above it."""
    text = RIGHT[style]
    start = text.index(f"def {exercise}(")
    for old, new in changes:
        inside = text[start:]
        if old in inside.split("\n\n\ndef ")[0]:
            end = start + len(inside.split("\n\n\ndef ")[0])
            text = text[:start] + text[start:end].replace(old, new) + text[end:]
        else:
            assert old in text, old
            text = text.replace(old, new)
    return text


def by_hand():
    """The mistakes of by_hand.txt: (exercise, codes, style, [(old, new), ...])."""
    mistakes = []
    for line in (Path(__file__).parent / "by_hand.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            mistakes[-1][3].extend(zip("-+", map(str.strip, line.split("=>"))))
        elif line.startswith(("- ", "+ ")):
            mistakes[-1][3].append((line[0], line[2:]))
        elif line and not line.startswith("#"):
            exercise, codes, style = line.split(":")
            mistakes.append((exercise, tuple(codes.split()), style.strip(), []))
    return [(*head, list(_pairs(lines))) for *head, lines in mistakes]


def _pairs(lines):
    """[("-", old), ("+", new), ...] as (old, new), where each may have several lines."""
    groups = ["\n".join(text for _, text in group) for _, group in groupby(lines, key=lambda line: line[0])]
    return zip(groups[::2], groups[1::2])
