"""Words of rise and fall → which way they say that a figure went, and whether it is the figure or its growth that they speak of.

Knows no figures.  增长, 回升 and 由降转增 rise, 下降 and 负增长 fall; 增速回落至 speaks of growth that is still growth, 降幅收窄至 of a fall.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.regex import regex
from reportgen.report.checks.scope import AGAINST
from reportgen.value_object import ValueObject

UP = (
    "增长", "增加", "上升", "提高", "提升", "扩大", "升高", "上涨", "攀升", "回升", "上扬", "增多", "增进", "走高", "多收", "净增", "增收", "递增", "增至", "涨", "多", "升",
    "多出", "高出", "扩容", "扩面", "飙升", "跃升", "抬升", "拉升", "提速",
    "增量", "增加额", "增长额", "增加量", "增长量",
)  # fmt: skip
DOWN = (
    "负增长", "下降", "减少", "降低", "回落", "下滑", "缩小", "下跌", "走低", "收窄", "放缓", "缩减", "压降", "压减", "减低", "萎缩", "递减", "少收", "跌", "降", "少",
    "净减", "压缩", "缩短", "削减", "精简",
    "缩水", "减量", "减少量", "减少额", "下降额", "压降量",
)  # fmt: skip
_GROWTH = ("增速", "增长率", "增幅", "涨幅", "升幅", "增长速度")
_FALL = ("降幅", "跌幅", "下降幅度", "减幅", "降速")
_LINK = r"(?:了|达到|达|为|是|约|近|将近|接近|超过|超|逾|不足|高达|仅|(?:今年|目前|现在|如今|当前|本年度?)的)*"
_VERBS = tuple(sorted((*UP, *DOWN), key=len, reverse=True))
_VERB = "|".join(_VERBS)
_NOUNS = (*_GROWTH, *_FALL)
_NOUN = "|".join(_NOUNS)
_MOVE = regex(
    rf"(?:(?P<noun>{_NOUN})(?:由[\d.]+%)?(?:继续|逐步|进一步|小幅|明显|持续)?)?(?P<verb>{_VERB})?(?:幅度|的?比例)?(?P<to>到|至)?{_LINK}$"
)
_ANCHORED = regex(rf"{AGAINST}(?P<gap>[^，。；、：（）\d\ue0f0]{{1,10}})$")
"""A comparison and what stands between it and its figure: 比上年[少出口]3.6亿元."""
_SIGN = regex(
    r"(?P<no>新增|增值|增殖|高新|高标准|多[元种层个家项名部方]|少[年数儿]|扩建|升级|降[碳解]|减灾|提[升质]工程)"
    rf"|(?P<verb>{_VERB}|加快|[增升涨扩攀多]|[减降跌缩滑少])"
)
"""A sign of rise or fall, whatever is done more or less (多排查, 少出口, 扩面), and words in which it is none."""
_UP_SIGNS = frozenset("增升涨扩攀多加")
_LINKED = regex(_LINK)
_LINKS = "了达到为是约将近接超过逾不足仅至今年目前现在如当本度的"
_LAST = frozenset(stem[-1] for word in (*UP, *DOWN, *_GROWTH, *_FALL) if (stem := word.rstrip(_LINKS))) | {"度", "例"}
"""What a word of rise or fall, without the links that may follow it, ends with: a quick look before ``_MOVE``."""
_DENIED = ("不", "未", "没有", "少")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Move(ValueObject):
    """What stands before a figure: where it begins, as typed, which way the figure itself went (1, -1), which way its growth
    went where the words speak of that (0: they do not), and whether the figure is where it went *to*."""

    start: int
    word: str
    way: int
    speed: int = 0
    to: bool = False
    object: str = ""
    """What is done more or less, where the words name it: 出口 of 比上年少出口."""
    against: bool = False
    """Whether the words themselves say that it is a change from last year."""


def move_before(text: str) -> Move | None:
    """The words of rise or fall at the end of a text."""
    met = _met(text[-20:])
    if met is None:
        return _anchored(text)
    at, noun, verb, to = met
    start = max(0, len(text) - 20) + at
    if not noun and text[:start].removesuffix("\n").endswith(_DENIED):
        return None
    word, arrives = noun + verb + to, bool(to) or verb.endswith("至")
    if not noun:
        return Move(start, word, 1 if verb in UP else -1, 0, arrives)
    way = 1 if noun in _GROWTH else -1
    if not verb or verb == "负增长":
        return Move(start, word, -1 if verb else way, 0, arrives)
    return Move(start, word, way, 1 if verb in UP else -1, arrives)


def _met(tail: str) -> tuple[int, str, str, str] | None:
    """What ``_MOVE`` meets: where it begins, its noun, its verb, its 到 or 至.  Most often there is a verb alone right at the end
    (同比增长), which is found without the pattern of sixty words, that takes half a millisecond to compile."""
    bare = tail.rstrip(_LINKS)
    if bare[-1:] not in _LAST:
        return None
    if len(bare) == len(tail) and tail[-1] != "例" and not any(noun in tail for noun in _NOUNS):
        verb = next((word for word in _VERBS if tail.endswith(word)), "")
        return (len(tail) - len(verb), "", verb, "") if verb else None
    found = _MOVE.search(tail)
    if found is None or not (found["noun"] or found["verb"]):
        return None
    return found.start(), found["noun"] or "", found["verb"] or "", found["to"] or ""


def _anchored(text: str) -> Move | None:
    """比上年少出口, 同比多排查: a comparison, and behind it a sign of rise or fall with what is done."""
    tail = text[-28:]
    if not ("年" in tail or "同比" in tail or "基" in tail):
        return None
    found = _ANCHORED.search(tail)
    sign = next((each for each in _SIGN.finditer(found["gap"]) if each["verb"]), None) if found is not None else None
    if found is None or sign is None:
        return None
    word = sign["verb"]
    rises = word in UP or (word not in DOWN and word[0] in _UP_SIGNS)
    done = re.sub("^[了出]", "", _LINKED.sub("", found["gap"][sign.end() :]))
    if done in ("至", "到"):
        return None
    return Move(len(text) - len(tail) + found.start(), found[0], 1 if rises else -1, 0, False, done, True)
