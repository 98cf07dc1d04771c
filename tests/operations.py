"""What a command does with files, operation by operation: the state of the disk before each is what a kill there leaves, and anything
may be done to a file there, as somebody else does.

A killed process leaves the disk as it is at that moment, and its locks to whoever comes: so one run, with the disk copied before each
operation, gives what a kill before each of them leaves.  ``tests/test_killed_inputs.py`` kills real processes too.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_EVENTS = frozenset(
    ("open", "os.chmod", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "os.symlink", "os.truncate",
     "os.utime", "fcntl.flock", "os.stat", "os.fsync")
)  # fmt: skip
"""The events of Python's own audit hooks (PEP 578) that speak of files, and two calls that have none and are watched here."""
_NAMED_LAST = ("os.rename", "os.link", "os.symlink")
_TEMPORARY = re.compile(r"\.reportgen-[0-9a-f]+\.tmp")


@dataclass(frozen=True)
class Operation:
    """What is about to be done, and with which files of the office (none: with one that is open already)."""

    kind: str
    places: tuple[str, ...]

    @property
    def looks_only(self) -> bool:
        return self.kind in ("os.stat", "os.listdir", "os.scandir")


_WATCHING: list[tuple[str, Callable[[Operation], None]]] = []
_HOOKED: list[bool] = []


@contextmanager
def watched(office: Path, act: Callable[[Operation], None]) -> Iterator[None]:
    """Calls ``act`` before each operation on a file below ``office``, whose own operations are its own affair; what it raises is what
    the operation raises."""
    if not _HOOKED:
        _HOOKED.append(True)
        sys.addaudithook(_heard)  # which stays to the end of the process, and does nothing where nobody watches
    stat, fsync = os.stat, os.fsync
    os.stat = _told("os.stat", stat)  # type: ignore[assignment]
    os.fsync = _told("os.fsync", fsync)  # type: ignore[assignment]
    _WATCHING.append((f"{office.resolve()}{os.sep}", act))
    try:
        yield
    finally:
        _WATCHING.clear()
        os.stat, os.fsync = stat, fsync


def _told(event: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        _heard(event, arguments)
        return real(*arguments, **named)

    return call


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not _WATCHING or event not in _EVENTS:
        return
    root, act = _WATCHING[0]
    named = arguments[: 2 if event in _NAMED_LAST else 1]
    places = tuple(path.removeprefix(root) for path in map(_path, named) if path.startswith(root))
    if not places and (not isinstance(named[0], int) or event == "open"):
        return  # to open what is open already does nothing to the disk; Python does so when it keeps a module that it has just compiled
    watching = _WATCHING.pop()
    try:
        act(Operation(event, places))
    finally:
        _WATCHING.append(watching)


def _path(named: object) -> str:
    return str(Path.cwd() / os.fsdecode(named)) if isinstance(named, (str, bytes, os.PathLike)) else ""


def operations(office: Path, run: Callable[[], object]) -> list[Operation]:
    """All that a run does with files, in order."""
    found: list[Operation] = []
    with watched(office, found.append):
        run()
    return found


def states(office: Path, kept: Path, run: Callable[[], object]) -> list[Path]:
    """A copy of the office, below ``kept``, as it was before each operation of a run, none twice."""
    found: dict[object, Path] = {}

    def keep(operation: Operation) -> None:
        if operation.looks_only:
            return
        state = state_of(office)
        if state not in found:
            found[state] = kept / str(len(found))
            shutil.copytree(office, found[state])

    with watched(office, keep):
        run()
    return list(found.values())


def state_of(office: Path) -> frozenset[tuple[str, bytes]]:
    """Every file and folder; temporary files have random names."""
    return frozenset(
        (_TEMPORARY.sub("temporary", path.relative_to(office).as_posix()), path.read_bytes() if path.is_file() else b"a folder")
        for path in office.rglob("*")
    )


def refused(path: str) -> OSError:
    """As the system says of a file that another program has opened for itself."""
    return PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)


@contextmanager
def quick_folder(there: Path) -> Iterator[Path]:
    """A folder in memory where there is one: the copies are many, and nothing of them has to last."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else there) as folder:
        yield Path(folder)
