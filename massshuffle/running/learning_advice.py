"""Did it learn all that there was to learn? If not, which option to change.

Your own data have no published number of epochs, so a run may end too early, or with steps so long that the cost grows.
The pictures of the weights look the same then.

Tested by tests/running/test_learning_advice.py.
"""

from massshuffle.estimator import was_falling


def learning_advice(methods, histories):
    """Return a sentence on runs whose cost was still falling at their end, and one on runs whose cost never fell.

    methods, histories : {name: Method} and {name: History}; --learning-rate is the first method's
    """
    own, rates = next(iter(methods)), {name: method.learning_rate for name, method in methods.items()}
    grown = [name for name, one in histories.items() if len(one.costs) > 1 and not one.costs[-1] < one.costs[0]]
    falling = [name for name, one in histories.items() if was_falling(one, rates[name])]
    rate = f"--learning-rate, now {rates[own]:g}"
    sentences = []
    if falling:
        changes = [f"raise --epochs, now {histories[falling[0]].iterations[-1]}"]
        changes += [rate if len(methods) == 1 else f"for {own} {rate}"] * (own in falling)
        sentences.append(f"By {', '.join(falling)} the cost was still falling at the end: {', or '.join(changes)}.")
    if grown:
        change = f": lower {rate}" * (own in grown)
        sentences.append(f"By {', '.join(grown)} the cost did not fall{change}.")
    return sentences
