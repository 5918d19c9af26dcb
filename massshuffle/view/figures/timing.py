"""How the time of an epoch grows."""

from massshuffle.view.figures.style import new_figure, styled


@styled
def epoch_times(rows):
    """Time of an epoch against the number of entries of X, log-log.

    rows : [(samples, features, seconds an epoch, seconds of the arithmetic alone, ratio)]
    """
    figure = new_figure(10, 6)
    title = "An epoch beside its two matrix products and a tanh alone"
    axes = figure.add_subplot(title=title, xscale="log", yscale="log")
    axes.set(xlabel="Entries of X (samples x features)", ylabel="Time of an epoch (milliseconds)")
    rows = sorted(rows, key=lambda row: row[0] * row[1])
    entries = [row[0] * row[1] for row in rows]
    for i, label, marker in ((2, "massshuffle", "o"), (3, "arithmetic alone", "s")):
        milliseconds = [1e3 * row[i] for row in rows]
        axes.plot(entries, milliseconds, marker, label=label, markersize=8, alpha=0.7)
    axes.legend(loc="upper left")
    return figure
