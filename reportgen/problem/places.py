"""Where a fault is in a file of text or in a table, and how the line there should read.

Knows no problem.  Who fills a template meets faults in Word files alone, whose places are with ``Problem`` itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.message import Message, say
from reportgen.problem import WordPlace
from reportgen.value_object import ValueObject


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
        return Repair(replace(self, column=1), line)

    def quote(self) -> str:
        """The line as written, with a caret under the column; a 汉字 is two columns wide on a terminal."""
        if not self.excerpt:
            return ""
        lead = self.excerpt[: self.column - 1]
        width = sum(1 if char == "\t" or ord(char) < 0x1100 else 2 for char in lead)
        return f"{self.excerpt.rstrip()}\n{' ' * width}^"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CellPlace(ValueObject):
    """A place in a table file: ``row`` and ``column`` count from 1, 0 for the whole sheet; ``excerpt`` is the cell's text.

    ``sheet`` is given where the file has several.
    """

    file: str
    row: int = 0
    column: int = 0
    sheet: str = ""
    excerpt: str = ""

    @property
    def address(self) -> str:
        """The cell as a table program names it: D12."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> Message:
        """The place as a clerk is told it."""
        around = say("表“{file}”的“{sheet}”", file=self.file, sheet=self.sheet) if self.sheet else say("表“{file}”", file=self.file)
        if self.row and self.column:
            return say("{table}第{row}行{column}列", table=around, row=self.row, column=column_letters(self.column))
        return say("{table}第{row}行", table=around, row=self.row) if self.row else around

    def quote(self) -> str:
        """The cell's text."""
        return self.excerpt


def column_letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


Place = TextPlace | WordPlace | CellPlace


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Repair(ValueObject):
    """How a line of an input file should read: ``place`` is the line as it stands, ``line`` the text that takes its place."""

    place: TextPlace
    line: str
