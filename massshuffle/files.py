"""Files that are either whole or not there: written under a temporary name, then renamed.

Who is killed in between (SIGKILL, SIGTERM) leaves the temporary file: its name begins with a dot and tells the process.

Tested by tests/book/test_files.py.
"""

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path):
    """Yield a temporary path beside path, with the same suffix; it becomes path when the block ends without an error.

    Raises what the block raises (OSError for an unwritable folder, say), after removing the temporary file.
    """
    path = Path(path)
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.partial{path.suffix}")
    try:
        yield temporary
        os.replace(temporary, path)
    except OSError as error:
        if error.filename == str(temporary):
            error.filename = str(path)  # the name that the reader of the message knows
        raise
    finally:
        temporary.unlink(missing_ok=True)


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
