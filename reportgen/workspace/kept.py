"""What copies were made from, the copies themselves and the notes of what was written → kept under ``output/.reportgen/`` and found
again.

Knows no year and no unit.  Inputs and Word files are kept once each under their digests; what is found is what was kept, to the
last byte, or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.storage import digest, read_regular, write_file
from reportgen.yamltext import MAX_BYTES

_LARGEST_RECORD = 1 << 28
"""In bytes: of a record, and of a file that is read to be held against one."""


class KeptFiles:
    """A workspace's ``output/.reportgen/``."""

    __slots__ = ("folder",)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep_sources(self, contents: Iterable[bytes]) -> None:
        """Each input once; where one cannot be kept, that is told when it is missed."""
        for content in contents:
            place = self._source_place(digest(content))
            if not place.exists():
                write_file(place, content, lasting=False)

    def source(self, named: str) -> bytes | None:
        """An input as it was when a copy was made from it; None where it was not kept, or is not what it was."""
        return _as_named(self._source_place(named), named, MAX_BYTES)

    def _source_place(self, named: str) -> Path:
        return self.folder / "inputs" / f"{named[:16]}.yaml"

    def keep_copy(self, package: bytes) -> None:
        """Keeps a Word file as it was given out, so that what comes back can be read against it as a whole."""
        if not (place := self._copy_place(digest(package))).exists():
            write_file(place, package, lasting=False)

    def copy(self, named: str) -> bytes | None:
        """A Word file as it was given out, by its digest; None where it was not kept, or is not what it was."""
        return _as_named(self._copy_place(named), named, _LARGEST_RECORD)

    def _copy_place(self, named: str) -> Path:
        return self.folder / "copies" / f"{named[:16]}.docx"

    def records(self) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """Every record that can be read, the latest first."""
        places = [path for path in files_of(self.folder) if path.suffix == ".json"]
        for place in sorted(places, key=_age):
            record = as_record(content_of(place))
            if record is not None:
                yield place, record


def _as_named(place: Path, named: str, most: int) -> bytes | None:
    try:
        content = read_regular(place, most)
    except OSError:
        return None
    return content if digest(content) == named else None


def content_of(path: Path) -> bytes | None:
    """What is in a file; None where there is none to be read."""
    try:
        return read_regular(path, _LARGEST_RECORD)
    except OSError:
        return None


def as_record(content: bytes | None) -> Mapping[str, Any] | None:
    """A record that was read; None where there is none, or it is damaged."""
    try:
        record = json.loads(content) if content is not None else None
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def files_of(folder: Path) -> list[Path]:
    """What stands in a folder, by name; nothing where there is no folder."""
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []  # taken away while it was looked at


def _age(path: Path) -> int:
    """For a list with the latest first; what has vanished, or is a link to nothing, comes last."""
    try:
        return -path.stat().st_mtime_ns
    except OSError:
        return 0
