"""Two Word files → the newer one with its difference from the older one as tracked changes.

Knows nothing of where they come from.  The newer file is the base, so its formatting is that of the result, and rejecting
all changes gives the older one's text.  Sentences are matched as for the way back from Word; within a match a figure is
one change, whatever digits it shares with the old one (w:ins, w:del: ECMA-376 Part 1 §17.13.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    before = _paragraphs(parse_xml(old.read(old.main), old.main))
    root = parse_xml(new.read(new.main), new.main)
    after = _paragraphs(root)
    tracker = _Tracker(author.name, date.strftime("%Y-%m-%dT%H:%M:%SZ"), _highest(root))
    texts = [[text_of(paragraph) for paragraph in side] for side in (before, after)]
    previous: etree._Element | None = None
    for one, other in paragraph_pairs(*texts):
        if other is None:
            if one is not None:
                previous = _put_deleted(before[one], previous, after, root, tracker)
            continue
        previous = after[other]
        if one is None:
            _mark_whole(previous, "ins", tracker)
        else:
            _mark_changes(previous, before[one], tracker)
    return new.write({new.main: serialise_xml(root)})


def _paragraphs(root: etree._Element) -> list[etree._Element]:
    """The paragraphs that stand in the body itself; tables are compared by their cells' text elsewhere."""
    body = root.find(W + "body")
    return list(body.iterchildren(W + "p")) if body is not None else []


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
    old: etree._Element, previous: etree._Element | None, after: Sequence[etree._Element], root: etree._Element,
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
        body = root.find(W + "body")
        if body is not None:
            body.insert(0, copy)
    return copy
