"""What a sentence says of a change without a figure (持平, 翻番, 创新高, 双双增长, 零发生) → what the two years disprove.

Knows the patterns of such words and the figure or the names before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from reportgen.message import say
from reportgen.report.checks import change_words
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.judgements import C31, C32, JudgedSentence
from reportgen.report.checks.said_of import last_clause
from reportgen.report.checks.spoken import Spoken, base_of, mended, rate_of
from reportgen.report.checks.subject import Passage, Subject
from reportgen.text.numbers import rounded_off
from reportgen.value_object import ValueObject

_MOST_WORDS = 12
"""Between two figures nobody says more often that something rose or fell."""


class ClaimedSentence(JudgedSentence):
    """A sentence that is asked, between its figures, for words of change; ``claims`` are those that may stand in it."""

    def __init__(self, passage: Passage, subject: Subject, claims: Sequence[Claim]) -> None:
        super().__init__(passage, subject)
        self.claims = [each for each in claims if each.is_in(self.text)]
        self.compared = -1
        """Where last year's figure ends, if it is what the sentence compares with (比上年的720次)."""

    def _words(self, start: int, end: int) -> None:
        """What is said without a figure: 持平, 翻番, 创新高, 突破上年水平."""
        piece = self.text[start:end]
        for claim in self.claims:
            for found in islice(claim.pattern.finditer(piece), _MOST_WORDS):
                printed = self.passage.reference_at(start + found.end() - 1) is not None
                if not printed and not self._is_unsure(start + found.start(), self.spoken):
                    claim.judge(self, found, start + found.start(), end)

    def _levelled(self, found: re.Match[str], at: int, end: int) -> None:
        if found["bare"] and self.compared != at:
            return  # only right behind the figure that is compared with: 与上年的960次持平
        spoken = self._subject(at)
        if spoken is None or spoken.base is None or spoken.base <= 0:
            return
        away = abs(Fraction(spoken.this) - Fraction(spoken.base)) / Fraction(spoken.base) * 100
        about = found["about"] or found["about2"] or found["about3"] or found["like"]
        if away > (3 if about else 0) and not (about and abs(spoken.this - spoken.base) <= 2 and away <= 10):
            self._tell(
                C31,
                at,
                say("“{words}”与数不符：{years}", words=found[0], years=spoken.years),
                mended(spoken, "比上年"),
            )

    def _doubled(self, found: re.Match[str], at: int, end: int) -> None:
        spoken = self._subject(at)
        if spoken is None or spoken.base is None or spoken.base <= 0:
            return
        number = {None: 1, "": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}[found["count"]]
        times, least = Fraction(spoken.this) / Fraction(spoken.base), Fraction(2**number)
        least_said = least * Fraction(85 if found["near"] or found["almost"] else 99, 100)
        if times < least_said or (times > least * Fraction(8, 5) and not found["more"]):
            self._tell(
                C31, at, say("“{words}”与数不符：{years}", words=found[0], years=spoken.years), mended(spoken, "同比")
            )

    def _highest(self, found: re.Match[str], at: int, end: int) -> None:
        spoken = self._subject(at)
        if spoken is None or spoken.base is None:
            return
        low = (found["way"] or "高") == "低"
        if (spoken.this >= spoken.base) if low else (spoken.this <= spoken.base):
            self._tell(
                C32,
                at,
                say("“{words}”与数不符：{years}", words=found[0], years=spoken.years),
                say("核对两年的数，不成立就删去"),
            )

    def _past(self, found: re.Match[str], at: int, end: int) -> None:
        spoken = self._subject(at) or self._ahead(end)
        if spoken is not None and spoken.base is not None and spoken.this <= spoken.base:
            self._tell(
                C32,
                at,
                say("“{words}”与数不符：{years}", words=found[0], years=spoken.years),
                say("核对两年的数，不成立就删去"),
            )

    def _digits(self, found: re.Match[str], at: int, end: int) -> None:
        """两位数增长 of 8.8 %."""
        spoken = self._subject(at)
        rate = rate_of(spoken)
        if spoken is None or rate is None:
            return
        size = rate if found["way"] in ("增长", "增幅", "增速") else -rate
        least = {"个": 0, "一": 0, "两": 1, "二": 1, "三": 2, "四": 3}[found["count"]]
        if not (10**least if least else 0) <= rounded_off(size, 1) < 10 ** (least + 1):
            self._untrue(C31, found, at, spoken, "同比")

    def _halved(self, found: re.Match[str], at: int, end: int) -> None:
        spoken = self._subject(at)
        rate = rate_of(spoken)
        if spoken is not None and rate is not None and rate > -40:
            self._untrue(C31, found, at, spoken, "同比")

    def _none(self, found: re.Match[str], at: int, end: int) -> None:
        """零发生 of what is 7: only of the datum that is named, and nothing more is."""
        clause = clause_before(self.text, at)
        for name, datum in self.data.items():
            head = re.sub("^(?:全年|今年|本年|年内)+", "", clause.removesuffix(name)) if clause.endswith(name) else "无"
            if datum.number and (not head or head in "".join(datum.path[:-1])):
                spoken = Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, at)
                self._untrue(C32, found, at, spoken, "比上年")

    def _bare(self, found: re.Match[str], at: int, end: int) -> None:
        """连续两年正增长, 双增长, 明显下降, 低于上年, of one figure or of several that are named side by side."""
        said = found.groupdict().get  # the pattern has no groups for what the report has no words of
        word, level = said("way") or said("trend") or said("than"), said("level")
        rises = bool(said("turned") or said("only")) or level in ("高于", "多于", "超过")
        rises = word in change_words.RISES if word else rises
        for spoken in self._named_together(at):
            rate = rate_of(spoken)
            worse = level in ("好于", "不及")
            untrue = rate is not None and (rate <= 0 if rises else rate >= 0)
            if untrue and not worse and spoken.datum is not None and spoken.datum.field.kind != "比率":
                self._untrue(C32, found, at, spoken, "同比")

    def _plain(self, found: re.Match[str], at: int, end: int) -> None:
        """专利申请量下降、: a name and a word of rise or fall, and nothing else."""
        before = last_clause(self.text[:at]).split("、")
        if any(self._name_alone(found.re.sub("", each)) is None for each in before[:-1]):
            return  # 推动投资增长、收入增加
        spoken = self._name_alone(before[-1])
        rate = rate_of(spoken)
        if spoken is None or rate is None or spoken.datum is None or spoken.datum.field.kind == "比率":
            return
        if rate < 0 if found["way"] in change_words.RISES else rate > 0:
            self._untrue(C32, found, at, spoken, "同比")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Claim(ValueObject):
    """A pattern, what judges a match of it, and what is quickly seen to stand in one."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    judge: Callable[[ClaimedSentence, re.Match[str], int, int], None]

    def may_be_in(self, text: str) -> bool:
        for sign in self.signs:  # noqa: SIM110 (a generator takes three times as long)
            if sign in text:
                return True
        return False

    def is_in(self, text: str) -> bool:
        return self.may_be_in(text) and self.pattern.search(text) is not None


_CLAIMS = tuple(
    Claim(tuple(signs.split()), pattern, judge)
    for signs, pattern, judge in (
        ("持平 相当 相仿 差不多", change_words.LEVELLED, ClaimedSentence._levelled),
        ("番 翻倍", change_words.DOUBLED, ClaimedSentence._doubled),
        ("新高 最高 新低 最低 历史 纪录 记录 峰值 最好 最优 最佳", change_words.HIGH, ClaimedSentence._highest),
        (change_words.SIGNS_OF_PAST_LAST, change_words.PAST_LAST, ClaimedSentence._past),
        ("位数", change_words.DIGITS, ClaimedSentence._digits), ("减半 斩 折半 对折 拦腰", change_words.HALVED, ClaimedSentence._halved),
        ("零 发生", change_words.NONE, ClaimedSentence._none),
    )
)  # fmt: skip


def claims_in(text: str) -> tuple[Claim, ...]:
    """Those that may stand anywhere in a text: of a whole report most may not."""
    ways = change_words.ways_in(text)
    bare = Claim(change_words.signs_of_bare(text, ways), change_words.bare(text, ways), ClaimedSentence._bare)
    plain = Claim(ways, change_words.plain_way(ways), ClaimedSentence._plain)
    return tuple(each for each in (*_CLAIMS, bare, plain) if each.may_be_in(text))
