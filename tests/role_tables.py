"""The ten reports of others and what each paragraph of them is, as read by a person: ``roles/*.tsv`` → rows, files → paragraphs.

The tables hold numbers, roles, levels and the number that a paragraph begins with, and no text.  ``REPORTGEN_SHARED_FILES`` names the
folders of the reports (with : between), else ``../shared`` beside the project has them.  A first line that begins with # is the
note of who collected a text; a text that came from a web page is cut at its tags.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TABLES = tuple(sorted((HERE / "roles").glob("*.tsv")))
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Row:
    """What one paragraph is: ``层次标题`` stands on a line of its own, ``接排标题`` begins its paragraph, ``编号段`` is numbered text
    without a heading, ``领起段`` begins with 一是, 第一 or ——; the level counts the headings above it."""

    role: str
    level: int
    number: str


def rows(table: Path) -> Mapping[int, Row]:
    """Paragraph → what it is; empty paragraphs are left out."""
    lines = table.read_text("utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return {int(number): Row(role, int(level), mark) for number, role, level, mark in cells}


def found(name: str) -> Path | None:
    """The report of a table, if it is there."""
    named = os.environ.get("REPORTGEN_SHARED_FILES", "")
    beside = HERE.parent.parent / "shared"
    folders = [Path(each) for each in named.split(":")] if named else [beside / "reports", beside / "source-report"]
    file = "report" if name == "source-report" else name
    made = (path for folder in folders for path in folder.glob(f"{file}.*") if path.suffix in (".txt", ".docx"))
    return next(made, None)


def lines_of(path: Path) -> tuple[str, ...]:
    """The paragraphs of a text file."""
    lines = path.read_text("utf-8-sig").splitlines()
    kept = lines[1:] if lines[0].startswith("#") else lines
    if any(len(_TAG.findall(line)) > 2 for line in kept):
        return tuple(piece for line in kept for piece in _TAG.split(line) if piece.strip(' "'))
    return tuple(kept)
