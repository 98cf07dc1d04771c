"""The digests of the copies that were declared final → whether a file is one, for as long as nobody has released it.

Knows neither names nor records of files: a 定稿 is known by its bytes, wherever it lies and whatever it is called.  Each has a
small file of its own, named by its digest, which no later copy replaces; it protects by being there, so that one that was
damaged protects still.  Only a release that can be read ends that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.problem import Problem
from reportgen.storage import write_file

_RELEASED = "解除"


class Finals:
    """The list, as a folder with a file for each final copy."""

    __slots__ = ("folder",)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, digest: str, about: Mapping[str, Any]) -> Problem | None:
        """Declares a copy final, or final once more."""
        return write_file(self._place(digest), _json(about))

    def release(self, digest: str, time: str) -> Problem | None:
        """From now on the copy may be replaced."""
        return write_file(self._place(digest), _json({**self.about(digest), _RELEASED: time}))

    def holds(self, digest: str) -> bool:
        """Whether these bytes are final."""
        return self._is_listed(digest) and not self.has_released(digest)

    def has_released(self, digest: str) -> bool:
        """Whether these bytes were final and somebody has released them."""
        return bool(self.about(digest).get(_RELEASED))

    def _is_listed(self, digest: str) -> bool:
        place = self._place(digest)
        return bool(digest) and (place.exists() or place.is_symlink())

    def about(self, digest: str) -> Mapping[str, Any]:
        """What was noted of a final copy; nothing where that is damaged."""
        try:
            content = json.loads(self._place(digest).read_bytes())
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def _place(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
