"""A rendered part in which loops may have left cells, tables or containers empty → the same part, valid.

Knows nothing of tags.  Only parts of which ``compile.blocks.is_fragile`` says so come here.  A cell must end with a
paragraph (ECMA-376 Part 1 §17.4.65), a row must have a cell and a table a row, or Word calls the file damaged.
"""

from __future__ import annotations

from lxml import etree

from reportgen.ooxml.names import CONTAINERS, W
from reportgen.ooxml.xml_tree import drop, parent_of

_BLOCKS = tuple(W + name for name in "p tbl sdt altChunk customXml".split())
_PARAGRAPH = W + "p"


def repair(root: etree._Element) -> None:
    """Removes rows without cells and tables without rows, and gives a paragraph to containers that need one."""
    for content in list(root.iter(W + "sdtContent")):
        if len(content) == 0 and _around(content) in (W + "tbl", W + "tr"):
            drop(parent_of(content))
    for row in list(root.iter(W + "tr")):
        if not any(child.tag in (W + "tc", W + "sdt") for child in row):
            drop(row)
    for table in list(root.iter(W + "tbl")):
        if not any(child.tag in (W + "tr", W + "sdt") for child in table):
            drop(table)
    for container in list(root.iter(*CONTAINERS)):
        if len(container) == 0 or container[-1].tag != _PARAGRAPH:  # of a hundred cells all end with one
            fill(container)


def fill(container: etree._Element) -> None:
    """A cell and the body need a paragraph behind a table at their end; any other container needs something to show."""
    if container.tag == W + "sdtContent" and _around(container) not in CONTAINERS:
        if len(container) == 0:
            container.append(etree.Element(W + "r"))
        return
    last = next(container.iterchildren(*_BLOCKS, reversed=True), None)  # from the end: a long body has many children
    if last is not None and (container.tag not in (W + "tc", W + "body") or last.tag != W + "tbl"):
        return
    paragraph = etree.Element(W + "p")
    section = container.find(W + "sectPr")
    if section is not None:
        section.addprevious(paragraph)
    else:
        container.append(paragraph)


def _around(content: etree._Element) -> str:
    """What a content control stands in, other controls looked through: a container, table, row, paragraph or run-like."""
    return next((str(each.tag) for each in content.iterancestors() if each.tag not in (W + "sdt", W + "sdtContent")), "")
