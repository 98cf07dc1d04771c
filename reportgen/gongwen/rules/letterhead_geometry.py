"""A paragraph of a 版头 → where its characters begin on the sheet, and the lines drawn in it, as far as the XML tells.

Knows no rule.  What depends on a font's own height or on how a picture pushes the text is not guessed: ``None``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.gongwen.document.model import DocParagraph, DocTable, WordDocument
from reportgen.gongwen.document.properties import number
from reportgen.gongwen.type_area import CHARACTERS
from reportgen.ooxml.names import MC, WP, WPS, A, V, W

_EMU = 635
"""English metric units in a twip (ECMA-376 Part 1 §20.1.2.1)."""
_INSET = 45_720
"""English metric units between the edge of a text box and its text where nothing is said (§20.1.2.2.1, ``tIns``)."""
_LINES = frozenset(("line", "straightConnector1"))
_HEX_DIGITS = frozenset("0123456789ABCDEF")


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A drawn line: ``colour`` as RRGGBB, empty where a theme decides; ``width`` in twips, 0 where it is not said;
    ``below`` the upper edge of the paragraph it hangs on, in twips, ``None`` where it is placed by something else."""

    colour: str
    width: int = 0
    below: int | None = None


def drawn_lines(paragraph: DocParagraph) -> Iterator[DrawnLine]:
    """The straight lines that hang on a paragraph; of the two copies of a drawing, the newer one."""
    for anchor in paragraph.element.iter(WP + "anchor", WP + "inline"):
        if any(shape.get("prst") in _LINES for shape in anchor.iter(A + "prstGeom")):
            extent = anchor.find(WP + "extent")
            width = number(extent.get("cx")) // _EMU if extent is not None else 0
            yield DrawnLine(_colour(anchor), width, _below(anchor))
    for line in paragraph.element.iter(V + "line"):
        if next(line.iterancestors(MC + "Fallback"), None) is None:
            yield DrawnLine(_vml_colour(line.get("strokecolor") or ""))


def is_red(colour: str) -> bool:
    """Whether RRGGBB is a red such as printing and word processors use."""
    value = colour.upper()
    if len(value) != 6 or not _HEX_DIGITS.issuperset(value):
        return value == "RED"
    red, green, blue = (int(value[place : place + 2], 16) for place in (0, 2, 4))
    return red >= 0xB0 and max(green, blue) <= 0x40


def _colour(anchor: etree._Element) -> str:
    found = (fill.get("val") for line in anchor.iter(A + "ln") for fill in line.iterfind(f"{A}solidFill/{A}srgbClr"))
    return next((value for value in found if value), "")


def _vml_colour(said: str) -> str:
    word = said.split(" ")[0].removeprefix("#")
    return "".join(digit * 2 for digit in word) if len(word) == 3 and word.lower() != "red" else word


def _below(anchor: etree._Element) -> int | None:
    place = anchor.find(WP + "positionV")
    offset = place.find(WP + "posOffset") if place is not None else None
    if place is None or offset is None or place.get("relativeFrom") != "paragraph":
        return None
    return number(offset.text) // _EMU


def top_of(document: WordDocument, paragraph: DocParagraph) -> int | None:
    """Twips from the sheet's upper edge to the characters of a paragraph on the first page; taken to stand in the middle
    of an exact line."""
    layout = paragraph.layout
    if paragraph.section or layout.rule != "exact" or layout.new_page:
        return None
    if paragraph.boxed:
        line = _box_top(document, paragraph)
    else:
        line = _frame_top(document, paragraph) if layout.framed else _flow_top(document, paragraph)
    return None if line is None else line + (layout.line - paragraph.size * 10) // 2


def box_align(paragraph: DocParagraph) -> str:
    """How the text box that a paragraph stands in is set across the page, empty where it has a distance instead."""
    box = next(paragraph.element.iterancestors(WP + "anchor"), None)
    align = box.find(f"{WP}positionH/{WP}align") if box is not None else None
    return (align.text or "") if align is not None else ""


def _box_top(document: WordDocument, paragraph: DocParagraph) -> int | None:
    """The upper edge of the first line in a text box that stands at a distance from the sheet's or the text's edge."""
    box = next(paragraph.element.iterancestors(WP + "anchor"), None)
    place = box.find(WP + "positionV") if box is not None else None
    offset = place.find(WP + "posOffset") if place is not None else None
    first = next(paragraph.element.itersiblings(W + "p", preceding=True), None) is None
    if box is None or place is None or offset is None or not first or place.get("relativeFrom") not in ("page", "margin"):
        return None
    body = next(box.iter(WPS + "bodyPr"), None)
    if body is not None and body.get("anchor", "t") != "t":
        return None
    inset = number(body.get("tIns")) if body is not None and body.get("tIns") else _INSET
    edge = document.sections[0].top if place.get("relativeFrom") == "margin" else 0
    return edge + (number(offset.text) + inset) // _EMU + paragraph.layout.before


def _frame_top(document: WordDocument, paragraph: DocParagraph) -> int | None:
    frame = paragraph.element.find(f"{W}pPr/{W}framePr")
    anchor = frame.get(W + "vAnchor") if frame is not None else None
    if frame is None or not frame.get(W + "y") or anchor not in ("page", "margin"):
        return None
    return number(frame.get(W + "y")) + (document.sections[0].top if anchor == "margin" else 0) + paragraph.layout.before


def _flow_top(document: WordDocument, paragraph: DocParagraph) -> int | None:
    total = document.sections[0].top
    for block in document.blocks:
        if block.element is paragraph.element:
            return total + paragraph.layout.before
        height = None if isinstance(block, DocTable) else _height(block)
        if height is None:
            return None
        total += height
    return None


def _height(paragraph: DocParagraph) -> int | None:
    """The room of a paragraph of one exact line."""
    layout = paragraph.layout
    broken = paragraph.breaks_before or paragraph.breaks_after or layout.new_page or "\n" in paragraph.text
    if broken or layout.rule != "exact" or layout.framed or paragraph.pictured or len(paragraph.text) > CHARACTERS:
        return None
    return layout.before + layout.line + layout.after
