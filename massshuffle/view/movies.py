"""Movies of a weight matrix as colours: MP4 (H.264, plays in a browser) or GIF, one frame for each recorded frame.

Proved by tests/view/test_movies.py.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import imageio.v2
import imageio_ffmpeg
import numpy as np
from PIL import Image
from tqdm import tqdm

from massshuffle import checks
from massshuffle.files import replacing
from massshuffle.view.painting import painted_frames

# Cells change their colour and nothing moves, so to look for what has moved, or to look far ahead, is work for nothing.
H264 = ("-preset", "veryfast", "-bf", "0", "-threads", "1", "-x264-params")
H264 += ("me=dia:subme=1:ref=1:8x8dct=0:rc-lookahead=5",)


class Background(ThreadPoolExecutor):
    """Threads that encode movies while others draw. After an error in its block, or Ctrl-C, they stop at a frame's end.

    progress : whether each movie shows a bar on a terminal
    """

    def __init__(self, threads, progress=False):
        super().__init__(threads)
        self.progress, self.stopping = progress, False

    def __exit__(self, error, *rest):
        self.stopping = error is not None
        self.shutdown(cancel_futures=self.stopping)

    def until_stopped(self, frames, name, n_frames):
        """The frames, until the end or a stop."""
        hidden = None if self.progress else True  # None: hidden where there is no terminal
        for frame in tqdm(frames, name, n_frames, unit="frame", leave=False, disable=hidden):
            if self.stopping:
                raise InterruptedError(f"{name} was stopped")
            yield frame


def write_movie(path, *frames, **look):
    """Write a movie as start_movie does, wait for its end, and return the path."""
    with Background(1, progress=True) as pool:
        return start_movie(pool, path, *frames, **look).result()


def start_movie(pool, path, weights, iterations, fps=40, limits=(-1, 1), colormap="hot", labels=None):
    """Write the heat maps of weights (F, n, m) to path, an .mp4 or a .gif. Returns a future whose result is the path.

    pool       : a Background: what needs no drawing goes on there while others draw
    iterations : (F,) shown above each frame    fps : frames a second, 0.01 to 1000
    limits     : weights at the ends of the colour bar
    labels     : names of the m columns; W[0], W[1], ... if None; () for a picture with square cells and no names
    Raises ValueError for an empty or malformed history or another suffix; the result raises OSError if the file cannot
    be written whole.
    """
    path = Path(path)
    writers = {".mp4": _write_mp4, ".gif": _write_gif}
    if path.suffix not in writers:
        raise checks.BadInput(f"path must end in .mp4 or .gif, got {path}")
    weights, iterations = checks.frames(weights, iterations)
    fps = checks.number("fps", fps, low=0.01, high=1000)
    frames = painted_frames(weights, iterations, limits, colormap, labels)
    frames = pool.until_stopped(frames, path.name, len(weights))

    def write():
        with replacing(path) as temporary:
            writers[path.suffix](temporary, frames, fps, len(weights))
        return path

    return pool.submit(write)


def _write_mp4(path, frames, fps, n_frames):
    """Stream the frames through ffmpeg, then count them: a full disk or a killed ffmpeg says nothing by itself."""
    look = {"codec": "libx264", "pixelformat": "yuv420p", "macro_block_size": 2, "ffmpeg_log_level": "quiet"}
    look["output_params"] = [*H264, "-movflags", "+faststart"]
    with imageio.v2.get_writer(path, format="FFMPEG", fps=fps, **look) as writer:
        for frame in frames:
            writer.append_data(frame)
    try:
        written, _ = imageio_ffmpeg.count_frames_and_secs(str(path))
    except RuntimeError:  # not a movie at all
        written = 0
    if written != n_frames:
        raise OSError(f"ffmpeg wrote {written} of {n_frames} frames; is the disk full?")


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
    path.write_bytes(encoded.getbuffer())
