"""A Word file and what was printed in it → its pages as plain data, and, of pages that are known already, what is other on them.

Knows no browser and no input.  Somebody who types changes a paragraph and a row or two of a table; reading a whole document for
that takes ten times as long as it may.  So each block of the body, and each row of a table, is known by its XML and by what was
printed in it.  The blocks that are known are taken out of the file before it is read, and those of a table's rows lose their
paragraphs; what is left is read as ever.  That gives the same as reading all, because a paragraph looks as its own XML, its style
and its table say; where numbers count on from paragraph to paragraph, or anything but the text is other, all is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from reportgen.engine.finish.trace_marks import TracedParagraph
from reportgen.gongwen.document.model import DocParagraph, DocTable, WordDocument
from reportgen.gongwen.document.open import BesideBody, open_document, read_beside
from reportgen.ooxml.names import A, W
from reportgen.ooxml.package import Package, parse_xml, serialise_xml
from reportgen.page.sheets import Origins, row_data, section_data, table_data, text_data

_CHART = b"/drawingml/2006/chart"
_BORDER = b"pBdr"
"""What a paragraph tells of its table: whether lines are drawn."""
_APART = ("word/settings.xml", "word/charts/", "word/embeddings/", "docProps/")
"""Parts that say nothing of how text looks, or that are looked at with the paragraph that shows them."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SheetPiece:
    """A block of the body, or a row of a table, as data, and where a click on it leads."""

    blocks: tuple[Mapping[str, Any], ...]
    led: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages as data, and of which pieces they were made; ``name`` is told by the tab that holds them."""

    name: str
    sections: tuple[Mapping[str, Any], ...]
    blocks: tuple[Mapping[str, Any], ...]
    origins: Mapping[str, Mapping[str, Any]]
    pieces: Mapping[Key, SheetPiece] = field(repr=False)
    rows: Mapping[Key, SheetPiece] = field(repr=False)
    setting: Mapping[str, bytes] = field(repr=False)
    around: BesideBody = field(repr=False)
    is_numbered: bool = False

    def as_data(self) -> dict[str, Any]:
        return {"id": self.name, "sections": self.sections, "blocks": self.blocks, "origins": self.origins}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A child of the body; ``rows`` are those of a table with their keys."""

    element: etree._Element
    key: Key
    ends_section: bool
    rows: tuple[tuple[etree._Element, Key], ...] = ()


def read_pages_of(
    package: Package, paragraphs: Sequence[TracedParagraph], name: str = "", before: Pages | None = None
) -> Pages:
    """The pages of a file; what ``before`` has of them is not read again."""
    setting = _setting(package)
    known = before if before is not None and before.setting == setting and not before.is_numbered else None
    made = _read(package, paragraphs, name, setting, known)
    if known is not None and made.is_numbered:
        return _read(package, paragraphs, name, setting, None)
    return made


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


def _setting(package: Package) -> Mapping[str, bytes]:
    """All that gives a paragraph its look beside its own XML."""
    names = (name for name in package.names if name != package.main and name.endswith((".xml", ".rels")))
    return {name: package.read(name) for name in names if not name.startswith(_APART)}


def _read(
    package: Package, paragraphs: Sequence[TracedParagraph], name: str, setting: Mapping[str, bytes], known: Pages | None
) -> Pages:
    traced = {each.number: each for each in paragraphs if each.part == package.main}
    root = parse_xml(package.read(package.main), package.main)
    numbers = {element: number for number, element in enumerate(root.iter(W + "p", A + "p"))}
    units = list(_units(root, package, numbers, traced))
    held = known.pieces if known is not None else {}
    wanted = [unit for unit in units if unit.ends_section or unit.key not in held]
    read = package
    if known is not None:
        _thin_out(units, wanted, known)
        read = package.revised({package.main: serialise_xml(root)})
    kept = [numbers[element] for element in root.iter(W + "p", A + "p")]
    around = known.around if known is not None else read_beside(package)
    document = open_document(read, around)
    elements = document.root.iter(W + "p", A + "p")
    origins = Origins(traced, dict(zip(elements, kept, strict=True)))
    fresh, rows = _fresh(document, wanted, origins, package, known)
    rows = {key: rows[key] for unit in units for _, key in unit.rows if key in rows}
    pieces = {unit.key: held.get(unit.key) or fresh[unit.key] for unit in units}
    shown = [pieces[unit.key] for unit in units]
    sections = tuple(section_data(section) for section in document.sections)
    return Pages(
        name, sections, tuple(block for piece in shown for block in piece.blocks),
        {name: led for piece in shown for name, led in piece.led.items()}, pieces, rows, setting, around, _is_numbered(document),
    )  # fmt: skip


def _units(
    root: etree._Element, package: Package, numbers: Mapping[etree._Element, int], traced: Mapping[int, TracedParagraph]
) -> Iterator[_Unit]:
    related = (each.target for each in package.relationships(package.main) if each.kind == "chart")
    charts = tuple(package.read(name) for name in related if name in package)
    section = 0

    def key(element: etree._Element, *more: object) -> Key:
        xml = etree.tostring(element, with_tail=False)
        found = (traced.get(numbers[each]) for each in element.iter(W + "p", A + "p"))
        printed = tuple((each.text, each.spans) for each in found if each is not None)
        return (xml, printed, section, *more, *(charts if _CHART in xml else ()))

    for element in root.iterfind(f"{W}body/*"):
        is_table = element.tag == W + "tbl"
        frame = b"".join(etree.tostring(each) for each in element if each.tag != W + "tr") if is_table else b""
        rows = tuple((row, key(row, frame, not place)) for place, row in enumerate(_rows(element))) if is_table else ()
        ends = sum(1 for each in element.iter(W + "sectPr"))
        yield _Unit(element, key(element), ends > 0, rows)
        section += ends


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, without those of tables within."""
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl", W + "txbxContent"), None) is table:
            yield row


def _thin_out(units: Sequence[_Unit], wanted: Sequence[_Unit], known: Pages) -> None:
    """Takes away what is known: blocks, and the paragraphs of rows."""
    read = {unit.key for unit in wanted}
    for unit in units:
        if unit.key not in read:
            parent = unit.element.getparent()
            assert parent is not None
            parent.remove(unit.element)
        elif _may_thin(unit):
            for row, key in unit.rows:
                if key in known.rows:
                    _empty(row)


def _may_thin(unit: _Unit) -> bool:
    xml = unit.key[0]
    return isinstance(xml, bytes) and _BORDER not in xml


def _empty(row: etree._Element) -> None:
    for paragraph in list(row.iter(W + "p")):
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)


def _fresh(
    document: WordDocument, wanted: Sequence[_Unit], origins: Origins, package: Package, known: Pages | None
) -> tuple[dict[Key, SheetPiece], dict[Key, SheetPiece]]:
    """The pieces that were read, and all rows of tables that were ever read."""
    body = document.root.find(W + "body")
    children: list[etree._Element] = list(body.iterchildren(etree.Element)) if body is not None else []
    blocks: dict[etree._Element, list[DocParagraph | DocTable]] = {child: [] for child in children}
    for block in document.blocks:
        blocks[_top(block.element, body)].append(block)
    rows = dict(known.rows) if known is not None else {}
    pieces = {
        unit.key: _piece(blocks[child], unit, origins.fresh(), package, rows, known)
        for unit, child in zip(wanted, children, strict=True)
    }
    return pieces, rows


def _top(element: etree._Element, body: etree._Element | None) -> etree._Element:
    """The child of the body that an element stands in."""
    parent = element.getparent()
    while parent is not None and parent is not body:
        element, parent = parent, parent.getparent()
    return element


def _piece(
    blocks: Sequence[DocParagraph | DocTable], unit: _Unit, origins: Origins, package: Package, rows: dict[Key, SheetPiece],
    known: Pages | None,
) -> SheetPiece:  # fmt: skip
    made: list[Mapping[str, Any]] = []
    led: dict[str, Mapping[str, Any]] = {}
    for block in blocks:
        if isinstance(block, DocParagraph):
            made.append(text_data(block, origins, package))
            continue
        keys: Sequence[Key | None] = [key for _, key in unit.rows] or [None] * len(block.rows)
        thinned = known if _may_thin(unit) else None
        held = [_row_piece(row, key, origins, rows, thinned) for row, key in zip(block.rows, keys, strict=True)]
        led |= {name: where for piece in held for name, where in piece.led.items()}
        made.append(table_data(block, [piece.blocks[0] for piece in held]))
    return SheetPiece(tuple(made), {**led, **origins.led})


def _row_piece(row: Any, key: Key | None, origins: Origins, rows: dict[Key, SheetPiece], known: Pages | None) -> SheetPiece:
    if key is not None and known is not None and key in known.rows:
        return known.rows[key]
    own = origins.fresh()
    piece = SheetPiece((row_data(row, own),), own.led)
    if key is not None:
        rows[key] = piece
    return piece


def _is_numbered(document: WordDocument) -> bool:
    """Whether numbers count on from one paragraph to the next."""
    cells = (each for table in document.tables for row in table.rows for cell in row.cells for each in cell.paragraphs)
    return any(paragraph.label for paragraph in (*document.paragraphs, *cells))
