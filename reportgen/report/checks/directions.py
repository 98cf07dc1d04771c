"""Sentences → words of rise and fall, of % and 百分点, that disagree with the figure beside them.

Knows the words next to a reference; growth said by a filter (【自营出口|同比】) chooses its own word and cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.checks.subject import Passage, Reference, Subject, tell
from reportgen.report.data import FILLED, Datum, NoFigure
from reportgen.report.filters import rate

C12 = Code("C12", "正文里的增减字与数不符", "同比增长【出口|增速】%，而出口是降的", "写【出口|同比】，由程序选词")
C13 = Code("C13", "百分点与“%”混用", "比上年提升【覆盖率变化】%", "比上年提升【覆盖率变化】个百分点")

_UP = ("增长", "增加", "上升", "提高", "提升", "增幅", "扩大", "升高")
_DOWN = ("下降", "减少", "降低", "回落", "下滑", "降幅", "收窄", "缩小")
_BETWEEN = ("", "了", "约", "达", "达到", "近", "为", "超过", "超", "至")
"""What may stand between the word and its figure."""
_SAYS_ITS_WORD = frozenset(("同比", "增长", "百分点", "增加"))


def directions(subject: Subject) -> Iterator[Problem]:
    """C12: a typed word of rise or fall disagrees with the sign of the figure after it.

    Why: last year's 增长 stands before this year's fall.  What would state the opposite of the figure is an error; a minus
    that says it twice (增长-3.2%) is asked about.
    Example: ``同比增长【自营出口|增速】%`` where exports fell.
    """
    for passage in subject.passages:
        for reference in passage.references:
            word = _word_before(passage, reference)
            if word and reference.datum is not None:
                yield from _direction(passage, reference, reference.datum, word)


def _word_before(passage: Passage, reference: Reference) -> str:
    """The word of rise or fall that is typed before a reference, with what stands between; empty for none."""
    if _SAYS_ITS_WORD & set(reference.filters):
        return ""
    before = passage.masked[: reference.start]
    for between in _BETWEEN:
        stem = before.removesuffix(between)
        if before.endswith(between) and stem.endswith((*_UP, *_DOWN)):
            return stem[-2:] + between
    return ""


def _direction(passage: Passage, reference: Reference, datum: Datum, word: str) -> Iterator[Problem]:
    change, printed = _change(reference, datum)
    if not change:
        return
    rises, start = change > 0, reference.start - len(word)
    typed, right = word[:2], "增长" if rises else "下降"
    said = (typed in _UP) != (printed < 0)
    if said != rises:
        rose = say("“{word}”与数不符：“{figure}”实际是升的", word=typed, figure=datum.label)
        fell = say("“{word}”与数不符：“{figure}”实际是降的", word=typed, figure=datum.label)
        message = rose if rises else fell
        hint = say("改成“{right_word}”，或写【{level}|同比】，由程序按数选词", right_word=right, level=_level(datum))
        yield from tell(C12, passage, start, message, hint, Grade.ERROR, datum)
    elif printed < 0:
        message = say("“{word}”后面印出来是负数：{printed}", word=typed, printed=datum.text)
        hint = say("改成“{right_word}”并去掉负号，或写【{level}|同比】", right_word=right, level=_level(datum))
        yield from tell(C12, passage, start, message, hint, about=datum)


def _level(datum: Datum) -> str:
    return datum.field.of if datum.field.kind == "增速" and datum.field.of else datum.path[-1]


def _change(reference: Reference, datum: Datum) -> tuple[Decimal, Decimal]:
    """The true change, rise positive, and the number that is printed; zero for what has no sign to check."""
    none = Decimal(0), Decimal(0)
    if reference.filters == ("增速",):
        try:
            value = rate(datum).value
        except NoFigure:
            return none
        return (value, abs(value)) if value is not None else none
    if reference.filters or datum.field.kind not in ("增速", "百分点") or datum.state != FILLED or not datum.is_number:
        return none
    return (-datum.number if datum.field.falling else datum.number), datum.number


def points(subject: Subject) -> Iterator[Problem]:
    """C13: a change of a share is said in %, or a growth in 百分点.

    Why: 覆盖率比上年度提升 3.2% and 提升 3.2个百分点 are two different figures.
    Example: ``比上年度提升【公办园招生覆盖率较上年变化】%``
    """
    for passage in subject.passages:
        for reference in passage.references:
            datum, after = reference.datum, passage.masked[reference.end :]
            if datum is None:
                continue
            if datum.field.kind == "百分点" and not reference.filters and after.startswith(("%", "％")):
                message = say("“{figure}”是百分点的变化，后面写成了“%”", figure=datum.label)
                yield from tell(C13, passage, reference.end, message, say("改成“个百分点”"), about=datum)
            elif datum.field.kind == "增速" and not reference.filters and after.startswith(("个百分点", "百分点")):
                message = say("“{figure}”是增速，后面写成了“百分点”", figure=datum.label)
                yield from tell(C13, passage, reference.end, message, say("改成“%”"), about=datum)
            elif datum.field.kind == "比率" and set(reference.filters) & {"同比", "增长", "增速"}:
                message = say("“{figure}”是比率，它的变化应说百分点，不说增长百分之几", figure=datum.label)
                hint = say("写成【{figure}|百分点】", figure=datum.path[-1])
                yield from tell(C13, passage, reference.start, message, hint, about=datum)
