"""A folder that is no workspace and a finished file → the file in it, over nobody's work.

Knows no inputs and no record, so ``render`` loads nothing of them where there are none.
"""

from __future__ import annotations

from pathlib import Path

from reportgen.problem import Problem
from reportgen.storage import place_beside, write_file


def is_bare(root: Path) -> bool:
    """Whether the folder is no workspace: neither inputs nor anything that was written."""
    return not (root / "inputs").is_dir() and not (root / "output").is_dir()


def keep_in_bare(target: Path, package: bytes) -> tuple[Path | None, tuple[Problem, ...]]:
    """Writes a file, beside what is there already; no path when it could not be written."""
    place, told = place_beside(target, package, lambda _: "")
    fault = write_file(place, package) if place is not None else None
    return (None, (fault,)) if fault else (place, told)


def shown_from(root: Path, path: Path) -> str:
    """A path as somebody in the folder sees it."""
    absolute = root / path
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else str(path)
