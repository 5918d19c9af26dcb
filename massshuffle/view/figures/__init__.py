"""Every figure, as a function that returns a matplotlib Figure. No pyplot, so nothing is shown or kept behind the scenes.

Proved by tests/view/test_figures.py.
"""

from massshuffle.view.figures.band import cost_band
from massshuffle.view.figures.boundary import learned_boundaries
from massshuffle.view.figures.comparison import comparison
from massshuffle.view.figures.mass import dimension_study, distance_travelled, mass_shares
from massshuffle.view.figures.samples import scatter_plane, scatter_space
from massshuffle.view.figures.style import save
from massshuffle.view.figures.timing import epoch_times
from massshuffle.view.figures.walk import cost_by_evaluations, walk_steps
from massshuffle.view.figures.weights import averaged_weights, cost_curve, heat_map, matrix_as_colors, weight_evolution

__all__ = [
    "averaged_weights",
    "comparison",
    "cost_band",
    "cost_by_evaluations",
    "cost_curve",
    "dimension_study",
    "distance_travelled",
    "epoch_times",
    "heat_map",
    "learned_boundaries",
    "mass_shares",
    "matrix_as_colors",
    "save",
    "scatter_plane",
    "scatter_space",
    "walk_steps",
    "weight_evolution",
]
