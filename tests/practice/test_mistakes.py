"""Every known mistake is named where it was made, alone or as one of two, and never where it was not.

Tests mistakes.py, reference.py, diagnosis.py and judge_xavier.py of massshuffle/practice; read diagnosis.py first.
"""

import re

import numpy as np
import pytest
from conftest import ROOT
from learners import by_hand, edited, verdict_on

from massshuffle import backpropagation, cost, optimizers
from massshuffle.practice import mistakes, reference
from massshuffle.practice.cases import cases
from massshuffle.practice.judge import explanation, judge_function
from massshuffle.practice.mistakes import MISTAKES
from massshuffle.practice.reference import RIGHT_SUBSTITUTIONS, mutant, source_name

SUBSTITUTIONS = [
    (exercise, code, substitution)
    for exercise, mistakes in MISTAKES.items()
    for code, (_, _, *substitutions) in mistakes.items()
    for substitution in substitutions
]
IN_A_VARIANT = {  # with the right substitution as well
    "adam_step": [("wrong-sign", "theta - step => theta + step"), ("t-off-by-one", "**t => **(t + 1)")],
    "train": [("memory-lost", "(theta), m, v, t => (theta), 0 * m, v, t")],
    "backward": [("forgot-slope", "dA * derivative(Z[layer]) => dA"), ("bias-mean", "dZ.sum => dZ.mean")],
}


@pytest.mark.parametrize(("exercise", "code", "substitution"), SUBSTITUTIONS)
def test_every_substitution_is_named_by_its_code(exercise, code, substitution):
    verdict = judge_function(exercise, mutant(exercise, (substitution,)), source_name(exercise, (substitution,)))
    assert not verdict.passed
    assert verdict.mistakes == (code,)
    assert verdict.message.endswith(explanation(exercise, code))


@pytest.mark.parametrize(
    ("exercise", "code"), [(exercise, code) for exercise in MISTAKES for code in MISTAKES[exercise]]
)
def test_an_explanation_names_the_line_of_the_book_that_holds_its_formula(exercise, code):
    *_, formula, place = explanation(exercise, code).splitlines()
    path, number = re.fullmatch(r" +explained in (\S+), line (\d+)", place).groups()
    assert formula.strip() in (ROOT / path).read_text(encoding="utf-8").splitlines()[int(number) - 1]


FORMULAS = [  # an exercise, how a formula begins, and the mistakes whose messages show it
    ("sigmoid", "1 / (1 + e^-z) =", "overflows clipped not-halved"),
    ("sigmoid", "g(z) =", "wrong-sign brackets tanh"),
    ("sigmoid_derivative", "g'(z) =",
     "slope-at-output square-inside forgot-factor same-factor brackets wrong-sign tanh"),
    ("binary_cross_entropy", "C =", "forgot-mean overflows clipped last-sample"),
    ("binary_cross_entropy", "c =",
     "wrong-sign one-term log-base other-labels labels-swapped logits-as-probabilities sigmoid-twice "
     "squared-error labels-transposed"),
    ("binary_cross_entropy_gradient", "dC/dz_n =",
     "forgot-mean brackets wrong-sign extra-slope factor-two forgot-sigmoid class-for-probability "
     "sigmoid-twice for-probability labels-transposed one-number"),
    ("central_difference", "df/dtheta_j =",
     "one-sided forgot-two brackets not-divided wrong-sign not-put-back all-at-once returned-early "
     "not-copied"),
    ("forward", "Z_l =",
     "two-layers forgot-bias overwritten entry-by-entry product-order weights-transposed input-everywhere"),
    ("forward", "A_l =", "bends-last-layer forgot-activation wrong-curve"),
    ("backward", "Z_l =", "two-layers"),
    ("backward", "dZ_l =",
     "forgot-slope slope-at-output curve-for-slope slope-times-z slope-of-wrong-curve product-for-entries"),
    ("backward", "dA_l =", "weights-not-transposed product-order weights-changed"),
    ("backward", "dW_l =",
     "entry-by-entry gradient-transposed input-not-transposed wrong-layer-input last-sample one-list "
     "blocks-reversed"),
    ("backward", "dZ_L =",
     "extra-slope forgot-mean mean-twice wrong-sign factor-two forgot-sigmoid for-probability "
     "sigmoid-twice labels-transposed"),
    ("backward", "db_l =",
     "bias-mean bias-zero bias-wrong-axis bias-one-number bias-not-summed bias-from-output bias-shape"),
    ("xavier_uniform", "a =", "fan-in-only forgot-root brackets other-constant all-layers"),
    ("xavier_uniform", "U(-a, a)", "one-sided one-bound normal-for-uniform"),
    ("xavier_uniform", "W_l (n_l, n_(l-1))", "weights-transposed"),
    ("xavier_uniform", "Biases start at 0.", "bias-not-zero"),
    ("adam_step", "lr_t =", "forgot-correction forgot-power multiplied corrected-twice t-off-by-one"),
    ("adam_step", "v <-", "forgot-square square-of-deviation"),
    ("adam_step", "theta <-",
     "forgot-root return-order step-only wrong-sign epsilon-in-root fixed-epsilon fixed-rate momentum-only "
     "old-means gradient-for-m"),
    ("adam_step", "m <-", "forgot-one-minus-beta weights-swapped betas-swapped"),
    ("train", "theta_(i+1) =", "gradient-once not-taken-apart one-step-off plain-descent default-rate"),
    ("train", "m <-", "memory-lost one-array"),
    ("train", "theta <-", "wrong-sign"),
    ("train", "lr_t =", "forgot-correction t-off-by-one"),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "formula", "codes"), FORMULAS)
def test_a_mistake_has_the_formula_of_what_it_makes_wrong(exercise, formula, codes):
    for code in codes.split():
        assert explanation(exercise, code).splitlines()[-2].strip().startswith(formula), code


def test_each_mistake_has_its_formula():
    listed = [(exercise, code) for exercise, _, codes in FORMULAS for code in codes.split()]
    assert sorted(listed) == sorted((exercise, code) for exercise in MISTAKES for code in MISTAKES[exercise])


@pytest.mark.parametrize("code", ["forgot-square", "square-of-deviation"])
def test_a_mistake_in_v_alone_is_told_of_v(code):
    for substitution in MISTAKES["adam_step"][code][2:]:
        message = judge_function("adam_step", mutant("adam_step", (substitution,))).message
        assert "m is right. The first that is wrong is v (theta too):" in message


@pytest.mark.parametrize(("exercise", "codes", "style", "changes"), by_hand())
def test_mistakes_written_by_hand_are_named(exercise, codes, style, changes):
    verdict = verdict_on(edited(style, exercise, *changes), exercise)
    assert not verdict.passed
    assert verdict.mistakes == codes


def test_a_pair_is_named_as_both():
    pairs = [("forgot-slope", "bias-mean"), ("weights-not-transposed", "wrong-sign"), ("bias-zero", "wrong-sign")]
    for pair in pairs:
        substitutions = tuple(MISTAKES["backward"][code][2] for code in pair)
        verdict = judge_function("backward", mutant("backward", substitutions), source_name("backward", substitutions))
        assert verdict.mistakes == tuple(sorted(pair))


@pytest.mark.parametrize("exercise", RIGHT_SUBSTITUTIONS)
def test_another_right_variant_passes_and_its_mistakes_are_named(exercise):
    right = RIGHT_SUBSTITUTIONS[exercise]
    assert judge_function(exercise, mutant(exercise, (right,))).passed
    found = [
        judge_function(exercise, mutant(exercise, (right, substitution))).mistakes
        for code, substitution in IN_A_VARIANT[exercise]
    ]
    assert found == [(code,) for code, _ in IN_A_VARIANT[exercise]]


def test_two_that_cannot_be_told_apart_have_no_name(monkeypatch):
    twins = dict.fromkeys(("wrong-sign", "the-same"), MISTAKES["sigmoid"]["wrong-sign"])
    monkeypatch.setitem(MISTAKES, "sigmoid", twins)
    verdict = judge_function("sigmoid", mutant("sigmoid", ("np.asarray(z) => -np.asarray(z)",)))
    assert (verdict.passed, verdict.mistakes) == (False, ())


def test_a_wrong_answer_that_nobody_knows_gets_no_name():
    for size in (1e-7, 1e-3, 1.7):

        def shaken(*arguments, size=size):
            gradients = reference.backward(*arguments)
            return [(dW * (1 + size), db) for dW, db in gradients]

        verdict = judge_function("backward", shaken)
        assert not verdict.passed
        assert verdict.mistakes == ()


def test_the_right_functions_are_the_book_s():
    for case in cases("backward"):
        layers, activation_functions, _, A, _ = case.arguments
        gradients = reference.backward(*case.arguments), backpropagation.backward(*case.arguments)
        for ours, book in zip(*gradients):
            assert all(np.allclose(x, y, rtol=1e-13, atol=1e-15) for x, y in zip(ours, book))
        arguments = layers, activation_functions, A[0]
        for ours, book in zip(reference.forward(*arguments), backpropagation.forward(*arguments)):
            assert all((ours[layer] == book[layer]).all() for layer in book)
    for case in cases("binary_cross_entropy"):
        assert reference.binary_cross_entropy(*case.arguments) == cost.binary_cross_entropy(*case.arguments)
    theta, gradients = np.ones(3), np.array([[1.0, -2, 0.5], [0.3, 4, -1]])
    adam, m, v, ours = optimizers.Adam(0.1), np.zeros(3), np.zeros(3), theta
    for t, gradient in enumerate(gradients, 1):
        theta = adam.step(theta, gradient)
        ours, m, v = reference.adam_step(ours, gradient, m, v, t, 0.1)
        assert np.allclose(ours, theta, rtol=1e-14, atol=0)


def test_two_mistakes_that_exclude_each_other_make_no_mutant():
    assert (
        mutant("backward", ("dA * derivative(Z[layer]) => dA", "derivative(Z[layer]) => derivative(A[layer])")) is None
    )


@pytest.mark.parametrize(
    ("exercise", "substitution"), [("backward", "W.transpose() => W"), ("backward", "W.T.dot(dZ) => W & W.T => W")]
)
def test_a_substitution_that_finds_nothing_is_an_error(monkeypatch, exercise, substitution):
    table = MISTAKES[exercise] | {"new": (mistakes.WEIGHT_SHAPE, "", substitution)}
    monkeypatch.setitem(MISTAKES, exercise, table)
    with pytest.raises(LookupError, match=r"does not hold"):
        mistakes.check_substitutions()
    with pytest.raises(LookupError, match=r"does not hold"):
        mutant(exercise, (substitution,))


def test_pairs_are_named_in_other_exercises_too():
    for exercise, pair in {
        "binary_cross_entropy_gradient": ("for-probability", "forgot-mean"),
        "central_difference": ("brackets", "not-put-back"),
        "adam_step": ("forgot-correction", "wrong-sign"),
        "train": ("gradient-once", "one-step-off"),
    }.items():
        substitutions = tuple(MISTAKES[exercise][code][-1] for code in pair)
        assert judge_function(exercise, mutant(exercise, substitutions)).mistakes == pair


@pytest.mark.parametrize(
    ("exercise", "old", "new", "codes"),
    [
        ("sigmoid", "np.tanh(z / 2)", "np.tanh(np.clip(z, -15, 15) / 2)", ("clipped",)),
        ("sigmoid", "np.tanh(z / 2)", "np.where(abs(z) < 500, np.tanh(z / 2), 0)", ()),
        ("sigmoid", "np.tanh(z / 2)", "np.tanh(z / 2) * (1 + 1e-3 * (abs(z) > 500))", ()),
        ("binary_cross_entropy", "labels * logits)", "labels * logits).clip(0, 30)", ("clipped",)),
        ("binary_cross_entropy", "labels * logits)", "labels * logits).clip(0, 2)", ()),
        ("binary_cross_entropy", "labels * logits)", "labels * logits, where=abs(logits) < 100)", ()),
        ("binary_cross_entropy", "labels * logits)", "labels * logits) + 9 * (logits == 1000).any()", ()),
    ],
)
def test_only_numbers_as_those_of_a_clip_are_called_clipped(exercise, old, new, codes):
    verdict = verdict_on(edited("arrays", exercise, (old, new)), exercise)
    assert (verdict.passed, verdict.mistakes) == (False, codes)


def test_no_pair_explains_an_answer_of_zeros():
    def zeros(*arguments):
        return [(0 * dW, 0 * db) for dW, db in reference.backward(*arguments)]

    assert judge_function("backward", zeros).mistakes == ()
