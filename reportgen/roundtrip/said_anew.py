"""A printed text, and a year's input with other figures → the text with these figures, without making the report again.

Knows no edit and no template.  Only the sentences that print a changed figure are said again, each in its place.  Where that would
not be all (the template prints such a figure by itself, or changes what a sentence says; a clause goes with its figure), it says so
by giving nothing, and the report has to be made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from reportgen.report.data import Datum
from reportgen.report.load import Report
from reportgen.report.model.address import Address
from reportgen.report.prose import Said, Sentence, address_of, print_sentence
from reportgen.roundtrip.printed import PrintedParagraph, PrintedSpan, just_said


def said_anew(paragraphs: Sequence[PrintedParagraph], then: Report, now: Report) -> tuple[PrintedParagraph, ...] | None:
    """The paragraphs as they read with the figures of ``now`` in the sentences of ``then``; None where sentences do not tell."""
    if then.data.keys() != now.data.keys():
        return None
    changed = frozenset(address_of(path) for path, datum in then.data.items() if _means(datum) != _means(now.data[path]))
    touched = [any(not changed.isdisjoint(piece.data) for piece in each.pieces) for each in paragraphs]
    sentences = {sentence.address: sentence for sentence in then.sentences()}
    found: list[PrintedParagraph] = []
    for paragraph, is_touched in zip(paragraphs, touched, strict=True):
        made = _said(paragraph, sentences, then, now, changed) if is_touched else paragraph
        if made is None:
            return None
        found.append(made)
    return tuple(found)


def _said(
    paragraph: PrintedParagraph, sentences: dict[Address, Sentence], then: Report, now: Report, changed: frozenset[Address]
) -> PrintedParagraph | None:
    """A paragraph with its sentences said anew."""
    words: list[str] = []
    pieces: list[PrintedSpan] = []
    at = 0
    for path, group in groupby(paragraph.pieces, key=lambda piece: piece.path):
        held = list(group)
        text = paragraph.text[held[0].start : held[-1].end]
        if all(changed.isdisjoint(piece.data) for piece in held):
            pieces += _shifted(held, at - held[0].start)
        elif path not in sentences:
            return None
        else:
            was, said = then.say(sentences[path]), print_sentence(sentences[path], now.names)
            if was.text is None or said.text is None or just_said(was.text, held[0].start) != held or not _same_form(was, said):
                return None
            pieces += just_said(said.text, at)
            text = said.text.value
        words.append(text)
        at += len(text)
    return PrintedParagraph("".join(words), tuple(pieces))


def _means(datum: Datum) -> tuple[object, ...]:
    """All that a reference can print of a datum: its own words and notes, its stated growth, the same of the year before."""
    besides = ((each.text, each.figure) for each in (datum.rate, datum.last) if each is not None)
    own = (datum.state, datum.text, datum.figure, datum.items, datum.revised, datum.target, datum.exact)
    return (*own, dict(datum.notes), datum.rate is None, *besides)


def _same_form(was: Said, said: Said) -> bool:
    """Whether a sentence prints the same words and references as before: no clause of it came or went."""
    forms = ([(each.start, each.end, each.inner, each.first < each.last) for each in one.references] for one in (was, said))
    return next(forms) == next(forms) and len(was.dropped) == len(said.dropped) and not said.problems


def _shifted(pieces: Sequence[PrintedSpan], by: int) -> Sequence[PrintedSpan]:
    return [replace(piece, start=piece.start + by, end=piece.end + by) for piece in pieces] if by else pieces
