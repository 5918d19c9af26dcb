"""Files take their place whole or not at all, and an error names the file.

Read it after files.py.
"""

import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from conftest import ROOT

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
    assert not (tmp_path / "a").exists(), "nothing was written"
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error), writable_folder(tmp_path / "c" / "d"):
            raise error
    with pytest.raises(ValueError, match="late"), writable_folder(tmp_path / "e") as folder:
        save_text(["kept"], folder / "t.txt")
        raise ValueError("late")
    assert sorted(os.listdir(tmp_path)) == [".probe", "e", "probe"]
    assert os.listdir(tmp_path / "e") == ["t.txt"]


@pytest.mark.parametrize("path", ["file", "file/below"])
def test_a_folder_that_cannot_be(tmp_path, path):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError, match="file is a file"), writable_folder(tmp_path / path):
        pass


def test_save_text(tmp_path):
    assert save_text(["a", "é"], tmp_path / "t.txt").read_text(encoding="utf-8") == "a\né\n"


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    target, link, dangling = tmp_path / "elsewhere" / "a.txt", tmp_path / "link.txt", tmp_path / "dangling.txt"
    target.write_text("old")
    link.symlink_to(target)
    dangling.symlink_to("elsewhere/b.txt")
    for path in (link, dangling):
        save_text(["new"], path)
        assert path.is_symlink()
        assert path.read_text() == "new\n"
    assert sorted(os.listdir(tmp_path / "elsewhere")) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o444])
def test_mode_and_owner_stay(tmp_path, mode):
    path = tmp_path / "a.txt"
    path.touch()
    path.chmod(mode)
    if os.getuid() == 0:
        os.chown(path, 65534, 65534)
    elif mode == 0o444:
        pytest.skip("only root may write to it")
    before = path.stat()
    with replacing(path) as temporary:
        assert temporary.stat().st_mode & 0o077 == 0, "nobody else reads a half-written file"
        temporary.write_text("new")
    after = path.stat()
    assert (path.read_text(), after.st_mode) == ("new", before.st_mode)
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


AS_SOMEBODY = """
import os, sys
from massshuffle.files import replacing
if os.getuid() == 0:
    os.setgroups([])
    os.setegid(65534)
    os.seteuid(65534)
    if sys.argv[2] == "for good":
        os.seteuid(0)
        os.setgid(65534)
        os.setuid(65534)
try:
    with replacing(sys.argv[1]):
        raise SystemExit("it was let in")
except PermissionError as error:
    print(error)
"""


@pytest.mark.parametrize("change", ["for good", "effective user"])
def test_a_file_without_write_permission_is_refused(change):
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to somebody who is not root
        path = Path(folder) / "a.txt"
        path.write_text("precious")
        path.chmod(0o444)
        Path(folder).chmod(0o777)
        command = [sys.executable, "-c", AS_SOMEBODY, path, change]
        ran = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
        assert (ran.stdout, ran.stderr) == (f"[Errno 13] Permission denied: '{path}'\n", "")
        assert path.read_text() == "precious"
        assert os.listdir(folder) == ["a.txt"]


def test_an_open_pipe_is_written_into_and_stays_a_pipe(tmp_path):
    path, received = tmp_path / "pipe", []
    os.mkfifo(path)
    with pytest.raises(OSError, match=f"{path} must be a pipe that is read, got one without a reader: start its"):
        save_text(["nobody hears"], path)
    reader = threading.Thread(target=lambda: received.append(path.read_bytes()))
    reader.start()
    for _ in range(1000):
        try:
            save_text(["a" * 200_000], path)  # more than a pipe holds
            break
        except OSError:  # the reader is not there yet
            time.sleep(0.005)
    reader.join(10)
    assert received == [b"a" * 200_000 + b"\n"]
    assert path.is_fifo()
    assert os.listdir(tmp_path) == ["pipe"]


def test_a_pipe_gets_nothing_of_a_file_that_was_not_finished(tmp_path):
    path, received = tmp_path / "pipe.txt", []
    os.mkfifo(path)
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(ValueError, match="late"), replacing(path) as temporary:
        assert temporary.suffix == ".txt"
        temporary.write_text("half")
        raise ValueError("late")
    received = os.read(reading, 100)
    os.close(reading)
    assert received == b""


@pytest.mark.skipif(not hasattr(os, "mknod") or os.getuid() != 0, reason="only root makes a device")
def test_a_character_device_is_written_into_and_stays_one(tmp_path):
    null, full = tmp_path / "null", tmp_path / "full"
    for path, minor in ((null, 3), (full, 7)):
        try:
            os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, minor))
        except PermissionError:
            pytest.skip("not even root makes a device here")
    save_text(["gone"], null)
    with pytest.raises(OSError, match="No space left"):
        save_text(["no room"], full)
    assert null.is_char_device()
    assert full.is_char_device()
    assert sorted(os.listdir(tmp_path)) == ["full", "null"]


def test_a_folder_and_a_socket_are_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as other:
        other.bind("s")
        for path, message in ((tmp_path, "Is a directory"), ("", "Is a directory"), ("s", "s must be a file, a pipe")):
            with pytest.raises(OSError, match=message):
                save_text(["never"], path)
    assert Path("s").is_socket()
    assert os.listdir(tmp_path) == ["s"]


@pytest.mark.parametrize("name", ["n" * 255, "é" * 125 + ".npz", "n." + "s" * 253, b"caf\xe9.txt", b"\xff" * 255])
def test_any_name_that_a_file_can_have(tmp_path, name):
    path = tmp_path / os.fsdecode(name)
    try:
        path.touch()
    except OSError:
        pytest.skip("no name for this file system")
    assert save_text(["new"], path).read_text() == "new\n"
    assert os.listdir(tmp_path) == [path.name]


def test_one_text_in_place_of_lines_is_refused(tmp_path):
    with pytest.raises(BadInput, match="^lines must be a list of texts, got one of 3 letters"):
        save_text("abc", tmp_path / "a.txt")
    assert os.listdir(tmp_path) == []


def test_an_error_of_renaming_names_the_file_alone(tmp_path):
    path = tmp_path / "a.txt"
    with pytest.raises(IsADirectoryError, match=r"Is a directory: '[^']*a\.txt'$"), replacing(path) as temporary:
        temporary.write_text("new")
        path.mkdir()  # by another program, meanwhile
