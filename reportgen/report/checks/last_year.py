"""Last year's figures → those that cannot be compared as they stand: typed in another unit, unreadable, or on another basis.

Knows both years' data and no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.message import Message, say
from reportgen.problem import Code, Problem
from reportgen.report.checks.subject import Subject, ask
from reportgen.report.data import FILLED, Datum
from reportgen.report.dictionary import NUMERIC
from reportgen.report.model.grammar import CALIBRE

C27 = Code(
    "C27",
    "上年文件里的数读不懂，或带着另一个单位",
    "2023.yaml 的 出口: 528000万元（单位是亿元）",
    "在上年的文件里改成 52.80",
)
C28 = Code(
    "C28", "两年的口径不一样", "上年 口径: 合同登记额，本年 口径: 实际到账额", "注上年修订，或在同比的“口径”里写明可比"
)


def last_years(subject: Subject) -> Iterator[Problem]:
    """C27: last year's file has a figure that could not be read, or in another unit; it was converted before it is compared.

    Why: 52.8亿元 after 528000万元 is no fall by all of it.
    Example: ``自营出口: 528000万元`` in 2023.yaml
    """
    for datum in subject.report.data.values():
        last = datum.last
        if (
            last is None
            or last.scalar is None
            or last.state != FILLED
            or last.field.kind not in NUMERIC
            or not last.known
        ):
            continue
        typed = last.scalar.text.strip()
        if last.figure is None:
            yield from _told(
                datum, last, say("上年文件里“{label}”填的是“{typed}”，不是数，不能比", label=last.label, typed=typed)
            )
        elif last.figure.converted or (
            last.figure.unit
            and last.figure.unit != last.field.unit
            and not last.field.unit.startswith(last.figure.unit)
        ):
            how = (
                say("已换算成 {number}{unit} 来比", number=last.text, unit=last.field.unit)
                if last.figure.converted
                else say("换算不了，请核对")
            )
            yield from _told(
                datum,
                last,
                say(
                    "上年文件里“{label}”填的是“{typed}”，单位应是“{unit}”，{how}",
                    label=last.label,
                    typed=typed,
                    unit=last.field.unit,
                    how=how,
                ),
            )


def _told(datum: Datum, last: Datum, message: Message) -> Iterator[Problem]:
    for problem in ask(C27, datum, message, say("请在上年的文件里改好")):
        yield Problem(
            problem.code, problem.message, problem.grade, last.place, problem.hint, problem.department, (datum.place,)
        )


def bases(subject: Subject) -> Iterator[Problem]:
    """C28: two years' figures have two 口径, and are compared all the same.

    Why: 合同登记额 after 实际到账额 is no growth.
    Example: ``{值: 8.60, 口径: 合同登记额}`` after ``{值: 7.15, 口径: 实际到账额}``
    """
    for datum in subject.numbers:
        last = datum.last
        if last is None or not last.is_number or datum.revised is not None:
            continue
        this, before = (each.notes.get(CALIBRE, "").strip() for each in (datum, last))
        explained = datum.rate is not None and datum.rate.state == FILLED and datum.rate.notes.get(CALIBRE)
        if this and before and this != before and not explained:
            message = say(
                "“{label}”上年的口径是“{before}”，本年是“{this}”，两年的数不好直接比",
                label=datum.label,
                before=before,
                this=this,
            )
            yield from ask(C28, datum, message, say("按同一口径注“上年修订”；口径其实一样的，写成一样"))
