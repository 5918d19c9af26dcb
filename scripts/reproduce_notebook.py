"""What did the notebook show? All of it in its order: the data, both training runs, every picture and movie."""

from massshuffle.notebook.experiments import run
from massshuffle.running.command_line import Parser, chosen, wrote
from massshuffle.view import numbers, story
from massshuffle.view.report import write_report


def job(arguments):
    """Do what the notebook does, and tell it on one page."""
    seed, output = arguments.seed, arguments.output

    print("1. The data")
    linear = run(chosen(arguments, "linear"), seed)
    for part, share, published in numbers.label_shares(linear.dataset, linear.experiment.published.label_shares):
        print(f"Proportion of label 1 in the {part}: {share} (published {published})")
    wrote(story.write(story.DATA, output, linear.dataset, seed))

    print("\n2. A shallow network learns a straight boundary")
    print(*numbers.published_table(linear), sep="\n")
    wrote(story.write(story.LINEAR, output, linear))

    print("\n3. The same network and a sine for a boundary")
    sine = run(chosen(arguments, "sine"), seed)
    print(*numbers.published_table(sine), sep="\n")
    wrote(story.write(story.SINE, output, sine))

    print("\n4. All of it on one page")
    wrote([write_report(output / "report.html", linear, sine, seed)])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
