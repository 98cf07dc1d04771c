"""Figures with their units in an expression → exact quantities: 亿元 / 万元 is a plain number, 亿元 + 万元 is 亿元, 万元 / 户 is 万元/户, 亩 + 家
is refused.

Knows no field and no file.  Values are fractions, so that 3.20万亩 is 32000亩 and nothing is rounded before somebody asks for it
(``小数``); what has no end cannot be printed as it is.  An approximate figure stays approximate in whatever is worked out from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import prod
from typing import Any

from reportgen.message import Message, said_by, say
from reportgen.report.calculable import Calculable, NoFigure
from reportgen.report.expressions import divided, rounded_as_a_whole, unit_first, without_filter
from reportgen.text.compound_units import (
    PARTS,
    ManyReadings,
    conversion,
    is_compound,
    product,
    sum_factor,
    typed_sizes,
    without_part,
    word_of,
)
from reportgen.text.numbers import decimals, finite, rounded_off, written
from reportgen.value_object import ValueObject

_MOST_BITS = 8192


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Quantity(Calculable, ValueObject):
    """An exact value in a unit (empty for a plain number); ``places`` are the decimals it prints at least, ``about`` the word
    before it where it is approximate, ``converted`` the two units where one had to be turned into the other.

    ``by`` are the plain numbers that it was multiplied by (whoever writes * 10000 has turned 万元 into 元 already), ``inexact``
    whether it was rounded."""

    value: Fraction
    unit: str = ""
    places: int = 0
    about: str = ""
    converted: tuple[str, ...] = ()
    by: tuple[Fraction, ...] = ()
    inexact: bool = False

    def __post_init__(self) -> None:
        if self.value.numerator.bit_length() + self.value.denominator.bit_length() > _MOST_BITS:
            raise NoFigure(say("算出来的数太大"))

    def __str__(self) -> str:
        """Raises ``NoFigure`` for a fraction whose decimals do not end."""
        exact = finite(self.value)
        if exact is None:
            raise NoFigure(say("除不尽，要写明保留几位小数"), mend=rounded_as_a_whole)
        if decimals(exact) < self.places:
            exact = rounded_off(self.value, self.places)
        return self.about + written(exact)

    def __eq__(self, other: object) -> bool:
        try:
            return _difference(self, other) == 0
        except NoFigure:
            return False

    def __hash__(self) -> int:
        return hash(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __add__(self, other: Any) -> Quantity:
        return _sum(self, quantity_of(other), 1)

    def __radd__(self, other: Any) -> Quantity:
        return _sum(quantity_of(other), self, 1)

    def __sub__(self, other: Any) -> Quantity:
        return _sum(self, quantity_of(other), -1)

    def __rsub__(self, other: Any) -> Quantity:
        return _sum(quantity_of(other), self, -1)

    def __mul__(self, other: Any) -> Quantity:
        return _product(self, quantity_of(other))

    def __rmul__(self, other: Any) -> Quantity:
        return _product(quantity_of(other), self)

    def __truediv__(self, other: Any) -> Quantity:
        return _quotient(self, quantity_of(other))

    def __rtruediv__(self, other: Any) -> Quantity:
        return _quotient(quantity_of(other), self)

    def __neg__(self) -> Quantity:
        return _product(self, Quantity(Fraction(-1)))

    def __abs__(self) -> Quantity:
        return -self if self.value < 0 else self

    def __lt__(self, other: Any) -> bool:
        return _difference(self, other) < 0

    def __le__(self, other: Any) -> bool:
        return _difference(self, other) <= 0

    def __gt__(self, other: Any) -> bool:
        return _difference(self, other) > 0

    def __ge__(self, other: Any) -> bool:
        return _difference(self, other) >= 0

    @property
    def quantity(self) -> Quantity:
        return self

    @property
    def number(self) -> Decimal:
        """As a decimal; raises ``NoFigure`` where it does not end."""
        exact = finite(self.value)
        if exact is None:
            raise NoFigure(say("除不尽，要写明保留几位小数"), mend=rounded_as_a_whole)
        return exact

    def to(self, unit: str) -> Quantity:
        """The same in another unit, 元/户 for 万元/户; raises ``NoFigure`` where that measures something else, or where nobody can know
        what is meant."""
        if unit == self.unit:
            return self
        try:
            becomes, factor = conversion(self.unit, unit)
        except ManyReadings as error:
            raise _unclear(self.unit, unit, error) from None
        except ValueError as error:
            raise NoFigure(said_by(error)) from None
        if self.is_made(factor):
            message = say("算式里已经乘、除过 {number}，不能再换算成“{unit}”", number=_said(factor), unit=unit)
            raise NoFigure(message, mend=partial(without_filter, unit))
        if self.inexact and factor > 1:
            raise NoFigure(say("先保留了小数，再换算成“{unit}”就不准了", unit=unit), mend=partial(unit_first, unit))
        return Quantity(self.value * factor, becomes, 0, self.about, self.converted)

    def is_made(self, factor: Fraction) -> bool:
        """Whether whoever wrote the expression has multiplied by a number already, alone or in more than one step."""
        return factor != 1 and bool(self.by) and (factor in self.by or prod(self.by) == factor)

    def is_said_in(self, typed: str) -> bool:
        """Whether a unit that stands behind the figure can be its own: 万元 behind 万元/户, and 元 where it was multiplied by 10000."""
        sizes = typed_sizes(self.unit, typed)
        return any(size == 1 or self.is_made(size) for size in sizes)


def _said(factor: Fraction) -> str:
    exact = finite(max(factor, 1 / factor))
    return str(factor) if exact is None else written(exact)


def _unclear(unit: str, target: str, error: ManyReadings) -> NoFigure:
    if error.part:
        number = str(PARTS[error.part])
        message = say("乘了“{part}”，还没有除以 {number}，不能换算成“{unit}”", part=error.part, number=number, unit=target)
        return NoFigure(message, mend=partial(divided, number))
    if error.below:
        one = word_of(error.below)
        hint = say(
            "每{one}的写成【甲 / (乙|{one})|{unit}】，每{many}的写成【(甲|{unit}) / 乙】，甲、乙是算式里的两个数",
            one=one, many=error.below, unit=target,
        )  # fmt: skip
        return NoFigure(say("分不清是每{one}还是每{many}多少{unit}", one=one, many=error.below, unit=target), hint)
    hint = say("每亩、每吨这样的标准，在字典里把单位写成“元/亩”“元/吨”，再换算")
    return NoFigure(say("算出来的单位是“{unit}”，不知道怎样换算成“{other_unit}”", unit=unit, other_unit=target), hint)


def quantity_of(value: Any) -> Quantity:
    """A datum, a number or a number's text as a quantity; raises ``NoFigure`` for anything else."""
    if isinstance(value, Calculable):
        found: Quantity = value.quantity
        return found
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except ArithmeticError:
        raise NoFigure(say("“{typed}”不是数", typed=str(value))) from None
    if not number.is_finite() or abs(number.adjusted()) > 400:
        raise NoFigure(say("“{typed}”不是数", typed=str(value)))
    return Quantity(Fraction(number), places=decimals(number))


def _sum(one: Quantity, other: Quantity, sign: int) -> Quantity:
    same, unit, converted = _alike(one, other, say("相加减"))
    value = one.value + sign * same
    places = max(one.places, other.places) if same == other.value else one.places
    by = one.by if one.unit else other.by
    return Quantity(value, unit, places, one.about or (other.about and "约"), converted, by)


def _product(one: Quantity, other: Quantity) -> Quantity:
    unit, factor, converted = product(one.unit, other.unit)
    about = one.about if not other.about else "约"
    value, places = one.value * other.value * factor, one.places + other.places if factor == 1 else 0
    return _with_plain(Quantity(value, unit, places, about or other.about, _both(one, other) or converted), one, other, 1)


def _quotient(one: Quantity, other: Quantity) -> Quantity:
    """A part of the same measure is a plain number; 亿元 by 人 is 亿元/人."""
    if not other.value:
        raise NoFigure(say("除数是 0，算不出来"))
    about = "约" if one.about or other.about else ""
    unit, factor, converted = product(one.unit, other.unit, by=True)
    return _with_plain(Quantity(one.value / other.value * factor, unit, 0, about, converted or _both(one, other)), one, other, -1)


def _with_plain(made: Quantity, one: Quantity, other: Quantity, power: int) -> Quantity:
    """What was made, with the plain numbers that are in it; by 100, what was multiplied by % is a part and no longer 万元·%."""
    by = (*one.by, *(number**power for number in other.by))
    if one.unit and not other.unit:
        number = other.value**power if other.value else Fraction(0)
        whole = without_part(one.unit, number)
        return replace(made, unit=whole, by=by) if whole is not None else replace(made, by=(*by, number))
    if other.unit and not one.unit and one.value:
        return replace(made, by=(*by, one.value))
    return replace(made, by=by)


def _difference(one: Any, other: Any) -> Fraction:
    first, second = quantity_of(one), quantity_of(other)
    return first.value - _alike(first, second, say("相比"))[0]


def _alike(one: Quantity, other: Quantity, operation: Message) -> tuple[Fraction, str, tuple[str, ...]]:
    """The second's value in the unit of the first, the unit of both together, and the units where they were two; a plain number is
    of any unit.  Of units that nobody can compare (元·亩 with 元) the figures are taken as they are, and what they make has none."""
    if not one.unit or not other.unit or one.unit == other.unit:
        return other.value, one.unit or other.unit, _both(one, other)
    factor = sum_factor(one.unit, other.unit)
    if factor is None and not is_compound(one.unit) and not is_compound(other.unit):
        message = say("“{unit}”和“{other_unit}”不是一回事，不能{operation}", unit=one.unit, other_unit=other.unit, operation=operation)
        raise NoFigure(message)
    if factor is None:
        return other.value, "", _both(one, other)
    if other.is_made(factor) or factor == 1:
        return other.value, one.unit, _both(one, other)
    if one.is_made(1 / factor):
        return other.value, other.unit, _both(one, other)
    return other.value * factor, one.unit, (one.unit, other.unit)


def _both(one: Quantity, other: Quantity) -> tuple[str, ...]:
    return one.converted or other.converted
