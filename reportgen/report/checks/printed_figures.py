"""A figure in a printed sentence, typed or printed by a reference: its value, its unit and the words around it → what it admits.

Knows no check and no sentence; ``figure_finder`` finds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reportgen.report.checks.references import Reference
from reportgen.report.data import Datum
from reportgen.text.numbers import decimals, in_unit, interval, measure
from reportgen.value_object import ValueObject


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PrintedFigure(ValueObject):
    """A figure in a printed sentence: where its digits begin and end, where its unit ends, its exact value, its unit (empty for
    none), the words that make it approximate, and the reference that printed it (None: typed)."""

    start: int
    end: int
    after: int
    value: Decimal
    unit: str
    rough: str = ""
    reference: Reference | None = None
    level: Datum | None = None
    """The datum whose value this is; None for what was typed, and for growth and last year's value."""
    words: Fraction | None = None
    """The exact share in per cent, or multiple, that was written in words (三成, 三分之二, 两倍); None for digits."""

    @property
    def is_typed(self) -> bool:
        return self.reference is None

    def in_unit(self, unit: str) -> Fraction | None:
        """The value in another unit; None where that measures something else."""
        try:
            return in_unit(Fraction(self.value), self.unit, unit)
        except ValueError:
            return None

    def admits(self, value: Fraction) -> bool:
        """Whether this is what one may print for an exact value: rounded as it is, and 约, 近, 超, 余 taken at their word."""
        if self.words is not None:
            tens = 1 if self.unit == "%" else 10
            return _admitted_in_words(self.words * tens, self.rough, value * tens)
        low, high = (Fraction(end) for end in interval(self.value))
        stated = Fraction(self.value)
        size = abs(stated) / 10 + Fraction(1, 10 ** (decimals(self.value) + 1))
        if self.rough in ("余", "多", "超过", "超", "逾", "突破", "以上", "至少", "不少于", "不低于"):
            return low <= value <= stated + abs(stated) / 2 + 1
        if self.rough in ("近", "将近", "接近", "不足", "不到", "以下", "以内"):
            return stated - size <= value <= high
        if self.rough in ("约", "大约", "左右"):
            return stated - size <= value <= stated + size
        return low <= value <= high


def _admitted_in_words(said: Fraction, rough: str, value: Fraction) -> bool:
    """三成 of 28.2 %: within half a tenth; 近三成 is a little less, 三成多 a little more, 过半 and 不到一半 whatever lies on that side."""
    if not rough and said % 10 == 5:
        return said - 3 <= value <= said + 3  # 八成五 is nearer than 八成
    wide = Fraction(5) if rough in ("", "约", "大约", "左右") else Fraction(10)
    if rough in ("强", "余", "多", "超过", "超", "逾", "突破", "以上", "至少", "有余", "过"):
        return said <= value < said + (50 if said == 50 else wide)
    if rough in ("弱", "近", "将近", "接近", "不足", "不到", "以下"):
        return said - (wide if said != 50 or rough.endswith("近") else 25) <= value <= said
    return said - wide <= value <= said + wide


def same_kind(one: PrintedFigure, other: PrintedFigure) -> bool:
    """Whether two figures can be added or compared: of one measure, or both counted by the same word."""
    if measure(one.unit) or measure(other.unit):
        return measure(one.unit) == measure(other.unit)
    return bool(one.unit) and one.unit.lstrip("万亿") == other.unit.lstrip("万亿")
