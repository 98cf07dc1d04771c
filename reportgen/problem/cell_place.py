"""Where a fault is in a table file, as a table program names it.

Knows no table: who makes a report of files of text alone needs none of this.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.message import Message, say
from reportgen.value_object import ValueObject


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
