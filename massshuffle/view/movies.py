"""Movies of a weight matrix as colours: MP4 (H.264, plays in a browser) or GIF, one frame for each recorded frame.

Drawing a figure anew for each of 750 frames takes 13 s. Here everything that stands still is drawn once and kept as
pixels; for each frame only the heat map and the iteration are drawn over it ("blitting"), which takes 2 s and gives the
same pixels.

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
from massshuffle.view.figures.weights import heat_map, iteration_title


def write_movie(path, weights, iterations, fps=40, limits=(-1, 1), colormap="hot", labels=None):
    """Write the heat maps of weights (F, n, m) to path, an .mp4 or a .gif, and return the path.

    iterations : (F,) shown above each frame    fps : frames a second, 0.01 to 1000
    limits     : weights at the ends of the colour bar
    labels     : names of the m columns; W[0], W[1], ... if None
    Raises ValueError for an empty or malformed history or another suffix, OSError if the file cannot be written whole.
    """
    path = Path(path)
    writers = {".mp4": _write_mp4, ".gif": _write_gif}
    if path.suffix not in writers:
        raise checks.BadInput(f"path must end in .mp4 or .gif, got {path}")
    weights, iterations = checks.frames(weights, iterations)
    fps = checks.number("fps", fps, low=0.01, high=1000)
    frames = _frames(weights, iterations, limits, colormap, labels)
    progress = tqdm(frames, desc=path.name, total=len(weights), unit="frame", leave=False, disable=None)
    with replacing(path) as temporary:
        writers[path.suffix](temporary, iter(progress), fps, len(weights))
    return path


def _frames(weights, iterations, limits, colormap, labels):
    """Yield each frame as RGBA pixels (height, width, 4), uint8, both sides even as H.264 wants them."""
    figure = heat_map(weights[0], iterations[0], limits, colormap, labels)
    canvas = figure.canvas
    axes = figure.axes[0]
    [mesh] = axes.collections
    moving = [mesh, *axes.spines.values(), axes.title]
    for artist in moving:
        artist.set_animated(True)
    canvas.draw()
    still = canvas.copy_from_bbox(figure.bbox)
    for W, iteration in zip(weights, iterations):
        canvas.restore_region(still)
        mesh.set_array(W)
        axes.title.set_text(iteration_title(iteration))
        for artist in moving:
            figure.draw_artist(artist)
        pixels = np.asarray(canvas.buffer_rgba())
        height, width = pixels.shape[0] // 2 * 2, pixels.shape[1] // 2 * 2
        yield pixels[:height, :width].copy()


def _write_mp4(path, frames, fps, n_frames):
    """Stream the frames through ffmpeg, then count them: a full disk or a killed ffmpeg says nothing by itself.

    A thread of its own does the writing. Ctrl-C interrupts only the main thread, so it never meets imageio between
    starting ffmpeg and ending it.
    """
    writer = imageio.v2.get_writer(
        path,
        format="FFMPEG",
        fps=fps,
        codec="libx264",
        pixelformat="yuv420p",
        macro_block_size=2,
        output_params=["-preset", "veryfast", "-movflags", "+faststart"],
        ffmpeg_log_level="quiet",
    )
    with ThreadPoolExecutor(1) as thread:
        try:
            for frame in frames:
                thread.submit(writer.append_data, frame).result()
        finally:
            thread.submit(writer.close).result()
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
