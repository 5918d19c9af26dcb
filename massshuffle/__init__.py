"""Backpropagation in plain NumPy: gradients by hand, proved by checks, drawn as they learn."""

import importlib

__all__ = [
    "activations",
    "backpropagation",
    "band",
    "cost",
    "data",
    "estimator",
    "experiments",
    "gradient_check",
    "history",
    "initializers",
    "layout",
    "mass",
    "network",
    "optimizers",
    "published",
    "random_walk",
    "side_by_side",
    "studies",
    "sweep",
    "training",
    "view",
]


def __getattr__(name):
    """Import a module the first time it is asked for, so that the lesson never pulls in matplotlib."""
    if name in __all__:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
