"""Files take their place whole or not at all, and an error names the file.

Read it after files.py.
"""

import os
import socket
import stat
import subprocess
import sys
import threading

import pytest

from massshuffle.checks import BadInput
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


def test_a_link_is_followed_and_permissions_stay(tmp_path):
    target, link = tmp_path / "deep" / "target.txt", tmp_path / "link.txt"
    target.parent.mkdir()
    link.symlink_to(target)
    save_text(["into a link that leads nowhere yet"], link)
    target.chmod(0o640)
    save_text(["new"], link)
    assert link.is_symlink()
    assert (target.read_text(), stat.S_IMODE(target.stat().st_mode)) == ("new\n", 0o640)
    assert os.listdir(target.parent) == ["target.txt"]


def test_a_pipe_that_is_read_is_written_straight_into(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match="pipe that is read, got a pipe that nobody reads"):
        save_text(["lost"], pipe)
    found, reading = [], os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    reader = threading.Thread(target=lambda: found.append(pipe.read_text()))
    reader.start()
    save_text(["through"], pipe)
    os.close(reading)
    reader.join(10)
    assert (found, stat.S_ISFIFO(pipe.stat().st_mode)) == (["through\n"], True)


def test_a_device_stays_a_device():
    before = os.stat(os.devnull).st_rdev
    save_text(["nowhere"], os.devnull)
    assert os.stat(os.devnull).st_rdev == before


def test_a_folder_and_a_socket_are_refused(tmp_path, monkeypatch):
    with pytest.raises(BadInput, match="must be a file, got a folder"):
        save_text(["text"], tmp_path)
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
        with pytest.raises(BadInput, match="must be a file, got a socket"):
            save_text(["text"], "socket")


AS_NOBODY = """
import os, sys
if os.getuid() == 0:
    os.setuid(65534)
try:
    save_text(["new"], "kept.txt")
except PermissionError as error:
    print(error)
"""


def test_a_file_without_write_permission_is_refused(tmp_path, monkeypatch):
    """Also where the folder could be written in. Root may write anything, so somebody else tries."""
    path = tmp_path / "kept.txt"
    path.write_text("precious")
    path.chmod(0o444)
    tmp_path.chmod(0o777)
    code = f"from massshuffle.files import save_text{AS_NOBODY}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert "Permission denied: 'kept.txt'" in ran.stdout
    assert path.read_text() == "precious"


@pytest.mark.parametrize("name", [b"a" * 255, b"a." + b"b" * 253, b"caf\xe9.txt"])
def test_long_names_and_names_that_are_not_utf_8(tmp_path, name):
    path = tmp_path / os.fsdecode(name)
    assert save_text(["text"], path).read_text() == "text\n"
    assert os.listdir(os.fsencode(tmp_path)) == [name]
