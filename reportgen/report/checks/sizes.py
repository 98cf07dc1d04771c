"""The figures of one sentence → how large each is, what its rounding leaves open, and what is said of a sum that does not hold.

Knows no words but those that make a figure growth, last year's or a target; ``totals``, ``shares`` and ``averages`` hold figures
against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.regex import regex
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.moves import move_before
from reportgen.report.checks.printed_figures import PrintedFigure
from reportgen.report.checks.subject import Passage, tell_at
from reportgen.report.model.grammar import TARGET
from reportgen.text.numbers import finite, rounded_off, scale, written

C33 = Code(
    "C33",
    "分项与总数、占比与两个数、单价与总价对不上",
    "共120件，其中信访50件、劳动争议40件、邻里纠纷20件",
    "核对分项和总数",
)

PEOPLE = frozenset(("人", "名", "人次"))
_LEVEL_WORDS = ("上年", "去年", "同期", TARGET, "计划", "任务")
_AGAINST_LAST = regex("[比较](?:上|去|前一)|同比|基[础数]上")


def levels_of(passage: Passage) -> list[PrintedFigure]:
    """The figures that are amounts or numbers of things, and neither growth nor last year's nor a target."""
    found = []
    for each in passage.figures:
        if each.unit in ("%", "‰", "百分点", "个百分点", "倍", ""):
            continue
        clause = clause_before(passage.said, each.start)
        move = move_before(clause) if _AGAINST_LAST.search(clause) else None
        changed = move is not None and not move.to
        reference = each.reference
        derived = reference is not None and each.level is None and reference.datum is not None
        if not changed and not derived and not any(word in clause for word in _LEVEL_WORDS):
            found.append(each)
    return found


def margin_of(figure: PrintedFigure) -> Fraction:
    """What rounding leaves open; whole numbers of things are exact."""
    exponent = figure.value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    exact = not places and scale(figure.unit) == 1
    return Fraction(0) if exact else Fraction(1, 2 * 10**places) * scale(figure.unit)


def size_of(figure: PrintedFigure) -> Fraction:
    return Fraction(figure.value) * scale(figure.unit)


def tell_sum(passage: Passage, whole: PrintedFigure, parts: Sequence[PrintedFigure], at: int) -> Iterator[Problem]:
    added = sum(map(size_of, parts), Fraction(0)) / scale(whole.unit)
    total = passage.said[whole.start : whole.after]
    listed = " + ".join(str(each.value) for each in parts)
    message = say(
        "分项与总数对不上：{listed} = {added}{unit}，总数是 {total}",
        listed=listed,
        added=in_digits(added),
        unit=whole.unit,
        total=total,
    )
    about = whole.level or parts[0].level
    yield from tell_at(
        C33, passage, at, message, say("核对分项和总数；分项没有列全的，写明“等”或“主要是”"), about=about
    )


def in_digits(value: Fraction) -> str:
    exact = finite(value)
    return written(exact if exact is not None else rounded_off(value, 2))


def places_of(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
