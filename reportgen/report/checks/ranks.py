"""Sentences → 升至, 跃居 before a rank that did not rise, 退至 before one that did, and places typed that it did not move.

Knows this year's rank and last year's; a rank rises as its number falls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.message import say
from reportgen.problem import Problem
from reportgen.regex import regex
from reportgen.report.checks.subject import Passage, Reference, Subject, tell_at
from reportgen.report.data import Datum
from reportgen.report.model.grammar import RANK
from reportgen.text.numbers import chinese, counted, written

_ROSE, _FELL = "前移|前进|进位|上升|提升|提高|跃升|晋升|提前|进|升", "后移|后退|倒退|退后|退位|下降|下滑|回落|降低|退|降"
_SAME = r"(?P<same>与(?:上年|去年)(?:持平|相同|一致))"
_PLACES = (
    "(?P<said>(?:(?P<up>" + _ROSE + ")|(?:" + _FELL + "))了?"
    r"(?P<places>[0-9]{1,3}|十?[一二两三四五六七八九十])个?(?:位次|名次|位|名))"
)
_ORDER = "(?:位次|名次|排名|排位)?"
_BEHIND = regex(
    "(?:位|名)?[，、（(]?" + _ORDER + "(?:" + _SAME + "|(?:[比较]|同比)?(?:上年|去年|上一年)?(?:同期)?的?" + _ORDER + _PLACES + ")"
)
_AHEAD = regex(_PLACES + r"[，、）)]?(?:至|到|为)?(?:目前|现)?(?:升|跃|退|降)?(?:位|排|列)?(?:居|至|到|名|列|在)?[^，。；、\d]{0,4}第?$")


def rank_words(subject: Subject) -> Iterator[Problem]:
    """C32: a word says that a rank rose or fell, and it did not.

    Why: 升至 was right last year.
    Example: ``总量升至全市【技术交易额全市名次|名次】`` of a rank that was the first before
    """
    for passage in subject.current:
        for reference in passage.references:
            if reference.datum is not None and reference.datum.field.kind == RANK and reference.datum.is_number:
                yield from _moved(passage, reference, reference.datum)


def _moved(passage: Passage, reference: Reference, datum: Datum) -> Iterator[Problem]:
    from reportgen.report.checks.spoken import base_of  # here: a year may tell no rank

    base = base_of(datum)
    if base is None:
        return
    if RANK in reference.filters:
        yield from _rank_word(passage, reference, datum, base)
    if not set(reference.filters) - {RANK, "中文数字"}:
        yield from _places_typed(passage, reference, datum, base)


def _places_typed(passage: Passage, reference: Reference, datum: Datum, base: Decimal) -> Iterator[Problem]:
    """第2位，比上年前移1位; 前移1位至第2: typed, of a rank that moved otherwise."""
    from reportgen.report.checks.judgements import C32

    moved = base - datum.number
    printed = {each.first for each in passage.references}
    behind, ahead = _BEHIND.match(passage.said, reference.last), _AHEAD.search(passage.said[: reference.first])
    for found in filter(None, (behind, ahead)):
        same = found is behind and found["same"] is not None
        if not same and found.start("places") in printed:
            continue
        said = 0 if same else _number(found["places"]) * (1 if found["up"] else -1)
        if said == moved:
            continue
        part = "same" if same else "said"
        message = say(
            "手打的“{words}”与名次不符：“{label}”上年第 {before}，本年第 {now}",
            words=found[part], label=datum.label, before=written(base), now=datum.text,
        )  # fmt: skip
        hint = say("核对后改成【{name}|前移】，由程序算", name=datum.path[-1])
        yield from tell_at(C32, passage, found.start(part), message, hint, about=datum)


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return next((number for number in range(1, 20) if text in (chinese(number), counted(number))), 0)


def _rank_word(passage: Passage, reference: Reference, datum: Datum, base: Decimal) -> Iterator[Problem]:
    """升至第三, of a rank that was second; 跃居."""
    from reportgen.report.checks import change_words
    from reportgen.report.checks.judgements import C32

    found = change_words.RANK_WORD.search(passage.said[: reference.first])
    if found is None or re.search("位居|稳居", found[0]):
        return
    moved = base - datum.number
    if (moved <= 0) if found["up"] else (moved >= 0):
        message = say(
            "“{word}”与名次不符：“{label}”上年第 {before}，本年第 {now}",
            word=found["word"],
            label=datum.label,
            before=written(base),
            now=datum.text,
        )
        yield from tell_at(
            C32, passage, found.start(), message, say("改成“居”，或写【{name}|前移】", name=datum.path[-1]), about=datum
        )
