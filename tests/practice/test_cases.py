"""The cases of an exercise refuse a function that is wrong for some arguments and right for all others.

Tests massshuffle/practice/cases.py; read that page first.
"""

import inspect
import re

import numpy as np
import pytest
from learners import verdict_on

from massshuffle.activations import ACTIVATIONS
from massshuffle.practice import exercises, reference, template
from massshuffle.practice.cases import cases, large_number_cases

WRONG_WHERE = [
    ("sigmoid", "z.shape[0] > 1"),
    ("sigmoid", "z.shape[0] == 1"),
    ("sigmoid", "z.shape[1] == 1"),
    ("sigmoid", "(z == 0).any()"),
    ("sigmoid", "(z > 500).any()"),
    ("sigmoid", "(z < -500).any()"),
    ("sigmoid_derivative", "z.shape[1] == 1"),
    ("sigmoid_derivative", "(z == 0).any()"),
    ("binary_cross_entropy", "labels.size == 1"),
    ("binary_cross_entropy", "labels.size == 5"),
    ("binary_cross_entropy", "(logits > 500).any()"),
    ("binary_cross_entropy_gradient", "labels.size == 1"),
    ("binary_cross_entropy_gradient", "labels.size == 7"),
    ("central_difference", "len(theta) == 1"),
    ("central_difference", "step == 1e-5"),
    ("central_difference", "step == 0.1"),
    *[(exercise, f"len(layers) == {n}") for exercise in ("forward", "backward") for n in (1, 2, 3, 4)],
    ("forward", "len(layers) == 2 and activation_functions[0][0](1) == np.tanh(1)"),
    ("backward", "len(layers) == 2 and activation_functions[0][0](1) != np.tanh(1)"),
    ("xavier_uniform", "nodes_per_layer[0] > 3"),
    ("adam_step", "t == 1"),
    ("adam_step", "t > 10"),
    ("adam_step", "learning_rate == 1e-3"),
    ("adam_step", "beta1 == 0.9"),
    ("adam_step", "beta1 != 0.9"),
    ("adam_step", "beta2 != 0.999"),
    ("adam_step", "epsilon > 1e-8"),
    *[("train", f"epochs == {epochs}") for epochs in (0, 1, 2, 25, 30)],
]


@pytest.mark.parametrize(("exercise", "where"), WRONG_WHERE)
def test_a_function_that_is_wrong_for_some_arguments_is_refused(exercise, where):
    first_line = exercises.first_line(exercise)
    names = [name.split("=")[0].strip() for name in first_line.split("(")[1].split(")")[0].split(",")]
    text = f"""
import numpy as np
from massshuffle.practice.reference import {exercise} as ANSWER

def wrong(answer):
    if isinstance(answer, dict):
        return {{name: wrong(part) for name, part in answer.items()}}
    return [wrong(part) for part in answer] if isinstance(answer, list | tuple) else 1.5 * np.asarray(answer) + 0.25

{first_line}
    answer = ANSWER({", ".join(names)})
    return wrong(answer) if {where} else answer
"""
    verdict = verdict_on(text, exercise)
    assert not verdict.passed
    assert "\nTried on " in verdict.message or exercise == "xavier_uniform"
    assert ", and only there." not in verdict.message, "nothing is right in that case"


@pytest.mark.parametrize("exercise", exercises.EXERCISES)
def test_the_learners_file_has_the_arguments_and_defaults_of_the_check(exercise):
    assert inspect.signature(getattr(template, exercise)) == inspect.signature(getattr(reference, exercise))


@pytest.mark.parametrize("exercise", exercises.EXERCISES)
def test_a_case_says_the_arguments_that_it_has(exercise):
    for case in cases(exercise) + large_number_cases(exercise):
        text, first, last = case.description, case.arguments[0], case.arguments[-1]
        arguments = inspect.signature(getattr(template, exercise)).bind(*case.arguments).arguments
        # "step t = 3, learning_rate = 0.1" and the like: what is said, beside what it is
        pairs = [(float(n), np.ravel(arguments[name])[0]) for name, n in re.findall(r"(\w+) = (-?[\d.]+)", text)]
        pairs += [(int(n), last.shape[1]) for n in re.findall(r"(\d+) samples", text)]
        pairs += [(int(n), len(arguments["theta"])) for n in re.findall(r"(\d+) numbers", text)]
        pairs += [(int(n), arguments["epochs"]) for n in re.findall(r"(\d+) epochs", text)]
        pairs += [(shape, str(getattr(first, "shape", first))) for shape in re.findall(r"\([\d, ]+\)", text)]
        # "a network of 4, 3, 1 nodes with sigmoid, 6 samples"
        for nodes, names in re.findall(r"network of ([\d, ]+) nodes(?: with ([\w, ]+))?, \d+ samples", text):
            pairs.append((nodes, ", ".join(str(W.shape[1]) for W, _ in first) + ", 1"))
            pairs.append(([ACTIVATIONS[name] for name in names.split(", ") if name], arguments["activation_functions"]))
        # "z = 0, 1.5 and -0.5 (1, 3)", "logits of -1000, 1000, -50 and 50, 6 samples"
        for numbers in re.findall(r"(?:z =|logits of) (.*?)(?: \(|, \d+ samples)", text):
            pairs.append((set(map(float, re.findall(r"-?[\d.]+", numbers))), set(first.ravel())))
        assert pairs, text
        assert all(said == is_so for said, is_so in pairs), text
