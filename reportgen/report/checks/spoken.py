"""What a sentence speaks of → its figures of both years, as far as they are known, and the growth that holds.

Knows data and no sentence; ``changes`` goes over these.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reportgen.message import Message, say
from reportgen.report.calculable import NoFigure
from reportgen.report.data import FILLED, Datum
from reportgen.text.numbers import written
from reportgen.value_object import ValueObject


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Spoken(ValueObject):
    """The figure that a sentence speaks of: its value, last year's where it is known, the datum where it is one, and where the
    words about it may begin."""

    label: str
    unit: str
    this: Decimal
    base: Decimal | None
    datum: Datum | None
    end: int
    sure: bool = True
    """Whether nothing stands before its name that might make another thing of it (地方财政总收入)."""

    @property
    def years(self) -> Message:
        base = say("不知道") if self.base is None else written(self.base)
        return say(
            "“{label}”本年 {this}{unit}，上年 {base}{unit}",
            label=self.label,
            this=written(self.this),
            base=base,
            unit=self.unit,
        )


def exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def base_of(datum: Datum) -> Decimal | None:
    try:
        return datum.base
    except NoFigure:
        return None


def rate_of(spoken: Spoken | None) -> Fraction | None:
    """The growth in per cent that holds for a figure: the stated one, else what the two years make."""
    if spoken is None:
        return None
    stated = stated_rate(spoken.datum)
    if stated is not None:
        return Fraction(stated)
    if spoken.base is None or spoken.base <= 0 or spoken.this < 0:
        return None
    return (Fraction(spoken.this) - Fraction(spoken.base)) / Fraction(spoken.base) * 100


def falls(datum: Datum | None) -> bool:
    return datum is not None and datum.field.falling


def stated_rate(datum: Datum | None) -> Decimal | None:
    """The growth that was filled in for a level, rise positive."""
    rate = datum.rate if datum is not None else None
    if rate is None or rate.state != FILLED or not rate.is_number or rate.field.kind != "增速":
        return None
    return -rate.number if rate.field.falling else rate.number


def mended(spoken: Spoken, phrase: str) -> Message:
    if spoken.datum is None:
        return say("核对这几个数")
    return say("核对后改成【{name}|{phrase}】，由程序算", name=spoken.datum.path[-1], phrase=phrase)
