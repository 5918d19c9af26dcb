"""Bad input is refused by one clear message: each check once, and that each public function calls its checks.

Read it after checks.py. A refusal that needs more than one line to set up is tested beside its page.
"""

import numpy as np
import pytest

from massshuffle import checks, cost, data, mass
from massshuffle import numerical_gradient as numerical
from massshuffle.activations import ACTIVATIONS, softplus
from massshuffle.checks import BadInput
from massshuffle.estimator import ShallowNetworkClassifier
from massshuffle.experiments.separators import length, margins, max_margin
from massshuffle.experiments.side_by_side import train_side_by_side
from massshuffle.gradient_check import check_gradient
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import OPTIMIZERS, Adam, AdamW, GradientDescent, Momentum
from massshuffle.random_walk import lattice_start, random_walk
from massshuffle.steepest_descent import SteepestDescent
from massshuffle.training import train


def test_integer_lets_integers_through_and_refuses_the_rest():
    assert checks.integer("n", 3, minimum=3) == checks.integer("n", np.int64(3), minimum=3) == 3
    for bad in (2, 3.0, "3", None, np.nan):
        with pytest.raises(BadInput, match="^n must be an integer of at least 3, got"):
            checks.integer("n", bad, minimum=3)


def test_the_bounds_of_a_number_by_hand():
    assert checks.number("x", 1, low=1, high=1) == 1.0
    for value, options in (
        (0.99, {"low": 1}),
        (1, {"low": 1, "open_low": True}),
        (1.01, {"high": 1}),
        (1, {"high": 1, "open_high": True}),
    ):
        with pytest.raises(BadInput, match="^x must be a finite number"):
            checks.number("x", value, **options)


@pytest.mark.parametrize("value", ["1", b"1", 10**400, np.inf, [1, 2], np.array([1.0]), np.complex64(1), np.ma.masked])
def test_number_refuses_what_float_would_take_or_break_on(value):
    with pytest.raises(BadInput, match="^x must be a finite number, got "):
        checks.number("x", value)


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


@pytest.mark.parametrize("value", [np.array(["a", "b"]), ["a"], {"a"}, None])
def test_choice_refuses_what_is_no_word(value):
    with pytest.raises(BadInput, match="^x must be one of a, b, got "):
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
        with pytest.raises(BadInput, match=f"^x {message}"):
            check("x", values)


def test_what_float32_cannot_hold_is_refused_without_a_warning():
    with pytest.raises(BadInput, match=r"^x must be within \+-3.4e\+38 in float32, got 1.0e\+39$"):
        checks.finite("x", np.array([1.0, -1e39]), np.float32)
    assert checks.numbers("x", [np.nan, np.inf, 1e38], np.float32).dtype == np.float32
    with pytest.raises(BadInput, match="^x must be finite, got 2 NaN or infinite of 3 values$"):
        checks.finite("x", [np.nan, np.inf, 1e38], np.float32)


@pytest.mark.parametrize("value", [2.5, np.float32(2.5), np.array(2.5), np.array([2.5]), [[2.5]], np.array([[2.5]])])
def test_one_number_in_any_shape(value):
    assert checks.one_number("x", value) == 2.5


@pytest.mark.parametrize("value", [[1.0, 2.0], np.zeros((1, 0)), np.ma.masked, "2.5", None, {"a": 1}])
def test_more_or_less_than_one_number(value):
    with pytest.raises(BadInput, match="^x must be one number, got "):
        checks.one_number("x", value)


def test_frames_and_iterations_fit_together_and_keep_their_integers():
    for given in ([0, 1], [0.0, 40.0], np.array([0, 2], np.uint16)):
        weights, iterations = checks.frames([[[1.0]], [[2.0]]], given)
        assert weights.shape == (2, 1, 1)
        assert iterations.dtype.kind in "ui"
        assert iterations.tolist() == list(given)
    for given, message in (
        ([0], r"must have shape \(2,\), one a frame, got \(1,\)"),
        ([0, 0.5], "must be whole numbers, got 0.5"),
        ([0, 1e300], r"must be whole numbers, got 1e\+300"),
    ):
        with pytest.raises(BadInput, match=f"^iterations {message}$"):
            checks.frames(np.ones((2, 1, 1)), given)


X = np.array([[1.0, 0.0, 0.5], [0.0, 2.0, 1.0]])
Y = np.array([[1.0, 0.0, 1.0]])


@pytest.mark.parametrize(
    ("samples", "message"),
    [
        (X.T, r"^X must have shape \(2, N\), one sample a column, got \(3, 2\)"),
        (X[0], r"^X must have shape \(2, N\)"),
        (X[:, :0], r"^X must have shape \(2, N\)"),
        (np.where(X == 2, np.nan, X), "^X must be finite, got 1 NaN or infinite of 6 values"),
        (np.where(X == 2, np.inf, X), "^X must be finite"),
        (1e153 * X, r"^X must be within \+-3.9e\+152, got 2.0e\+153: scale the features$"),
        (np.float32(1e19) * X.astype(np.float32), r"^X must be within \+-1.2e\+19, got 2.0e\+19: scale the features$"),
    ],
)
def test_samples_are_finite_numbers_in_columns(samples, message):
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


LOGIT, THETA = Network((2, 1)), np.array([1.0, -1.0, 0.5])
STATE = {"theta": THETA, "X": X, "Y": Y}
ONLY_X = {"theta": THETA, "X": X}
BAD_THETA = {"theta": (None, np.ones(2), np.ones((1, 3)), np.nan * THETA)}
BAD_X = {"X": (None, X.T, 1e153 * X)}
BAD_Y = {"Y": (None, Y[0], 2 * Y)}
BAD = BAD_THETA | BAD_X | BAD_Y
NO_NETWORK = {"network": ((2, 1), Network, "2-1", None)}
NO_OPTIMIZER = {"optimizer": ("adam", Adam, None, 1e-4)}
DESCENT = GradientDescent(0.1)
RATE, BAD_RATE = {"learning_rate": 1}, {"learning_rate": (0, np.nan)}
RUN = {"epochs": (-1, 1.5), "record_every": (0,), "l1": (-0.1, np.nan), "l2": (-0.1,), "batch_size": (0, 2.5)}
RUN |= {"seed": (None,), "on_record": (True,)}
WALK = {"steps": (-1, 1.5), "record_every": (0,), "seed": (None,), "jump": (0, 1e200), "bias_jump": (0, 1e200)}
TOGETHER = {"starts": [THETA], "X": [X], "Y": [Y], "ways": [(DESCENT, 0)], "epochs": 2}
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
WEIGHTS, SHARE = np.array([[[1.0, -1.28, 0.5]]] * 2), np.array([[0.0, 1.0], [1.0, 0.0]])
BAD_SHARES = (None, SHARE[0], 2 * SHARE, np.array([[1.5, -0.5]]), SHARE[:0], np.nan * SHARE)
TEN = {"X": np.ones((2, 10)), "Y": np.array([[0.0, 1.0] * 5])}
Z = np.array([-1.28, 0.0, 1.0])
PAIR = {"logits": X[:1], "labels": Y}
BAD_PAIR = {"logits": (None,), "labels": (None,)}


def fit(**settings):
    ShallowNetworkClassifier(**{"max_iter": 1, "tol": 1e9, "n_iter_no_change": 1, **settings}).fit(X.T, Y[0])


def second_step(name):
    """The step of an optimizer that remembers one."""

    def step(theta, gradient):
        optimizer = OPTIMIZERS[name](0.1)
        optimizer.step(np.ones(3), np.ones(3))
        return optimizer.step(theta, gradient)

    return step


def squares(theta):
    return (theta * theta).sum()


OTHER_SHAPES = (None, np.ones(1), np.ones((3, 1)), np.ones((1, 3)), np.ones((3, 3)))  # all but None would broadcast
DERIVATIVES = (numerical.forward_difference, numerical.central_difference, numerical.complex_step)
BAD_STEP = (0, -1e-5, np.nan, "short", [1e-5, 1e-5], [1e-5, 0, 1e-5], np.ma.masked_array(1e-5))

# (function, good arguments, {argument: bad ones}): with the good ones it works, and each bad one is refused by name.
PUBLIC_FUNCTIONS = [
    *[(function, {"z": Z}, {"z": (None,)}) for pair in ACTIVATIONS.values() for function in pair],
    (softplus, {"z": Z}, {"z": (None,)}),
    (cost.binary_cross_entropy, PAIR, BAD_PAIR | {"logits": (np.nan * X[:1],), "labels": (Y / 2,)}),
    (cost.binary_cross_entropy_gradient, PAIR, BAD_PAIR),
    *[(method, ONLY_X, BAD_THETA | BAD_X) for method in (LOGIT.logits, LOGIT.predict_probability)],
    (LOGIT.predict, ONLY_X, BAD_THETA | BAD_X | {"threshold": (-0.1, 1.1)}),
    *[(method, STATE, BAD) for method in (LOGIT.cost, LOGIT.gradient, LOGIT.accuracy)],
    *[
        (derivative, {"f": squares, "theta": THETA, "step": 1e-5}, {"theta": (None, np.nan * THETA), "step": BAD_STEP})
        for derivative in DERIVATIVES
    ],
    (
        numerical.errors_by_step,
        {"f": squares, "gradient": 2 * THETA, "theta": THETA, "steps": np.ones(2)},
        {"gradient": (None, np.ones((3, 1))), "theta": (None, np.nan * THETA), "steps": (None, 1e-5)},
    ),
    (
        check_gradient,
        {"network": LOGIT, **STATE, "gradient": THETA},
        BAD | NO_NETWORK | {"gradient": (THETA[None], [(1, 2), (3,)])},
    ),
    (train, {"network": LOGIT, **STATE, "optimizer": DESCENT, "epochs": 2}, BAD | RUN | NO_NETWORK | NO_OPTIMIZER),
    (
        random_walk,
        {"network": LOGIT, **STATE, "jump": 1, "bias_jump": 1, "steps": 2},
        BAD | WALK | NO_NETWORK | {"theta": (*BAD_THETA["theta"], 1e200 * THETA)},
    ),
    (LOGIT.pack, {"layers": [(np.ones((1, 2)), np.ones((1, 1)))]}, {"layers": (None, THETA, [(1, 2, 3)], [])}),
    (lattice_start, {"network": LOGIT, "jump": 1}, {"jump": (0,), "seed": (None,), **NO_NETWORK}),
    (xavier_uniform, {"network": LOGIT}, {"seed": (None,), "dtype": (int, "float99"), **NO_NETWORK}),
    (train_side_by_side, {"network": LOGIT, **TOGETHER}, NO_NETWORK),
    (length, {"theta": THETA, "norm": "L2"}, {"theta": (None, np.nan * THETA), "norm": ("L3",)}),
    (margins, STATE, BAD_THETA | BAD_Y | {"X": (None, 1e153 * X)}),
    *[
        (max_margin, {"X": X, "Y": Y, "norm": norm}, BAD_Y | {"X": (None, X[0], 1e153 * X), "norm": ("L3",)})
        for norm in ("L1", "L2", "Linf")
    ],
    (GradientDescent, RATE, BAD_RATE),
    (Momentum, RATE, {**BAD_RATE, "momentum": (-0.1, 1)}),
    (Adam, RATE, {**BAD_RATE, "beta1": (-0.1, 1), "beta2": (-0.1, 1), "epsilon": (0,)}),
    (AdamW, RATE, {**BAD_RATE, "weight_decay": (-0.1,), "beta1": (1,), "beta2": (1,), "epsilon": (0,)}),
    (SteepestDescent, {"norm": "L2", **RATE}, {**BAD_RATE, "norm": ("L3",), "decay": (-0.1, np.nan)}),
    *[
        (second_step(name), {"theta": THETA, "gradient": THETA}, {"theta": (None,), "gradient": OTHER_SHAPES})
        for name in OPTIMIZERS
    ],
    *[(draw, {}, DRAW) for draw in (data.linear_boundary, data.sine_boundary, data.tilted_boundary)],
    (
        data.stratified_split,
        TEN,
        {"X": (None, TEN["X"][0]), "Y": (None, TEN["Y"][0]), "test_size": (0, 1), "seed": (-1,)},
    ),
    (fit, {}, FIT),
    (mass.averaged, {"weights": WEIGHTS}, {"weights": (None, WEIGHTS[:, :, :2], WEIGHTS[0], np.nan * WEIGHTS)}),
    (
        mass.shares,
        {"weights": WEIGHTS, "scale": np.array([1.0, 2.0, 0.0])},
        {
            "weights": (None, 0 * WEIGHTS, WEIGHTS[0], WEIGHTS[:0], np.nan * WEIGHTS),
            "scale": ([1.0], [[1.0, 1.0, 1.0]], [1.0, -1.0, 1.0], [0.0, 0.0, 0.0], [1.0, np.inf, 1.0]),
        },
    ),
    *[(function, {"share": SHARE}, {"share": BAD_SHARES}) for function in (mass.effective_number, mass.moved)],
]
WITH_ARRAYS = [
    (function, good, {name: value for name, value in good.items() if isinstance(value, np.ndarray)})
    for function, good, _ in PUBLIC_FUNCTIONS
    if any(isinstance(value, np.ndarray) for value in good.values())
]


def name_of(value):
    """The name of a function, for the test's own; pytest numbers all else."""
    return getattr(value, "__qualname__", None)


every_array = pytest.mark.parametrize(("function", "good", "arrays"), WITH_ARRAYS, ids=name_of)


@pytest.mark.parametrize(("function", "good", "bad"), PUBLIC_FUNCTIONS, ids=name_of)
def test_each_public_function_refuses_bad_input_by_its_name(function, good, bad):
    function(**good)
    for name, values in bad.items():
        for value in values:
            with pytest.raises(BadInput, match=f"^{name} must "):
                function(**{**good, name: value})


# For the complex step: a complex z, logit or theta has an answer.
TAKES_COMPLEX_THETA = (LOGIT.logits, LOGIT.cost, LOGIT.gradient, LOGIT.predict_probability)


@every_array
def test_each_public_function_refuses_other_numbers_by_name(function, good, arrays):
    for name, array in arrays.items():
        others = [
            (array.astype(np.float16), "must be float32 or float64, got float16"),
            (np.ma.masked_array(array), "must not be a masked array"),
            (array.astype(str), "must hold numbers"),
        ]
        if name not in ("z", "logits") and not (name == "theta" and function in TAKES_COMPLEX_THETA):
            others.append((array + 0j, "must hold real numbers"))
        for other, message in others:
            with pytest.raises(BadInput, match=f"^{name} {message}"):
                function(**{**good, name: other})


@every_array
def test_each_public_function_computes_with_integers_as_float64(function, good, arrays):
    """-(-128) is -128 in int8, 100 * 100 is 16, and 0 - 1 is 255 in uint8."""
    integers = {}
    for name, array in arrays.items():
        whole = array if set(array.flat) <= {0, 1} else np.clip(100 * array, -128, 127)
        integers[name] = whole.astype(np.int8 if whole.min() < 0 else np.uint8)
    floats = {name: array.astype(float) for name, array in integers.items()}
    found, expected = function(**{**good, **integers}), function(**{**good, **floats})
    if isinstance(expected, dict):
        found, expected = (np.array(list(errors.values())) for errors in (found, expected))
    if isinstance(expected, np.ndarray):
        found, expected = ((array.dtype, array.tolist()) for array in (found, expected))
    assert found == expected
