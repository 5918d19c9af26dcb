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


@pytest.mark.parametrize("value", [b"1", bytearray(b"1"), 10**400, np.array([1.0]), np.complex64(1), np.ma.masked])
def test_number_refuses_what_float_would_take_or_break_on(value):
    with pytest.raises(checks.BadInput, match="^x must be a finite number, got "):
        checks.number("x", value)


@pytest.mark.parametrize("value", [np.array(["a", "b"]), ["a"], {"a"}, None])
def test_choice_refuses_what_is_no_word(value):
    with pytest.raises(checks.BadInput, match="^x must be one of a, b, got "):
        checks.choice("x", value, ("a", "b"))


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint8, np.int64, np.uint64, ">i4"])
def test_integers_become_float64(dtype):
    array = checks.numbers("x", np.array([0, 100], dtype))
    assert (array.dtype, array.tolist()) == (np.float64, np.array([0, 100]).astype(dtype).astype(float).tolist())
    assert checks.numbers("x", np.array([0, 100], dtype), np.float32).dtype == np.float32


@pytest.mark.parametrize("dtype", [">f4", ">f8", "<f4", "<f8"])
def test_floats_keep_their_precision_in_the_order_of_this_machine(dtype):
    array = checks.numbers("x", np.array([0.5], dtype))
    assert array.dtype.isnative
    assert (array.dtype.itemsize, array.tolist()) == (np.dtype(dtype).itemsize, [0.5])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.ones(2, np.float16), r"must be float32 or float64, got float16: convert it with astype\(np.float64\)$"),
        (np.ones(2, complex), "must hold real numbers, got an array of dtype complex128$"),
        (np.ma.masked_array([1.0, 2.0]), "must not be a masked array: "),
        ([[1.0], np.ma.masked_array([2.0], [True])], "must not be a masked array: "),
        (["a"], "must hold numbers, got an array of dtype <U1$"),
        (None, "must hold numbers, got an array of dtype object$"),
        ([[1], [1, 2]], "must be an array of numbers, got list: "),
    ],
)
def test_other_numbers_are_refused_by_name(values, message):
    for check in (checks.numbers, checks.finite):
        with pytest.raises(checks.BadInput, match=f"^x {message}"):
            check("x", values)


def test_what_float32_cannot_hold_is_refused_without_a_warning():
    with pytest.raises(checks.BadInput, match=r"^x must be within \+-3.4e\+38 in float32, got 1.0e\+39$"):
        checks.finite("x", np.array([1.0, -1e39]), np.float32)
    assert checks.numbers("x", [np.nan, np.inf, 1e38], np.float32).dtype == np.float32
    with pytest.raises(checks.BadInput, match="^x must be finite, got 2 NaN or infinite of 3 values$"):
        checks.finite("x", [np.nan, np.inf, 1e38], np.float32)


@pytest.mark.parametrize("value", [2.5, np.float32(2.5), np.array(2.5), np.array([2.5]), [[2.5]], np.array([[2.5]])])
def test_one_number_in_any_shape(value):
    assert checks.one_number("x", value) == 2.5


@pytest.mark.parametrize("value", [[1.0, 2.0], np.zeros((1, 0)), np.ma.masked, "2.5", None, {"a": 1}])
def test_more_or_less_than_one_number(value):
    with pytest.raises(checks.BadInput, match="^x must be one number, got "):
        checks.one_number("x", value)


def test_iterations_keep_their_integers():
    for given in ([0, 1], [0.0, 40.0], np.array([0, 2], np.uint16)):
        _, iterations = checks.frames(np.ones((2, 1, 1)), given)
        assert iterations.dtype.kind in "ui"
        assert iterations.tolist() == list(given)
    with pytest.raises(checks.BadInput, match="^iterations must be whole numbers, got 0.5$"):
        checks.frames(np.ones((2, 1, 1)), [0, 0.5])
    with pytest.raises(checks.BadInput, match=r"^iterations must be whole numbers, got 1e\+300$"):
        checks.frames(np.ones((2, 1, 1)), [0, 1e300])
