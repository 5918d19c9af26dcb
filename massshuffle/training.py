"""Training: ask for the gradient, take a step, ask again; and write down where the weights were.

    theta_(i+1) = step(theta_i, dC/dtheta at theta_i),    i = 0, 1, ..., epochs - 1,    theta_0 the start

Every step sees all samples ("full batch"), so a step is an epoch. At iterations 0, record_every, 2 record_every, ...
below epochs a frame is recorded: theta_i and the cost at that same theta_i, so frame 0 is the start. What the last step
arrives at is kept beside the frames. (The notebook pairs the weights after a step with the cost before it.)

With l1 > 0 the optimizer sees the gradient of the cost plus l1 sum |W|: l1 * sign(W) is added for every weight, nothing
for a bias. The recorded cost stays the cost of the data alone.

Source: the notebook's section 2.1 (`full_model`). Proved by tests/test_training.py and, against trajectories of
TensorFlow, by tests/test_reference.py.
"""

from dataclasses import dataclass

import numpy as np

from massshuffle import checks
from massshuffle.files import replacing
from massshuffle.network import Network


@dataclass(frozen=True)
class History:
    """What a training run recorded.

    iterations : (F,) steps taken before each frame    costs : (F,) cost in nats at that moment
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
        return np.stack(
            [self.network.unpack(theta)[layer - 1][0] for theta in self.thetas]
        )

    def save(self, path):
        """Write the history to an .npz file of plain arrays. A failed save leaves what was there before."""
        with replacing(path) as temporary, open(temporary, "wb") as file:
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
                arrays = {
                    name: saved[name]
                    for name in ("iterations", "costs", "thetas", "theta")
                }
                network = Network(
                    saved["nodes_per_layer"].tolist(), saved["activations"].tolist()
                )
        except OSError:
            raise
        except Exception as error:
            raise ValueError(f"{path} is not a saved history: {error}") from error
        F, P = len(arrays["iterations"]), network.n_parameters
        needed = {"iterations": (F,), "costs": (F,), "thetas": (F, P), "theta": (P,)}
        for name, shape in needed.items():
            if arrays[name].shape != shape:
                raise ValueError(
                    f"{path}: {name} must have shape {shape}, got {arrays[name].shape}"
                )
            checks.finite(f"{path}: {name}", arrays[name])
        return cls(network, **arrays)


def train(
    network, theta, X, Y, optimizer, epochs, record_every=40, l1=0.0, on_record=None
):
    """Train a network for a number of epochs and return its History.

    theta     : (P,) the start, left as it is; float32 in, float32 out
    X         : (k, N)    Y : (1, N), each 0 or 1
    optimizer : one of optimizers.py; it goes on from its own memory, so give a new one for a new start
    epochs    : steps to take, 0 or more    record_every : steps from frame to frame, 1 or more    l1 : 0 or more
    on_record : called as on_record(iteration, cost) at each frame
    Raises ValueError for bad input, and for a run whose parameters grow out of all bounds.
    """
    theta, X, Y = network.checked(theta, X, Y)
    epochs = checks.integer("epochs", epochs, minimum=0)
    record_every = checks.integer("record_every", record_every, minimum=1)
    l1 = checks.number("l1", l1, low=0)
    is_weight = network.pack(
        [(np.ones_like(W), np.zeros_like(b)) for W, b in network.unpack(theta)]
    )  # (P,)
    bound = float(np.finfo(theta.dtype).max) ** (1 / (3 * len(network.activations)))

    iterations, costs, thetas = [], [], []
    for i in range(max(epochs, 1)):
        if i % record_every == 0:
            iterations.append(i)
            costs.append(network.cost_of_checked(theta, X, Y))
            thetas.append(theta)
            if on_record is not None:
                on_record(i, costs[-1])
        if i < epochs:
            gradient = network.gradient_of_checked(theta, X, Y)
            if l1 > 0:
                gradient = gradient + l1 * is_weight * np.sign(theta)
            theta = optimizer.step(theta, gradient)
            if not -bound <= theta[theta.argmin()] <= theta[theta.argmax()] <= bound:
                raise ValueError(
                    f"training diverged at iteration {i + 1}: use a smaller learning_rate"
                )
    return History(
        network, np.array(iterations), np.array(costs), np.stack(thetas), theta
    )
