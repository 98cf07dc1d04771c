"""A sentence with figures → what is typed of a change (growth, differences, multiples, “上年的X”), with the figure that it is said of.

Knows the year's data and what stands between a figure and the words after it.  What is typed belongs to the figure right before it:
where another name, or 上半年, or 人均 comes between, nothing is said, since nobody can know what is spoken of.  What is held against
the years is said by ``judgements`` and ``change_claims``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.message import say
from reportgen.problem import Problem
from reportgen.report.checks import change_words
from reportgen.report.checks.change_claims import Claim, ClaimedSentence
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.judgements import C31, C32
from reportgen.report.checks.moves import DOWN, UP, Move, move_before
from reportgen.report.checks.spoken import Spoken, base_of, mended
from reportgen.report.checks.subject import Passage, Subject
from reportgen.text.numbers import measure, rounded_off, written

if TYPE_CHECKING:
    from reportgen.report.checks.printed_figures import PrintedFigure


_PASSED = frozenset(("超过", "超", "逾", "突破"))
_WITHIN = frozenset(("以内", "以下"))
_KEPT = ("控制在", "保持在", "稳定在", "压在", "压缩在")


class FiguredSentence(ClaimedSentence):
    """A sentence that is gone through figure by figure; it remembers what it speaks of."""

    def __init__(self, passage: Passage, subject: Subject, claims: Sequence[Claim]) -> None:
        super().__init__(passage, subject, claims)
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
            if self.claims:
                self._words(previous, figure.start)
            if figure.start in own:
                self._of_its_own(figure, *own[figure.start])
            else:
                self._figure(figure)
            previous = figure.after
        if self.claims:
            self._words(previous, len(self.text))
        yield from self.found

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
        within = figure.is_typed and figure.rough in _WITHIN and self._is_bound(before, move)
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

    def _is_bound(self, before: str, move: Move | None) -> bool:
        """压缩到, 控制在 …以内: what is said of the figure itself, and is no plan."""
        if move is not None and move.to:
            return True
        return before.endswith(_KEPT) and not self._is_unsure(len(before), None)

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

    def _level_word(self, figure: PrintedFigure, move: Move | None, before: str) -> None:
        spoken = self.spoken
        if spoken is None or spoken.datum is None:
            return
        if move is None:
            self._threshold(figure, before, spoken)
        elif not move.to:
            if spoken.label.endswith((*UP, *DOWN)):  # 产值增加, 净增: the figure is the change itself
                return
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
