"""Write it yourself: nine exercises, and a check that names the mistake."""

from massshuffle.practice.process import check, tests
from massshuffle.practice.verdict import Verdict

__all__ = ["Verdict", "check", "tests"]
