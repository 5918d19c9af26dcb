"""What is said of one exercise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """exercise : the function's name    mistakes : codes of mistakes.VARIANTS, sorted, empty if none is recognised."""

    exercise: str
    passed: bool
    mistakes: tuple[str, ...]
    message: str
