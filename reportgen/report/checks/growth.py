"""A report with last year's attached → stated growth that does not follow from the levels, and revised bases.

Knows rounding: figures agree when some pair of unrounded values within their intervals would.  Six in seventeen stated
growth rates of real reports do not follow, and for good reasons; so the reason (口径) is asked for, and no figure is
touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.calculable import NoFigure
from reportgen.report.checks.subject import Subject, ask
from reportgen.report.data import FILLED, Datum
from reportgen.report.model.grammar import CALIBRE
from reportgen.text.numbers import agrees, decimals, growth, rounded, written

C07 = Code(
    "C07",
    "填的同比与两年的数对不上",
    "本年 12.30、上年 10.90，同比填 12.6",
    "填 12.8；口径不同就写 {值: 12.6, 口径: 可比价}",
)
C08 = Code("C08", "填的百分点变化与两年的数对不上", "本年 81.0、上年 80.5，变化填 0.9", "填 0.5；口径变了就注明")
C25 = Code("C25", "上年数有修订", "上年报告 41.25，{值: 44.10, 上年修订: 40.90}", "核对修订的依据")

_TO_MEND = say("若因可比价或口径调整，请在“口径”里写明；否则请核对")


def stated_growth(subject: Subject) -> Iterator[Problem]:
    """C07: a stated growth does not follow from the two levels, rounded as written; a 口径 noted at it explains, but not that it
    rose where the levels fell.

    Why: the audience has last year's report in the drawer.
    Example: 12.30 after 10.90, ``自营出口同比: 12.6``
    """
    for datum in subject.numbers:
        stated = _stated(datum, "增速")
        base = _base(datum)
        if stated is None or base is None or datum.about or datum.is_base_about or stated.about:
            continue
        value = -stated.number if stated.field.falling else stated.number
        worked = growth(datum.number, base)
        if worked is None or agrees(value, datum.number, base):
            continue
        unit = datum.field.unit
        sentence = say(
            "{figure}：本年 {now}{unit}，上年 {last}{unit}，应{worked_out}，填的是{stated}",
            figure=datum.label,
            now=datum.text,
            unit=unit,
            last=written(base),
            worked_out=_moved(worked),
            stated=_moved(value, decimals(value)),
        )
        reason = stated.notes.get(CALIBRE)
        if reason and value * worked >= 0:
            yield from ask(
                C07,
                stated,
                say("{mismatch}；口径：{basis}", mismatch=sentence, basis=reason),
                say("已按所注口径采用"),
                Grade.NOTE,
            )
        else:
            yield from ask(C07, stated, sentence, _TO_MEND)


def stated_points(subject: Subject) -> Iterator[Problem]:
    """C08: a stated change in 百分点 is not the difference of the two shares; a 口径 noted at it explains.

    Why: 百分点 and % are mixed up, or last year's share was read from the wrong row.
    Example: 81.0 after 80.5, ``率变化: 0.9``
    """
    for datum in subject.numbers:
        stated = _stated(datum, "百分点")
        base = _base(datum)
        if stated is None or base is None or stated.notes.get(CALIBRE) or datum.about or datum.is_base_about or stated.about:
            continue
        change = datum.number - base
        if abs(change - stated.number) > Decimal(1).scaleb(-decimals(stated.number)):
            message = say(
                "{figure}：本年 {now}%，上年 {last}%，应变化 {change} 个百分点，填的是 {stated}",
                figure=datum.label,
                now=datum.text,
                last=written(base),
                change=written(change),
                stated=stated.text,
            )
            yield from ask(C08, stated, message, say("请核对；口径变了请在“口径”里写明"))


def revisions(subject: Subject) -> Iterator[Problem]:
    """C25: last year's figure was revised: what was reported then and what counts now are both shown.

    Why: growth is worked out from a base that the audience has never seen.
    Example: 41.25 in last year's file, ``上年修订: 40.90``
    """
    for datum in subject.numbers:
        revised = datum.revised
        reported = datum.last.figure if datum.last else None
        if revised is None or reported is None or revised.value == reported.value:
            continue
        unit = datum.field.unit
        message = say(
            "“{figure}”上年报告数 {reported}{unit}，今年修订为 {revised}{unit}，同比按修订数算",
            figure=datum.label,
            reported=reported.text,
            unit=unit,
            revised=revised.text,
        )
        yield from ask(C25, datum, message, say("请核对修订的依据"), Grade.NOTE)


def _stated(datum: Datum, kind: str) -> Datum | None:
    """The change that was filled in for a level, if it is of that kind and one number."""
    stated = datum.rate
    if stated is None or stated.state != FILLED or not stated.is_number or stated.field.kind != kind:
        return None
    return stated


def _base(datum: Datum) -> Decimal | None:
    try:
        return datum.base
    except NoFigure:
        return None


def _moved(rate: Decimal, places: int = 1) -> Message:
    """增长 12.8%, 下降 4.9%; the word follows the sign."""
    size = written(abs(rounded(rate, places)))
    return say("下降 {size}%", size=size) if rate < 0 else say("增长 {size}%", size=size)
