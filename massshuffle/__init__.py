"""Backpropagation in plain NumPy: gradients by hand, proved by checks, drawn as they learn."""

__version__ = "0.1.0"
