"""History: what a training run records, frame by frame, and how to keep it in a file.

To see learning happen, you need the weights not only at the end but all along. A frame holds the number of epochs done
so far, all parameters at that moment, and the cost at those same parameters. Frame 0 holds the initial parameters and
the last frame those at the end. So all frames of a run are one array:

    thetas (F, P)        iterations (F,)        costs (F,)        F frames, P parameters

`weights(layer)` cuts the weights of a layer out of it, (F, n_l, n_(l-1)). The notebook's linear run records every 40th
of 30,000 iterations, which makes F = 751 frames of P = 16 parameters.

Two questions. What is the shape of weights(1) of that run? And which line of Python gives the path of W[0]?
(docs/answers.md)

Tested by tests/book/test_training.py. Next: mass.py, which asks where the weight went. Second reading: random_walk.py,
the same loop without any gradient.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle import checks
from massshuffle.files import whole_file
from massshuffle.network import Network

ARRAYS = ("iterations", "costs", "thetas")


@dataclass(frozen=True, eq=False)
class History:
    """What a training run recorded.

    iterations : (F,) epochs done before each frame    costs : (F,) cost in nats at that moment
    thetas     : (F, P) all parameters at that moment
    """

    network: Network
    iterations: np.ndarray
    costs: np.ndarray
    thetas: np.ndarray

    def __eq__(self, other):
        """Whether both are of one network and hold the same numbers."""
        if not isinstance(other, History):
            return NotImplemented
        same = (np.array_equal(getattr(self, name), getattr(other, name)) for name in ARRAYS)
        return self.network == other.network and all(same)

    @property
    def theta(self):
        """The parameters (P,) that training arrived at: those of the last frame."""
        return self.thetas[-1]

    def weights(self, layer=1):
        """The frames of W_layer, (F, n_l, n_(l-1)). Raises ValueError if there is no such layer."""
        if checks.integer("layer", layer, minimum=1) > self.network.n_layers:
            raise checks.BadInput(f"layer must be between 1 and {self.network.n_layers}, got {layer}")
        W_slice, shape, *_ = self.network.slices[layer - 1]
        return self.thetas[:, W_slice].reshape(-1, *shape)

    def save(self, path):
        """Write the history to an .npz file of plain arrays. A failed save leaves what was there before."""
        sizes, names = self.network.nodes_per_layer, np.array(self.network.activations, dtype=str)
        arrays = {name: getattr(self, name) for name in ARRAYS}
        with whole_file(path) as file:
            np.savez_compressed(file, nodes_per_layer=np.array(sizes), activations=names, **arrays)

    @classmethod
    def load(cls, path):
        """Read what save wrote. Raises ValueError if the file holds anything else; never runs code from it."""
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as saved:
                arrays = {name: checks.finite(name, saved[name]) for name in ("costs", "thetas")}
                arrays["iterations"] = checks.rising_iterations(saved["iterations"])
                network = Network(saved["nodes_per_layer"].tolist(), saved["activations"].tolist())
        except OSError:
            raise
        except Exception as error:
            # NumPy takes any other file for a pickle and advises to run the code in it: its words are left out.
            reason = f": {error}" if isinstance(error, (checks.BadInput, KeyError)) else ", which History.save writes"
            raise checks.BadInput(f"{path} is not a saved history{reason}") from error
        F, P = max(len(arrays["iterations"]), 1), network.n_parameters
        for name, shape in zip(ARRAYS, ((F,), (F,), (F, P))):
            if arrays[name].shape != shape:
                raise checks.BadInput(f"{path}: {name} must have shape {shape}, got {arrays[name].shape}")
        return cls(network, **arrays)
