"""What all figures share: one style, one way to be saved."""

import functools
import io
import threading
from contextlib import contextmanager
from pathlib import Path

import matplotlib
import matplotlib.style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from massshuffle.files import whole_file

# The notebook's seaborn style "darkgrid", in matplotlib's own file: a user's file of that name would come first.
DARKGRID = Path(matplotlib.get_data_path()) / "stylelib" / "seaborn-v0_8-darkgrid.mplstyle"
STYLE = [
    "default",  # so that the user's matplotlibrc changes no picture
    matplotlib.rc_params_from_file(DARKGRID, use_default_template=False),
    # The one font that comes with matplotlib, so that a picture does not depend on what else is installed.
    {"font.sans-serif": "DejaVu Sans"},
    {"font.size": 12, "axes.labelsize": 15, "axes.titlesize": 14, "legend.fontsize": 11},
]


# One colour, one meaning, here as in page.css: blue and red are labels (samples.py), so weights have these.
W_COLORS = ("tab:green", "tab:purple")  # W[0] and W[1]; the noise weights are grey
BIAS_COLOR = "tab:brown"

_swapping = threading.RLock()


@contextmanager
def in_style():
    """Draw in the project's style; afterwards matplotlib's settings are what they were.

    They are global, so two of our threads take turns; a thread that draws in its own style meanwhile would see ours.
    """
    with _swapping, matplotlib.style.context(STYLE):
        yield


def styled(draw):
    """Make a function draw in the project's style."""
    return functools.wraps(draw)(in_style()(draw))


def color_map(name):
    """The colour map of this name in 256 colours; a user's matplotlibrc may set image.lut."""
    found = matplotlib.colormaps[name]
    return found.resampled(256) if isinstance(found, LinearSegmentedColormap) else found


def add_legend(owner, handles, names, **look):
    """Add a legend to a figure or to axes. Names appear as they stand: $ begins no formula, a leading _ hides none."""
    legend = owner.legend(handles, [f"name {i}" for i in range(len(names))], **look)
    for text, name in zip(legend.get_texts(), names, strict=True):
        text.set(text=name, parse_math=False)


class ShownFigure(Figure):
    """A figure that a notebook shows where it is the last line of a cell, in the project's style wherever it is drawn.

    Matplotlib reads some settings while it draws, among them those of tick labels, and others while it saves.
    """

    def draw(self, renderer):
        with in_style():
            super().draw(renderer)

    def savefig(self, *arguments, **look):
        with in_style():
            super().savefig(*arguments, **look)

    def _repr_png_(self):
        content = io.BytesIO()
        self.savefig(content, format="png")
        return content.getvalue()


def new_figure(width, height):
    """An empty figure, width x height in inches at 100 pixels an inch, that makes room for its labels by itself."""
    figure = ShownFigure(figsize=(width, height), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def save(figure, path, dpi="figure", software=None):
    """Write a figure to path as PNG and return the path. The same figure gives the same bytes.

    dpi : pixels an inch, or "figure" for as many as the figure was made with
    software : name and version for the file's metadata, none if None
    """
    path = Path(path)
    with whole_file(path) as file, in_style():
        figure.savefig(file, format="png", dpi=dpi, metadata={"Software": software})
    return path
