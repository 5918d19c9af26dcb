"""One step, statement by statement: which places a statement makes, and what the complex step measures there.

Tests statements.py of massshuffle/view/one_step; read trace.py and
massshuffle/numerical_gradient.py first.
"""

import inspect
from itertools import cycle

import numpy as np
import pytest
from steps import drawn, module_of

from massshuffle import backpropagation
from massshuffle.activations import ACTIVATIONS
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.numerical_gradient import complex_step
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.view.one_step.statements import numerical_derivatives, one_step
from massshuffle.view.one_step.text import sentence


def tables(watched):
    return [table for moment in watched.statements for table in moment.made if table.derivatives is not None]


@pytest.mark.parametrize(("n_layers", "name"), [*zip((1, 2, 3, 4), cycle(ACTIVATIONS))])
def test_each_measured_entry_is_the_computed_one(rng, name, n_layers):
    watched = one_step(*drawn(rng, n_layers, name), OPTIMIZERS["adam"](0.1))
    found = tables(watched)
    letters = [(letter, layer) for layer in range(1, n_layers + 1) for letter in ("dW", "dZ", "db")]
    letters += [("dA", layer) for layer in range(1, n_layers)]
    assert sorted(table.place for table in found) == sorted(letters)
    assert all(np.abs(table.values).max() > 0 for table in found)
    assert max(table.off for table in found) < 1e-12
    assert not any(table.wrong for table in found)


def test_a_sentence_that_hides_its_numbers_gives_none_away(rng):
    """Single numbers stand in a sentence, of arrays only the shape."""
    watched = one_step(*drawn(rng, 2, "tanh"), OPTIMIZERS["adam"](0.1))
    made = [(moment, table.name) for moment in watched.statements for table in moment.made if not table.values.shape]
    assert "L" in [name for _, name in made]
    for moment, name in made:
        assert f" {name} is " in sentence(moment)
        assert f" {name} is " not in sentence(moment, hidden=True)


def test_the_layer_that_is_meant_where_all_layers_look_alike(rng):
    """3-3-3-1: by their shapes alone dZ_1 and dZ_2, dW_1 and dW_2 could be one another."""
    network = Network((3, 3, 3, 1), ("tanh", "sigmoid"))
    theta = rng.standard_normal(network.n_parameters)
    X, Y = rng.standard_normal((3, 3)), np.array([[0.0, 1.0, 1.0]])
    watched = one_step(network, theta, X, Y, OPTIMIZERS["momentum"](0.1))
    order = ["dZ_3", "dW_3", "db_3", "dA_2", "dZ_2", "dW_2", "db_2", "dA_1", "dZ_1", "dW_1", "db_1"]
    assert ["{}_{}".format(*table.place) for table in tables(watched)] == order
    slopes = numerical_derivatives(network, theta, X, Y)
    flat = complex_step(lambda theta: network.cost(theta, X, Y), theta)
    for layer, blocks in enumerate(network.unpack(flat), start=1):
        for letter, block in zip("Wb", blocks):
            np.testing.assert_allclose(slopes[letter, layer], block, rtol=0, atol=1e-12)
    assert np.abs(slopes["Z", 1] - slopes["Z", 2]).max() > 1e-3, "and they are not"


def test_a_slope_in_the_middle_is_measured_without_any_way_back(rng):
    """By hand, with a difference: move one A, bend, multiply, and look at the cost."""
    network, theta, X, Y = drawn(rng, 2, "tanh")
    _, (W, b) = network.unpack(theta)
    _, A = backpropagation.forward(network.unpack(theta), network.activation_functions, X)

    def cost(moved):
        z = W @ moved + b
        return np.mean(np.log1p(np.exp(z)) - Y * z)

    e = np.zeros_like(A[1])
    e[2, 3] = 1e-6
    by_hand = (cost(A[1] + e) - cost(A[1] - e)) / 2e-6
    assert numerical_derivatives(network, theta, X, Y)["A", 1][2, 3] == pytest.approx(by_hand, abs=1e-8)


@pytest.mark.parametrize(
    ("right", "wrong", "first"),
    [
        ("dA = W.T.dot(dZ)", "dA = 1.001 * W.T.dot(dZ)", "dA_2"),
        ("dZ = dA * derivative(Z[layer])", "dZ = dA * derivative(A[layer])", "dZ_2"),
        ("dZ = dA * derivative(Z[layer])", "dZ = dA", "dZ_2"),
        ("dW = dZ.dot(A[layer - 1].T)", "dW = -dZ.dot(A[layer - 1].T)", "dW_3"),
        ("dW = dZ.dot(A[layer - 1].T)", "dW = dZ.dot(A[min(layer, 2)].T)", "dW_2"),
        ("db = dZ.sum(axis=1, keepdims=True)", "db = dZ.mean(axis=1, keepdims=True)", "db_3"),
        ("dZ = binary_cross_entropy_gradient(Z[L], Y)", "dZ = binary_cross_entropy_gradient(Z[L], 1 - Y)", "dZ_3"),
    ],
)
def test_a_mistake_shows_at_the_first_statement_that_is_wrong(tmp_path, rng, right, wrong, first):
    text = inspect.getsource(backpropagation)
    assert text.count(right) == 1
    backward = module_of(tmp_path, text.replace(right, wrong)).backward
    network = Network((3, 3, 3, 1), ("tanh", "sigmoid"))
    X, Y = rng.standard_normal((3, 3)), np.array([[0.0, 1.0, 1.0]])
    watched = one_step(network, xavier_uniform(network, rng), X, Y, OPTIMIZERS["adam"](0.1), backward)
    wrong_ones = ["{}_{}".format(*table.place) for table in tables(watched) if table.wrong]
    assert wrong_ones[0] == first


def test_a_moment_knows_the_places_of_its_parts(rng):
    watched = one_step(*drawn(rng, 3, "relu"), OPTIMIZERS["adam"](0.1))
    said = {
        f"{moment.made[0].name} {moment.made[0].place}": [
            (part.name, part.place) for part in moment.parts if part.place
        ]
        for moment in watched.statements
        if moment.made
    }
    assert said["Z[2] ('Z', 2)"] == [("W", ("W", 2)), ("A[1]", ("A", 1)), ("b", ("b", 2))]
    assert said["Z[3] ('Z', 3)"] == [("W", ("W", 3)), ("A[2]", ("A", 2)), ("b", ("b", 3))]
    assert said["dA ('dA', 1)"] == [("W.T", ("W", 2)), ("dZ", ("dZ", 2))]
    assert said["dW ('dW', 1)"] == [("dZ", ("dZ", 1)), ("A[0].T", ("A", 0))]
    assert said["returned None"] == [], "theta is all of them"
