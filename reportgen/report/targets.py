"""A datum → the target it is measured by, wherever that was written (目标 beside it, a figure of its own beside it), in its own unit.

Knows no sentence and no table; both ask here, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from reportgen.report.data import REDACTED, Datum
from reportgen.report.dictionary import Path
from reportgen.report.model.grammar import RANK, TARGET
from reportgen.text.numbers import in_unit, rounded_off
from reportgen.value_object import ValueObject

_UNSHARED = frozenset((RANK, "年份", "增速", "百分点"))
"""The kinds whose figures are no amounts: a place, a year, a change."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Target(ValueObject):
    """A target: as printed, exactly (None where it has no number or another measure), and the data it came from."""

    text: str
    value: Fraction | None
    paths: tuple[Path, ...]


def target_of(datum: Datum, data: Mapping[Path, Datum]) -> Target | None:
    """The target of a datum; None for none."""
    if datum.target is not None:
        value = Fraction(datum.target.value) if datum.target.upper is None else None
        return Target(datum.target.text, value, (datum.path,))
    beside = data.get((*datum.path[:-1], datum.path[-1] + TARGET))
    if beside is None or not beside.text:
        return None
    if beside.state == REDACTED or not beside.is_number:
        return Target(beside.text, None, (beside.path,))
    try:
        value = in_unit(Fraction(beside.number), beside.field.unit, datum.field.unit)
    except ValueError:
        value = None
    return Target(beside.text, value, (beside.path,))


def reached(datum: Datum, target: Target) -> Decimal | None:
    """How much of the target has been reached, in per cent with one decimal; 100.0 only for what has really been reached.

    None for what is no share of its target: the third of whom the second place was asked has not done 150 % of it."""
    if target.value is None or target.value <= 0 or not datum.is_number or datum.field.kind in _UNSHARED:
        return None
    exact = Fraction(datum.number) / target.value * 100
    found = rounded_off(exact, 1)
    return (found - Decimal("0.1")).quantize(Decimal("0.1"), ROUND_FLOOR) if found >= 100 and exact < 100 else found
