"""Sentences → amounts per head, per piece, per month that their whole and their number disprove.

Knows the figures of one sentence, typed or printed by references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from reportgen.message import say
from reportgen.problem import Problem
from reportgen.regex import regex
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.printed_figures import PrintedFigure, same_kind
from reportgen.report.checks.scope import is_part_of_year
from reportgen.report.checks.sizes import C33, PEOPLE, in_digits, places_of, size_of
from reportgen.report.checks.subject import Passage, tell_at
from reportgen.text.numbers import measure, scale

_EACH = regex(
    r"(?:(?:平均)?每"
    r"(?P<counter>平方米|公里|吨|人次|家次|户次|场次|公顷|村|社区|[人户家件亩个场次项期批辆台套栋幢所处座名位班车组宗起张条篇本册盏株棵间])|(?P<mean>[人户亩场次件家村项])均|单价)[^\d，。；]{0,10}$"
)
_OTHER_TIME = regex("每[月年天日季周]|[月日周年]均|按[月日季]|每人每|每户每|连续")
_WHOLE_SUM = regex(r"(?:共计?|合计|总计|累计|总额|总投入|总金额)[^\d，。；]{0,10}$")
_PER_TIME = regex(r"(?:平均)?每(?P<each>天|日|周|星期|个?月|季度?)(?:平均)?|(?P<mean>[日周月季])均")
_TIMES_A_YEAR = {"天": (365, 366), "日": (365, 366), "周": (52, 53), "星期": (52, 53), "月": (12, 12), "季": (4, 4)}
_SHORTER = regex("试点|自|以来|开通|启用|运行|期间|旺季|高峰|其中|增|减|降|每人|每户")


def averages(passage: Passage) -> Iterator[Problem]:
    """C33 of averages: an amount per head, per piece or per month that the whole and the number do not make."""
    yield from _per_head(passage)
    yield from _in_time(passage)


def _per_head(passage: Passage) -> Iterator[Problem]:
    """为120人发放补贴，人均300元，共计3.6万元; 25场，1500人次，平均每场60人次."""
    text = passage.said
    for each in passage.figures:
        words = _each(_near(text, each))
        if words is None or not each.unit or each.unit in ("%", "‰", "倍") or _OTHER_TIME.search(text):
            continue
        count, total = _counted(words, each, passage), _whole_of(each, passage)
        if count is None or total is None or count.rough or total.rough or not count.value:
            continue
        if not any(_makes(count, each, one) for one in passage.figures if one is not total and one.start < each.start):
            yield from _priced(passage, each, count, total)


def _each(near: str) -> re.Match[str] | None:
    """What says that an amount is one of each; the long pattern is asked where one of its words stands."""
    return _EACH.search(near) if _may_be_each(near) else None


def _may_be_each(near: str) -> bool:
    return "每" in near or "均" in near or "单价" in near


def _near(text: str, figure: PrintedFigure) -> str:
    """The words right before a figure: no pattern that ends at it is longer."""
    return text[max(0, figure.start - 40) : figure.start]


def _counted(words: re.Match[str], each: PrintedFigure, passage: Passage) -> PrintedFigure | None:
    """The one number of what is counted (of 每场 the 场) before an amount per one."""
    counter = words["counter"] or words["mean"]
    units = ("人", "名", "位") if counter in ("人", "名", "位") else (counter,) if counter else tuple("人户家名件亩个台套")
    found = [
        one
        for one in passage.figures
        if one is not each
        and one.start < each.start
        and (one.unit.lstrip("万") in units or (one.unit == "个" and counter and counter in passage.said[one.after : one.after + 6]))
    ]
    return found[0] if len(found) == 1 else None


def _whole_of(each: PrintedFigure, passage: Passage) -> PrintedFigure | None:
    """The one amount of the same kind that is called a sum, or is the only one, and no part, plan or other year's."""
    text = passage.said
    alike = [one for one in passage.figures if one is not each and (same_kind(one, each) or {one.unit, each.unit} <= PEOPLE)]
    found = [one for one in alike if _each(_near(text, one)) is None]
    labelled = [one for one in found if _WHOLE_SUM.search(_near(text, one))]
    if len(labelled) == 1:
        return labelled[0]
    other = len(found) != 1 or re.search("其中|上年|去年|目标|计划|比|较|增|减|降|节约|补助", clause_before(text, found[0].start) if found else "")
    return None if other or measure(found[0].unit) == "平方米" else found[0]


def _in_time(passage: Passage) -> Iterator[Problem]:
    """全年接听热线14400件，月均1200件: the year's number over its months, weeks or days; a workday may be meant by 日均."""
    text = passage.said
    for each in passage.figures:
        words = _PER_TIME.search(clause_before(text, each.start)) if each.is_typed and each.unit else None
        earlier = [one for one in passage.figures if one.start < each.start and same_kind(one, each)]
        if words is None or len(earlier) != 1 or any(sign in text[earlier[0].after : each.start] for sign in "。；"):
            continue
        if is_part_of_year(text[: earlier[0].start]) or _SHORTER.search(text[: each.start]) or text[earlier[0].after] != "，":
            continue
        span = (words["each"] or words["mean"]).strip("个度")
        fewest, most = _TIMES_A_YEAR[span]
        least = 240 if span in ("天", "日") else fewest
        means = [size_of(earlier[0]) / number for number in (most, least)]
        slack = _slack_of(each) + size_of(each) / 20
        if not means[0] - slack <= size_of(each) <= means[1] + slack:
            mean = in_digits(means[0] / scale(each.unit))
            message = say(
                "平均数与全年的数对不上：全年 {whole}，平均应是 {mean}{unit}",
                whole=text[earlier[0].start : earlier[0].after], mean=mean, unit=each.unit,
            )  # fmt: skip
            yield from tell_at(C33, passage, each.start, message, say("核对全年的数和平均数"))


def _priced(passage: Passage, each: PrintedFigure, count: PrintedFigure, total: PrintedFigure) -> Iterator[Problem]:
    text, number = passage.said, _number_of(count)
    product, one = number * size_of(each), size_of(total) / number / scale(each.unit)
    if _makes(count, each, total):
        return
    message = say(
        "人均与总数对不上：{count} × {each} = {product}，正文写的是 {total}",
        count=text[count.start : count.after], each=text[each.start : each.after],
        product=in_digits(product / scale(total.unit)) + total.unit, total=text[total.start : total.after],
    )  # fmt: skip
    yield from tell_at(C33, passage, each.start, message, say("核对这三个数；每个合 {one}{unit}", one=in_digits(one), unit=each.unit))


def _number_of(count: PrintedFigure) -> Fraction:
    return Fraction(count.value) * (10_000 if count.unit.startswith("万") else 1)


def _makes(count: PrintedFigure, each: PrintedFigure, total: PrintedFigure) -> bool:
    """Whether a number of an amount each is a whole, as near as they are printed."""
    if not (same_kind(total, each) or {total.unit, each.unit} <= PEOPLE):
        return False
    number, whole = _number_of(count), size_of(total)
    allowed = number * _slack_of(each) + _slack_of(total)
    one = whole / number / scale(each.unit)
    return abs(number * size_of(each) - whole) <= max(allowed, whole / 100) or bool(each.rough and each.admits(one))


def _slack_of(figure: PrintedFigure) -> Fraction:
    return Fraction(1, 2 * 10 ** places_of(figure.value)) * scale(figure.unit)
