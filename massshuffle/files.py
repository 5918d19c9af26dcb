"""Files that are either whole or not there: each is written under a temporary name, then renamed.

A link stays a link, and the file that it leads to is replaced. That file keeps its mode and, as far as we may give it
away, its owner. A pipe or a character device (/dev/null, /dev/stdout) cannot be replaced without destroying it, so the
finished file is copied into it. If a run is killed before the end (SIGKILL, SIGTERM), the temporary file stays: its
name begins with a dot and holds the number of the process.

Tested by tests/book/test_files.py.
"""

import errno
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from massshuffle.checks import BadInput


def check_writable(path):
    """Return the os.stat_result of path, None if nothing is there yet.

    Raises OSError if path is a folder, a file without write permission, a socket or a block device.
    """
    path = Path(path)
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    mode = status.st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not (stat.S_ISREG(mode) or _takes_bytes(status)):
        kind = "socket" if stat.S_ISSOCK(mode) else "block device"
        raise OSError(f"{path} must be a file, a pipe or a character device, got a {kind}: name a file")
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):  # False only on Windows
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return status


def _takes_bytes(status):
    """Whether it is a pipe or a character device."""
    return stat.S_ISFIFO(status.st_mode) or stat.S_ISCHR(status.st_mode)


@contextmanager
def replacing(path):
    """Yield a temporary path with the same suffix; its file becomes path when the block ends without an error.

    Raises what the block raises, after removing the temporary file, and OSError if path cannot be written.
    """
    path = Path(path)
    status = check_writable(path)
    write = _copied if status is not None and _takes_bytes(status) else _renamed
    with write(path, status) as temporary:
        yield temporary


@contextmanager
def _renamed(path, status):
    """Yield a temporary path in the folder of the file that is replaced, and rename it at the end."""
    target = Path(os.path.realpath(path))  # of a link: where it leads
    # A name of at most 255 bytes: what is cut off here makes room for the number of the process.
    temporary = target.with_name(f".{target.stem[:20]}.{os.getpid()}.partial{target.suffix[:20]}")
    try:
        if status is not None:
            temporary.touch(0o600)  # so that nobody reads what the old file's mode kept from them
        yield temporary
        if status is not None:
            _give_away(temporary, status)
        os.replace(temporary, target)
    except OSError as error:
        if error.filename == str(temporary):
            raise OSError(error.errno, error.strerror, str(path)) from error  # the name that the reader knows
        raise
    finally:
        temporary.unlink(missing_ok=True)


def _give_away(path, status):
    """Give a file the owner and the mode of another."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root may give a file away
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(stat.S_IMODE(status.st_mode))


@contextmanager
def _copied(path, status):
    """Yield a temporary path elsewhere, and copy its file into path, a pipe or a device, at the end."""
    with open(path, "wb", opener=_opened_at_once) as stream, tempfile.TemporaryDirectory() as folder:
        temporary = Path(folder) / f"whole{path.suffix[:20]}"
        yield temporary
        with open(temporary, "rb") as file:
            shutil.copyfileobj(file, stream)


def _opened_at_once(path, flags):
    """Open what is there, never make a file. Opening a pipe without a reader would wait for ever, so it is refused."""
    flags &= ~(os.O_CREAT | os.O_TRUNC)
    try:
        file = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno == errno.ENXIO and stat.S_ISFIFO(os.stat(path).st_mode):
            message = f"{path} must be a pipe that is read, got one without a reader: start its reader first"
            raise OSError(message) from None
        raise
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(file, True)
    return file


@contextmanager
def whole_file(path):
    """Yield a binary file that becomes path when the block ends without an error."""
    with replacing(path) as temporary, open(temporary, "wb") as file:
        yield file


@contextmanager
def writable_folder(path):
    """Yield the folder, made if need be; try to write in it, so that long work does not end at a closed door.

    A folder that was made and holds nothing at the end is taken away again.
    Raises OSError if it cannot be made or written in.
    """
    folder = Path(path)
    for part in (folder, *folder.parents):
        if part.exists() and not part.is_dir():
            raise NotADirectoryError(f"{folder} must be a folder, {part} is a file")
    made = [part for part in (folder, *folder.parents) if not part.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        yield folder
    finally:
        for part in made:
            with suppress(OSError):  # not empty
                part.rmdir()


def save_text(lines, path):
    """Write lines, a list of texts, to a text file (UTF-8) and return its path."""
    if isinstance(lines, str):
        raise BadInput(f"lines must be a list of texts, got one of {len(lines)} letters")
    path = Path(path)
    with whole_file(path) as file:
        file.write(("\n".join(lines) + "\n").encode())
    return path
