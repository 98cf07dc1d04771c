"""Where a fault is in a file of text, and how the line there should read.

Knows no problem.  Who fills a template meets faults in Word files alone, whose places are with ``Problem`` itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from reportgen.message import Message, say

if TYPE_CHECKING:
    from reportgen.problem import WordPlace
    from reportgen.problem.cell_place import CellPlace


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place in a text file: ``line`` and ``column`` count characters from 1; ``excerpt`` is the line as written."""

    file: str
    line: int
    column: int
    excerpt: str = ""

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> Message:
        """The place as a clerk is told it."""
        return say("{file} 第{line}行第{column}列", file=self.file, line=self.line, column=self.column)

    def mended(self, line: str) -> Repair:
        """What the line in which this place is should read."""
        return replace(self, column=1), line

    def quote(self) -> str:
        """The line as written, with a caret under the column; a 汉字 is two columns wide on a terminal."""
        if not self.excerpt:
            return ""
        lead = self.excerpt[: self.column - 1]
        width = sum(1 if char == "\t" or ord(char) < 0x1100 else 2 for char in lead)
        return f"{self.excerpt.rstrip()}\n{' ' * width}^"


Place: TypeAlias = "TextPlace | WordPlace | CellPlace"
Repair: TypeAlias = "tuple[TextPlace, str]"
"""How a line of an input file should read: the line as it stands, and the text that takes its place."""
