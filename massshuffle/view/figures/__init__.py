"""Every figure, as a function that returns a matplotlib Figure. No pyplot, so nothing is shown or kept behind the scenes.

Proved by tests/test_figures.py.
"""

from massshuffle.view.figures.band import cost_band
from massshuffle.view.figures.comparison import comparison
from massshuffle.view.figures.mass import (
    dimension_study,
    distance_travelled,
    mass_shares,
)
from massshuffle.view.figures.samples import scatter_plane, scatter_space
from massshuffle.view.figures.style import save
from massshuffle.view.figures.timing import epoch_times
from massshuffle.view.figures.weights import (
    averaged_weights,
    cost_curve,
    heat_map,
    matrix_as_colors,
    weight_evolution,
)

__all__ = [
    "averaged_weights",
    "comparison",
    "cost_band",
    "cost_curve",
    "dimension_study",
    "distance_travelled",
    "epoch_times",
    "heat_map",
    "mass_shares",
    "matrix_as_colors",
    "save",
    "scatter_plane",
    "scatter_space",
    "weight_evolution",
]
