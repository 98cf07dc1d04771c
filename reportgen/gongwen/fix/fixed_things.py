"""A document → what stands at fixed places of its pages: text boxes, drawings, frames, floating tables, as rectangles.

Knows no rule and changes nothing.  What hangs on a paragraph has a place only where that of the paragraph is known: the first of
the body, or one of a header; anything else moves with the text and is left out.  On which page a thing shows is not known, so
it counts for every page of its section.  Lengths are in twips from the sheet's upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.gongwen.document.model import TEXT, DocParagraph, DocTable, Role, Section, WordDocument
from reportgen.gongwen.document.properties import number
from reportgen.gongwen.standard import Margins
from reportgen.ooxml.names import MC, WP, V, W
from reportgen.regex import regex

_EMU = 635
"""English metric units in a twip (ECMA-376 Part 1 §20.1.2.1)."""
_LINE = 400
"""Twips that a row of a table, or a frame without a height, is taken to be high."""
_NUMBER_LINE, _NUMBER_WIDTH, _CHARACTER = 280, 1400, 280
"""The line of a page number as it is written here, the room that ``— 100 —`` takes, and the character beside it."""
_AROUND = frozenset(WP + name for name in ("wrapSquare", "wrapTight", "wrapThrough", "wrapTopAndBottom"))
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "px": 15.0, "": 15.0}
_LENGTH = regex(r"(-?[\d.]+)\s*(pt|in|cm|mm|px|)")


_Placed = tuple[str, str, int]
"""What a place is relative to, how it is aligned to that, how far from it it is."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's measures: the sheet, and the four margins with the distance of the header."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int

    @classmethod
    def of(cls, section: Section) -> Sheet:
        margins = section.element.find(W + "pgMar") if section.element is not None else None
        header = number(margins.get(W + "header"), 851) if margins is not None else 851
        return cls(section.width, section.height, section.top, section.right, section.bottom, section.left, header)


@dataclass(frozen=True, slots=True)
class FixedThing:
    """A rectangle; ``around`` if text flows around it, ``lettered`` if it is placed with the head of the text."""

    top: int
    bottom: int
    left: int
    right: int
    around: bool = False
    lettered: bool = False

    def meets(self, other: FixedThing) -> bool:
        return self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right


def in_number_band(document: WordDocument, index: int, margins: Margins) -> bool:
    """Whether something stands where the section's page numbers, at the right or at the left, would be printed."""
    sheet = Sheet.of(document.sections[index])
    bottom = sheet.height - margins.footer
    left, right = sheet.left + _CHARACTER, sheet.width - sheet.right - _CHARACTER
    ends = ((right - _NUMBER_WIDTH, right), (left, left + _NUMBER_WIDTH))
    numbers = [FixedThing(bottom - _NUMBER_LINE, bottom, *end) for end in ends]
    return any(each.meets(number) for each in fixed_things(document, index, sheet) for number in numbers)


def run_over(document: WordDocument, index: int, after: Sheet) -> bool:
    """Whether text would be printed over something when the section's margins become ``after``: it stood in a margin and would
    stand in the text, or it has its place beside the lines of a letterhead, which move."""
    before = Sheet.of(document.sections[index])
    pairs = zip(fixed_things(document, index, before), fixed_things(document, index, after), strict=True)
    moved = abs(before.top - after.top) > 60
    return any(
        not old.around and ((_in_text(new, after) and not _in_text(old, before)) or (moved and old.lettered and old.top == new.top))
        for old, new in pairs
    )


def _in_text(each: FixedThing, sheet: Sheet) -> bool:
    area = FixedThing(sheet.top, sheet.height - sheet.bottom, sheet.left, sheet.width - sheet.right)
    return each.meets(area)


def fixed_things(document: WordDocument, index: int, sheet: Sheet) -> Iterator[FixedThing]:
    """What stands on pages of a section, as it would with these measures."""
    section = document.sections[index]
    lettered = True
    within = document.within(index)
    first = next((each for each in within if isinstance(each, DocParagraph) and not each.boxed), None)
    for block in within:
        if isinstance(block, DocTable):
            lettered = False
            yield from _table(block, index, sheet)
            continue
        lettered = lettered and block.role not in (*TEXT, Role.TITLE)
        if block.section == index and not block.boxed:
            yield from _hung(block, sheet, sheet.top if block is first else None, lettered and not index)
    for kind, paragraphs in section.headers.items():
        if kind != "first" or section.first_differs:
            for paragraph in paragraphs:
                if not _inside_box(paragraph):
                    yield from _hung(paragraph, sheet, sheet.header, lettered=False)


def _inside_box(paragraph: DocParagraph) -> bool:
    return next(paragraph.element.iterancestors(W + "txbxContent"), None) is not None


def _hung(paragraph: DocParagraph, sheet: Sheet, at: int | None, lettered: bool) -> Iterator[FixedThing]:
    """The drawings of a paragraph whose upper edge is ``at``, and the paragraph itself where a frame places it."""
    element = paragraph.element
    shapes = [each for each in element.iter(V + "shape", V + "rect", V + "group") if _is_newer(each)]
    made = [*(_anchor(each, sheet, at, lettered) for each in element.iter(WP + "anchor")),
            *(_shape(each, sheet, at, lettered) for each in shapes), _frame(element.find(f"{W}pPr/{W}framePr"), sheet)]  # fmt: skip
    yield from (each for each in made if each is not None)


def _is_newer(shape: etree._Element) -> bool:
    """Whether a shape is no older copy of a drawing, nor a part of another shape."""
    return next(shape.iterancestors(MC + "Fallback", V + "group"), None) is None


def _anchor(anchor: etree._Element, sheet: Sheet, at: int | None, lettered: bool) -> FixedThing | None:
    """A drawing; one behind the text that says nothing (a watermark, a frame around the page) is none."""
    extent = anchor.find(WP + "extent")
    if extent is None or (anchor.get("behindDoc") in ("1", "true") and next(anchor.iter(W + "t"), None) is None):
        return None
    size = [number(extent.get(name)) // _EMU for name in ("cx", "cy")]
    down, across = (_place(anchor.find(WP + name)) for name in ("positionV", "positionH"))
    return _rectangle(sheet, (across, down), size, at, any(child.tag in _AROUND for child in anchor), lettered)


def _place(position: etree._Element | None) -> _Placed:
    """What a drawing's place is relative to, how it is aligned to that, or how far from it it is."""
    if position is None:
        return "", "", 0
    align, offset = (position.findtext(WP + name) or "" for name in ("align", "posOffset"))
    return position.get("relativeFrom") or "", align, number(offset) // _EMU


def _shape(shape: etree._Element, sheet: Sheet, at: int | None, lettered: bool) -> FixedThing | None:
    """The same of a drawing in VML, whose place is in its style."""
    said = dict(part.partition(":")[::2] for part in (shape.get("style") or "").replace(" ", "").split(";"))
    behind = said.get("z-index", "").startswith("-") and next(shape.iter(W + "t"), None) is None
    if said.get("position") != "absolute" or behind:
        return None
    down, across = (
        (said.get(f"mso-position-{way}-relative", "text"), said.get(f"mso-position-{way}", "").replace("absolute", ""),
         _twips(said.get(f"margin-{edge}", said.get(edge, "0"))))
        for way, edge in (("vertical", "top"), ("horizontal", "left"))
    )  # fmt: skip
    size = [_twips(said.get(name, "0")) for name in ("width", "height")]
    wrapped = next(shape.iter("{urn:schemas-microsoft-com:office:word}wrap"), None)
    around = wrapped is not None and wrapped.get("type") in ("square", "tight", "through", "topAndBottom")
    return _rectangle(sheet, (across, down), size, at, around, lettered)


def _twips(said: str) -> int:
    found = _LENGTH.fullmatch(said)
    return round(float(found[1]) * _TWIPS[found[2]]) if found and found[1].count(".") < 2 and found[1].strip("-.") else 0


def _frame(frame: etree._Element | None, sheet: Sheet) -> FixedThing | None:
    if frame is None:
        return None
    said = {str(key).rpartition("}")[2]: str(value) for key, value in frame.attrib.items()}
    down = (said.get("vAnchor", "text"), said.get("yAlign", ""), number(said.get("y")))
    across = (said.get("hAnchor", "text"), said.get("xAlign", ""), number(said.get("x")))
    size = [number(said.get("w")) or sheet.width, number(said.get("h")) or _LINE]
    return _rectangle(sheet, (across, down), size, None, around=True, lettered=False)


def _table(table: DocTable, index: int, sheet: Sheet) -> Iterator[FixedThing]:
    """A floating table that a place of the page holds."""
    place = table.element.find(f"{W}tblPr/{W}tblpPr")
    if place is None or table.section != index:
        return
    said = {str(key).rpartition("}")[2]: str(value) for key, value in place.attrib.items()}
    down = (said.get("vertAnchor", "text"), said.get("tblpYSpec", ""), number(said.get("tblpY")))
    across = (said.get("horzAnchor", "text"), said.get("tblpXSpec", ""), number(said.get("tblpX")))
    size = [table.width or sheet.width, _LINE * len(table.rows)]
    made = _rectangle(sheet, (across, down), size, None, around=True, lettered=False)
    if made is not None:
        yield made


def _rectangle(
    sheet: Sheet, places: tuple[_Placed, _Placed], size: list[int], at: int | None, around: bool, lettered: bool
) -> FixedThing | None:
    """Where a thing stands; nothing where its height on the page is not known."""
    (beside, aligned_x, x), (under, aligned_y, y) = places
    spans = {"page": (0, sheet.height), "margin": (sheet.top, sheet.height - sheet.bottom), "topMargin": (0, sheet.top),
             "bottomMargin": (sheet.height - sheet.bottom, sheet.height), "top-margin-area": (0, sheet.top),
             "bottom-margin-area": (sheet.height - sheet.bottom, sheet.height)}  # fmt: skip
    if under not in spans and (at is None or aligned_y):
        return None
    top = _edge(spans.get(under, (at or 0, at or 0)), aligned_y, y, size[1])
    widths = {"page": (0, sheet.width), "leftMargin": (0, sheet.left), "rightMargin": (sheet.width - sheet.right, sheet.width)}
    left = _edge(widths.get(beside, (sheet.left, sheet.width - sheet.right)), aligned_x, x, size[0])
    return FixedThing(top, top + size[1], left, left + size[0], around, lettered)


def _edge(span: tuple[int, int], align: str, offset: int, size: int) -> int:
    start, end = span
    if align in ("bottom", "right", "outside"):
        return end - size
    return (start + end - size) // 2 if align == "center" else start + (0 if align else offset)
