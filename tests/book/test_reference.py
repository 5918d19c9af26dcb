"""The same trajectories as TensorFlow's v1 API: same data, same start, its AdamOptimizer, in float32.

Read it after training.py. The files in tests/book/reference/ hold the data, the start and, every 40 iterations, the
cost and W_1 before the update.
"""

from pathlib import Path

import numpy as np
import pytest

from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train

REFERENCE = Path(__file__).parent / "reference"


@pytest.mark.parametrize(
    ("name", "dtype", "tolerance"),
    [
        ("linear", np.float32, 5e-5),
        ("linear", np.float64, 1e-3),
        ("sine", np.float32, 1e-4),
        ("sine", np.float64, 1e-4),
    ],
)
def test_every_weight_of_every_frame(name, dtype, tolerance):
    with np.load(REFERENCE / f"tensorflow_v1_{name}.npz") as file:
        theirs = dict(file)
    network = Network(theirs["nodes_per_layer"], theirs["activations"][:-1])
    theta = network.pack([(theirs["W1_initial"], np.zeros((1, 1)))]).astype(dtype)
    X, Y = theirs["X_train"], theirs["Y_train"]

    [(dW, db)] = network.unpack(network.gradient(theta, X, Y))
    np.testing.assert_allclose(dW, theirs["dW1_initial"], rtol=2e-4, atol=1e-6)
    np.testing.assert_allclose(db, theirs["db1_initial"], rtol=2e-4, atol=1e-6)

    optimizer = Adam(float(theirs["learning_rate"]))
    ours = train(network, theta, X, Y, optimizer, int(theirs["epochs"]), int(theirs["record_every"]))
    assert ours.theta.dtype == dtype
    np.testing.assert_allclose(ours.weights()[:-1], np.moveaxis(theirs["W1_frames"], 2, 0), rtol=0, atol=tolerance)
    np.testing.assert_allclose(ours.costs[:-1], theirs["costs"], rtol=5e-5)
    [(W, b)] = network.unpack(ours.theta)
    np.testing.assert_allclose(W, theirs["W1_final"], rtol=0, atol=tolerance)
    np.testing.assert_allclose(b, theirs["b1_final"], rtol=0, atol=tolerance)
    for part in ("train", "test"):
        accuracy = network.accuracy(ours.theta, theirs[f"X_{part}"], theirs[f"Y_{part}"])
        assert np.float32(accuracy) == theirs[f"accuracy_{part}"]
