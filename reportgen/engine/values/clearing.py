"""A paragraph that held nothing but a tag → taken away, with what must stay of it kept in its place.

Knows no values.  Range marks (bookmarks, comment anchors) are set beside it, a section break keeps its paragraph, and a
cell, header or text box that would be left without a paragraph gets an empty one.
"""

from __future__ import annotations

from lxml import etree

from reportgen.engine.repair import fill
from reportgen.word.names import CONTAINERS, RANGE_MARKS, M, W

_OBJECTS = frozenset(
    W + name
    for name in (
        "drawing pict object footnoteReference endnoteReference commentReference fldChar fldSimple sym ptab pgNum sdt ruby"
    ).split()
)
_BLOCKS = (W + "p", W + "tbl", W + "sdt")


def has_content(paragraph: etree._Element, *, but_breaks: bool = False) -> bool:
    """Whether anything would be lost with a paragraph, its section break and range marks left aside.

    ``but_breaks`` leaves page breaks aside too.
    """
    for element in paragraph.iter(etree.Element):
        if element.tag in _OBJECTS or (element.tag == W + "t" and "".join(_texts(element)).strip()):
            return True
        if element.tag == W + "br" and element.get(W + "type") and not but_breaks:
            return True
    return any(str(child.tag).startswith(M) for child in paragraph)


def _texts(text: etree._Element) -> list[str]:
    return [text.text or "", *(mark.tail or "" for mark in text)]


def take_away(paragraph: etree._Element) -> None:
    """Removes a paragraph without content; one that ends a section is only emptied."""
    parent = paragraph.getparent()
    if parent is None:
        return
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        for child in [child for child in paragraph if child.tag == W + "r"]:
            paragraph.remove(child)
        return
    for mark in [
        node for node in paragraph.iter(etree.Element) if node.tag in RANGE_MARKS and node.tag != W + "proofErr"
    ]:
        mark.tail = None
        paragraph.addprevious(mark)
    parent.remove(paragraph)
    if parent.tag in CONTAINERS:
        fill(parent)


def following_block(element: etree._Element) -> etree._Element | None:
    """The next paragraph, table or content control beside an element."""
    return next(element.itersiblings(*_BLOCKS), None)


def preceding_block(element: etree._Element) -> etree._Element | None:
    """The paragraph, table or content control before an element."""
    return next(element.itersiblings(*_BLOCKS, preceding=True), None)
