import numpy as np
import pytest

from massshuffle.gradient_check import central_difference
from massshuffle.history import History
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
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


def test_the_start_is_left_as_it_is():
    start = START.copy()
    descend(theta=start)
    assert start.tolist() == START.tolist()


@pytest.mark.parametrize(("epochs", "frames"), [(0, [0]), (1, [0, 1]), (4, [0, 4]), (5, [0, 4, 5]), (9, [0, 4, 8, 9])])
def test_which_iterations_are_recorded(epochs, frames):
    assert descend(epochs).iterations.tolist() == frames


def test_frames_are_all_different_arrays():
    history = descend(40, record_every=1)
    assert len(np.unique(history.thetas, axis=0)) == 41
    last = history.thetas[-1].copy()
    history.thetas[0] = 99
    assert history.thetas[-1].tolist() == last.tolist()


def test_one_seed_one_result():
    runs = [train(NETWORK, xavier_uniform(NETWORK, 7), X, Y, Adam(1e-2), 50, 5) for _ in range(2)]
    assert runs[0].thetas.tobytes() == runs[1].thetas.tobytes()
    assert runs[0].costs.tobytes() == runs[1].costs.tobytes()


def test_an_optimizer_goes_on_from_where_it_is():
    optimizer = Adam(1e-2)
    half = train(NETWORK, START, X, Y, optimizer, 20)
    rest = train(NETWORK, half.theta, X, Y, optimizer, 30)
    whole = train(NETWORK, START, X, Y, Adam(1e-2), 50)
    assert rest.theta.tolist() == whole.theta.tolist()


def test_batches_by_hand():
    """Four samples, three of them a step: a batch of 3 and one of 1 in each epoch, in an order that the seed fixes."""
    history = descend(2, record_every=1, batch_size=3, seed=5)
    theta, rng = START, np.random.default_rng(5)
    for epoch in range(2):
        assert history.thetas[epoch].tolist() == theta.tolist()
        assert history.costs[epoch] == NETWORK.cost(theta, X, Y), "of all samples"
        order = rng.permutation(4)
        for batch in (order[:3], order[3:]):
            theta = theta - 0.5 * NETWORK.gradient(theta, X[:, batch], Y[:, batch])
    assert history.theta.tolist() == theta.tolist()
    assert history.iterations.tolist() == [0, 1, 2]


def test_one_batch_of_all_samples_is_the_full_batch():
    for batch_size in (4, 100):
        batch = descend(batch_size=batch_size)
        np.testing.assert_allclose(batch.theta, descend().theta, rtol=1e-13)
    assert descend(seed=3).theta.tolist() == descend().theta.tolist()


def test_one_seed_one_order_of_batches():
    one, same, other = (descend(batch_size=1, seed=seed).theta for seed in (1, 1, 2))
    assert one.tolist() == same.tolist()
    assert one.tolist() != other.tolist()


def test_batches_keep_precision_and_l1():
    start = START.astype(np.float32)
    history = descend(3, theta=start, batch_size=2, l1=0.1)
    assert history.thetas.dtype == history.theta.dtype == np.float32
    with_l1, without = (descend(1, batch_size=4, l1=l1).theta for l1 in (0.25, 0))
    np.testing.assert_allclose(with_l1 - without, [-0.125, 0.125, -0.125, 0.0], atol=1e-15)


def test_divergence_in_a_batch_names_the_epoch():
    with pytest.raises(ValueError, match="training diverged at iteration 1: "):
        train(NETWORK, START, X, Y, Adam(1e160), 5, batch_size=1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_is_kept(dtype):
    history = train(NETWORK, START.astype(dtype), X, Y, Adam(1e-2), 5, 2, l1=0.1)
    assert history.thetas.dtype == history.theta.dtype == dtype


def test_on_record_hears_every_frame():
    heard = []
    history = descend(on_record=lambda iteration, cost: heard.append((iteration, cost)))
    assert heard == list(zip(history.iterations, history.costs))


def test_training_ends_where_on_record_says_so():
    history = descend(on_record=lambda iteration, cost: iteration == 4)
    assert history.iterations.tolist() == [0, 4]
    assert history.thetas.tolist() == descend().thetas[:2].tolist()
    assert descend(on_record=lambda iteration, cost: 1).iterations[-1] == 10, "only True ends it"


def test_weights_of_each_layer():
    network = Network((3, 2, 1), ("tanh",))
    history = train(network, xavier_uniform(network), X, Y, Adam(), 10, 5)
    for layer in (1, 2):
        by_hand = [network.unpack(theta)[layer - 1][0].tolist() for theta in history.thetas]
        assert history.weights(layer).tolist() == by_hand
    for layer in (0, 3, 1.5):
        with pytest.raises(ValueError, match="layer must be"):
            history.weights(layer)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epochs", -1),
        ("epochs", 1.5),
        ("record_every", 0),
        ("record_every", -3),
        ("l1", -0.1),
        ("l1", np.nan),
        ("batch_size", 0),
        ("batch_size", 2.5),
        ("seed", None),
    ],
)
def test_bad_settings(name, value):
    with pytest.raises(ValueError, match=f"{name} must be"):
        descend(**{name: value})


def test_bad_data():
    for bad_X, bad_Y, message in (
        (X, Y[0], "Y must have shape"),
        (X[0], Y, "X must have shape"),
        (X, Y + 1, "Y must be 0"),
    ):
        with pytest.raises(ValueError, match=message):
            train(NETWORK, START, bad_X, bad_Y, Adam(), 5)


@pytest.mark.parametrize("learning_rate", [1e160, 1e300])
@pytest.mark.parametrize("make", [Adam, GradientDescent])
def test_divergence_names_the_iteration_and_the_remedy(make, learning_rate):
    with pytest.raises(ValueError, match="training diverged at iteration 1: use a smaller learning_rate"):
        train(NETWORK, START, X, Y, make(learning_rate), 5)


def test_a_deep_network_that_diverges():
    network = Network((3, 5, 5, 1), ("relu",) * 2)
    with pytest.raises(ValueError, match=r"training diverged at iteration 3: use a smaller learning_rate"):
        train(network, xavier_uniform(network, 0), X, Y, GradientDescent(1e8), 500)


def test_l1_adds_its_sign_to_the_weights_and_nothing_to_the_biases():
    with_l1, without = descend(1, l1=0.25).theta, descend(1).theta
    np.testing.assert_allclose(with_l1 - without, [-0.125, 0.125, -0.125, 0.0], atol=1e-16)


def test_the_penalised_gradient_is_the_slope_of_the_penalised_cost():
    """Away from 0, where |W| has a slope: one step of gradient descent shows the gradient that was used."""
    l1, theta = 0.3, np.array([0.4, -0.7, 0.2, 0.1])

    def penalised(theta):
        return NETWORK.cost(theta, X, Y) + l1 * np.abs(theta[:3]).sum()

    used = theta - train(NETWORK, theta, X, Y, GradientDescent(1.0), 1, l1=l1).theta
    np.testing.assert_allclose(used, central_difference(penalised, theta), rtol=1e-8)


def test_the_recorded_cost_leaves_the_penalty_out():
    assert descend(1, l1=5.0).costs[0] == NETWORK.cost(START, X, Y)


def test_gradient_descent_with_l1_ends_where_the_penalised_cost_is_least():
    """There |dC/dW_i| <= l1 where W_i is 0, and dC/dW_i = -l1 sign(W_i) elsewhere.

    A weight at 0 jumps over it by a step at a time, which changes a slope by at most the
    step times the largest curvature of the cost.
    """
    l1, learning_rate = 0.1, 1e-2
    step = 2 * learning_rate * l1
    slack = step * np.linalg.eigvalsh(X @ X.T).max() / (4 * X.shape[1])
    history = train(NETWORK, START, X, Y, GradientDescent(learning_rate), 30_000, l1=l1)
    weights, slopes = history.theta[:3], NETWORK.gradient(history.theta, X, Y)
    zero = np.abs(weights) < step
    assert 0 < zero.sum() < 3
    assert (np.abs(slopes[:3][zero]) <= l1 + slack).all()
    elsewhere = -l1 * np.sign(weights[~zero])
    np.testing.assert_allclose(slopes[:3][~zero], elsewhere, rtol=0, atol=slack)
    assert abs(slopes[3]) < slack


def test_save_and_load(tmp_path):
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


def test_a_failed_save_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "history.npz"
    path.write_text("old")

    def full_disk(file, **arrays):
        file.write(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full_disk)
    with pytest.raises(OSError, match="No space left"):
        descend().save(path)
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


class Trap:
    """Unpickling this would touch a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), "w"))


@pytest.mark.parametrize(
    "kind", ["text", "empty", "cut", "foreign", "pickled", "npy", "wrong_shape", "no_frames", "nan"]
)
def test_load_refuses_other_files(tmp_path, kind):
    path, sprung = tmp_path / "history.npz", tmp_path / "sprung"
    history = descend()
    history.save(path)
    fields = {name: getattr(history, name) for name in ("iterations", "costs", "thetas")}
    fields |= {"nodes_per_layer": np.array([3, 1]), "activations": np.array([], dtype=str)}
    with open(path, "rb+") as file:
        if kind == "text":
            file.truncate(0)
            file.write(b"hello")
        elif kind == "empty":
            file.truncate(0)
        elif kind == "cut":
            file.truncate(500)
        elif kind == "foreign":
            np.savez(file, other=np.ones(3))
        elif kind == "pickled":
            np.savez(file, **fields | {"costs": np.array([Trap(sprung)], dtype=object)})
        elif kind == "npy":
            file.truncate(0)
            np.save(file, np.ones(3))
        elif kind == "wrong_shape":
            np.savez(file, **fields | {"thetas": np.ones((4, 9))})
        elif kind == "no_frames":
            np.savez(file, **fields | {"iterations": [], "costs": [], "thetas": np.ones((0, 4))})
        elif kind == "nan":
            np.savez(file, **fields | {"costs": np.full(4, np.nan)})
    message = "history.npz.*costs must be finite" if kind == "nan" else "history.npz"
    with pytest.raises(ValueError, match=message) as refused:
        History.load(path)
    assert "pickle" not in str(refused.value).replace(str(path), ""), "no advice to run the code in it"
    assert not sprung.exists()


def test_load_of_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        History.load(tmp_path / "none.npz")


def test_every_40th_iteration_is_recorded_unless_told_otherwise():
    history = train(NETWORK, START, X, Y, Adam(), 81)
    assert history.iterations.tolist() == [0, 40, 80, 81]


def test_batches_are_shuffled_by_seed_0_unless_told_otherwise():
    options = {"epochs": 5, "batch_size": 2}
    told = train(NETWORK, START, X, Y, GradientDescent(0.5), seed=0, **options)
    untold = train(NETWORK, START, X, Y, GradientDescent(0.5), **options)
    assert untold.theta.tolist() == told.theta.tolist()
