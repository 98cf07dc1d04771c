"""An attribute's text → the whole number it says, or what to take where it says none.

Knows no attribute.  A stranger's file may say ``²``, ``--1`` or five thousand digits where a number belongs: signs that
``str.isdigit`` takes and ``int`` does not, or more than either is meant for.  Word reads such a file or repairs it, so
nothing here is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 18
"""Digits; the largest type of the schema has 19 (ST_PositiveCoordinate), and no honest file comes near."""


def whole(text: str | None, default: int = 0) -> int:
    """An ``xsd:integer`` (XML Schema Part 2, 3.3.13); ``default`` for anything else."""
    digits = (text or "").strip()
    bare = digits[1:] if digits[:1] in ("-", "+") else digits
    return int(digits) if bare.isascii() and bare.isdecimal() and len(bare) <= _LONGEST else default


def highest(texts: Iterable[str | None], default: int = 0) -> int:
    """The highest number among those that are numbers; ``default`` where there is none, or none above it."""
    return max((whole(text, default) for text in texts), default=default)
