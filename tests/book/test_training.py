"""Training: frames by hand, batches, the L1 penalty, divergence; and a history that is saved and loaded.

Read it after training.py and history.py.
"""

from dataclasses import replace

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.history import History
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.numerical_gradient import central_difference
from massshuffle.optimizers import Adam, GradientDescent
from massshuffle.training import train

NETWORK = Network((3, 1))
X = np.array([[1.0, -1.0, 2.0, 0.0], [0.0, 1.0, 1.0, -1.0], [3.0, 0.0, 1.0, 1.0]])
Y = np.array([[1, 0, 1, 0]])
START = np.array([0.1, -0.2, 0.3, 0.0])


def descend(epochs=10, record_every=4, theta=START, **options):
    return train(NETWORK, theta, X, Y, GradientDescent(0.5), epochs, record_every, **options)


def test_frames_are_what_steps_by_hand_give():
    history, path = descend(), [START]
    for _ in range(10):
        path.append(path[-1] - 0.5 * NETWORK.gradient(path[-1], X, Y))
    assert history.iterations.tolist() == [0, 4, 8, 10]
    assert history.thetas.tolist() == [path[i].tolist() for i in (0, 4, 8, 10)]
    assert history.costs.tolist() == [NETWORK.cost(path[i], X, Y) for i in (0, 4, 8, 10)]
    assert history.theta.tolist() == path[10].tolist()
    assert START.tolist() == [0.1, -0.2, 0.3, 0.0], "the start is left as it is"


@pytest.mark.parametrize(("epochs", "frames"), [(0, [0]), (1, [0, 1]), (4, [0, 4]), (5, [0, 4, 5]), (9, [0, 4, 8, 9])])
def test_every_4th_iteration_and_the_last_are_recorded(epochs, frames):
    assert descend(epochs).iterations.tolist() == frames


def test_as_it_comes_every_40th_is_recorded_and_the_seed_is_0():
    history = train(NETWORK, START, X, Y, GradientDescent(0.5), 41, batch_size=1)
    assert history.iterations.tolist() == [0, 40, 41]
    assert history == descend(41, 40, batch_size=1, seed=0)


def test_an_optimizer_goes_on_from_where_it_is():
    optimizer = Adam(1e-2)
    half = train(NETWORK, START, X, Y, optimizer, 20)
    rest = train(NETWORK, half.theta, X, Y, optimizer, 30)
    whole = train(NETWORK, START, X, Y, Adam(1e-2), 50)
    assert rest.theta.tolist() == whole.theta.tolist()


@pytest.mark.parametrize("batch_size", [1, 3, 100])
def test_batches_by_hand(batch_size):
    """Four samples, three per step: a batch of 3 and a batch of 1 in each epoch, in an order that the seed fixes."""
    history = descend(2, record_every=1, batch_size=batch_size, seed=5)
    theta, rng = START, np.random.default_rng(5)
    for epoch in range(2):
        assert history.thetas[epoch].tolist() == theta.tolist()
        assert history.costs[epoch] == NETWORK.cost(theta, X, Y), "of all samples"
        for batch in np.split(rng.permutation(4), range(batch_size, 4, batch_size)):
            theta = theta - 0.5 * NETWORK.gradient(theta, X[:, batch], Y[:, batch])
    assert history.theta.tolist() == theta.tolist()
    assert history.iterations.tolist() == [0, 1, 2]


def test_batches_keep_precision_and_l1():
    start = START.astype(np.float32)
    history = descend(3, theta=start, batch_size=2, l1=0.1)
    assert history.thetas.dtype == history.theta.dtype == np.float32
    with_l1, without = (descend(1, batch_size=4, l1=l1).theta for l1 in (0.25, 0))
    np.testing.assert_allclose(with_l1 - without, [-0.125, 0.125, -0.125, 0.0], atol=1e-15)


def test_on_record_hears_every_frame():
    heard = []
    history = descend(on_record=lambda iteration, cost: heard.append((iteration, cost)))
    assert heard == list(zip(history.iterations, history.costs))


def test_training_ends_where_on_record_says_so():
    history = descend(on_record=lambda iteration, cost: iteration == 4)
    assert history.iterations.tolist() == [0, 4]
    assert history.thetas.tolist() == descend().thetas[:2].tolist()


@pytest.mark.parametrize("answer", [True, np.True_, False, np.False_, None])
def test_true_ends_training_and_false_and_none_go_on(answer):
    expected = [0] if answer else [0, 4, 8, 10]
    assert descend(on_record=lambda iteration, cost: answer).iterations.tolist() == expected


@pytest.mark.parametrize("answer", [1, 0, "", "stop", [], np.array([True])])
def test_another_answer_is_refused_by_name(answer):
    """Such as tqdm's update: it returns True at times, and a function that ends in it must not end training."""
    with pytest.raises(BadInput, match="^on_record must return True to end training, False or None to go on, got "):
        descend(on_record=lambda iteration, cost: answer)


def test_the_weights_of_each_layer_frame_by_frame():
    network = Network((3, 2, 1), ("tanh",))
    history = train(network, xavier_uniform(network), X, Y, Adam(), 10, 5)
    for layer in (1, 2):
        by_hand = [network.unpack(theta)[layer - 1][0].tolist() for theta in history.thetas]
        assert history.weights(layer).tolist() == by_hand
    assert history.weights().tolist() == history.weights(1).tolist()
    for layer in (0, 3, 1.5):
        with pytest.raises(ValueError, match="layer must be"):
            history.weights(layer)


@pytest.mark.parametrize("learning_rate", [1e160, 1e300])
@pytest.mark.parametrize("make", [Adam, GradientDescent])
def test_divergence_names_the_iteration_and_the_remedy(make, learning_rate):
    with pytest.raises(ValueError, match="training diverged at iteration 1: use a smaller learning_rate"):
        train(NETWORK, START, X, Y, make(learning_rate), 5)


@pytest.mark.parametrize(
    ("answer", "got"), [(None, "a NoneType"), ("theta", "a str"), ([1.0, 2.0], "a list"), (np.ones(1), r"shape \(1,\)")]
)
def test_an_optimizer_whose_step_returns_no_theta_is_refused_by_name(answer, got):
    class Forgetful:
        def step(self, theta, gradient):
            return answer

    with pytest.raises(BadInput, match=rf"^optimizer.step must return an array of shape \(2,\), got {got}$"):
        train(Network((1, 1)), np.ones(2), np.ones((1, 2)), np.array([[0.0, 1]]), Forgetful(), 1)


def test_the_penalised_gradient_is_the_slope_of_the_penalised_cost():
    """Away from 0, where |W| has a slope: one step of gradient descent shows the gradient that was used."""
    l1, theta = 0.3, np.array([0.4, -0.7, 0.2, 0.1])

    def penalised(theta):
        return NETWORK.cost(theta, X, Y) + l1 * np.abs(theta[:3]).sum()

    history = train(NETWORK, theta, X, Y, GradientDescent(1.0), 1, l1=l1)
    np.testing.assert_allclose(theta - history.theta, central_difference(penalised, theta), rtol=1e-8)
    assert history.costs[0] == NETWORK.cost(theta, X, Y), "the recorded cost leaves the penalty out"


def test_l2_adds_its_part_of_each_weight_and_nothing_to_the_biases():
    with_l2, without = descend(1, l2=0.25).theta, descend(1).theta
    np.testing.assert_allclose(with_l2 - without, [*(-0.5 * 0.25 * START[:3]), 0.0], atol=1e-16)


def test_both_penalties_add_up():
    none, l1, l2, both = (
        descend(1, **options).theta for options in ({}, {"l1": 0.1}, {"l2": 0.3}, {"l1": 0.1, "l2": 0.3})
    )
    np.testing.assert_allclose(both - none, (l1 - none) + (l2 - none), atol=1e-15)


def test_a_saved_history_loads_as_it_was(tmp_path):
    network = Network((3, 2, 1), ("tanh",))
    history = train(network, xavier_uniform(network, dtype=np.float32), X, Y, Adam(), 10, 5)
    history.save(tmp_path / "history.npz")
    loaded = History.load(tmp_path / "history.npz")
    assert loaded.network == network
    for name in ("iterations", "costs", "thetas"):
        ours, theirs = getattr(history, name), getattr(loaded, name)
        assert ours.dtype == theirs.dtype
        assert ours.tobytes() == theirs.tobytes()
    assert [path.name for path in tmp_path.iterdir()] == ["history.npz"]
    with pytest.raises(FileNotFoundError):
        History.load(tmp_path / "none.npz")


class Trap:
    """Unpickling this would touch a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), "w"))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("costs", np.full(4, np.nan), "costs must be finite"),
        ("costs", np.ones(4) + 1j, "costs must hold real numbers"),
        ("thetas", np.ones((4, 9)), r"thetas must have shape \(4, 4\), got \(4, 9\)"),
        ("thetas", np.ones((4, 4), np.float16), "thetas must be float32 or float64"),
        ("nodes_per_layer", [], "nodes_per_layer must be"),
        ("iterations", [], r"iterations must have shape \(1,\), got \(0,\)"),
        ("iterations", [0, 4, 8, 9.5], "iterations must be whole numbers, got 9.5"),
        ("iterations", np.array([10, 8, 4, 0], np.uint8), "iterations must rise from frame to frame, got 8 after 10"),
        ("iterations", [0, 0, 4, 8], "iterations must rise from frame to frame, got 0 after 0"),
        ("iterations", [-1, 0, 4, 8], "iterations must be at least 0, got -1"),
    ],
)
def test_load_refuses_what_no_run_writes(tmp_path, name, value, message):
    path = tmp_path / "history.npz"
    descend().save(path)
    with np.load(path) as saved:
        np.savez(path, **dict(saved) | {name: value})
    with pytest.raises(BadInput, match=f"history.npz.*: {message}"):
        History.load(path)


def test_load_refuses_other_files_and_runs_no_code_from_them(tmp_path):
    path, sprung = tmp_path / "history.npz", tmp_path / "sprung"
    descend().save(path)
    whole = path.read_bytes()
    with np.load(path) as saved:
        np.savez(path, **dict(saved) | {"iterations": np.array([Trap(sprung)], dtype=object)})
    pickled = path.read_bytes()
    np.savez(path, other=np.ones(3))
    for content in (b"hello", b"", whole[:500], pickled, path.read_bytes()):
        path.write_bytes(content)
        with pytest.raises(
            BadInput, match=r"history.npz is not a saved history(, which History.save writes$|: )"
        ) as refused:
            History.load(path)
        assert "pickle" not in str(refused.value).replace(str(path), ""), "no advice to run the code in it"
    assert not sprung.exists()


def test_histories_are_equal_where_their_numbers_are(tmp_path):
    one, same = descend(), descend()
    one.save(tmp_path / "one.npz")
    assert one == one
    assert one == same == History.load(tmp_path / "one.npz")
    assert (one != same) is False
    assert one != descend(9)
    assert one != replace(one, costs=one.costs + 1)
    assert one != replace(one, network=Network((1, 1, 1), ("relu",)))
    assert one != "history"
