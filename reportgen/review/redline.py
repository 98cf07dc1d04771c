"""Two Word files → the newer one with its difference from the older one as tracked changes.

Knows nothing of where they come from.  The newer file is the base, so its formatting is that of the result, and rejecting
all changes gives the older one's text.  Sentences are matched as for the way back from Word; within a match a figure is
one change, whatever digits it shares with the old one (w:ins, w:del: ECMA-376 Part 1 §17.13.5).  Tables are compared cell by cell,
and rows that came or went are whole changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from reportgen.annotate import Author
from reportgen.ooxml.names import XML_SPACE, W
from reportgen.ooxml.package import Package
from reportgen.ooxml.text_spans import isolate, text_of
from reportgen.ooxml.xml_tree import highest, parse_xml, serialise_xml
from reportgen.text.diff import changes, paragraph_pairs


@dataclass(slots=True, eq=False)
class _Tracker:
    """Who changed and when, and the numbers given out so far."""

    author: str
    date: str
    number: int

    def change(self, kind: str) -> etree._Element:
        """``w:ins`` or ``w:del``, empty."""
        self.number += 1
        said = {W + "id": str(self.number), W + "author": self.author, W + "date": self.date}
        return etree.Element(W + kind, said, nsmap={"w": W[1:-1]})


def redline(old: Package, new: Package, author: Author, date: datetime) -> bytes:
    """The newer file with tracked changes; equal input gives equal bytes."""
    before = _body(parse_xml(old.read(old.main), old.main))
    root = parse_xml(new.read(new.main), new.main)
    after = _body(root)
    tracker = _Tracker(author.name, date.strftime("%Y-%m-%dT%H:%M:%SZ"), _highest(root))
    if before is not None and after is not None:
        _mark_tables(before, after, _mark_paragraphs(before, after, tracker), tracker)
    return new.write({new.main: serialise_xml(root)})


def _body(root: etree._Element) -> etree._Element | None:
    return root.find(W + "body")


def _mark_paragraphs(old: etree._Element, new: etree._Element, tracker: _Tracker) -> dict[etree._Element, etree._Element]:
    """The changes of the paragraphs that stand in a body or in a cell themselves; where each old one stands now."""
    before, after = (list(side.iterchildren(W + "p")) for side in (old, new))
    now: dict[etree._Element, etree._Element] = {}
    previous: etree._Element | None = None
    for one, other in paragraph_pairs([text_of(each) for each in before], [text_of(each) for each in after]):
        if other is None:
            if one is not None:
                previous = now[before[one]] = _put_deleted(before[one], previous, after, new, tracker)
            continue
        previous = after[other]
        if one is None:
            _mark_whole(previous, "ins", tracker)
        else:
            now[before[one]] = previous
            _mark_changes(previous, before[one], tracker)
    return now


def _mark_tables(
    old: etree._Element, new: etree._Element, now: Mapping[etree._Element, etree._Element], tracker: _Tracker
) -> None:  # fmt: skip
    """The changes of tables: within their cells where rows and cells are the same in kind, else by whole rows."""
    before, after = (list(side.iterchildren(W + "tbl")) for side in (old, new))
    for one, other in paragraph_pairs([_said(each) for each in before], [_said(each) for each in after]):
        if one is not None and other is not None:
            _mark_rows(before[one], after[other], tracker)
        elif other is not None:
            for row in after[other].iterchildren(W + "tr"):
                _mark_row(row, "ins", tracker)
        elif one is not None:
            gone = deepcopy(before[one])
            for row in list(gone.iterchildren(W + "tr")):
                row.getparent().replace(row, _deleted_row(row, tracker))  # type: ignore[union-attr]
            place = next((now[each] for each in before[one].itersiblings(W + "p", preceding=True) if each in now), None)
            new.insert(0, gone) if place is None else place.addnext(gone)


def _said(element: etree._Element) -> str:
    """The text of a row or a table, its cells apart."""
    return "\t".join("".join(map(text_of, cell.iter(W + "p"))) for cell in element.iter(W + "tc"))


def _mark_rows(old: etree._Element, new: etree._Element, tracker: _Tracker) -> None:
    before, after = (list(side.iterchildren(W + "tr")) for side in (old, new))
    previous: etree._Element | None = None
    for one, other in _row_pairs(before, after):
        if one is not None and other is not None:
            for mine, theirs in zip(before[one].iterchildren(W + "tc"), after[other].iterchildren(W + "tc"), strict=True):
                _mark_paragraphs(mine, theirs, tracker)
        elif other is not None:
            _mark_row(after[other], "ins", tracker)
        elif one is not None:
            gone = _deleted_row(before[one], tracker)
            previous.addnext(gone) if previous is not None else after[0].addprevious(gone)
            previous = gone
            continue
        previous = after[other] if other is not None else previous


def _row_pairs(
    before: Sequence[etree._Element], after: Sequence[etree._Element]
) -> Iterator[tuple[int | None, int | None]]:  # fmt: skip
    """Which row became which: row by row where they are as many, and one of as many cells."""
    pairs: Iterable[tuple[int | None, int | None]] = enumerate(range(len(after)))
    if len(before) != len(after):
        pairs = paragraph_pairs([_said(each) for each in before], [_said(each) for each in after])
    for one, other in pairs:
        if one is None or other is None or _width(before[one]) == _width(after[other]):
            yield one, other
        else:
            yield one, None
            yield None, other


def _width(row: etree._Element) -> int:
    return sum(1 for _ in row.iterchildren(W + "tc"))


def _mark_row(row: etree._Element, kind: str, tracker: _Tracker) -> None:
    """A whole row as inserted or deleted, with its text (w:trPr/w:ins: §17.13.5.17)."""
    properties = row.find(W + "trPr")
    if properties is None:
        properties = etree.Element(W + "trPr")
        exception = row.find(W + "tblPrEx")
        row.insert(0, properties) if exception is None else exception.addnext(properties)
    change = properties.find(W + "trPrChange")
    mark = tracker.change(kind)
    properties.append(mark) if change is None else change.addprevious(mark)
    if kind == "ins":
        for paragraph in row.iter(W + "p"):
            _mark_whole(paragraph, kind, tracker)


def _deleted_row(row: etree._Element, tracker: _Tracker) -> etree._Element:
    """A copy of a row that is gone: its text alone, as deleted."""
    copy = deepcopy(row)
    for paragraph in list(copy.iter(W + "p")):
        length = len(text_of(paragraph))
        runs = list(_deleted_runs(paragraph, 0, length)) if length else []
        for child in [each for each in paragraph if each.tag != W + "pPr"]:
            paragraph.remove(child)
        if runs:
            gone = tracker.change("del")
            gone.extend(runs)
            paragraph.append(gone)
        _mark_end(paragraph, "del", tracker)
    _mark_row(copy, "del", tracker)
    return copy


def _highest(root: etree._Element) -> int:
    marks = list(root.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo"))
    return highest(mark.get(W + "id") for mark in marks) if marks else 9000


def _mark_changes(paragraph: etree._Element, old: etree._Element, tracker: _Tracker) -> None:
    """Last change first, so that the offsets of the others stay."""
    text = text_of(old)
    for a, b, c, d in reversed(changes(text, text_of(paragraph))):
        inserted = isolate(paragraph, c, d) if d > c else []
        anchor, follows = (inserted[0], True) if inserted else _at(paragraph, c)
        if b > a:
            gone = tracker.change("del")
            gone.extend(_deleted_runs(old, a, b))
            _place(gone, anchor, paragraph, before=follows)
        for run in inserted:
            change = tracker.change("ins")
            run.addprevious(change)
            change.append(run)


def _at(paragraph: etree._Element, at: int) -> tuple[etree._Element | None, bool]:
    """The run before which (True) or after which (False) the character place ``at`` lies."""
    length = len(text_of(paragraph))
    if at < length:
        runs = isolate(paragraph, at, length)
        return (runs[0] if runs else None), True
    runs = isolate(paragraph, 0, length) if length else []
    return (runs[-1] if runs else None), False


def _place(change: etree._Element, anchor: etree._Element | None, paragraph: etree._Element, *, before: bool) -> None:
    if anchor is None:
        paragraph.append(change)
        return
    holder = anchor.getparent()
    target = holder if holder is not None and holder.tag == W + "ins" else anchor
    if before:
        while (above := target.getprevious()) is not None and above.tag == W + "del":
            target = above  # deletions at one place were put there from the last to the first
        target.addprevious(change)
    else:
        target.addnext(change)


def _deleted_runs(old: etree._Element, start: int, end: int) -> Iterator[etree._Element]:
    """The old runs of a stretch, their text as deleted text."""
    for run in isolate(deepcopy(old), start, end):
        copy = deepcopy(run)
        copy.tail = None
        for text in copy.iter(W + "t"):
            text.tag = W + "delText"
            text.set(XML_SPACE, "preserve")
        for drawing in [node for node in copy if node.tag in (W + "drawing", W + "pict", W + "object")]:
            copy.remove(drawing)
        yield copy


def _mark_whole(paragraph: etree._Element, kind: str, tracker: _Tracker) -> None:
    """All runs and the paragraph's end as inserted or deleted."""
    for run in [node for node in paragraph if node.tag == W + "r"]:
        change = tracker.change(kind)
        run.addprevious(change)
        change.append(run)
    _mark_end(paragraph, kind, tracker)


def _mark_end(paragraph: etree._Element, kind: str, tracker: _Tracker) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    look = properties.find(W + "rPr")
    if look is None:
        look = etree.Element(W + "rPr")
        later = next((node for node in properties if node.tag in (W + "sectPr", W + "pPrChange")), None)
        if later is None:
            properties.append(look)
        else:
            later.addprevious(look)
    look.insert(0, tracker.change(kind))


def _put_deleted(
    old: etree._Element, previous: etree._Element | None, after: Sequence[etree._Element], home: etree._Element,
    tracker: _Tracker,
) -> etree._Element:  # fmt: skip
    """A paragraph that is gone, put where it was: behind the one before it, or at the start."""
    copy = etree.Element(W + "p", nsmap={"w": W[1:-1]})
    properties = old.find(W + "pPr")
    if properties is not None:
        kept = deepcopy(properties)
        for section in [node for node in kept if node.tag in (W + "sectPr", W + "pPrChange")]:
            kept.remove(section)
        copy.append(kept)
    length = len(text_of(old))
    if length:
        gone = tracker.change("del")
        gone.extend(_deleted_runs(old, 0, length))
        copy.append(gone)
    _mark_end(copy, "del", tracker)
    if previous is not None:
        previous.addnext(copy)
    elif after:
        after[0].addprevious(copy)
    else:
        home.insert(0, copy)
    return copy
