"""What happens when the boundary is a sine? (the notebook's section 3)"""

from massshuffle.running.command_line import Parser, print_paths
from massshuffle.running.run_options import experiment_from
from massshuffle.running.terminal import trained
from massshuffle.view import run_summary, story


def job(arguments):
    """Train on the sine boundary; print the costs beside the published and write the pictures."""
    sine = trained(experiment_from(arguments, "sine"), arguments.seed)
    print(*run_summary.published_table(sine), sep="\n")
    print_paths(story.pictures(story.SINE, arguments.output, sine))


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
