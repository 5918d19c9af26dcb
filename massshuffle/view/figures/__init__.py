"""Every figure, as a function that returns a matplotlib Figure. No pyplot: nothing is shown, nothing kept.

style is shared by all; begin there. weights and samples draw the notebook's own pictures, first_layer those of networks
with hidden layers. mass, studies and comparisons belong to a question each.
"""
