"""Backpropagation: numbers forward, error signals backward.

A network has many weights, and learning means changing each of them a little so that the cost falls. So you need, for
every weight, the derivative of the cost. You could move one weight and watch the cost, but that takes a pass or two
through the network per weight. Backpropagation gets all derivatives out of one pass back.

Notation, the same everywhere: N samples, k = n_0 input features, L layers, n_l nodes (neurons) in layer l, later P
parameters and F recorded frames. Samples are columns: X (k, N) holds them, Y (1, N) their labels. Layer l has weights
W_l (n_l, n_(l-1)), biases b_l (n_l, 1), an activation function g_l with derivative g_l', a weighted sum Z_l and an
output A_l, both (n_l, N). C is the cost. A leading d means a derivative of C, in an array of the same shape: dZ holds
dC/dZ. The letters i, j and n, and others that a page names, are local to it.

Forward pass. Each layer multiplies its input by its weights, adds its bias and applies its activation function. The
last layer has none (the others are called hidden). It outputs the logits, one per sample:

    A_0 = X        Z_l = W_l A_(l-1) + b_l        A_l = g_l(Z_l) for l < L        C = cost(Z_L, Y)

Backward pass. For each of these numbers, how fast does the cost grow as that number grows? The answer, a derivative, is
the number's error signal. cost.py gives the last one, dZ_L. From there on each line is the chain rule applied to one of
the lines above. If w changes z at one rate and z changes C at another, then w changes C at their product. If w acts in
several ways, the products add up. Take one weighted sum:

    Z[i, n] = sum_j W[i, j] A[j, n] + b[i]        node i, sample n, input j

W[i, j] acts on node i in every sample, at the rate A[j, n]. b[i] does the same at the rate 1. And A[j, n] acts on every
node i, at the rate W[i, j]. Hence

    dW[i, j] = sum_n dZ[i, n] A[j, n]        db[i] = sum_n dZ[i, n]        dA[j, n] = sum_i W[i, j] dZ[i, n]

A matrix product is (U V)[i, j] = sum_n U[i, n] V[n, j], and ^T swaps rows and columns, A[j, n] = A^T[n, j]. So these
sums are dZ A^T, the row sums of dZ, and W^T dZ. With * for the product entry by entry, the whole backward pass is

    dZ_L = (sigmoid(Z_L) - Y) / N                                    cost.py
    dW_l = dZ_l A_(l-1)^T        db_l = sum of dZ_l over samples     from Z_l = W_l A_(l-1) + b_l
    dA_l = W_(l+1)^T dZ_(l+1)                                        from the same, one layer up
    dZ_l = dA_l * g_l'(Z_l)                                          from A_l = g_l(Z_l)

With numbers, on paper: two inputs, three ReLU nodes, one logit, one sample with label 1, and all biases 0.

    X = [1]    W_1 = [1   0]    Z_1 = [ 1]    A_1 = [1]    W_2 = [1  -1  2]    Z_2 = 1 - 2 + 0 = -1
        [2]          [0   1]          [ 2]          [2]
                     [1  -1]          [-1]          [0]

    dZ_2 = sigmoid(-1) - 1 = r, about -0.731        dW_2 = r [1  2  0]        db_2 = r

    dA_1 = W_2^T r = r [ 1]    dZ_1 = r [ 1]    dW_1 = dZ_1 X^T = r [ 1   2]    db_1 = r [ 1]
                       [-1]             [-1]                        [-1  -2]             [-1]
                       [ 2]             [ 0]                        [ 0   0]             [ 0]

The third node was stopped by its ReLU, so its error signal is 0 and its weights do not move.

The code works on whole arrays. A loop over the samples would be as right and hundreds of times as slow, measured with
the 800 samples of the notebook and a 15-4-1 network.

Two questions. In the example, which entry of W_2 has the derivative 0, and why? And which line above would change if
the last layer had the activation function tanh? (docs/answers.md)

Source: the notebook's section 2.1 (`propagator`) for the forward pass; it left the backward pass to TensorFlow. Tested
by tests/book/test_backpropagation.py and, entry by entry, by tests/book/test_gradient_check.py. Next: network.py, one
vector for all these arrays.
"""

from massshuffle.checks import BadInput
from massshuffle.cost import binary_cross_entropy_gradient


def forward(layers, activation_functions, X):
    """Return every Z and A of the forward pass, from the samples to the logits; backward needs them.

    layers : [(W_1, b_1), ..., (W_L, b_L)]    X : (k, N)    arrays (network.py checks their shapes)
    activation_functions : [(g_1, g_1'), ...], one pair for each hidden layer
    Returns Z = {1: Z_1, ..., L: Z_L} and A = {0: X, 1: A_1, ..., L-1: A_(L-1)}.
    """
    L = len(layers)
    _check_lengths(layers, activation_functions)
    if X.dtype.kind in "bui":
        X = X.astype(float)  # a product of small integers would wrap around
    Z, A = {}, {0: X}
    for layer in range(1, L + 1):
        W, b = layers[layer - 1]  # the list counts from 0, layers count from 1
        Z[layer] = W.dot(A[layer - 1]) + b  # (n_l, N); dot is the matrix product, @, and quicker for small arrays
        if layer < L:
            g, _ = activation_functions[layer - 1]
            A[layer] = g(Z[layer])  # (n_l, N)
    return Z, A


def backward(layers, activation_functions, Z, A, Y):
    """Return the gradient of every W and b: the backward pass retraces forward line by line, last line first.

    layers, activation_functions : as in forward    Z, A : what forward returned    Y : (1, N)
    Returns [(dW_1, db_1), ..., (dW_L, db_L)], each of the shape of its W or b.
    """
    L = len(layers)
    _check_lengths(layers, activation_functions)
    gradients = [None] * L
    for layer in range(L, 0, -1):
        if layer == L:
            dZ = binary_cross_entropy_gradient(Z[L], Y)  # (1, N)
        else:
            W, _ = layers[layer]  # W_(l+1): the list counts from 0, layers count from 1
            _, derivative = activation_functions[layer - 1]
            dA = W.T.dot(dZ)  # (n_l, N)
            dZ = dA * derivative(Z[layer])  # (n_l, N)
        dW = dZ.dot(A[layer - 1].T)  # (n_l, n_(l-1))
        db = dZ.sum(axis=1, keepdims=True)  # (n_l, 1)
        gradients[layer - 1] = (dW, db)
    return gradients


def _check_lengths(layers, activation_functions):
    """Refuse no layers at all, and more or fewer activation functions than there are hidden layers."""
    if not layers:
        raise BadInput("layers must hold at least one pair (W, b), got none")
    if len(activation_functions) != len(layers) - 1:
        raise BadInput(
            f"activation_functions must hold {len(layers) - 1} pairs, one for each hidden layer, "
            f"got {len(activation_functions)}"
        )
