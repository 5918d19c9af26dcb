"""Is it the notebook? Do its published numbers lie where ours lie?"""

from itertools import product

import numpy as np

from massshuffle.experiments import studies
from massshuffle.experiments.runs import LINEAR, SINE
from massshuffle.running.command_line import Parser, print_and_save, print_paths, seeds, where
from massshuffle.running.sweep import sweep
from massshuffle.view.figures.studies import cost_band
from massshuffle.view.figures.style import save

TOGETHER = 25  # runs that train side by side in one task


def rows_of(every_seed, *where):
    """Run both experiments once a seed; where: of a sweep. Returns {experiment's name: rows of its band}."""
    # Always the same groups, however many jobs there are, so always the same numbers.
    groups = [every_seed[i : i + TOGETHER] for i in range(0, len(every_seed), TOGETHER)]
    tasks = list(product((LINEAR, SINE), groups))
    measured = sweep(studies.measure_published, tasks, *where)
    rows = {}
    for experiment in (LINEAR, SINE):
        ours = [m for (whose, _), m in zip(tasks, measured) if whose is experiment]
        rows[experiment.name] = studies.band(experiment, np.concatenate(ours))
    return rows


def draw(rows, experiment, n_runs):
    """The band of an experiment's costs."""
    title = f"{experiment.name.capitalize()} boundary, {n_runs} runs"
    return cost_band(rows[experiment.name], experiment.published.every, title)


def job(arguments):
    """Measure, print the bands, draw those of the costs. Returns 1 if a published cost is outside."""
    rows = rows_of(seeds(arguments), *where(arguments))
    every_row = [row for name in rows for row in rows[name]]
    costs = [row for row in every_row if row.is_cost]
    inside = sum(row.inside for row in costs)
    lines = [studies.BAND_HEADER, *map(str, every_row), f"{inside} of {len(costs)} published costs are inside"]
    print_and_save(lines, arguments.output / "compare-with-published.txt")
    for experiment in (LINEAR, SINE):
        path = arguments.output / f"{experiment.name}-published-band.png"
        print_paths([save(draw(rows, experiment, arguments.seeds), path)])
    return int(inside < len(costs))


def main(argv=None):
    """Run the script; returns the exit code, 1 if a published cost is outside its band."""
    parser = Parser(__doc__)
    parser.add_sweep(seeds=100)
    return parser.run(job, argv)


if __name__ == "__main__":
    raise SystemExit(main())
