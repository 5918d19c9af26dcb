"""What is said about a statement: for the terminal, and for a page that is read aloud.

Tested by tests/scripts/test_watch_one_step.py.
"""

from massshuffle.view.one_step.statements import derivative_of, place_name
from massshuffle.view.one_step.sums import formatted


def shape(array):
    """ "3 by 4", "13 numbers", "a number"."""
    sizes = array.shape
    return " by ".join(map(str, sizes)) if len(sizes) > 1 else f"{sizes[0]} numbers" if sizes else "a number"


def named(moment):
    """What got another name: "W is layers[0][0] (W_1)". A name that passes to another array at once is a past one."""
    passed_on = {name for name, *_ in moment.named}
    return [
        f"{name} is {'now what was ' * (other in passed_on)}{other}"
        + (f" ({place_name(place)})" if place and place_name(place) != other else "")
        for name, other, place in moment.named
    ]


def difference(table):
    """What was measured, against what was computed; "" if nothing was."""
    if table.off is None:
        return ""
    verdict = "WRONG, " if table.wrong else ""
    return (
        f"{verdict}largest difference from the measured slope of {derivative_of(table.place)}: {formatted(table.off)}"
    )


def sentence(moment, hidden=False):
    """A moment in a few sentences. hidden : without the numbers that it made"""
    step = moment.step
    said = [f"In {step.function}, line {step.first}: {step.source.split('  #')[0]}"]
    for table in moment.made:
        single = not table.values.shape and not hidden
        off = "" if hidden or table.off is None else f"; {difference(table)}"
        said.append(f"{table.name} is {formatted(table.values) if single else 'made, ' + shape(table.values)}{off}")
    return " ".join(f"{one}." for one in [*said, *named(moment)])
