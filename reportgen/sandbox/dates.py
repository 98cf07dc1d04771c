"""A date or a time of day → one of its numbers, for ``{{ 日期.year }}``.

Knows no program.  Of any other value nothing is read: after a dot stands a key of the data.
"""

from __future__ import annotations

from datetime import date
from typing import Any


def part_of_date(value: Any, name: str) -> int | None:
    """``year``, ``month``, ``day``; of a date with its time also ``hour``, ``minute``, ``second``; None of what has none."""
    return getattr(value, name, None) if isinstance(value, date) else None
