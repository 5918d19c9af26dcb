"""Write it yourself: nine exercises, and a check that names the mistake."""

from massshuffle.practice.judging import Verdict
from massshuffle.practice.process import check, tests

__all__ = ["Verdict", "check", "tests"]
