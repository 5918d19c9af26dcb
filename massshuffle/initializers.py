"""Where training starts: small random weights, neither too small nor too large.

If all weights started at 0, all nodes of a layer would get the same gradient and stay twins for ever. If they started
large, signals would grow from layer to layer. Glorot's rule (whose first name, Xavier, gave the method its other name)
draws each weight of a layer from

    U(-a, a),    a = sqrt(6 / (fan_in + fan_out)),

where fan_in = n_(l-1) nodes feed the layer and fan_out = n_l leave it. A uniform draw has variance a^2 / 3, here
2 / (fan_in + fan_out): about one over the number of terms that are summed, so sums keep the size of their terms, on
the way forward (fan_in terms) and on the way back (fan_out terms). Biases start at 0.

Source: Glorot and Bengio (2010), equation 16; the notebook's xavier_initializer.
Proved by tests/book/test_initializers.py.
"""

import numpy as np

from massshuffle import checks


def xavier_uniform(network, seed=0, dtype=np.float64):
    """Draw a starting theta (P,) for a network: weights from U(-a, a), layer after layer, and biases 0.

    seed : int or numpy Generator    dtype : float32 or float64; training keeps to it
    """
    rng = checks.generator(seed)
    name = checks.choice("dtype", getattr(dtype, "__name__", str(dtype)), ("float32", "float64"))
    blocks = []
    for fan_in, fan_out in zip(network.nodes_per_layer, network.nodes_per_layer[1:]):
        a = np.sqrt(6 / (fan_in + fan_out))
        W = rng.uniform(-a, a, size=(fan_out, fan_in))  # (n_l, n_(l-1))
        b = np.zeros((fan_out, 1))  # (n_l, 1)
        blocks.append((W, b))
    return network.pack(blocks).astype(name)
