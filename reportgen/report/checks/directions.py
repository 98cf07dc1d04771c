"""Sentences → words of rise and fall, of % and 百分点, that disagree with the figure beside them.

Knows the words next to a reference; growth said by a filter (【自营出口|同比】) chooses its own word and cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.calculable import NoFigure
from reportgen.report.checks.subject import Passage, Reference, Subject, tell
from reportgen.report.data import GAP, Datum
from reportgen.text.numbers import written

if TYPE_CHECKING:
    from reportgen.report.checks.moves import Move

C12 = Code("C12", "正文里的增减字与数不符", "同比增长【出口|增速】%，而出口是降的", "写【出口|同比】，由程序选词")
C13 = Code("C13", "百分点与“%”混用", "比上年提升【覆盖率变化】%", "比上年提升【覆盖率变化】个百分点")


def directions(subject: Subject) -> Iterator[Problem]:
    """C12: a typed word of rise or fall disagrees with the sign of the figure after it.

    Why: last year's 增长 stands before this year's fall.  What would state the opposite of the figure is an error; a minus
    that says it twice (增长-3.2%) is asked about, and so is a growth that is said to slow down and did not.
    Example: ``同比增长【自营出口|增速】%`` where exports fell.
    """
    for passage in subject.current:
        if "-" in passage.masked or "−" in passage.masked or "－" in passage.masked:
            yield from _below_nothing(passage)
        for reference in passage.references:
            if reference.datum is None or not _has_sign(reference, reference.datum):
                continue
            change, printed = _change(reference, reference.datum)
            move = _move_before(passage.masked[: reference.start]) if change else None
            if move is not None:
                yield from _direction(passage, reference.datum, move, change, printed)


def _move_before(text: str) -> Move | None:
    from reportgen.report.checks.moves import move_before  # here: of a year that is redacted no figure rises or falls

    return move_before(text)


def _has_sign(reference: Reference, datum: Datum) -> bool:
    """Whether what is printed is a change: 【自营出口|增速】, or growth that was filled in."""
    return reference.filters == ("增速",) or (not reference.filters and datum.field.kind in ("增速", "百分点"))


_BELOW = regex(r"[-−－](?=\d)")


def _below_nothing(passage: Passage) -> Iterator[Problem]:
    """增加-35人, typed: a word of rise or fall and a minus."""
    for found in _BELOW.finditer(passage.masked):
        move = _move_before(passage.masked[: found.start()])
        if move is not None and not move.to:
            message = say("“{word}”后面是负数", word=move.word)
            yield from tell(C12, passage, move.start, message, say("换成方向相反的词，并去掉负号"))


def _direction(passage: Passage, datum: Datum, move: Move, change: Decimal, printed: Decimal) -> Iterator[Problem]:
    if move.speed and datum.field.kind == "百分点" and printed > 0:  # 降幅扩大3个百分点: by how much, not which way
        return
    rises, said = change > 0, (move.way > 0) != (printed < 0)
    typed, right = move.word, say("增长") if rises else say("下降")
    if printed < 0:
        message = say("“{word}”后面印出来是负数：{printed}", word=typed, printed=datum.text)
        hint = say("写成【{level}|{filter}】，由程序按数选词，不印负号", level=_level(datum), filter=_phrase(datum))
        if datum.field.kind == "增速":
            words = say("{right_word}【{figure}|增速】%", right_word=right, figure=datum.path[-1])
            hint = say("写成{words}，或【{level}|{filter}】，都不印负号", words=words, level=_level(datum), filter=_phrase(datum))
        yield from tell(C12, passage, move.start, message, hint, Grade.ERROR if said != rises else Grade.WARNING, datum)
    elif said != rises:
        rose = say("“{word}”与数不符：“{figure}”实际是升的", word=typed, figure=datum.label)
        fell = say("“{word}”与数不符：“{figure}”实际是降的", word=typed, figure=datum.label)
        hint = say("改成“{right_word}”，或写【{level}|{filter}】，由程序按数选词", right_word=right, level=_level(datum), filter=_phrase(datum))
        yield from tell(C12, passage, move.start, rose if rises else fell, hint, Grade.ERROR, datum)
    elif move.speed:
        yield from _speed(passage, datum, move, change)


def _speed(passage: Passage, datum: Datum, move: Move, change: Decimal) -> Iterator[Problem]:
    """增速回落至 and 降幅扩大至, against last year's growth where that is known."""
    before = _last_rate(datum)
    if before is None or (before > 0) != (change > 0):
        return
    went = abs(change) - abs(before)
    if went and (went > 0) != (move.speed > 0):
        message = say(
            "“{word}”与数不符：“{figure}”上年的增速是 {before}%，今年是 {change}%",
            word=move.word, figure=datum.label, before=written(before), change=written(change),
        )  # fmt: skip
        yield from tell(C12, passage, move.start, message, say("核对两年的增速，改用合适的词"), about=datum)


def _last_rate(datum: Datum) -> Decimal | None:
    last = datum.last
    if last is None or (last.rate is None and last.field.kind != "增速"):
        return None
    try:
        return _rate(last)
    except NoFigure:
        return None


def _rate(datum: Datum) -> Decimal | None:
    from reportgen.report.figure_filters import rate  # here: only of growth that a sentence says

    return rate(datum).value


def _level(datum: Datum) -> str:
    return datum.field.of if datum.field.kind in ("增速", "百分点") and datum.field.of else datum.path[-1]


def _phrase(datum: Datum) -> str:
    return "百分点" if datum.field.kind == "百分点" else "同比"


def _change(reference: Reference, datum: Datum) -> tuple[Decimal, Decimal]:
    """The true change, rise positive, and the number that is printed; zero for what has no sign to check."""
    none = Decimal(0), Decimal(0)
    if reference.filters == ("增速",):
        try:
            value = _rate(datum)
        except NoFigure:
            return none
        return (value, abs(value)) if value is not None else none
    if reference.filters or datum.field.kind not in ("增速", "百分点") or datum.state == GAP or not datum.is_number:
        return none
    return (-datum.number if datum.field.falling else datum.number), datum.number


def _is_growth(datum: Datum, reference: Reference) -> bool:
    return (datum.field.kind == "增速" and not reference.filters) or (datum.field.kind != "比率" and reference.filters == ("增速",))


def points(subject: Subject) -> Iterator[Problem]:
    """C13: a change of a share is said in %, or a growth in 百分点.

    Why: 覆盖率比上年度提升 3.2% and 提升 3.2个百分点 are two different figures.
    Example: ``比上年度提升【公办园招生覆盖率较上年变化】%``
    """
    for passage in subject.current:
        for reference in passage.references:
            datum, after = reference.datum, passage.masked[reference.end :]
            if datum is None:
                continue
            if datum.field.kind == "百分点" and not reference.filters and after.startswith(("%", "％")):
                message = say("“{figure}”是百分点的变化，后面写成了“%”", figure=datum.label)
                yield from tell(C13, passage, reference.end, message, say("改成“个百分点”"), about=datum)
            elif _is_growth(datum, reference) and after.startswith(("个百分点", "百分点")):
                message = say("“{figure}”是增速，后面写成了“百分点”", figure=datum.label)
                yield from tell(C13, passage, reference.end, message, say("改成“%”"), about=datum)
            elif datum.field.kind == "比率" and set(reference.filters) & {"同比", "增长", "增速"}:
                message = say("“{figure}”是比率，它的变化应说百分点，不说增长百分之几", figure=datum.label)
                hint = say("写成【{figure}|百分点】", figure=datum.path[-1])
                yield from tell(C13, passage, reference.start, message, hint, about=datum)
