"""Initialization: small random weights to start from, neither too small nor too large.

If all weights started at 0, all nodes of a layer would have the same Z, so the same dZ and the same dW, and they would
stay twins for ever. With tanh or ReLU it would be worse: all outputs and error signals of hidden layers would be 0, and
so every dW. (A network of one layer has no twins, so 0 would do there.) If they started tiny, signals would fade from
layer to layer. If they started large, the signals of ReLUs would grow, and a sigmoid or tanh would be stuck where its
derivative is nearly 0. Glorot's rule, also called Xavier initialization after his first name, draws each weight of a
layer from

    U(-a, a),    a = sqrt(6 / (fan_in + fan_out))

All numbers between -a and a are equally likely, fan_in = n_(l-1) numbers enter the layer and fan_out = n_l leave it. In
the notebook's network 15 numbers enter and 1 leaves, so a = sqrt(6 / 16) = 0.612.

Why this a? The mean of w^2, the variance of w, is the area under w^2 from -a to a, 2 a^3 / 3, over the width 2 a. That
is a^2 / 3, or 2 / (fan_in + fan_out). In a sum of n terms w x the means of (w x)^2 add up, to n a^2 / 3 times the mean
of x^2. If fan_in and fan_out are both about n, a^2 / 3 is about 1 / n, and the sum is as large as an x. So signals keep
their magnitude in the forward pass (n = fan_in) and in the backward pass (n = fan_out). Biases start at 0.

Two questions. What is a for a layer from 100 nodes to 50? And if two nodes of a hidden layer start with equal weights,
in and out, how far apart are they after a thousand steps? (docs/answers.md)

Source: Glorot and Bengio (2010), equation 16; the notebook's xavier_initializer. Tested by
tests/book/test_initializers.py. Next: numerical_gradient.py. Before anything is trained, two pages ask whether the
gradient is right.
"""

import numpy as np

from massshuffle import checks


def xavier_uniform(network, seed=0, dtype=np.float64):
    """Draw initial parameters theta (P,) for a network: weights from U(-a, a), layer after layer, and biases 0.

    seed : int or numpy Generator    dtype : float32 or float64; training keeps to it
    """
    checks.network(network)
    rng = checks.generator(seed)
    name = checks.choice("dtype", getattr(dtype, "__name__", str(dtype)), ("float32", "float64"))
    layers = []
    for fan_in, fan_out in zip(network.nodes_per_layer, network.nodes_per_layer[1:]):
        a = np.sqrt(6 / (fan_in + fan_out))
        W = rng.uniform(-a, a, size=(fan_out, fan_in))  # (n_l, n_(l-1))
        b = np.zeros((fan_out, 1))  # (n_l, 1)
        layers.append((W, b))
    return network.pack(layers).astype(name)
