"""Rows of text → the tables at the end of the marked copy, as WordprocessingML.

Knows nothing of what the rows say.  Formatting is direct, so that the tables look the same in any office's template, and
fits the text width that the document has; heads repeat on each page, rows do not break (§17.4.49, §17.4.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.names import W
from reportgen.ooxml.revisions import ANNEX
from reportgen.ooxml.xml_tree import highest, whole

_SIZE, _TITLE_SIZE = 18, 28
"""小五 and 四号, in half-points."""
_WIDTH = 8844
"""Text width in twips where the document does not say (156 mm)."""


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """A titled table; ``widths`` are shares of the text width, ``right`` the columns of figures; ``none`` is said in place
    of a table without rows."""

    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str
    right: frozenset[int] = frozenset()
    fills: tuple[str, ...] = ()


def append_tables(root: etree._Element, tables: Sequence[ReviewTable]) -> None:
    """Puts the tables on a new page after the text, before the last section's properties."""
    body = root.find(W + "body")
    if body is None:
        return
    last = body.find(W + "sectPr")
    width = _text_width(last)
    made: list[etree._Element] = []
    for number, table in enumerate(tables):
        made.append(_title(table.title, new_page=number == 0))
        made.append(_table(table, width) if table.rows else _plain(table.none))
    made.append(_plain(""))
    _mark(made[0], root)
    for element in made:
        if last is not None:
            last.addprevious(element)
        else:
            body.append(element)


def _mark(first: etree._Element, root: etree._Element) -> None:
    """Says by a hidden bookmark that the report's text ends here, so that what is read back stops before the tables."""
    number = str(highest((mark.get(W + "id") for mark in root.iter(W + "bookmarkStart")), -1) + 1)
    start = _element("bookmarkStart", id=number)
    start.set(W + "name", ANNEX)
    first.insert(1, start)
    first.insert(2, _element("bookmarkEnd", id=number))


def _text_width(section: etree._Element | None) -> int:
    size = section.find(W + "pgSz") if section is not None else None
    margins = section.find(W + "pgMar") if section is not None else None
    if size is None or margins is None:
        return _WIDTH
    page, left, right = whole(size.get(W + "w"), -1), whole(margins.get(W + "left"), -1), whole(margins.get(W + "right"), -1)
    return max(page - left - right, 2000) if min(page, left, right) >= 0 else _WIDTH


def _title(text: str, *, new_page: bool) -> etree._Element:
    paragraph = _paragraph(text, "left", _TITLE_SIZE, bold=True)
    properties = paragraph[0]
    properties.insert(0, _element("keepNext"))
    if new_page:
        properties.insert(1, _element("pageBreakBefore"))
    return paragraph


def _plain(text: str) -> etree._Element:
    return _paragraph(text, "left", _SIZE)


def _paragraph(text: str, align: str, size: int, *, bold: bool = False) -> etree._Element:
    """Lines of the text are separated by breaks; nothing of the template's indents and pitches is taken over."""
    paragraph = _element("p")
    properties = etree.SubElement(paragraph, W + "pPr")
    properties.append(_element("snapToGrid", val="0"))
    properties.append(_element("spacing", before="60" if bold else "0", after="60" if bold else "0", line="240", lineRule="auto"))
    properties.append(_element("ind", left="0", right="0", firstLineChars="0", firstLine="0"))
    properties.append(_element("jc", val=align))
    properties.append(_element("outlineLvl", val="9"))
    for number, line in enumerate(text.split("\n") if text else ()):
        run = etree.SubElement(paragraph, W + "r")
        look = etree.SubElement(run, W + "rPr")
        look.append(_element("rFonts", hint="eastAsia"))
        if bold:
            look.extend((_element("b"), _element("bCs")))
        look.extend((_element("spacing", val="0"), _element("sz", val=str(size)), _element("szCs", val=str(size))))
        if number:
            run.append(_element("br"))
        words = etree.SubElement(run, W + "t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return paragraph


def _table(table: ReviewTable, width: int) -> etree._Element:
    columns = [width * share // sum(table.widths) for share in table.widths]
    made = _element("tbl")
    properties = etree.SubElement(made, W + "tblPr")
    properties.append(_element("tblW", w=str(sum(columns)), type="dxa"))
    borders = etree.SubElement(properties, W + "tblBorders")
    borders.extend(_element(side, val="single", sz="4", space="0", color="7F7F7F") for side in
                   ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    properties.append(_element("tblLayout", type="fixed"))
    margins = etree.SubElement(properties, W + "tblCellMar")
    margins.extend((_element("left", w="60", type="dxa"), _element("right", w="60", type="dxa")))
    grid = etree.SubElement(made, W + "tblGrid")
    grid.extend(_element("gridCol", w=str(column)) for column in columns)
    made.append(_row(table.head, columns, frozenset(), head=True))
    for number, row in enumerate(table.rows):
        fill = table.fills[number] if table.fills else ""
        made.append(_row(row, columns, table.right, fill=fill))
    return made


def _row(
    cells: Sequence[str], widths: Sequence[int], right: frozenset[int], *, head: bool = False, fill: str = ""
) -> etree._Element:
    """``fill`` colours the last cell, which holds the state."""
    row = _element("tr")
    properties = etree.SubElement(row, W + "trPr")
    properties.append(_element("cantSplit"))
    if head:
        properties.append(_element("tblHeader"))
    for number, (text, width) in enumerate(zip(cells, widths, strict=True)):
        cell = etree.SubElement(row, W + "tc")
        look = etree.SubElement(cell, W + "tcPr")
        look.append(_element("tcW", w=str(width), type="dxa"))
        if head or (fill and number == len(cells) - 1):
            look.append(_element("shd", val="clear", color="auto", fill="EDEDED" if head else fill))
        look.append(_element("vAlign", val="center"))
        cell.append(_paragraph(text, "center" if head else "right" if number in right else "left", _SIZE, bold=head))
    return row


def _element(name: str, **attributes: str) -> etree._Element:
    return etree.Element(W + name, {W + key: text for key, text in attributes.items()}, nsmap={"w": W[1:-1]})
