"""Written files → files that a power cut does not take back.

Knows neither names nor what is in a file.  A disk puts down many files in hardly more time than one, if it is asked for all of
them at once.  Linux has one call for all that a file system holds (syncfs(2)); it is asked only where it also tells what
could not be put down (Linux 5.8), and only on a disk of the machine's own: what a network drive does with it is its own affair.
It also waits for what others have written meanwhile, so it is for many files only.  Elsewhere each file is asked for by itself,
several at a time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from io import FileIO
from pathlib import Path
from typing import Any

_AT_ONCE = 8
"""Files that the disk is asked to put down at a time."""
_MANY = 16
"""From so many on, everything that the file system holds is asked for."""
_TELLS_FAULTS = (5, 8)
_OWN_DISKS = frozenset((0xEF53, 0x58465342, 0x9123683E))
"""ext2 to ext4, XFS and Btrfs, as statfs(2) names them."""


def put_down(files: Sequence[FileIO]) -> list[OSError | None]:
    """What the disk says to each file: nothing, or a refusal.  The files are closed."""
    if len(files) >= _MANY and _all_held(files):
        return [_asked(file, _closed) for file in files]
    if len(files) < 2:
        return [_asked(file, _flushed) for file in files]
    from concurrent.futures import ThreadPoolExecutor  # only where many files are written

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(_asked, files, [_flushed] * len(files)))


def sync_folder(folder: Path) -> None:
    """Puts the names in a folder on the disk, so that a power cut does not take a new name back; nothing where the system
    has no such thing (Windows, some network drives), since there the files themselves are on the disk all the same."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _asked(file: FileIO, how: Callable[[FileIO], None]) -> OSError | None:
    try:
        how(file)
    except OSError as error:
        return error
    return None


def _flushed(file: FileIO) -> None:
    with file:
        os.fsync(file.fileno())


def _closed(file: FileIO) -> None:
    file.close()


def _all_held(files: Sequence[FileIO]) -> bool:
    """Whether the file systems of the files have put down all that they hold; where one refuses, nobody knows of which file
    it speaks, and each must be asked for by itself."""
    library = _library()
    if library is None:
        return False
    systems = {os.fstat(file.fileno()).st_dev: file.fileno() for file in files}
    return all(_kind(library, handle) in _OWN_DISKS and library.syncfs(handle) == 0 for handle in systems.values())


@cache
def _library() -> Any:
    """The C library where its syncfs can be relied on, else ``None``."""
    if sys.platform != "linux" or _version(os.uname().release) < _TELLS_FAULTS:
        return None
    import ctypes  # only where many files are written

    library = ctypes.CDLL(None)
    return library if hasattr(library, "syncfs") and hasattr(library, "fstatfs") else None


def _version(release: str) -> tuple[int, ...]:
    """6.1.0-18-amd64 → (6, 1)."""
    return tuple(int(number) for number in release.split("-")[0].split(".")[:2] if number.isdecimal())


def _kind(library: Any, handle: int) -> int:
    """The kind of the file system in which an open file lies: the first number of ``struct statfs``; 0 for no answer."""
    import ctypes  # as above

    told = ctypes.create_string_buffer(1024)  # several times what any system writes there
    return int(ctypes.c_long.from_buffer(told).value) if library.fstatfs(handle, told) == 0 else 0
