"""A Word file and what was printed in it → its pages as plain data, and, of pages that are known already, what is other on them.

Knows no browser and no input.  Somebody who types changes a paragraph and a row or two of a table; reading a whole document for
that takes ten times as long as it may.  So each block of the body, and each row of a table, is known by its XML and by what was
printed in it.  What is read is a tree without what is known: blocks, and rows of a table of which but the text of some rows is as
before.  That gives the same as reading all, because a paragraph looks as its own XML, its style and its table say; where numbers
count on from paragraph to paragraph, or anything but the text is other, all is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from reportgen.engine.finish.trace_marks import TracedParagraph
from reportgen.gongwen.document.model import DocParagraph, DocTable, WordDocument
from reportgen.gongwen.document.open import BesideBody, open_document, read_beside
from reportgen.ooxml.names import A, W
from reportgen.ooxml.package import Package, parse_xml
from reportgen.ooxml.relationships import rels_name
from reportgen.page.sheets import Origins, row_data, section_data, table_data, text_data
from reportgen.regex import regex

_CHART = b"/drawingml/2006/chart"
_PARAGRAPHS = (W + "p", A + "p")
_PARAGRAPH = regex(rb"<w:p(?: [^<>]*)?(?:/>|>.*?</w:p>)", re.S)
"""A paragraph that holds no other; of one that does, a part."""
_SECTION = b"sectPr"
_BORDER = b"pBdr"
"""What a paragraph tells of its table: whether lines are drawn."""
_APART = ("[Content_Types].xml", "word/settings.xml", "word/charts/", "word/embeddings/", "docProps/")
"""Parts that say nothing of how text looks, or that are looked at with the paragraph that shows them."""


class PieceKey:
    """All that a piece is made of.  It is hashed once, since it is as long as its piece and often looked for."""

    __slots__ = ("_hash", "_parts")

    def __init__(self, *parts: object) -> None:
        self._parts = parts
        self._hash = hash(parts)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PieceKey) and self._hash == other._hash and self._parts == other._parts


@dataclass(frozen=True, slots=True)
class SheetPiece:
    """A block of the body, or a row of a table, as data, and where a click on it leads; of a table the pieces of its rows, and by
    what it is known when only their text has changed."""

    blocks: tuple[Mapping[str, Any], ...]
    led: Mapping[str, Mapping[str, Any]]
    rows: Mapping[PieceKey, SheetPiece] = field(default_factory=dict, repr=False)
    frame: PieceKey | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages as data, and of which pieces they were made; ``name`` is told by the tab that holds them."""

    name: str
    sections: tuple[Mapping[str, Any], ...]
    blocks: tuple[Mapping[str, Any], ...]
    origins: Mapping[str, Mapping[str, Any]]
    pieces: Mapping[PieceKey, SheetPiece] = field(repr=False)
    setting: Mapping[str, object] = field(repr=False)
    around: BesideBody = field(repr=False)
    is_numbered: bool = False

    def as_data(self) -> dict[str, Any]:
        return {"id": self.name, "sections": self.sections, "blocks": self.blocks, "origins": self.origins}

    def rows(self) -> Mapping[PieceKey, SheetPiece]:
        """All rows of tables."""
        return {key: row for piece in self.pieces.values() for key, row in piece.rows.items()}

    def frames(self) -> Mapping[PieceKey, Mapping[str, Any]]:
        """Tables, by what they are beside the text of their rows."""
        return {piece.frame: piece.blocks[0] for piece in self.pieces.values() if piece.frame is not None}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A child of the body, with its XML."""

    element: etree._Element
    section: int
    xml: bytes
    key: PieceKey
    ends_section: bool


@dataclass(frozen=True, slots=True)
class _KnownTable:
    """A table of the body that is another than before: its rows with their keys, what it is beside their text, and, where that is
    known, the data around the rows; then only rows that are ``read`` stand in it still, the first one always."""

    rows: tuple[tuple[etree._Element, PieceKey], ...]
    frame: PieceKey | None
    around: Mapping[str, Any] | None
    read: tuple[PieceKey, ...]


Printed = tuple[str, tuple[tuple[int, int, tuple[str, ...]], ...]]
"""The text of a paragraph, and what it was printed from, as plain strings and numbers: they are hashed and compared for each block
at each key."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """The main part of a file, which is left as it is, and what was printed in its paragraphs, which are counted in document
    order."""

    package: Package
    root: etree._Element
    numbers: Mapping[etree._Element, int]
    traced: Mapping[int, TracedParagraph]
    charts: tuple[tuple[str, bytes], ...]
    printed: dict[int, Printed] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, package: Package, paragraphs: Sequence[TracedParagraph], root: etree._Element | None = None) -> _Tree:
        root = parse_xml(package.read(package.main), package.main) if root is None else root
        numbers = {element: number for number, element in enumerate(root.iter(*_PARAGRAPHS))}
        related = (each for each in package.relationships(package.main) if each.kind == "chart")
        charts = tuple((each.id, package.read(each.target)) for each in related if each.target in package)
        return cls(package, root, numbers, {each.number: each for each in paragraphs if each.part == package.main}, charts)

    def key(self, element: etree._Element, xml: bytes, *more: object) -> PieceKey:
        numbers = [self.numbers[each] for each in element.iter(*_PARAGRAPHS)]
        printed = tuple([self._printed(number) for number in numbers if number in self.traced])
        return PieceKey(xml, printed, *more, *(self.charts if _CHART in xml else ()))

    def _printed(self, number: int) -> Printed:
        found = self.printed.get(number)
        if found is None:
            traced = self.traced[number]
            spans = tuple([(span.start, span.end, span.printed.origins) for span in traced.spans])
            found = self.printed[number] = traced.text, spans
        return found

    def units(self) -> Iterator[_Unit]:
        section = 0
        for element in self.root.iterfind(f"{W}body/*"):
            xml = _xml(element)
            ends = sum(1 for each in element.iter(W + "sectPr")) if _SECTION in xml else 0
            yield _Unit(element, section, xml, self.key(element, xml, section), ends > 0)
            section += ends

    def table(self, unit: _Unit, rows: Mapping[PieceKey, SheetPiece], frames: Mapping[PieceKey, Mapping[str, Any]]) -> _KnownTable:
        """A table with what is known of it; a paragraph may tell whether lines are drawn, and then no text is beside it."""
        frame = b"".join(_xml(each) for each in unit.element if each.tag != W + "tr")
        found = tuple((row, self.key(row, _xml(row), unit.section, frame, not at)) for at, row in enumerate(_rows(unit.element)))
        whole = PieceKey(_PARAGRAPH.sub(b"", unit.xml), unit.section) if _BORDER not in unit.xml and found else None
        around = frames.get(whole) if whole is not None else None
        read = tuple(key for at, (_, key) in enumerate(found) if not at or key not in rows)
        return _KnownTable(found, whole, around, read if around is not None else tuple(key for _, key in found))


def _xml(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", with_tail=False)


def read_pages_of(
    package: Package, paragraphs: Sequence[TracedParagraph], name: str = "", before: Pages | None = None, *,
    root: etree._Element | None = None,
) -> Pages:  # fmt: skip
    """The pages of a file; what ``before`` has of them is not read again.  ``root`` is the tree of its main part, where one is
    there already and other than the part."""
    setting = _setting(package)
    known = before if before is not None and before.setting == setting and not before.is_numbered else None
    tree = _Tree.of(package, paragraphs, root)
    made = _read(tree, name, setting, known)
    return _read(tree, name, setting, None) if known is not None and made.is_numbered else made


def other_on(now: Pages, base: Pages) -> dict[str, Any]:
    """What is to be done to the pages ``base``, which a tab holds, to have those of ``now``: a number stands for the block, or
    within ``rows`` for the row of the table ``of``, that stays."""
    at = {id(block): number for number, block in enumerate(base.blocks)}
    rows = {id(row): (number, place) for number, block in enumerate(base.blocks) for place, row in enumerate(block.get("rows", ()))}
    made: dict[str, Any] = {
        "base": base.name,
        "blocks": [at[id(block)] if id(block) in at else _other_block(block, rows) for block in now.blocks],
        "origins": {name: led for name, led in now.origins.items() if name not in base.origins},
    }
    return made if now.sections == base.sections else {**made, "sections": now.sections}


def _other_block(block: Mapping[str, Any], rows: Mapping[int, tuple[int, int]]) -> Mapping[str, Any]:
    held = [rows.get(id(row)) for row in block.get("rows", ())]
    table = next((each[0] for each in held if each is not None), None)
    if table is None:
        return block
    kept = [each[1] if each is not None and each[0] == table else row for each, row in zip(held, block["rows"], strict=True)]
    return {**block, "of": table, "rows": kept}


def _setting(package: Package) -> Mapping[str, object]:
    """All that gives a paragraph its look beside its own XML, as it lies in the file: what comes from the template is one thing in
    all files made with it.  A chart that no paragraph shows is there while somebody types, and not in a finished file."""
    own = (rels_name(package.main), *_APART)
    names = (name for name in package.names if name != package.main and name.endswith((".xml", ".rels")))
    found: dict[str, object] = {name: package.contents[name] for name in names if not name.startswith(own)}
    found[package.main] = tuple(
        (each.id, each.kind, each.target, each.external) for each in package.relationships(package.main) if each.kind != "chart"
    )
    return found


def _read(tree: _Tree, name: str, setting: Mapping[str, object], known: Pages | None) -> Pages:
    units = list(tree.units())
    pieces = {unit.key: known.pieces.get(unit.key) if known is not None else None for unit in units}
    wanted = [unit for unit in units if unit.ends_section or pieces[unit.key] is None]
    is_any_table = any(unit.element.tag == W + "tbl" for unit in wanted)
    rows, frames = (known.rows(), known.frames()) if known is not None and is_any_table else ({}, {})
    tables = {unit.element: tree.table(unit, rows, frames) for unit in wanted if unit.element.tag == W + "tbl"}
    small = _Small.of(tree, [unit.element for unit in wanted], _known_rows(tables.values(), rows))
    around = known.around if known is not None else read_beside(tree.package)
    document = open_document(tree.package, around, small.root)
    blocks = _by_child(document)
    origins = Origins(tree.traced, small.numbers)
    for unit, child in zip(wanted, small.children, strict=True):
        if pieces[unit.key] is None:
            pieces[unit.key] = _piece(blocks[child], tables.get(unit.element), origins.fresh(), tree.package, rows)
    made = {key: piece for key, piece in pieces.items() if piece is not None}
    shown = [made[unit.key] for unit in units]
    sections = tuple(section_data(section) for section in document.sections)
    return Pages(
        name, sections, tuple(block for piece in shown for block in piece.blocks),
        {name: led for piece in shown for name, led in piece.led.items()}, made, setting, around, _is_numbered(document),
    )  # fmt: skip


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, without those of tables within."""
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl", W + "txbxContent"), None) is table:
            yield row


def _known_rows(tables: Iterable[_KnownTable], rows: Mapping[PieceKey, SheetPiece]) -> set[etree._Element]:
    """What is known within tables: rows; of a first row its text."""
    known: list[etree._Element] = []
    for table in tables:
        known += [row for row, key in table.rows if key not in table.read]
        first = table.rows[:1] if table.around is not None else ()
        known += [text for row, key in first if key in rows for text in row.iter(W + "p")]
    return set(known)


@dataclass(frozen=True, slots=True)
class _Small:
    """A tree with some children of the body alone, copied, and the numbers that their paragraphs have in the whole."""

    root: etree._Element
    children: list[etree._Element]
    numbers: dict[etree._Element, int]

    @classmethod
    def of(cls, tree: _Tree, wanted: Sequence[etree._Element], without: set[etree._Element]) -> _Small:
        body = tree.root.find(W + "body")
        if body is None or (len(wanted) == len(body) and not without):
            return cls(tree.root, list(wanted), dict(tree.numbers))
        made = cls(_bare(tree.root), [], {})
        for child in tree.root:
            made.root.append(_bare(child) if child is body else deepcopy(child))
        home = made.root[tree.root.index(body)]
        holding = {above for each in without for above in each.iterancestors()}
        for element in wanted:
            made.children.append(made.copied(tree, element, without, holding))
            home.append(made.children[-1])
        return made

    def copied(
        self, tree: _Tree, element: etree._Element, without: set[etree._Element], holding: set[etree._Element]
    ) -> etree._Element:
        """An element without what is within it and known."""
        if element not in holding:
            copy = deepcopy(element)
            pairs = zip(copy.iter(*_PARAGRAPHS), element.iter(*_PARAGRAPHS), strict=True)
            self.numbers.update({own: tree.numbers[each] for own, each in pairs})
            return copy
        copy = _bare(element)
        if element in tree.numbers:
            self.numbers[copy] = tree.numbers[element]
        copy.extend([self.copied(tree, each, without, holding) for each in element if each not in without])
        return copy


def _bare(element: etree._Element) -> etree._Element:
    """An element without what is in it."""
    made = etree.Element(element.tag, nsmap=cast("dict[str, str]", element.nsmap))
    for name, value in element.items():
        made.set(name, value)
    return made


def _by_child(document: WordDocument) -> Mapping[etree._Element, Sequence[DocParagraph | DocTable]]:
    """What was read, by the child of the body that it stands in."""
    body = document.root.find(W + "body")
    found: dict[etree._Element, list[DocParagraph | DocTable]] = {child: [] for child in body} if body is not None else {}
    for block in document.blocks:
        found[_top(block.element, body)].append(block)
    return found


def _top(element: etree._Element, body: etree._Element | None) -> etree._Element:
    """The child of the body that an element stands in."""
    parent = element.getparent()
    while parent is not None and parent is not body:
        element, parent = parent, parent.getparent()
    return element


def _piece(
    blocks: Sequence[DocParagraph | DocTable], table: _KnownTable | None, origins: Origins, package: Package,
    known: Mapping[PieceKey, SheetPiece],
) -> SheetPiece:  # fmt: skip
    if table is not None and len(blocks) == 1 and isinstance(blocks[0], DocTable):
        return _table_piece(blocks[0], table, origins, known)
    made: list[Mapping[str, Any]] = []
    for block in blocks:
        if isinstance(block, DocParagraph):
            made.append(text_data(block, origins, package))
        else:
            made.append(table_data(block, [row_data(row, origins) for row in block.rows]))
    return SheetPiece(tuple(made), origins.led)


def _table_piece(block: DocTable, table: _KnownTable, origins: Origins, known: Mapping[PieceKey, SheetPiece]) -> SheetPiece:
    """A table whose known rows are those that were known."""
    fresh: dict[PieceKey, SheetPiece] = {}
    for key, row in zip(table.read, block.rows, strict=True):
        if key not in known:
            own = origins.fresh()
            fresh[key] = SheetPiece((row_data(row, own),), own.led)
    rows = {key: known[key] if key in known else fresh[key] for _, key in table.rows}
    data = [rows[key].blocks[0] for _, key in table.rows]
    whole = {**table.around, "rows": data} if table.around is not None else table_data(block, data)
    led = {name: where for piece in rows.values() for name, where in piece.led.items()}
    return SheetPiece((whole,), led, rows, table.frame)


def _is_numbered(document: WordDocument) -> bool:
    """Whether numbers count on from one paragraph to the next."""
    cells = (each for table in document.tables for row in table.rows for cell in row.cells for each in cell.paragraphs)
    return any(paragraph.label for paragraph in (*document.paragraphs, *cells))
