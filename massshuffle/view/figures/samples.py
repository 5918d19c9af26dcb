"""Pictures of the data: red is label 0, blue is label 1, as in the notebook."""

from matplotlib.ticker import MaxNLocator

from massshuffle import checks
from massshuffle.view.figures.style import new_figure, styled

COLORS = {0: "red", 1: "blue"}


@styled
def scatter_plane(X, Y, n_samples=100, title="The two large coordinates"):
    """The first n_samples samples in the plane of the two coordinates that matter. X : (k, N)    Y : (1, N)."""
    X, Y = _checked(X, Y, n_coordinates=2)
    n_samples = checks.integer("n_samples", n_samples, minimum=1)
    X, Y = X[:, :n_samples], Y[:, :n_samples]
    figure = new_figure(10, 8)
    axes = figure.add_subplot(title=f"{title} ({X.shape[1]} samples)", xlabel="$x_1$", ylabel="$x_2$")
    return _scattered(axes, X[:2], Y)


@styled
def scatter_space(X, Y, limits=None, view=(20, 30), title="The first noise coordinate, enlarged"):
    """All samples in the space of x1, x2 and the first noise coordinate x3.

    limits : (low, high) for all three axes, to see them at one scale; None lets each fill its axis
    view   : elevation and azimuth of the camera in degrees
    """
    X, Y = _checked(X, Y, n_coordinates=3)
    figure = new_figure(10, 8)
    axes = figure.add_subplot(projection="3d", title=title, xlabel="$x_1$", ylabel="$x_2$", zlabel="$x_3$ (noise)")
    if limits is not None:
        axes.set(xlim=limits, ylim=limits, zlim=limits)
    # Fewer ticks, and none in the corners where the labels of two axes would touch.
    for axis, most, prune, pad in (
        (axes.xaxis, 5, "upper", 12),
        (axes.yaxis, 5, "lower", 12),
        (axes.zaxis, 7, None, 18),
    ):
        axis.set_major_locator(MaxNLocator(most, prune=prune))
        axis.labelpad = pad
    axes.tick_params(axis="z", pad=7)
    axes.set_box_aspect(None, zoom=0.86)
    axes.view_init(*view)
    return _scattered(axes, X[:3], Y)


def _scattered(axes, X, Y):
    """Draw a dot for each sample, in its label's colour, and name the colours. Returns the figure."""
    for label, color in COLORS.items():
        axes.scatter(*X[:, Y[0] == label], color=color, label=f"label {label}")
    axes.figure.legend(loc="outside right upper")
    return axes.figure


def _checked(X, Y, n_coordinates):
    """Refuse samples that cannot be drawn."""
    X = checks.finite("X", X)
    if X.ndim != 2 or X.shape[0] < n_coordinates or X.shape[1] < 1:
        raise checks.BadInput(f"X must have shape (k, N) with k at least {n_coordinates}, got {X.shape}")
    return X, checks.labels("Y", Y, (1, X.shape[1]))
