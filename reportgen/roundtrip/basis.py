"""A template, a dictionary and a year's files → what edits are read against and written into, and what it prints.

Knows no edit.  Two of them take part in every pull: the input as it was when the copy was made, and as it is now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen import yamltext
from reportgen.draft import Kit, YearInput
from reportgen.message import Message
from reportgen.report.grades import Grades
from reportgen.report.load import Report
from reportgen.report.load import read_report as load
from reportgen.roundtrip.printed import PrintedParagraph, printed
from reportgen.storage.given import Given


@dataclass(frozen=True, slots=True)
class Printout:
    """What an input prints, and what forbids a copy of it: how many errors of each code, and one message of each."""

    paragraphs: tuple[PrintedParagraph, ...]
    trace: Mapping[str, Any]
    faults: Counter[str]
    told: Mapping[str, Message]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a year's report is made from: template and dictionary, the year's input as it was read, last year's, and the office's
    own grades of the checks."""

    kit: Kit
    year: YearInput
    last: YearInput | None = None
    grades: Grades = field(default_factory=dict)

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
        return self.kit.trace(self.year).as_json()

    def printed(self) -> Printout | None:
        """The whole report made in memory, checked as for a copy that is given out; None where nothing can be printed."""
        trace, faults = self.kit.tried(self.year, self.grades)
        if trace is None:
            return None
        counted = Counter(fault.code for fault in faults)
        data = trace.as_json()
        return Printout(printed(data), data, counted, {fault.code: fault.message for fault in faults})

    def with_inputs(self, inputs: Iterable[Given]) -> Basis:
        """The same with other files; those that are the same are not read again."""
        return replace(self, year=self.kit.read(inputs, self.last, self.year))
