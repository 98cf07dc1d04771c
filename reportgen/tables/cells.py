"""What a sheet says: the texts of its cells by row and column, and which cells were joined.

Knows no file format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.problem import CellPlace

PLAIN, FAULT, UNCALCULATED = "", "错误值", "没有算出的公式"
STRUCK, UNSURE = "划去的内容", "看到的和存着的不一样"
"""What a cell holds: a value, an error such as ``#REF!``, a formula whose result the file does not carry, a value that is struck
out (all of it or a part), a value that is shown as another one."""

PALE, TINY, WITHHELD = "字和底的颜色一样", "字太小", "设成了不显示"
COVERED, ASIDE, BEHIND = "被合并的格子盖住", "所在的列是隐藏的", "被图形盖住"
UNSEEN = frozenset((PALE, TINY, WITHHELD, COVERED, ASIDE, BEHIND))
"""A value that nobody sees, and why."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: row and column from 1, its text as it is shown, and what kind of content that is; of an unsure one ``text`` is
    what is stored, ``shown`` what is seen, empty where that is not known.  ``lines`` are its lines where it has several."""

    row: int
    column: int
    text: str
    kind: str = PLAIN
    shown: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a file; cells without content are left out; ``hidden`` are the rows that are not shown, ``remarks`` what
    somebody pinned to a cell (批注), with content or without."""

    file: str
    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    alone: bool = True
    hidden: frozenset[int] = frozenset()
    remarks: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, empty where there is none."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def kind(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.kind if cell else PLAIN

    def seen(self, row: int, column: int) -> str:
        """What a cell shows to whoever looks at the sheet; empty where nobody sees it, or where it is struck out."""
        cell = self.cells.get((row, column))
        if cell is None or row in self.hidden or cell.kind == STRUCK or cell.kind in UNSEEN:
            return ""
        return cell.shown or cell.text

    def rows(self) -> Iterator[int]:
        """The rows that have content, in order."""
        return iter(sorted({row for row, _ in self.cells}))

    def row(self, number: int) -> Mapping[int, str]:
        """The texts of a row by column."""
        return {column: cell.text for (row, column), cell in self.cells.items() if row == number}

    def joined(self, row: int, column: int) -> Area | None:
        """The joined area that a cell lies in."""
        return next((area for area in self.merged if area[0] <= row <= area[2] and area[1] <= column <= area[3]), None)

    def place(self, row: int = 0, column: int = 0) -> CellPlace:
        """A cell, a row or the sheet as a place; the sheet's name is told where the file has several."""
        return CellPlace(self.file, row, column, "" if self.alone else self.name, self.text(row, column))
