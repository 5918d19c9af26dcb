"""Files that are either whole or not there: each is written under a temporary name, then renamed.

A link is followed, and a file that was there keeps its permissions. A device or a pipe has nothing to be kept whole: it
is written straight into. A process that is killed in between (SIGKILL, SIGTERM) leaves its temporary file behind, whose
name begins with a dot and contains the process id.

Tested by tests/book/test_files.py.
"""

import errno
import itertools
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from massshuffle import checks

LONGEST_SUFFIX = 16  # of a temporary name: a name may be 255 characters long, its suffix nearly as long
_counter = itertools.count()


@contextmanager
def replacing(path):
    """Yield a path to write to, with the same suffix as path; path is replaced when the block ends without an error.

    The path that is yielded is a temporary file beside path or, for a device or a pipe, path itself.
    Raises BadInput if path is a folder or a socket, OSError if it cannot be written, and what the block raises, after
    removing the temporary file.
    """
    status = _status(path)
    if status is not None and not stat.S_ISREG(status.st_mode):
        _check_stream(path, status.st_mode)
        yield Path(path)
        return
    target = Path(os.path.realpath(path))
    if status is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
    suffix = target.suffix if len(target.suffix) <= LONGEST_SUFFIX else ""
    temporary = target.with_name(f".{os.getpid()}-{next(_counter)}.partial{suffix}")
    try:
        yield temporary
        if status is not None:
            shutil.copymode(target, temporary)
            with suppress(OSError):  # only root may give a file away
                os.chown(temporary, status.st_uid, status.st_gid)
        os.replace(temporary, target)
    except OSError as error:
        if error.filename == str(temporary):
            error.filename = str(path)  # the name that the reader of the message knows
        raise
    finally:
        temporary.unlink(missing_ok=True)


def _status(path):
    """Return what os.stat says of path, links followed; None if nothing is there."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _check_stream(path, mode):
    """Refuse what is neither a regular file nor a character device nor a pipe that somebody reads."""
    if stat.S_ISFIFO(mode):
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))  # without a reader, opening it would wait for ever
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            message = f"{path} must be a file or a pipe that is read, got a pipe that nobody reads"
            raise checks.BadInput(message) from None
    elif not stat.S_ISCHR(mode):
        kinds = {stat.S_IFDIR: "a folder", stat.S_IFSOCK: "a socket", stat.S_IFBLK: "a disk"}
        raise checks.BadInput(f"{path} must be a file, got {kinds.get(stat.S_IFMT(mode), 'something else')}")


@contextmanager
def whole_file(path):
    """Yield a binary file that becomes path when the block ends without an error."""
    with replacing(path) as temporary, open(temporary, "wb") as file:
        yield file


@contextmanager
def writable_folder(path):
    """Yield the folder, made if need be; try to write in it, so that long work does not end at a closed door.

    A folder that was made and holds nothing after an error is taken away again.
    Raises OSError if it cannot be made or written in.
    """
    folder = Path(path)
    for part in (folder, *folder.parents):
        if part.exists() and not part.is_dir():
            raise NotADirectoryError(f"{folder} must be a folder, {part} is a file")
    made = [part for part in (folder, *folder.parents) if not part.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass
    try:
        yield folder
    except BaseException:
        for part in made:
            with suppress(OSError):  # not empty
                part.rmdir()
        raise


def save_text(lines, path):
    """Write lines to a text file (UTF-8) and return its path."""
    path = Path(path)
    with whole_file(path) as file:
        file.write(("\n".join(lines) + "\n").encode())
    return path
