"""What did the notebook show? All of it in its order: the data, both training runs, every picture and movie."""

from massshuffle.files import save_text
from massshuffle.running.command_line import Parser, print_paths
from massshuffle.running.run_options import experiment_from
from massshuffle.running.terminal import trained
from massshuffle.view import run_summary, story
from massshuffle.view.explore.exploration import TITLE, exploration_of
from massshuffle.view.explore.page import explore_page
from massshuffle.view.movies import MovieWriter
from massshuffle.view.report import write_report


def job(arguments):
    """Do what the notebook does, and tell it on one page."""
    with MovieWriter(2) as writer:  # movies are encoded there while the story goes on
        tell(arguments, writer)


def tell(arguments, writer):
    """The notebook's three parts, and the page."""
    seed, output = arguments.seed, arguments.output
    experiment = experiment_from(arguments, "linear")

    print("1. The data", flush=True)
    dataset = experiment.draw_data(seed=seed)  # the samples that training draws from the same seed
    for part, share, published in run_summary.label_shares(dataset, experiment.published.label_shares):
        print(f"Proportion of label 1 in the {part}: {share} (published {published})", flush=True)
    # Movies take longest, so both runs are trained now, the shorter one first: movies are encoded from then on.
    sine = trained(experiment_from(arguments, "sine"), seed)
    movies_of_sine = story.movies(story.SINE, writer, output, sine)
    linear = trained(experiment, seed)
    movies = story.movies(story.LINEAR, writer, output, linear) + movies_of_sine
    print_paths(story.pictures(story.DATA, output, dataset, seed))

    print("\n2. A shallow network learns a straight boundary")
    print(*run_summary.published_table(linear), sep="\n", flush=True)
    print_paths(story.pictures(story.LINEAR, output, linear))

    print("\n3. The same network and a sine for a boundary")
    print(*run_summary.published_table(sine), sep="\n", flush=True)
    print_paths(story.pictures(story.SINE, output, sine))

    print("\n4. The movies, and all of it on one page", flush=True)
    print_paths(writer.finished(movie) for movie in movies)
    moments = exploration_of(TITLE.format("linear"), {"Adam": linear})
    print_paths([save_text([explore_page(moments)], output / "explore.html")])
    print_paths([write_report(output / "report.html", linear, sine, seed)])


def main(argv=None):
    """Run the script; returns the exit code."""
    parser = Parser(__doc__)
    parser.add_epochs()
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
