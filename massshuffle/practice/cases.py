"""What the nine functions are tried on, with the right answers: small, random, and the same every time.

Proved by tests/practice/test_judging.py.
"""

from functools import cache

import numpy as np

from massshuffle.practice import networks
from massshuffle.practice.answers import Case
from massshuffle.practice.changing import changed, forms
from massshuffle.practice.returned import named


@cache
def cases(exercise):
    """The cases of an exercise, the first to try first."""
    return list(MAKERS[exercise](np.random.default_rng(24)))


@cache
def far(exercise):
    """Cases with numbers far out, only asked for where those near 0 are right."""
    z = np.array([[-1000.0, 1000.0, 1000.0, -1000.0, 50.0, -50.0]])
    if exercise == "sigmoid":
        return [_case(exercise, "z = -1000 and z = 1000 (1, 2)", z[:, :2])]
    if exercise == "binary_cross_entropy":
        return [_case(exercise, "logits of -1000 and 1000", z, np.array([[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]]))]
    return []


def _case(exercise, words, *arguments):
    """A case whose right answers are those of right.py."""
    answers = (changed(exercise, form)(*arguments) for form in forms(exercise))
    return Case(words, arguments, tuple(named(exercise, answer) for answer in answers))


def _curve(exercise, rng):
    for shape in ((2, 3), (1, 4), (3, 1)):
        yield _case(exercise, f"an array {shape}", 3 * rng.standard_normal(shape))


def _cost(exercise, rng):
    for n in (5, 7, 1):
        yield _case(exercise, f"{n} samples", 2 * rng.standard_normal((1, n)), networks.labels(n))


def _xavier_uniform(rng):
    for sizes in ((400, 250, 120, 1), (3, 2, 1)):  # large layers say more
        yield Case(f"nodes_per_layer = {sizes}", (sizes, np.random.default_rng(1)))


def _adam_step(rng):
    for t, *settings in ((1,), (2,), (3, 0.1), (7, 0.01, 0.8, 0.95), (1, 0.02, 0.7, 0.9), (50,)):
        theta, gradient = rng.standard_normal((2, 4))
        if t == 3:
            gradient = abs(gradient)  # so that a mean of g has a root as well
        m, v = (np.zeros(4), np.zeros(4)) if t == 1 else (rng.standard_normal(4), rng.uniform(0.5, 2, 4))
        said = "".join(f", {name} = {value}" for name, value in zip(("learning_rate", "beta1", "beta2"), settings))
        yield _case("adam_step", f"step t = {t}{said}", theta, gradient, m, v, t, *settings)


def _train(rng):
    for n, rate, epochs in ((3, 0.1, 0), (4, 0.1, 1), (3, 0.1, 2), (5, 0.05, 3), (4, 0.02, 25)):
        A, center = rng.uniform(0.5, 2, n), rng.standard_normal(n)

        def gradient_of(theta, A=A, center=center):
            return A * (np.asarray(theta) - center) ** 3

        start = center + rng.uniform(0.5, 2, n)
        yield _case("train", f"epochs = {epochs}, learning_rate = {rate}", start, gradient_of, rate, epochs)


MAKERS = {
    "sigmoid": lambda rng: _curve("sigmoid", rng),
    "sigmoid_derivative": lambda rng: _curve("sigmoid_derivative", rng),
    "binary_cross_entropy": lambda rng: _cost("binary_cross_entropy", rng),
    "binary_cross_entropy_gradient": lambda rng: _cost("binary_cross_entropy_gradient", rng),
    "forward": networks.forward_cases,
    "backward": networks.backward_cases,
    "xavier_uniform": _xavier_uniform,
    "adam_step": _adam_step,
    "train": _train,
}
