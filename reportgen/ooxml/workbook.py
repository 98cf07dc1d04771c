"""Rows of texts and exact numbers → the bytes of a workbook of one sheet, always the same for the same rows.

Knows no chart.  A chart in a Word file carries a workbook, which “Edit data” opens.  What is the same in all of them lies beside
this module as an empty workbook, ``empty.xlsx``, as openpyxl writes one without times and names; the sheet and its formats are
written here, in the same form, because openpyxl takes longer to load and to write one than the whole report does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from reportgen.message import say
from reportgen.ooxml.archive import OWN, ZipEntry, deflate, read_entries, write_entries

SHEET = "Sheet1"
"""The sheet's name, as Word gives it to a new chart."""
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | Decimal | None

_SHEET_PART, _STYLES_PART = "xl/worksheets/sheet1.xml", "xl/styles.xml"
_NO_ROWS, _NO_SIZE = "<sheetData></sheetData>", '<dimension ref="A1:A1"/>'
_NO_FORMATS = '<numFmts count="0"/>'
_STYLE = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" pivotButton="0" quotePrefix="0" xfId="0"/>'
_KNOWN_FORMATS = {"0": 1, "0.00": 2}
"""Formats that every program knows by number (ECMA-376 Part 1 §18.8.30); an own one begins at 164."""
_FIRST_OWN = 164


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The workbook; numbers keep the decimals they are written with, empty cells stay empty."""
    formats = {number_format(value): None for row in rows for value in row if isinstance(value, Decimal)}
    styles = {code: style for style, code in enumerate(formats, 1)}
    made = {_SHEET_PART: _sheet(rows, styles), _STYLES_PART: _styles(tuple(formats))}
    return write_entries(deflate(each.name, made[each.name].encode()) if each.name in made else each for each in _empty())


@lru_cache(maxsize=1)
def _empty() -> tuple[ZipEntry, ...]:
    """The entries of the workbook without rows."""
    return read_entries(files("reportgen.ooxml").joinpath("empty.xlsx").read_bytes(), say("工作簿"), OWN)


@lru_cache(maxsize=1)
def _empty_texts() -> dict[str, str]:
    """Those of them that rows are put into."""
    return {each.name: each.inflate().decode() for each in _empty() if each.name in (_SHEET_PART, _STYLES_PART)}


def _sheet(rows: Sequence[Sequence[Cell]], styles: dict[str, int]) -> str:
    width, written = max(map(len, rows), default=0), [number for number, row in enumerate(rows, 1) if row]
    size = f'<dimension ref="A{min(written, default=1)}:{column_name(max(width, 1))}{max(written, default=1)}"/>'
    data = "".join(f'<row r="{number}">{"".join(_cells(rows[number - 1], number, styles))}</row>' for number in written)
    return _empty_texts()[_SHEET_PART].replace(_NO_SIZE, size).replace(_NO_ROWS, f"<sheetData>{data}</sheetData>")


def _cells(row: Sequence[Cell], number: int, styles: dict[str, int]) -> Iterator[str]:
    for column, value in enumerate(row, 1):
        place = f'<c r="{column_name(column)}{number}"'
        if isinstance(value, str):  # never a formula, whatever it begins with
            space = ' xml:space="preserve"' if value != value.strip() else ""
            words = f"<is><t{space}>{_escaped(value)}</t></is>" if value else ""
            yield f'{place} t="inlineStr">{words}</c>'
        elif value is not None:
            yield f'{place} s="{styles[number_format(value)]}" t="n"><v>{float(value):.16g}</v></c>'


def _escaped(text: str) -> str:
    """A text as it stands in ASCII, which the sheet is written in."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return plain.encode("ascii", "xmlcharrefreplace").decode()


def _styles(formats: tuple[str, ...]) -> str:
    """The formats of the cells: those that no program knows by number are listed with their codes."""
    own = [code for code in formats if code not in _KNOWN_FORMATS]
    numbers = {**_KNOWN_FORMATS, **{code: number for number, code in enumerate(own, _FIRST_OWN)}}
    listed = "".join(f'<numFmt numFmtId="{numbers[code]}" formatCode="{code}"/>' for code in own)
    used = "".join(_STYLE.format(numbers[code]) for code in formats)
    plain = _STYLE.format(0)
    text = _empty_texts()[_STYLES_PART]
    text = text.replace(_NO_FORMATS, f'<numFmts count="{len(own)}">{listed}</numFmts>') if own else text
    return text.replace(f'<cellXfs count="1">{plain}</cellXfs>', f'<cellXfs count="{len(formats) + 1}">{plain}{used}</cellXfs>')


def column_name(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA: the column of a sheet."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_format(value: Decimal) -> str:
    """The format that shows a number with the decimals it is written with: 45.20 → ``0.00``."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"0.{'0' * places}" if places else "0"
