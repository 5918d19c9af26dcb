import numpy as np
import pytest

from massshuffle import checks


@pytest.mark.parametrize("value", [3, np.int64(3)])
def test_integer_lets_integers_through(value):
    assert checks.integer("n", value, minimum=3) == 3


@pytest.mark.parametrize("value", [2, 3.0, "3", None, np.nan])
def test_integer_refuses_the_rest(value):
    with pytest.raises(ValueError, match="n must be an integer of at least 3, got"):
        checks.integer("n", value, minimum=3)


def test_number_bounds_by_hand():
    assert checks.number("x", 1, low=1, high=1) == 1.0
    for value, options in (
        (0.99, {"low": 1}),
        (1, {"low": 1, "open_low": True}),
        (1.01, {"high": 1}),
        (1, {"high": 1, "open_high": True}),
        (np.inf, {}),
        ("a", {}),
        ([1, 2], {}),
    ):
        with pytest.raises(ValueError, match="x must be a finite number"):
            checks.number("x", value, **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"low": 0, "open_low": True}, "finite number above 0, got -1"),
        ({"low": 0, "high": 1}, "finite number of at least 0 and at most 1, got -1"),
        ({"low": 0, "high": 1, "open_high": True}, "of at least 0 and below 1, got -1"),
    ],
)
def test_number_says_what_it_needs(options, words):
    with pytest.raises(ValueError, match=words):
        checks.number("x", -1, **options)


def test_generator_hands_a_generator_through():
    rng = np.random.default_rng(0)
    assert checks.generator(rng) is rng
    assert checks.generator(5).random() == np.random.default_rng(5).random()


def test_frames():
    weights, iterations = checks.frames([[[1.0, 2.0]]], [0])
    assert weights.shape == (1, 1, 2)
    assert iterations.tolist() == [0]
    with pytest.raises(ValueError, match="iterations must have shape"):
        checks.frames([[[1.0, 2.0]]], [0, 1])
