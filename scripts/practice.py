"""Can you write backpropagation yourself? (ten functions; the check names the mistake)"""

import time
from pathlib import Path

import numpy as np

from massshuffle import checks, files
from massshuffle.experiments.runs import LINEAR
from massshuffle.practice import check, exercises
from massshuffle.practice.exercises import EXERCISES
from massshuffle.practice.learner_run import train_with_file
from massshuffle.running.command_line import Parser, print_paths
from massshuffle.view.figures.style import save
from massshuffle.view.figures.weights import evolutions_beside


def report(path, only=None, closed=False):
    """Check the file and print the verdict in a few lines. Returns whether every function that was checked is right."""
    verdicts = check(path, only, closed=closed)
    if only is None:
        done = sum(verdict.passed for verdict in verdicts)
        print(f"{path.name}: right so far: {done} of {len(EXERCISES)}.")
        if done < len(EXERCISES):
            print(*(verdict.message for verdict in verdicts[:-1]), sep="\n", end="\n" if done else "")
            print()
    print(verdicts[-1].message if only or not verdicts[-1].passed else _messages(verdicts), flush=True)
    return all(verdict.passed for verdict in verdicts)


def _messages(verdicts):
    return "\n".join(verdict.message for verdict in verdicts)


def print_list(path):
    """Print the ten exercises and the state of each, or why the file cannot be used."""
    verdicts = check(path, keep_going=True)
    if len(verdicts) < len(EXERCISES):
        print(verdicts[-1].message)
        return
    for number, verdict in enumerate(verdicts, 1):
        print(f"{number:>2}  {verdict.exercise:<31} {_state(verdict)}")


def _state(verdict):
    """A verdict in a few words."""
    unwritten = any(words in verdict.message for words in (" is not written yet.", " has no function "))
    return "right" if verdict.passed else "not written yet" if unwritten else "not right yet"


def watch(path, only, closed):
    """Check whenever the file is saved, until all is right or Ctrl-C."""
    saved = None
    while True:
        now = path.stat().st_mtime_ns if path.exists() else saved
        if now != saved:
            saved = now
            if report(path, only, closed) and only is None:
                return
            print("\nSave the file to check again; Ctrl-C ends.\n", flush=True)
        time.sleep(0.5)


def reward(path, folder, seed):
    """The notebook's linear run with the learner's functions alone, beside the project's; returns if it is finite."""
    print("\nAll ten are right. The notebook's linear run follows, with your functions alone.", flush=True)
    learner_thetas, history = train_with_file(path, seed, LINEAR, print_duration)
    is_finite = np.isfinite(learner_thetas).all(axis=1)
    if not is_finite.all():
        step = is_finite.argmin() * LINEAR.record_every
        print(
            f"Your theta is not finite any more at step {step} of {LINEAR.epochs}. So something is not right, although"
        )
        print("all ten passed. Look at what can become 0 or very large: a root, a logarithm, a division.")
        return False
    weights = {"yours": learner_thetas[:, None, :-1], "the project's, from the same start": history.weights()}
    print_paths([save(evolutions_beside(weights, history.iterations), folder / "my-weights.png")])
    difference = abs(learner_thetas - history.thetas).max()
    print(f"The largest difference between a number of yours and the project's is {difference:.1e}.")
    if difference > 1e-9:
        print("(The last digits of a sum hang on its order, and late in the run Adam lets them grow to 1e-5; in the")
        print("paper's form, with epsilon added after v is corrected, it also goes its own way by as much.)")
    return True


def print_duration(seconds):
    """Print how long the learner's functions will take."""
    text = f"{seconds:.0f} seconds" if seconds >= 1.5 else "a second"
    print(f"It will take about {text}.", flush=True)


def job(arguments):
    """Write the file, or check it. Returns the exit code."""
    path, only = Path(arguments.file), arguments.only
    if arguments.list and (arguments.watch or only is not None):
        raise checks.BadInput(f"--list shows all ten, once: leave out {'--watch' if arguments.watch else '--only'}")
    if only is not None:
        checks.choice("--only", only, EXERCISES)
    if path.is_dir():
        raise checks.BadInput(f"FILE must be a file, got the folder {path}")
    if not path.exists():
        text = exercises.file_text(path.name, f"python scripts/practice.py {arguments.file}", arguments.closed)
        files.save_text(text.splitlines(), path)
        print_paths([path])
        print("It holds ten functions for you to write. Start with sigmoid and run this script again: it tells you")
        print("what is right and shows how the first wrong function fails. --watch checks whenever you save; --list")
        print("shows all ten.")
        return 1
    if arguments.list:
        print_list(path)
        return 0
    if arguments.watch:
        watch(path, only, arguments.closed)
    elif not report(path, only, arguments.closed):
        return 1
    if only is None:
        return 0 if reward(path, arguments.output, arguments.seed) else 1
    return 0


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_argument(
        "file", nargs="?", default="my_network.py", metavar="FILE", help="your file (default: %(default)s)"
    )
    words = "check again whenever the file is saved, until Ctrl-C (default: check once)"
    parser.add_argument("--watch", action="store_true", help=words)
    words = "show all ten and which of them are right (default: check as far as the first mistake)"
    parser.add_argument("--list", action="store_true", help=words)
    words = "closed book: tasks and messages without formulas (default: with them)"
    parser.add_argument("--closed", action="store_true", help=words)
    parser.option("--only", "check this function alone", "all ten, in their order", metavar="NAME")
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
