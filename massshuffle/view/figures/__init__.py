"""Every figure, as a function that returns a matplotlib Figure. No pyplot: nothing is shown, nothing kept.

First style, what all share; then weights (with curves) and samples, the notebook's own pictures. The others belong to a
question each: mass, limits, walk, band, boundary, nodes, step_sizes, comparison, timing, and practice.
"""
