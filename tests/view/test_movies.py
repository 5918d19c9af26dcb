import inspect
import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager

import imageio_ffmpeg
import matplotlib
import numpy as np
import pytest
from PIL import Image

from massshuffle.view import movies
from massshuffle.view.figures.style import in_style
from massshuffle.view.figures.weights import heat_map
from massshuffle.view.movies import painted_frames, start_movie, write_movie

ITERATIONS = np.arange(6) * 40
LOOKS = (
    ((1, 15), {}),
    ((1, 3), {"labels": ("W[0]", "W[1]", "mean of the others")}),
    ((4, 15), {"labels": ["a long name of a column"] * 15}),
    ((7, 40), {"limits": (-0.3, 0.5), "colormap": "RdBu"}),
    ((8, 8), {"labels": ()}),
    ((300, 2), {}),
)


@pytest.fixture
def weights(rng):
    return rng.uniform(-1.2, 1.2, (6, 1, 5))


def painted(weights, iterations, **look):
    """Copies of the painted frames."""
    return [frame.copy() for frame in painted_frames(heat_map(weights[0], 0, **look), weights, iterations)]


def read_movie(path):
    """What ffmpeg says of a movie, and its frames as RGB pixels (F, height, width, 3)."""
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    decode = [ffmpeg, "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    ran = subprocess.run(decode, capture_output=True, check=True)
    facts = ran.stderr.decode()
    width, height = map(int, re.search(r", (\d+)x(\d+)", facts).groups())
    return facts, np.frombuffer(ran.stdout, np.uint8).reshape(-1, height, width, 3)


def drawn(figure):
    """A figure as matplotlib draws it: RGBA pixels, and the left, right, top and bottom of its axes among them."""
    with in_style():
        figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())
    left, low, right, high = figure.axes[0].bbox.extents.round().astype(int)
    return pixels, (left, right, len(pixels) - high, len(pixels) - low)


@pytest.mark.parametrize(("shape", "look"), LOOKS, ids=str)
def test_the_colour_at_each_cells_centre_is_the_colour_maps(rng, shape, look):
    weights = rng.uniform(-1.2, 1.2, (2, *shape))
    rows, columns = np.indices(shape) + 0.5
    low, high = look.get("limits", (-1, 1))
    to_color = matplotlib.colormaps[look.get("colormap", "hot")]
    for frame, W in zip(painted(weights, [0, 40], **look), weights, strict=True):
        figure = heat_map(W, 0, **look)
        centers = np.column_stack([columns.ravel(), rows.ravel()])
        x, y = np.floor(figure.axes[0].transData.transform(centers)).astype(int).T
        shown = frame[figure.canvas.get_width_height()[1] - 1 - y, x]
        assert abs(shown - 255 * to_color((W.ravel() - low) / (high - low))).max() <= 0.5001


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "look"), LOOKS, ids=str)
def test_all_but_the_title_is_what_matplotlib_draws(rng, shape, look):
    """The last row and column of pixels of the border among it; a cell's edge may round to the other pixel."""
    weights = rng.uniform(-1.2, 1.2, (2, *shape))
    for frame, W in zip(painted(weights, [0, 40], **look), weights, strict=True):
        pixels, (left, right, top, bottom) = drawn(heat_map(W, 0, **look))
        inside = np.s_[top + 1 : bottom, left + 1 : right]
        border = frame[[top, bottom], left : right + 1], frame[top : bottom + 1, [left, right]]
        assert all((line == (128, 128, 128, 255)).all() for line in border)
        differs = (frame != pixels[: len(frame)]).any(axis=2)
        assert differs[inside].mean() < 0.01
        differs[inside] = False
        assert not differs[top:].any()


# Pixels. matplotlib before 3.11 rounds the widths of letters otherwise than Pillow, so a long title is wider.
PLACED_TO = 1 if matplotlib.__version_info__ >= (3, 11) else 3


def test_the_title_changes_and_nothing_else_does(rng):
    frames = painted(np.repeat(rng.uniform(-1, 1, (1, 2, 5)), 3, axis=0), [0, 30_000, 40])
    for frame, iteration in zip(frames, (0, 30_000, 40)):
        pixels, (left, right, top, _) = drawn(heat_map(np.zeros((2, 5)), iteration))
        ink = [(picture[:top, left:right, 0] < 200).nonzero() for picture in (frame, pixels)]
        ends = [[end(places) for places in found for end in (np.min, np.max)] for found in ink]
        assert ends[0] == pytest.approx(ends[1], abs=PLACED_TO), "where matplotlib writes it"
        assert frame[:top, left:right].min() == pixels[:top, left:right].min() == 38, "and as dark"
        changed = (frame != frames[0]).any(axis=2)
        assert changed[:top].any() == (iteration > 0)
        assert not changed[top:].any()
    assert not (frames[2] != painted(np.zeros((1, 2, 5)), [40])[0])[:top].any(), "nothing is left of 30,000"


def test_mp4_is_what_a_browser_plays(tmp_path, weights):
    path = write_movie(tmp_path / "m.mp4", weights, ITERATIONS, fps=12.5)
    facts, frames = read_movie(path)
    assert "Video: h264" in facts
    assert "yuv420p" in facts
    assert " 12.50 fps" in facts
    assert len(frames) == 6
    assert [side % 2 for side in frames.shape[1:3]] == [0, 0]
    content = path.read_bytes()
    start, data = content.find(b"moov"), content.find(b"mdat")
    assert start < data, "a browser should not need the end of the file to start"
    assert [p.name for p in tmp_path.iterdir()] == ["m.mp4"]
    for frame, exact in zip(frames, painted(weights, ITERATIONS)):
        assert abs(frame - exact[..., :3].astype(float)).mean() < 3, "H.264 loses little"


def test_gif_keeps_all_frames_and_the_pace(tmp_path, weights):
    exact = painted(weights, ITERATIONS)
    durations = []
    with Image.open(write_movie(tmp_path / "m.gif", weights, ITERATIONS)) as movie:
        for frame in range(movie.n_frames):
            movie.seek(frame)
            durations.append(movie.info["duration"])
            assert abs(np.asarray(movie.convert("RGB")) - exact[frame][..., :3].astype(float)).mean() < 3
        assert movie.info["loop"] == 0, "for ever"
    assert len(durations) == 6
    assert sum(durations) == 150, "40 frames per second, if not told otherwise"


def test_a_movie_alone_and_one_among_others_look_the_same():
    alone, among = (inspect.signature(function).parameters for function in (write_movie, start_movie))
    assert {name: among[name].default for name in alone} == {name: alone[name].default for name in alone}


@pytest.mark.parametrize("name", ["m.avi", "m", "m.MP4", "mp4"])
def test_other_suffixes_are_refused(tmp_path, name, weights):
    with pytest.raises(ValueError, match="path must end in .mp4 or .gif"):
        write_movie(tmp_path / name, weights, ITERATIONS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weights": np.zeros((0, 1, 5)), "iterations": []}, "at least one frame"),
        ({"weights": np.zeros((6, 5))}, "weights must have shape"),
        ({"weights": np.full((6, 1, 5), np.nan)}, "weights must be finite"),
        ({"iterations": [0, 1]}, "iterations must have shape"),
        ({"fps": 0}, "fps must be"),
        ({"fps": 1e-9}, "fps must be"),
        ({"fps": 1e9}, "fps must be"),
        ({"limits": (1, -1)}, "limits must be"),
        ({"labels": ["a"]}, "labels must name 5 columns"),
        ({"colormap": "warm"}, "colormap must be one of"),
    ],
)
def test_bad_input_leaves_no_file(tmp_path, weights, change, message):
    with pytest.raises(ValueError, match=message):
        write_movie(tmp_path / "m.mp4", **{"weights": weights, "iterations": ITERATIONS} | change)
    assert not list(tmp_path.iterdir())


def test_a_short_file_is_noticed_and_removed(tmp_path, weights, monkeypatch):
    monkeypatch.setattr(movies.imageio_ffmpeg, "count_frames_and_secs", lambda path: (4, 0.1))
    with pytest.raises(OSError, match="ffmpeg wrote 4 of 6 frames"):
        write_movie(tmp_path / "m.mp4", weights, ITERATIONS)
    assert not list(tmp_path.iterdir())


def test_a_file_that_ffmpeg_cannot_read_is_noticed_and_removed(tmp_path, weights, monkeypatch):
    """What a full disk leaves: a start without an end."""
    count = movies.imageio_ffmpeg.count_frames_and_secs

    def count_after_cutting(path):
        with open(path, "rb+") as file:
            file.truncate(1000)
        return count(path)

    monkeypatch.setattr(movies.imageio_ffmpeg, "count_frames_and_secs", count_after_cutting)
    with pytest.raises(OSError, match="ffmpeg wrote 0 of 6 frames .*: free space on the disk"):
        write_movie(tmp_path / "m.mp4", weights, ITERATIONS)
    assert not list(tmp_path.iterdir())


BROKEN = {
    "is missing": (None, "cannot be started"),
    "may not be run": ("no program", "cannot be started"),
    "ends at once": ("#!/bin/sh\nexit 3\n", r"failed \(exit code 3\)"),
    "reads and ends without a file": ("#!/bin/sh\ncat > /dev/null\n", "wrote 0 of 6 frames"),
    "knows no H.264": ("#!/bin/sh\necho Guessing >&2\necho \"Unknown encoder 'libx264'\" >&2\nexit 1\n", "libx264"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_ffmpeg_is_one_line_that_names_it(tmp_path, weights, monkeypatch, capfd, fault):
    content, message = BROKEN[fault]
    program, folder = tmp_path / "program", tmp_path / "folder"
    folder.mkdir()
    if content:
        program.write_text(content)
        program.chmod(0o755 if content.startswith("#!") else 0o644)
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(program))
    monkeypatch.setattr("imageio_ffmpeg._io.get_ffmpeg_exe", lambda: str(program))
    with pytest.raises(OSError, match=f"^ffmpeg .*{message}.*IMAGEIO_FFMPEG_EXE.* .gif") as caught:
        write_movie(folder / "m.mp4", weights, ITERATIONS)
    assert "\n" not in str(caught.value)
    assert capfd.readouterr().err == ""
    assert not list(folder.iterdir())
    if fault == "is missing":
        write_movie(folder / "m.gif", weights, ITERATIONS)


@pytest.mark.parametrize("name", ["m.mp4", "m.gif"])
def test_an_unwritable_place(tmp_path, weights, name):
    with pytest.raises(FileNotFoundError, match=name):
        write_movie(tmp_path / "no" / name, weights, ITERATIONS)


def test_ctrl_c_while_the_writing_thread_starts_leaves_no_file(tmp_path, weights, monkeypatch):
    """The executor does not know its thread yet, and would not wait for it."""
    replacing = movies.replacing

    @contextmanager
    def interrupted(path):
        os.kill(os.getpid(), signal.SIGINT)
        with replacing(path) as temporary:
            temporary.write_bytes(b"")
            time.sleep(0.05)
            yield temporary

    monkeypatch.setattr(movies, "replacing", interrupted)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            write_movie(tmp_path / "m.mp4", weights, ITERATIONS)
        assert not list(tmp_path.iterdir())
