"""What did the notebook show? All of it in its order: the data, both training runs, every picture and movie."""

from massshuffle.running.command_line import Parser, chosen, run, wrote  # isort: split

from massshuffle.notebook import experiments
from massshuffle.view import story
from massshuffle.view.report import write_report


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()

    def job(arguments):
        output = arguments.output

        print("1. The data")
        linear = experiments.run(chosen(arguments, "linear"), arguments.seed)
        shares = zip(story.label_shares(linear.dataset), linear.experiment.published.label_shares)
        for (part, share), published in shares:
            print(f"Proportion of label 1 in the {part}: {share:.4g} (published {published})")
        wrote(story.write_figures(story.data_figures(linear.dataset, arguments.seed), output))

        print("\n2. A shallow network learns a straight boundary")
        print(*story.published_table(linear), sep="\n")
        wrote(story.write_figures(story.linear_figures(linear), output))
        wrote(story.write_movies(linear, output))

        print("\n3. The same network and a sine for a boundary")
        sine = experiments.run(chosen(arguments, "sine"), arguments.seed)
        print(*story.published_table(sine), sep="\n")
        wrote(story.write_figures(story.sine_figures(sine), output))
        wrote(story.write_movies(sine, output))

        print("\n4. All of it on one page")
        wrote([write_report(output / "report.html", linear, sine, arguments.seed)])

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
