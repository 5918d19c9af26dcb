"""Which pictures does the README show? These: made from the notebook's linear run, they cannot drift from the code."""

import argparse
import inspect
import tempfile
from dataclasses import replace
from pathlib import Path

import check_gradients
import compare_with_published
import matplotlib
import study_batches
import study_dimension
import watch_one_step
import where_does_it_go

from massshuffle import backpropagation, practice
from massshuffle.experiments import studies, walks
from massshuffle.experiments.runs import LINEAR
from massshuffle.files import save_text
from massshuffle.optimizers import OPTIMIZERS
from massshuffle.running.command_line import Parser, print_paths
from massshuffle.running.run_options import experiment_from
from massshuffle.running.terminal import trained
from massshuffle.view import page
from massshuffle.view.explore.exploration import train_by_methods
from massshuffle.view.explore.page import explore_page
from massshuffle.view.figures.mass import batch_study, dimension_study, distance_travelled, mass_shares
from massshuffle.view.figures.samples import scatter_space
from massshuffle.view.figures.studies import directions, walk_steps
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import averaged_weights, weight_evolution
from massshuffle.view.one_step import small_network
from massshuffle.view.one_step.page import one_step_page
from massshuffle.view.one_step.statements import one_step
from massshuffle.view.one_step.text import sentence
from massshuffle.view.photograph import film, photograph

DOCS = Path(__file__).parent.parent / "docs"
DPI = 60  # pixels an inch: a README is narrow, and whoever clones it downloads these
MOST = 600_000  # bytes of explore.html in docs/
SHOTS = range(0, 30_001, 1000)  # iterations that the moving picture at the top shows
# Another version may draw a letter elsewhere, so each picture's metadata name the version that drew it.
MADE_WITH = f"matplotlib {matplotlib.__version__}"


def pictures(linear, outcomes):
    """{file name: Figure} of the README's pictures; a new one is one more line."""
    weights, iterations = linear.history.weights(), linear.history.iterations
    X, Y = linear.dataset.X, linear.dataset.Y
    return {
        "linear-scatter-3d.png": scatter_space(X, Y),
        WEIGHTS: weight_evolution(weights, iterations),
        "linear-averaged-weights.png": averaged_weights(weights, iterations),
        "distance-travelled.png": distance_travelled(outcomes),
        "mass-shares.png": mass_shares(outcomes),
        "error-against-step.png": check_gradients.draw(argparse.Namespace(seed=0, bug=None)),
    }


ONE_STEP, MOVING, WEIGHTS = "one-step.png", "explore.gif", "linear-all-weights.png"
SWEPT = ("linear-published-band.png", "study-dimension.png", "study-batches.png", "where-it-goes.png", "walk-stuck.png")


def swept_pictures(seed, epochs):
    """{file name: Figure} of SWEPT, those that take many runs or long ones, so minutes."""
    rows = compare_with_published.rows_of(range(seed, seed + 100))
    sizes = study_dimension.SIZES
    measured = study_dimension.measure(sizes, 0.01, epochs, range(seed, seed + 5))
    batch_sizes = study_batches.BATCH_SIZES
    moved = study_batches.measure(batch_sizes, range(seed, seed + 10), study_batches.STEPS)[:, :, 0]
    stuck = next(filter(walks.is_stuck, (walks.walk(walks.SECOND, seed) for seed in range(100))))
    paths = where_does_it_go.paths_of(range(seed, seed + 1), where_does_it_go.STEPS)
    figures = (
        compare_with_published.draw(rows, LINEAR, 100),
        dimension_study(sizes, measured),
        batch_study(batch_sizes, moved),
        directions(paths[seed]),
        walk_steps(stuck.history, title="A walk of the second run that gets stuck at W[0] = W[1] = 0"),
    )
    return dict(zip(SWEPT, figures, strict=True))


def pictured():
    """The step that watch_one_step shows if it is told nothing, and the number of the statement that makes dW_1."""
    drawn = small_network.drawn(watch_one_step.NODES, watch_one_step.ACTIVATION, watch_one_step.SAMPLES, seed=0)
    watched = one_step(*drawn, OPTIMIZERS[watch_one_step.OPTIMIZER](watch_one_step.LEARNING_RATE))
    places = [[table.place for table in moment.made] for moment in watched.statements]
    return watched, places.index([("dW", 1)]) + 1


def message():
    """What the exercises say of a backward that takes the derivative at the output."""
    wrong = inspect.getsource(backpropagation).replace("derivative(Z[layer])", "derivative(A[layer])")
    with tempfile.TemporaryDirectory() as folder:
        path = save_text([wrong], Path(folder) / "my_network.py")
        [verdict] = practice.check(path, only="backward")
    return verdict.message


def door(folder):
    """The page that leads to the others and to the code. folder : where the pictures have been written"""
    return page.page(
        "massshuffle",
        page.paragraph(
            "Watch every weight of a neural network move while it learns, and read, line by line, the code that moves "
            "it. The sigmoid, the cost, backpropagation and the optimizers are written by hand in NumPy, in short "
            "modules meant to be read, and every gradient is checked."
        ),
        page.section(
            "One step of backpropagation",
            page.link("one-step.html", "Step through it", ": every statement, every number, and the sum behind each."),
            page.picture(folder / ONE_STEP, "The source, the network and a sum", "Where dW comes from"),
        ),
        page.section(
            "Where does the mass go?",
            page.link("explore.html", "Explore a training run", ": any moment of it, by five methods."),
            page.picture(
                folder / WEIGHTS, "15 weights against the iteration", "Every weight of the linear run by Adam"
            ),
        ),
        page.section(
            "Write it yourself",
            page.paragraph(
                "python scripts/practice.py gives you ten functions to write, from the sigmoid to the training loop. "
                "If one goes wrong, it shows where, and names the mistake if it is a known one:"
            ),
            page.code(message()),
        ),
        page.section(
            "The code",
            page.link("../README.md", "README.md", " says how to run everything and in which order to read."),
            page.link("../massshuffle/backpropagation.py", "backpropagation.py", " is the page that it is all about."),
        ),
    )


def pages(seed, epochs):
    """{file name: HTML} of the pages that can be touched without installing anything."""
    command = f"python scripts/explore_weights.py --seed {seed} --epochs {epochs}"
    trained_by_all = train_by_methods(replace(LINEAR, epochs=epochs), seed, command=command)
    watched, _ = pictured()
    return {
        "explore.html": explore_page(trained_by_all, MOST, home="index.html"),
        "one-step.html": one_step_page(watched, home="index.html"),
    }


def said_of(linear):
    """What the moving picture shows, in words."""
    costs, iterations = linear.history.costs, linear.history.iterations
    start, end = (f"cost {costs[i]:.4f} at iteration {iterations[i]}" for i in (0, -1))
    return f"The linear run by Adam: {start}, {end}"


def written(linear, outcomes, folder):
    """Write the pictures in a folder, yielding each path."""
    for name, figure in pictures(linear, outcomes).items():
        yield save(figure, folder / name, DPI, MADE_WITH)


def job(arguments):
    """Train, draw, write."""
    linear = trained(experiment_from(arguments, "linear"), arguments.seed)
    epochs = linear.experiment.epochs
    outcomes = [studies.follow(m, arguments.seed, epochs) for m in studies.METHODS]
    print_paths(written(linear, outcomes, arguments.output))
    if arguments.sweeps:
        for name, figure in swept_pictures(arguments.seed, epochs).items():
            print_paths([save(figure, arguments.output / name, DPI, MADE_WITH)])
    made = pages(arguments.seed, epochs)
    if arguments.browser:
        watched, number = pictured()
        said = sentence(watched.statements[number - 1])
        print_paths([photograph(made["one-step.html"], arguments.output / ONE_STEP, said, f"#{number}")])
        shots = [f"#adam,{iteration},W0" for iteration in SHOTS if iteration <= epochs]
        print_paths([film(made["explore.html"], arguments.output / MOVING, said_of(linear), shots)])
    made["index.html"] = door(arguments.output if arguments.browser else DOCS)
    print_paths(save_text([html], arguments.output / name) for name, html in made.items())


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()
    parser.set_defaults(output="docs")
    words = "draw the pictures of long or many runs as well, in minutes (default: leave them as they are)"
    parser.add_argument("--sweeps", action="store_true", help=words)
    words = "photograph the pages as well, with chromium and the extra dev (default: leave the photographs as they are)"
    parser.add_argument("--browser", action="store_true", help=words)
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
