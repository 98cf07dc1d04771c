"""A figure that is said to be a change, and the figures of both years → what is wrong with it.

Knows what the sentence speaks of, which ``changes`` finds out, and nothing of how it was found.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.message import Message, say
from reportgen.problem import Code, Grade
from reportgen.report.checks import change_words
from reportgen.report.checks.directions import C13
from reportgen.report.checks.moves import Move
from reportgen.report.checks.said_of import SaidSentence
from reportgen.report.checks.spoken import Spoken, base_of, exponent, falls, mended, rate_of, stated_rate
from reportgen.report.checks.subject import Passage, Subject
from reportgen.report.data import Datum
from reportgen.report.model.grammar import CALIBRE
from reportgen.text.numbers import agrees, finite, in_unit, rounded_off, written

if TYPE_CHECKING:
    from reportgen.report.checks.printed_figures import PrintedFigure

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


class JudgedSentence(SaidSentence):
    """A sentence whose typed growth, differences, multiples and marks are held against the two years."""

    def __init__(self, passage: Passage, subject: Subject) -> None:
        super().__init__(passage, subject)
        self.way = 0
        """Which way the last change, or the word before the level, went; 0 where nothing was said."""

    def _typed_base(self, figure: PrintedFigure, spoken: Spoken) -> None:
        value = self._base_in(spoken, figure.unit)
        if spoken.datum is not None and figure.is_typed and value is not None and not figure.admits(value):
            typed = self.passage.said[figure.start : figure.after]
            message = say("手打的上年数“{typed}”与上年的数不符：{years}", typed=typed, years=spoken.years)
            self._tell(C31, figure.start, message, say("改成【{name}|上年值】", name=spoken.datum.path[-1]))

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

    def _untrue(self, code: str, found: re.Match[str], at: int, spoken: Spoken, phrase: str) -> None:
        message = say("“{words}”与数不符：{years}", words=self.passage.said[at : at + len(found[0])], years=spoken.years)
        self._tell(code, at, message, mended(spoken, phrase))

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
