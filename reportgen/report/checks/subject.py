"""A report → what the checks look at: its data, and its sentences with the references in them found and said.

Knows no check.  Saying a sentence is the dear part, so it is done once for all checks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.message import Message
from reportgen.problem import Grade, Problem, TextPlace
from reportgen.regex import regex
from reportgen.report.checks.figure_finder import printed_figures
from reportgen.report.checks.names import NamedData
from reportgen.report.checks.references import Reference, printed_by
from reportgen.report.data import Datum
from reportgen.report.expressions import reference_parts
from reportgen.report.grades import regraded
from reportgen.report.load import Report
from reportgen.report.model.address import Address
from reportgen.report.model.grammar import MARGINAL, RUNNING
from reportgen.report.prose import Said, SaidReference, Sentence
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.report.checks.printed_figures import PrintedFigure

__all__ = ["HOLE", "MOST_FIGURES", "ON", "Passage", "Reference", "Subject", "ask", "shortened", "tell", "tell_at"]

HOLE = "\ue0f0"
"""Stands for each character of a 【…】 in a masked text, so that the offsets stay."""
ON = "(?:(?!；)[^，。])"
"""In a pattern, a sign within a clause: none of ，。；.  As one set of three signs it would take ten times as long to compile."""
ENDED = "(?:(?=；)|(?=[，。]))"
"""In a pattern, that a clause ends there: before one of the same signs, for the same reason."""

MOST_FIGURES = 120
"""Of one sentence; what stands between two figures is looked at for each pair of them, and thousands took minutes."""
_NAMED_YEAR = regex(r"(?<!\d)(\d{4})年")
_PLANNED_YEAR = regex(
    r"(?:^|[。；])(?:展望|面向|到|迈向|进入)?(?P<year>20\d{2})年(?:度|底|末)?，?[^。；]*?(?:力争|确保|争取|计划|预计|目标|将(?!军)|打算|拟|我们要|要[在把以])"
)
"""A sentence that begins with a year and goes on with what is meant to be done in it.  It is asked only where a year is named that
is yet to come, since it takes long to compile."""
_PIECES = regex(r"【[^】]*】|[*\d][\d.,]*|增长|下降|持平|增加|减少|提高|降低")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Passage(ValueObject):
    """A sentence that is printed, the year it speaks of, and whether that is ahead of the report's.  ``masked`` is its text with
    holes for the references, ``said`` what prints; headings
    and topics are not ``body``."""

    sentence: Sentence
    masked: str
    references: tuple[Reference, ...]
    said: str
    read: tuple[Datum, ...]
    body: bool
    figures: tuple[PrintedFigure, ...] = ()
    year: int = 0
    ahead: bool = False
    crowd: int = 0
    """How many figures it has, where these are more than anybody reads in one go; then ``figures`` is empty."""

    def place(self, offset: int = 0) -> TextPlace:
        return self.sentence.scalar.place(offset)

    def noted(self, name: str) -> str:
        return self.sentence.notes.get(name, "")

    def source(self, printed: int) -> int:
        """The offset in the sentence of an offset in what is printed; within a reference, where that begins."""
        number = bisect_right(self.references, printed, key=lambda each: each.first)
        if not number:
            return printed
        reference = self.references[number - 1]
        return reference.start if printed < reference.last else printed + reference.end - reference.last

    def reference_at(self, printed: int) -> Reference | None:
        """The reference that printed what stands there; None for what was typed."""
        return printed_by(self.references, printed)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Subject(ValueObject):
    """A report and its passages, and those of last year's that may have been carried over."""

    report: Report
    said: Mapping[Address, Said]
    passages: tuple[Passage, ...]
    last: tuple[Passage, ...]
    by_name: Mapping[str, Datum]
    """The data with one number, by the last step of their names where that is one datum's alone, and by what the report
    itself calls them (``_with_other_names``), longest names first."""
    names: NamedData

    @classmethod
    def of(cls, report: Report, said: Mapping[Address, Said] | None = None, *, with_last: bool = True) -> Subject:
        """``said`` are the sentences of the report, where they have been said already; without ``with_last`` nobody asks what last
        year's were."""
        said = report.said() if said is None else said
        passages = tuple(_passages(report, said))
        names = _by_name(report)
        text = "\n".join(passage.said for passage in passages)
        before = tuple(_passages(report.last, None, text)) if with_last and report.last is not None else ()
        called = _with_other_names(names, passages)
        return cls(report, said, passages, before, called, NamedData(called))

    @property
    def current(self) -> tuple[Passage, ...]:
        """The passages whose figures are those of the report's year; what a plan says of another year is held against none."""
        return tuple(passage for passage in self.passages if passage.year == self.report.year)

    @property
    def figured(self) -> tuple[Passage, ...]:
        """The passages of the report's year whose figures are set against each other; of a crowd of figures none is."""
        return tuple(passage for passage in self.passages if passage.year == self.report.year and not passage.crowd)

    @property
    def numbers(self) -> Iterator[Datum]:
        """The data that have one number; a range has two, and what was typed in another unit is told already."""
        return _numbers(self.report)


def _numbers(report: Report) -> Iterator[Datum]:
    data = report.data.values()
    return (datum for datum in data if datum.is_number and datum.figure is not None and not datum.figure.converted)


def _by_name(report: Report) -> Mapping[str, Datum]:
    found: dict[str, list[Datum]] = {}
    for datum in _numbers(report):
        found.setdefault(datum.path[-1], []).append(datum)
    alone = {name: data[0] for name, data in found.items() if len(data) == 1 and len(name) >= 3}
    return dict(sorted(alone.items(), key=lambda each: -len(each[0])))


_CALCULATED = regex(r"[+\-*/]")
"""Behind the filter of a first figure, another one: 【甲|元 / 乙】 speaks of both."""
_WORDS_BEFORE = regex(r"[^，。；、：（）【】“”《》\d\ue0f0]{4,16}$")
_FILLING = regex(r"^(?:全年|今年|本年|其中|共计?|累计|已|并|完成|实现|推动|推荐)+|(?:达到?|分别|实现|共计?|为|是|至|增至|降至|的|了)+$")


def _with_other_names(names: Mapping[str, Datum], passages: Sequence[Passage]) -> Mapping[str, Datum]:
    """The names, and other words for the same things: those that stand right before a datum's reference in the report
    (惠及困难群众【惠及户数】户), and a name of two words turned about (授权专利 for 专利授权).  Words that two data share are none's."""
    known = set(map(id, names.values()))
    found: dict[str, list[Datum]] = {}
    for passage in passages:
        for reference in passage.references if passage.body else ():
            datum = reference.datum
            words = _WORDS_BEFORE.search(passage.masked, max(0, reference.start - 17), reference.start)
            if datum is not None and words is not None and id(datum) in known and not reference.filters:
                found.setdefault(_FILLING.sub("", words[0]), []).append(datum)
    for name, datum in names.items():
        if len(name) in (4, 6, 8):
            found.setdefault(name[-2:] + name[:-2], []).append(datum)
    other = {words: each[0] for words, each in found.items() if len(words) >= 4 and all(one is each[0] for one in each)}
    other = {words: datum for words, datum in other.items() if not any(name in words for name in names)}
    return dict(sorted({**other, **names}.items(), key=lambda each: -len(each[0])))


def ask(code: str, datum: Datum, message: Message, hint: Message, grade: Grade = Grade.WARNING) -> Iterator[Problem]:
    """A finding about a datum, at its place, for its department, in the grade that its field gives to the code."""
    problem = Problem(code, message, grade, datum.place, hint, datum.field.department)
    kept = regraded(problem, datum.field.grades)
    if kept is not None:
        yield kept


def tell(
    code: str, passage: Passage, offset: int, message: Message, hint: Message,
    grade: Grade = Grade.WARNING, about: Datum | None = None,
) -> Iterator[Problem]:
    """A finding about a place in a sentence; ``about`` is the datum it concerns, whose field may grade it otherwise.

    Its department is that datum's, else the one department whose data the sentence reads.
    """
    concerned = {datum.field.department for datum in ([about] if about else passage.read)}
    department = concerned.pop() if len(concerned) == 1 else ""
    problem = Problem(code, message, grade, passage.place(offset), hint, department)
    kept = regraded(problem, about.field.grades if about else {})
    if kept is not None:
        yield kept


def tell_at(
    code: str, passage: Passage, printed: int, message: Message, hint: Message, grade: Grade = Grade.WARNING,
    about: Datum | None = None,
) -> Iterator[Problem]:
    """``tell`` of a place in what is printed."""
    yield from tell(code, passage, passage.source(printed), message, hint, grade, about)


def shortened(text: str, most: int = 30) -> str:
    """A sentence for quoting."""
    return text if len(text) <= most else f"{text[:most - 2]}……"


def _passages(report: Report, said: Mapping[Address, Said] | None, within: str = "") -> Iterator[Passage]:
    """The sentences that are printed; of a report not said yet only those whose longest typed piece stands in the text
    ``within``, since no other can be a sentence of it."""
    for sentence in report.sentences():
        if sentence.role in MARGINAL or (said is None and _typed(sentence.scalar.text) not in within):
            continue
        spoken = report.say(sentence) if said is None else said[sentence.address]
        if spoken.text is None:
            continue
        masked, references = _masked(sentence.scalar.text, report, spoken.references)
        read = tuple(report.data[path] for path in spoken.read)
        words = str(spoken.text)
        figures = printed_figures(words, references) if said is not None else ()
        year = _year(report, sentence, words)
        body = sentence.role in RUNNING
        crowd = len(figures) if len(figures) > MOST_FIGURES else 0
        yield Passage(sentence, masked, references, words, read, body, () if crowd else figures, year, year > report.year, crowd)


def _year(report: Report, sentence: Sentence, words: str) -> int:
    """The year that a sentence speaks of: a later one that it plans for; in a part about another year, the report's own where it
    is named."""
    own = str(report.year) in words
    years = {int(found[1]) for found in _NAMED_YEAR.finditer(words)} if own or "20" in words else set()
    planned = _PLANNED_YEAR.search(words) if max(years, default=0) > report.year else None
    if planned is not None and int(planned["year"]) > report.year:
        return int(planned["year"])
    return report.year if own and report.year in years else report.speaks_of(sentence.address)


def _typed(text: str) -> str:
    """The longest piece of a sentence that is neither a reference nor a figure, nor a word of rise and fall."""
    return max(_PIECES.split(text), key=len, default="")


def _masked(text: str, report: Report, printed: Sequence[SaidReference]) -> tuple[str, tuple[Reference, ...]]:
    out: list[str] = []
    references: list[Reference] = []
    at = 0
    for span in printed:
        out += (text[at : span.start], HOLE * (span.end - span.start))
        name, filters = reference_parts(span.inner)
        datum = None if any(map(_CALCULATED.search, filters)) else report.names.datum(name)
        references.append(Reference(span.start, span.end, filters, datum, span.first, span.last, span.value, span.inner))
        at = span.end
    return "".join((*out, text[at:])), tuple(references)
