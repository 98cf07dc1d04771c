"""Table files (.xlsx, .xls) ↔ cells with addresses and their texts.

Knows neither figures nor reports.  ``grid`` is what a sheet says, ``numbers`` writes a stored number as it is shown,
``reading`` opens what comes back from strangers, ``writing`` makes bytes that are always the same.
"""

from reportgen.tables.cells import Cell, Grid
from reportgen.tables.read import read_book
from reportgen.tables.write import height_of, put_text, saved

__all__ = ["Cell", "Grid", "height_of", "put_text", "read_book", "saved"]
