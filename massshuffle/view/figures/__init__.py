"""Every figure, as a function that returns a matplotlib Figure. No pyplot: nothing is shown, nothing kept.

style is shared by all; begin there. samples and weights draw the notebook's own pictures, and the weights of networks
with hidden layers. mass, studies and comparisons belong to a question each.
"""
