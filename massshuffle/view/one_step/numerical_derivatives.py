"""Slopes that are measured, to stand beside those that are computed, in the middle of a network as at its ends.

The book pairs names: dZ for Z, dA for A, dW for W, db for b. So whatever is called d-something claims to be the slope
of the cost for each entry of that something. Here that entry alone is moved, the rest of the way forward is run from
there (forward, on the layers that are left), and the cost is looked at: no line of the way back takes part. The move is
a complex step (numerical_gradient.py), so the slope is right to rounding. For a relu too, unless it stands on its
corner.

Tested by tests/view/test_statements.py.
"""

from massshuffle.backpropagation import forward
from massshuffle.cost import mean_cross_entropy
from massshuffle.numerical_gradient import complex_step


def derivatives(network, theta, X, Y):
    """{(letter, layer): numerical derivatives of the cost, of the shape of that array} for all Z, A, W and b."""
    layers, activation_functions, L = network.unpack(theta), network.activation_functions, network.n_layers
    Z, A = forward(layers, activation_functions, X)

    def cost_from(letter, layer, moved):
        """The cost, if moved stands in the place of an array and the way forward goes on from there."""
        rest, bends = layers[layer:], activation_functions[layer:]
        if letter in "Wb":
            W, b = layers[layer - 1]
            rest, bends = [(moved, b) if letter == "W" else (W, moved), *rest], activation_functions[layer - 1 :]
            moved = A[layer - 1]
        elif letter == "Z" and layer < L:
            moved = activation_functions[layer - 1][0](moved)
        if rest:
            moved = forward(rest, bends, moved)[0][len(rest)]
        return mean_cross_entropy(moved, Y)

    arrays = {("Z", layer): Z[layer] for layer in Z} | {("A", layer): A[layer] for layer in A if layer > 0}
    for layer, (W, b) in enumerate(layers, start=1):
        arrays |= {("W", layer): W, ("b", layer): b}

    def slope(place, one):
        flat = complex_step(lambda moved: cost_from(*place, moved.reshape(one.shape)), one.ravel())
        return flat.reshape(one.shape)

    return {place: slope(place, one) for place, one in arrays.items()}
