"""A stored value with its format and font → a cell as it is seen, or one that is to be asked about.

Knows no file format: what .xlsx, .xls and .ods keep of a value is judged here, once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from reportgen.message import say
from reportgen.tables.cells import PLAIN, UNSURE, Cell
from reportgen.tables.limits import one_line, text_cell
from reportgen.tables.number_format import exact_number, is_date, number_shown, parts_of_date, text_shown
from reportgen.tables.visibility import CellLook

_MOST_DAYS = 2_958_465
"""The 31st of December 9999, the last day of such programs."""


def number_cell(
    row: int, column: int, value: float | int | str, look: CellLook, *, room: float = 0, since_1904: bool = False
) -> Cell:
    """A number, in a column of so many characters (0: not known); raises ``ArithmeticError`` for what is none."""
    exact = exact_number(value)
    if is_date(look.code):
        day = _day(exact, parts_of_date(look.code), since_1904=since_1904)
        return Cell(row, column, day or format(exact, "f"), look.kind() or (PLAIN if day else UNSURE))
    shown = number_shown(exact, look.code)
    if kind := look.kind(shown.ink):
        return Cell(row, column, shown.text or format(exact, "f"), kind)
    if shown.exact and shown.text and not look.repeated and look.fits(shown.text, room):
        return Cell(row, column, one_line(shown.text))
    whole = shown.text if shown.text and not shown.exact and look.fits(shown.text, room) else ""
    return Cell(row, column, format(exact.normalize(), "f"), UNSURE, one_line(whole))


def worded_cell(row: int, column: int, text: str, look: CellLook, kind: str | None = None) -> Cell | None:
    """A text, ``kind`` as its runs have it (None: as its cell has it); None for one of blanks only."""
    kind = (look.kind() if kind is None else kind) or (UNSURE if look.repeated else PLAIN)
    cell = text_cell(row, column, text, kind)
    if cell is None or kind or look.code in ("General", "@", ""):
        return cell
    shown = one_line(text_shown(cell.text, look.code) or "")
    return Cell(row, column, shown) if shown else Cell(row, column, cell.text, UNSURE)


def day_cell(row: int, column: int, day: date, look: CellLook) -> Cell | None:
    """A day that a file keeps as a day."""
    shown = day_text(day, parts_of_date(look.code)) if is_date(look.code) else date_text(day)
    return worded_cell(row, column, shown or date_text(day), replace(look, code=""), None if shown else UNSURE)


def _day(exact: Decimal, parts: str, *, since_1904: bool) -> str:
    """A day count as a day, a part of a day as a time; empty where there is no such day, or the format shows neither a day of a
    month nor a month of a year."""
    if not 0 <= exact <= _MOST_DAYS or (exact < 1 and parts):
        return ""
    if exact < 1:
        minutes = int(exact * 1440)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30) if exact >= 60 else date(1899, 12, 31)
    try:
        return day_text(first + timedelta(days=int(exact)), parts)
    except OverflowError:
        return ""


def day_text(day: date, parts: str) -> str:
    """What of a day is shown (``ymd``, ``ym``, ``md``): 2024年12月, as somebody types it, is stored as its first day, 12月31日 as one
    of the year in which it was typed, and neither was said.  Empty for anything else."""
    if parts == "ym":
        return say("{year}年{month}月", year=day.year, month=day.month)
    if parts == "md":
        return say("{month}月{day}日", month=day.month, day=day.day)
    return date_text(day) if parts == "ymd" else ""


def date_text(value: date) -> str:
    """A date as official documents write it; a time of day is left out."""
    day = value.date() if isinstance(value, datetime) else value
    return say("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)
