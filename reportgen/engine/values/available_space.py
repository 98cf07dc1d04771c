"""A paragraph in its tree → how much room there is in it for a picture or a table, in EMU.

Knows no values.  The room is that of the nearest thing around: the cell of a table, the text box, or the page between its
margins (a column of it where there are several); indents of the paragraph are taken off.  What cannot be told from the
file is taken as an A4 page with the usual margins.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from reportgen.ooxml.names import WP, W
from reportgen.ooxml.xml_tree import whole

EMU_PER_TWIP = 635
_USUAL = (9026 * EMU_PER_TWIP, 13958 * EMU_PER_TWIP)
"""Text of an A4 page with margins of one inch."""
CELL_MARGINS = 216 * EMU_PER_TWIP
"""Left and right margin of a cell together, as Word has them unless told otherwise."""


def room_in(
    paragraph: etree._Element, section: etree._Element | None, indents: Iterable[etree._Element]
) -> tuple[int, int]:
    """Width and height; ``section`` is the ``w:sectPr`` that rules here, ``indents`` the ``w:ind`` that do."""
    around = _around(paragraph)
    page = _page(section)
    if around is None:
        width = page[0]
    elif around.tag == W + "tc":
        width = _cell(around) or page[0]
    else:
        width = _box(around) or page[0]
    less = sum(_indent(element) for element in indents) * EMU_PER_TWIP
    return max(width - less, width // 4, 1), page[1]


def section_of(paragraph: etree._Element) -> etree._Element | None:
    """The ``w:sectPr`` that rules a paragraph of the body: the next one in the text (§17.6.17)."""
    block = paragraph
    for element in paragraph.iterancestors():
        if element.tag == W + "body":
            break
        block = element
    for element in (block, *block.itersiblings()):
        found = element if element.tag == W + "sectPr" else element.find(f"{W}pPr/{W}sectPr")
        if found is not None:
            return found
    return None


def _around(paragraph: etree._Element) -> etree._Element | None:
    return next(paragraph.iterancestors(W + "tc", W + "txbxContent"), None)


def _page(section: etree._Element | None) -> tuple[int, int]:
    size, margins = (section.find(W + name) if section is not None else None for name in ("pgSz", "pgMar"))
    if size is None or margins is None:
        return _USUAL
    width = _number(size, "w") - _number(margins, "left") - _number(margins, "right") - _number(margins, "gutter")
    height = _number(size, "h") - abs(_number(margins, "top")) - abs(_number(margins, "bottom"))
    columns = section.find(W + "cols") if section is not None else None
    count = max(_number(columns, "num"), 1) if columns is not None else 1
    if columns is not None and count > 1:
        width = (width - (_number(columns, "space") or 720) * (count - 1)) // count
    return (width * EMU_PER_TWIP, height * EMU_PER_TWIP) if width > 0 and height > 0 else _USUAL


def _cell(cell: etree._Element) -> int:
    """The width of a cell without its margins: its own, or that of the columns it spans; 0 if unknown."""
    held = cell.find(f"{W}tcPr/{W}tcW")
    width = _number(held, "w") if held is not None and held.get(W + "type", "dxa") == "dxa" else 0
    if not width:
        width = _columns(cell)
    return max(width * EMU_PER_TWIP - CELL_MARGINS, 0)


def _columns(cell: etree._Element) -> int:
    table = next(cell.iterancestors(W + "tbl"), None)
    if table is None:
        return 0
    grid = [_number(column, "w") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    first = sum(_span(other) for other in cell.itersiblings(W + "tc", preceding=True))
    return sum(grid[first : first + _span(cell)])


def _span(cell: etree._Element) -> int:
    held = cell.find(f"{W}tcPr/{W}gridSpan")
    return _number(held, "val") or 1 if held is not None else 1


def _box(content: etree._Element) -> int:
    """The width of a text box without its margins (a tenth of an inch on each side); 0 if unknown."""
    drawing = next(content.iterancestors(WP + "inline", WP + "anchor"), None)
    extent = drawing.find(WP + "extent") if drawing is not None else None
    return max(_plain_number(extent.get("cx", "0")) - 182_880, 0) if extent is not None else 0


def _indent(element: etree._Element) -> int:
    sides = (_number(element, "left") or _number(element, "start")) + (
        _number(element, "right") or _number(element, "end")
    )
    return max(sides + _number(element, "firstLine") - _number(element, "hanging"), 0)


def _number(element: etree._Element, name: str) -> int:
    return _plain_number(element.get(W + name, "0"))


def _plain_number(text: str) -> int:
    return whole(text)
