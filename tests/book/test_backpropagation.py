"""Forward and backward passes, worked by hand. Read it after backpropagation.py.

test_gradient_check.py tests the gradient of many networks at every coordinate.

First the example on the page, with ReLUs.

Then two inputs, three tanh nodes, one logit, two samples. Count in u = log(3) / 2, because then e^2u = 3. And as
tanh(z) = (e^2z - 1) / (e^2z + 1),

    tanh(u) = (3 - 1) / (3 + 1) = 1/2    tanh(2u) = (9 - 1) / (9 + 1) = 4/5    sigmoid(2u) = 3 / (3 + 1) = 3/4

and their mirror images: tanh(-u) = -1/2, sigmoid(-2u) = 1/4. With the X, W_1, b_1, W_2 and b_2 below

    Z_1 = u [3+1-3  6-1-3]  = u [1   2]        A_1 = [1/2   4/5]
            [1+2-1  2-2-1]      [2  -1]              [4/5  -1/2]
            [2+2-3  4-2-3]      [1  -1]              [1/2  -1/2]
    Z_2 = u [-1/2 + 16/5 - 3/4 + 1/20   -4/5 - 2 + 3/4 + 1/20] = u [2  -2]

Both labels are 1, so dZ_2 = ([3/4  1/4] - 1) / 2 = [-1/8  -3/8], and the backward pass gives

    dW_2 = [-1/16 - 3/10   -1/10 + 3/16   -1/16 + 3/16]        db_2 = -1/8 - 3/8
    dA_1 = W_2^T dZ_2 = u [ 1/8    3/8]        1 - A_1^2 = [ 3/4   9/25]        dZ_1 = u [ 3/32   27/200]
                          [-1/2   -3/2]                           [9/25    3/4]                 [-9/50     -9/8]
                          [3/16   9/16]                           [ 3/4    3/4]                 [ 9/64    27/64]

Times X^T: dW_1's columns are the first sample's dZ_1 plus twice the second's, and the first minus the second.
"""

import math

import numpy as np
import pytest

from massshuffle.activations import ACTIVATIONS
from massshuffle.backpropagation import backward, forward
from massshuffle.checks import BadInput

u = math.log(3) / 2
X = np.array([[1.0, 2.0], [1.0, -1.0]])
Y = np.array([[1.0, 1.0]])
W_1, b_1 = u * np.array([[3.0, 1.0], [1.0, 2.0], [2.0, 2.0]]), u * np.array([[-3.0], [-1.0], [-3.0]])
W_2, b_2 = u * np.array([[-1.0, 4.0, -1.5]]), u * np.array([[0.05]])
BLOCKS = [(W_1, b_1), (W_2, b_2)]
CURVES = [ACTIVATIONS["tanh"]]


def assert_equal(ours, by_hand):
    """The same shape, and the same numbers up to rounding."""
    assert ours.shape == np.shape(by_hand)
    np.testing.assert_allclose(ours, by_hand, rtol=1e-14)


def test_a_small_one_by_hand():
    zeros, W_1, W_2 = np.zeros((3, 1)), np.array([[1.0, 0], [0, 1], [1, -1]]), np.array([[1.0, -1, 2]])
    layers, activation_functions = [(W_1, zeros), (W_2, zeros[:1])], [ACTIVATIONS["relu"]]
    Z, A = forward(layers, activation_functions, np.array([[1.0], [2.0]]))
    assert (Z[1].T.tolist(), A[1].T.tolist(), Z[2].tolist()) == ([[1, 2, -1]], [[1, 2, 0]], [[-1]])
    (dW_1, db_1), (dW_2, db_2) = backward(layers, activation_functions, Z, A, np.array([[1.0]]))
    d = 1 / (1 + math.e) - 1
    exact = [[[1, 2, 0]], [[1]], [[1, 2], [-1, -2], [0, 0]], [[1], [-1], [0]]]
    for ours, by_hand in zip((dW_2, db_2, dW_1, db_1), exact):
        assert_equal(ours, d * np.array(by_hand))


def test_forward_by_hand():
    Z, A = forward(BLOCKS, CURVES, X)
    assert (list(Z), list(A)) == ([1, 2], [0, 1])
    assert_equal(Z[1], [[u, 2 * u], [2 * u, -u], [u, -u]])
    assert_equal(A[1], [[1 / 2, 4 / 5], [4 / 5, -1 / 2], [1 / 2, -1 / 2]])
    assert_equal(Z[2], [[2 * u, -2 * u]])
    assert A[0] is X


def test_backward_by_hand():
    (dW_1, db_1), (dW_2, db_2) = backward(BLOCKS, CURVES, *forward(BLOCKS, CURVES, X), Y)
    assert_equal(dW_2, [[-1 / 16 - 3 / 10, -1 / 10 + 3 / 16, -1 / 16 + 3 / 16]])
    assert_equal(db_2, [[-1 / 8 - 3 / 8]])
    first, second = u * np.array([3 / 32, -9 / 50, 9 / 64]), u * np.array([27 / 200, -9 / 8, 27 / 64])
    assert_equal(dW_1, np.column_stack([first + 2 * second, first - second]))
    assert_equal(db_1, (first + second)[:, np.newaxis])


def test_what_went_up_by_W_comes_down_by_its_transpose():
    """Two layers that double in place of bending. Up: A_1 = [2 0], Z_2 = [2 6], A_2 = [4 12], Z_3 = 4 + 120 - 124 = 0.

    Down: dZ_3 = 1/2 - 0, dZ_2 = 2 [1 10] / 2 = [1 10], dA_1 = W_2^T dZ_2 = [1 + 30  2 + 40], dZ_1 = 2 dA_1.
    """
    double = (lambda z: 2 * z, lambda z: 2)
    zero = np.zeros((2, 1))
    W_2 = np.array([[1.0, 2.0], [3.0, 4.0]])
    layers = [(np.array([[1.0], [0.0]]), zero), (W_2, zero), (np.array([[1.0, 10.0]]), np.array([[-124.0]]))]
    Z, A = forward(layers, [double, double], np.array([[1.0]]))
    assert Z[3].tolist() == [[0.0]]
    gradients = backward(layers, [double, double], Z, A, np.array([[0.0]]))
    assert [db.tolist() for _, db in gradients] == [[[62.0], [84.0]], [[1.0], [10.0]], [[0.5]]]


def test_the_last_layer_does_not_bend():
    Z, A = forward([(np.array([[3.0, -5.0]]), np.array([[0.5]]))], [], np.array([[1.0], [2.0]]))
    assert Z[1].tolist() == [[-6.5]]
    assert list(A) == [0]


def test_integers_become_float64():
    """100 * 2 is -56 in int8, and 3 * 100 is 44 in uint8."""
    for dtype in (np.int8, np.uint8):
        Z, A = forward([(np.array([[100, 3]], dtype), np.array([[1]], dtype))], [], np.array([[2], [100]], dtype))
        assert (Z[1].dtype, Z[1].tolist()) == (np.float64, [[501.0]])
        gradients = backward([(np.array([[100, 3]], dtype), np.array([[1]], dtype))], [], Z, A, np.array([[0]], dtype))
        assert [[block.tolist() for block in pair] for pair in gradients] == [[[[2.0, 100.0]], [[1.0]]]]


def test_as_many_activation_functions_as_hidden_layers_are_needed():
    Z, A = forward(BLOCKS, CURVES, X)
    for functions, got in (([], 0), (2 * CURVES, 2)):
        message = f"^activation_functions must hold 1 pairs, one for each hidden layer, got {got}$"
        with pytest.raises(BadInput, match=message):
            forward(BLOCKS, functions, X)
        with pytest.raises(BadInput, match=message):
            backward(BLOCKS, functions, Z, A, Y)
    with pytest.raises(BadInput, match=r"^layers must hold at least one pair \(W, b\), got none$"):
        forward([], [], X)
