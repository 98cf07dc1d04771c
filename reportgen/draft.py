"""A template and a year's report → a draft: the finished Word file, every problem, and the trace from text back to
YAML.

Knows nothing of the command line or of where files lie.  It joins ``report`` and ``engine``: the report prints its text
with origins, the engine says where each origin came out, and the trace holds both, so that a correction made in
Word can later be read back to its line in the YAML.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen import yamltext
from reportgen.engine.finish.trace_marks import TracedParagraph
from reportgen.engine.template import Template
from reportgen.gongwen.signature import settle
from reportgen.problem import Grade, Problem, ReportError, TextPlace, errors
from reportgen.report.checks import Carried, Subject, carried, check
from reportgen.report.dictionary import Dictionary
from reportgen.report.filters import FILTERS
from reportgen.report.grades import Grades
from reportgen.report.load import Report, read_report

MARKS: Mapping[str, str] = {"待补": "yellow"}
"""Marks of the report's text → the highlight a draft shows them with; a final copy has none, since it has no gaps."""


@dataclass(frozen=True, slots=True)
class Trace:
    """For each paragraph of the file its text, and for each printed stretch the places in the YAML that it came
    from."""

    paragraphs: tuple[TracedParagraph, ...]
    places: Mapping[str, TextPlace]
    inputs: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """The trace as data; origins and their places are listed once and referred to by number.

        ``片段`` are ``[start, end, [origins]]`` in characters of the paragraph's text.
        """
        names = list(
            dict.fromkeys(name for part in self.paragraphs for span in part.spans for name in span.printed.origins)
        )
        number = {name: place for place, name in enumerate(names)}
        return {
            "输入": dict(self.inputs),
            "来源": [self._source(name) for name in names],
            "段落": [
                {
                    "部件": part.part,
                    "序号": part.number,
                    "文字": part.text,
                    "片段": [
                        [span.start, span.end, [number[name] for name in span.printed.origins]] for span in part.spans
                    ],
                }
                for part in self.paragraphs
                if part.text
            ],
        }

    def _source(self, name: str) -> dict[str, Any]:
        place = self.places.get(name)
        if place is None:
            return {"名": name}
        return {"名": name, "文件": place.file, "行": place.line, "列": place.column}


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished file with everything known about it, the report it was made from among it."""

    package: bytes
    problems: tuple[Problem, ...]
    trace: Trace
    report: Report

    @property
    def title(self) -> str:
        return self.report.title

    @property
    def figures(self) -> int:
        """How many figures the report has."""
        return len(self.report.figures)

    @property
    def missing(self) -> Mapping[str, int]:
        """How many figures are still to come, by department."""
        return self.report.missing


@dataclass(frozen=True, slots=True)
class Given:
    """A file's name and content, for work that is done where the file is not."""

    name: str
    content: bytes


Input = Path | Given


@dataclass(frozen=True, slots=True)
class Kit:
    """A template and a dictionary, opened once and good for any number of years and offices.

    ``problems`` are the dictionary's; the template's stand in the template.
    """

    template: Template
    dictionary: Dictionary
    problems: tuple[Problem, ...]

    @classmethod
    def open(cls, template: Path | bytes, fields: Input) -> Kit:
        """Raises ``ReportError`` when the template is no usable Word file."""
        document, problems = _document(fields)
        dictionary, found = Dictionary.read(document)
        return cls(Template.open(template, FILTERS), dictionary, (*problems, *found))

    def make(
        self,
        inputs: Sequence[Input],
        last: Sequence[Input] = (),
        *,
        draft: bool = False,
        grades: Grades | None = None,
    ) -> Draft:
        """Reads a year, checks it, and fills the template; raises ``ReportError`` as ``make`` does."""
        report, problems = _read(inputs, self.dictionary, last)
        problems = [*self.problems, *problems, *_checked(report, draft, grades)]
        printed = report.printed()
        problems += printed.problems
        if errors((*problems, *self.template.problems)):
            raise ReportError(_sorted([*problems, *self.template.problems]))
        rendered = self.template.render(printed.context, trace=True, marks=MARKS)
        problems += rendered.problems
        if not rendered.package:
            raise ReportError(_sorted(problems))
        trace = _trace(report, rendered.trace, inputs)
        return Draft(settle(rendered.package), _sorted(problems), trace, report)

    def trace(self, report: Report, inputs: Sequence[Input]) -> Trace:
        """What a report prints as it is, gaps shown and nothing checked, without a file.

        Raises ``ReportError`` where the template prints nothing.
        """
        rendered = self.template.render(report.printed().context, trace=True, marks=MARKS, file=False)
        if errors(rendered.problems):
            raise ReportError(_sorted(rendered.problems))
        return _trace(report, rendered.trace, inputs)


def _trace(report: Report, paragraphs: tuple[TracedParagraph, ...], inputs: Sequence[Input]) -> Trace:
    origins = [name for part in paragraphs for span in part.spans for name in span.printed.origins]
    return Trace(paragraphs, report.places(origins), dict(_digest(item) for item in inputs))


def make(
    inputs: Sequence[Path],
    template: Path,
    fields: Path,
    last: Sequence[Path] = (),
    *,
    draft: bool = False,
    grades: Grades | None = None,
) -> Draft:
    """Reads everything, checks it, and fills the template; ``grades`` are the office's own grades of the checks.

    Raises ``ReportError`` with all problems when no file can be made: a final copy with gaps, a faulty template,
    unreadable input.
    """
    return Kit.open(template, fields).make(inputs, last, draft=draft, grades=grades)


@dataclass(frozen=True, slots=True)
class Examination:
    """A year looked at without making a file: its report, all problems, and what it carries over from last year."""

    report: Report
    problems: tuple[Problem, ...]
    carried: Carried


def examine(
    inputs: Sequence[Path], template: Path, fields: Path, last: Sequence[Path] = (), grades: Grades | None = None
) -> Examination:
    """Everything that can be found wrong: in the files, the figures, the prose, the template, and in filling it."""
    report, problems = read(inputs, fields, last)
    problems += check(report, grades)
    printed = report.printed()
    problems += printed.problems
    try:
        opened = Template.open(template, FILTERS)
        problems += opened.render(printed.context, marks=MARKS).problems
    except ReportError as error:
        problems += error.problems
    return Examination(report, _sorted(problems), carried(Subject.of(report)))


def _checked(report: Report, draft: bool, grades: Grades | None) -> list[Problem]:
    """The checks; none of them forbids a draft."""
    found = check(report, grades)
    return [problem.regraded(Grade.WARNING) if draft and problem.grade is Grade.ERROR else problem for problem in found]


def read(inputs: Sequence[Path], fields: Path, last: Sequence[Path] = ()) -> tuple[Report, list[Problem]]:
    """A year's report with last year's attached; raises ``ReportError`` when there is nothing to go on with."""
    document, problems = _document(fields)
    dictionary, told = Dictionary.read(document)
    report, found = _read(inputs, dictionary, last)
    return report, [*problems, *told, *found]


def _read(
    inputs: Sequence[Input], dictionary: Dictionary, last: Sequence[Input]
) -> tuple[Report, list[Problem]]:
    before = None
    if last:
        before, _ = read_report([_document(item)[0] for item in last], dictionary, None)
    documents = []
    problems: list[Problem] = []
    for item in inputs:
        document, found = _document(item)
        problems += found
        documents.append(document)
    report, found = read_report(documents, dictionary, before)
    return report, [*problems, *found]


def _document(item: Input) -> tuple[yamltext.Document, tuple[Problem, ...]]:
    return yamltext.read(item) if isinstance(item, Path) else yamltext.read_bytes(item.content, item.name)


def _digest(item: Input) -> tuple[str, str]:
    content = item.read_bytes() if isinstance(item, Path) else item.content
    return item.name, hashlib.sha256(content).hexdigest()


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Gravest first; within a grade in the order of the files and lines, each once."""
    order = {"错误": 0, "提醒": 1, "说明": 2}

    def key(problem: Problem) -> tuple[int, str, int, int]:
        place = problem.place
        if isinstance(place, TextPlace):
            return order[problem.grade.value], place.file, place.line, place.column
        return order[problem.grade.value], "", 0, 0

    return tuple(sorted(dict.fromkeys(problems), key=key))
