"""Runs that are trained side by side are those that are trained alone.

Read it after experiments/side_by_side.py.
"""

from dataclasses import replace

import numpy as np
import pytest

from massshuffle.checks import BadInput
from massshuffle.experiments import side_by_side, studies
from massshuffle.experiments.runs import ADAM, SINE, run, run_each_way
from massshuffle.experiments.side_by_side import gradient, train_side_by_side
from massshuffle.network import Network
from massshuffle.optimizers import Adam, GradientDescent
from massshuffle.training import train

NETWORK = Network((4, 1))


def together(starts, X, Y, optimizer, *settings, network=NETWORK, penalties=(), **more):
    """Train in one way."""
    [histories] = train_side_by_side(network, starts, X, Y, [(optimizer, *penalties)], *settings, **more)
    return histories


@pytest.fixture
def runs(rng):
    """Starts (3, 5), samples (3, 4, 20) and labels (3, 1, 20) of three runs."""
    X = rng.normal(size=(3, 4, 20))
    Y = (X[:, :1] + rng.normal(size=(3, 1, 20)) > 0).astype(float)
    return rng.normal(size=(3, 5)), X, Y


def test_each_gradient_is_that_of_the_network(runs):
    """Adam would hardly notice a gradient twice as large, so this is tested by itself."""
    starts, X, Y = runs
    for [ours], start, *samples in zip(gradient(starts[:, None], X, Y), starts, X, Y, strict=True):
        np.testing.assert_allclose(ours, NETWORK.gradient(start, *samples), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(("dtype", "bound"), [(np.float64, 1e-13), (np.float32, 1e-5)])
@pytest.mark.parametrize(("penalties", "batch_size"), [((), None), ((0.1,), None), ((0, 0.3), None), ((), 7)])
def test_each_history_is_that_of_the_run_alone(runs, dtype, bound, penalties, batch_size):
    starts, X, Y = runs
    starts = starts.astype(dtype)
    before = starts.copy()
    histories = together(starts, X, Y, Adam(1e-2), 50, 20, penalties=penalties, batch_size=batch_size)
    named = dict(zip(("l1", "l2"), penalties))
    assert starts.tolist() == before.tolist()
    for ours, start, X_s, Y_s in zip(histories, starts, X, Y, strict=True):
        alone = train(NETWORK, start, X_s, Y_s, Adam(1e-2), 50, 20, batch_size=batch_size, **named)
        assert ours.network == NETWORK
        assert ours.iterations.tolist() == [0, 20, 40, 50]
        for name in ("costs", "thetas"):
            found, wanted = getattr(ours, name), getattr(alone, name)
            assert found.dtype == wanted.dtype
            np.testing.assert_allclose(found, wanted, rtol=bound, atol=bound)


@pytest.mark.parametrize("batch_size", [None, 100])
def test_each_method_side_by_side_gives_the_runs_of_each_seed_alone(batch_size):
    experiment = replace(SINE, epochs=80)
    methods = [replace(method, batch_size=batch_size) for method in (ADAM, studies.ADAM_L1)]
    runs = run_each_way(experiment, (3, 5), methods, start=(0.1, 0.2))
    for method, of_method in zip(methods, runs, strict=True):
        for ours, seed in zip(of_method, (3, 5), strict=True):
            alone = run(experiment, seed, (0.1, 0.2), method)
            assert ours.dataset.X.tobytes() == alone.dataset.X.tobytes()
            assert (ours.experiment, ours.network) == (alone.experiment, alone.network)
            assert ours.accuracy_train == alone.accuracy_train
            assert ours.accuracy_test == alone.accuracy_test
            np.testing.assert_allclose(ours.history.thetas, alone.history.thetas, rtol=1e-12)


@pytest.mark.parametrize("name", ["gradient", "block_gradients", "unpack"])
def test_the_pages_own_rules_train_only_the_books_own_network(runs, monkeypatch, name):
    books_own, called = getattr(Network, name), []
    Own = type("Own", (Network,), {name: lambda *arguments: books_own(*arguments)})
    monkeypatch.setattr(side_by_side, "gradient", lambda *arrays: called.append(1) or gradient(*arrays))
    assert together(*runs, Adam(1e-2), 41, network=Own((4, 1)))[0].iterations.tolist() == [0, 40, 41]
    assert called == []
    together(*runs, Adam(1e-2), 41)
    assert len(called) == 41


def test_no_seeds_and_two_batch_sizes_are_refused():
    with pytest.raises(ValueError, match="^seeds must hold at least one, got none$"):
        run_each_way(SINE, (), [ADAM])
    methods = [ADAM, replace(ADAM, batch_size=10)]
    with pytest.raises(ValueError, match="^methods must have one batch_size, got "):
        run_each_way(SINE, (0,), methods)


def test_runs_that_do_not_fit_together_are_refused(runs):
    starts, X, Y = runs
    fewer = [*X[:2], X[2][:, :9]], [*Y[:2], Y[2][:, :9]]
    mixed = [starts[0].astype(np.float32), *starts[1:]]
    for arguments, options, message in (
        ((starts, X, Y), {"network": Network((4, 2, 1), ("tanh",))}, "^network must have no hidden layer, got "),
        ((starts, X[:2], Y), {}, "^starts, X and Y must hold one entry a run, got 3, 2 and 3$"),
        ((starts[:0], X[:0], Y[:0]), {}, "^starts must hold at least one run, got none$"),
        ((starts, *fewer), {}, "^every run must have as many samples as the others$"),
        ((None, X, Y), {}, "^starts must hold one entry a run, got None$"),
        ((starts, None, Y), {}, "^X must hold one entry a run, got None$"),
        ((starts, X, None), {}, "^Y must hold one entry a run, got None$"),
        ((mixed, X, Y), {}, "^starts must all be float32 or all float64"),
        ((starts + 0j, X, Y), {}, "^theta must hold real numbers"),
        ((starts, [np.ma.masked_array(one) for one in X], Y), {}, "^X must not be a masked array"),
        ((starts, X, Y + 1), {}, "^Y must be 0 or 1"),
        ((starts, X, Y), {"penalties": (-1,)}, "^l1 must be a finite number of at least 0, got -1$"),
        ((starts, X, Y), {"penalties": (0, -1)}, "^l2 must be a finite number of at least 0, got -1$"),
    ):
        with pytest.raises(BadInput, match=message):
            together(*arguments, Adam(), 5, **options)
    with pytest.raises(BadInput, match="^optimizer must have a method step"):
        together(starts, X, Y, "adam", 5)
    with pytest.raises(BadInput, match="^ways must hold at least one pair"):
        train_side_by_side(NETWORK, starts, X, Y, [], 5)


def test_divergence_of_one_run_ends_all(runs):
    starts, X, Y = runs
    X[1] *= 1e120
    with pytest.raises(ValueError, match="training diverged in run 1 at iteration 1: "):
        together(starts, X, Y, GradientDescent(1.0), 5)
