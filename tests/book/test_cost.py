"""The cost against closed forms, and its gradient by hand and by measurement.

Read it after cost.py.
"""

import math

import numpy as np
import pytest

from massshuffle.cost import binary_cross_entropy, binary_cross_entropy_gradient
from massshuffle.network import Network


def test_the_cost_of_one_sample_is_minus_the_log_of_its_probability():
    """At z = log(p / (1 - p)) sigmoid(z) is p, so the cost is -log p for label 1 and -log(1 - p) for label 0."""
    for p in (0.5, 0.75, 0.9, 0.999):
        z = np.array([[math.log(p / (1 - p))]])
        for label, exact in ((1.0, -math.log(p)), (0.0, -math.log(1 - p))):
            assert binary_cross_entropy(z, np.array([[label]])) == pytest.approx(exact, rel=4e-15)


def test_a_mean_of_two_by_hand():
    z, y = np.array([[0.0, math.log(3)]]), np.array([[0.0, 1.0]])
    assert binary_cross_entropy(z, y) == pytest.approx((math.log(2) + math.log(4 / 3)) / 2, rel=1e-15)


@pytest.mark.parametrize(
    ("z", "y", "exact"),
    [(1e9, 1, 0), (1e9, 0, 1e9), (-1e9, 0, 0), (-1e9, 1, 1e9), (-745, 1, 745), (-50, 0, math.exp(-50))],
)
def test_the_cost_is_exact_for_logits_far_from_0(z, y, exact):
    assert binary_cross_entropy(np.array([[float(z)]]), np.array([[y]])) == pytest.approx(exact, rel=1e-15, abs=0)


def test_gradient_by_hand():
    z, y = np.array([[0.0, math.log(3), -1e9, 1e9]]), np.array([[1.0, 0.0, 0.0, 0.0]])
    np.testing.assert_allclose(binary_cross_entropy_gradient(z, y), np.array([[-0.5, 0.75, 0.0, 1.0]]) / 4, rtol=1e-15)


@pytest.mark.parametrize("function", [binary_cross_entropy, binary_cross_entropy_gradient])
@pytest.mark.parametrize(
    ("of_z", "of_y"), [(5, (1, 5)), ((1, 5), 5), ((1, 5), (1, 4)), ((5, 1), (5, 1)), ((1, 0),) * 2]
)
def test_only_two_rows_of_one_length_will_do(function, of_z, of_y):
    with pytest.raises(ValueError, match=r"^logits and labels must both have shape \(1, N\), got "):
        function(np.zeros(of_z), np.zeros(of_y))


def test_complex_logits_carry_their_imaginary_part_into_the_cost():
    z, y = np.array([[0.5, -2.0]]), np.array([[1.0, 0.0]])
    cost = binary_cross_entropy(z + 1e-20j, y)
    assert cost.imag == pytest.approx(1e-20 * binary_cross_entropy_gradient(z, y).sum(), rel=1e-14)


@pytest.mark.parametrize("function", [binary_cross_entropy, binary_cross_entropy_gradient])
def test_labels_take_the_precision_of_the_logits(function):
    z, y = np.array([[0.1, -0.2]], np.float32), np.array([[1, 0]])
    found = function(z, y)
    assert np.array_equal(found, function(z, y.astype(np.float32)))
    assert function is binary_cross_entropy or found.dtype == np.float32


def test_a_label_that_float32_would_round_to_1_is_refused():
    with pytest.raises(ValueError, match=r"^labels must be 0 or 1, got 1.00000001$"):
        binary_cross_entropy(np.zeros((1, 2), np.float32), np.array([[0, 1.00000001]]))
    with pytest.raises(ValueError, match=r"^Y must be 0 or 1, got 1.00000001$"):
        Network((1, 1)).cost(np.zeros(2, np.float32), np.ones((1, 2)), np.array([[0, 1.00000001]]))
