"""What do the notebook's samples look like? (its section 1)"""

from massshuffle.running.command_line import Parser, run, wrote  # isort: split

from massshuffle import data
from massshuffle.view import story


def main(argv=None):
    """Run the script; returns the exit code."""

    def job(arguments):
        dataset = data.linear_boundary(seed=arguments.seed)
        for part, share in story.label_shares(dataset):
            print(f"Proportion of label 1 in the {part}: {share:.4g}")
        wrote(story.write_figures(story.data_figures(dataset, arguments.seed), arguments.output))

    return run(Parser(__doc__), job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
