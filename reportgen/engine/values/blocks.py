"""Paragraphs and tables made of data → the XML that takes the place of the tag's paragraph.

Knows the tag's paragraph as a model: paragraphs take over its formatting and its run's; headings have their style's alone;
cells take over its style and font, but none of its indents, numbering and breaks, which are meant for running text.
"""

from __future__ import annotations

from lxml import etree

from reportgen.engine.pieces import plain_xml
from reportgen.engine.values.base import Unusable
from reportgen.engine.values.kinds import Blocks, Paragraph, Rich, Table
from reportgen.engine.values.lists import LEVELS, fresh, own_list
from reportgen.engine.values.spaces import EMU_PER_TWIP
from reportgen.engine.values.writing import Spot, paragraph_properties, rich_xml
from reportgen.word.names import W
from reportgen.word.paragraphproperties import insert_property

_LIST_STYLES = {"bullet": "List Bullet", "number": "List Number"}
_NOT_IN_CELLS = (
    "keepNext keepLines pageBreakBefore framePr numPr pBdr shd tabs ind contextualSpacing jc textboxTightWrap outlineLvl "
    "divId cnfStyle"
).split()
_IN_LISTS = ("numPr", "ind", "outlineLvl", "pageBreakBefore", "framePr")
_NO_INDENT = {"left": "0", "leftChars": "0", "right": "0", "rightChars": "0", "firstLine": "0", "firstLineChars": "0"}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in "top left bottom right insideH insideV".split()
)


def blocks_xml(blocks: Blocks, spot: Spot) -> str:
    """Paragraphs, lists, headings and tables one after another."""
    pieces: list[str] = []
    numbering = ""
    for item in blocks.items:
        if isinstance(item, Table):
            numbering = ""
            pieces.append(table_xml(item, spot))
            continue
        if item.kind == "number":
            begins = (item.first and not item.level) or not numbering
            numbering = _new_list("number", spot) if begins else numbering
        pieces.append(_paragraph_xml(item, spot, numbering))
    return "".join(pieces)


def _paragraph_xml(paragraph: Paragraph, spot: Spot, numbering: str) -> str:
    if paragraph.kind == "heading":
        style = spot.desk.style(paragraph.style or f"heading {paragraph.level}", "paragraph")
        properties = etree.Element(W + "pPr", nsmap={"w": W[1:-1]})
        etree.SubElement(properties, W + "pStyle", {W + "val": style})
        return _shown(properties, rich_xml(paragraph.content, spot.bare()))
    properties = paragraph_properties(spot.paragraph, _IN_LISTS if paragraph.kind else ())
    style = spot.desk.style(paragraph.style, "paragraph") if paragraph.style else ""
    if paragraph.kind:
        style = style or spot.desk.find_style(_LIST_STYLES[paragraph.kind], "paragraph")
        number = numbering if paragraph.kind == "number" else _bullets(spot)
        set_numbering(properties, number, paragraph.level)
    if style:
        _set_style(properties, style)
    return _shown(properties, rich_xml(paragraph.content, spot))


def _new_list(kind: str, spot: Spot) -> str:
    """A numbering that begins anew: that of the template's list style, else one of our own."""
    style = spot.desk.find_style(_LIST_STYLES[kind], "paragraph")
    held, _ = spot.desk.styles.numbering(style) if style else ("", "")
    return fresh(spot.desk.additions, held) if held else own_list(spot.desk.additions, kind)


def _bullets(spot: Spot) -> str:
    """The numbering of bullets: one for the whole file."""
    if not spot.desk.bullets:
        style = spot.desk.find_style(_LIST_STYLES["bullet"], "paragraph")
        held, _ = spot.desk.styles.numbering(style) if style else ("", "")
        spot.desk.bullets = held or own_list(spot.desk.additions, "bullet")
    return spot.desk.bullets


def set_numbering(properties: etree._Element, number: str, level: int) -> None:
    made = etree.Element(W + "numPr")
    etree.SubElement(made, W + "ilvl", {W + "val": str(min(level, LEVELS - 1))})
    etree.SubElement(made, W + "numId", {W + "val": number})
    insert_property(properties, made)


def _set_style(properties: etree._Element, style: str) -> None:
    for old in properties.findall(W + "pStyle"):
        properties.remove(old)
    properties.insert(0, etree.Element(W + "pStyle", {W + "val": style}))


def _shown(properties: etree._Element, inner: str) -> str:
    shown = plain_xml(properties, "w:") if len(properties) else ""
    return f"<w:p>{shown}{inner}</w:p>"


def table_xml(table: Table, spot: Spot) -> str:
    """A table as wide as the text; its head rows are repeated on each page and no row is broken over two.

    Without a style it gets ``Table Grid`` where the template has that, else plain lines.
    """
    available = spot.desk.room(spot.paragraph, indented=False)[0]
    widths = _column_widths(table, available)
    style = spot.desk.style(table.style, "table") if table.style else spot.desk.find_style("Table Grid", "table")
    look = f'<w:tblStyle w:val="{style}"/>' if style else ""
    borders = "" if style else f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
    grid = "".join(f'<w:gridCol w:w="{width // EMU_PER_TWIP}"/>' for width in widths)
    models = _cell_properties(spot, centred=True), _cell_properties(spot, centred=False)
    rows = "".join(
        _row_xml(row, widths, models[number >= table.head], spot, head=number < table.head)
        for number, row in enumerate(table.rows)
    )
    return (
        f'<w:tbl><w:tblPr>{look}<w:tblW w:w="{sum(widths) // EMU_PER_TWIP}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _column_widths(table: Table, available: int) -> list[int]:
    count = len(table.rows[0])
    wished = [width if width >= 0 else available * -width // 100 for width in table.widths] or [
        available // count
    ] * count
    if sum(wished) > available * 101 // 100:
        total, most = sum(wished) / 360_000, available / 360_000
        raise Unusable(f"列宽加起来 {total:.1f} 厘米，放不进 {most:.1f} 厘米宽的地方", "R02", "改小 列宽=[…]")
    return wished


def _row_xml(cells: tuple[Rich, ...], widths: list[int], model: str, spot: Spot, *, head: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    shown = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width // EMU_PER_TWIP}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p>{model}{rich_xml(cell, spot.inside(width) if cell.has_picture else spot)}</w:p></w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{shown}</w:tr>"


def _cell_properties(spot: Spot, *, centred: bool) -> str:
    properties = paragraph_properties(spot.paragraph, _NOT_IN_CELLS)
    indent = etree.Element(W + "ind", {W + name: value for name, value in _NO_INDENT.items()})
    insert_property(properties, indent)
    if centred:
        insert_property(properties, etree.Element(W + "jc", {W + "val": "center"}))
    return plain_xml(properties, "w:")
