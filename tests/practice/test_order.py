"""A mistake without a name is still located: the check says what is right, and what is the first wrong thing.

Tests comparison.py, location.py and cases.py of massshuffle/practice; read comparison.py first.
"""

import types

import pytest
from learners import edited, verdict_on

from massshuffle.practice import exercises, location
from massshuffle.practice.judge import judge_in_module

LOOP = "range(1, epochs + 1):"
LOG_OF_SIGMOID = "-np.mean(labels * np.log(sigmoid(logits) + 3e-8) + (1 - labels) * np.log(sigmoid(-logits) + 3e-8))"
BEST = """
        if (size := abs(gradient_of(theta)).max()) < best:
            best, best_theta = size, theta
    return best_theta"""
LOCATED = [
    ("backward", "delta @ A[i].T", "delta @ A[i].T * (1.3 if i == 1 else 1)",
     "\ndb_2, db_1, dW_1 are right. The first that is wrong is dW_2:\ndW_2[0, ",
     "(yours is 1.3 times that, in all of dW_2)\ndb_2, made of the same dZ_2, is right, so look at the line of dW."),
    ("backward", "(Z[i])", "(Z[i] / 3)", "db_2, dW_2 are right. The first that is wrong is db_1 (dW_1 too):",
     "Layer 2 is right, so look at the step from dZ_2 to dA_1 and dZ_1."),
    ("backward", "gradient(Z[L], Y)", "gradient(Z[L] / 3, Y)", "The first that is wrong is db_2 (and all others):",
     "Both dW_2 and db_2 are made of dZ_2, the first of the backward pass. Look there."),
    ("backward", "return out", "return out[1:] if L > 1 else out",
     "It must return 2 pairs (dW, db), one a layer; it returns 1. By their shapes, those of layer 1 are missing."),
    ("backward", "return out", "return out[2:] if L > 2 else out",
     "(dW, db), one a layer; it returns 1. By their shapes, those of layers 1 to 2 are missing."),
    ("forward", "W @ A[i] + b", "W @ A[i] + 3 * b", "A_0 is right. The first that is wrong is Z_1 (",
     "A_0 is right, and each row is off by one number for all samples, so look at the bias."),
    ("forward", "W @ A[i] + b", "W @ A[i] * 3 + b", "A_0 is right, so look at how Z_1 is made of it."),
    ("forward", "[0](Z[i + 1])", "[0](Z[i + 1] / 7)", "A_0, Z_1 are right. The first that is wrong is A_1 (Z_2 too):",
     "Z_1 is right, so look at how A_1 is made of it."),
    ("forward", "    return Z, A", "    Z[1] = 3 * Z[1]\n    return Z, A",
     "A_1, made of it, is right, so Z_1 is changed after that."),
    ("forward", "    return Z, A", "    Z[0] = X\n    return Z, A",
     "Z_0 is one too many: it returns Z_0, Z_1, Z_2, A_0, A_1."),
    ("forward", "    return Z, A", "    return {i: Z[i] for i in Z if i > 2}, A",
     "Z_1, Z_2 are missing: it returns A_0, A_1."),
    ("forward", "    return Z, A", "    return Z, {i: A[i] for i in A if i}", "A_0 is missing: it returns Z_1, "),
    ("forward", "    return Z, A", "    return Z | {8: X, 9: X}, A", "Z_8, Z_9 are too many: it returns Z_1, Z_2, "),
    ("forward", "    return Z, A", "    return {}, {}", "Z_1, Z_2, A_0, A_1 are missing: it returns nothing."),
    ("forward", "    return Z, A", "    return Z, A | {len(layers): 3 * Z[len(layers)]}",
     "It is the last layer's, which you need not return. If you do, it must be Z_2."),
    ("forward", "W @ A[i] + b", "0 * (W @ A[i] + b)", "(yours is 0 in all of Z_1)"),
    ("backward", "delta = binary", "delta = 3 * binary", "(yours is 3 times that, everywhere)"),
    ("adam_step", "return theta", "m = 2 * m\n    return theta",
     "theta is right, so look at the m that you return."),
    ("adam_step", "return theta", "m, v = 2 * m, 2 * v\n    return theta",
     "theta is right, so look at the m and v that you return."),
    ("adam_step", "(1 - beta1) * gradient", "(1 - beta1) * gradient**3", "v is right. ", "Look at the line of m."),
    ("forward", "{0: X}", "{0: 2 * X}", "A_0 must be X."),
    ("adam_step", "gradient**2", "gradient**4", "m is right. The first that is wrong is v (theta too):\nv[",
     "Look at the line of v."),
    ("adam_step", "learning_rate * m_hat", "0.9 * learning_rate * m_hat", "m, v are right. ",
     "so look at how the step is made of them."),
    ("adam_step", "np.sqrt(v_hat) + epsilon", "np.sqrt(v_hat) + epsilon * (1 + 1e-4 * (t == 4))",
     "The numbers agree to ", "Typical of epsilon in another place"),
    ("binary_cross_entropy", "np.mean(np.logaddexp(0, logits) - labels * logits)", LOG_OF_SIGMOID,
     "The numbers agree to 6 digits.", "Typical of a small number added inside a logarithm"),
    ("sigmoid", "0.5 * (1 + np.tanh(z / 2))", "1 / (1 + 2.71828**-z)", "The numbers agree to 6 digits. Typical of a ",
     "of 2.718 for e."),
    ("train", "v, t, learning", "v, t, 0.999999 * learning", "The numbers agree to 6 digits. Typical of epsilon in"),
    ("train", "    m, v = np", "    theta = 1.1 * theta\n    m, v = np",
     "Gradient number 1 is the first at a wrong theta, theta_0[", "That is not the start."),
    ("train", LOOP, LOOP + "\n        learning_rate = learning_rate * 2 / (t + 1)",
     "Every gradient is computed at the right theta. The first step is right. Look at what goes from one step"),
    ("train", LOOP, LOOP + "\n        learning_rate = learning_rate * (1 if t < 3 else 2)",
     "The first 2 steps are right."),
    ("train", LOOP, LOOP + "\n        learning_rate = 3 * learning_rate if t == 1 else learning_rate",
     "So the first step is wrong, or what is kept of it."),
    ("train", LOOP, "range(1, epochs // 3 + 1):", "gradient_of is called at 0 thetas; 1 steps need 1."),
    ("train", "return theta", "return theta * 1.01 if epochs > 3 else theta",
     "Every gradient is computed at the right theta. The first 24 steps are right."),
    ("train", LOOP, LOOP + "\n        learning_rate = learning_rate * 2 if epochs == 25 and t == 4 else learning_rate",
     "Gradient number 5 is the first at a wrong theta, theta_4[", "The first 3 steps are right."),
    ("train", "theta, m, v = adam_step(theta, gradient_of(theta), m, v, t, ",
     "theta[:], m, v = adam_step(theta, gradient_of(theta), m, v, t, (1 if t < 3 else 2) * ",
     "The first 2 steps are right."),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "old", "new", "parts"), [(*case[:3], case[3:]) for case in LOCATED])
def test_a_mistake_without_a_name_is_located(exercise, old, new, parts):
    verdict = verdict_on(edited("arrays", exercise, (old, new)), exercise)
    assert (verdict.passed, verdict.mistakes) == (False, ())
    for part in parts:
        assert part in verdict.message


BY_HAND = "For one sample with logit 0 and label 1, and for one with label 0, yours is "
LOCATED_BY_LESS = [
    ("sigmoid", "return e**z / np.sum(e**z)",
     "But for z = -3.489 yours is 1 alone and 0.0004941 beside the others.\nAt z = 0 yours is 1; right is 0.5."),
    ("sigmoid", "return np.where(z > 0, 1 / (1 + e**-z), e**z)",
     "It is right where z is positive, and only there.\nAt z = 0 yours is 1; right is 0.5."),
    ("sigmoid_derivative", "return e**-z / (1 + e**-2 * z)", "At z = 0 yours is 1; right is 0.25."),
    ("sigmoid_derivative", "return np.where(z < 0, 0.25, ANSWER(z))", "At z = 0 yours is 0.25, which is right."),
    ("binary_cross_entropy", "return 3 * ANSWER(logits, labels) * logits.size",
     f"5 times the mean of yours for each of them alone.\n{BY_HAND}2.079 and 2.079; right is 0.6931 and 0.6931."),
    ("binary_cross_entropy", "return ANSWER(logits, labels) + np.mean(2 * (1 - labels))",
     f"alone has the right cost where its label is 1, and only there.\n{BY_HAND}0.6931 and 2.693; right is"),
    ("binary_cross_entropy_gradient", "return ANSWER(logits, labels) * np.where(labels, 3, 1)",
     f"It is right where the label is 0, and only there.\n{BY_HAND}-1.5 and 0.5; right is -0.5 and 0.5."),
    ("sigmoid", "return ANSWER(z) * (1 + 2e-5)", "At z = 0 yours is 0.50001; right is 0.5."),
    ("sigmoid", "with np.errstate(all='ignore'): return 1 / z", "At z = 0 yours is inf; right is 0.5."),
    ("sigmoid_derivative", "return np.where(z < 0, ANSWER(z), 2)", "It is right where z is negative, and only there."),
    ("binary_cross_entropy", "return ANSWER(logits, labels) + np.mean((logits < 0) * 2)",
     "alone has the right cost where its logit is positive, and only there."),
    ("binary_cross_entropy_gradient", "return ANSWER(logits, labels) * np.where(logits < 0, 1, 2)",
     "It is right where the logit is negative, and only there."),
    ("central_difference", "return ANSWER(f, theta, step) + np.arange(len(theta))",
     "For f = theta[0] + 2 theta[1] and step = 0.5 yours is 1 and 3; right is 1 and 2."),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "body", "message"), LOCATED_BY_LESS)
def test_a_wrong_array_is_located_by_calls_with_less(exercise, body, message):
    text = f"{exercises.first_line(exercise)}\n    {body}\n\nimport numpy as np\nfrom math import e\n"
    text += f"from massshuffle.practice.reference import {exercise} as ANSWER\n"
    verdict = verdict_on(text, exercise)
    assert (verdict.passed, verdict.mistakes) == (False, ())
    assert message in verdict.message


FIXED = [
    ("sigmoid", "return np.full((2, 3), 0.3)"),
    ("sigmoid_derivative", "return np.full((2, 3), 0.3) / (z.size == 6)"),
    ("binary_cross_entropy_gradient", "return np.full((1, 5), 0.3)"),
    ("binary_cross_entropy", "return 0.3 if logits.size > 1 else logits[0, 9]"),
    ("central_difference", "return np.full(4, 0.3)"),
    ("central_difference", "return theta[:4] + theta[3]"),
]


def test_a_slow_answer_is_called_with_less_for_half_a_second_at_most(monkeypatch):
    """Or it would be called an endless loop."""
    monkeypatch.setattr(location, "SECONDS", 0.05)
    text = "import time\ncalls = []\ndef sigmoid(z):\n    time.sleep(0.02)\n    calls.append(z)\n    return z / 9\n"
    module, message = types.ModuleType("learner"), "result[0, 1]: yours "
    exec(text, module.__dict__)
    assert message in judge_in_module(module, "sigmoid", "learner.py").message
    assert len(module.calls) < 10


@pytest.mark.parametrize(("exercise", "body"), FIXED)
def test_functions_that_work_for_one_shape_alone_are_located_as_far_as_they_go(exercise, body):
    verdict = verdict_on(f"import numpy as np\n{exercises.first_line(exercise)}\n    {body}\n", exercise)
    assert (verdict.passed, verdict.mistakes) == (False, ())
    assert "nan" not in verdict.message


def test_z_of_the_last_layer_is_not_said_to_be_changed_where_there_is_no_a():
    text = edited(
        "arrays", "forward", ("    return Z, A", "    Z[L] = 3 * Z[L]\n    return Z, {i: A[i] for i in range(L)}")
    )
    assert "is changed after that" not in verdict_on(text, "forward").message


@pytest.mark.parametrize(
    ("exercise", "line"), [("sigmoid", "return z + None  # W^T"), ("sigmoid", "return z + 'math.'")]
)
def test_a_hint_is_given_for_its_own_error_alone(exercise, line):
    message = verdict_on(f"{exercises.first_line(exercise)}\n    {line}\n", exercise).message
    assert "no power" not in message
    assert "functions of math" not in message


def test_an_argument_that_comes_back_as_it_went_in_is_told():
    def returned(body, exercise):
        return verdict_on(f"{exercises.first_line(exercise)}\n    {body}\n", exercise).message

    assert "It returns z as it came in." in returned("return z", "sigmoid")
    assert "It returns labels as it came in." in returned("return labels", "binary_cross_entropy_gradient")
    assert "as it came in" not in returned("return 0 * z", "sigmoid")


@pytest.mark.parametrize(
    ("exercise", "changes"),
    [
        ("adam_step", [("+ epsilon)", "+ 1e-8)")]),
        ("train", [(LOOP, LOOP + "\n        if abs(gradient_of(theta)).max() < 1e-6:\n            break")]),
        (
            "train",
            [("    for t in", "    best = np.inf\n    best_theta = theta\n    for t in"), ("\n    return theta", BEST)],
        ),
    ],
)
def test_nothing_wrong_passes(exercise, changes):
    assert not verdict_on(edited("arrays", exercise, *changes), exercise).passed
