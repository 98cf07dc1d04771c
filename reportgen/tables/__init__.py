"""Table files (.xlsx, .xls, .ods, .csv) ↔ cells with addresses and their texts.

Knows neither figures nor reports.  ``cells`` is what a sheet says, ``read`` opens what comes back from strangers and
has a reader for each kind, ``suffixes`` how their names end, ``number_format`` writes stored numbers as they are shown,
``limits`` is what a file may cost, ``reader_process`` reads in a process of its own, ``write`` makes bytes that are
always the same.
"""

from reportgen.tables.cells import Cell, Grid
from reportgen.tables.read import read_book
from reportgen.tables.write import height_of, put_text, saved

__all__ = ["Cell", "Grid", "height_of", "put_text", "read_book", "saved"]
