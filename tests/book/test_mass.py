"""Shares of the mass, their effective number and what moved, by hand.

Read it after mass.py.
"""

import numpy as np
import pytest

from massshuffle import mass
from massshuffle.checks import BadInput


def test_averaged_by_hand():
    weights = np.array([[[1.0, 2.0, 3.0, 5.0]], [[4.0, 0.0, -1.0, 1.0]]])
    assert mass.averaged(weights).tolist() == [[[1, 2, 4]], [[4, 0, 0]]]
    assert mass.averaged(weights[:1, :, :3]).tolist() == [[[1, 2, 3]]]


def test_shares_by_hand():
    weights = np.array([[[1.0, -2.0], [0.0, 1.0]], [[0.0, 0.0], [0.0, -5.0]]])
    assert mass.shares(weights).tolist() == [[0.25, 0.5, 0, 0.25], [0, 0, 0, 1]]


def test_shares_do_not_depend_on_the_unit_of_their_frame():
    weights = np.array([[[1.0, -2.0, 1.0]]]) * np.array([1e-300, 1, 1e300])[:, None, None]
    np.testing.assert_allclose(mass.shares(weights), [[0.25, 0.5, 0.25]] * 3, rtol=1e-15)


def test_effective_number_by_hand():
    shares = np.array([[1.0, 0, 0, 0], [0.25, 0.25, 0.25, 0.25], [0.5, 0.5, 0, 0], [0.5, 0.25, 0.25, 0]])
    np.testing.assert_allclose(mass.effective_number(shares), [1, 4, 2, 8 / 3], rtol=1e-15)


def test_moved_by_hand():
    shares = np.array([[1.0, 0, 0], [0, 1.0, 0], [0.0, 0.5, 0.5], [0.0, 0.5, 0.5], [0.25, 0.5, 0.25]])
    assert mass.moved(shares).tolist() == [1, 0.5, 0, 0.25]


@pytest.mark.parametrize("function", [mass.effective_number, mass.moved])
def test_rounded_shares_are_taken_and_wrong_ones_are_not(function):
    shares = np.array([[0.5, 0.5], [0.25, 0.75]])
    function(shares * (1 + 1e-6))
    for wrong in (shares * (1 + 1e-4), shares * (1 - 1e-4)):
        with pytest.raises(ValueError, match="^share must be at least 0 and sum to 1"):
            function(wrong)


def test_moved_never_passes_1():
    """Three thirds of a third round to a sum above 1, all of which is moved."""
    tenths = np.array([[0.1] * 10 + [0.0], [0.0] * 10 + [1.0]]) * (1 + 4e-6)
    assert mass.moved(tenths).tolist() == [1.0]


def test_a_scaled_share_is_what_a_weight_contributes():
    """Inputs of standard deviation 10 and 0.01: W = (1, -30) contributes 10 and 0.3."""
    weights = np.array([[[1.0, -30.0]], [[0.0, 2.0]]])
    shares = mass.shares(weights, scale=np.array([10, 0.01]))
    np.testing.assert_allclose(shares, [[10 / 10.3, 0.3 / 10.3], [0, 1]], rtol=1e-15)


def test_a_frame_that_is_0_only_with_its_scale_is_refused_so():
    with pytest.raises(BadInput, match=r"^weights \* scale must not be all 0"):
        mass.shares(np.array([[[1.0, 0, 0]]]), scale=np.array([0.0, 1, 1]))
    with pytest.raises(BadInput, match="^weights must not be all 0"):
        mass.shares(np.array([[[1.0, 0, 0]], [[0.0, 0, 0]]]), scale=np.ones(3))


def test_a_scaled_share_does_not_depend_on_an_inputs_unit():
    weights, scale, unit = np.array([[[3.0, -1.0, 2.0]]]), np.array([1.0, 2.0, 0.5]), np.array([1000.0, 1e-3, 1.0])
    in_other_units = mass.shares(weights / unit, scale * unit)
    np.testing.assert_allclose(in_other_units, mass.shares(weights, scale), rtol=1e-14)
    assert mass.shares(np.full((1, 1, 2), 1e300), scale=[1e300, 1e300]).tolist() == [[0.5, 0.5]]


def test_each_row_of_a_matrix_has_the_same_inputs():
    weights = np.array([[[1.0, 1.0], [2.0, 0.0]]])
    np.testing.assert_allclose(mass.shares(weights, scale=[3, 1]), [[0.3, 0.1, 0.6, 0]], rtol=1e-15)
