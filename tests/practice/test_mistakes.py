"""Every known mistake is named where it was made, alone or as one of two, and never where it was not.

Tests mistakes.py, changing.py, naming.py, drawing.py and right.py of massshuffle/practice; read naming.py first.
"""

import numpy as np
import pytest
from learners import by_hand, changed, verdict_on

from massshuffle import backpropagation, cost, optimizers
from massshuffle.practice import naming, right
from massshuffle.practice.cases import cases
from massshuffle.practice.changing import FORMS
from massshuffle.practice.changing import changed as made
from massshuffle.practice.judging import judge, words
from massshuffle.practice.mistakes import MISTAKES

WAYS = [
    (exercise, code, way)
    for exercise, mistakes in MISTAKES.items()
    for code, (_, _, *ways) in mistakes.items()
    for way in ways
]
FORMED = {  # in the form of FORMS
    "adam_step": [("wrong-sign", "theta - step => theta + step"), ("t-off-by-one", "**t => **(t + 1)")],
    "train": [("memory-lost", "(theta), m, v, t => (theta), 0 * m, v, t")],
    "backward": [("forgot-slope", "dA * slope(Z[layer]) => dA"), ("bias-mean", "dZ.sum => dZ.mean")],
}


@pytest.mark.parametrize(("exercise", "code", "way"), WAYS)
def test_every_way_to_make_a_mistake_is_named(exercise, code, way):
    verdict = judge(exercise, made(exercise, (way,)))
    assert not verdict.passed
    assert verdict.mistakes == (code,)
    assert verdict.message.endswith(words(exercise, code))


@pytest.mark.parametrize(("exercise", "codes", "style", "changes"), by_hand())
def test_mistakes_written_by_hand_are_named(exercise, codes, style, changes):
    verdict = verdict_on(changed(style, exercise, *changes), exercise)
    assert not verdict.passed
    assert verdict.mistakes == codes


def test_a_pair_is_named_as_both():
    pairs = [("forgot-slope", "bias-mean"), ("weights-not-transposed", "wrong-sign"), ("bias-shape", "blocks-reversed")]
    for pair in pairs:
        verdict = judge("backward", made("backward", tuple(MISTAKES["backward"][code][2] for code in pair)))
        assert verdict.mistakes == tuple(sorted(pair))


@pytest.mark.parametrize("exercise", FORMS)
def test_another_right_form_passes_and_its_mistakes_are_named(exercise):
    form = FORMS[exercise]
    assert judge(exercise, made(exercise, (form,))).passed
    found = [judge(exercise, made(exercise, (form, way))).mistakes for code, way in FORMED[exercise]]
    assert found == [(code,) for code, _ in FORMED[exercise]]


def test_two_that_cannot_be_told_apart_have_no_name(monkeypatch):
    twins = dict.fromkeys(("wrong-sign", "the-same"), MISTAKES["sigmoid"]["wrong-sign"])
    monkeypatch.setitem(MISTAKES, "sigmoid", twins)
    naming._candidates.cache_clear()
    verdict = judge("sigmoid", made("sigmoid", ("np.asarray(z) => -np.asarray(z)",)))
    naming._candidates.cache_clear()
    assert (verdict.passed, verdict.mistakes) == (False, ())


def test_a_wrong_answer_that_nobody_knows_gets_no_name():
    for size in (1e-7, 1e-3, 1.7):

        def shaken(*arguments, size=size):
            gradients = right.backward(*arguments)
            return [(dW * (1 + size), db) for dW, db in gradients]

        verdict = judge("backward", shaken)
        assert not verdict.passed
        assert verdict.mistakes == ()


def test_the_right_functions_are_the_book_s():
    for case in cases("backward"):
        blocks, curves, _, A, _ = case.arguments
        ours, theirs = right.backward(*case.arguments), backpropagation.backward(*case.arguments)
        for mine, its in zip(ours, theirs):
            assert all(np.allclose(x, y, rtol=1e-13, atol=1e-15) for x, y in zip(mine, its))
        for mine, its in zip(right.forward(blocks, curves, A[0]), backpropagation.forward(blocks, curves, A[0])):
            assert all((mine[layer] == its[layer]).all() for layer in its)
    for case in cases("binary_cross_entropy"):
        assert right.binary_cross_entropy(*case.arguments) == cost.binary_cross_entropy(*case.arguments)
    theta, gradients = np.ones(3), np.array([[1.0, -2, 0.5], [0.3, 4, -1]])
    adam, m, v, mine = optimizers.Adam(0.1), np.zeros(3), np.zeros(3), theta
    for t, gradient in enumerate(gradients, 1):
        theta = adam.step(theta, gradient)
        mine, m, v = right.adam_step(mine, gradient, m, v, t, 0.1)
        assert np.allclose(mine, theta, rtol=1e-14, atol=0)
