"""Bad input is refused by one clear message: each check once, and that each public function calls its checks.

Read it after checks.py. A refusal that needs more than one line to set up is tested beside its page.
"""

import numpy as np
import pytest

from massshuffle import checks, cost, data, mass
from massshuffle.checks import BadInput
from massshuffle.estimator import ShallowNetworkClassifier
from massshuffle.experiments.separators import max_margin
from massshuffle.gradient_check import check_gradient
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam, GradientDescent, Momentum
from massshuffle.random_walk import lattice_start, random_walk
from massshuffle.steepest_descent import SteepestDescent
from massshuffle.training import train


@pytest.mark.parametrize("value", [3, np.int64(3)])
def test_integer_lets_integers_through(value):
    assert checks.integer("n", value, minimum=3) == 3


@pytest.mark.parametrize("value", [2, 3.0, "3", None, np.nan])
def test_integer_refuses_the_rest(value):
    with pytest.raises(BadInput, match="^n must be an integer of at least 3, got"):
        checks.integer("n", value, minimum=3)


def test_the_bounds_of_a_number_by_hand():
    assert checks.number("x", 1, low=1, high=1) == 1.0
    for value, options in (
        (0.99, {"low": 1}),
        (1, {"low": 1, "open_low": True}),
        (1.01, {"high": 1}),
        (1, {"high": 1, "open_high": True}),
        (np.inf, {}),
        ("1", {}),
        (None, {}),
        ([1, 2], {}),
    ):
        with pytest.raises(BadInput, match="^x must be a finite number"):
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
    with pytest.raises(BadInput, match=words):
        checks.number("x", -1, **options)


def test_a_generator_is_handed_through_and_an_integer_makes_one():
    rng = np.random.default_rng(0)
    assert checks.generator(rng) is rng
    assert checks.generator(5).random() == np.random.default_rng(5).random()
    for bad in (-1, 1.5, None, "0"):
        with pytest.raises(BadInput, match="^seed must be an integer of at least 0 or a numpy Generator, got "):
            checks.generator(bad)


def test_frames_and_iterations_fit_together():
    weights, iterations = checks.frames([[[1.0, 2.0]]], [0])
    assert weights.shape == (1, 1, 2)
    assert iterations.tolist() == [0]
    with pytest.raises(BadInput, match="^iterations must have shape"):
        checks.frames([[[1.0, 2.0]]], [0, 1])


X = np.array([[1.0, 0.0, 0.5], [0.0, 2.0, 1.0]])
Y = np.array([[1, 0, 1]])


@pytest.mark.parametrize(
    ("samples", "message"),
    [
        (X.T, r"^X must have shape \(2, N\), one sample a column, got \(3, 2\)"),
        (X[0], r"^X must have shape \(2, N\)"),
        (X[:, :0], r"^X must have shape \(2, N\)"),
        (np.where(X == 2, np.nan, X), "^X must be finite, got 1 NaN or infinite of 6 values"),
        (np.where(X == 2, np.inf, X), "^X must be finite"),
        (X.astype(str), "^X must hold numbers"),
        (X + 0j, "^X must hold real numbers, got an array of dtype complex128"),
    ],
)
def test_samples_are_finite_real_numbers_in_columns(samples, message):
    with pytest.raises(BadInput, match=message):
        checks.samples(samples, 2)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (Y[0], r"^Y must have shape \(1, 3\), one label a column, got \(3,\)"),
        (Y.T, r"^Y must have shape \(1, 3\)"),
        (Y[:, :2], r"^Y must have shape \(1, 3\)"),
        (np.array([[1, 0, 2]]), "^Y must be 0 or 1, got 2"),
        (np.array([[1, 0, -1]]), "^Y must be 0 or 1, got -1"),
        (np.array([[1, 0, np.nan]]), "^Y must be 0 or 1, got nan"),
    ],
)
def test_labels_are_0_or_1_in_one_row(labels, message):
    with pytest.raises(BadInput, match=message):
        checks.labels("Y", labels, (1, 3))


LOGIT = Network((2, 1))
STATE = {"theta": np.array([1.0, -1.0, 0.5]), "X": X, "Y": Y}
ONLY_X = {"theta": STATE["theta"], "X": X}
BAD = {"theta": (np.ones(2), np.ones((1, 3)), np.array([1, np.nan, 1])), "X": (X.T,), "Y": (Y[0], 2 * Y)}
BAD_X = {"theta": BAD["theta"], "X": BAD["X"]}
RATE, BAD_RATE = {"learning_rate": 1}, {"learning_rate": (0, np.nan)}
RUN = {"epochs": (-1, 1.5), "record_every": (0,), "seed": (None,)}
WALK = {"steps": (-1, 1.5), "record_every": (0,), "seed": (None,)}
JUMPS = {"jump": (0, 1e200), "bias_jump": (0, 1e200)}
DRAW = {"n_samples": (3, 10.5), "n_noise_features": (-1,), "noise_scale": (-0.1,), "test_size": (0, 1), "seed": (-1,)}
FIT = {
    "hidden_layer_sizes": ((0,), 2.5),
    "max_iter": (-1,),
    "threshold": (-0.1, 1.1),
    "tol": (-1,),
    "n_iter_no_change": (0,),
    "l1": (-1,),
    "record_every": (0,),
    "random_state": (-1,),
}
FRAMES, SHARE = np.ones((2, 1, 3)), np.array([[0.5, 0.5]])
BAD_SHARES = (SHARE[0], 2 * SHARE, np.array([[1.5, -0.5]]), SHARE[:0], np.nan * SHARE)
TEN = {"X": np.ones((2, 10)), "Y": np.array([[0, 1] * 5])}


def fit(**settings):
    ShallowNetworkClassifier(**{"max_iter": 1, "tol": 1e9, "n_iter_no_change": 1, **settings}).fit(X.T, Y[0])


# (function, good arguments, {argument: bad ones}): with the good ones it works, and each bad one is refused by name.
PUBLIC_FUNCTIONS = [
    *[(method, ONLY_X, BAD_X) for method in (LOGIT.logits, LOGIT.predict_probability)],
    (LOGIT.predict, ONLY_X, {**BAD_X, "threshold": (-0.1, 1.1)}),
    *[(method, STATE, BAD) for method in (LOGIT.cost, LOGIT.gradient, LOGIT.accuracy)],
    (check_gradient, {"network": LOGIT, **STATE}, BAD),
    (
        train,
        {"network": LOGIT, **STATE, "optimizer": Adam(), "epochs": 2},
        {**BAD, **RUN, "l1": (-0.1, np.nan), "l2": (-0.1,), "batch_size": (0, 2.5)},
    ),
    (random_walk, {"network": LOGIT, **STATE, "jump": 1, "bias_jump": 1, "steps": 2}, {**BAD, **WALK, **JUMPS}),
    (lattice_start, {"network": LOGIT, "jump": 1}, {"jump": (0,), "seed": (None,)}),
    (xavier_uniform, {"network": LOGIT}, {"seed": (None,), "dtype": (int, "float99")}),
    (max_margin, {"X": X, "Y": Y, "norm": "L1"}, {"X": (X[0],), "Y": BAD["Y"], "norm": ("L3",)}),
    (GradientDescent, RATE, BAD_RATE),
    (Momentum, RATE, {**BAD_RATE, "momentum": (-0.1, 1)}),
    (Adam, RATE, {**BAD_RATE, "beta1": (-0.1, 1), "beta2": (-0.1, 1), "epsilon": (0,)}),
    (SteepestDescent, {"norm": "L2", **RATE}, {**BAD_RATE, "norm": ("L3",), "decay": (-0.1, np.nan)}),
    *[(draw, {}, DRAW) for draw in (data.linear_boundary, data.sine_boundary, data.tilted_boundary)],
    (data.stratified_split, TEN, {"X": (np.nan * TEN["X"],), "Y": (TEN["Y"][0],), "test_size": (0, 1), "seed": (-1,)}),
    (fit, {}, FIT),
    (mass.averaged, {"weights": FRAMES}, {"weights": (FRAMES[:, :, :2], FRAMES[0])}),
    (mass.shares, {"weights": FRAMES}, {"weights": (0 * FRAMES, FRAMES[0], FRAMES[:0], np.nan * FRAMES)}),
    *[(function, {"share": SHARE}, {"share": BAD_SHARES}) for function in (mass.effective_number, mass.moved)],
    (cost.binary_cross_entropy, {"logits": X[:1], "labels": Y}, {"labels": (Y / 2,)}),
]


@pytest.mark.parametrize(
    ("function", "good", "bad"), PUBLIC_FUNCTIONS, ids=[function.__qualname__ for function, *_ in PUBLIC_FUNCTIONS]
)
def test_each_public_function_refuses_bad_input_by_its_name(function, good, bad):
    function(**good)
    for name, values in bad.items():
        for value in values:
            with pytest.raises(BadInput, match=f"^{name} must "):
                function(**{**good, name: value})


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
