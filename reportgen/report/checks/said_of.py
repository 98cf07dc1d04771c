"""A sentence that is gone through → what it speaks of at each place: the figure right before, or the datum that is named there.

Knows the words that may stand between a figure and what is said of it, and no judgement: ``changes`` holds what is said against the
years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.message import Message
from reportgen.problem import Grade, Problem
from reportgen.report.checks import change_words
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.moves import Move
from reportgen.report.checks.scope import is_of_more_years, is_other_quantity, is_part_of_year
from reportgen.report.checks.spoken import Spoken, base_of, stated_rate
from reportgen.report.checks.subject import Passage, Subject, tell_at
from reportgen.report.data import Datum
from reportgen.text.numbers import finite, in_unit, measure

if TYPE_CHECKING:
    from reportgen.report.checks.printed_figures import PrintedFigure


def with_last_year(text: str, year: int) -> str:
    """A text in which the number of the year before is read as 上年, in as many characters."""
    ago = f"{year - 1}年"
    return text.replace(ago, "上年" + "\ue0f2" * (len(ago) - 2))


def last_clause(text: str) -> str:
    """What stands behind the last of the signs that end a clause; 、 ends none."""
    return text[max(map(text.rfind, "，。；：")) + 1 :]


class SaidSentence:
    """A sentence, what it speaks of so far, and what was found."""

    def __init__(self, passage: Passage, subject: Subject) -> None:
        self.passage = passage
        self.text = with_last_year(passage.said, subject.report.year)
        self.data = subject.by_name
        self.names = subject.names
        self.spoken: Spoken | None = None
        self.found: list[Problem] = []
        self.changed = -1
        """Where the last change that was said of ``spoken`` ends."""

    def _tell(self, code: str, at: int, message: Message, hint: Message, grade: Grade = Grade.WARNING) -> None:
        about = self.spoken.datum if self.spoken is not None else None
        self.found += tell_at(code, self.passage, at, message, hint, grade, about)

    def _side_by_side(self, before: Sequence[PrintedFigure], first: PrintedFigure, count: int) -> list[Spoken]:
        """So many data right before a place: the levels that stand there, else the names; none where there are more or fewer."""
        begin = max(self.text.rfind(sign, 0, first.start) for sign in "。；") + 1
        near = [each for each in before if each.start >= begin]
        levels = [(each, datum) for each in near if (datum := each.level or self._named(each)) is not None]
        if len(levels) == count == len(near):
            return [Spoken(one.label, one.field.unit, one.number, base_of(one), one, each.after) for each, one in levels]
        clause = self.text[begin : first.start].rpartition("分别")[0].strip("，").rpartition("，")[2]
        names = [self._name_alone(piece) for piece in change_words.named_together(clause)]
        return [each for each in names if each is not None] if len(names) == count and None not in names else []

    def _named(self, figure: PrintedFigure) -> Datum | None:
        """The datum whose name stands right before a typed figure; its value may be another, but that is C15's."""
        if not figure.is_typed:
            return None
        clause = clause_before(self.text, figure.start)
        found = self.names.ending(clause) or self.names.ending(change_words.REACHED.sub("", clause))
        if found is None or is_other_quantity(self.text, figure.start, found[0]):
            return None
        datum = found[1]
        return datum if datum.is_number and measure(datum.field.unit) == measure(figure.unit) else None

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
        return len(between) <= 24 and change_words.NEUTRAL.fullmatch(between) is not None

    def _is_of_it(self, move: Move, spoken: Spoken) -> bool:
        """Whether what is done more or less (少出口) is what the figure is of: its words stand before it or in its name."""
        done = change_words.DOING.sub("", move.object)
        return not done or set(done) <= set(self.text[max(0, spoken.end - 40) : move.start] + spoken.label)

    def _is_unsure(self, at: int, spoken: Spoken | None) -> bool:
        """Whether a plan, another span of time or another basis is spoken of, in what leads to a place."""
        before = self.text[:at]
        segment = before[max(before.rfind("；"), before.rfind("。")) + 1 :]
        if "可比价" in segment and (spoken is None or stated_rate(spoken.datum) is None):
            return True
        return change_words.is_unsure(segment) or is_part_of_year(before) or is_of_more_years(segment)

    def _of(self, datum: Datum, end: int) -> None:
        if datum.is_number:
            self.spoken = Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, end)
            self.changed = end

    def _subject(self, at: int) -> Spoken | None:
        """The figure right before, else the datum whose name stands there."""
        if self.spoken is not None and self._is_near(self.spoken, at):
            return self.spoken
        head = change_words.without_leading(self.text[:at])
        clause = clause_before(head, len(head))
        found = self.names.ending(clause)
        if found is None or not found[1].is_number or is_other_quantity(self.text, at, found[0]):
            return None
        lead, datum = found
        sure = not lead or change_words.FILLING.fullmatch(lead) is not None
        return Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, at, sure)

    def _named_together(self, at: int) -> Iterator[Spoken]:
        """The figure right before, else the data that are named: 财政总收入和自营出口."""
        clause = last_clause(self.text[:at])
        names = [self._name_alone(piece) for piece in change_words.named_together(clause)]
        if len(names) > 1 and (None not in names or change_words.ALL_OF.search(clause) is not None):
            yield from (each for each in names if each is not None)
        elif (one := self._subject(at)) is not None:
            yield one

    def _name_alone(self, piece: str) -> Spoken | None:
        found = self.names.ending(re.sub("^(?:全年|今年|本年|其中)+", "", piece))
        if found is None or found[0] or not found[1].is_number:
            return None
        datum = found[1]
        return Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, 0)

    def _ahead(self, at: int) -> Spoken | None:
        """The figure that the words lead to: 突破上年水平，达到8.60亿元."""
        figure = next((each for each in self.passage.figures if each.start == at), None)
        datum = figure.level if figure is not None else None
        return (
            Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, at) if datum is not None else None
        )

    def _shown(self, figure: PrintedFigure) -> str:
        return self.passage.said[figure.start : figure.after]

    def _of_ago(self, figure: PrintedFigure) -> Datum | None:
        """2023年发案数171起: the datum whose figure of last year is typed."""
        clause = clause_before(self.text, figure.start) if figure.is_typed else ""
        found = self.names.ending(change_words.REACHED.sub("", clause)) if clause[:1] in "上去前而在" and clause else None
        if found is None or change_words.OF_AGO.fullmatch(found[0]) is None or not found[1].is_number:
            return None
        return found[1] if measure(found[1].field.unit) == measure(figure.unit) and figure.unit else None

    def _of_share(self) -> bool:
        """Whether it is a share of which the sentence speaks, so that last year's is one too (比上年的95.2%)."""
        return self.spoken is not None and self.spoken.unit == "%"

    def _is_share(self, figure: PrintedFigure, before: str, move: Move | None) -> bool:
        """群众满意度达96.8%, 提高到67.1%: a share of its own, and no change."""
        if move is not None:
            return move.to and not move.speed
        return figure.is_typed and change_words.IS_SHARE.search(before, max(0, len(before) - 24)) is not None

    def _is_rate_of(self, figure: PrintedFigure) -> bool:
        """以10.1%的增速: the word behind its figure."""
        return figure.unit == "%" and figure.is_typed and change_words.RATE_BEHIND.match(self.text, figure.after) is not None

    def _is_led_by(self, change: PrintedFigure, figure: PrintedFigure) -> bool:
        """全年增幅达13.4%，主营业务收入达到12.98亿元: right behind the change its figure, called by name."""
        between = self.text[change.after : figure.start]
        clause = change_words.REACHED.sub("", between.removeprefix("，"))
        return between.startswith("，") and figure.level is not None and self.data.get(clause) is figure.level

    def _came_from(self, figure: PrintedFigure) -> Spoken | None:
        """The figure that the sentence started from (由96.2%), if it is of this kind."""
        spoken = self.spoken
        if spoken is None or spoken.label or spoken.datum is not None or spoken.base is None:
            return None
        start = spoken.base if spoken.unit == figure.unit else self._converted(spoken, figure.unit)
        return None if start is None else replace(spoken, this=start, base=start, unit=figure.unit)

    def _converted(self, spoken: Spoken, unit: str) -> Decimal | None:
        """8000万元 in 亿元; None between what is not of one measure."""
        value = self._base_in(spoken, unit) if measure(spoken.unit) and measure(spoken.unit) == measure(unit) else None
        return None if value is None else finite(value)

    def _led_to(self, came_from: Spoken, figure: PrintedFigure) -> bool:
        """由12家发展到20家: what leads from the first figure to the second."""
        return change_words.LED_TO.fullmatch(self.text, came_from.end, figure.start) is not None
