"""Sentences → typed growth, differences, multiples, 持平 and “上年的X” that the figures disprove, and words such as 增长到, 创新高 that
do not fit them.

Knows the year's data and what stands between a figure and the words after it.  What is typed belongs to the figure right before it:
where another name, or 上半年, or 人均 comes between, nothing is said, since nobody can know what is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.checks.directions import C13
from reportgen.report.checks.moves import Move, move_before
from reportgen.report.checks.printed_figures import PrintedFigure, Reference, clause_before
from reportgen.report.checks.scope import is_other_quantity, is_part_of_year
from reportgen.report.checks.subject import Passage, Subject, tell_at
from reportgen.report.data import FILLED, Datum
from reportgen.report.model.grammar import CALIBRE, RANK
from reportgen.report.quantity import NoFigure
from reportgen.text.numbers import agrees, finite, in_unit, measure, rounded_off, written

C31 = Code(
    "C31",
    "手打的同比、增减、倍数、上年数与两年的数不符",
    "出口【出口】亿元，同比增长17.8%（应为 7.8%）",
    "出口【出口】亿元，【出口|同比】",
)
C32 = Code(
    "C32",
    "增长到、突破、新高一类的话与数不符",
    "出口增长到【出口】亿元，而出口是降的",
    "出口【出口】亿元，【出口|同比】",
)

_NEUTRAL = re.compile(
    r"(?:[，、；（(]|同比|较|比|与|上年|去年|上一年|同期|上年度|年底|年末|底|末|名义|实际|按|可比价格?|现价|计算|扣除价格因素|增速|增幅|降幅|增长率|为|是|达到|达|约|近|了"
    r"|超过|首次|继续|连续|保持|平均|分别|大幅|小幅|略有|略|稳步|持续|明显|显著|进一步|总体|基本|已经?|也|又|再|净|多|创|其增速|，?由降转增|止跌回升|总量|总额|规模|数量|这一指标"
    r"|实现|呈现?|一年(?:来|间|内)?|年内|全年|当年|\ue0f2)*"
)
_AGO = r"(?:上年度?|去年|上一年)\ue0f2*"
"""Last year's number (2023年) is read as 上年; what is left over of its span is that sign."""
_LAST = re.compile(rf"(?:{_AGO}(?:同期|全年|底|末)?(?:的|为|是|仅为?|只有|共|实际)?|同期(?:为|的))$")
_FROM = re.compile(rf"(?:由|从)(?P<ago>{_AGO}|年初|上年末|上年底)?(?:同期|全年|底|末|初)?(?:的|时的)?$")
_AGAINST = re.compile(rf"(?:(?:比|较|与){_AGO}(?:同期|全年|底|末|度)?(?:相比)?|同比)，?(?:净|共|又|再|累计)?$")
_TIMES = re.compile(rf"(?:是|为|相当于|达到?)(?:{_AGO}(?:同期|全年)?)的?$")
_LEVELLED = re.compile(
    rf"(?:(?:与|同|和|比){_AGO}(?:同期|度|全年)?(?P<about>基本|大体|大致)?持平|同比(?P<about2>基本)?持平)"
)
_DOUBLED = re.compile(r"(?:实现了?)?翻了?(?:(?P<count>[一两二三四]?)番(?!番)|倍)")
_HIGH = re.compile(
    r"创(?:下|造|出)?了?(?:历史|历年|近年|近[三五十]年|有记录以来)?(?:同期)?(?:的?最|新)(?P<way>高|低)|(?:历史|历年)(?:最高|新高)"
)
_PAST_LAST = re.compile(rf"(?:突破|超过|超|高于|好于|优于){_AGO}(?:同期|全年)?(?:水平|的水平|数)?")
_OVER = re.compile(r"(?:突破|站上|迈上|越过|跨过|跃上|首超)了?$")
_IS_CHANGE = frozenset(("净增", "净减", "增量", "增加额", "增长额", "增加量", "增长量", "减量", "减少量", "减少额", "下降额", "压降量"))
"""Words that say a difference by themselves, without 比上年."""
_TO_CHANGE = re.compile(r"，?(?:一年(?:来|内|间)?|年内|全年|当年|今年|本年)?$")
_DIGITS = re.compile(r"(?P<count>个|[一两二三四])位数(?:的)?(?P<way>增长|增幅|增速|下降|降幅)")
_HALVED = re.compile(r"(?:近乎|几乎)?(?:腰斩|减半|折半|对折|拦腰)")
_NONE = re.compile(r"零(?P<what>发生|发案|新增|事故)|(?:为|降为|降到|归|清)零|(?P<still>没有|未)发生(?=[，。；]|$)")
_RISES = ("增长", "提升", "上升", "提高", "增加", "攀升", "走高", "回升", "升", "多", "高")
_WAYS = "增长|提升|上升|提高|增加|攀升|走高|回升|升|下降|回落|减少|降低|下滑|走低|降"
_BARE = re.compile(
    r"(?:实现|保持|继续|呈|呈现)?(?:了)?(?:连续[两二三四五六七八九十\d]+年)?(?:保持|实现|呈)?"
    rf"(?:双双|双|正|恢复性|稳步|稳定|较快|快速|持续|平稳|小幅|大幅|明显|有所|略有|稳中有|同步|均有所|均|逐年|连年)(?P<way>{_WAYS})(?=[，。；、]|$)"
    rf"|呈现?(?:稳步|持续|逐年|明显|较快|平稳)?(?P<trend>{_WAYS})(?:趋势|态势|势头)"
    rf"|比{_AGO}(?:同期)?(?:还|更|又|要|有所)?(?P<than>增长|增加|多|高|减少|下降|少|低)(?:了?一?些|不少|许多)?(?=[，。；]|$)"
    r"|(?P<turned>不降反升|由降转[升增]|由负转正|止跌回升|逆势(?:增长|上扬|上升|飘红))|不升反降|由[升增]转降|由正转负"
    rf"|(?:实现)?负增长(?=[，。；]|$)|(?:略|稍|明显|大大|远)?(?P<level>高于|低于|好于|多于|少于|超过|不及){_AGO}(?:同期|水平|全年)?(?=[，。；]|$)"
)
_MAY_BE_BARE = re.compile(
    rf"[双正步定快速续稳幅显所有均年性升呈现](?:{_WAYS})|比[上去]|不[降升]|由[降升增负正]|负增|[高低好多少]于[上去]|超过[上去]|不及[上去]|逆势|止跌"
)
"""A quick look for what ``_BARE`` may meet."""
_AND = re.compile("[、和与及]|以及")
_UNDER = re.compile(r"(?:跌破|降破|跌穿)了?$")
_UNSURE = re.compile(r"计划|预计|力争|目标|争取|确保|明年|下一?年|环比|力促|有望|将(?!军)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The figure that a sentence speaks of: its value, last year's where it is known, the datum where it is one, and where the
    words about it may begin."""

    label: str
    unit: str
    this: Decimal
    base: Decimal | None
    datum: Datum | None
    end: int

    @property
    def years(self) -> Message:
        base = say("不知道") if self.base is None else written(self.base)
        return say(
            "“{label}”本年 {this}{unit}，上年 {base}{unit}",
            label=self.label,
            this=written(self.this),
            base=base,
            unit=self.unit,
        )


def typed_changes(subject: Subject) -> Iterator[Problem]:
    """C31: growth, a difference, a multiple, 持平 or last year's figure was typed, and the two years say another; C32: 增长到, 降至,
    突破, 创新高 do not fit the figure, or 比上年增加 stands before the year's figure itself; C13: a share's change is typed in %.

    Why: it was right when it was typed; then one of the two figures was corrected.
    Example: ``固定资产投资【固定资产投资】亿元，同比增长17.8%`` where the two years make 7.8
    """
    for passage in subject.current:
        if passage.body:
            said = _SaidOf(passage, subject)
            if passage.figures or said.judges:
                yield from said.problems()
        for reference in passage.references:
            if RANK in reference.filters and reference.datum is not None and reference.datum.field.kind == RANK:
                yield from _rank_word(passage, reference, reference.datum)


_RANK_WORD = re.compile(
    r"(?P<word>(?P<up>上升|跃升|提升|晋升|前移|跃居|跃|升|进)|(?:下降|下滑|回落|后移|退|降))(?:至|到|为|居)?[^，。；、\d]{0,4}$"
)


def _rank_word(passage: Passage, reference: Reference, datum: Datum) -> Iterator[Problem]:
    """升至第三, of a rank that was second; 跃居."""
    found = _RANK_WORD.search(passage.said[: reference.first])
    base = _base(datum)
    if found is None or base is None or not datum.is_number or re.search("位居|稳居", found[0]):
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


class _SaidOf:
    """One pass over a sentence, remembering what it speaks of."""

    def __init__(self, passage: Passage, subject: Subject) -> None:
        self.passage = passage
        ago = f"{subject.report.year - 1}年"
        self.text = passage.said.replace(ago, "上年" + "\ue0f2" * (len(ago) - 2))
        self.data = subject.by_name
        self.spoken: Spoken | None = None
        self.judges = [each for each in _JUDGES if each[0].search(self.text) and each[1].search(self.text)]
        self.found: list[Problem] = []
        self.changed = -1
        """Where the last change that was said of ``spoken`` ends."""

    def problems(self) -> Iterator[Problem]:
        previous = 0
        for figure in self.passage.figures:
            if self.judges:
                self._words(previous, figure.start)
            self._figure(figure)
            previous = figure.after
        if self.judges:
            self._words(previous, len(self.text))
        yield from self.found

    def _tell(self, code: str, at: int, message: Message, hint: Message, grade: Grade = Grade.WARNING) -> None:
        about = self.spoken.datum if self.spoken is not None else None
        self.found += tell_at(code, self.passage, at, message, hint, grade, about)

    # what the figures are

    def _figure(self, figure: PrintedFigure) -> None:
        before = self.text[: figure.start].rstrip("约近超逾")
        near = max(0, len(before) - 16)
        ago = _LAST.search(before, near)
        if ("由" in before[near:] or "从" in before[near:]) and _FROM.search(before, near):
            self.spoken = Spoken("", figure.unit, figure.value, figure.value, None, figure.after)  # what follows is this year's
        elif ago is not None and figure.unit != "倍":
            self._last(figure, ago.start())
        else:
            move = move_before(before)
            if self._is_change(figure, before, move):
                self._change(figure, before, move)
            else:
                self._level(figure, before, move)

    def _is_change(self, figure: PrintedFigure, before: str, move: Move | None) -> bool:
        if figure.level is not None and figure.level.field.kind in ("计数", "金额", "数量", "时长"):
            return False
        if figure.unit in ("%", "个百分点", "百分点", "‰", "个千分点"):
            return not (figure.level is not None and figure.level.field.kind == "比率")
        if figure.unit == "倍":
            return True
        if move is None or move.to:
            return False
        if move.word in _IS_CHANGE and self.spoken is not None and _TO_CHANGE.fullmatch(self.text[self.spoken.end : move.start]):
            return True
        follows = 0 <= self.changed <= move.start and self.text[self.changed : move.start] in ("，", "、", "（")
        return follows or _AGAINST.search(before[: move.start]) is not None

    def _level(self, figure: PrintedFigure, before: str, move: Move | None) -> None:
        over = _OVER.search(before, max(0, len(before) - 4)) if figure.is_typed else None
        if (
            over is not None
            and self.spoken is not None
            and self.spoken.datum is not None
            and self._is_near(self.spoken, over.start())
        ):
            self._threshold(figure, before, self.spoken)
            self.spoken = replace(self.spoken, end=figure.after)
            return
        came_from = (
            self.spoken if self.spoken is not None and not self.spoken.label and self.spoken.datum is None else None
        )
        datum = figure.level or self._named(figure)
        if came_from is not None and move is not None and move.to and came_from.unit == figure.unit:
            self._from_to(came_from, figure, move)
        if datum is None:
            label = clause_before(self.text, figure.start) if came_from is None else "这个数"
            base = came_from.base if came_from is not None and move is not None else None
            self.spoken = Spoken(label or "这个数", figure.unit, figure.value, base, None, figure.after)
            return
        self.spoken = Spoken(datum.label, datum.field.unit, datum.number, _base(datum), datum, figure.after)
        self._level_word(figure, move, before)

    def _named(self, figure: PrintedFigure) -> Datum | None:
        """The datum whose name stands right before a typed figure; its value may be another, but that is C15's."""
        if not figure.is_typed:
            return None
        clause = clause_before(self.text, figure.start)
        for name, datum in self.data.items():
            head, found, rest = clause.rpartition(name)
            if found and re.fullmatch(_BETWEEN, rest) and not is_other_quantity(self.text, figure.start, head):
                return datum if datum.is_number and measure(datum.field.unit) == measure(figure.unit) else None
        return None

    # what is said of them

    def _last(self, figure: PrintedFigure, at: int) -> None:
        """上年的X, right behind this year's."""
        spoken = self.spoken
        if (
            spoken is None
            or not self._is_near(spoken, at)
            or measure(spoken.unit) != measure(figure.unit)
            or figure.unit == "%"
        ):
            return
        if spoken.datum is None:
            self.spoken = replace(spoken, base=figure.value, end=figure.after) if spoken.unit == figure.unit else None
            return
        value = self._base_in(spoken, figure.unit)
        if figure.is_typed and value is not None and not figure.admits(value):
            typed = self.passage.said[figure.start : figure.after]
            message = say("手打的上年数“{typed}”与上年的数不符：{years}", typed=typed, years=spoken.years)
            self._tell(C31, figure.start, message, say("改成【{name}|上年值】", name=spoken.datum.path[-1]))
        self.spoken = replace(spoken, end=figure.after)

    def _base_in(self, spoken: Spoken, unit: str) -> Fraction | None:
        if spoken.base is None:
            return None
        try:
            return in_unit(Fraction(spoken.base), spoken.unit, unit or spoken.unit)
        except ValueError:
            return None

    def _is_near(self, spoken: Spoken, at: int) -> bool:
        """Whether nothing that could be another subject stands between the figure and what is said."""
        between = self.text[spoken.end : at]
        return len(between) <= 24 and _NEUTRAL.fullmatch(between) is not None

    def _change(self, figure: PrintedFigure, before: str, move: Move | None) -> None:
        reference = figure.reference
        if (
            reference is not None
            and reference.datum is not None
            and reference.datum.field.kind in ("计数", "金额", "数量", "比率")
        ):
            self._of(reference.datum, figure.after)
            return
        multiple = _TIMES.search(before) if figure.unit == "倍" else None
        start = move.start if move is not None else multiple.start() if multiple is not None else -1
        if start < 0:
            return
        spoken = self._subject(start)
        if spoken is None or not figure.is_typed:
            return
        if not self._is_unsure(figure.start, spoken):
            self.spoken = spoken
            self._judge(figure, move, spoken)
        self.spoken = replace(spoken, end=figure.after)
        self.changed = figure.after

    def _is_unsure(self, at: int, spoken: Spoken | None) -> bool:
        """Whether a plan, another span of time or another basis is spoken of, in what leads to a place."""
        before = self.text[:at]
        segment = before[max(before.rfind("；"), before.rfind("。")) + 1 :]
        if "可比价" in segment and (spoken is None or _stated(spoken.datum) is None):
            return True
        return _UNSURE.search(segment) is not None or is_part_of_year(before)

    def _of(self, datum: Datum, end: int) -> None:
        if datum.is_number:
            self.spoken = Spoken(datum.label, datum.field.unit, datum.number, _base(datum), datum, end)
            self.changed = end

    def _subject(self, at: int) -> Spoken | None:
        """The figure right before, else the datum whose name stands there."""
        if self.spoken is not None and self._is_near(self.spoken, at):
            return self.spoken
        head = re.sub(rf"(?:同比|[比较]{_AGO}(?:同期|底|末)?|实际|名义)+$", "", self.text[:at])
        clause = clause_before(head, len(head))
        for name, datum in self.data.items():
            if (
                clause.endswith(name)
                and not is_other_quantity(self.text, at, clause.removesuffix(name))
                and datum.is_number
            ):
                return Spoken(datum.label, datum.field.unit, datum.number, _base(datum), datum, at)
        return None

    def _judge(self, figure: PrintedFigure, move: Move | None, spoken: Spoken) -> None:
        if spoken.base is None and (spoken.datum is None or spoken.datum.rate is None):
            return
        if figure.unit == "倍":
            self._multiple(figure, move, spoken)
        elif figure.unit == "%" and move is not None:
            if spoken.datum is not None and spoken.datum.field.kind == "比率":
                self._share(figure, move, spoken)
            else:
                self._growth(figure, move, spoken)
        elif (
            figure.unit in ("个百分点", "百分点")
            and move is not None
            and spoken.datum is not None
            and spoken.datum.field.kind == "比率"
        ):
            self._difference(figure, move, spoken, "%")
        elif move is not None and figure.unit not in ("%", "个百分点", "百分点", "‰", "个千分点"):
            self._difference(figure, move, spoken, figure.unit)

    def _growth(self, figure: PrintedFigure, move: Move, spoken: Spoken) -> None:
        stated = _stated(spoken.datum)
        typed = figure.value * move.way
        if stated is not None:
            right, fits = stated, figure.admits(Fraction(stated * move.way))
        elif spoken.base is None or spoken.base <= 0 or spoken.this < 0:
            return
        else:
            exact = (Fraction(spoken.this) - Fraction(spoken.base)) / Fraction(spoken.base) * 100
            right = rounded_off(exact, max(1, -_exponent(figure.value)))
            fits = figure.admits(exact * move.way) or agrees(typed, spoken.this, spoken.base)
        if fits:
            return
        shown = self.passage.said[move.start : figure.after]
        word = say("增长") if right > 0 else say("下降")
        message = say(
            "手打的“{words}”与数不符：{years}，应{word} {right}%",
            words=shown,
            years=spoken.years,
            word=word,
            right=written(abs(right)),
        )
        opposite = right * typed < 0 and spoken.datum is not None and not spoken.datum.notes.get(CALIBRE)
        self._tell(C31, move.start, message, _mended(spoken, "同比"), Grade.ERROR if opposite else Grade.WARNING)

    def _share(self, figure: PrintedFigure, move: Move, spoken: Spoken) -> None:
        """A change of a share, typed in %."""
        if move.to or move.speed:
            return
        shown = self.passage.said[move.start : figure.after]
        message = say("“{label}”是比率，它的变化“{words}”应说百分点", label=spoken.label, words=shown)
        self._tell(C13, figure.start, message, _mended(spoken, "百分点"))

    def _difference(self, figure: PrintedFigure, move: Move, spoken: Spoken, unit: str) -> None:
        if spoken.base is None:
            return
        try:
            size = in_unit(Fraction(spoken.this) - Fraction(spoken.base), spoken.unit, unit)
        except ValueError:
            return
        if figure.admits(size * move.way):
            return
        shown = self.passage.said[move.start : figure.after]
        right = finite(abs(size))
        word = say("增加") if size > 0 else say("减少")
        message = say(
            "手打的“{words}”与数不符：{years}，应{word} {right}",
            words=shown,
            years=spoken.years,
            word=word,
            right=written(right or Decimal(0)),
        )
        self._tell(C31, move.start, message, _mended(spoken, "百分点" if unit == "%" else "增加"))

    def _multiple(self, figure: PrintedFigure, move: Move | None, spoken: Spoken) -> None:
        if spoken.base is None or spoken.base <= 0 or (move is not None and move.way < 0):
            return
        more = 1 if move is not None and not move.to else 0
        exact = Fraction(spoken.this) / Fraction(spoken.base) - more
        if not figure.admits(exact):
            shown = self.passage.said[figure.start : figure.after]
            message = say(
                "手打的“{words}”与数不符：{years}，应为 {right} 倍",
                words=shown,
                years=spoken.years,
                right=written(rounded_off(exact, 1)),
            )
            self._tell(C31, figure.start, message, _mended(spoken, "倍"))

    def _words(self, start: int, end: int) -> None:
        """What is said without a figure: 持平, 翻番, 创新高, 突破上年水平."""
        piece = self.text[start:end]
        for _, pattern, judge in self.judges:
            found = pattern.search(piece)
            if (
                found is None
                or self.passage.reference_at(start + found.end() - 1) is not None
                or self._is_unsure(end, self.spoken)
            ):
                continue
            judge(self, found, start + found.start(), end)

    def _levelled(self, found: re.Match[str], at: int, end: int) -> None:
        spoken = self._subject(at)
        if spoken is None or spoken.base is None or spoken.base <= 0:
            return
        away = abs(Fraction(spoken.this) - Fraction(spoken.base)) / Fraction(spoken.base) * 100
        about = found["about"] or found["about2"]
        if away > (3 if about else 0) and not (about and abs(spoken.this - spoken.base) <= 2 and away <= 10):
            self._tell(
                C31,
                at,
                say("“{words}”与数不符：{years}", words=found[0], years=spoken.years),
                _mended(spoken, "比上年"),
            )

    def _doubled(self, found: re.Match[str], at: int, end: int) -> None:
        spoken = self._subject(at)
        if spoken is None or spoken.base is None or spoken.base <= 0:
            return
        number = {None: 1, "": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}[found["count"]]
        if Fraction(spoken.this) / Fraction(spoken.base) < Fraction(2**number) * Fraction(99, 100):
            self._tell(
                C31, at, say("“{words}”与数不符：{years}", words=found[0], years=spoken.years), _mended(spoken, "同比")
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

    def _untrue(self, code: str, found: re.Match[str], at: int, spoken: Spoken, phrase: str) -> None:
        message = say("“{words}”与数不符：{years}", words=self.passage.said[at : at + len(found[0])], years=spoken.years)
        self._tell(code, at, message, _mended(spoken, phrase))

    def _digits(self, found: re.Match[str], at: int, end: int) -> None:
        """两位数增长 of 8.8 %."""
        spoken = self._subject(at)
        rate = _rate(spoken)
        if spoken is None or rate is None:
            return
        size = rate if found["way"] in ("增长", "增幅", "增速") else -rate
        least = {"个": 0, "一": 0, "两": 1, "二": 1, "三": 2, "四": 3}[found["count"]]
        if not (10**least if least else 0) <= rounded_off(size, 1) < 10 ** (least + 1):
            self._untrue(C31, found, at, spoken, "同比")

    def _halved(self, found: re.Match[str], at: int, end: int) -> None:
        spoken = self._subject(at)
        rate = _rate(spoken)
        if spoken is not None and rate is not None and rate > -40:
            self._untrue(C31, found, at, spoken, "同比")

    def _none(self, found: re.Match[str], at: int, end: int) -> None:
        """零发生 of what is 7: only of the datum that is named, and nothing more is."""
        clause = clause_before(self.text, at)
        for name, datum in self.data.items():
            head = re.sub("^(?:全年|今年|本年|年内)+", "", clause.removesuffix(name)) if clause.endswith(name) else "无"
            if datum.number and (not head or head in "".join(datum.path[:-1])):
                spoken = Spoken(datum.label, datum.field.unit, datum.number, _base(datum), datum, at)
                self._untrue(C32, found, at, spoken, "比上年")

    def _bare(self, found: re.Match[str], at: int, end: int) -> None:
        """连续两年正增长, 双增长, 明显下降, 低于上年, of one figure or of several that are named side by side."""
        word = found["way"] or found["trend"] or found["than"]
        rises = word in _RISES if word else bool(found["turned"]) or found["level"] in ("高于", "多于", "超过")
        for spoken in self._named_together(at):
            rate = _rate(spoken)
            worse = found["level"] in ("好于", "不及")
            if rate and not worse and (rate > 0) != rises and spoken.datum is not None and spoken.datum.field.kind != "比率":
                self._untrue(C32, found, at, spoken, "同比")

    def _named_together(self, at: int) -> Iterator[Spoken]:
        """The figure right before, else the data that are named: 财政总收入和自营出口."""
        clause = re.sub("(?:分别|双双|均|都|同步|实现|保持|总量|总额)+$", "", re.split("[，。；：]", self.text[:at])[-1])
        names = [self._name_alone(piece) for piece in _AND.split(clause)]
        if len(names) > 1 and None not in names:
            yield from (each for each in names if each is not None)
        elif (one := self._subject(at)) is not None:
            yield one

    def _name_alone(self, piece: str) -> Spoken | None:
        datum = self.data.get(re.sub("^(?:全年|今年|本年|其中)+", "", piece))
        return Spoken(datum.label, datum.field.unit, datum.number, _base(datum), datum, 0) if datum is not None else None

    def _ahead(self, at: int) -> Spoken | None:
        """The figure that the words lead to: 突破上年水平，达到8.60亿元."""
        figure = next((each for each in self.passage.figures if each.start == at), None)
        datum = figure.level if figure is not None else None
        return (
            Spoken(datum.label, datum.field.unit, datum.number, _base(datum), datum, at) if datum is not None else None
        )

    # words before a level

    def _level_word(self, figure: PrintedFigure, move: Move | None, before: str) -> None:
        spoken = self.spoken
        if spoken is None or spoken.datum is None:
            return
        if move is None:
            self._threshold(figure, before, spoken)
        elif not move.to:
            if _AGAINST.search(before[: move.start]) and figure.reference is not None:
                shown = self.passage.said[max(0, move.start - 3) : figure.after]
                message = say("“{words}”印的是“{label}”全年的数，不是比上年的增减", words=shown, label=spoken.label)
                self._tell(
                    C32, move.start, message, say("写成【{name}|比上年】，或“增加到”", name=spoken.datum.path[-1])
                )
        elif spoken.base is not None and not move.speed and (spoken.this - spoken.base) * move.way <= 0:
            self._tell(
                C32,
                move.start,
                say("“{word}”与数不符：{years}", word=move.word, years=spoken.years),
                say("改成“达到”，或换一个与数相符的词"),
            )

    def _threshold(self, figure: PrintedFigure, before: str, spoken: Spoken) -> None:
        """突破50亿元 with the figure itself at hand."""
        if figure.is_typed and _OVER.search(before, max(0, len(before) - 4)):
            value = figure.in_unit(spoken.unit)
            if value is not None and Fraction(spoken.this) < value:
                self._past_threshold(figure, say("说突破“{words}”，而{years}", words=self._shown(figure), years=spoken.years))
        elif figure.is_typed and _UNDER.search(before, max(0, len(before) - 4)):
            value = figure.in_unit(spoken.unit)
            if value is not None and Fraction(spoken.this) >= value:
                self._past_threshold(figure, say("说跌破“{words}”，而{years}", words=self._shown(figure), years=spoken.years))

    def _shown(self, figure: PrintedFigure) -> str:
        return self.passage.said[figure.start : figure.after]

    def _past_threshold(self, figure: PrintedFigure, message: Message) -> None:
        self._tell(C32, figure.start, message, say("核对数，不成立就改写"))

    def _from_to(self, start: Spoken, figure: PrintedFigure, move: Move) -> None:
        if (figure.value - start.this) * move.way < 0 and not move.speed:
            shown = self.passage.said[start.end - 8 if start.end > 8 else 0 : figure.after]
            message = say(
                "“{word}”与数不符：从 {one} 到 {other}（{words}）",
                word=move.word,
                one=written(start.this),
                other=written(figure.value),
                words=shown,
            )
            self._tell(C32, move.start, message, say("改成与数相符的词"))


_JUDGES = tuple(
    (signs if isinstance(signs, re.Pattern) else re.compile(signs), pattern, judge)
    for signs, pattern, judge in (
        ("平", _LEVELLED, _SaidOf._levelled), ("番|翻倍", _DOUBLED, _SaidOf._doubled), ("[新最]高|[新最]低|新高|历史", _HIGH, _SaidOf._highest),
        ("突破|超过?|高于|好于|优于", _PAST_LAST, _SaidOf._past),
        ("位数", _DIGITS, _SaidOf._digits), ("减半|斩|折半|对折|拦腰", _HALVED, _SaidOf._halved),
        ("零|发生", _NONE, _SaidOf._none), (_MAY_BE_BARE, _BARE, _SaidOf._bare),
    )
)  # fmt: skip
"""What is quickly seen to stand in a match, the pattern, and what judges it."""
_BETWEEN = (
    r"(?:首次|已|历史性)?(?:共|共计|总额|总量|总数|规模|已|就)?(?:达到|达|实现|完成|突破|跌破|超过|为|是|增长到|增长至|增加到|增加至|提高到"
    r"|提升至|增至|升至|降至|下降到|下降至)?了?(?:约|近|超)?"
)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _base(datum: Datum) -> Decimal | None:
    try:
        return datum.base
    except NoFigure:
        return None


def _rate(spoken: Spoken | None) -> Fraction | None:
    """The growth in per cent that holds for a figure: the stated one, else what the two years make."""
    if spoken is None:
        return None
    stated = _stated(spoken.datum)
    if stated is not None:
        return Fraction(stated)
    if spoken.base is None or spoken.base <= 0 or spoken.this < 0:
        return None
    return (Fraction(spoken.this) - Fraction(spoken.base)) / Fraction(spoken.base) * 100


def _stated(datum: Datum | None) -> Decimal | None:
    """The growth that was filled in for a level, rise positive."""
    rate = datum.rate if datum is not None else None
    if rate is None or rate.state != FILLED or not rate.is_number or rate.field.kind != "增速":
        return None
    return -rate.number if rate.field.falling else rate.number


def _mended(spoken: Spoken, phrase: str) -> Message:
    if spoken.datum is None:
        return say("核对这几个数")
    return say("核对后改成【{name}|{phrase}】，由程序算", name=spoken.datum.path[-1], phrase=phrase)
