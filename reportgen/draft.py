"""A template and a year's report → a draft: the finished Word file, every problem, and the trace from text back to
YAML.

Knows nothing of the command line or of where files lie.  It joins ``report`` and ``engine``: the report prints its text
with origins, the engine says where each origin came out, and the trace holds both, so that a correction made in
Word can later be read back to its line in the YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.engine.finish.trace_marks import TracedParagraph
from reportgen.engine.template import Rendered, Template
from reportgen.gongwen.signature import settled
from reportgen.memory import Memory
from reportgen.message import say
from reportgen.ooxml.document_id import identified
from reportgen.ooxml.package import Package
from reportgen.problem import Code, Grade, Problem, ReportError, TextPlace, errors
from reportgen.provenance import Text
from reportgen.report.blocks import TEXTS, WHOLE
from reportgen.report.checks import CARRIED_CODE, Subject, check
from reportgen.report.dictionary import Dictionary
from reportgen.report.filters import FILTERS
from reportgen.report.grades import Grades
from reportgen.report.load import PrintedReport, Report, read_report
from reportgen.report.model.address import LITERAL, Address, parted, steps_of, without_span
from reportgen.report.model.grammar import KeyRole
from reportgen.report.older import UPGRADE, beyond
from reportgen.report.prose import Said
from reportgen.report.texts import of_one_text
from reportgen.storage.given import MOST_ATTACHED, Given, read_named
from reportgen.value_object import ValueObject
from reportgen.yamltext import Document, Scalar, read_bytes

F27 = Code("F27", "写了，而模板不印", "署名: 某某办事处，而模板里没有“署名”的标签", "在模板里加上标签，或删去这一行")
F41 = Code("F41", "正文里的图片或表格文件找不到", "- 图: 现场.jpg，而没有这个文件", "把文件放进工作区，核对文件名")
F28 = Code("F28", "文件是一年的，里面写的年度是另一年", "inputs/2025.yaml 里写着 年度: 2024", "年度: 2025；或给文件改名")

FORM = 2
"""The number of the form of records: since 2 addresses are lists of steps; a record without a number is of form 1."""
MARKS: Mapping[str, str] = {"待补": "yellow"}
"""Marks of the report's text → the highlight a draft shows them with; a final copy has none, since it has no gaps."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trace(ValueObject):
    """For each paragraph of the file its text, and for each printed stretch the places in the YAML that it came
    from."""

    paragraphs: tuple[TracedParagraph, ...]
    places: Mapping[str, TextPlace]
    inputs: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """The trace as data; origins and their places are listed once and referred to by number.

        ``片段`` are ``[start, end, [origins]]`` in characters of the paragraph's text.  Each origin has the steps of its address
        (``址``), for words of a sentence their characters (``字``), for a reference in it those of the reference (``引``).
        """
        names = list(
            dict.fromkeys(name for part in self.paragraphs for span in part.spans for name in span.printed.origins)
        )
        number = {name: place for place, name in enumerate(names)}
        return {
            "格式": FORM,
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
        address, kind, first, last = parted(name)
        made: dict[str, Any] = {"址": list(steps_of(address))}
        if kind:
            made["字" if kind == LITERAL else "引"] = [first, last]
        place = self.places.get(name)
        return made if place is None else {**made, "文件": place.file, "行": place.line, "列": place.column}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Draft(ValueObject):
    """A finished file with everything known about it, the report it was made from among it; ``opened`` is the same file as its
    parts."""

    package: bytes
    problems: tuple[Problem, ...]
    trace: Trace
    report: Report
    opened: Package = field(compare=False, repr=False)

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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class YearInput(ValueObject):
    """A year's files, read once: the bytes, the located trees of the text that is made of them, the report that they make, and what
    is wrong with them; ``whole`` are the trees with what belongs to other texts."""

    inputs: tuple[Given, ...]
    documents: tuple[Document, ...]
    faults: tuple[tuple[Problem, ...], ...]
    report: Report
    told: tuple[Problem, ...]
    whole: tuple[Document, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Those of the files as YAML, then those of the report."""
        return (*(problem for found in self.faults for problem in found), *self.told)

    def document(self, item: Given) -> tuple[Document, tuple[Problem, ...]] | None:
        """What was read of a file with the same name and content."""
        for each, document, faults in zip(self.inputs, self.whole, self.faults, strict=True):
            if each == item:
                return document, faults
        return None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Kit(ValueObject):
    """A template and a dictionary, opened once and good for any number of years and offices.

    ``problems`` are the dictionary's; the template's stand in the template.
    """

    template: Template
    dictionary: Dictionary
    problems: tuple[Problem, ...]
    memory: Memory | None = field(default=None, compare=False, repr=False)
    """What was made the last time, for who makes nearly the same again and again."""

    def remembering(self) -> Kit:
        """The same kit with a memory of its own; whatever it makes is the same without."""
        return replace(self, memory=Memory())

    @classmethod
    def open(cls, template: bytes, fields: Given) -> Kit:
        """Raises ``ReportError`` when the template is no usable Word file."""
        document, problems = read_bytes(fields.content, fields.name)
        dictionary, found = Dictionary.read(document)
        return cls(Template.open(template, FILTERS, language="zh"), dictionary, (*problems, *found))

    def read(self, inputs: Iterable[Given], last: YearInput | None = None, known: YearInput | None = None) -> YearInput:
        """A year's files as a report, last year's attached; files that ``known`` has already are not read again."""
        return read_year(inputs, self.dictionary, last, known)

    def make(
        self, year: YearInput, *, draft: bool = False, final: bool = False, grades: Grades | None = None,
        goes_on: Callable[[], None] = lambda: None,
    ) -> Draft:  # fmt: skip
        """Checks a year and fills the template; what was carried over and not rewritten forbids a ``final`` copy.  ``goes_on`` is
        called between the steps, and may raise what it likes to end them.

        Raises ``ReportError`` with all problems when no file can be made: a final copy with gaps, a faulty template,
        unreadable input.
        """
        report, subject = year.report, Subject.of(year.report, year.report.said(self.memory))
        grades = {**(grades or {}), CARRIED_CODE: Grade.ERROR} if final else grades
        problems = [*self.problems, *year.problems, *_checked(subject, draft, grades)]
        goes_on()
        printed = report.printed(subject.said)
        problems += (*printed.problems, *(problem for _, problem in self.beyond(report)))
        if errors((*problems, *self.template.problems)):
            raise ReportError(in_order([*problems, *self.template.problems]))
        goes_on()
        rendered = self.filled(printed, report, written=False)
        problems += rendered.problems
        if rendered.opened is None:
            raise ReportError(in_order(problems))
        if unprinted := tuple(self.unprinted(report, subject.said, rendered.trace, printed.unfilled)):
            raise ReportError(in_order([*problems, *unprinted]))
        goes_on()
        trace = trace_of(report, rendered.trace, year.inputs)
        finished = identified(settled(rendered.opened))
        return Draft(finished.write(), in_order(problems), trace, report, finished)

    def filled(self, printed: PrintedReport, report: Report, *, file: bool = True, written: bool = True) -> Rendered:
        """The template filled, traced, gaps shown."""
        return self.template.render(
            printed.context, trace=True, marks=MARKS, files=pictures(report), file=file, written=written, memory=self.memory
        )

    @property
    def is_flat(self) -> bool:
        """Whether the template prints the flat list of blocks, as those made since do."""
        return self.template.mentions(WHOLE) or self.template.mentions(TEXTS)

    def beyond(self, report: Report) -> tuple[tuple[Address, Problem], ...]:
        """What the template cannot print of a report, with the addresses that are told thereby."""
        return () if self.is_flat else tuple(beyond(report.outline))

    def unprinted(
        self, report: Report, said: Mapping[Address, Said], paragraphs: Sequence[TracedParagraph], unfilled: Sequence[Address]
    ) -> Iterator[Problem]:
        """Sentences of the input that stand nowhere in the file: the template has no place for their key.  What stands in
        blocks that were ``unfilled`` is told already.

        Judged on the result, not on the template's tags: a tag in a branch that was not taken prints nothing either.
        """
        names = {name for part in paragraphs for span in part.spans for name in span.printed.origins}
        told = (*unfilled, *(address for address, _ in self.beyond(report) if address))
        for sentence in report.sentences():
            spoken, address = said[sentence.address].text, sentence.address
            if sentence.role in _NOT_ONLY_PRINTED or spoken is None or not str(spoken) or any(map(address.within, told)):
                continue
            if _stands(address, spoken, names) or _stands(Address(address.steps[:-1]), None, names):  # a filter took the whole list
                continue
            message = say("“{key}”下面写的，这个模板不印：{sentence}", key=sentence.address.key, sentence=str(spoken)[:30])
            hint = say("在模板里加上印它的标签，或把这些话移到模板会印的地方；只给自己看的，写在“说明”或“备注”里")
            hint = hint if self.is_flat else say("{upgrade}；只给自己看的，写在“说明”或“备注”里", upgrade=UPGRADE)
            yield Problem(F27, message, place=sentence.scalar.place(), hint=hint)


def read_year(
    inputs: Iterable[Given], dictionary: Dictionary, last: YearInput | None = None, known: YearInput | None = None
) -> YearInput:
    """A year's files as a report, without a template; see ``Kit.read``."""
    inputs = tuple(inputs)
    held = [(known.document(item) if known else None) or read_bytes(item.content, item.name) for item in inputs]
    whole = tuple(document for document, _ in held)
    documents = of_one_text(whole, next((item.text for item in inputs if item.text), ""))
    sparing = any(item.sparing for item in inputs)
    report, told = read_report(documents, dictionary, last.report if last else None, sparing=sparing)
    report, lacking = _with_files(report, inputs)
    misfiled = (*_misfiled(inputs, report), *(problem for problem in (last.told if last else ()) if problem.code == F28))
    return YearInput(inputs, documents, tuple(found for _, found in held), report, (*told, *lacking, *misfiled), whole)


def _with_files(report: Report, inputs: Sequence[Given]) -> tuple[Report, tuple[Problem, ...]]:
    """The report with the pictures and tables that it names, each read once; F41 for those that are not there."""
    files: dict[str, Given] = {}
    lacking: list[Problem] = []
    for block in report.outline.blocks():
        node = block.option(KeyRole.FILE)
        name = node.text.strip() if isinstance(node, Scalar) else ""
        if node is None or not name or name in files:
            continue
        place = node.place()
        by = next((item for item in inputs if item.name == place.file), None)
        found = read_named(name, by) if by is not None else None
        if found is not None and len(found.content) <= MOST_ATTACHED:
            files[name] = found
            continue
        hint = say("放在输入文件旁边，或工作区里的文件夹，写成 图片/现场.jpg 这样；别处的文件不读")
        fault = say("没有“{file}”这个文件", file=name) if found is None else say("“{file}”太大", file=name)
        lacking.append(Problem(F41, fault, place=place, hint=hint))
    return replace(report, files=files) if files else report, tuple(lacking)


def _misfiled(inputs: Sequence[Given], report: Report) -> Iterator[Problem]:
    """F28: what was put there as one year's says that it is another's; all growth would be worked out against the wrong year."""
    said = report.outline.first(KeyRole.YEAR)
    other = next((item for item in inputs if item.year not in (0, report.year)), None)
    if other is None or said is None or not report.year:
        return
    message = say("{file} 是 {filed} 年的文件，里面写的年度是 {year}", file=other.name, filed=other.year, year=report.year)
    hint = say("核对是哪一年的：改“年度”，或把文件（文件夹）改名为 {year}", year=report.year)
    yield Problem(F28, message, place=said.scalar.place(), hint=hint)


def opened(template: Given, fields: Given, inputs: Iterable[Given], last: Iterable[Given] = ()) -> tuple[Kit, YearInput]:
    """What a command on one year begins with; raises ``ReportError`` when the template is no usable Word file."""
    kit = Kit.open(template.content, fields)
    last = tuple(last)
    return kit, kit.read(inputs, kit.read(last) if last else None)


def read_years(fields: Given, inputs: Iterable[Given], last: Iterable[Given] = ()) -> tuple[YearInput, tuple[Problem, ...]]:
    """The same without a template: the year, and all problems, the dictionary's among them."""
    dictionary, problems = read_dictionary(fields)
    last = tuple(last)
    year = read_year(inputs, dictionary, read_year(last, dictionary) if last else None)
    return year, (*problems, *year.problems)


def read_dictionary(fields: Given) -> tuple[Dictionary, tuple[Problem, ...]]:
    """The dictionary of a workspace, and what is wrong with it."""
    document, problems = read_bytes(fields.content, fields.name)
    dictionary, found = Dictionary.read(document)
    return dictionary, (*problems, *found)


_NOT_ONLY_PRINTED = (KeyRole.YEAR, KeyRole.TITLE)
"""What a report needs even where its template has words of its own for it: the title names the file."""


def _stands(address: Address, spoken: Text | None, names: Collection[str]) -> bool:
    """Whether something that was printed came from there; of a sentence that is mostly seen by what its first words came from."""
    where = str(address)
    own = spoken.stretches[0].origins[-1:] if spoken is not None and spoken.stretches else ()
    if own and own[0] in names and without_span(own[0]) == where:
        return True
    return any(name.startswith(where) and without_span(name) == where for name in names)


def pictures(report: Report) -> Mapping[str, bytes]:
    """The files that the report names, for the engine."""
    return {name: item.content for name, item in report.files.items()}


def _origins(paragraphs: Sequence[TracedParagraph]) -> tuple[str, ...]:
    """All that was printed, each once: a sentence and its figures stand in many stretches."""
    return tuple({name: None for part in paragraphs for span in part.spans for name in span.printed.origins})


def trace_of(report: Report, paragraphs: tuple[TracedParagraph, ...], inputs: Sequence[Given]) -> Trace:
    return Trace(paragraphs, report.places(_origins(paragraphs)), {item.name: item.digest for item in inputs})


def _checked(subject: Subject, draft: bool, grades: Grades | None) -> list[Problem]:
    """The checks; none of them forbids a draft."""
    found = check(subject, grades)
    return [problem.regraded(Grade.WARNING) if draft and problem.grade is Grade.ERROR else problem for problem in found]


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Gravest first; within a grade in the order of the files and lines, each once."""
    order = {"错误": 0, "提醒": 1, "说明": 2}

    def key(problem: Problem) -> tuple[int, str, int, int]:
        place = problem.place
        if isinstance(place, TextPlace):
            return order[problem.grade.value], place.file, place.line, place.column
        return order[problem.grade.value], "", 0, 0

    return tuple(sorted(dict.fromkeys(problems), key=key))
