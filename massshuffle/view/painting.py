"""The frames of a movie of a weight matrix, painted instead of drawn.

Drawing a figure anew for each of 751 frames takes 13 s. But only two things change: the colours of the cells and the
number above them. So the figure is drawn once and kept as pixels; which pixel belongs to which cell is seen by drawing
it in colours that tell; and a frame is those pixels with the cells painted and a title put together from digits that
were drawn once. The frames are, to the last pixel, what full drawing gives.

Proved by tests/view/test_movies.py.
"""

import re
from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure

from massshuffle.view.figures.weights import heat_map, iteration_title


def painted_frames(weights, iterations, limits, colormap, labels):
    """Draw what is drawn; return a generator of frames, RGBA pixels (height, width, 4), both even for H.264."""
    figure = heat_map(weights[0], iterations[0], limits, colormap, labels)
    title, [mesh] = figure.axes[0].title, figure.axes[0].collections
    width, height = figure.canvas.get_width_height()
    place = tuple(title.get_transform().transform(title.get_position()) / (width, height))
    look = (width, height, place, title.get_fontproperties(), title.get_color())
    titles = [_title(iteration_title(iteration), *look) for iteration in iterations]
    colors = np.round(255 * mesh.to_rgba(weights.reshape(len(weights), -1))).astype(np.uint8)  # (F, n m, 4)
    title.set_text("")
    even = slice(height // 2 * 2), slice(width // 2 * 2)
    still, cell = _pixels(figure)[even], _cells(figure, mesh)[even]
    return _painted(np.ascontiguousarray(still), cell, colors, titles)


def _painted(frame, cell, colors, titles):
    """Paint each frame over the one before and yield it: the cells in their colours, the title in its rows."""
    y, x = (np.flatnonzero((cell >= 0).any(axis=axis)) for axis in (1, 0))
    cell = cell[y[0] : y[-1] + 1, x[0] : x[-1] + 1]
    area = frame.view(np.uint32)[y[0] : y[-1] + 1, x[0] : x[-1] + 1, 0]  # four bytes at a time
    widest = slice(min(columns.start for _, columns, _ in titles), max(columns.stop for _, columns, _ in titles))
    for of_cells, (rows, columns, title) in zip(colors.view(np.uint32)[..., 0], titles):
        area[:] = of_cells[cell]
        frame[rows, widest] = 255
        frame[rows, columns] = title
        yield frame


def _pixels(figure):
    """The figure as RGBA pixels, (height, width, 4)."""
    figure.canvas.draw()
    return np.array(figure.canvas.buffer_rgba())


def _cells(figure, mesh):
    """The number of the cell that each pixel shows, -1 where it shows none: (height, width). Leaves the mesh in colours
    that tell: they count, and where half the blue more changes nothing there is no cell."""
    numbers = np.arange(mesh.get_array().size)
    drawn = []
    for blue in (0, 128):
        telling = np.stack([numbers % 256, numbers // 256 % 256, numbers // 65536 + blue], axis=1)
        mesh.set(array=None, facecolor=telling / 255)
        drawn.append(_pixels(figure)[..., :3].astype(int))
    return np.where((drawn[0] != drawn[1]).any(axis=2), drawn[0] @ [1, 256, 65536], -1)


def _zeros(text):
    """A title with a 0 in the place of each digit."""
    return re.sub(r"\d", "0", text)


@lru_cache(maxsize=4096)
def _title(text, *look):
    """The rows, the columns and the pixels of a title, put together where that gives what drawing it would."""
    return _composed(text, *look) if _digits_are_alike(*look) else _drawn_title(text, *look)


@lru_cache(maxsize=8)
def _digits_are_alike(*look):
    """Whether digits take up equal places, as in newer versions of matplotlib: tried with each, in two places."""
    probes = [iteration_title(number) for number in (98_765, 43_210, 10_293, 84_756)]
    return all(np.array_equal(_composed(text, *look)[2], _drawn_title(text, *look)[2]) for text in probes)


def _composed(text, *look):
    """The title of zeros with each digit in the place of its zero."""
    zeros = _zeros(text)
    rows, columns, pixels = _drawn_title(zeros, *look)
    pixels = pixels.copy()
    for place, digit in enumerate(text):
        if digit != zeros[place]:
            inked, ink = _digit(zeros, place, digit, *look)
            pixels[:, inked] = ink
    return rows, columns, pixels


@lru_cache(maxsize=512)
def _digit(zeros, place, digit, *look):
    """What a digit at a place changes in a title of zeros: the columns and the pixels there."""
    of_zeros, pixels = (_drawn_title(text, *look)[2] for text in (zeros, zeros[:place] + digit + zeros[place + 1 :]))
    [columns] = np.nonzero((pixels != of_zeros).any(axis=(0, 2)))
    columns = slice(columns[0], columns[-1] + 1)
    return columns, pixels[:, columns]


@lru_cache(maxsize=512)
def _drawn_title(text, *look):
    """A drawn title: the rows and columns that its zeros take up, and the pixels there."""
    title, renderer, pixels = _blank(*look)
    height = len(pixels)
    title.set_text(_zeros(text))
    left, bottom, right, top = title.get_window_extent(renderer).padded(2).extents.astype(int)
    rows, columns = slice(max(height - top, 0), height - bottom), slice(max(left, 0), right)
    pixels[:] = 255
    title.set_text(text)
    title.draw(renderer)
    return rows, columns, pixels[rows, columns].copy()


@lru_cache(maxsize=8)
def _blank(width, height, place, font, color):
    """A white figure, width x height in pixels, with a title at a place of it, what draws it, and its pixels."""
    renderer = RendererAgg(width, height, 100)
    figure = Figure(figsize=(width / 100, height / 100), dpi=100)
    title = figure.text(*place, "", fontproperties=font, color=color, ha="center")
    return title, renderer, np.asarray(renderer.buffer_rgba())
