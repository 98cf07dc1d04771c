"""A Word package → ``WordDocument``: the body's paragraphs and tables in order, the sections with headers and footers, settings.

Knows no rule and no role.  Headers and footers that a section does not name are those of the section before it (ECMA-376
Part 1 §17.10.1); the first section without any has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.gongwen.document.effective import KnownValues, Reader
from reportgen.gongwen.document.model import (
    DocCell,
    DocParagraph,
    DocRow,
    DocTable,
    Section,
    Settings,
    WordDocument,
)
from reportgen.gongwen.document.numbering import Counter, ListLevel, read_numbering
from reportgen.gongwen.document.properties import border, number
from reportgen.gongwen.document.styles import StyleSheet, read_styles, related_part
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import MC, R, W
from reportgen.ooxml.package import Package, parse_xml
from reportgen.problem import WordPlace

Notes = Mapping[str, tuple[DocParagraph, ...]]
Ends = list[tuple[etree._Element, WordPlace]]
"""The properties of each section, and where it ends."""
_THROUGH = frozenset(W + name for name in "sdt sdtContent ins moveTo customXml smartTag".split())
_CHANGES = frozenset(
    W + name for name in "ins del moveFrom moveTo pPrChange rPrChange sectPrChange tblPrChange cellIns cellDel".split()
)
_SIDES = ("top", "bottom", "left", "right", "insideH", "insideV")


@dataclass(slots=True, eq=False)
class _Body:
    """What is being read of the main document."""

    package: Package
    reader: Reader
    root: etree._Element
    section: int = 0
    blocks: list[DocParagraph | DocTable] = field(default_factory=list)
    ends: Ends = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BesideBody:
    """What a file says beside its body, read once and good for every file that says the same there: styles, numbering, settings,
    what these come to, and the headers and footers that were asked for."""

    styles: StyleSheet
    numbers: Mapping[tuple[str, int], ListLevel]
    settings: Settings
    notes: dict[str, tuple[DocParagraph, ...]] = field(default_factory=dict)
    known: KnownValues = field(default_factory=KnownValues)


def read_beside(package: Package) -> BesideBody:
    """Raises ``ReportError`` where a part cannot be read."""
    numbers = read_numbering(_root(package, related_part(package, "numbering")))
    return BesideBody(read_styles(package), numbers, _settings(package))


def open_document(package: Package, around: BesideBody | None = None, root: etree._Element | None = None) -> WordDocument:
    """The model of a Word file; what is ``around`` its body is not read again, nor its main part where its ``root`` is given.
    Raises ``ReportError`` where a part of it cannot be read."""
    around = around or read_beside(package)
    root = parse_xml(package.read(package.main), package.main) if root is None else root
    reader = Reader(around.styles, Counter(around.numbers), Locator(root, package.main), around.known.bounded())
    body = _Body(package, reader, root)
    for parent in root.iterfind(W + "body"):
        _walk(parent, body)
    sections = _sections(package, body.ends, around)
    tables = tuple(block for block in body.blocks if isinstance(block, DocTable))
    paragraphs = tuple(block for block in body.blocks if isinstance(block, DocParagraph))
    return WordDocument(
        paragraphs, tables, tuple(body.blocks), sections, around.settings, _comments(body), _changes(body), root
    )


def with_sections_anew(document: WordDocument, package: Package) -> WordDocument:
    """The document whose sections were changed in its tree, with the sections as they are now: nothing else is read again.
    Where sections came to be that were not there, the caller has to open the file anew."""
    around = read_beside(package)
    ends = [(each.element, each.place) for each in document.sections if each.element is not None]
    return replace(document, sections=_sections(package, ends, around), settings=around.settings)


def _root(package: Package, name: str) -> etree._Element | None:
    return parse_xml(package.read(name), name) if name else None


def _walk(parent: etree._Element, body: _Body) -> None:
    for child in parent:
        if child.tag == W + "p":
            _paragraph(child, body)
        elif child.tag == W + "tbl":
            body.blocks.append(_table(child, body.reader, body.section))
        elif child.tag == W + "sectPr":
            body.ends.append((child, WordPlace(body.package.main)))
        elif child.tag in _THROUGH:
            _walk(child, body)


def _paragraph(element: etree._Element, body: _Body) -> None:
    """A paragraph, then those of the text boxes that hang on it; it may end a section."""
    read = body.reader.paragraph(element, section=body.section)
    body.blocks.append(read)
    body.blocks.extend(body.reader.paragraph(inner, section=body.section) for inner in _boxed(element))
    end = element.find(f"{W}pPr/{W}sectPr")
    if end is not None:
        body.ends.append((end, read.place))
        body.section += 1


def _boxed(element: etree._Element) -> Iterator[etree._Element]:
    for box in element.iter(W + "txbxContent"):
        if next(box.iterancestors(MC + "Fallback"), None) is None:
            yield from (inner for inner in box.iter(W + "p") if next(inner.iterancestors(W + "txbxContent")) is box)


def _table(element: etree._Element, reader: Reader, section: int) -> DocTable:
    properties = element.find(W + "tblPr")
    style = _said(properties, "tblStyle")
    rows = tuple(_row(row, reader, style, not place, section) for place, row in enumerate(_own(element, "tr", "tbl")))
    first = next(element.iter(W + "p"), None)
    place = reader.locator.place(first) if first is not None else WordPlace(reader.locator.part)
    sides = properties.find(W + "tblBorders") if properties is not None else None
    return DocTable(
        rows, _width(element, properties, rows), _measure(properties, "tblInd"), _said(properties, "jc") or "left",
        properties is not None and properties.find(W + "tblpPr") is not None,
        {name: border(side) for name in _SIDES if sides is not None and (side := sides.find(W + name)) is not None},
        place, section, element, _is_ruled(element, reader, style),
    )  # fmt: skip


def _is_ruled(element: etree._Element, reader: Reader, style: str) -> bool:
    """Whether any line is drawn: by the table, a cell, or the style with all it is based on."""
    drawn = (side for borders in element.iter(W + "tblBorders", W + "tcBorders", W + "pBdr") for side in borders)
    return any(map(border, drawn)) or reader.styles.ruled(style)


def _row(element: etree._Element, reader: Reader, style: str, head: bool, section: int) -> DocRow:
    properties = element.find(W + "trPr")
    cells = tuple(
        DocCell(
            tuple(reader.paragraph(inner, style, head, section) for inner in _own(cell, "p", "tc")),
            _measure(cell.find(W + "tcPr"), "tcW"),
        )
        for cell in _own(element, "tc", "tr")
    )
    return DocRow(cells, _switch(properties, "tblHeader"), _switch(properties, "cantSplit"))


def _own(parent: etree._Element, name: str, around: str) -> Iterator[etree._Element]:
    """The descendants of that name that belong to this parent and not to a table or a box within."""
    for element in parent.iter(W + name):
        if next(element.iterancestors(W + around, W + "txbxContent"), None) is parent:
            yield element


def _width(table: etree._Element, properties: etree._Element | None, rows: tuple[DocRow, ...]) -> int:
    """The width in twips: as given, else of the grid, else of the widest row; 0 for a share of the page."""
    given = properties.find(W + "tblW") if properties is not None else None
    if given is not None and given.get(W + "type") == "dxa" and number(given.get(W + "w")):
        return number(given.get(W + "w"))
    if given is not None and given.get(W + "type") == "pct":
        return 0
    grid = sum(number(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))
    return grid or max((sum(cell.width for cell in row.cells) for row in rows), default=0)


def _said(properties: etree._Element | None, name: str) -> str:
    child = properties.find(W + name) if properties is not None else None
    return (child.get(W + "val") or "") if child is not None else ""


def _measure(properties: etree._Element | None, name: str) -> int:
    child = properties.find(W + name) if properties is not None else None
    return number(child.get(W + "w")) if child is not None and child.get(W + "type", "dxa") == "dxa" else 0


def _switch(properties: etree._Element | None, name: str) -> bool:
    child = properties.find(W + name) if properties is not None else None
    return child is not None and child.get(W + "val") not in ("0", "false", "off")


def _sections(package: Package, ends: Ends, around: BesideBody) -> tuple[Section, ...]:
    """The sections; a document without any has Word's defaults."""
    targets = {item.id: item.target for item in package.relationships(package.main) if not item.external}
    read = _NoteParts(package, around)
    headers: Notes = {}
    footers: Notes = {}
    found: list[Section] = []
    for element, place in ends or [(etree.Element(W + "sectPr"), WordPlace(package.main))]:
        headers = {**headers, **_notes(element, "headerReference", targets, read)}
        footers = {**footers, **_notes(element, "footerReference", targets, read)}
        found.append(_section(element, headers, footers, place))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _NoteParts:
    """The headers and footers of a package, each read once: any number of sections may name the same."""

    package: Package
    around: BesideBody

    def paragraphs(self, name: str) -> tuple[DocParagraph, ...]:
        held = self.around.notes
        if name not in held:
            root = parse_xml(self.package.read(name), name)
            reader = Reader(self.around.styles, Counter(self.around.numbers), Locator(root, name), self.around.known)
            inside = (each for each in root.iter(W + "p") if next(each.iterancestors(MC + "Fallback"), None) is None)
            held[name] = tuple(reader.paragraph(each) for each in inside)
        return held[name]


def _notes(element: etree._Element, tag: str, targets: Mapping[str, str], parts: _NoteParts) -> Notes:
    """The headers or footers that a section names, by type."""
    named = ((each.get(W + "type") or "default", targets.get(each.get(R + "id") or "", "")) for each in element.iterfind(W + tag))
    return {kind: parts.paragraphs(name) for kind, name in named if name in parts.package}


def _section(element: etree._Element, headers: Notes, footers: Notes, place: WordPlace) -> Section:
    def attribute(name: str, key: str, default: int = 0) -> int:
        child = element.find(W + name)
        return number(child.get(W + key), default) if child is not None else default

    numbers, grid = element.find(W + "pgNumType"), element.find(W + "docGrid")
    return Section(
        attribute("pgSz", "w", 12240), attribute("pgSz", "h", 15840),
        abs(attribute("pgMar", "top", 1440)), abs(attribute("pgMar", "bottom", 1440)),
        attribute("pgMar", "left", 1800) + attribute("pgMar", "gutter"), attribute("pgMar", "right", 1800),
        attribute("pgMar", "footer", 720),
        (grid.get(W + "type") or "") if grid is not None else "", attribute("docGrid", "linePitch"),
        attribute("docGrid", "charSpace"), _switch(element, "titlePg"),
        (numbers.get(W + "fmt") or "") if numbers is not None else "",
        (numbers.get(W + "start") or "") if numbers is not None else "",
        headers, footers, place, element,
    )  # fmt: skip


def _settings(package: Package) -> Settings:
    root = _root(package, related_part(package, "settings"))
    makers: dict[str, str] = {}
    for relationship in package.relationships(""):
        if relationship.kind in ("core-properties", "extended-properties") and relationship.target in package:
            for element in parse_xml(package.read(relationship.target), relationship.target):
                local = str(element.tag).rpartition("}")[2]
                if (
                    local in ("creator", "lastModifiedBy", "Application", "Company", "Manager")
                    and (element.text or "").strip()
                ):
                    makers[local] = (element.text or "").strip()
    return Settings(_switch(root, "evenAndOddHeaders"), _switch(root, "trackRevisions"), makers, _restricted(root))


def _restricted(root: etree._Element | None) -> str:
    """What editing is restricted to, where that is enforced: readOnly, comments, trackedChanges, forms."""
    held = root.find(W + "documentProtection") if root is not None else None
    enforced = held is not None and held.get(W + "enforcement", "0") in ("1", "true", "on")
    return held.get(W + "edit", "none") if held is not None and enforced else ""


def _comments(body: _Body) -> tuple[WordPlace, ...]:
    return _places(body, frozenset((W + "commentReference",)))


def _changes(body: _Body) -> tuple[WordPlace, ...]:
    return _places(body, _CHANGES)


def _places(body: _Body, tags: frozenset[str]) -> tuple[WordPlace, ...]:
    """Where such elements stand, each paragraph once."""
    found: dict[WordPlace, None] = {}
    for element in body.root.iter(*tags):
        host = next(element.iterancestors(W + "p"), None)
        found[body.reader.locator.place(host) if host is not None else WordPlace(body.package.main)] = None
    return tuple(found)
