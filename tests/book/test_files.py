import os
import signal

import pytest

from massshuffle.files import replacing, save_text, whole_file, writable_folder


def test_a_whole_file_takes_its_place(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with replacing(path) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".txt"
        temporary.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_half_written_file_leaves_nothing(tmp_path, error):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(error), replacing(path) as temporary:
        temporary.write_text("half")
        raise error
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_ctrl_c_waits_until_a_file_is_whole(tmp_path):
    with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "a.txt") as file:
        file.write(b"one, ")
        signal.raise_signal(signal.SIGINT)
        file.write(b"two")
    assert (tmp_path / "a.txt").read_text() == "one, two"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_writable_folder_is_made_and_left_empty(tmp_path):
    assert os.listdir(writable_folder(tmp_path / "a" / "b")) == []


def test_a_file_of_the_user_stays(tmp_path):
    for name in ("probe", ".probe"):
        (tmp_path / name).write_text("precious")
    writable_folder(tmp_path)
    assert sorted(os.listdir(tmp_path)) == [".probe", "probe"]


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError):
        writable_folder(tmp_path / "file")
    with pytest.raises(OSError):
        writable_folder(tmp_path / "file" / "below")


def test_save_text(tmp_path):
    assert save_text(["a", "é"], tmp_path / "t.txt").read_text(encoding="utf-8") == "a\né\n"
