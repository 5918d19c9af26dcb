"""Files take their place whole or not at all, and an error names the file.

Read it after files.py.
"""

import os

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


def test_an_error_names_the_file_that_was_meant(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"'.*nodir.a\.txt'$"), whole_file(tmp_path / "nodir" / "a.txt"):
        pass


def test_a_folder_is_made_and_only_what_was_written_stays(tmp_path):
    for name in ("probe", ".probe"):
        (tmp_path / name).write_text("precious")
    with writable_folder(tmp_path / "a" / "b") as folder:
        assert os.listdir(folder) == []
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error), writable_folder(tmp_path / "c" / "d"):
            raise error
    with pytest.raises(ValueError, match="late"), writable_folder(tmp_path / "e") as folder:
        save_text(["kept"], folder / "t.txt")
        raise ValueError("late")
    assert sorted(os.listdir(tmp_path)) == [".probe", "a", "e", "probe"]
    assert os.listdir(tmp_path / "e") == ["t.txt"]


@pytest.mark.parametrize("path", ["file", "file/below"])
def test_a_folder_below_a_file_is_refused(tmp_path, path):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError, match="file is a file"), writable_folder(tmp_path / path):
        pass


def test_text_is_saved_in_utf_8(tmp_path):
    assert save_text(["a", "é"], tmp_path / "t.txt").read_text(encoding="utf-8") == "a\né\n"
