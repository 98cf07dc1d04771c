"""A report → figures that are out of bounds: limits, decimals, and far from last year's.

Knows nothing of prose.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.calculable import NoFigure
from reportgen.report.checks.subject import Subject, ask, tell_at
from reportgen.report.data import Datum
from reportgen.report.model.grammar import CALIBRE, COMMENT, RANK
from reportgen.text.numbers import decimals, rounded, written

C04 = Code("C04", "数超出了范围", "初中普高率: 634", "初中普高率: 63.4")
C05 = Code("C05", "小数位数不对，或应当是整数", "入园企业: 71.5", "入园企业: 71")
C11 = Code("C11", "与上年相差好几倍", "上年 50.20，本年 502", "核对数和单位；确实如此，在“备注”里写明原因")

_FAR, _ODD = Decimal(5), Decimal(2)
"""How many times last year's figure, or what part of it, is asked about, or just said."""
_TENFOLD, _MANY = Decimal(10), Decimal(50)
"""A slip by a digit, which no 口径 explains; and from how many on a count does not double by chance."""
_FEW = Decimal(10)
"""Counts that differ by less than this are left alone: 2 after 1 is no outlier."""


def limits(subject: Subject) -> Iterator[Problem]:
    """C04: a value outside the limits of its field; without being told, a share (比率 in %) is between 0 and 100 (the rate of a
    target is not bound), a count is not below 0, a rank is 1 or more, and nothing falls by more than 100 %.

    Why: a digit too many is the commonest slip.
    Example: ``初中普高率: 634``
    """
    for datum in subject.numbers:
        low, high = _limits(datum)
        value = datum.number
        if (low is not None and value < low) or (high is not None and value > high):
            span = say(
                "{low}～{high}", low="" if low is None else written(low), high="" if high is None else written(high)
            )
            message = say(
                "“{figure}”填的是 {given}，超出 {span} 的范围",
                figure=datum.label,
                given=datum.text,
                span=span,
            )
            yield from ask(C04, datum, message, say("请核对是否多写、少写了位数"))


def _limits(datum: Datum) -> tuple[Decimal | None, Decimal | None]:
    made = datum.field
    if made.kind == "比率" and made.unit == "%":
        most = None if _MAY_EXCEED.search(made.label) else Decimal(100)
        return made.low if made.low is not None else Decimal(0), made.high if made.high is not None else most
    if made.kind in _LEAST and made.low is None:
        return _LEAST[made.kind], made.high
    if made.kind == "增速":
        most = Decimal(100) if made.falling and made.high is None else made.high
        return Decimal(-100) if not made.falling and made.low is None else made.low, most
    return made.low, made.high


_LEAST = {"计数": Decimal(0), RANK: Decimal(1), "时长": Decimal(0), "百分点": Decimal(-100)}


_OPEN_RATES = "增长|完成|负债|利用|产销|贡献|兑付|流动|速动|执行|产能|充足|毛利|回报|收益|达产"
_MAY_EXCEED = regex(
    "(?:" + _OPEN_RATES + ")率$|(?:任务|目标|计划|预算|序时|上年|去年)[^率]{0,4}(?:占比|比重|比例|百分比|进度)?$"
)
"""Names of shares that may be more than the whole: 任务完成率, 年度目标占比."""
_WHOLE_SHARE = regex(
    r"(?:满意|合格|覆盖|普及|入住|参保|办结|整改|到位|达标|优良|知晓|响应|回访|入学|毕业|就业|好评|受理|签约|参与|通过|支持|成功|破案|接种|录取|处置|处理|回收|绿化|出勤"
    r"|准确|兑现|落实|见面|履约|安装|检测|抽检|巡查|登记|补全|公开|上线|普高|养护|治理|消除|化解)(?:率|度|面)[^，。；、\d]{0,4}$"
    r"|[^\W\da-zA-Z_]{2}(?<!" + _OPEN_RATES + r")(?<!备覆盖)率(?:为|达到?|是|约|近|高达)*$"
    r"|占[^，。；、\d]{0,14}?(?:的?(?:比重|比例|份额|比))?(?:达到|达|为|约|近|高达)*$"
)
_FALLS = frozenset(("下降", "减少", "降低", "下滑", "下跌", "负增长", "回落", "减", "降幅", "跌幅", "减幅", "降"))


def typed_limits(subject: Subject) -> Iterator[Problem]:
    """C04: a typed share above 100 %, or a typed fall by more than 100 %.

    Why: there is no more than all of it.
    Example: ``群众满意率达到102.3%。``
    """
    for passage in subject.passages:
        for figure in passage.figures if passage.body and "%" in passage.said else ():
            if figure.unit != "%" or not figure.is_typed or figure.value <= _MOST:
                continue
            from reportgen.report.checks.moves import move_before  # here: hardly a share is above 100 %

            before = passage.said[max(0, figure.start - 24) : figure.start]
            move = move_before(before)
            share = _WHOLE_SHARE.search(before) if move is None else None
            if share is not None or (move is not None and move.word in _FALLS):
                begin = share.start() if share is not None else move.start if move is not None else 0
                shown = before[begin:] + passage.said[figure.start : figure.after]
                message = say("“{words}”超过了 100%", words=shown)
                yield from tell_at(C04, passage, figure.start, message, say("请核对是否多写、少写了位数"))


_MOST = Decimal(100)


def precision(subject: Subject) -> Iterator[Problem]:
    """C05: more decimals than the dictionary allows, or a count that is no whole number.

    Why: half an enterprise is a figure of something else.
    Example: ``入园企业: 71.5``
    """
    for datum in subject.numbers:
        made = datum.field
        allowed = made.decimals if made.decimals is not None else 0 if made.is_whole else None
        if allowed is not None and decimals(datum.number) > allowed:
            if allowed:
                message = say(
                    "“{figure}”填的是 {given}，应当至多 {places} 位小数",
                    figure=made.label,
                    given=datum.text,
                    places=allowed,
                )
            else:
                message = say("“{figure}”填的是 {given}，应当是整数", figure=made.label, given=datum.text)
            yield from ask(C05, datum, message, say("请核对"))


def outliers(subject: Subject) -> Iterator[Problem]:
    """C11: a figure that is many times last year's, or a small part of it; a 备注 beside it explains, and a new 口径 explains what is
    less than ten times.

    Why: 万元 reported for 亿元, a comma lost, a column mistaken.  Five times is asked about, and twice where the counts are large;
    twice is else only said.
    Example: 50.20 last year, ``自营出口: 502`` this year.
    """
    for datum in subject.numbers:
        if not datum.field.compared or datum.notes.get(COMMENT):
            continue
        try:
            base = datum.base
        except NoFigure:
            continue
        times = _times(datum.number, base)
        if times is None or times < _ODD or (datum.field.kind == "计数" and abs(datum.number - base) < _FEW):
            continue
        if times < _TENFOLD and _has_new_basis(datum):
            continue
        unit, size = datum.field.unit, written(rounded(times, 1))
        size = say("{times} 倍", times=size) if datum.number > base else f"1/{size}"
        message = say(
            "“{figure}”本年 {now}{unit}，上年 {last}{unit}，约为上年的 {times}",
            figure=datum.label,
            now=datum.text,
            unit=unit,
            last=written(base),
            times=size,
        )
        hint = say("请核对数和单位；确实如此，就在“备注”里写明原因")
        many = datum.field.kind == "计数" and min(datum.number, base) >= _MANY
        yield from ask(C11, datum, message, hint, Grade.WARNING if times >= _FAR or many else Grade.NOTE)


def _has_new_basis(datum: Datum) -> bool:
    """Whether this year's 口径 is another than last year's; the same one explains nothing."""
    basis = datum.notes.get(CALIBRE, "").strip()
    return bool(basis) and (datum.last is None or datum.last.notes.get(CALIBRE, "").strip() != basis)


def _times(this: Decimal, last: Decimal) -> Decimal | None:
    """How many times one is the other, whichever way is more than once."""
    if this <= 0 or last <= 0:
        return None
    return max(this / last, last / this)
