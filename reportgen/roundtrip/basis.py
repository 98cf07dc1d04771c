"""A template, a dictionary and a year's files → what edits are read against and written into, and what it prints.

Knows no edit.  Two of them take part in every pull: the input as it was when the copy was made, and as it is now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from reportgen import yamltext
from reportgen.draft import Kit, YearInput
from reportgen.dry_run import trace, tried
from reportgen.problem import Problem
from reportgen.report.grades import Grades
from reportgen.report.load import Report
from reportgen.report.load import read_report as load
from reportgen.roundtrip.outline import Outline, read_outline
from reportgen.roundtrip.printed import PrintedParagraph, just_printed, printed
from reportgen.storage.given import Given


@dataclass(slots=True, eq=False)
class Printout:
    """What an input prints, and, looked for when it is first asked, what forbids a copy of it.

    Where the text is ``supposed``, it is what the input printed when a copy was made; this prints it as it is now.
    """

    paragraphs: tuple[PrintedParagraph, ...]
    look: Callable[[], tuple[Problem, ...] | None]
    supposed: Callable[[], Printout] | None = None
    texts: tuple[str, ...] = field(init=False)
    _looked: bool = False
    _faults: tuple[Problem, ...] | None = None

    def __post_init__(self) -> None:
        self.texts = tuple(paragraph.text for paragraph in self.paragraphs)

    def faults(self) -> tuple[Problem, ...] | None:
        """The errors that forbid a copy; None where no file can be made."""
        if not self._looked:
            self._faults, self._looked = self.look(), True
        return self._faults


@dataclass(frozen=True)
class Basis:
    """What a year's report is made from: template and dictionary, the year's input as it was read, last year's, and the office's
    own grades of the checks.  Without slots, since its outline is looked for when it is first asked, and kept."""

    kit: Kit
    year: YearInput
    last: YearInput | None = None
    grades: Grades = field(default_factory=dict)

    @cached_property
    def outline(self) -> Outline:
        """Where everything stands in the year's input."""
        return read_outline(self.documents())

    @property
    def inputs(self) -> tuple[Given, ...]:
        return self.year.inputs

    @property
    def report(self) -> Report:
        """The year as figures and prose, last year's attached."""
        return self.year.report

    @classmethod
    def of(cls, kit: Kit, inputs: Iterable[Given], last: Iterable[Given] = ()) -> Basis:
        """Reads a year's files and last year's."""
        last = tuple(last)
        before = kit.read(last) if last else None
        return cls(kit, kit.read(inputs, before), before)

    def documents(self) -> tuple[yamltext.Document, ...]:
        """The year's input as located trees."""
        return self.year.documents

    def load(self, documents: Sequence[yamltext.Document]) -> Report:
        """The report that some documents make, with the same last year."""
        return load(documents, self.kit.dictionary, self.last.report if self.last else None)[0]

    def trace(self) -> Mapping[str, Any]:
        """What the input prints now; raises ``ReportError`` where it prints nothing."""
        return trace(self.kit, self.year).as_json()

    def printed(self) -> Printout | None:
        """The whole report made in memory; None where nothing can be printed.  Its faults are those that a copy that is given out
        is checked for."""
        made = tried(self.kit, self.year, self.grades)
        return None if made is None else Printout(just_printed(made.paragraphs), made.errors)

    def shown(self) -> Printout:
        """The same; where the text cannot be checked, as it is.  Raises ``ReportError`` where nothing is printed."""
        return self.printed() or Printout(printed(self.trace()), lambda: None)

    def copied(self, paragraphs: tuple[PrintedParagraph, ...]) -> Printout:
        """What it prints, if that is still what a copy has that was made of it."""
        known: list[Printout] = []

        def shown() -> Printout:
            if not known:
                known.append(self.shown())
            return known[0]

        return Printout(paragraphs, lambda: shown().faults(), shown)

    def with_inputs(self, inputs: Iterable[Given]) -> Basis:
        """The same with other files; those that are the same are not read again."""
        return replace(self, year=self.kit.read(inputs, self.last, self.year))
