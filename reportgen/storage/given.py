"""A file → its name and its bytes, read once; everything that is made of it is made of these bytes.

Knows nothing of what is in the file.  Read twice, a file can be two: somebody saves it in between, and what is found does not
fit what is written.  So a command reads its files here, when it begins, and hands on what it read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from reportgen.storage.regular import read_regular
from reportgen.value_object import ValueObject

_MOST = 1 << 28
"""More than any file that is read whole may have; each reader has a bound of its own and refuses it in its own words."""
MOST_ATTACHED = 1 << 25
"""The largest file, in bytes, that an input may name."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Given(ValueObject):
    """A file's name and content; ``path`` is where it was read, none for what came from elsewhere; ``year`` is the year
    as whose it was put there, 0 where nobody said; ``root`` is the folder from within which it may name other files; ``text`` is
    the kind of text that is made from it where several share it, ``sparing`` whether that text asks only for what it uses."""

    name: str
    content: bytes
    path: Path | None = field(default=None, compare=False)
    year: int = field(default=0, compare=False)
    root: Path | None = field(default=None, compare=False)
    text: str = field(default="", compare=False)
    sparing: bool = field(default=False, compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal digits."""
        return sha256(self.content).hexdigest()


def read_given(path: Path, year: int = 0, root: Path | None = None) -> Given:
    """Reads a file whole.  Raises ``OSError``."""
    return Given(path.name, read_regular(path, _MOST), path, year, root)


def places_named(name: str, by: Given) -> tuple[Path, ...]:
    """Where a file may lie that another one names: beside it, or from the folder ``root``; nowhere for a name that leads out."""
    steps = PurePosixPath(name.replace("\\", "/"))
    if by.root is None or steps.is_absolute() or ".." in steps.parts or ":" in name or not name.isprintable():
        return ()
    return tuple(folder / steps for folder in dict.fromkeys((by.path.parent if by.path else by.root, by.root)))


def read_named(name: str, by: Given) -> Given | None:
    """A file that another one names; None for what is not there or leads out of the folder ``root``, links followed."""
    for place in places_named(name, by):
        try:
            home = by.root.resolve(strict=True) if by.root else place
            found = place.resolve(strict=True)
            if found.is_relative_to(home) and found.is_file():
                return Given(name, read_regular(found, MOST_ATTACHED), found, by.year, by.root)
        except (OSError, RuntimeError, ValueError):
            continue
    return None
