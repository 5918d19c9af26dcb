"""What happened at this very moment? An interactive page: any moment of a training run, by several methods."""

import shlex
import sys
from dataclasses import replace
from functools import partial

from tqdm import tqdm

from massshuffle import checks
from massshuffle.history import History
from massshuffle.running.command_line import Parser, write_page
from massshuffle.running.run_options import DIGITS_PLANE, add_data, add_methods, learning_advice, run_options
from massshuffle.running.terminal import moving, trained
from massshuffle.view.explore.exploration import METHODS, Exploration, train_by_methods
from massshuffle.view.explore.page import explore_page

TRAINING = {
    "data": "--data",
    "label": "--label",
    "skip_incomplete": "--skip-incomplete",
    "hidden": "--hidden",
    "activation": "--activation",
    "experiment": "--experiment",
    "epochs": "--epochs",
    "methods": "--method",
    "batch_size": "--batch-size",
    "n_noise_features": "--noise-features",
    "noise_scale": "--noise-scale",
}


def explore(arguments, command):
    """Return the Exploration of a saved history, or of a run by several methods, with the command that makes it."""
    if arguments.history is not None:
        for name, option in TRAINING.items():
            value = getattr(arguments, name)
            if value is None or value is False or value == []:  # not "not value": --epochs 0 was typed
                continue
            raise checks.BadInput(
                f"{option} is for training, and HISTORY.npz is trained already: leave one of them out"
            )
        saved = {"saved": History.load(arguments.history)}
        names = {"plane": plane(arguments.plane or (0, 1)), "command": command}
        return Exploration("A saved history, moment by moment", saved, **names)
    options = run_options(arguments)
    experiment = with_noise(options.experiment, arguments)
    methods = [replace(method, batch_size=arguments.batch_size) for method in arguments.methods or METHODS]
    names = {name: getattr(options, name) for name in ("features", "labels", "picture", "scales", "about")}
    names |= {"plane": plane(arguments.plane or options.plane, options.features), "command": command}
    one_by_one = bool(experiment.hidden_layers)  # each method then has a progress bar of its own
    look = {"unit": "step", "leave": False, "disable": one_by_one or None}
    with tqdm(desc="all methods", total=experiment.epochs, **look) as bar:
        exploration = train_by_methods(experiment, arguments.seed, methods, trained, moving(bar), **names)
    if arguments.data:
        advice = learning_advice(exploration.methods, exploration.histories, "the RATE of --method")
        print(*options.about, *advice, sep="\n")
    return exploration


def plane(typed, features=()):
    """Return the numbers of two features that were typed as numbers or as names."""
    numbers = [features.index(feature) if feature in features else feature for feature in typed]
    if not all(str(number).isdecimal() for number in numbers):
        raise checks.BadInput(f"--plane must be two features, by number or by name, got {typed[0]} {typed[1]}")
    return tuple(map(int, numbers))


def with_noise(experiment, arguments):
    """Return the experiment with --noise-features and --noise-scale in place of its own noise."""
    settings = {name: getattr(arguments, name) for name in ("n_noise_features", "noise_scale")}
    noise = {name: value for name, value in settings.items() if value is not None}
    if noise and experiment.boundary is None:
        option = TRAINING[next(iter(noise))]
        raise checks.BadInput(f"{option} is for samples that are drawn, those of linear or sine: leave it out")
    return replace(experiment, draw_data=partial(experiment.draw_data, **noise)) if noise else experiment


def command_from(argv):
    """Return the command line with argv that makes the page again, without the options that do not change it."""
    kept, before = [], ""
    for argument in argv:
        is_folder = before.startswith("--ou") and "=" not in before  # options may be typed in part
        if not is_folder and not argument.startswith(("--ou", "--op")):
            kept.append(argument)
        before = argument
    return shlex.join(["python", "scripts/explore_weights.py", *kept])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    add_data(parser, one_method=False)
    default_methods = ", ".join(method.name for method in METHODS)
    add_methods(parser, f"five: {default_methods}")
    parser.option("--batch-size", "samples per step, for all methods", "all of them", type=int, metavar="N")
    settings = {"type": int, "metavar": "N", "dest": "n_noise_features"}
    parser.option("--noise-features", "number of noise inputs of linear and sine", "13", **settings)
    description = "standard deviation of these noise inputs"
    parser.option("--noise-scale", description, "0.01 for linear, 0.1 for sine", type=float, metavar="X")
    description = "the two features that span the plane of the samples, by number or name"
    parser.option("--plane", description, f"0 1; for digits {' and '.join(DIGITS_PLANE)}", nargs=2, metavar="FEATURE")
    description = "file that plot_weight_evolution.py --save-history wrote (default: train)"
    parser.add_argument("history", nargs="?", metavar="HISTORY.npz", help=description)
    parser.add_open()
    command = command_from(sys.argv[1:] if argv is None else argv)

    def job(arguments):
        """Write the page."""
        html = explore_page(explore(arguments, command))
        write_page(html, arguments.output / "explore.html", arguments)

    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
