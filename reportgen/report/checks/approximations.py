"""Approximate figures and phrases of filters → words that were left out where they are printed, or do not read.

Knows what the filters make and what is typed around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.regex import regex
from reportgen.report.calculable import NoFigure
from reportgen.report.checks.figure_finder import unit_at
from reportgen.report.checks.subject import Passage, Reference, Subject, ask, tell
from reportgen.report.data import FILLED, Datum
from reportgen.text.numbers import growth_of, written

C29 = Code(
    "C29", "约数的字没有印出来，或同比填的是约数", "投入: 1850万元以上，正文【投入】万元，", "正文写【投入】万元以上"
)
C38 = Code(
    "C38", "前面的字与过滤器选的字连不起来", "比上年【项目|增加】，今年没有变化，印出“比上年持平”", "【项目|比上年】"
)

_AGAINST = regex(r"(?:比|较)(?:上年|去年|上一年)(?:同期|末|底|度)?(?:同比)?$")
_WITH = regex(r"(?:与|同|和)(?:上年|去年|上一年)(?:同期|末|底|度)?$")


def rough_words(subject: Subject) -> Iterator[Problem]:
    """C29: 以上, 以下 or 余 was typed with a figure and has to stand behind its unit, but the sentence lacks it; or a growth was
    filled in as 约13 although both years' figures are there.

    Why: 5000以上 that is printed as 5000 is another figure.
    Example: ``投入: 1850万元以上`` and ``投入【投入】万元。``
    """
    for passage in subject.current:
        for reference in passage.references:
            datum = reference.datum
            if datum is not None and datum.figure is not None and datum.figure.unsaid and not reference.filters:
                yield from _unsaid(passage, reference, datum)
    for datum in subject.report.data.values():
        yield from _rough_rate(datum)


def _unsaid(passage: Passage, reference: Reference, datum: Datum) -> Iterator[Problem]:
    words = datum.figure.unsaid if datum.figure is not None else ""
    after = passage.masked[reference.end :]
    if words in ("余", "多"):
        said = after.startswith(("余", "多", "万余", "万多", "亿余", "亿多"))
    else:
        said = after.startswith(words, len(unit_at(after, 0))) or after[:10].find(words) >= 0
    if not said:
        typed = datum.scalar.text.strip() if datum.scalar is not None else datum.text
        message = say("“{label}”填的是“{typed}”，这里没有印“{words}”", label=datum.label, typed=typed, words=words)
        yield from tell(C29, passage, reference.end, message, say("在单位后面写上“{words}”", words=words), about=datum)


def _rough_rate(datum: Datum) -> Iterator[Problem]:
    stated = datum.rate
    if (
        stated is None
        or stated.state != FILLED
        or stated.field.kind != "增速"
        or stated.figure is None
        or not stated.figure.approximate
    ):
        return
    try:
        exact = growth_of(datum.number, datum.base, stated.field.decimals or 1)
    except NoFigure:
        return
    if exact is not None:
        message = say(
            "“{label}”填的是约数“{typed}”，按两年的数是 {exact}%",
            label=stated.label, typed=stated.text, exact=written(-exact if stated.field.falling else exact),
        )  # fmt: skip
        yield from ask(C29, stated, message, say("留空就按两年的数算；口径不同的，填准确的数并在“口径”里写明"))


def joins(subject: Subject) -> Iterator[Problem]:
    """C38: 比上年 stands before a filter that says 持平 this year, or 与上年 before one that says 增加.

    Why: the filter chooses its word by the figure, and the word typed before it was chosen for last year's.
    Example: ``比上年【在谈项目|增加】`` where nothing changed
    """
    for passage in subject.current:
        for reference in passage.references:
            if not {"增加", "百分点", "增长", "前移"} & set(reference.filters):
                continue
            before, said = passage.said[: reference.first], passage.said[reference.first : reference.last]
            level = said.endswith("持平")
            typed = (_AGAINST if level else _WITH).search(before)
            if typed is None:
                continue
            message = say("印出来是“{typed}{said}”，不通", typed=typed[0], said=said)
            name = reference.datum.path[-1] if reference.datum is not None else say("名字")
            hint = say("写成【{name}|比上年】，由程序选“比上年”或“与上年”", name=name)
            yield from tell(C38, passage, reference.start, message, hint, about=reference.datum)
