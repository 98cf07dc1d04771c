"""The body of a Word file → its paragraphs as they read with every tracked change accepted, or rejected, and who changed
what when.

Knows no report and no template.  Both views come from one walk: each piece of text carries the changes around it
(``w:ins``, ``w:del``, ``w:moveFrom``, ``w:moveTo``, rows, paragraph marks; ECMA-376 Part 1 §17.13.5), and a view leaves
some out.  A paragraph whose mark is deleted runs on into the next, as Word does when the change is accepted.  Text
boxes, tables and content controls are read where they stand; comments are counted, not read.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.ooxml.names import MC, W
from reportgen.ooxml.package import Package
from reportgen.ooxml.text_spans import leaves_page
from reportgen.ooxml.xml_tree import parse_xml, whole

INSERTED, DELETED, MOVED_FROM, MOVED_TO = "插入", "删除", "移走", "移来"
"""The kinds of a tracked change, as a clerk reads them."""
ANNEX = "_reportgen_annex"
"""A bookmark of this name begins what is no part of the report's text (the tables of a review copy); it is not read."""

TRACKED = {
    W + "ins": INSERTED,
    W + "del": DELETED,
    W + "moveFrom": MOVED_FROM,
    W + "moveTo": MOVED_TO,
    W + "cellIns": INSERTED,
    W + "cellDel": DELETED,
}
GONE, COME = frozenset((DELETED, MOVED_FROM)), frozenset((INSERTED, MOVED_TO))
DRESS = frozenset(W + name for name in "rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange".split())
_WORDS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_SILENT = frozenset(
    (MC + "Fallback", *(W + name for name in "pPr rPr instrText delInstrText sectPr rt fldData".split()))
)
_MARKS = frozenset(W + name for name in "highlight strike dstrike u i shd color".split())


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """One tracked change: its kind, its author as Word knows them, its time as written (ISO 8601, empty if none)."""

    kind: str
    author: str = ""
    date: str = ""

    @property
    def hand(self) -> Hand:
        return self.author, self.date[:16]


Hand = tuple[str, str]
"""An author at one minute, as Word writes it."""


@dataclass(frozen=True, slots=True)
class RevisedText:
    """A stretch of text under the same changes, outermost first; none for text as it was."""

    text: str
    changes: tuple[TrackedChange, ...] = ()


CellPlace = tuple[int, int, int]
"""A cell of a table: which table of the body, its row, and its column of the grid, all from 0."""


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph as it stands in the file; ``mark`` is what happened to the paragraph mark at its end, ``cell``
    the innermost cell it stands in, ``last`` whether nothing follows it there or in its text box, ``dressed`` how many of its
    runs are highlighted, coloured, underlined or struck."""

    pieces: tuple[RevisedText, ...]
    mark: tuple[TrackedChange, ...] = ()
    cell: CellPlace | None = None
    dressed: int = 0
    last: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """A tracked change at its place in a view: ``start`` to ``end`` of the paragraph's text, empty where the view
    leaves the changed text out; ``text`` is that text."""

    start: int
    end: int
    text: str
    change: TrackedChange


@dataclass(frozen=True, slots=True)
class ViewedParagraph:
    """A paragraph of a view; a tab and a line break count as one character each."""

    text: str
    touches: tuple[Touch, ...] = ()
    cell: CellPlace | None = None

    @property
    def table(self) -> bool:
        """Whether it stands in a cell."""
        return self.cell is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a file; ``formatting`` counts tracked changes of formatting, ``comments`` the comments."""

    paragraphs: tuple[MarkedParagraph, ...]
    formatting: int = 0
    comments: int = 0

    @property
    def accepted(self) -> tuple[ViewedParagraph, ...]:
        """As it reads with every change accepted."""
        return tuple(_view(self.paragraphs, lambda change: change.kind in GONE))

    @property
    def original(self) -> tuple[ViewedParagraph, ...]:
        """As it read before the changes that were tracked."""
        return tuple(_view(self.paragraphs, lambda change: change.kind in COME))

    def without(self, hands: Container[Hand]) -> tuple[ViewedParagraph, ...]:
        """As it reads with the changes of these hands rejected and all others accepted."""
        return tuple(_view(self.paragraphs, lambda change: change.kind in (COME if change.hand in hands else GONE)))

    @property
    def dressed(self) -> int:
        """How many runs are highlighted, coloured, underlined, slanted or struck by hand."""
        return sum(paragraph.dressed for paragraph in self.paragraphs)

    @property
    def changes(self) -> tuple[TrackedChange, ...]:
        """Every tracked change of text, in reading order."""
        found = [change for item in self.paragraphs for piece in item.pieces for change in piece.changes]
        return (*found, *(change for item in self.paragraphs for change in item.mark))


def read_document(package: Package) -> Reading:
    """Reads the main part.  Raises ``ReportError`` when it is damaged (P08, P21, P22)."""
    root = parse_xml(package.read(package.main), package.main)
    body = root.find(W + "body")
    walk = _RevisionWalk()
    walk.blocks(body if body is not None else root, (), None)
    formatting = sum(1 for _ in root.iter(*DRESS))
    comments = sum(1 for _ in root.iter(W + "commentReference"))
    return Reading(tuple(walk.found), formatting, comments)


@dataclass(slots=True, eq=False)
class _Grid:
    """How far a walk has come in a table."""

    table: int
    row: int = -1
    column: int = 0


class _RevisionWalk:
    """Goes through the blocks in reading order until the annex begins."""

    def __init__(self) -> None:
        self.found: list[MarkedParagraph] = []
        self.closed = False
        self.tables = 0
        self.grid = _Grid(-1)

    def blocks(self, parent: etree._Element, around: tuple[TrackedChange, ...], cell: CellPlace | None) -> None:
        for child in parent:
            if self.closed or not isinstance(child.tag, str):
                continue
            if child.tag == W + "bookmarkStart" and child.get(W + "name") == ANNEX:
                self.closed = True
            elif child.tag == W + "p":
                self._paragraph(child, around, cell)
            elif child.tag == W + "tbl":
                self._table(child, (*around, *_change(child)), cell)
            elif child.tag == W + "tr":
                self.grid.row, self.grid.column = self.grid.row + 1, _count(child, f"{W}trPr/{W}gridBefore", 0)
                self.blocks(child, (*around, *_own(child.find(W + "trPr"))), cell)
            elif child.tag == W + "tc":
                place = self.grid.table, self.grid.row, self.grid.column
                self.grid.column += max(1, _count(child, f"{W}tcPr/{W}gridSpan", 1))
                self._closed(child, (*around, *_own(child.find(W + "tcPr"))), place)
            elif child.tag not in _SILENT and not child.tag.endswith("Pr"):
                self.blocks(child, (*around, *_change(child)), cell)

    def _table(self, element: etree._Element, around: tuple[TrackedChange, ...], cell: CellPlace | None) -> None:
        outer, self.grid, self.tables = self.grid, _Grid(self.tables), self.tables + 1
        self.blocks(element, around, cell)
        self.grid = outer

    def _paragraph(self, element: etree._Element, around: tuple[TrackedChange, ...], cell: CellPlace | None) -> None:
        marks = [mark for mark in element.iter(W + "bookmarkStart") if mark.get(W + "name") == ANNEX]
        if marks:
            self.closed = True
            return
        pieces = tuple(_merged(_pieces(element, around)))
        mark = element.find(f"{W}pPr/{W}rPr")
        self.found.append(MarkedParagraph(pieces, (*around, *_own(mark)), cell, _dressed(element)))
        for inner in _text_boxes(element):
            self._closed(inner, around, cell)

    def _closed(self, parent: etree._Element, around: tuple[TrackedChange, ...], cell: CellPlace | None) -> None:
        """What stands in a frame of its own: its last paragraph runs on into nothing."""
        before = len(self.found)
        self.blocks(parent, around, cell)
        if len(self.found) > before:
            self.found[-1] = replace(self.found[-1], last=True)


def _count(element: etree._Element, path: str, default: int) -> int:
    held = element.find(path)
    return whole(held.get(W + "val"), default) if held is not None else default


def _own(properties: etree._Element | None) -> tuple[TrackedChange, ...]:
    """Changes that are noted among properties: of a row, of a paragraph mark."""
    return tuple(change for child in properties for change in _change(child)) if properties is not None else ()


def _change(element: etree._Element) -> tuple[TrackedChange, ...]:
    kind = TRACKED.get(str(element.tag))
    return (TrackedChange(kind, element.get(W + "author") or "", element.get(W + "date") or ""),) if kind else ()


def _pieces(parent: etree._Element, changes: tuple[TrackedChange, ...]) -> Iterator[RevisedText]:
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SILENT or tag == W + "txbxContent":
            continue
        if tag in (W + "t", W + "delText"):
            yield RevisedText(child.text or "", changes)
        elif tag in _WORDS:
            if not leaves_page(child):
                yield RevisedText(_WORDS[tag], changes)
        else:
            yield from _pieces(child, (*changes, *_change(child)))


def _merged(pieces: Iterator[RevisedText]) -> Iterator[RevisedText]:
    """Neighbours under the same changes as one: how text is split over runs means nothing."""
    held = RevisedText("")
    for piece in pieces:
        if piece.changes == held.changes:
            held = RevisedText(held.text + piece.text, held.changes)
        else:
            if held.text:
                yield held
            held = piece
    if held.text:
        yield held


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    for box in element.iter(W + "txbxContent"):
        fallback = any(ancestor.tag == MC + "Fallback" for ancestor in box.iterancestors())
        nearest = next(box.iterancestors(W + "p"), None)
        if nearest is element and not fallback:
            yield box


def _dressed(element: etree._Element) -> int:
    """Runs with a dress that no copy of ours has."""
    return sum(1 for run in element.iter(W + "r") if _is_dressed(run.find(W + "rPr")) and _has_text(run))


def _has_text(run: etree._Element) -> bool:
    return any(node.text and node.text.strip() for node in run.iter(W + "t"))


def _is_dressed(properties: etree._Element | None) -> bool:
    plain = ("0", "false", "none", "auto", "clear", "nil", "000000")
    return properties is not None and any(
        (child.tag in _MARKS and (child.get(W + "val") or "on").lower() not in plain)
        or (child.tag == W + "shd" and (child.get(W + "fill") or "auto").lower() not in (*plain, "ffffff"))
        for child in properties
    )


def _view(paragraphs: Sequence[MarkedParagraph], left_out: Callable[[TrackedChange], bool]) -> Iterator[ViewedParagraph]:
    """The paragraphs of a view: left-out pieces gone, paragraphs whose mark is left out run on into the next."""
    text = ""
    touches: list[Touch] = []
    for number, paragraph in enumerate(paragraphs):
        for piece in paragraph.pieces:
            kept = not any(map(left_out, piece.changes))
            end = len(text) + (len(piece.text) if kept else 0)
            touches += [Touch(len(text), end, piece.text, change) for change in piece.changes]
            text += piece.text if kept else ""
        touches += [Touch(len(text), len(text), "\n", change) for change in paragraph.mark]
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        runs_on = any(map(left_out, paragraph.mark))
        if runs_on and not paragraph.last and following is not None and (following.cell is None) == (paragraph.cell is None):
            continue
        if text or not runs_on:
            yield ViewedParagraph(text, tuple(touches), paragraph.cell)
        text, touches = "", []
