"""The notebook's data sets: labels, shapes, scales and the split; and the digits.

Read it after data.py.
"""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from massshuffle import data
from massshuffle.checks import BadInput

BOUNDARIES = {
    data.linear_boundary: lambda x1, x2: x1 >= 0,
    data.sine_boundary: lambda x1, x2: x1 >= 5 * np.sin(x2),
    data.tilted_boundary: lambda x1, x2: x1 + 2 * x2 >= 10,
    data.tilted_sine_boundary: lambda x1, x2: x1 + 2 * x2 >= np.sin(x2) + 5,
}
each_boundary = pytest.mark.parametrize("draw", BOUNDARIES)


@each_boundary
def test_labels_follow_the_boundary(draw):
    dataset = draw()
    assert (dataset.Y[0] == BOUNDARIES[draw](dataset.X[0], dataset.X[1])).all()


@pytest.mark.parametrize(
    ("draw", "n_train", "n_test", "noise"),
    [
        (data.linear_boundary, 800, 200, 0.01),
        (data.sine_boundary, 320, 80, 0.1),
        (data.tilted_boundary, 800, 200, 0.01),
        (data.tilted_sine_boundary, 640, 160, 0.1),
    ],
)
def test_shapes_and_scales_of_the_notebook(draw, n_train, n_test, noise):
    dataset = draw()
    assert dataset.X_train.shape == (15, n_train)
    assert dataset.Y_train.shape == (1, n_train)
    assert dataset.X_test.shape == (15, n_test)
    assert dataset.Y_test.shape == (1, n_test)
    assert dataset.X[:2].std() == pytest.approx(10, rel=0.1)
    assert dataset.X[2:].std() == pytest.approx(noise, rel=0.05)
    assert abs(dataset.X[2:].mean()) < 0.1 * noise


@each_boundary
def test_the_split_is_stratified_and_loses_nothing(draw):
    dataset = draw(seed=3)
    shares = [Y.mean() for Y in (dataset.Y, dataset.Y_train, dataset.Y_test)]
    assert max(shares) - min(shares) < 1 / dataset.Y_test.size
    assert len(np.unique(dataset.X[0])) == dataset.X.shape[1]


@each_boundary
def test_one_seed_one_draw(draw):
    same = [draw(seed=5), draw(seed=5), draw(seed=np.random.default_rng(5))]
    assert len({dataset.X.tobytes() + dataset.Y.tobytes() for dataset in same}) == 1
    assert draw(seed=6).X.tobytes() != same[0].X.tobytes()


def test_a_label_too_rare_to_split_is_refused():
    X, Y = np.zeros((2, 100)), np.zeros((1, 100))
    with pytest.raises(ValueError, match="^Y must hold each label at least twice, got .* 0 with label 1"):
        data.stratified_split(X, Y)
    Y[0, :3] = 1
    with pytest.raises(
        ValueError, match="test_size must put each label into both parts, got 0.1 of 97 samples with label 0"
    ):
        data.stratified_split(X, Y, test_size=0.1)
    for test_size in (1e-9, 0.01, 0.99, 0.9999):
        with pytest.raises(
            BadInput, match="^test_size must leave at least 2 samples in both parts, got .* of 100 samples"
        ):
            data.linear_boundary(n_samples=100, test_size=test_size)
    assert data.linear_boundary(n_samples=100, test_size=0.011).X_test.shape == (15, 2)


def test_digits_are_scikit_learns_pictures_of_3_and_8():
    dataset = data.digits()
    known = load_digits()
    assert dataset.X.shape == (64, 357)
    assert (dataset.X.min(), dataset.X.max()) == (0, 1)
    pictures = {tuple(16 * column): label for column, label in zip(dataset.X.T, dataset.Y[0])}
    for digit, label in ((3, 0), (8, 1)):
        for picture in known.data[known.target == digit]:
            assert pictures[tuple(picture)] == label
    assert data.digits(8, 3).Y.sum() == (known.target == 3).sum()
    assert data.digits(seed=1) == data.digits(seed=1) != dataset
    for pair in ((3, 3), (0, 10)):
        with pytest.raises(ValueError, match="two digits between 0 and 9"):
            data.digits(*pair)


def test_a_split_keeps_the_precision_of_its_samples():
    dataset = data.stratified_split(np.ones((2, 10), np.float32), np.array([[0, 1] * 5]))
    assert dataset.X.dtype == dataset.Y.dtype == np.float32


def test_datasets_are_equal_where_their_numbers_are():
    one = data.linear_boundary()
    assert one == one
    assert one == data.linear_boundary()
    assert one != data.linear_boundary(seed=1)
    assert one != "dataset"
