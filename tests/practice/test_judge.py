"""What is right passes, whatever it looks like; what is not written, malformed or broken gets one clear message.

Tests judge.py, cases.py, comparison.py, learner_code.py and exercises.py of massshuffle/practice; read judge.py first.
"""

import ast
import re

import numpy as np
import pytest
from conftest import ROOT
from learners import RIGHT, edited, verdict_on

from massshuffle.practice import exercises
from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.judge import judge_in_module
from massshuffle.practice.learner_code import load_file


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("style", RIGHT)
def test_right_functions_pass_in_every_style(style, exercise):
    verdict = verdict_on(RIGHT[style], exercise)
    assert verdict.passed, verdict.message
    assert verdict.mistakes == ()
    assert f"{exercise} is right. Compare with the book: {exercises.lines_in_book(exercise)}." in verdict.message


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_lines_of_the_book_are_those_of_one_function(exercise):
    path, first, last = re.fullmatch(r"(\S+), lines (\d+) to (\d+)", exercises.lines_in_book(exercise)).groups()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = {(node.lineno, node.end_lineno) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert (int(first), int(last)) in functions
    others = {"binary_cross_entropy": "mean_cross_entropy", "adam_step": "step"}
    assert exercises.BOOK_FUNCTIONS[exercise].__name__ == others.get(exercise, exercise)


def test_untidy_functions_pass_with_a_sentence():
    body = "answer = (1 / (1 + np.exp(-logits)) - labels) / labels.size; logits += 1; labels += 1; return answer"
    text = f"import numpy as np\n{exercises.first_line('binary_cross_entropy_gradient')}\n    {body}\n"
    assert "It also changes logits and labels in place" in verdict_on(text, "binary_cross_entropy_gradient").message
    assert "It also prints" in verdict_on(RIGHT["in_place"], "sigmoid").message
    assert "changes z in place, so the caller's own arrays change." in verdict_on(RIGHT["in_place"], "sigmoid").message


@pytest.mark.parametrize("old", ["m = m * beta1", "v = v * beta2", "theta = theta - learning_rate"])
def test_adam_in_place_is_refused(old):
    name, operator, rest = old.split()[0], old.split()[3], old.split()[4]
    verdict = verdict_on(edited("in_place", "adam_step", (old, f"{name} {operator}= {rest}")), "adam_step")
    assert (verdict.passed, verdict.mistakes) == (False, ())
    assert "The numbers are right, but adam_step must return new arrays" in verdict.message


@pytest.mark.parametrize("lines", ["half = 0.5", "print(np.exp(-z))"])
def test_a_raise_below_finished_lines_is_told(lines):
    text = f"import numpy as np\ndef sigmoid(z):\n    {lines}\n    raise NotImplementedError\n"
    assert "still comes to its `raise NotImplementedError`:\nNotImplementedError\n    line 4" in (
        verdict_on(text, "sigmoid").message
    )


@pytest.mark.parametrize(("setting", "mistakes"), [("raise", ("overflows",)), ("ignore", ())])
def test_numpy_s_settings_in_the_file_hold_in_its_functions_alone(setting, mistakes, tmp_path):
    path = tmp_path / "mine.py"
    text = f'import numpy as np\nnp.seterr(all="{setting}")\n' + RIGHT["arrays"]
    path.write_text(text.replace("0.5 * (1 + np.tanh(z / 2))", "1 / (1 + np.exp(-z))"), encoding="utf-8")
    before = np.geterr()
    module, _ = load_file(path)
    verdicts = [judge_in_module(module, exercise, str(path)) for exercise in EXERCISES]
    assert verdicts[0].mistakes == mistakes
    assert all(verdict.passed for verdict in verdicts[1:])
    assert np.geterr() == before


def test_an_index_too_high_is_told_with_shapes():
    text = edited("lists", "backward", ("W[i][j] * dZ", "W[j][i] * dZ"))
    assert "shapes: W (1, 3) and dZ of length 1" in verdict_on(text, "backward").message
    text = edited("arrays", "forward", ("[i][0](Z", "[i + 9][0](Z"))
    assert "activation_functions has a pair for each hidden layer, so L - 1" in verdict_on(text, "forward").message


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_template_fails_at_each_exercise(exercise):
    verdict = verdict_on(exercises.file_text().split("# The end is")[0], exercise)
    assert not verdict.passed
    assert verdict.mistakes == ()
    assert verdict.message.startswith(f"{exercise} is not written yet.\n")


@pytest.mark.parametrize(
    ("exercise", "body", "message"),
    [
        ("sigmoid", "return None", "it returns None: is the `return` missing?"),
        ("sigmoid", "return z.nothing", "\n    line 2: return z.nothing"),
        ("sigmoid", "return [[1, 2], [3]]", "all rows equally long"),
        ("sigmoid", "return np.zeros(3)", "result has shape (3,); it needs (2, 3)."),
        ("sigmoid", "raise SystemExit", "it ends Python itself"),
        ("sigmoid_derivative", "return sigmoid_derivative(z)", "RecursionError"),
        ("binary_cross_entropy", "return 'much'", "must hold numbers; it holds text"),
        ("binary_cross_entropy", "return str(ANSWER(logits, labels))", "result must hold numbers; it holds text"),
        ("binary_cross_entropy", "return repr(ANSWER(logits, labels)).encode()", "it holds text"),
        ("binary_cross_entropy", "return np.array(str(ANSWER(logits, labels)), object)", "it holds text"),
        ("sigmoid", "return [[a if i else str(a) for i, a in enumerate(row)] for row in ANSWER(z)]", "it holds text"),
        ("sigmoid", "return ANSWER(z) + 1j", "result must hold real numbers; it holds complex numbers"),
        ("sigmoid", "return (1e9 * ANSWER(z)).astype('m8[ns]')", "result must hold numbers; it holds a timedelta64"),
        ("sigmoid", "return np.ma.array(ANSWER(z), mask=z > 0)", "result must hold numbers; it is a masked array"),
        ("sigmoid", "return [[None, 1, 2], [3, 4, 5]]", "result must hold numbers; it holds None"),
        ("sigmoid", "return {1: z}", "result must hold numbers; it holds a dict"),
        ("backward", "return [(dW.astype(str), db) for dW, db in ANSWER(layers, activation_functions, Z, A, Y)]",
         "dW_1 must hold numbers; it holds text"),
        ("forward", "return [{str(i): part[i] for i in part} for part in ANSWER(layers, activation_functions, X)]",
         "the layers of Z must be whole numbers, 1, 2, ...; one of them is '1'"),
        ("forward", "return 3", "two dicts, Z and A; it returns an int"),
        ("backward", "return Y", "it returns an ndarray"),
        ("forward", "return [X], [X]", "Z must be a dict {layer: array}; it is a list of 1"),
        ("forward", "return {1: X}, {1: X}", "Z_2, A_0 are missing"),
        ("backward", "return []", "It must return 2 pairs (dW, db), one a layer; it returns 0."),
        ("backward", "return np.zeros(3)", "it must return a list of pairs (dW, db)"),
        ("adam_step", "return theta", "it must return three arrays, theta, m, v"),
        ("train", "return theta", "theta came back as it went in"),
        ("train", "warnings.warn('large', RuntimeWarning, 2); return np.nan * theta", "NumPy warns: large."),
        ("train", "warnings.warn('large', RuntimeWarning); return np.nan * theta", "NumPy warns: large (line 2)."),
        ("xavier_uniform", "return ANSWER(nodes_per_layer, rng)[1:]", "3 pairs (W, b), one a layer; it returns 2."),
        ("xavier_uniform", "return [(W, b[:, 0]) for W, b in ANSWER(nodes_per_layer, rng)]",
         "b_1 has shape (250,); it needs (250, 1)."),
        ("xavier_uniform", "return [(W / 0, b) for W, b in ANSWER(nodes_per_layer, rng)]", "that are not finite."),
        ("xavier_uniform", "return [(W / 2 + .25, b) for W, b in ANSWER(nodes_per_layer, rng)]",
         "W_1, with fan_in 400 and fan_out 250, runs from 0.202 to 0.298, its mean is 0.25"),
        *[("xavier_uniform", f"return [(W if W.size > 999 else {W}, b) for W, b in ANSWER(nodes_per_layer, rng)]",
           "W_3, with fan_in 120 and fan_out 1, has weights out of bounds, or") for W in ("9 * W", "0 * W + .1")],
        ("xavier_uniform", "return ANSWER(nodes_per_layer, np.random.default_rng(3))",
         "different seeds give the same weights: every number must be drawn from rng."),
        ("xavier_uniform", "return ANSWER(nodes_per_layer, np.random.default_rng())",
         "one seed give different weights: every number must be drawn from rng."),
        ("xavier_uniform", "return ANSWER(nodes_per_layer, rng if nodes_per_layer[0] > 3 else np.random.default_rng())",
         "must be drawn from rng"),
        *[("backward", line, "shapes: Y (1, 6) and A[0] (4, 6)") for line in (
            "return Y @ A[0]", "return Y.dot(A[0])", "Y += A[0]", "if (Y @ A[0]).any():\n        return Y")],
        ("backward", "return A[0] * layers[1][0]", "the product of two matrices is @."),
        ("sigmoid", "return np.where(z == 0, 0, ANSWER(z))", "result[0, 0]: yours 0, right 0.5"),
        ("sigmoid", "return ANSWER(z).astype(int if z.min() < -700 else float)", "result[0, 2]: yours 0, "),
        ("sigmoid_derivative", "return np.where(z == 0, 0, ANSWER(z))", "result[0, 0]: yours 0, right 0.25"),
        ("sigmoid", "return np.where(z < 0, np.nan, ANSWER(z))", "yours nan, right 0."),
        ("adam_step", "return theta - beta1 ^ t", "^ is no power in Python; that is **."),
        ("adam_step", "return theta - (beta1 ^ t)", "^ is no power in Python; that is **."),
        ("sigmoid", "import math; return math.exp(z)", "functions of math take one number; those of np take arrays."),
    ],
)  # fmt: skip
def test_a_malformed_answer_gets_one_clear_message(exercise, body, message):
    text = f"{exercises.first_line(exercise)}\n    {body}\n\nimport warnings\nimport numpy as np\n"
    text += f"from massshuffle.practice.reference import {exercise} as ANSWER\n"
    verdict = verdict_on(text, exercise)
    assert not verdict.passed
    assert verdict.mistakes == ()
    assert message in verdict.message


def test_the_book_s_functions_may_be_called_sample_by_sample():
    one_call = "binary_cross_entropy_gradient(Z[L], Y)"
    calls = "np.array([[binary_cross_entropy_gradient(z, y) for z, y in zip(Z[L][0], Y[0])]]) / Y.size"
    verdict = verdict_on(edited("arrays", "backward", (one_call, calls)), "backward")
    assert verdict.passed, verdict.message


def test_a_function_that_is_not_there():
    assert "has no function train. It begins with\n    def train(theta, " in verdict_on("", "train").message


def test_numbers_from_numpy_s_own_generator_get_the_same_message_twice():
    text = "import numpy as np\ndef sigmoid(z):\n    return np.random.random(z.shape)\n"
    assert verdict_on(text, "sigmoid") == verdict_on(text, "sigmoid")


DEFINITIONS = (  # which the book has in other words
    "C = 1/N sum_n [ -y_n log sigmoid(z_n) - (1 - y_n) log(1 - sigmoid(z_n)) ]",
    "fan_in = n_(l-1), fan_out = n_l",
    "theta_t from theta_(t-1) by adam_step with t = 1, 2, ...",
)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_formulas_of_a_task_are_those_of_the_book(exercise):
    page = " ".join((ROOT / exercises.page_in_book(exercises.BOOK_FUNCTIONS[exercise])).read_text().split())
    lines = set(exercises.task(exercise).splitlines()) - set(exercises.task(exercise, closed=True).splitlines())
    formulas = [formula.strip(" ,") for line in lines for formula in re.split(r"\s{4,}", line) if " = " in formula]
    assert formulas or exercise == "sigmoid", "whose formula has no left side"
    assert [formula for formula in formulas if formula not in page and formula not in DEFINITIONS] == []


@pytest.mark.parametrize(
    ("exercise", "body", "message"),
    [
        ("sigmoid", "return 1 / (1 + np.exp(-np.clip(z, -20, 20)))",
         "result[0, 1]: yours 0.999999998, right 1 (a difference of -2.1e-09)"),
        ("binary_cross_entropy", "return ANSWER(logits, labels) * (1 + 2e-9)", "(a difference of 2e-09)"),
        ("binary_cross_entropy_gradient", "return ANSWER(logits, labels) * (1 + 2e-8)", "yours is 1.00000002 times"),
        ("backward", "return [(dW * (1 - 3e-9), db) for dW, db in ANSWER(layers, activation_functions, Z, A, Y)]",
         "(yours is 0.999999997 times that, in all of dW_"),
        ("xavier_uniform", "return [(np.sign(W) * abs(W) ** 1.1 / abs(W).max() ** 0.1, b) for W, b in "
         "ANSWER(nodes_per_layer, rng)]", "standard deviation 0.0537; U(-a, a) runs from "
         "-0.0960769 to 0.0960769, its mean is 0 and its standard deviation 0.0555"),
        ("xavier_uniform", "return [(W, b + 2.5e-10 * (np.arange(b.size)[:, None] > 1)) for W, b in "
         "ANSWER(nodes_per_layer, rng)]", "b_1 is not 0: its first number that is not 0 is 2.5e-10."),
    ],
)  # fmt: skip
def test_numbers_that_differ_are_printed_so_that_they_differ(exercise, body, message):
    text = f"{exercises.first_line(exercise)}\n    {body}\n\nimport numpy as np\n"
    text += f"from massshuffle.practice.reference import {exercise} as ANSWER\n"
    verdict = verdict_on(text, exercise)
    assert not verdict.passed
    assert message in verdict.message
    for yours, other in re.findall(r"yours (\S+), (?:right|measured) (\S+)", verdict.message):
        assert yours != other
    assert "is 1 times" not in verdict.message


@pytest.mark.parametrize("kind", ["float", "int", "np.float32", "Fraction", "Decimal", "np.array"])
def test_numbers_of_any_kind_are_numbers(kind):
    text = "import numpy as np\nfrom decimal import Decimal\nfrom fractions import Fraction\n"
    text += (
        f"def train(theta, gradient_of, learning_rate, epochs):\n    return [{kind}(i) for i in range(len(theta))]\n"
    )
    assert "result[" in verdict_on(text, "train").message
