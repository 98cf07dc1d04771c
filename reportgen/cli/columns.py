"""Rows of texts → lines in columns that fit the terminal.

Knows no command.  A 汉字 takes two columns; a cell that is too wide goes on in the next line of its own column, broken
between any two characters as Chinese is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence

from reportgen.cli.chinese import width

_GAP = 2
_NARROWEST = 6
_PLAIN_WIDTH = 120
"""For output that no terminal shows."""


def columns(
    heading: Sequence[str], rows: Sequence[Sequence[str]], room: int | None = None, right: Sequence[int] = ()
) -> list[str]:
    """The lines; ``room`` is the width in columns (that of the terminal), ``right`` the columns with figures."""
    everything = [tuple(heading), *(tuple(row) for row in rows)]
    room = room or shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns
    wide = _widths([max(width(row[place]) for row in everything) for place in range(len(heading))], room)
    lines: list[str] = []
    for number, row in enumerate(everything):
        lines += _laid_out(row, wide, right)
        if number == 0:
            lines.append((" " * _GAP).join("-" * each for each in wide))
    return lines


def _widths(natural: list[int], room: int) -> list[int]:
    """The widest columns give until all fit, none below its least width."""
    wide = list(natural)
    spare = room - _GAP * (len(wide) - 1)
    while sum(wide) > spare and max(wide) > _NARROWEST:
        wide[wide.index(max(wide))] -= 1
    return wide


def _laid_out(row: Sequence[str], wide: Sequence[int], right: Sequence[int]) -> Iterator[str]:
    cells = [list(folded(text, each)) or [""] for text, each in zip(row, wide, strict=True)]
    for line in range(max(map(len, cells))):
        parts = []
        for place, (cell, each) in enumerate(zip(cells, wide, strict=True)):
            text = cell[line] if line < len(cell) else ""
            blanks = " " * max(each - width(text), 0)
            parts.append(blanks + text if place in right else text + blanks)
        yield (" " * _GAP).join(parts).rstrip()


def folded(text: str, room: int) -> Iterator[str]:
    """The text in lines of at most ``room`` columns."""
    line, used = "", 0
    for char in text:
        each = width(char)
        if line and used + each > room:
            yield line
            line, used = "", 0
        line, used = line + char, used + each
    if line:
        yield line
