"""Does a network by hand learn as well as scikit-learn's? Compare accuracy, log-loss and fit time by cross-validation.

Three models without a hidden layer, each after a StandardScaler: ours as it comes, LogisticRegression (which adds an L2
penalty and goes on until it converges) and MLPClassifier (the same Adam with our learning rate, on batches of 200
samples where ours sees all; it, too, ends when its loss has stopped falling). Data: the notebook's two, and
breast_cancer, which comes with scikit-learn.
"""

from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from massshuffle import checks
from massshuffle.estimator import ShallowNetworkClassifier
from massshuffle.experiments.runs import EXPERIMENTS
from massshuffle.running.command_line import Parser, print_and_save, print_paths
from massshuffle.running.terminal import stoppable
from massshuffle.view.figures.comparisons import comparison
from massshuffle.view.figures.style import save

LABELS = {"accuracy": "Accuracy", "log_loss": "Log-loss (nats)", "fit_time": "Fit time (seconds)"}


def make_data_sets(seed):
    """{name: (X (N, k), y (N,))}."""
    data_sets = {name: experiment.draw_data(seed=seed) for name, experiment in EXPERIMENTS.items()}
    ours = {name: (dataset.X.T, dataset.Y[0]) for name, dataset in data_sets.items()}
    return {**ours, "breast_cancer": load_breast_cancer(return_X_y=True)}


def make_models(seed):
    """{name: classifier}."""
    ours = ShallowNetworkClassifier(random_state=seed)
    same = {"learning_rate_init": ours.learning_rate_init, "max_iter": ours.max_iter, "random_state": seed}
    theirs = MLPClassifier(hidden_layer_sizes=(), alpha=0, **same)
    return {"ours": ours, "LogisticRegression": LogisticRegression(max_iter=1000), "MLPClassifier": theirs}


def cross_validated(model, X, y, folds, seed):
    """{score: (folds,)} of a model that never sees the fold it is scored on, nor is scaled by it."""
    with stoppable():
        results = cross_validate(
            make_pipeline(StandardScaler(), model),
            X,
            y,
            cv=StratifiedKFold(folds, shuffle=True, random_state=seed),
            scoring=("accuracy", "neg_log_loss"),
            error_score="raise",
        )
    return {
        "accuracy": results["test_accuracy"],
        "log_loss": -results["test_neg_log_loss"],
        "fit_time": results["fit_time"],
    }


def table_lines(scores):
    """A line for each model on each data set: mean and standard deviation over the folds."""
    lines = [f"{'data set':<14} {'model':<19} {'accuracy':>16} {'log-loss, nats':>16} {'fit time, s':>16}"]
    for data_set, models in scores.items():
        for model, results in models.items():
            cells = (f"{v.mean():.4f} +- {v.std():.4f}" for v in results.values())
            lines.append(f"{data_set:<14} {model:<19} {' '.join(cells)}")
    return lines


def job(arguments):
    """Cross-validate each model on each data set, print the table, draw it."""
    folds = checks.integer("--folds", arguments.folds, minimum=2)
    seed, data_sets = arguments.seed, make_data_sets(arguments.seed)
    most = min(int(min(sum(y == 0), sum(y == 1))) for _, y in data_sets.values())
    if folds > most:
        raise checks.BadInput(f"--folds must be at most {most}, got {folds}")
    scores = {name: {} for name in data_sets}
    for name, (X, y) in tqdm(data_sets.items(), disable=None, unit="data set"):
        models = make_models(seed)
        for model in tqdm(models, disable=None, leave=False, unit="model"):
            scores[name][model] = cross_validated(models[model], X, y, folds, seed)
    print_and_save(table_lines(scores), arguments.output / "compare-with-sklearn.txt")
    figure = comparison(scores, LABELS, log_scales=("fit_time",))
    print_paths([save(figure, arguments.output / "compare-with-sklearn.png")])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_number("--folds", 5, "number of folds of the cross-validation, at least 2")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
