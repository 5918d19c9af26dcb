"""Is it the notebook? Do its published numbers lie where ours lie?"""

from itertools import product

import numpy as np

from massshuffle import band
from massshuffle.command_line import Parser, run, seeds, sweep, wrote
from massshuffle.experiments import LINEAR, SINE
from massshuffle.files import save_text
from massshuffle.view import figures


def main(argv=None):
    """Run the script; returns the exit code, 1 if a published cost is outside its band."""
    parser = Parser(__doc__)
    parser.add_sweep(seeds=100)

    def job(arguments):
        tasks = list(product((LINEAR, SINE), seeds(arguments)))
        measured = sweep(band.measure, tasks, arguments)
        lines, rows = [band.HEADER], []
        for experiment in (LINEAR, SINE):
            ours = [m for (whose, _), m in zip(tasks, measured) if whose is experiment]
            rows += band.band(experiment, np.array(ours))
        costs = [row for row in rows if row.is_cost]
        inside = sum(row.inside for row in costs)
        lines += [
            *map(str, rows),
            f"{inside} of {len(costs)} published costs are inside",
        ]
        print(*lines, sep="\n")
        wrote([save_text(lines, arguments.output / "compare-with-published.txt")])
        for experiment in (LINEAR, SINE):
            own = [row for row in costs if row.name.startswith(experiment.name)]
            title = f"{experiment.name.capitalize()} boundary, {arguments.seeds} runs"
            figure = figures.cost_band(own, experiment.published.every, title)
            name = f"{experiment.name}-published-band.png"
            wrote([figures.save(figure, arguments.output / name)])
        return 0 if inside == len(costs) else 1

    return run(parser, job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
