"""A workbook of openpyxl → bytes that are always the same, whose texts can never act as formulas.

Knows no form.  openpyxl stamps the time into every file; here times, author and program's name are taken out, so that
the same figures give the same file and nobody's name travels with it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from reportgen.message import say
from reportgen.ooxml.archive import Limits, deflate, read_entries, write_entries

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_FIXED = {"docProps/core.xml": _CORE, "docProps/app.xml": _APP}
_LINE, _PADDING = 15, 3
_LONGEST = 32_767
"""Most characters that a cell takes (ECMA-376-1:2016, 18.3.1.4)."""


def saved(book: Any) -> bytes:
    """The bytes of the workbook."""
    stream = io.BytesIO()
    book.save(stream)
    entries = read_entries(stream.getvalue(), say("表格"), Limits())
    return write_entries(
        deflate(entry.name, _FIXED[entry.name].encode()) if entry.name in _FIXED else entry for entry in entries
    )


def put_text(cell: Any, text: str) -> None:
    """Writes a text as a text: one that begins with = + - @ stays one when the cell is edited, too."""
    plain = "".join(char if char.isprintable() or char == "\n" else " " for char in text)[:_LONGEST]
    cell.value = None
    if not plain:
        return
    cell.value = plain
    cell.data_type = "s"  # what begins with = was taken for a formula
    cell.quotePrefix = plain[0] in "=+-@"


def height_of(texts: Iterable[tuple[str, float]]) -> float:
    """The height of a row in points for texts and the widths of their columns, in characters of the body font (11 points):
    a table program does not measure a file that it did not write."""
    lines = (
        -(-sum(2 if ord(char) > 0x2E7F else 1 for char in text) // max(int(width) - 1, 1)) for text, width in texts
    )
    return _LINE * max(1, *lines) + _PADDING
