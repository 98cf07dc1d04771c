"""The name of a file, as data or a template say it, and what the caller allows → the bytes, or why not.

Knows no pictures.  Data and templates come from strangers: a name is looked for only in the one folder, or among the
files, that the caller names; a name that leads out of the folder, by ``..``, as a whole path or through a symbolic link,
is refused with the same words as one that is not there, so that nobody can probe for files.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path, PurePosixPath

from reportgen.engine.values.base import Unusable
from reportgen.message import Message, say
from reportgen.problem import Code
from reportgen.storage import read_regular

R06 = Code("R06", "图片或子文档找不到、读不懂、太大，或不许读", "数据里写“照片.webp”", "另存为 PNG 或 JPEG，放在数据文件的文件夹里")

Files = Path | Mapping[str, bytes | Path] | None
"""A folder; or names and the files or bytes that they stand for; or nothing, so that no file can be read."""
MAX_BYTES = 32 * 1024 * 1024
"""Largest file, in bytes, that is put into a document."""


class FileKind(Enum):
    """What a file is wanted for."""

    PICTURE = say("图片")
    SUBDOCUMENT = say("子文档")

    @property
    def word(self) -> Message:
        """What it is called."""
        return self.value


def read_allowed(name: str, allowed: Files, kind: FileKind = FileKind.PICTURE) -> bytes:
    """Raises ``Unusable`` (R06) for what is not there, not allowed, or too large."""
    if allowed is None:
        raise Unusable(
            say("不能读文件“{file}”：没有说明{kind}放在哪个文件夹", file=name, kind=kind.word),
            R06,
            say("用 reportgen 套用时，把{kind}放在数据文件的文件夹里", kind=kind.word),
        )
    if isinstance(allowed, Path):
        found = _within(allowed, name)
    else:
        held = allowed.get(name)
        if isinstance(held, bytes):
            return bounded(held, name, kind)
        found = held
    if found is None or not found.is_file():
        message = (
            say("“{folder}”文件夹里没有“{file}”", folder=allowed.resolve().name or str(allowed.resolve()), file=name)
            if isinstance(allowed, Path)
            else say("准备好的文件里没有“{file}”", file=name)
        )
        raise Unusable(message, R06, say("检查文件名，{kind}要放在这个文件夹里（或它下面）", kind=kind.word))
    return read_path(found, kind)


def read_path(path: Path, kind: FileKind = FileKind.PICTURE) -> bytes:
    """A file that a caller in Python vouches for."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path.stat().st_size, path.name, kind)
        return bounded(read_regular(path, MAX_BYTES), path.name, kind)
    except OSError:
        message = say("{kind}“{file}”打不开", kind=kind.word, file=path.name)
        raise Unusable(message, R06, say("检查文件名，和读这个文件的权限")) from None


def bounded(data: bytes, name: str, kind: FileKind = FileKind.PICTURE) -> bytes:
    """The bytes, unless there are too many."""
    if len(data) > MAX_BYTES:
        raise _too_large(len(data), name, kind)
    return data


def _too_large(size: int, name: str, kind: FileKind) -> Unusable:
    megabytes, limit = size // 1024 // 1024, MAX_BYTES // 1024 // 1024
    message = say(
        "{kind}“{file}”有 {size_mb}MB，超过了上限 {limit_mb}MB", kind=kind.word, file=name, size_mb=megabytes, limit_mb=limit
    )
    return Unusable(message, R06, say("请先把图片压缩"))


def _within(folder: Path, name: str) -> Path | None:
    """The file of this name in a folder or below it, symbolic links followed; None for what leads out of it."""
    steps = PurePosixPath(name.replace("\\", "/"))
    if steps.is_absolute() or ".." in steps.parts or ":" in name or not name.isprintable():
        return None
    try:
        home = folder.resolve(strict=True)
        found = (home / steps).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return found if found.is_relative_to(home) else None
