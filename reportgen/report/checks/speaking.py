"""A sentence that is gone through → what it speaks of at each place: the figure right before, or the datum that is named there.

Knows the words that may stand between a figure and what is said of it, and no judgement: ``changes`` holds what is said against the
years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportgen.message import Message
from reportgen.problem import Grade, Problem
from reportgen.report.checks import change_words
from reportgen.report.checks.moves import Move
from reportgen.report.checks.printed_figures import PrintedFigure, clause_before
from reportgen.report.checks.scope import is_of_more_years, is_other_quantity, is_part_of_year
from reportgen.report.checks.spoken import Spoken, base_of, stated_rate
from reportgen.report.checks.subject import Passage, Subject, tell_at
from reportgen.report.data import Datum
from reportgen.text.numbers import in_unit, measure


class Speaking:
    """A sentence, what it speaks of so far, and what was found."""

    def __init__(self, passage: Passage, subject: Subject) -> None:
        self.passage = passage
        ago = f"{subject.report.year - 1}年"
        self.text = passage.said.replace(ago, "上年" + "\ue0f2" * (len(ago) - 2))
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
        names = [self._name_alone(piece) for piece in change_words.AND.split(change_words.TOGETHER.sub("", clause))]
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
        return not move.object or set(move.object) <= set(self.text[max(0, spoken.end - 40) : move.start] + spoken.label)

    def _is_unsure(self, at: int, spoken: Spoken | None) -> bool:
        """Whether a plan, another span of time or another basis is spoken of, in what leads to a place."""
        before = self.text[:at]
        segment = before[max(before.rfind("；"), before.rfind("。")) + 1 :]
        if "可比价" in segment and (spoken is None or stated_rate(spoken.datum) is None):
            return True
        return change_words.UNSURE.search(segment) is not None or is_part_of_year(before) or is_of_more_years(segment)

    def _of(self, datum: Datum, end: int) -> None:
        if datum.is_number:
            self.spoken = Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, end)
            self.changed = end

    def _subject(self, at: int) -> Spoken | None:
        """The figure right before, else the datum whose name stands there."""
        if self.spoken is not None and self._is_near(self.spoken, at):
            return self.spoken
        head = change_words.LEADING.sub("", self.text[:at])
        clause = clause_before(head, len(head))
        found = self.names.ending(clause)
        if found is None or not found[1].is_number or is_other_quantity(self.text, at, found[0]):
            return None
        lead, datum = found
        sure = not lead or change_words.FILLING.fullmatch(lead) is not None
        return Spoken(datum.label, datum.field.unit, datum.number, base_of(datum), datum, at, sure)

    def _named_together(self, at: int) -> Iterator[Spoken]:
        """The figure right before, else the data that are named: 财政总收入和自营出口."""
        clause = re.split("[，。；：]", self.text[:at])[-1]
        every = change_words.ALL_OF.search(clause)
        names = [self._name_alone(piece) for piece in change_words.AND.split(change_words.TOGETHER.sub("", clause))]
        if len(names) > 1 and (None not in names or every is not None):
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
