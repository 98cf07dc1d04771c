"""Rows of texts → lines in columns that fit the terminal.

Knows no command.  A 汉字 takes two columns; a cell that is too wide goes on in the next line of its own column, broken
between any two characters as Chinese is, but not within a figure.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence

from reportgen.cli.chinese import width
from reportgen.regex import regex

_GAP = 2
_NARROWEST = 6
_PLAIN_WIDTH = 120
"""For output that no terminal shows."""


def columns(
    heading: Sequence[str], rows: Sequence[Sequence[str]], room: int | None = None, right: Sequence[int] = ()
) -> list[str]:
    """The lines; ``room`` is the width in columns (else that of the terminal), ``right`` the columns with figures."""
    everything = [tuple(heading), *(tuple(row) for row in rows)]
    wide = _widths([max(width(row[place]) for row in everything) for place in range(len(heading))], room or room_of())
    lines: list[str] = []
    for number, row in enumerate(everything):
        lines += _laid_out(row, wide, right)
        if number == 0:
            lines.append((" " * _GAP).join("-" * each for each in wide))
    return lines


def room_of() -> int:
    """The width of the terminal; a fixed one where the output goes elsewhere, so that it is always the same."""
    return shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns if sys.stdout.isatty() else _PLAIN_WIDTH


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
    """The text in lines of at most ``room`` columns; a figure or a Latin word stays whole where a line can hold it."""
    line, used = "", 0
    for piece in _TOKEN.findall(text):
        for part in [piece] if width(piece) <= room else list(piece):
            each = width(part)
            if line and used + each > room:
                yield line
                line, used = "", 0
            line, used = line + part, used + each
    if line:
        yield line


_TOKEN = regex(r"[\x21-\x7e]+|.", re.S)
