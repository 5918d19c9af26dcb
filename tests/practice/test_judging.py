"""What is right passes, whatever it looks like; what is not written, malformed or broken gets one clear message.

Tests judging.py, answers.py, cases.py, networks.py, returned.py, learner.py and seen.py of massshuffle/practice; read
judging.py first.
"""

import numpy as np
import pytest
from learners import RIGHT, changed, verdict_on

from massshuffle.activations import ACTIVATIONS
from massshuffle.practice import exercises, right
from massshuffle.practice.answers import agree, ask
from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.networks import network_case


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("style", RIGHT)
def test_right_functions_pass_in_every_style(style, exercise):
    verdict = verdict_on(RIGHT[style], exercise)
    assert verdict.passed, verdict.message
    assert verdict.mistakes == ()
    assert f"{exercise} is right. Compare with the book: {exercises.place(exercise)}." in verdict.message


def test_untidy_functions_pass_with_a_sentence():
    assert "It also prints" in verdict_on(RIGHT["in_place"], "sigmoid").message
    assert "changes theta and m and v in place" in verdict_on(RIGHT["in_place"], "adam_step").message


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_template_fails_at_each_exercise(exercise):
    verdict = verdict_on(exercises.text().split("# The end is")[0], exercise)
    assert not verdict.passed
    assert verdict.mistakes == ()
    assert verdict.message.startswith(f"{exercise} is not written yet.\n")


def test_a_hundred_random_right_networks_give_no_alarm():
    rng = np.random.default_rng(3)
    space = {}
    exec(RIGHT["lists"], space)
    for _ in range(100):
        sizes = (*rng.integers(1, 7, rng.integers(1, 5)), 1)
        names = tuple(rng.choice(list(ACTIVATIONS), len(sizes) - 2))
        network, theta, X, Y = network_case(rng, sizes, names, int(rng.integers(1, 9)))
        blocks = network.unpack(theta)
        Z, A = right.forward(blocks, network.curves, X)
        for exercise, rest in (("forward", (X,)), ("backward", (Z, A, Y))):
            arguments = blocks, network.curves, *rest
            mine, ours = (ask(each, exercise, arguments) for each in (space[exercise], getattr(right, exercise)))
            assert agree(exercise, mine.numbers, ours.numbers)


@pytest.mark.parametrize(
    ("exercise", "body", "said"),
    [
        ("sigmoid", "return None", "it returns None: is the `return` missing?"),
        ("sigmoid", "return z.nothing", "\n    line 2: return z.nothing"),
        ("sigmoid", "return [[1, 2], [3]]", "all rows equally long"),
        ("sigmoid", "return np.zeros(3)", "result has shape (3,); it needs (2, 3)."),
        ("sigmoid", "raise SystemExit", "it ends Python itself"),
        ("sigmoid_derivative", "return sigmoid_derivative(z)", "RecursionError"),
        ("binary_cross_entropy", "return 'much'", "must hold numbers"),
        ("forward", "return 3", "two dicts, Z and A; it returns a int"),
        ("forward", "return [X], [X]", "Z must be a dict {layer: array}; it is a list of 1"),
        ("forward", "return {1: X}, {1: X}", "A_0 is missing"),
        ("backward", "return [(A[len(blocks)], 0)]", "KeyError: "),
        ("backward", "return []", "dW_1, db_1 is missing: it returns nothing"),
        ("backward", "return np.zeros(3)", "it must return a list of pairs (dW, db)"),
        ("adam_step", "return theta", "it must return three arrays, theta, m, v"),
        ("train", "return theta", "theta came back as it went in"),
        ("train", "warnings.warn('large', RuntimeWarning, 2); return np.nan * theta", "NumPy warns: large."),
        ("train", "warnings.warn('large', RuntimeWarning); return np.nan * theta", "NumPy warns: large (line 2)."),
        ("xavier_uniform", "return []", "It must return 3 pairs (W, b)"),
        ("xavier_uniform", "return BOOK(nodes_per_layer, np.random.default_rng())", "must be drawn from rng"),
        ("xavier_uniform", "return BOOK(nodes_per_layer, rng if nodes_per_layer[0] > 3 else np.random.default_rng())",
         "must be drawn from rng"),
        ("backward", "return Y @ A[0]", "shapes: Y (1, 5) and A[0] (3, 5)"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_said_in_one_line(exercise, body, said):
    text = f"{exercises.first_line(exercise)}\n    {body}\n\nimport warnings\nimport numpy as np\n"
    text += "from massshuffle.practice.right import xavier_uniform as BOOK\n"
    verdict = verdict_on(text, exercise)
    assert not verdict.passed
    assert verdict.mistakes == ()
    assert said in verdict.message


def test_the_book_s_functions_may_be_called_sample_by_sample():
    one_call = "binary_cross_entropy_gradient(Z[L], Y)"
    calls = "np.array([[binary_cross_entropy_gradient(z, y) for z, y in zip(Z[L][0], Y[0])]]) / Y.size"
    verdict = verdict_on(changed("arrays", "backward", (one_call, calls)), "backward")
    assert verdict.passed, verdict.message


def test_a_function_that_is_not_there():
    assert "has no function train. It begins with\n    def train(theta, " in verdict_on("", "train").message
