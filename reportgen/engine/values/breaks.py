"""Page and section breaks that were printed → the XML for them where they stand.

Knows the paragraphs around and nothing else.  A page break that has its paragraph for itself makes the next paragraph
begin a page, so that it leaves no blank line on either; at the end of the text it does nothing, so a loop leaves no blank
page behind.  A section break ends the section with the paragraph before it; the new section looks like the one it was
taken from, and goes on counting its pages.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from reportgen.engine.values.base import Unusable
from reportgen.engine.values.clearing import following_block, has_content, preceding_block, take_away
from reportgen.engine.values.spaces import section_of
from reportgen.word.names import W
from reportgen.word.paragraphproperties import insert_property, properties_of

_CLOSED = tuple(W + name for name in "tc hdr ftr txbxContent footnote endnote comment".split())


def check_place(paragraph: etree._Element, kind: str) -> None:
    """Raises ``Unusable`` (R07) where pages and sections cannot break."""
    if next(paragraph.iterancestors(*_CLOSED), None) is not None:
        raise Unusable("表格、页眉页脚、脚注和文本框里不能分页、分节", "R07", "把这个标签移到正文的段落里")
    parent = paragraph.getparent()
    if kind == "section" and (parent is None or parent.tag != W + "body"):
        raise Unusable("内容控件里不能分节", "R07", "把这个标签移到内容控件外面")


def put_page_break(mark: etree._Element) -> None:
    """A break within the text; ``mark`` stands between runs."""
    run = etree.Element(W + "r")
    etree.SubElement(run, W + "br", {W + "type": "page"})
    mark.addprevious(run)


def settle_page_break(paragraph: etree._Element) -> None:
    """A paragraph with nothing but page breaks gives way: the next one begins a page."""
    if has_content(paragraph, but_breaks=True):
        return
    block = following_block(paragraph)
    first = block if block is None or block.tag == W + "p" else next(block.iter(W + "p"), None)
    take_away(paragraph)
    if first is not None:
        insert_property(properties_of(first), etree.Element(W + "pageBreakBefore"))


def settle_section_break(paragraph: etree._Element) -> None:
    """Ends a section where an emptied paragraph stands."""
    ruling = section_of(paragraph)
    made = deepcopy(ruling) if ruling is not None else etree.Element(W + "sectPr")
    made.tail = None
    if ruling is not None:
        for numbers in ruling.findall(W + "pgNumType"):
            numbers.attrib.pop(W + "start", "")
    before = preceding_block(paragraph)
    if before is None or before.tag != W + "p" or before.find(f"{W}pPr/{W}sectPr") is not None:
        before = paragraph
    insert_property(properties_of(before), made)
    if before is not paragraph:
        take_away(paragraph)
