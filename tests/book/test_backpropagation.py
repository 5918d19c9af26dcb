"""One step forward and back, worked by hand. The proof for every network is in test_gradient_check.py."""

import numpy as np

from massshuffle.activations import ACTIVATIONS
from massshuffle.backpropagation import backward, forward

# One sample, two inputs, one tanh node that gets z = 0, one logit 0.5.
BLOCKS = [(np.array([[0.5, -0.25]]), np.array([[0.0]])), (np.array([[2.0]]), np.array([[0.0]]))]
CURVES = [ACTIVATIONS["tanh"]]
X = np.array([[1.0], [2.0]])
Y = np.array([[1.0]])


def test_forward_by_hand():
    Z, A = forward(BLOCKS, CURVES, X)
    assert {layer: z.tolist() for layer, z in Z.items()} == {1: [[0.0]], 2: [[0.0]]}
    assert {layer: a.tolist() for layer, a in A.items()} == {0: X.tolist(), 1: [[0.0]]}


def test_backward_by_hand():
    """dZ_2 = 0.5 - 1; dW_2 = dZ_2 * 0; dA_1 = 2 dZ_2 = -1; tanh'(0) = 1; dW_1 = -1 * X^T."""
    Z, A = forward(BLOCKS, CURVES, X)
    (dW_1, db_1), (dW_2, db_2) = backward(BLOCKS, CURVES, Z, A, Y)
    assert dW_2.tolist() == [[0.0]]
    assert db_2.tolist() == [[-0.5]]
    assert dW_1.tolist() == [[-1.0, -2.0]]
    assert db_1.tolist() == [[-1.0]]


def test_two_samples_are_averaged():
    two = np.hstack([X, X])
    Z, A = forward(BLOCKS, CURVES, two)
    (dW_1, db_1), _ = backward(BLOCKS, CURVES, Z, A, np.array([[1.0, 0.0]]))
    assert dW_1.tolist() == [[0.0, 0.0]]
    assert db_1.tolist() == [[0.0]]
    (dW_1, _), _ = backward(BLOCKS, CURVES, Z, A, np.array([[1.0, 1.0]]))
    assert dW_1.tolist() == [[-1.0, -2.0]]


def test_the_last_layer_does_not_bend():
    Z, A = forward([(np.array([[3.0, -5.0]]), np.array([[0.5]]))], [], X)
    assert Z[1].tolist() == [[-6.5]]
    assert list(A) == [0]
