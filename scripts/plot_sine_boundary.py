"""What happens when the boundary is a sine? (the notebook's section 3)"""

from massshuffle.running.asked import chosen
from massshuffle.running.command_line import Parser, wrote
from massshuffle.running.progress import trained
from massshuffle.view import numbers, story


def job(arguments):
    """Train on the sine boundary; print the costs beside the published and write the pictures."""
    sine = trained(chosen(arguments, "sine"), arguments.seed)
    print(*numbers.published_table(sine), sep="\n")
    wrote(story.pictures(story.SINE, arguments.output, sine))


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
