"""How a cell is printed (ink, paper, size, what lies over it) → whether anybody can see it.

Knows no file format: one notion for .xlsx, .xls and .ods.  Whoever fills in a form vouches for what is seen; a number in white
on white, in a column without width or under a joined cell was seen by nobody, so it is asked about and never taken.  The bounds
are generous on the side of the honest: light grey is seen, small print is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.tables.cells import COVERED, PALE, PLAIN, STRUCK, TINY, UNSURE, WITHHELD, Area, Cell

BLACK, WHITE = "000000", "FFFFFF"
LEAST_CONTRAST = 1.3
"""Of the brightness of ink and paper, each with 0.05 added (WCAG 2.2, 1.4.3); black on white has 21, pale grey D9D9D9 1.41."""
LEAST_POINTS = 5.0
"""The smallest print of a document has 6 points."""
LEAST_WIDTH, LEAST_HEIGHT = 0.5, 3.0
"""Of a column in characters, of a row in points: less shows nothing."""
_USUAL_POINTS = 11.0


@dataclass(frozen=True, slots=True)
class CellLook:
    """What a cell's style says that matters here: ``ink`` is empty where the program takes what can be read; ``papers`` are
    all the colours that lie behind it; ``repeated`` fills the cell with its content again and again."""

    code: str = "General"
    struck: bool = False
    ink: str = BLACK
    papers: tuple[str, ...] = (WHITE,)
    points: float = _USUAL_POINTS
    withheld: bool = False
    repeated: bool = False

    def kind(self, ink: str = "") -> str:
        """Why the content is not seen, or not meant; ``ink`` is a colour that the number's format gives."""
        if self.struck:
            return STRUCK
        if self.withheld:
            return WITHHELD
        if self.points < LEAST_POINTS:
            return TINY
        return PALE if is_pale(ink or self.ink, self.papers) else PLAIN

    def fits(self, text: str, room: float) -> bool:
        """Whether a number is shown whole in so many characters of the usual size (0: not known)."""
        return not room or len(text) <= room * _USUAL_POINTS / max(self.points, 1.0) + 1


@dataclass(frozen=True, slots=True)
class LookChange:
    """What a condition, or the style of a table, may do to a cell: show another number, or give it another ink or paper."""

    alters: bool = False
    ink: str = ""
    papers: tuple[str, ...] = ()

    def spoils(self, look: CellLook) -> bool:
        """Whether the cell may be seen otherwise, or not at all."""
        return self.alters or is_pale(self.ink or look.ink, self.papers or look.papers)


@lru_cache(maxsize=4096)
def is_pale(ink: str, papers: tuple[str, ...]) -> bool:
    """Whether an ink cannot be told from any of the papers behind it."""
    return bool(ink) and all(_contrast(ink, paper) < LEAST_CONTRAST for paper in papers)


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_brightness(one), _brightness(other)))
    return (high + 0.05) / (low + 0.05)


def _brightness(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour(text: str | None) -> str:
    """``FF00AA``, ``#ff00aa`` or ``FFFF00AA`` as six signs; empty for anything else."""
    digits = (text or "").strip().removeprefix("#").upper()[-6:]
    return digits if len(digits) == 6 and not set(digits) - set("0123456789ABCDEF") else ""


def tinted(code: str, tint: float) -> str:
    """A colour made lighter (above 0) or darker, as table programs do it (ECMA-376-1:2016, 18.8.19): roughly, by its parts."""
    share = min(max(tint, -1.0), 1.0)
    parts = (int(code[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(part * (1 + share) if share < 0 else part + (255 - part) * share):02X}" for part in parts)


def hide(cells: dict[tuple[int, int], Cell], where: Iterable[tuple[int, int]], reason: str) -> None:
    """These cells are not seen; those that were asked about for something graver stay as they are."""
    for at in where:
        if (cell := cells.get(at)) is not None and cell.kind in (PLAIN, UNSURE):
            cells[at] = replace(cell, kind=reason, shown="")


def cover(cells: dict[tuple[int, int], Cell], merged: Iterable[Area]) -> None:
    """Of joined cells only the first is seen; how many are joined was counted before."""
    for top, left, bottom, right in merged:
        across = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        hide(cells, (at for at in across if at != (top, left)), COVERED)


def doubt(cells: dict[tuple[int, int], Cell], where: Iterable[tuple[int, int]]) -> None:
    """These cells may show something else than they hold."""
    for at in where:
        if (cell := cells.get(at)) is not None and cell.kind == PLAIN:
            cells[at] = replace(cell, kind=UNSURE, shown="")


def inside(at: tuple[int, int], area: Area) -> bool:
    return area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3]
