"""The comparison with scikit-learn: what it prints, which files it leaves, and that it compares like with like.

Tests scripts/compare_with_sklearn.py; read massshuffle/estimator.py first.
"""

import time

import compare_with_sklearn as script
import numpy as np
import pytest

from massshuffle.estimator import ShallowNetworkClassifier

NAMES = ["compare-with-sklearn.png", "compare-with-sklearn.txt"]


def test_the_table_is_printed_and_saved_with_a_figure(tmp_path, capsys, monkeypatch):
    small = {name: (X[:60], y[:60]) for name, (X, y) in script.make_data_sets(0).items()}
    monkeypatch.setattr(script, "make_data_sets", lambda seed: small)
    options = ["--folds", "2", "--output", str(tmp_path)]
    assert script.main(options) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES
    table = (tmp_path / "compare-with-sklearn.txt").read_text()
    assert printed.out.startswith(table)
    for name in NAMES:
        assert f"wrote {tmp_path / name}\n" in printed.out
    _, *lines = table.splitlines()
    assert [line.split()[:2] for line in lines] == [
        [data_set, model]
        for data_set in ("linear", "sine", "breast_cancer")
        for model in ("ours", "LogisticRegression", "MLPClassifier")
    ]
    for line in lines:
        accuracy, loss = float(line.split()[2]), float(line.split()[5])
        assert 0 < accuracy <= 1
        assert 0 < loss < 3


def test_a_row_is_a_mean_and_a_deviation_and_times_alone_have_a_log_scale(tmp_path, monkeypatch):
    folds = {"accuracy": np.array([0.5, 1.0]), "log_loss": np.array([0.25, 0.25]), "fit_time": np.array([1.0, 3.0])}
    row = "0.7500 +- 0.2500 0.2500 +- 0.0000 2.0000 +- 1.0000"
    assert script.table_lines({"sine": {"ours": folds}})[1] == f"{'sine':<14} {'ours':<19} {row}"
    drawn = []
    monkeypatch.setattr(script, "cross_validated", lambda *rest: folds)
    monkeypatch.setattr(script, "save", lambda figure, path: drawn.append(figure) or path)
    assert script.main(["--output", str(tmp_path)]) == 0
    scales = {axes.get_ylabel(): axes.get_yscale() for axes in drawn[0].axes}
    assert scales == {"Accuracy": "linear", "Log-loss (nats)": "linear", "Fit time (seconds)": "log"}


def test_mlp_classifier_has_our_settings_and_no_penalty():
    ours, theirs = (script.make_models(seed=5)[name].get_params() for name in ("ours", "MLPClassifier"))
    same = ("learning_rate_init", "max_iter", "random_state")
    assert [theirs[name] for name in same] == [ours[name] for name in same]
    assert theirs["alpha"] == 0


def test_scores_are_those_of_the_folds_left_out():
    X, y = script.make_data_sets(seed=0)["sine"]
    model = script.make_models(seed=0)["ours"]
    scores = script.cross_validated(model, X, y, 2, seed=3)
    again = script.cross_validated(model, X, y, 2, seed=3)
    assert [len(values) for values in scores.values()] == [2, 2, 2]
    for score in ("accuracy", "log_loss"):
        assert scores[score].tolist() == again[score].tolist()
    splitter = script.StratifiedKFold(2, shuffle=True, random_state=3)
    for fold, (train, test) in enumerate(splitter.split(X, y)):
        mean, deviation = X[train].mean(axis=0), X[train].std(axis=0)
        fitted = model.fit((X[train] - mean) / deviation, y[train])
        logits = fitted.decision_function((X[test] - mean) / deviation)
        loss = np.logaddexp(0, np.where(y[test] == 1, -logits, logits)).mean()
        assert scores["log_loss"][fold] == pytest.approx(loss, rel=1e-9)
        assert scores["accuracy"][fold] == np.mean((logits >= 0) == y[test])


def test_the_fit_time_contains_the_time_to_fit():
    class Slow(ShallowNetworkClassifier):
        def fit(self, X, y):
            time.sleep(0.1)
            return super().fit(X, y)

    X, y = script.make_data_sets(seed=0)["sine"]
    assert script.cross_validated(Slow(max_iter=0), X, y, 2, seed=0)["fit_time"].min() >= 0.05
