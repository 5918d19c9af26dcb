"""History: what a training run writes down, frame by frame, and how that is kept in a file.

A frame holds the number of epochs done so far, all parameters at that moment, and the cost at those same parameters.
The frames of a run are therefore one array (F, P), from which the weights of any layer are cut; F frames, P parameters.

Proved by tests/test_training.py.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle import checks
from massshuffle.files import whole_file
from massshuffle.network import Network


@dataclass(frozen=True)
class History:
    """What a training run recorded.

    iterations : (F,) epochs done before each frame    costs : (F,) cost in nats at that moment
    thetas     : (F, P) all parameters at that moment  theta : (P,) after the last step
    """

    network: Network
    iterations: np.ndarray
    costs: np.ndarray
    thetas: np.ndarray
    theta: np.ndarray

    def weights(self, layer=1):
        """The frames of W_layer, (F, n_l, n_(l-1)). Raises ValueError if there is no such layer."""
        if len(self.thetas) == 0:
            raise ValueError("history must hold at least one frame, got none")
        n_layers = len(self.network.activations)
        if checks.integer("layer", layer, minimum=1) > n_layers:
            raise ValueError(f"layer must be between 1 and {n_layers}, got {layer}")
        return np.stack([self.network.unpack(theta)[layer - 1][0] for theta in self.thetas])

    def save(self, path):
        """Write the history to an .npz file of plain arrays. A failed save leaves what was there before."""
        with whole_file(path) as file:
            np.savez_compressed(
                file,
                nodes_per_layer=np.array(self.network.nodes_per_layer),
                activations=np.array(self.network.activations),
                iterations=self.iterations,
                costs=self.costs,
                thetas=self.thetas,
                theta=self.theta,
            )

    @classmethod
    def load(cls, path):
        """Read what save wrote. Raises ValueError if the file holds anything else; never runs code from it."""
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as saved:
                arrays = {name: saved[name] for name in ("iterations", "costs", "thetas", "theta")}
                network = Network(saved["nodes_per_layer"].tolist(), saved["activations"].tolist())
        except OSError:
            raise
        except Exception as error:
            raise ValueError(f"{path} is not a saved history: {error}") from error
        F, P = len(arrays["iterations"]), network.n_parameters
        needed = {"iterations": (F,), "costs": (F,), "thetas": (F, P), "theta": (P,)}
        for name, shape in needed.items():
            if arrays[name].shape != shape:
                raise ValueError(f"{path}: {name} must have shape {shape}, got {arrays[name].shape}")
            checks.finite(f"{path}: {name}", arrays[name])
        return cls(network, **arrays)
