"""The sequel's two walks: its settings, its published numbers among ours. Read after experiments/walks.py."""

from dataclasses import replace

import numpy as np
import pytest

from massshuffle.experiments import walks
from massshuffle.history import History
from massshuffle.network import Network

SHORT = replace(walks.SECOND, steps=60, published_costs=walks.SECOND.published_costs[:4])


@pytest.mark.parametrize(
    ("experiment", "n_train", "n_test", "boundary"),
    [
        (walks.FIRST, 800, 200, lambda x1, x2: x1 + 2 * x2 >= 10),
        (walks.SECOND, 640, 160, lambda x1, x2: x1 + 2 * x2 >= np.sin(x2) + 5),
    ],
)
def test_the_settings_are_the_sequels(experiment, n_train, n_test, boundary):
    run = walks.walk(replace(experiment, steps=2))
    X, Y = run.dataset.X, run.dataset.Y
    assert (run.dataset.X_train.shape, run.dataset.X_test.shape) == ((15, n_train), (15, n_test))
    assert (boundary(X[0], X[1]) == Y[0]).all()
    start = run.history.thetas[0]
    assert set(start[:15] / experiment.jump) == {-1, 0, 1}
    assert start[15] == 0
    moved = np.abs(np.diff(run.history.thetas, axis=0))
    assert set(moved[:, :15].flat) <= {0, experiment.jump, 2 * experiment.jump}  # two steps from frame to frame


@pytest.mark.parametrize("experiment", walks.WALKS.values())
def test_the_true_boundary_goes_where_the_labels_change(experiment):
    W_0, W_1, b = experiment.true_boundary
    for x2 in (0.0, np.pi):  # where the wave is 0
        assert W_0 * experiment.boundary.curve(x2) + W_1 * x2 + b == pytest.approx(0, abs=1e-12)


def test_frames_are_every_second_step_and_the_published_costs_are_met():
    run = walks.walk(SHORT, seed=3)
    assert run.history.iterations.tolist() == list(range(0, 61, 2))
    assert {0, 2} <= set(np.abs(np.diff(run.history.thetas[:, 15]))) <= {0, 2, 4}, "the bias jumps by 2"
    [draw] = walks.many_draws(SHORT, [3])
    assert draw.history.iterations.tolist() == [0, 20, 40, 60]
    assert draw.history.costs.tolist() == run.history.costs[::10].tolist()


def test_a_row_has_the_quantiles_of_many_draws():
    runs = walks.many_draws(SHORT, range(4))
    rows = walks.published_rows(runs)
    assert [row.name for row in rows[-3:]] == ["cost at step 60", "train accuracy", "test accuracy"]
    third = sorted(run.history.costs[2] for run in runs)
    assert (rows[2].published, rows[2].median) == (0.047548015, pytest.approx((third[1] + third[2]) / 2))
    accuracies = [run.accuracy_test for run in runs]
    assert min(accuracies) <= rows[-1].low <= rows[-1].high <= max(accuracies)


@pytest.mark.slow
@pytest.mark.parametrize("experiment", walks.WALKS.values())
def test_all_that_the_sequel_printed_lies_among_a_hundred_draws(experiment):
    rows = walks.published_rows(walks.many_draws(experiment, range(100)))
    assert [row.name for row in rows if not row.inside] == []


@pytest.mark.parametrize(("W", "stuck"), [((0, 0, 5), True), ((5, 0, 0), False), ((0, 5, 0), False)])
def test_a_walk_is_stuck_without_a_boundary_in_the_plane(W, stuck):
    history = History(Network((3, 1)), np.array([0]), np.ones(1), np.array([[*W, 2.0]]))
    assert walks.is_stuck(replace(walks.walk(replace(SHORT, steps=2)), history=history)) is stuck


@pytest.mark.slow
def test_half_of_the_second_walks_get_stuck_where_every_jump_overshoots():
    """From W[0] = W[1] = b = 0 none of the jumps of 5 and 2 in the plane lowers the cost."""
    stuck = [run for run in walks.many_draws(walks.SECOND, range(20)) if walks.is_stuck(run)]
    assert 6 <= len(stuck) <= 14
    for run in stuck:
        theta, X, Y = run.history.theta, run.dataset.X_train, run.dataset.Y_train
        for jump in np.ndindex(3, 3, 3):
            moved = theta.copy()
            moved[[0, 1, 15]] += (np.array(jump) - 1) * (5, 5, 2)
            in_the_plane = moved[:2].any()
            assert not in_the_plane or run.network.cost(moved, X, Y) > run.history.costs[-1]
