import re
import subprocess

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from massshuffle.view import movies
from massshuffle.view.figures.weights import heat_map
from massshuffle.view.movies import write_movie
from massshuffle.view.painting import painted_frames

ITERATIONS = np.arange(6) * 40


@pytest.fixture
def weights(rng):
    return rng.uniform(-1, 1, (6, 1, 5))


def read_movie(path):
    """What ffmpeg says of a movie, and its frames as RGB pixels (F, height, width, 3)."""
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    decode = [ffmpeg, "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    ran = subprocess.run(decode, capture_output=True, check=True)
    facts = ran.stderr.decode()
    width, height = map(int, re.search(r", (\d+)x(\d+)", facts).groups())
    return facts, np.frombuffer(ran.stdout, np.uint8).reshape(-1, height, width, 3)


def test_mp4_is_what_a_browser_plays(tmp_path, weights):
    path = write_movie(tmp_path / "m.mp4", weights, ITERATIONS)
    facts, frames = read_movie(path)
    assert "Video: h264" in facts
    assert "yuv420p" in facts
    assert " 40 fps" in facts
    assert len(frames) == 6
    assert [side % 2 for side in frames.shape[1:3]] == [0, 0]
    content = path.read_bytes()
    start, data = content.find(b"moov"), content.find(b"mdat")
    assert start < data, "a browser should not need the end of the file to start"
    assert [p.name for p in tmp_path.iterdir()] == ["m.mp4"]


def test_gif_keeps_all_frames_and_the_pace(tmp_path, weights):
    with Image.open(write_movie(tmp_path / "m.gif", weights, ITERATIONS, fps=40)) as movie:
        durations = []
        for frame in range(movie.n_frames):
            movie.seek(frame)
            durations.append(movie.info["duration"])
    assert len(durations) == 6
    assert sum(durations) == 150


@pytest.mark.parametrize(
    ("shape", "limits", "colormap"),
    [((6, 1, 5), (-1, 1), "hot"), ((3, 7, 40), (-0.3, 0.5), "RdBu"), ((2, 300, 2), (-1, 1), "hot")],
)
def test_painted_frames_equal_full_drawing(rng, shape, limits, colormap):
    weights = rng.uniform(-1, 1, shape)
    frames = painted_frames(weights, 12345 * ITERATIONS[: len(weights)], limits, colormap, None)
    for frame, W, iteration in zip(frames, weights, 12345 * ITERATIONS[: len(weights)], strict=True):
        figure = heat_map(W, iteration, limits, colormap)
        figure.canvas.draw()
        assert np.array_equal(frame, np.asarray(figure.canvas.buffer_rgba())[: len(frame)])


def test_movie_frames_show_the_colours_of_the_weights(tmp_path):
    """Black at -1, white at 1 in the map 'hot'."""
    path = write_movie(tmp_path / "m.mp4", np.array([[[-1.0, 1.0]]]), [0])
    _, [frame] = read_movie(path)
    height, width, _ = frame.shape
    left, right = frame[height // 2, width // 4], frame[height // 2, 5 * width // 8]
    assert left.max() < 20
    assert right.min() > 235


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
    with pytest.raises(OSError, match="wrote 4 of 6 frames"):
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
    with pytest.raises(OSError, match="wrote 0 of 6 frames; is the disk full?"):
        write_movie(tmp_path / "m.mp4", weights, ITERATIONS)
    assert not list(tmp_path.iterdir())


def test_an_unwritable_place(tmp_path, weights):
    with pytest.raises(OSError, match="does not exist"):
        write_movie(tmp_path / "no" / "m.mp4", weights, ITERATIONS)
    with pytest.raises(FileNotFoundError):
        write_movie(tmp_path / "no" / "m.gif", weights, ITERATIONS)
