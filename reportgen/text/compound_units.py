"""Units as arithmetic makes them → what they measure: 万元 by 户 is 万元/户, 元/亩 times 亩 is 元, 万元 times % is 万元·%.  Pure functions.

Knows no figure.  A unit is a text: factors joined by ·, and what they are taken by behind each /; a dictionary may write 元/亩
itself.  A number of things beside what is measured is absorbed, since figures for each thing are noted without it (人均收入 in
元, times 人, is 元).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Final

from reportgen.message import say
from reportgen.text.numbers import is_other, measure, scale, usual_unit

PARTS: Final = {"%": Fraction(100), "‰": Fraction(1000), "百分点": Fraction(100)}
"""Figures that are parts of a hundred or a thousand, and by what they are divided before they are parts."""
_SIZES = {"万": 10**4, "亿": 10**8, "千": 10**3, "百": 100}


class ManyReadings(ValueError):
    """A unit can be converted in more than one way, or in none; ``below`` is what one has to be taken by (万户) where that is
    why, ``part`` the % that it was multiplied by and not divided by 100."""

    def __init__(self, below: str = "", part: str = "") -> None:
        super().__init__(below or part)
        self.below = below
        self.part = part


@lru_cache(maxsize=1024)
def factors(unit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is multiplied in a unit, and what it is taken by."""
    head, *below = unit.replace("／", "/").split("/")
    return tuple(usual_unit(each) for each in head.split("·") if each), tuple(usual_unit(each) for each in below if each)


def is_compound(unit: str) -> bool:
    above, below = factors(unit)
    return bool(below) or len(above) > 1


def _spelled(above: tuple[str, ...], below: tuple[str, ...]) -> str:
    return "·".join(above) + "".join(f"/{each}" for each in below) if above or below else ""


def word_of(unit: str) -> str:
    """A unit without 万 and 亿: 户 of 万户."""
    return unit[1:] if len(unit) > 1 and unit[0] in _SIZES else unit


def is_alike(one: str, other: str) -> bool:
    """Whether two simple units measure the same, or count by the same word."""
    return measure(one) == measure(other) and (bool(measure(one)) or word_of(one) == word_of(other))


@lru_cache(maxsize=1024)
def product(one: str, other: str, by: bool = False) -> tuple[str, Fraction, tuple[str, ...]]:
    """The unit of a product (of a quotient with ``by``), what the value has to be multiplied by, and the two units where one had
    to be turned into the other."""
    first, second = factors(one), factors(other)
    if by:
        second = second[1], second[0]
    above, below = [*first[0], *second[0]], [*first[1], *second[1]]
    factor = Fraction(1)
    converted: tuple[str, ...] = ()
    for unit in tuple(below):
        same = next((each for each in above if is_alike(each, unit)), None)
        if same is not None:
            above.remove(same)
            below.remove(unit)
            if is_other(same, unit):
                factor, converted = factor * scale(same) / scale(unit), (same, unit)
    if len(above) == len(below) == 1 and not measure(above[0]) and not measure(below[0]) and is_other(above[0], below[0]):
        factor, converted = factor * scale(above[0]) / scale(below[0]), (above[0], below[0])
        above, below = [word_of(above[0])], [word_of(below[0])]
    return _spelled(tuple(above), tuple(below)), factor, converted


def without_part(unit: str, number: Fraction) -> str | None:
    """万元 of 万元·% that was divided by 100, and of 万元/% that was multiplied by it; None where it was not that."""
    above, below = factors(unit)
    for side, parts in enumerate((above, below)):
        for part in parts:
            if part in PARTS and number == (1 / PARTS[part] if not side else PARTS[part]):
                rest = list(parts)
                rest.remove(part)
                return _spelled(tuple(rest), below) if not side else _spelled(above, tuple(rest))
    return None


@lru_cache(maxsize=1024)
def conversion(unit: str, target: str) -> tuple[str, Fraction]:
    """The unit that one becomes when its figure is said in ``target``, and by what the value is multiplied: 元/户 and 10,000 for 万元/户
    in 元.  Raises ``ManyReadings``, or ValueError where it measures something else."""
    above, below = factors(unit)
    if not is_compound(unit) and is_alike(unit, target):
        return target, scale(unit) / scale(target)
    said = next((each for each in above if is_alike(each, target)), None)
    if said is None:
        raise ValueError(say("“{unit}”不能换算成“{other_unit}”", unit=unit, other_unit=target))
    rest = list(above)
    rest.remove(said)
    part = next((each for each in rest if each in PARTS), "")
    if part:
        raise ManyReadings(part=part)
    if any(map(measure, rest)):
        raise ManyReadings
    large = next((each for each in below if size(each) != 1), "")
    if large and (rest or is_other(said, target)):
        raise ManyReadings(large)
    return _spelled((target,), below), scale(said) * prod(map(scale, rest), start=Fraction(1)) / scale(target)


def size(unit: str) -> int:
    """10,000 of 万户 and 万亩, which are taken by ten thousand at a time; 1 of what is a unit by itself."""
    return _SIZES.get(unit[:1], 1) if len(unit) > 1 else 1


@lru_cache(maxsize=1024)
def sum_factor(one: str, other: str) -> Fraction | None:
    """By what a figure of the other unit is multiplied to be one of the first; None where that measures something else."""
    if _dimension(one) != _dimension(other):
        return None
    return _size(other) / _size(one)


def _dimension(unit: str) -> tuple[list[str], list[str]]:
    above, below = factors(unit)
    return sorted(filter(None, map(measure, above))), sorted(filter(None, map(measure, below)))


def _size(unit: str) -> Fraction:
    above, below = factors(unit)
    return prod(map(scale, above), start=Fraction(1)) / prod(map(scale, below), start=Fraction(1))


def typed_sizes(unit: str, typed: str) -> tuple[Fraction, ...]:
    """How many of the typed unit the figure's unit can be: 10,000 of 元 for 万元/户; 亿元/万户 is an 亿元 for each 万户 or a 万元 for each
    户.  Empty where the typed unit is none of its kind."""
    above, below = factors(unit)
    said = next((each for each in above if measure(each) == measure(typed)), None)
    if said is None:
        return (Fraction(1),) if _is_share(above, typed) else ()
    rest = list(above)
    rest.remove(said)
    beside = (1 / PARTS[each] if each in PARTS else Fraction(size(each)) for each in rest)
    whole = scale(said) / scale(typed) * prod(beside, start=Fraction(1))
    return whole, whole / prod(map(size, below))


def _is_share(above: tuple[str, ...], typed: str) -> bool:
    """Whether numbers of things by things are said as a share."""
    return typed in PARTS and not any(map(measure, above))
