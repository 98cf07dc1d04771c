"""A printed sentence → the 【…】 that printed what stands at a place of it, and the datum whose value that is.

Knows no figure: what a reference prints may be words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.report.data import Datum
from reportgen.text.numbers import CONVERTIBLE
from reportgen.value_object import ValueObject

PRINTS_ITS_FIGURE = frozenset(("小数", "约", "余", "近", "上年值", "上年报告数", *CONVERTIBLE))
"""Filters that print a figure's value, and nothing that is worked out from two years."""
_LEVELS = PRINTS_ITS_FIGURE - {"上年值", "上年报告数"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reference(ValueObject):
    """A 【…】: its span in the sentence, its filters, the datum when it speaks of one alone, its span in what is printed, the
    value that it printed, and what stands between 【 and 】."""

    start: int
    end: int
    filters: tuple[str, ...]
    datum: Datum | None
    first: int = 0
    last: int = 0
    value: Any = None
    inner: str = ""


def level_of(reference: Reference | None) -> Datum | None:
    """The datum whose value a reference prints; None for words, for growth and for last year's value."""
    if reference is None or reference.datum is None or not reference.datum.is_number:
        return None
    return reference.datum if _LEVELS.issuperset(reference.filters) else None


def printed_by(references: Sequence[Reference], at: int) -> Reference | None:
    """The reference that printed what stands at a place; None for what was typed."""
    number = bisect_right(references, at, key=lambda each: each.first)
    return references[number - 1] if number and at < references[number - 1].last else None
