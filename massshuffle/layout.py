"""The layout: all parameters of a network in one vector.

A network has a weight matrix W_l and a column of biases b_l for each layer l. All of them live in one vector

    theta = [W_1 row by row, b_1, W_2 row by row, b_2, ..., W_L, b_L],    theta (P,),

so that an optimizer, a gradient check, a random walk and a recording each handle one vector and need not know what a
layer is. Each W_l and each b_l is a block of theta. `unpack` cuts theta into them and hands them out in pairs, one pair
for each layer (the `blocks` of the code); `pack` glues them together again. The notebook's network, 15 weights and a
bias, has P = 16.

Proved by tests/book/test_layout.py. Next: network.py, which puts the pages so far together.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from massshuffle import checks
from massshuffle.activations import ACTIVATIONS


def flatten(blocks):
    """The numbers of [(W_1, b_1), ..., (W_L, b_L)] in one new vector."""
    arrays = []
    for W, b in blocks:
        arrays += W.ravel(), b.ravel()
    return np.concatenate(arrays)


@dataclass(frozen=True)
class Layout:
    """The shape of a fully connected network with one logit at its end.

    nodes_per_layer : (k, n_1, ..., n_(L-1), 1)
    activations     : names out of activations.ACTIVATIONS, one for each hidden layer, so L - 1 of them. The last layer
                      has none (the notebook's type_activation names one for it: leave that out)
    Raises ValueError for a size below 1, a last layer of other than 1 node, an unknown activation or too few or many.
    """

    nodes_per_layer: tuple[int, ...]
    activations: tuple[str, ...] = ()

    def __post_init__(self):
        given = self.nodes_per_layer
        if isinstance(given, str) or not np.iterable(given):
            raise checks.BadInput(
                f"nodes_per_layer must be (k, ..., 1), got {given!r}: write ({given}, 1) for one layer"
            )
        sizes = tuple(checks.integer("nodes_per_layer", n, minimum=1) for n in given)
        if len(sizes) < 2 or sizes[-1] != 1:
            raise checks.BadInput(f"nodes_per_layer must be (k, ..., 1), its last layer 1 node, got {sizes}")
        is_list = not isinstance(self.activations, str) and np.iterable(self.activations)
        if not is_list or len(self.activations) != len(sizes) - 2:
            raise checks.BadInput(
                f"activations must hold {len(sizes) - 2} names, one for each hidden layer, got {self.activations!r}"
            )
        names = tuple(checks.choice("activations", name, ACTIVATIONS) for name in self.activations)
        object.__setattr__(self, "nodes_per_layer", sizes)
        object.__setattr__(self, "activations", names)

    @property
    def n_layers(self):
        """L, the number of weight matrices."""
        return len(self.nodes_per_layer) - 1

    @cached_property
    def curves(self):
        """[(g_1, g_1'), ...]: the activation of each hidden layer and its slope."""
        return [ACTIVATIONS[name] for name in self.activations]

    @cached_property
    def shapes(self):
        """[((n_1, k), (n_1, 1)), ..., ((1, n_(L-1)), (1, 1))]: the shapes of W_l and b_l, layer by layer."""
        return [((n, m), (n, 1)) for m, n in zip(self.nodes_per_layer, self.nodes_per_layer[1:])]

    @cached_property
    def places(self):
        """[(slice of theta that holds W_1, shape of W_1, the same of b_1), ...], layer by layer."""
        places, start = [], 0
        for (n, m), b_shape in self.shapes:
            middle, end = start + n * m, start + n * m + n
            places.append((slice(start, middle), (n, m), slice(middle, end), b_shape))
            start = end
        return places

    @property
    def block_names(self):
        """("W_1", "b_1", ..., "W_L", "b_L"), in the order of theta."""
        return tuple(f"{letter}_{layer}" for layer in range(1, len(self.nodes_per_layer)) for letter in "Wb")

    @cached_property
    def n_parameters(self):
        """P, the length of theta."""
        return sum(n * m + n for (n, m), _ in self.shapes)

    @cached_property
    def is_weight(self):
        """True for every weight of theta, False for every bias, (P,)."""
        return np.repeat([True, False] * len(self.shapes), [n * m for pair in self.shapes for n, m in pair])

    def unpack(self, theta):
        """theta (P,) -> [(W_1, b_1), ..., (W_L, b_L)], views of theta: to be used, not to be stored."""
        if getattr(theta, "shape", None) != (self.n_parameters,):
            shape = getattr(theta, "shape", type(theta).__name__)
            raise checks.BadInput(f"theta must have shape ({self.n_parameters},), got {shape}")
        blocks = []
        for of_W, W_shape, of_b, b_shape in self.places:
            blocks.append((theta[of_W].reshape(W_shape), theta[of_b].reshape(b_shape)))
        return blocks

    def pack(self, blocks):
        """[(W_1, b_1), ..., (W_L, b_L)] -> theta (P,), a new vector."""
        blocks = [[checks.numbers("blocks", array, allow_complex=True) for array in pair] for pair in blocks]
        shapes = [(W.shape, b.shape) for W, b in blocks]
        if shapes != self.shapes:
            raise checks.BadInput(f"blocks must have shapes {self.shapes}, got {shapes}")
        return flatten(blocks)
