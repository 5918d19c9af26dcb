"""Location: where a wrong answer without a name goes wrong, for the functions that return one array or number.

The other functions return several arrays, and comparison.py says which of them is the first wrong one. Here the
function is called again with less: with one number or one sample alone, and with arguments whose result is known by
hand.

Tested by tests/practice/test_order.py.
"""

import time

import numpy as np

from massshuffle.practice.cases import Case
from massshuffle.practice.comparison import distinct_texts, is_close

SECONDS = 0.5  # more are not spent of the learner's ten


class _TooSlowError(Exception):
    """The calls of a slow function have taken long enough."""


def locate(exercise, case, answer, call_case):
    """Return sentences on where an answer is wrong; "" for an exercise with several arrays, a crash or a wrong shape.

    call_case(case) : returns the function's Answer to another case
    """
    if exercise not in SENTENCES or not answer.is_finite:
        return ""
    result, right, began = answer.arrays["result"], case.expected[0]["result"], time.monotonic()
    if result.shape != right.shape:
        return ""

    def call(*arguments):
        """The function's result for other arguments, all its numbers in a row; a lone nan if there is none."""
        if time.monotonic() - began > SECONDS:
            raise _TooSlowError
        found = call_case(Case("", arguments))
        return found.arrays["result"].ravel() if found.arrays else np.array([np.nan])

    sentences = SENTENCES[exercise](case.arguments, result, right, call)
    try:
        return "\n".join(sentence for sentence in sentences if sentence)
    except _TooSlowError:
        return ""


def _of_sigmoid(arguments, result, right, call, at_0=0.5):
    """A function that acts on each number of z by itself. at_0 : its value at z = 0"""
    (z,) = arguments
    alone = np.array([_one(call(np.array([[number]]))) for number in z.flat]).reshape(z.shape)
    if np.isfinite(alone).all() and not is_close(alone, result):
        i = np.unravel_index(np.abs(alone - result).argmax(), z.shape)
        yield (
            f"Each number of z gives its result by itself. But for z = {z[i]:.4g} yours is {alone[i]:.4g} alone and "
            f"{result[i]:.4g} beside the others."
        )
    where = _where_right(result, right, {"positive": z > 0, "negative": z < 0})
    yield where and f"It is right where z is {where}, and only there."
    yield _by_hand("At z = 0", [at_0], call(np.zeros((1, 1))))


def _of_cost(arguments, result, right, call):
    """Is the cost the mean over samples, and is each sample's own cost right?"""
    logits, labels = arguments
    alone = np.array([_one(call(logits[:, [n]], labels[:, [n]])) for n in range(labels.size)])
    if not is_close(result, alone.mean()) and np.isfinite(alone).all() and alone.any():
        [(ratio, _)] = distinct_texts((result / alone.mean(), 1.0), digits=4)
        yield f"Yours for all {labels.size} samples is {ratio} times the mean of yours for each of them alone."
    where = _where_right(alone, np.logaddexp(0, logits) - labels * logits, _places(logits, labels))
    yield where and f"A sample alone has the right cost where its {where}, and only there."
    yield _by_hand(
        "For one sample with logit 0 and label 1, and for one with label 0,", [np.log(2)] * 2, _at_logit_0(call)
    )


def _of_cost_gradient(arguments, result, right, call):
    """For which label is the derivative right?"""
    where = _where_right(result, right, _places(*arguments))
    yield where and f"It is right where the {where}, and only there."
    yield _by_hand("For one sample with logit 0 and label 1, and for one with label 0,", [-0.5, 0.5], _at_logit_0(call))


def _of_difference(arguments, result, right, call):
    """What comes out for a function whose derivatives are known by hand?"""
    found = call(lambda theta: theta[0] + 2 * theta[1], np.array([1.0, 1.0]), 0.5)
    yield _by_hand("For f = theta[0] + 2 theta[1] and step = 0.5", [1, 2], found)


SENTENCES = {
    "sigmoid": _of_sigmoid,
    "sigmoid_derivative": lambda *given: _of_sigmoid(*given, at_0=0.25),
    "binary_cross_entropy": _of_cost,
    "binary_cross_entropy_gradient": _of_cost_gradient,
    "central_difference": _of_difference,
}


def _places(logits, labels):
    """Where a mistake may be absent, by name: the samples of one label, or on one side of logit 0."""
    places = {"label is 1": labels == 1, "label is 0": labels == 0}
    return places | {"logit is positive": logits > 0, "logit is negative": logits < 0}


def _at_logit_0(call):
    """The results for one sample with logit 0, for both labels."""
    return [_one(call(np.zeros((1, 1)), np.array([[label]]))) for label in (1.0, 0.0)]


def _one(numbers):
    """The only one of numbers; nan if there are more or none."""
    return numbers[0] if numbers.size == 1 else np.nan


def _by_hand(where, right, yours):
    """The sentence that compares numbers which are easily found by hand; "" where there are none to compare."""
    if np.isnan(yours).any() or len(yours) != len(right):
        return ""
    if is_close(np.array(yours), np.array(right)):
        return f"{where} yours is {' and '.join(f'{number:.4g}' for number in yours)}, which is right."
    pairs = [texts for pair in zip(yours, right) for texts in distinct_texts(pair, digits=4)]
    yours_text, right_text = (" and ".join(texts) for texts in zip(*pairs))
    return f"{where} yours is {yours_text}; right is {right_text}."


def _where_right(result, right, places):
    """The name of the place whose numbers are right while all others are wrong; None if there is no such place."""
    is_right = np.array([is_close(one, other) for one, other in zip(result.ravel(), right.ravel())])
    for name, mask in places.items():
        if (is_right == mask.ravel()).all() and is_right.any() and not is_right.all():
            return name
    return None
