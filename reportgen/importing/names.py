"""The figures of a report and the words around them → a name for each, unique in the report, and how certain it is.

Knows no YAML.  A name comes, in this order, from the dictionary of the office, from an older year in which the same words lead
to it, from the words before the figure, from those behind its unit; what has none is 待命名1, 待命名2 ….  The same name with the same
value and unit is one figure said twice; with another value it gets a word of its own section, or a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.importing.figures import CHANGES, GROWTH, POINTS, SURE, UNNAMED, ReportFigure
from reportgen.importing.subjects import FigureSubject, subjects_of
from reportgen.regex import regex
from reportgen.report.dictionary import Dictionary, Field, Path
from reportgen.report.model.grammar import LAST_YEAR, RANK, YEAR
from reportgen.text.numbers import usual_unit

_PLANNED = regex(r"(?:安排|任务|打算|计划|目标|展望|今后|下一步|未来|思路)")
_PLAN = "计划"
_RESERVED = frozenset((YEAR, LAST_YEAR, "数据", "单位", "本年", "无"))

OlderKey = tuple[str, str, str, bool, bool]
"""The words that lead to a figure, its unit and kind, whether it is planned (this year's result is not next year's plan), and
whether it is a fall: what rose last year and falls in this one is said by two figures."""


def older_key(figure: ReportFigure) -> OlderKey:
    """Under which a figure of one year is found by the next."""
    return figure.subject, figure.unit, figure.kind, figure.name.rstrip("0123456789").endswith(_PLAN), figure.falls


@dataclass(slots=True, eq=False)
class Namer:
    """Gives names one after another, in the order of the text.  ``dictionary`` is the office's own, ``older`` the figures of
    older years
    by the words that led to them."""

    dictionary: Dictionary
    older: Mapping[OlderKey, Path] = field(default_factory=dict)
    taken: dict[str, ReportFigure] = field(default_factory=dict)
    unnamed: int = 0
    levels: dict[str, ReportFigure] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    again: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    _by_words: dict[tuple[str, str], Field] = field(default_factory=dict)
    _by_unit: dict[str, list[Field]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fixed = frozenset(path[-1] for path in self.dictionary.fields)
        for made in self.dictionary.fields.values():
            unit = usual_unit(made.unit)
            for words in (made.wording, made.leaf, made.label):
                if words:
                    self._by_words.setdefault((words, unit), made)
            self._by_unit.setdefault(unit, []).append(made)

    def paragraph(self, words: str, found: Sequence[ReportFigure], group: str) -> Iterator[ReportFigure]:
        """The figures of one paragraph with their names; ``group`` is the section that they are put under."""
        planned = bool(_PLANNED.search(group))
        subjects = subjects_of(words, found)
        self.levels.clear()
        for figure, subject in zip(found, subjects, strict=True):
            if not figure.is_data:
                yield figure
                continue
            made = self._given(figure, subject, group, planned)
            if made.kind in (GROWTH, POINTS) and (level := self.levels.get(subject.subject)) is not None:
                made = replace(made, level=level.path)
            elif made.kind not in (GROWTH, POINTS, RANK):
                self.levels[subject.words] = made
            yield made

    def _given(self, figure: ReportFigure, subject: FigureSubject, group: str, planned: bool) -> ReportFigure:
        known = self._known(figure, subject, planned)
        if known is not None:
            same = self.taken.get(known.path[-1])
            if same is None or _is_same(same, figure):
                return self._take(
                    replace(figure, path=known.path, subject=subject.words, department=known.department, certainty=SURE)
                )
        words, certainty = subject.words, subject.certainty
        if not words:
            self.unnamed += 1
            words, certainty = f"{UNNAMED}{self.unnamed}", UNNAMED
        elif planned and not words.endswith(("目标", _PLAN)):
            words += _PLAN
        leaf = self._unique(words, figure)
        return self._take(replace(figure, path=(group, leaf), subject=subject.words, certainty=certainty))

    def _take(self, figure: ReportFigure) -> ReportFigure:
        first = self.taken.setdefault(figure.path[-1], figure)
        return replace(figure, path=first.path)

    def _unique(self, words: str, figure: ReportFigure) -> str:
        """The name itself where it is free or the same figure has it, else with a number."""
        said = (words, figure.digits, figure.unit, figure.kind)
        if (again := self.again.get(said)) is not None and _is_same(self.taken[again], figure):
            return again
        number = self.numbers.get(words, 1)
        leaf = words if number == 1 else f"{words}{number}"
        while leaf in _RESERVED or (leaf in self.taken and not _is_same(self.taken[leaf], figure)) or self._is_fixed(leaf):
            number += 1
            leaf = f"{words}{number}"
        self.numbers[words] = number
        self.again[said] = leaf
        return leaf

    def _is_fixed(self, leaf: str) -> bool:
        """Whether the dictionary has the name, of something else."""
        return leaf not in self.taken and leaf in self.fixed

    def _known(self, figure: ReportFigure, subject: FigureSubject, planned: bool) -> Field | None:
        """The field of the dictionary, or of an older year, that is meant."""
        words, unit = subject.words, figure.unit
        if not words:
            return None
        if (path := self.older.get((words, unit, figure.kind, planned, figure.falls))) is not None:
            made = self.dictionary.fields.get(path)
            return made or Field(path, path[-1], unit)
        found = self._by_words.get((words, unit))
        if found is not None and _is_of_direction(figure, found):
            return found
        near = [
            made
            for made in self._by_unit.get(unit, ())
            if _alike(words, made.leaf) and made.leaf not in self.taken and _is_of_direction(figure, made)
        ]
        return near[0] if len(near) == 1 else None


def _is_of_direction(figure: ReportFigure, made: Field) -> bool:
    """Whether the digits of a change mean the same under a field: some fields count falls (方向: 下降), others growth."""
    return figure.kind not in CHANGES or figure.falls == made.falling


def _alike(words: str, leaf: str) -> bool:
    """Whether one of two names ends in the other, and that is most of it."""
    short, long = sorted((words, leaf), key=len)
    return len(short) >= 4 and (long.endswith(short) or long.startswith(short)) and len(short) * 2 >= len(long)


def _is_same(first: ReportFigure, figure: ReportFigure) -> bool:
    return (
        (first.digits, first.unit, first.kind, first.falls) == (figure.digits, figure.unit, figure.kind, figure.falls)
        and not figure.is_gap
        and not figure.is_redacted
    )
