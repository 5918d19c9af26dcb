"""What happens when the boundary is a sine? (the notebook's section 3)"""

from massshuffle.running.command_line import Parser, chosen, run, wrote  # isort: split

from massshuffle.notebook.experiments import run as run_experiment
from massshuffle.view import story


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()

    def job(arguments):
        sine = run_experiment(chosen(arguments, "sine"), arguments.seed)
        print(*story.published_table(sine), sep="\n")
        wrote(story.write_figures(story.sine_figures(sine), arguments.output))

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
