"""Sentences → typed growth, differences, multiples, 持平 and “上年的X” that the figures disprove, and words such as 增长到, 创新高 that
do not fit them.

Knows the year's data and what stands between a figure and the words after it.  What is typed belongs to the figure right before it:
where another name, or 上半年, or 人均 comes between, nothing is said, since nobody can know what is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.checks import change_words
from reportgen.report.checks.directions import C13
from reportgen.report.checks.moves import Move, move_before
from reportgen.report.checks.printed_figures import PrintedFigure, clause_before
from reportgen.report.checks.said_of import SaidSentence
from reportgen.report.checks.spoken import Spoken, base_of, exponent, falls, mended, rate_of, stated_rate
from reportgen.report.checks.subject import Passage, Subject
from reportgen.report.data import Datum
from reportgen.report.model.grammar import CALIBRE
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


def typed_changes(subject: Subject) -> Iterator[Problem]:
    """C31: growth, a difference, a multiple, 持平 or last year's figure was typed, and the two years say another; C32: 增长到, 降至,
    突破, 创新高 do not fit the figure, or 比上年增加 stands before the year's figure itself; C13: a share's change is typed in %.

    Why: it was right when it was typed; then one of the two figures was corrected.
    Example: ``固定资产投资【固定资产投资】亿元，同比增长17.8%`` where the two years make 7.8
    """
    for passage in subject.figured:
        if passage.body:
            said = _SaidOf(passage, subject)
            if passage.figures or said.judges:
                yield from said.problems()



_MOST_WORDS = 12
"""Between two figures nobody says more often that something rose or fell."""
_PASSED = frozenset(("超过", "超", "逾", "突破"))
_WITHIN = frozenset(("以内", "以下"))


class _SaidOf(SaidSentence):
    """One pass over a sentence, remembering what it speaks of."""

    def __init__(self, passage: Passage, subject: Subject) -> None:
        super().__init__(passage, subject)
        self.judges = [each for each in _JUDGES if _may_meet(each[0], self.text) and each[1].search(self.text)]
        self.way = 0
        """Which way the last change, or the word before the level, went; 0 where nothing was said."""
        self.compared = -1
        """Where last year's figure ends, if it is what the sentence compares with (比上年的720次)."""
        self.waiting: tuple[PrintedFigure, Move] | None = None
        """A change that is told before what it is of (全年增幅达13.4%，主营业务收入…)."""
        self.started: PrintedFigure | None = None
        """Last year's figure, where the sentence started from it (由上年的57家降至)."""
        self.passed: PrintedFigure | None = None
        """A mark that is said to be passed before the figure itself is told (迈上8000万元台阶，达到7360万元)."""

    def problems(self) -> Iterator[Problem]:
        previous = 0
        own = self._each_its_own() if "分别" in self.text else {}
        for figure in self.passage.figures:
            if self.judges:
                self._words(previous, figure.start)
            if figure.start in own:
                self._of_its_own(figure, *own[figure.start])
            else:
                self._figure(figure)
            previous = figure.after
        if self.judges:
            self._words(previous, len(self.text))
        yield from self.found

    # several at once

    def _each_its_own(self) -> dict[int, tuple[Spoken | None, Move | None]]:
        """甲【…】亿元、乙【…】亿元，分别增长13.4%和10.1%: where each of the changes stands, what it is of, and its word of rise or fall; of
        nothing where there are not as many figures as changes."""
        own: dict[int, tuple[Spoken | None, Move | None]] = {}
        figures = self.passage.figures
        for number, first in enumerate(figures):
            lead = self.text[max(0, first.start - 12) : first.start]
            opening = change_words.EACH_ITS_OWN.search(lead) if first.is_typed else None
            move = move_before(self.text[: first.start]) if opening is not None else None
            if move is None or move.to or first.start in own:
                continue
            changes, moves = [first], [move]
            for each in figures[number + 1 :]:
                between = change_words.BETWEEN_TWO.fullmatch(self.text[changes[-1].after : each.start])
                if between is None or each.unit != first.unit or not each.is_typed:
                    break
                changes.append(each)
                moves.append((move_before(between["words"]) if between["words"] else None) or moves[-1])
            subjects = self._side_by_side(figures[:number], first, len(changes))
            for index, (each, way) in enumerate(zip(changes, moves, strict=True)):
                own[each.start] = (subjects[index] if subjects else None, way)
        return own

    def _of_its_own(self, figure: PrintedFigure, spoken: Spoken | None, move: Move | None) -> None:
        if spoken is None or move is None:
            self.spoken = None
        elif not self._is_unsure(figure.start, spoken):
            self.spoken = replace(spoken, end=figure.after)
            self._judge(figure, move, spoken)

    # what the figures are

    def _figure(self, figure: PrintedFigure) -> None:
        before = self.text[: figure.start].rstrip("约近超逾")
        near = max(0, len(before) - 16)
        ago = change_words.LAST.search(before, near) if "年" in before[near:] or "同期" in before[near:] else None
        if ("由" in before[near:] or "从" in before[near:]) and change_words.FROM.search(before, near):
            self.spoken = Spoken("", figure.unit, figure.value, figure.value, None, figure.after)  # what follows is this year's
            self.started = figure if change_words.FROM_LAST.search(before, near) else None
        elif (datum := self._of_ago(figure)) is not None:
            self._typed_base(figure, Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, figure.after))
            self.spoken = Spoken("", figure.unit, figure.value, figure.value, None, figure.after)
        elif figure.unit == "%" and not self._of_share() and (part := change_words.OF_LAST.search(before)) is not None:
            self._of_last(figure, part.start())
        elif ago is not None and figure.is_typed and figure.unit != "%" and change_words.BEYOND_LAST.search(before, near):
            self._beyond(figure, before)
        elif ago is not None and figure.unit != "倍":
            self._last(figure, ago.start())
        else:
            move = move_before(before)
            if figure.unit == "%" and figure.level is None and self._is_share(figure, before, move):
                self._level(figure, before, move)
            elif self._is_rate_of(figure):
                self._as_rate(figure)
            elif self._is_change(figure, before, move):
                self._change(figure, before, move)
            else:
                self._level(figure, before, move)

    def _beyond(self, figure: PrintedFigure, before: str) -> None:
        """高出上年1.45亿元, 高于上年的7.15亿元: the difference, or last year's figure."""
        beyond = change_words.BEYOND_LAST.search(before)
        spoken = self._subject(beyond.start()) if beyond is not None else None
        base = self._base_in(spoken, figure.unit) if spoken is not None else None
        if beyond is None or spoken is None or base is None or self._is_unsure(figure.start, spoken) or figure.admits(base):
            return
        self.spoken = spoken
        self._difference(figure, Move(beyond.start(), beyond[0], -1 if beyond["word"][0] in "低少" else 1), spoken, figure.unit)
        self.spoken = replace(spoken, end=figure.after)

    def _as_rate(self, figure: PrintedFigure) -> None:
        lead = change_words.WITH.search(self.text, max(0, figure.start - 12), figure.start)
        behind = change_words.RATE_BEHIND.match(self.text, figure.after)
        spoken = self._subject(lead.start()) if lead is not None else None
        if spoken is None or lead is None or behind is None or self._is_unsure(figure.start, spoken):
            return
        falls_then = behind["way"] in change_words.FALLING
        self.spoken = replace(spoken, end=behind.end())
        self._judge(figure, Move(lead.end(), behind["way"], -1 if falls_then else 1), spoken)

    def _is_change(self, figure: PrintedFigure, before: str, move: Move | None) -> bool:
        if figure.level is not None and figure.level.field.kind in ("计数", "金额", "数量", "时长"):
            return False
        if figure.unit in ("%", "个百分点", "百分点", "‰", "个千分点"):
            return not (figure.level is not None and figure.level.field.kind == "比率")
        if figure.unit == "倍":
            return True
        if move is None or move.to:
            return False
        if self.compared >= 0 and change_words.BARELY.fullmatch(self.text, self.compared, move.start):
            return True
        net = before[: move.start].endswith("净") and self.spoken is not None and self._is_near(self.spoken, move.start)
        if move.against or net:
            return True
        alone = move.word in change_words.IS_CHANGE
        if alone and self.spoken is not None and change_words.TO_CHANGE.fullmatch(self.text[self.spoken.end : move.start]):
            return True
        follows = 0 <= self.changed <= move.start and self.text[self.changed : move.start] in ("，", "、", "（")
        return follows or change_words.ENDS_AGAINST.search(before[: move.start]) is not None

    def _level(self, figure: PrintedFigure, before: str, move: Move | None) -> None:
        over = change_words.OVER.search(before, max(0, len(before) - 4)) if figure.is_typed else None
        if (
            over is not None
            and self.spoken is not None
            and self.spoken.datum is not None
            and self._is_near(self.spoken, over.start())
        ):
            self._threshold(figure, before, self.spoken)
            self.spoken = replace(self.spoken, end=figure.after)
            return
        within = figure.is_typed and figure.rough in _WITHIN and move is not None and move.to
        mark, self.passed = self.passed, (figure if over is not None or within or figure.rough in _PASSED else None)
        if mark is not None:
            self._was_passed(mark, figure)
        came_from = self._came_from(figure)
        self.way = move.way if move is not None and move.to and not move.speed and move.word[:1] != "回" else 0
        datum = figure.level or self._named(figure)
        if came_from is not None and move is not None and move.to and came_from.unit == figure.unit:
            self._from_to(came_from, figure, move)
        if datum is None:
            label = clause_before(self.text, figure.start) if came_from is None else "这个数"
            base = None
            if came_from is not None and (move is not None or self._led_to(came_from, figure)):
                base = came_from.base
            self.spoken = Spoken(label or "这个数", figure.unit, figure.value, base, None, figure.after)
            if came_from is None and change_words.AGO_FIRST.match(label) and change_words.NOW.match(self.text, figure.after):
                self.spoken = Spoken("", figure.unit, figure.value, figure.value, None, figure.after)  # 上年群众信访286批次，今年
            change, self.waiting = self.waiting, None
            if change is not None and base is not None and self.text.startswith(("，由", "，从"), change[0].after):
                self._judge(*change, self.spoken)  # 增长25%，由36万人次增加到45万人次
            return
        self.spoken = Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, figure.after)
        change, self.waiting = self.waiting, None
        if change is not None and self._is_led_by(change[0], figure) and not self._is_unsure(figure.start, self.spoken):
            self._judge(*change, self.spoken)
        if came_from is not None and self.started is not None:
            self._typed_base(self.started, self.spoken)
        self.started = None
        self._level_word(figure, move, before)

    def _was_passed(self, mark: PrintedFigure, figure: PrintedFigure) -> None:
        """迈上8000万元台阶，达到7360万元: the figure behind the mark."""
        between = self.text[mark.after : figure.start]
        value = mark.in_unit(figure.unit) if measure(mark.unit) == measure(figure.unit) or mark.unit == figure.unit else None
        if value is None or change_words.REACHING.fullmatch(between) is None:
            return
        if mark.rough in _WITHIN:
            if Fraction(figure.value) > value:
                message = say("说在“{words}”以内，而后面写的是“{figure}”", words=self._shown(mark), figure=self._shown(figure))
                self._past_threshold(mark, message)
            return
        if Fraction(figure.value) >= value:
            return
        message = say("说突破“{words}”，而后面写的是“{figure}”", words=self._shown(mark), figure=self._shown(figure))
        self._past_threshold(mark, message)

    # what is said of them

    def _last(self, figure: PrintedFigure, at: int) -> None:
        """上年的X, right behind this year's."""
        spoken = self.spoken
        if figure.unit != "%" and (spoken is None or not self._is_near(spoken, at)) and not self.text.startswith("的", figure.after):
            ago = Spoken("", figure.unit, figure.value, figure.value, None, figure.after)
            if change_words.LED_TO.match(self.text, figure.after) and self.text.startswith("，", figure.after):
                self.spoken = ago  # 上年58件，今年63件
                return
        if self.text.startswith("为基", figure.after):  # 以上年40.90亿元为基数，
            self.spoken, self.started = Spoken("", figure.unit, figure.value, figure.value, None, figure.after), figure
            return
        if (spoken is None or not self._is_near(spoken, at)) and change_words.ON_BASIS.match(self.text, figure.after):
            spoken = self.spoken = self._subject(at)
        if (
            spoken is None
            or not self._is_near(spoken, at)
            or measure(spoken.unit) != measure(figure.unit)
            or (figure.unit == "%") != (spoken.unit == "%")
        ):
            return
        self.compared = figure.after if change_words.COMPARING.search(self.text, max(0, at - 3), at) else -1
        if spoken.datum is None:
            self.spoken = replace(spoken, base=figure.value, end=figure.after) if spoken.unit == figure.unit else None
            return
        self._typed_base(figure, spoken)
        self.spoken = replace(spoken, end=figure.after)

    def _typed_base(self, figure: PrintedFigure, spoken: Spoken) -> None:
        value = self._base_in(spoken, figure.unit)
        if spoken.datum is not None and figure.is_typed and value is not None and not figure.admits(value):
            typed = self.passage.said[figure.start : figure.after]
            message = say("手打的上年数“{typed}”与上年的数不符：{years}", typed=typed, years=spoken.years)
            self._tell(C31, figure.start, message, say("改成【{name}|上年值】", name=spoken.datum.path[-1]))

    def _of_last(self, figure: PrintedFigure, at: int) -> None:
        """只有上年的四成."""
        spoken = self._subject(at)
        if spoken is None or spoken.base is None or spoken.base <= 0 or not figure.is_typed:
            return
        exact = Fraction(spoken.this) / Fraction(spoken.base) * 100
        if not figure.admits(exact):
            shown, right = self.passage.said[at : figure.after], written(rounded_off(exact, 1))
            message = say("手打的“{words}”与数不符：{years}，应为上年的 {right}%", words=shown, years=spoken.years, right=right)
            self._tell(C31, at, message, mended(spoken, "同比"))
        self.spoken = replace(spoken, end=figure.after)

    def _change(self, figure: PrintedFigure, before: str, move: Move | None) -> None:
        reference = figure.reference
        datum = reference.datum if reference is not None else None
        if datum is not None and (datum.field.kind in ("计数", "金额", "数量", "比率") or figure.level is datum):
            self._of(datum, figure.after)
            return
        multiple = change_words.TIMES.search(before) if figure.unit == "倍" else None
        start = move.start if move is not None else multiple.start() if multiple is not None else -1
        if start < 0 and figure.unit == "倍" and self.spoken is not None and self.text[self.spoken.end : figure.start] == "的":
            start = self.spoken.end  # 是上年2.4亿元的2倍
        if start < 0:
            return
        spoken = self.spoken if self._other_rate(figure) is not None else self._subject(start)
        if not figure.is_typed or (spoken is not None and move is not None and not self._is_of_it(move, spoken)):
            return
        if spoken is None:
            self._alone(figure, move)
            return
        if not self._is_unsure(figure.start, spoken):
            derived = spoken.base is None and spoken.datum is None and figure.unit == spoken.unit and not figure.rough
            if derived and move is not None:
                spoken = replace(spoken, base=spoken.this - figure.value * move.way)  # 3.6亿元，比上年增加0.9亿元，增长33.3%
            self.spoken = spoken
            known = len(self.found)
            self._judge(figure, move, spoken)
            if len(self.found) == known and (spoken.base is None or derived) and move is not None and not move.to:
                self._turned(figure, move)
        self.spoken = replace(spoken, end=figure.after)
        self.changed, self.way = figure.after, move.way if move is not None and not move.speed else 0

    def _alone(self, figure: PrintedFigure, move: Move | None) -> None:
        """A change of what the data do not know: all that can be seen is whether the next word about it goes the same way."""
        if move is None or move.speed or move.to:
            return
        alone = change_words.ONLY_FILLED.fullmatch(clause_before(self.text, move.start))
        if figure.unit == "%" and (alone or self.text.startswith(("，由", "，从"), figure.after)):
            self.waiting = figure, move
        if 0 <= self.changed <= move.start and self.text[self.changed : move.start] in ("，", "、", "（"):
            self._turned(figure, move)
        if move.against or change_words.ENDS_AGAINST.search(self.text[: move.start]) is not None:
            self.changed, self.way = figure.after, move.way

    def _turned(self, figure: PrintedFigure, move: Move) -> None:
        """减少120人，增幅0.3%: two words about one figure, of which one rises and the other falls."""
        if move.speed or self.way * move.way >= 0:
            return
        message = say("“{words}”与前面说的升降相反", words=self.passage.said[move.start : figure.after])
        self._tell(C31, move.start, message, say("核对是升了还是降了，两处用一个方向的词"))

    def _judge(self, figure: PrintedFigure, move: Move | None, spoken: Spoken) -> None:
        if spoken.base is None and (spoken.datum is None or spoken.datum.rate is None):
            return
        kind = spoken.datum.field.kind if spoken.datum is not None else "比率" if spoken.unit == "%" else ""
        if figure.unit == "倍":
            self._multiple(figure, move, spoken)
        elif figure.unit == "%" and move is not None:
            if spoken.datum is not None and kind == "比率":
                self._share(figure, move, spoken)
            elif kind not in ("比率", "增速"):
                self._growth(figure, move, spoken)
        elif figure.unit in ("个百分点", "百分点") and move is not None:
            if (other := self._other_rate(figure)) is not None:
                self._apart(figure, spoken, other)
            elif kind == "比率" or (kind == "增速" and (move.speed or move.against) and not falls(spoken.datum)):
                self._difference(figure, move, spoken, "%")
            elif spoken.datum is not None and change_words.SPEED.search(self.text[spoken.end : figure.start]):
                self._faster(figure, move, spoken.datum)
        elif move is not None and figure.unit not in ("%", "个百分点", "百分点", "‰", "个千分点"):
            self._difference(figure, move, spoken, figure.unit)

    def _growth(self, figure: PrintedFigure, move: Move, spoken: Spoken) -> None:
        stated = stated_rate(spoken.datum)
        typed = figure.value * move.way
        if stated is not None:
            right, fits = stated, figure.admits(Fraction(stated * move.way))
        elif spoken.base is None or spoken.base <= 0 or spoken.this < 0:
            return
        else:
            exact = (Fraction(spoken.this) - Fraction(spoken.base)) / Fraction(spoken.base) * 100
            right = rounded_off(exact, max(1, -exponent(figure.value)))
            fits = figure.admits(exact * move.way) or agrees(typed, spoken.this, spoken.base)
            if move.word == "提速":  # of a time that was shortened, or of what is done in it
                turned = Fraction(spoken.base) / Fraction(spoken.this) * 100 - 100 if spoken.this > 0 else exact
                fits = fits or figure.admits(-exact) or figure.admits(turned)
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
        opposite = right * typed < 0 and spoken.sure and spoken.datum is not None and not spoken.datum.notes.get(CALIBRE)
        self._tell(C31, move.start, message, mended(spoken, "同比"), Grade.ERROR if opposite else Grade.WARNING)

    def _other_rate(self, figure: PrintedFigure) -> tuple[int, Datum] | None:
        """快于【name】增速3.3个百分点: the other figure whose growth is set against this one's, and the way."""
        found = change_words.THAN.search(self.text[: figure.start]) if figure.unit in ("个百分点", "百分点") else None
        datum = self.data.get(found["name"]) if found is not None else None
        return None if found is None or datum is None else (-1 if found["way"] in ("低于", "慢于", "落后于") else 1, datum)

    def _apart(self, figure: PrintedFigure, spoken: Spoken, other: tuple[int, Datum]) -> None:
        way, datum = other
        this, that = rate_of(spoken), rate_of(Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, 0))
        if this is None or that is None:
            return
        exact = (Fraction(rounded_off(this, 1)) - Fraction(rounded_off(that, 1))) * way
        if not figure.admits(exact):
            message = say(
                "“{words}”与数不符：“{label}”的增速是 {this}%，“{other}”是 {that}%",
                words=self._shown(figure), label=spoken.label, this=written(rounded_off(this, 1)),
                other=datum.label, that=written(rounded_off(that, 1)),
            )  # fmt: skip
            self._tell(C31, figure.start, message, say("核对两个增速"))

    def _faster(self, figure: PrintedFigure, move: Move, datum: Datum) -> None:
        """增速比上年加快0.5个百分点, of a level whose growth is known of both years."""
        rate = rate_of(Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, 0))
        this, last = None if rate is None else rounded_off(rate, 1), stated_rate(datum.last)
        of_growth = "增速" in self.text[max(0, move.start - 8) : move.start + 2]
        if this is not None and last is not None and (of_growth or (this > 0 and last > 0)):
            way = move.speed or move.way
            growth = Spoken((datum.rate or datum).label, "%", this, last, datum, figure.start)
            self._difference(figure, replace(move, way=way), growth, "%")

    def _share(self, figure: PrintedFigure, move: Move, spoken: Spoken) -> None:
        """A change of a share, typed in %."""
        if move.to or move.speed:
            return
        shown = self.passage.said[move.start : figure.after]
        message = say("“{label}”是比率，它的变化“{words}”应说百分点", label=spoken.label, words=shown)
        self._tell(C13, figure.start, message, mended(spoken, "百分点"))

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
        self._tell(C31, move.start, message, mended(spoken, "百分点" if unit == "%" else "增加"))

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
            self._tell(C31, figure.start, message, mended(spoken, "倍"))

    def _words(self, start: int, end: int) -> None:
        """What is said without a figure: 持平, 翻番, 创新高, 突破上年水平."""
        piece = self.text[start:end]
        for _, pattern, judge in self.judges:
            for found in islice(pattern.finditer(piece), _MOST_WORDS):
                printed = self.passage.reference_at(start + found.end() - 1) is not None
                if not printed and not self._is_unsure(start + found.start(), self.spoken):
                    judge(self, found, start + found.start(), end)

    def _levelled(self, found: re.Match[str], at: int, end: int) -> None:
        spoken = self._subject(at)
        if spoken is None or spoken.base is None or spoken.base <= 0:
            return
        away = abs(Fraction(spoken.this) - Fraction(spoken.base)) / Fraction(spoken.base) * 100
        about = found["about"] or found["about2"] or found["like"]
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

    def _untrue(self, code: str, found: re.Match[str], at: int, spoken: Spoken, phrase: str) -> None:
        message = say("“{words}”与数不符：{years}", words=self.passage.said[at : at + len(found[0])], years=spoken.years)
        self._tell(code, at, message, mended(spoken, phrase))

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
        word = found["way"] or found["trend"] or found["than"]
        rises = bool(found["turned"] or found["only"]) or found["level"] in ("高于", "多于", "超过")
        rises = word in change_words.RISES if word else rises
        for spoken in self._named_together(at):
            rate = rate_of(spoken)
            worse = found["level"] in ("好于", "不及")
            untrue = rate is not None and (rate <= 0 if rises else rate >= 0)
            if untrue and not worse and spoken.datum is not None and spoken.datum.field.kind != "比率":
                self._untrue(C32, found, at, spoken, "同比")

    def _plain(self, found: re.Match[str], at: int, end: int) -> None:
        """专利申请量下降、: a name and a word of rise or fall, and nothing else."""
        before = re.split("[，。；：]", self.text[:at])[-1].split("、")
        if any(self._name_alone(change_words.PLAIN_WAY.sub("", each)) is None for each in before[:-1]):
            return  # 推动投资增长、收入增加
        spoken = self._name_alone(before[-1])
        rate = rate_of(spoken)
        if spoken is None or rate is None or spoken.datum is None or spoken.datum.field.kind == "比率":
            return
        if rate < 0 if found["way"] in change_words.RISES else rate > 0:
            self._untrue(C32, found, at, spoken, "同比")

    # words before a level

    def _level_word(self, figure: PrintedFigure, move: Move | None, before: str) -> None:
        spoken = self.spoken
        if spoken is None or spoken.datum is None:
            return
        if move is None:
            self._threshold(figure, before, spoken)
        elif not move.to:
            if change_words.ENDS_AGAINST.search(before[: move.start]) and figure.reference is not None:
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
        if figure.is_typed and change_words.OVER.search(before, max(0, len(before) - 4)):
            value = figure.in_unit(spoken.unit)
            if value is not None and Fraction(spoken.this) < value:
                self._past_threshold(figure, say("说突破“{words}”，而{years}", words=self._shown(figure), years=spoken.years))
        elif figure.is_typed and change_words.UNDER.search(before, max(0, len(before) - 4)):
            value = figure.in_unit(spoken.unit)
            if value is not None and Fraction(spoken.this) >= value:
                self._past_threshold(figure, say("说跌破“{words}”，而{years}", words=self._shown(figure), years=spoken.years))

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


def _may_meet(signs: tuple[str, ...] | re.Pattern[str], text: str) -> bool:
    if not isinstance(signs, tuple):
        return signs.search(text) is not None
    for sign in signs:  # noqa: SIM110 (a generator takes three times as long)
        if sign in text:
            return True
    return False


_Signs = tuple[str, ...] | re.Pattern[str]
_Judge = Callable[[_SaidOf, re.Match[str], int, int], None]
_JUDGES: tuple[tuple[_Signs, re.Pattern[str], _Judge], ...] = tuple(
    (tuple(signs.split()) if isinstance(signs, str) else signs, pattern, judge)
    for signs, pattern, judge in (
        ("持平 相当 相仿 差不多", change_words.LEVELLED, _SaidOf._levelled),
        ("番 翻倍", change_words.DOUBLED, _SaidOf._doubled),
        ("新高 最高 新低 最低 历史 纪录 记录 峰值 最好 最优 最佳", change_words.HIGH, _SaidOf._highest),
        ("突破 超上 超去 超过 高于 好于 优于", change_words.PAST_LAST, _SaidOf._past),
        ("位数", change_words.DIGITS, _SaidOf._digits), ("减半 斩 折半 对折 拦腰", change_words.HALVED, _SaidOf._halved),
        ("零 发生", change_words.NONE, _SaidOf._none), (change_words.MAY_BE_BARE, change_words.BARE, _SaidOf._bare),
        (change_words.PLAIN_WAY, change_words.PLAIN_WAY, _SaidOf._plain),
    )
)  # fmt: skip
"""What is quickly seen to stand in a match, the pattern, and what judges it."""
