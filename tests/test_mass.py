import numpy as np
import pytest

from massshuffle import mass


def test_averaged_by_hand():
    weights = np.array([[[1.0, 2.0, 3.0, 5.0]], [[4.0, 0.0, -1.0, 1.0]]])
    assert mass.averaged(weights).tolist() == [[[1, 2, 4]], [[4, 0, 0]]]


@pytest.mark.parametrize("shape", [(4, 1, 2), (1, 4)])
def test_averaged_needs_a_rest(shape):
    with pytest.raises(ValueError, match="weights must have shape"):
        mass.averaged(np.zeros(shape))
