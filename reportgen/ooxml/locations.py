"""The tree of a part, before anything is changed → where each paragraph is, in the words of somebody who looks at the
page.

Knows nothing of tags.  Numbers are taken once, in one walk, because tags are later taken out and paragraphs vanish.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from reportgen.ooxml.names import MC, A, W
from reportgen.problem import WordPlace

_AROUND = 24
_COUNTED = (W + "p", A + "p", W + "tbl")
"""What is counted within a paragraph too: that of a text box."""


@dataclass(slots=True, eq=False, repr=False)
class _Count:
    """What has been counted so far on the way down to an element."""

    part: str
    tables: int = 0
    paragraphs: int = 0
    heading: str = ""


class Locator:
    """Places of the paragraphs of one part; an element that is no paragraph gets the place of the part."""

    def __init__(self, root: etree._Element, part: str) -> None:
        self.part = part
        self._places: dict[etree._Element, WordPlace] = {}
        self._walk(root, _Count(part), WordPlace(part))

    def place(self, host: etree._Element, text: str = "", start: int = 0, end: int = 0) -> WordPlace:
        """The place of a host; with ``text``, the words around ``start``–``end``, the stretch itself between 【 and
        】."""
        known = self._places.get(host) or WordPlace(self.part)
        return known.quoting(excerpt(text, start, end)) if end > start else known

    def find(self, place: WordPlace) -> list[etree._Element]:
        """The paragraphs that a place may mean, likeliest first: by all its numbers, else of its cell, row or table.

        Text boxes count their own paragraphs, so that there can be several; the caller knows the text that is meant.
        """
        wanted = ("table", "row", "cell", "paragraph")
        for names in (wanted, wanted[:3], wanted[:2], wanted[:1]):
            if place.paragraph or place.table:
                found = [
                    paragraph
                    for paragraph, known in self._places.items()
                    if all(getattr(known, name) == getattr(place, name) for name in names)
                ]
                if found and (place.table or len(names) == len(wanted)):
                    return found
        return []

    def _walk(self, parent: etree._Element, count: _Count, around: WordPlace) -> None:
        for child in parent:
            if child.tag == W + "tbl":
                count.tables += 1
                self._rows(child, count, replace(around, table=count.tables, heading=count.heading))
            elif child.tag in (W + "p", A + "p"):
                self._paragraph(child, count, around)
            elif child.tag == MC + "AlternateContent":
                self._copies(child, count, around)
            elif isinstance(child.tag, str):
                self._walk(child, count, around)

    def _copies(self, parent: etree._Element, count: _Count, around: WordPlace) -> None:
        """The copies of one thing (``mc:Choice``, ``mc:Fallback``) are counted once: a reader sees one of them."""
        before = replace(count)
        for number, copy in enumerate(parent):
            within = count if number == 0 else replace(before)
            self._walk(copy, within, around)

    def _rows(self, table: etree._Element, count: _Count, around: WordPlace) -> None:
        for number, row in enumerate(table.iter(W + "tr"), 1):
            if _nearest(row, W + "tbl") is table:
                self._cells(row, count, replace(around, row=number))

    def _cells(self, row: etree._Element, count: _Count, around: WordPlace) -> None:
        number = 0
        for cell in row.iter(W + "tc"):
            if _nearest(cell, W + "tr") is row:
                number += 1
                within = _Count(self.part, count.tables, 0, count.heading)
                self._walk(cell, within, replace(around, cell=number))
                count.tables = within.tables

    def _paragraph(self, paragraph: etree._Element, count: _Count, around: WordPlace) -> None:
        count.paragraphs += 1
        number = around.paragraph if around.box else count.paragraphs
        self._places[paragraph] = WordPlace(
            around.part, number, around.table, around.row, around.cell, count.heading, around.excerpt, around.box
        )
        if _is_heading(paragraph):
            count.heading = "".join(node.text or "" for node in paragraph.iter(W + "t"))[:30]
        if any(True for _ in paragraph.iterdescendants(*_COUNTED)):
            inner = _Count(self.part, count.tables, 0, count.heading)
            self._walk(paragraph, inner, replace(around, paragraph=number, box=True))
            count.tables = inner.tables


def excerpt(text: str, start: int, end: int) -> str:
    """The words around a stretch, shortened with … on both sides, the stretch between 【 and 】."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    middle = text[start : min(end, start + 60)]
    before = ("…" if low else "") + text[low:start]
    after = text[end:high] + ("…" if high < len(text) else "")
    return f"{before}【{middle}】{after}".replace("\n", " ").replace("\t", " ")


def _nearest(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _is_heading(paragraph: etree._Element) -> bool:
    """By its style's name (``Heading1``, ``1``–``3`` as WPS writes them, 标题…) or by an outline level of its own."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        return False
    style = properties.find(W + "pStyle")
    name = (style.get(W + "val") or "") if style is not None else ""
    own = properties.find(W + "outlineLvl") is not None
    return own or name.lower().startswith(("heading", "title", "标题")) or name in {"1", "2", "3"}
