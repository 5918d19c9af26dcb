"""Movies of a weight matrix as colours: an MP4 (H.264, plays in a browser) or a GIF, one picture per recorded frame.

Drawing a figure anew for each of 751 frames takes 13 s. But only the colours of the cells and the number in the title
change. So matplotlib draws the figure once, without cells and title. Its axes stand on whole pixels, which tells the
column and row of W that each pixel shows. For each frame NumPy fills in the cells and Pillow writes the title. The
frame is the figure that matplotlib would draw, but for the title, whose letters Pillow smooths a little differently.

Pitfall: the border of the axes is one pixel wide and centred on their edge. Left and top, it covers the first pixels
inside the axes. Right and bottom, it covers the first pixels outside.

Tested by tests/view/test_movies.py.
"""

import io
import itertools
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path

import imageio_ffmpeg
import matplotlib
import numpy as np
from matplotlib.colors import to_hex
from PIL import Image, ImageDraw, ImageFont
from tqdm import tqdm

from massshuffle import checks
from massshuffle.files import replacing
from massshuffle.running.terminal import is_terminal
from massshuffle.view.figures.style import in_style
from massshuffle.view.figures.weights import heat_map, iteration_title

# Cells change their colour and nothing moves, so it would be wasted work to search for motion or to look far ahead.
H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "25", "-preset", "veryfast", "-bf", "0", "-threads", "1")
H264 += ("-x264-params", "me=dia:subme=1:ref=1:8x8dct=0:rc-lookahead=5", "-movflags", "+faststart")


class MovieWriter(ThreadPoolExecutor):
    """Threads that write movies while others draw. After an error in the block, or Ctrl-C, they stop at a frame's end.

    progress : whether each movie shows a progress bar on a terminal
    """

    def __init__(self, threads, progress=False):
        super().__init__(threads, thread_name_prefix=f"movie-{id(self)}")
        self.progress, self.stopping = progress, False

    def __exit__(self, error, *rest):
        self.stopping = error is not None
        self.shutdown(wait=False, cancel_futures=self.stopping)
        # A thread that was starting when Ctrl-C came is unknown to shutdown, so we look for the name.
        while any(thread.name.startswith(f"movie-{id(self)}_") for thread in threading.enumerate()):
            time.sleep(0.01)

    def finished(self, future):
        """Return the future's result. We wait in pieces: Ctrl-C in the instant before a wait would not interrupt it."""
        while wait([future], timeout=0.1).not_done:
            pass
        return future.result()

    def until_stopped(self, frames, name, n_frames):
        """Yield the frames until they end or the writer is stopped."""
        hidden = not (self.progress and is_terminal(sys.stderr))
        for frame in tqdm(frames, name, n_frames, unit="frame", leave=False, disable=hidden):
            if self.stopping:
                raise InterruptedError(f"{name} was stopped")
            yield frame


def write_movie(path, weights, iterations, fps=40, limits=(-1, 1), colormap="hot", labels=None):
    """Write the heat maps of weights (F, n, m) as a movie to path, an .mp4 or a .gif. Returns the path.

    iterations : (F,) shown above each frame    fps : frames per second, 0.01 to 1000
    limits     : weights at the ends of the colour bar
    labels     : names of the m columns; W[0], W[1], ... if None; () for a picture with square cells and no names
    Raises ValueError for an empty or malformed history or another suffix, OSError if the file cannot be written whole.
    """
    with MovieWriter(1, progress=True) as writer:
        movie = start_movie(writer, path, weights, iterations, fps, limits, colormap, labels)
        return writer.finished(movie)


def start_movie(writer, path, weights, iterations, fps=40, limits=(-1, 1), colormap="hot", labels=None):
    """Draw the empty figure of a movie and let a MovieWriter do the rest. Returns a future whose result is the path.

    The other arguments are those of write_movie. ValueError is raised at once, OSError by the future.
    """
    path = Path(path)
    write_as = {".mp4": _write_mp4, ".gif": _write_gif}
    if path.suffix not in write_as:
        raise checks.BadInput(f"path must end in .mp4 or .gif, got {path}")
    weights, iterations = checks.frames(weights, iterations)
    fps = checks.number("fps", fps, low=0.01, high=1000)
    frames = painted_frames(heat_map(weights[0], iterations[0], limits, colormap, labels), weights, iterations)
    frames = writer.until_stopped(frames, path.name, len(weights))

    def write():
        with replacing(path) as temporary:
            write_as[path.suffix](temporary, frames, fps, len(weights))
        return path

    return writer.submit(write)


def painted_frames(figure, weights, iterations):
    """Draw an empty heat map; return a generator that paints the frames, each over the one before.

    A frame is RGBA (height, width, 4), its sides even for H.264.
    """
    axes = figure.axes[0]
    title, [mesh] = axes.title, axes.collections
    center, baseline = title.get_transform().transform(title.get_position())
    color, font_size = to_hex(title.get_color()), title.get_fontsize() * figure.dpi / 72
    title.set_text("")
    mesh.set_visible(False)
    with in_style():
        figure.canvas.draw()
    empty = np.asarray(figure.canvas.buffer_rgba())
    height, width = (side // 2 * 2 for side in empty.shape[:2])

    # matplotlib counts pixels from the bottom, arrays from the top. We look just before the centre of each pixel: where
    # an edge between two cells halves a pixel, matplotlib gives it to the cell before.
    x0, y0, x1, y1 = axes.bbox.extents
    top, bottom = (int(len(empty) - y + 0.5) for y in (y1, y0))
    columns, rows = np.arange(int(x0 + 0.5) + 1, int(x1 + 0.5)), np.arange(top + 1, bottom)
    to_data = axes.transData.inverted().transform
    of_column = to_data([(column + 0.499, y0) for column in columns])[:, 0].astype(int)
    of_row = to_data([(x0, len(empty) - row - 0.499) for row in rows])[:, 1].astype(int)

    font_file = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    font = ImageFont.truetype(font_file, font_size, layout_engine=ImageFont.Layout.BASIC)
    place = center, round(len(empty) - baseline)
    frame = empty[:height, :width].copy()
    cells = frame[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    above = Image.fromarray(empty[:top, :width])

    def frames():
        for W, iteration in zip(weights, iterations):
            colors = np.round(255 * mesh.cmap(mesh.norm(W))).astype(np.uint8)  # (n, m, 4)
            cells[:] = colors[:, of_column][of_row]
            titled = above.copy()
            ImageDraw.Draw(titled).text(place, iteration_title(iteration), color, font, anchor="ms")
            frame[:top] = titled
            yield frame

    return frames()


def _write_mp4(path, frames, fps, n_frames):
    """Stream the frames through ffmpeg, then count them: a killed ffmpeg can leave a shorter movie that looks whole."""
    first = next(frames)
    path.write_bytes(b"")  # a folder that is missing or read-only is refused in Python's words, not in ffmpeg's
    height, width, _ = first.shape
    raw = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{width}x{height}", "-r", f"{fps:.9g}", "-i", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    try:
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *raw, *H264, str(path.absolute())]
        ffmpeg = subprocess.Popen(command, **pipes, start_new_session=True)  # it shall not hear Ctrl-C
    except (OSError, RuntimeError) as error:
        raise _ffmpeg_error("cannot be started", error) from error
    with ffmpeg:
        with suppress(BrokenPipeError):  # ffmpeg has ended; why, it says below
            for frame in itertools.chain([first], frames):
                ffmpeg.stdin.write(frame)
        _, messages = ffmpeg.communicate()
    reason = messages.decode(errors="replace").strip().rpartition("\n")[2] or f"exit code {ffmpeg.returncode}"
    if ffmpeg.returncode != 0:
        raise _ffmpeg_error("failed", reason)
    try:
        written, _ = imageio_ffmpeg.count_frames_and_secs(str(path.absolute()))
    except RuntimeError:  # not a movie at all
        written = 0
    if written != n_frames:
        raise _ffmpeg_error(f"wrote {written} of {n_frames} frames", reason)


def _ffmpeg_error(what, reason):
    """One line for everything that goes wrong with ffmpeg."""
    remedy = "free space on the disk, name another ffmpeg in IMAGEIO_FFMPEG_EXE, or write a .gif, which needs none"
    return OSError(f"ffmpeg {what} ({reason}): {remedy}")


def _write_gif(path, frames, fps, n_frames):
    """Save through Pillow in one palette. GIF counts hundredths of a second: durations alternate to keep the pace."""
    ends = np.round(100 / fps * np.arange(n_frames + 1)).astype(int)
    durations = [10 * int(hundredths) for hundredths in np.maximum(np.diff(ends), 1)]
    # The first frame's colour bar shows every colour that a later frame can need.
    pictures = (Image.fromarray(frame).convert("RGB") for frame in frames)
    first = next(pictures).quantize(256, method=Image.Quantize.MAXCOVERAGE)
    others = (picture.quantize(palette=first, dither=Image.Dither.NONE) for picture in pictures)
    encoded = io.BytesIO()
    first.save(encoded, format="GIF", save_all=True, append_images=others, duration=durations, loop=0)
    path.write_bytes(encoded.getvalue())
