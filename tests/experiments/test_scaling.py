"""Columns scaled to mean 0 and standard deviation 1, however large they are, and which of them are constant.

Read it after experiments/scaling.py.
"""

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.experiments.scaling import Scaling, is_constant, scaling_of


def columns(rng, n):
    """Columns (k, n) of any size, as far from 0 as floats allow, one of them in 100 with one outlier."""
    for _ in range(300):
        spread = 10.0 ** rng.uniform(-300, 99)
        middle = spread * 10.0 ** rng.uniform(-3, 17) * rng.choice([-1, 1])
        column = np.clip(middle, -9e99, 9e99) + spread * rng.choice([rng.standard_normal(n), rng.integers(0, 2, n)])
        if rng.random() < 0.01:
            column[0] = 1e100
        yield column


@pytest.mark.parametrize("n", [2, 160])
def test_each_column_that_is_admitted_has_mean_0_and_deviation_1(n):
    X = np.array(list(columns(np.random.default_rng(n), n)))
    X = X[~is_constant(X)]
    assert len(X) > 150
    scaled = scaling_of(X).scale(X, ["x"] * len(X))
    np.testing.assert_allclose(scaled.mean(axis=1), 0, atol=1e-9)
    np.testing.assert_allclose(scaled.std(axis=1), 1, atol=1e-9)


@pytest.mark.parametrize(
    ("column", "constant"),
    [
        ((3, 3, 3), True),
        ((0.3, 0.1 + 0.2, 0.3), True),
        ((1, 1 + 8 * 2**-52, 1), True),
        ((1, 1 + 9 * 2**-52, 1), False),
        ((1e-200, 2e-200, 3e-200), False),
        ((1.7e18, 1.7e18 + 1e6, 1.7e18), False),
    ],
)
def test_constant_is_equal_but_for_8_steps_of_rounding(column, constant):
    assert is_constant(np.array([column], float)).tolist() == [constant]


def test_by_hand():
    X = np.array([[2.0, 4, 9], [0, 0, 10]])
    scaling = scaling_of(X)
    assert (scaling.low.tolist(), scaling.high.tolist()) == ([2, 0], [9, 10])
    assert list(scaling.by_name) == ["low", "high", "mean", "deviation"]
    assert scaling.by_name["high"].tolist() == [9, 10]
    assert scaling == scaling_of(X)
    assert scaling != scaling_of(2 * X)
    assert scaling != "scaling"
    np.testing.assert_allclose(scaling.mean, [3 / 7, 1 / 3])
    np.testing.assert_allclose(scaling.deviation, [np.sqrt(26 / 3) / 7, np.sqrt(2) / 3])
    np.testing.assert_allclose(scaling.scale([[5, 16], [0, 0]], "ab")[0], [0, 11 / np.sqrt(26 / 3)], atol=1e-15)


def test_integers_and_float32_are_scaled_in_float64():
    scaling = scaling_of(np.array([[100.0, 200, 250]]))
    expected = scaling.scale([[0.0, 255.0]], "a")
    for dtype in (np.uint8, np.int16, np.float32):
        assert scaling.scale(np.array([[0, 255]], dtype), "a").tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ([[1.0], [2]], "shape"),
        ([[np.nan]], "finite"),
        ([[1j]], "real"),
        ([[1e-90]], "column p must be within 1e\\+100 times the range"),
    ],
)
def test_another_sample_that_cannot_be_scaled_is_refused(X, message):
    scaling = Scaling(*np.array([[0.0], [1e-200], [0.5], [0.5]]))
    with pytest.raises(BadInput, match=message):
        scaling.scale(X, ["p"])
