"""How the names of the table files end that are read, for all rooms: what is a table in a folder, on the page, as a list.

Knows no content: what a file is, its first bytes say (``read``); only plain text is known by its name.
"""

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xls", ".et", ".ods", ".ots")
"""Files of a table program."""
PLAIN_TEXT = (".csv", ".tsv")
"""Cells between signs, which no first bytes tell."""
TABLES = (*WORKBOOKS, *PLAIN_TEXT)
