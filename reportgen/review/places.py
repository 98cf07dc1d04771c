"""A place in the YAML → the stretch of the finished file that it was printed as.

Knows the trace and the report, not what is to be said there.  A place within a sentence leads to the whole sentence, one
at a datum to where the datum is printed first; what is printed nowhere has no stretch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.annotate import NoteRange
from reportgen.engine.finish.trace_marks import TracedParagraph, TraceSpan
from reportgen.problem import Place, TextPlace
from reportgen.report.data import Datum
from reportgen.report.load import Report
from reportgen.report.model.address import LITERAL, NOWHERE, Address
from reportgen.report.model.origin import Origin
from reportgen.report.prose import Sentence, origin


@dataclass(frozen=True, slots=True)
class Printing:
    """One act of printing a datum: where, and whether the datum itself stands there or what was worked out from it."""

    stretch: NoteRange
    datum: Datum
    itself: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Where the data and the sentences of a report stand in the main text; paragraphs count from 0."""

    printings: tuple[Printing, ...]
    sentences: Mapping[Address, NoteRange]
    _lines: Mapping[tuple[str, int], tuple[tuple[int, Address], ...]]
    _data: Mapping[tuple[str, int], tuple[str, ...]]

    @classmethod
    def of(cls, report: Report, paragraphs: Sequence[TracedParagraph], main: str) -> Places:
        inside = [paragraph for paragraph in paragraphs if paragraph.part == main]
        names = {origin(path): datum for path, datum in report.data.items()}
        printings = tuple(each for paragraph in inside for each in _printings(paragraph, names))
        sentences = {path: stretch for paragraph in inside for path, stretch in _sentences(paragraph)}
        return cls(printings, sentences, _by_line(report), _data_by_line(report))

    def first(self) -> dict[str, Printing]:
        """For each datum its first printing, the datum itself before what was worked out from it; by name, in the order of
        the text."""
        found: dict[str, Printing] = {}
        for each in self.printings:
            known = found.get(each.datum.name)
            if known is None or (each.itself and not known.itself):
                found[each.datum.name] = each
        return dict(sorted(found.items(), key=lambda item: (item[1].stretch.paragraph, item[1].stretch.start)))

    def stretch(self, place: Place | None) -> NoteRange | None:
        """Where the place was printed; None where it was not."""
        if not isinstance(place, TextPlace):
            return None
        on_line = self._lines.get((place.file, place.line), ())
        path = next((path for column, path in reversed(on_line) if column <= place.column), NOWHERE)
        if path in self.sentences:
            return self.sentences[path]
        named = self._data.get((place.file, place.line), ())
        return next((each.stretch for each in self.printings if each.datum.name in named), None)


def _printings(paragraph: TracedParagraph, names: Mapping[str, Datum]) -> Iterator[Printing]:
    for span in paragraph.spans:
        data = [names[name] for name in span.printed.origins if name in names]
        text = paragraph.text[span.start : span.end]
        for datum in data:
            yield Printing(
                _stretch(paragraph, span),
                datum,
                len(data) == 1 and text in (datum.text, f"【待补：{datum.label}】"),
            )


def _stretch(paragraph: TracedParagraph, span: TraceSpan) -> NoteRange:
    return NoteRange(paragraph.part, paragraph.number, span.start, span.end)


def _sentences(paragraph: TracedParagraph) -> Iterator[tuple[Address, NoteRange]]:
    """Each sentence from the first to the last stretch of its own words, with the figures that stand at its ends."""
    spans = paragraph.spans
    own: dict[Address, list[int]] = {}
    for number, span in enumerate(spans):
        for each in map(Origin.parse, span.printed.origins):
            if each.kind == LITERAL:
                own.setdefault(each.address, []).append(number)
    for path, numbers in own.items():
        low, high = numbers[0], numbers[-1]
        while low and spans[low - 1].end == spans[low].start and not _is_prose(spans[low - 1]):
            low -= 1
        while high + 1 < len(spans) and spans[high + 1].start == spans[high].end and not _is_prose(spans[high + 1]):
            high += 1
        yield path, NoteRange(paragraph.part, paragraph.number, spans[low].start, spans[high].end)


def _is_prose(span: TraceSpan) -> bool:
    return any(Origin.parse(name).kind == LITERAL for name in span.printed.origins)


def _by_line(report: Report) -> dict[tuple[str, int], tuple[tuple[int, Address], ...]]:
    """For each line of the input the sentences on it, by the column where they begin; a folded one is on all its lines."""
    found: dict[tuple[str, int], list[tuple[int, Address]]] = {}
    for sentence in report.sentences():
        for (file, line), column in _lines_of(sentence):
            found.setdefault((file, line), []).append((column, sentence.address))
    return {key: tuple(sorted(each)) for key, each in found.items()}


def _lines_of(sentence: Sentence) -> Iterator[tuple[tuple[str, int], int]]:
    first, last = sentence.scalar.place(0), sentence.scalar.place(max(len(sentence.scalar.text) - 1, 0))
    yield (first.file, first.line), first.column
    for line in range(first.line + 1, last.line + 1):
        yield (first.file, line), 1


def _data_by_line(report: Report) -> dict[tuple[str, int], tuple[str, ...]]:
    found: dict[tuple[str, int], list[str]] = {}
    for datum in report.data.values():
        found.setdefault((datum.place.file, datum.place.line), []).append(datum.name)
    return {key: tuple(each) for key, each in found.items()}
