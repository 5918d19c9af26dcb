"""What does learning look like as a movie of the weight matrix?"""

from massshuffle import mass
from massshuffle.checks import BadInput
from massshuffle.running.command_line import Parser, print_paths
from massshuffle.running.run_options import add_data, run_options
from massshuffle.running.terminal import trained
from massshuffle.view.movies import write_movie
from massshuffle.view.story import AVERAGED_LABELS


def job(arguments):
    """Train and write the movie."""
    options = run_options(arguments)
    if arguments.averaged and options.picture:
        raise BadInput("--averaged must go with linear or sine, whose noise it averages, got digits: leave it out")
    history = trained(options.experiment, arguments.seed).history
    weights, labels, kind = history.weights(), None, "weights"
    if options.picture:
        weights, labels = weights.reshape(-1, *options.picture), ()
    if arguments.averaged:
        weights, labels, kind = mass.averaged(weights), AVERAGED_LABELS, "averaged"
    path = arguments.output / f"{options.experiment.name}-{kind}.{arguments.format}"
    look = (arguments.fps, tuple(arguments.limits), arguments.colormap)
    print_paths([write_movie(path, weights, history.iterations, *look, labels=labels)])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    add_data(parser, own=False)
    words = "show W[0], W[1] and the mean of the others (default: every weight)"
    parser.add_argument("--averaged", action="store_true", help=words)
    parser.option("--format", "file format of the movie", choices=("mp4", "gif"), default="mp4")
    parser.add_number("--fps", 40, "frames per second", float)
    limits = {"type": float, "nargs": 2, "default": (-1, 1), "metavar": ("LOW", "HIGH")}
    parser.option("--limits", "weights at the two ends of the colour map", "-1 1", **limits)
    parser.option("--colormap", "name of a matplotlib colour map", default="hot")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
