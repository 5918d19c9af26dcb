"""Backpropagation in plain NumPy: gradients by hand, tested entry by entry, drawn as they learn."""

__version__ = "0.1.0"
