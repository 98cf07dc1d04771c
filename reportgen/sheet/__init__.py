"""Table files (.xlsx, .xls) ↔ cells with addresses and their texts.

Knows neither figures nor reports.  ``grid`` is what a sheet says, ``numbers`` writes a stored number as it is shown,
``reading`` opens what comes back from strangers, ``writing`` makes bytes that are always the same.
"""

from reportgen.sheet.grid import Cell, Grid
from reportgen.sheet.reading import read_book
from reportgen.sheet.writing import height_of, put_text, saved

__all__ = ["Cell", "Grid", "height_of", "put_text", "read_book", "saved"]
