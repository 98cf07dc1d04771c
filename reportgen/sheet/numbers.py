"""A number as a table file stores it and the format it is shown in → the text that somebody sees.

Knows no cells.  A table program keeps 45.20 as a binary 45.2 and the 0 in the format; 12.5 % as 0.125.  A format never
rounds here: a value with more decimals than are shown is given as it is stored, to the fifteen digits that such
programs calculate with.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.')
_DECIMALS = re.compile(r"\.(0+)")
_SCALED = re.compile(r"[0#]\s*,+(?![0#?])")


def number_text(value: float | int, shape: str) -> str:
    """The number as it is shown in ``shape`` (a format such as ``0.00``, ``0.0%``, ``#,##0``), unrounded, unseparated."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    first = (shape or "General").split(";")[0]
    words = "".join(found[0] or found[1] for found in _LITERAL.findall(first)).strip()
    bare = _LITERAL.sub("", first).strip()
    sign = ""
    if bare.endswith("%"):
        exact, sign = exact * 100, "%"
    shown = _DECIMALS.search(bare)
    scientific = "E+" in bare.upper() or "E-" in bare.upper()
    places = len(shown[1]) if shown and not scientific and not _SCALED.search(bare) else 0
    return _padded(exact, places) + sign + (words if first.rstrip().endswith(('"', "\\" + words)) else "")


def _padded(exact: Decimal, places: int) -> str:
    text = format(exact.normalize(), "f")
    whole, _, fraction = text.partition(".")
    fraction = fraction.ljust(places, "0")
    text = f"{whole}.{fraction}" if fraction else whole
    return text.removeprefix("-") if not exact else text


def date_text(value: date) -> str:
    """A date as official documents write it; a time of day is left out."""
    day = value.date() if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"
