"""Table files (.xlsx, .xls) ↔ cells with addresses and their texts.

Knows neither figures nor reports.  ``cells`` is what a sheet says, ``read`` opens what comes back from strangers and writes
stored numbers as they are shown, ``write`` makes bytes that are always the same, ``codes`` are the codes of the problems.
"""

from reportgen.tables.cells import Cell, Grid
from reportgen.tables.read import read_book
from reportgen.tables.write import height_of, put_text, saved

__all__ = ["Cell", "Grid", "height_of", "put_text", "read_book", "saved"]
