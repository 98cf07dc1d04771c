"""A stored trace → the paragraphs that were printed, each character owned by a sentence, a figure, or the template.

Knows neither the edited file nor YAML text.  A *piece* is a stretch of a paragraph with one owner: prose leads to
characters of a sentence's value, a figure to the reference that printed it and to its data, and what neither covers is
the template's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

from reportgen.engine.finish.trace_marks import TracedParagraph
from reportgen.provenance import Text
from reportgen.report.model.address import LITERAL, NOWHERE, REFERENCE, Address
from reportgen.report.model.grammar import SOURCE
from reportgen.report.model.origin import Origin, of_old_spelling

BLANK = " \t\n\r\u00a0\u3000"
"""What somebody types to indent or to leave space; it is no text of the report at the ends of a paragraph."""


@dataclass(frozen=True, slots=True)
class PrintedSpan:
    """A stretch ``start``–``end`` of a printed paragraph.

    ``path`` is the sentence it belongs to (empty: none), ``first``–``last`` the characters of the sentence's value that
    printed it, ``data`` the origins of the data it was made from (empty for prose and for the template's text).
    """

    start: int
    end: int
    path: Address = NOWHERE
    first: int = 0
    last: int = 0
    data: tuple[Address, ...] = ()

    @property
    def is_value(self) -> bool:
        return bool(self.data)

    @property
    def is_template(self) -> bool:
        return not self.data and not self.path.steps


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph as it was printed; the pieces cover its text without gaps."""

    text: str
    pieces: tuple[PrintedSpan, ...]

    @property
    def sentences(self) -> tuple[Address, ...]:
        """The sentences in it, in their order, each once."""
        return tuple(dict.fromkeys([piece.path for piece in self.pieces if piece.path.steps]))


def printed(trace: Mapping[str, Any]) -> tuple[PrintedParagraph, ...]:
    """The paragraphs of the main part of a stored trace (``轨迹`` of a record); raises ``ValueError`` for a damaged one."""
    try:
        names = [read_origin(entry) for entry in trace[SOURCE]]
        rows = [row for row in trace["段落"] if row["部件"] == trace["段落"][0]["部件"]]
        return tuple(_paragraph(row["文字"], _named(row["片段"], names)) for row in rows if row["文字"].strip(BLANK))
    except (KeyError, TypeError, IndexError, AttributeError) as fault:
        raise ValueError("damaged trace") from fault


def just_printed(paragraphs: Iterable[TracedParagraph]) -> tuple[PrintedParagraph, ...]:
    """The paragraphs of the main part of a trace that is not stored yet."""
    rows = [row for row in paragraphs if row.text]
    return tuple(_paragraph(row.text, _owned(row)) for row in rows if row.part == rows[0].part and row.text.strip(BLANK))


def just_said(text: Text, start: int) -> list[PrintedSpan]:
    """The pieces of a sentence that stands as it was said from a place of a paragraph on."""
    ends = [*accumulate((len(part.text) for part in text.stretches), initial=start)]
    return [
        _piece(first, last, [_origin(name) for name in part.origins])
        for part, first, last in zip(text.stretches, ends, ends[1:], strict=False)
        if first < last
    ]


_Stretch = tuple[int, int, Sequence[Origin]]


def _named(spans: Iterable[Sequence[Any]], names: Sequence[Origin]) -> Iterable[_Stretch]:
    return ((start, end, [names[number] for number in numbers]) for start, end, numbers in spans)


def _owned(row: TracedParagraph) -> Iterable[_Stretch]:
    return ((span.start, span.end, [_origin(name) for name in span.printed.origins]) for span in row.spans)


@lru_cache(maxsize=1 << 15)
def _origin(name: str) -> Origin:
    """An origin by its spelling: a report that is printed again and again has nearly the same ones."""
    return Origin.parse(name)


def _paragraph(text: str, spans: Iterable[_Stretch]) -> PrintedParagraph:
    pieces: list[PrintedSpan] = []
    at = 0
    for start, end, origins in spans:
        if at < start:
            pieces.append(PrintedSpan(at, start))
        if start >= at:
            pieces.append(_piece(start, end, origins))
            at = end
    if at < len(text):
        pieces.append(PrintedSpan(at, len(text)))
    return _stripped(text, pieces)


def _piece(start: int, end: int, origins: Sequence[Origin]) -> PrintedSpan:
    path, first, last = NOWHERE, 0, 0
    data: list[Address] = []
    for each in origins:
        if not each.kind:
            data.append(each.address)
            continue
        path, first, last = each.address, each.first, each.last
        if each.kind == REFERENCE and not data:
            data.append(path)
        if each.kind == LITERAL and last - first != end - start:
            data.append(path)
    return PrintedSpan(start, end, path, first, last, tuple(data))


def read_origin(entry: Mapping[str, Any]) -> Origin:
    """An origin of a stored trace: steps, and the characters of a sentence (``字``) or of a reference in it (``引``); before there
    was a number of the form, one text.  Raises ``ValueError``, ``KeyError`` or ``TypeError`` for something else."""
    if "址" not in entry:
        return of_old_spelling(str(entry["名"]))
    address = Address.of_data(entry["址"])
    for name, kind in (("字", LITERAL), ("引", REFERENCE)):
        if name in entry:
            first, last = entry[name]
            return Origin(address, kind, int(first), int(last))
    return Origin(address)


def _stripped(text: str, pieces: Iterable[PrintedSpan]) -> PrintedParagraph:
    """Without blanks of the template at the ends."""
    lead = len(text) - len(text.lstrip(BLANK))
    end = len(text.rstrip(BLANK))
    if not lead and end == len(text):
        return PrintedParagraph(text, tuple([piece for piece in pieces if piece.end > 0 and piece.start < end]))
    kept = [
        PrintedSpan(
            max(piece.start, lead) - lead, min(piece.end, end) - lead, piece.path, piece.first, piece.last, piece.data
        )
        for piece in pieces
        if piece.end > lead and piece.start < end
    ]
    return PrintedParagraph(text[lead:end], tuple(kept))
