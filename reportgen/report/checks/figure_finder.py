"""A printed sentence → the figures that stand in it, typed or printed by a reference, each with its unit and the words around it.

Knows no check and no dictionary.  Checks that set one figure against another (a sum, a share, growth, a target) look at what
will be read, so that it makes no difference which of the figures were typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.regex import regex
from reportgen.report.checks.references import Reference, level_of, printed_by
from reportgen.text.numbers import CONVERTIBLE, rounded_off

if TYPE_CHECKING:
    from reportgen.report.checks.printed_figures import PrintedFigure

_COUNTERS = (
    "批次 剂次 台次 班次 架次 车次 轮次 频次 课时 学时 人份 趟 堂 剂 袋 箱 桶 瓶 扇 根 幅 首 口 节 "
    "人次 家次 户次 场次 件次 个月 家 件 起 宗 项 例 人 名 位 户 处 所 座 个 单 份 张 次 条 场 期 批 辆 台 套 艘 栋 幢 间 篇 部 组 支 只 头 公斤 千米 "
    "盏 对 笔 门 片 块 种 类 棵 株 尊 本 册 封 天 个工作日 工作日 小时 分钟 公顷 村 社区 镇 岁 届 层 床 张床位 千瓦时 千瓦 度 立方米 吨 米"
).split()
CURRENCIES = tuple(size + each for each in "欧元 英镑 日元 港元 港币 韩元 澳元 加元 卢布 新台币".split() for size in ("", "万", "亿", "百万", "千万"))
_UNITS = sorted(
    {*CONVERTIBLE, *CURRENCIES, *_COUNTERS, *("万" + each for each in _COUNTERS), "%", "‰", "个百分点", "百分点", "个千分点", "倍"},
    key=len,
    reverse=True,
)
_KNOWN_UNITS, _LONGEST_UNIT = frozenset(_UNITS), len(_UNITS[0])
_NUMBER = regex(
    r"(?P<number>[-\d](?<![\d.A-Za-z:/].)(?<![：第].)(?:(?<=-)(?:\d{1,3}(?:,\d{3})+|\d{1,18})|(?<=\d)(?:\d{0,2}(?:,\d{3})+|\d{0,17}))"
    r"(?:\.\d{1,10})?)(?![\d.A-Za-z:/])(?!：)"
    r"(?P<big>[万亿](?=[余多]))?(?P<between>[余多])?",
    re.DOTALL,
)
"""What stands before it is looked at behind its first sign: a search that begins with a sign is many times as fast.  The signs of
Chinese are looked at by themselves: one set of them and of Latin ones takes a tenth of a millisecond to compile.  The unit that
follows is ``unit_at``'s, which needs no pattern: three hundred words take longer to compile than all the rest."""
_SHARES_IN_WORDS = regex(
    r"(?<![第\d十百千一二三四五六七八九])(?P<tenths>[一二两三四五六七八九])成(?P<half>半(?!数)|[一二三四五六七八九](?![成个项名家条]))?(?![员立果效就本长熟功绩交为人不天套衣名])"
    r"|(?P<below>百|[二三四五六七八九十])分之(?P<above>[一二三四五六七八九十百]+)"
    r"|(?P<times>(?<![\d一二两三四五六七八九十])[一二两三四五六七八九])倍"
    r"|(?P<whole>(?<=[过到足的近占达少超有加减降长升])(?:一半|半数)|(?<=[少降减增超缩占达]近)半(?![年数个月天日场程小])|(?<=[^\d折])过半(?!数)|(?<=过)半数)"
)
"""三成, 七成半, 三分之二, 一半, 两倍: shares and multiples that are written without a digit."""
_SIGNS_OF_SHARES = ("分之", "一半", "半数", "近半", "过半", *(sign + each for each in "成倍" for sign in "一二两三四五六七八九"))
"""Without any of these there is none of them: 完成 is in every other sentence, and the pattern takes long to compile."""
_ROUND = regex(
    r"[近逾过超上破足到入](?P<number>[一两二三四五六七八九]?(?:十万|百万|千万|十|百|千|万|亿))"
    r"(?:(?P<unit>" + "|".join(map(re.escape, _UNITS)) + r")|(?=大关|关口|门槛|台阶))"
)
"""近千户, 上百家, 突破十万大关: round numbers that are written without a digit."""
_BEFORE_ROUND, _BEFORE_SIZE = frozenset("近逾过超上破足到入"), frozenset("一两二三四五六七八九")
_PASSES = regex(r"(?:超过?|逾|[突冲首]破|[站迈登踏跨跃]上|[越跨迈冲]过|(?<![以之向])上|(?<!通)过|[跨迈]入)$")
_SHORT_OF = regex(r"(?:将?近|接近|不足|不到)$")
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_STRONG = ("强", "多", "以上", "左右", "有余", "以下", "弱")
_ONES = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "百": 100}
_CALENDAR = ("年", "月", "日", "号", "届", "期", "路", "时")
_ROUGH = regex(
    r"(?:大约|(?<![签节集违预条契公履制])约|将近|接近|(?<![附邻就临靠])近|超过|(?<![赶反高])超|逾|突破|不足|不到|至少|不少于|不低于|达|高达)$"
)
"""Words that make the figure behind them approximate, and not 签约, 附近."""
_DIGIT = regex(r"\d")
_ROUGH_ENDS = frozenset("约近过超逾破足到少于达")
_ROUGH_AFTER = ("以上", "左右", "以下", "以内")
_PARTING = frozenset("，。；：！？、（）")


def printed_figures(text: str, references: Sequence[Reference]) -> tuple[PrintedFigure, ...]:
    """All figures of a sentence but years, days and numbers in names."""
    found = tuple(_figures(text, references)) if _DIGIT.search(text) else ()
    words = tuple(_shares_in_words(text, references)) if _may_share(text) else ()
    words += tuple(_round_numbers(text, references))
    return tuple(sorted((*found, *words), key=lambda each: each.start)) if words else found


def _may_share(text: str) -> bool:
    """Whether a share or a multiple may be written there without a digit."""
    common = "成" in text or "半" in text or "分之" in text or "倍" in text
    return common and any(sign in text for sign in _SIGNS_OF_SHARES)


def _may_be_round(text: str) -> bool:
    """Whether one of ``_ROUND`` may begin there: a size behind one of its words, with or without a number up to nine between."""
    for size in "十百千万亿":
        for before in text.split(size)[:-1] if size in text else ():
            if before[-1:] in _BEFORE_ROUND or (before[-1:] in _BEFORE_SIZE and before[-2:-1] in _BEFORE_ROUND):
                return True
    return False


def _round_numbers(text: str, references: Sequence[Reference]) -> Iterator[PrintedFigure]:
    for found in _ROUND.finditer(text) if _may_be_round(text) else ():
        start = found.start("number")
        before = text[max(0, start - 3) : start]
        rough = "超过" if _PASSES.search(before) else "近" if _SHORT_OF.search(before) else ""
        if rough and printed_by(references, start) is None:
            ones = found["number"][:1]
            many = _ONES[ones] if ones in _ONES and ones not in "十百" else 1
            size = _SIZES[found["number"][1:] if many > 1 or ones == "一" else found["number"]]
            yield _made(start, found.end("number"), found.end(), Decimal(many * size), found["unit"] or "", rough)


def _shares_in_words(text: str, references: Sequence[Reference]) -> Iterator[PrintedFigure]:
    for found in _SHARES_IN_WORDS.finditer(text):
        share = _share_in_words(found)
        if share is None or printed_by(references, found.start()) is not None:
            continue
        start = found.start() + (found[0] == "过半")
        before = _ROUGH.search(text[max(0, start - 4) : start])
        behind = next((word for word in _STRONG if text.startswith(word, found.end())), "")
        passed = found[0] == "过半" or (text[start - 1] == "过" and text[start - 2 : start] != "超过")
        rough = "过" if passed else before[0] if before else behind
        unit = "倍" if found["times"] else "%"
        yield _made(start, found.end(), found.end(), rounded_off(share, 1), unit, rough, words=share)


def _share_in_words(found: re.Match[str]) -> Fraction | None:
    if found["tenths"]:
        half = found["half"] or "零"
        return Fraction(_ONES[found["tenths"]] * 10 + (5 if half == "半" else _ONES[half]))
    if found["times"]:
        return Fraction(_ONES[found["times"]])
    if found["whole"]:
        return Fraction(50)
    above = found["above"]
    return Fraction(_ONES[above] * 100, _ONES[found["below"]]) if above in _ONES and _ONES[above] <= _ONES[found["below"]] else None


def _figures(text: str, references: Sequence[Reference]) -> Iterator[PrintedFigure]:
    for found in _NUMBER.finditer(text):
        if (
            found[0].startswith("-")
            and text[found.start() - 1 : found.start()].isalnum()
            and not printed_by(references, found.start())
        ):
            continue  # a dash between two figures or words
        counted_by = unit_at(text, found.end())
        end, after = found.end("number"), found.end() + len(counted_by)
        between, unit = found["between"] or "", (found["big"] or "") + counted_by
        if not unit and text.startswith(_CALENDAR, end):
            continue
        start = found.start()
        before = _ROUGH.search(text[max(0, start - 4) : start]) if text[start - 1 : start] in _ROUGH_ENDS else None
        behind = ""
        if text.startswith(_ROUGH_AFTER, after):
            behind = next(word for word in _ROUGH_AFTER if text.startswith(word, after))
        rough = between or behind or (before[0] if before else "")
        value = Decimal(found["number"].replace(",", ""))
        reference = printed_by(references, found.start())
        yield _made(found.start(), end, after, value, unit, rough, reference)


def _made(
    start: int, end: int, after: int, value: Decimal, unit: str, rough: str, reference: Reference | None = None,
    words: Fraction | None = None,
) -> PrintedFigure:  # fmt: skip
    from reportgen.report.checks.printed_figures import PrintedFigure  # here: a year may print no figure

    return PrintedFigure(start, end, after, value, unit, rough, reference, level_of(reference), words)


def unit_at(text: str, at: int) -> str:
    """The longest unit or word of measure that stands there, empty for none."""
    ends = range(min(at + _LONGEST_UNIT, len(text)), at, -1)
    return next((text[at:end] for end in ends if text[at:end] in _KNOWN_UNITS), "")


def clause_before(text: str, at: int) -> str:
    """What stands between the last sign and a place."""
    signs = _partings(text)
    number = bisect_right(signs, at)
    return text[signs[number - 1] if number else 0 : at]


@lru_cache(maxsize=256)
def _partings(text: str) -> tuple[int, ...]:
    """Where the clauses of a text begin behind a sign."""
    return tuple(at for at, sign in enumerate(text, 1) if sign in _PARTING)
