"""What do the notebook's samples look like? (its section 1)"""

from massshuffle import data
from massshuffle.running.command_line import Parser, print_paths
from massshuffle.view import run_summary, story


def job(arguments):
    """Draw the samples; print the share of each label and write the pictures."""
    dataset = data.linear_boundary(seed=arguments.seed)
    for part, share, _ in run_summary.label_shares(dataset):
        print(f"Proportion of label 1 in the {part}: {share}")
    print_paths(story.pictures(story.DATA, arguments.output, dataset, arguments.seed))


def main(argv=None):
    """Run the script; returns the exit code."""
    return Parser(__doc__).run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
