"""Which pictures does the README show? These: made here from the notebook's linear run, so they cannot drift from the code."""

import matplotlib

from massshuffle.command_line import Parser, chosen, run, wrote
from massshuffle.experiments import run as run_experiment
from massshuffle.files import save_text
from massshuffle.view import figures
from massshuffle.view.movies import write_movie

DPI = 60  # pixels an inch: a README is narrow, and whoever clones it downloads these
EVERY = 5  # of the recorded frames, the GIF shows each fifth
# Another version may draw a letter elsewhere: a test that compares pictures has to know.
MADE_WITH = f"matplotlib {matplotlib.__version__}"


def pictures(linear):
    """{file name: Figure} of all the README's pictures; a new one is one more line."""
    weights, iterations = linear.history.weights(), linear.history.iterations
    X, Y = linear.dataset.X, linear.dataset.Y
    return {
        "linear-scatter-3d.png": figures.scatter_space(X, Y),
        "linear-all-weights.png": figures.weight_evolution(weights, iterations),
        "linear-averaged-weights.png": figures.averaged_weights(weights, iterations),
    }


def written(linear, folder):
    """Write all pictures, the GIF and what drew them in a folder, yielding each path."""
    for name, figure in pictures(linear).items():
        yield figures.save(figure, folder / name, DPI)
    history = linear.history
    every = slice(None, None, EVERY)
    weights, iterations = history.weights()[every], history.iterations[every]
    yield write_movie(folder / "weights.gif", weights, iterations, fps=20)
    yield save_text([MADE_WITH], folder / "made-with.txt")


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()
    parser.set_defaults(output="docs")

    def job(arguments):
        linear = run_experiment(chosen(arguments, "linear"), arguments.seed)
        wrote(written(linear, arguments.output))

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
