"""Figures with their units in an expression → exact quantities: 亿元 / 万元 is a plain number, 亿元 + 万元 is 亿元, 亩 + 家 is refused.

Knows no field and no file.  Values are fractions, so that 3.20万亩 is 32000亩 and nothing is rounded before somebody asks for it
(``小数``); what has no end cannot be printed as it is.  An approximate figure stays approximate in whatever is worked out from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reportgen.message import Message, said_by, say
from reportgen.text.numbers import decimals, finite, in_unit, is_other, measure, rounded_off, written
from reportgen.value_object import ValueObject

_MOST_BITS = 8192


class NoFigure(ValueError):
    """Something was to be calculated with a datum that has no number, or said of one that it does not fit; the message says
    why and ``hint`` what to do, for a clerk, and ``lacks_last`` that it is last year's number that is missing."""

    def __init__(self, message: Message, hint: Message | None = None, *, lacks_last: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.lacks_last = lacks_last


class Calculable:
    """Arithmetic and comparison by exact value and unit, so that 【甲 + 乙】 and 甲 <= 乙 work on data."""

    __slots__ = ()

    @property
    def quantity(self) -> Quantity:
        raise NotImplementedError

    def __add__(self, other: Any) -> Quantity:
        return _sum(self.quantity, quantity_of(other), 1)

    def __radd__(self, other: Any) -> Quantity:
        return _sum(quantity_of(other), self.quantity, 1)

    def __sub__(self, other: Any) -> Quantity:
        return _sum(self.quantity, quantity_of(other), -1)

    def __rsub__(self, other: Any) -> Quantity:
        return _sum(quantity_of(other), self.quantity, -1)

    def __mul__(self, other: Any) -> Quantity:
        return _product(self.quantity, quantity_of(other))

    def __rmul__(self, other: Any) -> Quantity:
        return _product(quantity_of(other), self.quantity)

    def __truediv__(self, other: Any) -> Quantity:
        return _quotient(self.quantity, quantity_of(other))

    def __rtruediv__(self, other: Any) -> Quantity:
        return _quotient(quantity_of(other), self.quantity)

    def __neg__(self) -> Quantity:
        return _product(self.quantity, Quantity(Fraction(-1)))

    def __abs__(self) -> Quantity:
        return -self if self.quantity.value < 0 else self.quantity

    def __lt__(self, other: Any) -> bool:
        return _difference(self, other) < 0

    def __le__(self, other: Any) -> bool:
        return _difference(self, other) <= 0

    def __gt__(self, other: Any) -> bool:
        return _difference(self, other) > 0

    def __ge__(self, other: Any) -> bool:
        return _difference(self, other) >= 0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Quantity(Calculable, ValueObject):
    """An exact value in a unit (empty for a plain number); ``places`` are the decimals it prints at least, ``about`` the word
    before it where it is approximate, ``converted`` the two units where one had to be turned into the other."""

    value: Fraction
    unit: str = ""
    places: int = 0
    about: str = ""
    converted: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.value.numerator.bit_length() + self.value.denominator.bit_length() > _MOST_BITS:
            raise NoFigure(say("算出来的数太大"))

    def __str__(self) -> str:
        """Raises ``NoFigure`` for a fraction whose decimals do not end."""
        exact = finite(self.value)
        if exact is None:
            raise NoFigure(say("除不尽，请在后面加“|小数(n)”写明保留几位小数"))
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

    @property
    def quantity(self) -> Quantity:
        return self

    @property
    def number(self) -> Decimal:
        """As a decimal; raises ``NoFigure`` where it does not end."""
        exact = finite(self.value)
        if exact is None:
            raise NoFigure(say("除不尽，请在后面加“|小数(n)”写明保留几位小数"))
        return exact

    def to(self, unit: str) -> Quantity:
        """The same in another unit; raises ``NoFigure`` where that measures something else."""
        if unit == self.unit:
            return self
        try:
            return Quantity(in_unit(self.value, self.unit, unit), unit, 0, self.about, self.converted)
        except ValueError as error:
            raise NoFigure(said_by(error)) from None


def quantity_of(value: Any) -> Quantity:
    """A datum, a number or a number's text as a quantity; raises ``NoFigure`` for anything else."""
    if isinstance(value, Calculable):
        return value.quantity
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except ArithmeticError:
        raise NoFigure(say("“{typed}”不是数", typed=str(value))) from None
    if not number.is_finite() or abs(number.adjusted()) > 400:
        raise NoFigure(say("“{typed}”不是数", typed=str(value)))
    return Quantity(Fraction(number), places=decimals(number))


def _sum(one: Quantity, other: Quantity, sign: int) -> Quantity:
    same, converted = _alike(one, other, say("相加减"))
    unit = one.unit or other.unit
    value = one.value + sign * same.value
    return Quantity(value, unit, max(one.places, same.places), one.about or (other.about and "约"), converted)


def _product(one: Quantity, other: Quantity) -> Quantity:
    unit = one.unit or other.unit if not (one.unit and other.unit) else ""
    about = one.about if not other.about else "约"
    return Quantity(one.value * other.value, unit, one.places + other.places, about or other.about, _both(one, other))


def _quotient(one: Quantity, other: Quantity) -> Quantity:
    """A part of the same measure is a plain number; 亿元 by 人 has a unit that nobody named."""
    if not other.value:
        raise NoFigure(say("除数是 0，算不出来"))
    about = "约" if one.about or other.about else ""
    if not other.unit:
        return Quantity(one.value / other.value, one.unit, 0, about, _both(one, other))
    if not one.unit or measure(one.unit) != measure(other.unit):
        return Quantity(one.value / other.value, "", 0, about, _both(one, other))
    same, converted = _alike(one, other, say("相除"))
    return Quantity(one.value / same.value, "", 0, about, converted)


def _difference(one: Any, other: Any) -> Fraction:
    first, second = quantity_of(one), quantity_of(other)
    return first.value - _alike(first, second, say("相比"))[0].value


def _alike(one: Quantity, other: Quantity, operation: Message) -> tuple[Quantity, tuple[str, ...]]:
    """The second in the unit of the first, and the units where they were two; a plain number is of any unit."""
    if not one.unit or not other.unit or not is_other(one.unit, other.unit):
        return other, _both(one, other)
    if measure(one.unit) != measure(other.unit):
        message = say("“{unit}”和“{other_unit}”不是一回事，不能{operation}", unit=one.unit, other_unit=other.unit, operation=operation)
        raise NoFigure(message)
    return other.to(one.unit), (one.unit, other.unit)


def _both(one: Quantity, other: Quantity) -> tuple[str, ...]:
    return one.converted or other.converted
