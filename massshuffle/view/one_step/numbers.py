"""How a number is written where a step is watched: three decimals, which is enough to check a sum on paper.

What is exact with fewer decimals has fewer, so 0.1 is a tenth, and 0 is only written for what is exactly 0. Below a
hundredth three decimals would leave one digit or none; there, as above a million, it is two digits and a power of ten:
4.7e-3.

Proved by tests/view/test_sums.py.
"""


def shown(number):
    """A number as text."""
    number = float(number)
    text = f"{number:.3f}"
    if number == float(text) and abs(number) < 1e6:
        return text.rstrip("0").rstrip(".") if number else "0"
    if 0.01 <= abs(number) < 1e6:
        return text
    digits, _, power = f"{number:.1e}".partition("e")
    return f"{digits}e{int(power)}" if power else digits
