"""A kit and a year → what would be printed, and what is wrong with it, with no copy made: for who types, checks, or proves an edit.

Knows no folder layout.  ``draft`` makes copies that are given out; here nothing is finished or kept, so that each asks only for
what it needs: ``examine`` all problems, ``looked`` what a page shows while somebody types (``read_typed`` is how that year is
read), ``tried`` the printed text and, if it is asked, whether a copy could be given out, ``trace`` where each stretch came from,
``copied`` a file to hold against another text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.draft import MARKS, Kit, Trace, YearInput, in_order, pictures, trace_of
from reportgen.engine.finish.trace_marks import TracedParagraph
from reportgen.engine.template import Rendered
from reportgen.gongwen.signature import settled, settled_tree
from reportgen.ooxml.package import Package, serialise_xml
from reportgen.problem import Problem, ReportError, errors
from reportgen.report.checks import Subject, check, forbidden
from reportgen.report.checks.reuse import Carried, carried
from reportgen.report.grades import Grades
from reportgen.report.load import PrintedReport, Report, figures_read_again
from reportgen.report.model.address import Address
from reportgen.report.prose import Said
from reportgen.report.texts import of_one_text
from reportgen.storage.given import Given
from reportgen.value_object import ValueObject
from reportgen.yamltext import MAX_BYTES, Document, decoded, parse_near, read_bytes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Glimpse(ValueObject):
    """What a draft shows: its parts as they were filled, the tree of the main one with its closing in place (None where that is the
    part itself), and what was printed where."""

    filled: Package
    paragraphs: tuple[TracedParagraph, ...]
    tree: etree._Element | None = field(default=None, compare=False, repr=False)

    @property
    def opened(self) -> Package:
        """Good for being looked at."""
        return self.filled if self.tree is None else self.filled.revised({self.filled.main: serialise_xml(self.tree)})


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Attempt(ValueObject):
    """A report that was printed without a file, and what is needed to say whether a copy of it could be given out."""

    kit: Kit
    year: YearInput
    grades: Grades | None
    said: Mapping[Address, Said]
    printed: PrintedReport
    rendered: Rendered

    @property
    def paragraphs(self) -> tuple[TracedParagraph, ...]:
        """The text with what printed each stretch of it."""
        return self.rendered.trace

    def errors(self) -> tuple[Problem, ...] | None:
        """Every error that forbids a copy, those of the finished file among them; None where no file could be made.  It takes as
        long as the printing: who tries much asks only of what is to stay."""
        kit, year, printed = self.kit, self.year, self.printed
        made = self.rendered.closing() if self.rendered.closing else self._rendered()
        if made.opened is None:
            return None
        found = forbidden(year.report, self.said, self.grades)
        problems = [*kit.problems, *kit.template.problems, *year.problems, *found, *printed.problems]
        problems += (*(problem for _, problem in kit.beyond(year.report)), *made.problems)
        problems += kit.unprinted(year.report, self.said, self.paragraphs, printed.unfilled)
        return tuple(errors(problems))

    def _rendered(self) -> Rendered:
        files = pictures(self.year.report)
        return self.kit.template.render(self.printed.context, trace=True, marks=MARKS, files=files, written=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Examination(ValueObject):
    """A year looked at without keeping a file: its report, all problems, and what it carries over from last year."""

    report: Report
    problems: tuple[Problem, ...]
    carried: Carried


def examine(kit: Kit, year: YearInput, grades: Grades | None = None) -> Examination:
    """Everything that can be found wrong: in the files, the figures, the prose, the template, and in filling it."""
    subject = Subject.of(year.report, year.report.said(kit.memory))
    problems = [*kit.problems, *year.problems, *check(subject, grades)]
    printed = year.report.printed(subject.said)
    problems += (*printed.problems, *(problem for _, problem in kit.beyond(year.report)))
    rendered = kit.filled(printed, year.report, written=False)
    problems += rendered.problems
    if rendered.opened is not None:
        problems += kit.unprinted(year.report, subject.said, rendered.trace, printed.unfilled)
    return Examination(year.report, in_order(problems), carried(subject))


def copied(kit: Kit, year: YearInput) -> tuple[bytes, tuple[Problem, ...]]:
    """The file that a report makes as it is, gaps shown and nothing checked, and every error that forbids one; no bytes where
    nothing could be printed.  For somebody who holds the file against another text."""
    printed = year.report.printed()
    rendered = kit.template.render(printed.context, marks=MARKS, files=pictures(year.report), written=False)
    faults = errors((*kit.template.problems, *year.problems, *printed.problems, *rendered.problems))
    return (settled(rendered.opened).write() if rendered.opened is not None and not faults else b""), tuple(faults)


def trace(kit: Kit, year: YearInput) -> Trace:
    """What a report prints as it is, gaps shown and nothing checked, without a file.

    Raises ``ReportError`` where the template prints nothing.
    """
    rendered = kit.filled(year.report.printed(year.report.said(kit.memory)), year.report, file=False)
    if errors(rendered.problems):
        raise ReportError(in_order(rendered.problems))
    return trace_of(year.report, rendered.trace, year.inputs)


def tried(kit: Kit, year: YearInput, grades: Grades | None = None) -> Attempt | None:
    """What a report would print, for somebody who wants no file; None where nothing could be printed."""
    said = year.report.said(kit.memory)
    printed = year.report.printed(said)
    rendered = kit.filled(printed, year.report, file=False)
    return None if rendered.opened is None else Attempt(kit, year, grades, said, printed, rendered)


def looked(kit: Kit, year: YearInput) -> Glimpse | None:
    """What a draft of the year shows, gaps shown, for somebody who types it: nothing is checked but what forbids a draft, and
    no file is made; None where no draft could be."""
    said = year.report.said(kit.memory)
    printed = year.report.printed(said)
    told = [*kit.problems, *kit.template.problems, *year.problems, *printed.problems]
    if errors((*told, *(problem for _, problem in kit.beyond(year.report)))):
        return None
    rendered = kit.filled(printed, year.report, file=False)
    if rendered.opened is None or any(kit.unprinted(year.report, said, rendered.trace, printed.unfilled)):
        return None
    return Glimpse(rendered.opened, rendered.trace, settled_tree(rendered.opened))


def read_typed(kit: Kit, inputs: Iterable[Given], last: YearInput | None, known: YearInput) -> YearInput:
    """``Kit.read`` for ``looked`` alone, of somebody who types: where figures are other than in what is ``known``, and nothing else
    is, all else is taken from there.  No offsets may be asked for, and of what is told only the errors are all there."""
    inputs = tuple(inputs)
    found = _figures_alone(inputs, last, known)
    return kit.read(inputs, last, known) if found is None else found


def _figures_alone(inputs: tuple[Given, ...], last: YearInput | None, known: YearInput) -> YearInput | None:
    """A year in which only figures are other than in a ``known`` one without an error; None where more is."""
    if len(inputs) != len(known.inputs) or errors(known.problems):
        return None
    pairs = list(zip(known.inputs, inputs, strict=True))
    if any(_beside_content(was) != _beside_content(now) for was, now in pairs):
        return None
    empty: tuple[Problem, ...] = ()
    read = [(held, empty) if was == now else _near(now, held) for (was, now), held in zip(pairs, known.whole, strict=True)]
    if any(errors(faults) for _, faults in read):
        return None
    whole = tuple(document for document, _ in read)
    documents = of_one_text(whole, next((item.text for item in inputs if item.text), ""))
    made = figures_read_again(known.report, known.documents, documents, last.report if last else None)
    if made is None:
        return None
    return YearInput(inputs, documents, tuple(faults for _, faults in read), made[0], (*known.told, *made[1]), whole)


def _beside_content(item: Given) -> tuple[object, ...]:
    return item.name, item.path, item.year, item.root, item.text, item.sparing


def _near(item: Given, known: Document) -> tuple[Document, tuple[Problem, ...]]:
    """A file that is like a known one."""
    if len(item.content) > MAX_BYTES:
        return read_bytes(item.content, item.name)
    text, encoding, told = decoded(item.content, item.name)
    document, faults = parse_near(text, known)
    return replace(document, encoding=encoding), (*told, *faults)
