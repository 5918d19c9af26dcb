"""Backpropagation: numbers forward, blame backward.

Forward, layer l = 1, ..., L multiplies by its weights W_l, adds its bias b_l (a column, the same for every sample), and
bends the result Z_l through an activation g_l. The last layer, L, does not bend (the others are called hidden): what it
gives are the logits, one for each sample, and the cost says how wrong they are. X are the samples, Y their labels.

    A_0 = X        Z_l = W_l A_(l-1) + b_l        A_l = g_l(Z_l) for l < L        C = cost(Z_L, Y)

Backward asks of every number in between: if it grew a little, how many times as much would the cost C grow? The answer
is its blame. Write dZ for the answers about Z: an array of Z's own shape, dZ = dC/dZ. For the last Z, cost.py has the
answer. From there on each line is the chain rule applied to one of the lines above. The chain rule says: if w changes z
by some factor, and z changes C by another, then w changes C by their product; and if w acts in several ways, their
products are added. Take

    Z[i, n] = sum_j W[i, j] A[j, n] + b[i]        node i, sample n, input j

W[i, j] acts on node i in every sample, by a factor A[j, n]; b[i] does so by a factor 1; and A[j, n] acts on every node,
by a factor W[i, j]. Hence

    dW[i, j] = sum_n dZ[i, n] A[j, n]        db[i] = sum_n dZ[i, n]        dA[j, n] = sum_i W[i, j] dZ[i, n]

In a matrix product, (U V)[i, j] = sum_n U[i, n] V[n, j], and ^T swaps rows and columns, A[j, n] = A^T[n, j]. So these
sums are dZ A^T, each row of dZ added up, and W^T dZ. With * for entry by entry, the whole way back is

    dZ_L = (sigmoid(Z_L) - Y) / N                                    cost.py
    dW_l = dZ_l A_(l-1)^T        db_l = sum of dZ_l over samples     from Z_l = W_l A_(l-1) + b_l
    dA_l = W_(l+1)^T dZ_(l+1)                                        from the same, one layer up
    dZ_l = dA_l * g_l'(Z_l)                                          from A_l = g_l(Z_l)

Letters, the same everywhere in this project: N samples, k = n_0 input features, L layers, n_l nodes in layer l; later P
parameters in all and F recorded frames. A d in front means a slope of C: dW is dC/dW. g_l is the curve of layer l and
g_l' its slope. Samples are columns: X (k, N), Y (1, N), W_l (n_l, n_(l-1)), b_l (n_l, 1), Z_l and A_l (n_l, N).

Source: the notebook's section 2.1 (`propagator`) for the forward pass; it left the backward pass to
TensorFlow. Tested by tests/book/test_backpropagation.py and, entry by entry, tests/book/test_gradient_check.py. Next:
network.py, one vector for all these blocks.
"""

from massshuffle.checks import BadInput
from massshuffle.cost import binary_cross_entropy_gradient


def forward(layers, activation_functions, X):
    """Return every Z and A of the forward pass, from the samples to the logits; backward needs them.

    layers : [(W_1, b_1), ..., (W_L, b_L)]    X : (k, N)
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
        Z[layer] = W.dot(A[layer - 1]) + b  # (n_l, N)
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
    """Refuse more or fewer activation functions than there are hidden layers."""
    if len(activation_functions) != len(layers) - 1:
        raise BadInput(
            f"activation_functions must hold {len(layers) - 1} pairs, one for each hidden layer, "
            f"got {len(activation_functions)}"
        )
