"""A finished file → how many characters it has, and about how many pages and minutes.

Knows no renderer: pages are reckoned by 22 lines of 28 characters (cl. 5.2.3), so that it costs nothing and needs no other
program; whoever wants to know exactly asks for the pages themselves.
"""

from __future__ import annotations

from math import ceil

from lxml import etree

from reportgen.gongwen.type_area import CHARACTERS, LINES
from reportgen.ooxml.names import W
from reportgen.ooxml.package import OWN, Package
from reportgen.ooxml.xml_tree import parse_xml
from reportgen.regex import regex

READING = 220
"""Characters a minute at which a report is read aloud (实务)."""
_TITLE_CHARACTERS = 20
"""Characters of 二号 in a line."""
_WORD = regex(r"[0-9A-Za-z.,%+-]+")


def extent(source: Package | bytes) -> tuple[int, int, int]:
    """Characters as Word counts them (a number or a Latin word is one), and about how many pages and minutes, of a file that is
    open already, or of its bytes; raises ``ReportError`` when these are no Word file."""
    opened = Package.open(source, OWN) if isinstance(source, bytes) else source
    root = parse_xml(opened.read(opened.main), opened.main)
    body = root.find(W + "body")
    characters = lines = pages = 0
    for paragraph in body.iter(W + "p") if body is not None else ():
        text = "".join(str(node.text or "") for node in paragraph.iter(W + "t"))
        characters += sum(map(len, _WORD.sub("0", text).split()))
        if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            pages, lines = pages + ceil(lines / LINES), 0
        lines += _lines(paragraph, text)
    return characters, max(1, pages + ceil(lines / LINES)), max(1, ceil(characters / READING))


def _lines(paragraph: etree._Element, text: str) -> int:
    """Lines of a paragraph: a title's characters are larger, a cell of a table takes what its row takes."""
    cell = paragraph.getparent()
    row = cell.getparent() if cell is not None and cell.tag == W + "tc" else None
    if row is not None:
        return int(row.find(W + "tc") is cell)
    full = len(text) - len(text.encode("ascii", "ignore")) / 2
    jc = paragraph.find(f"{W}pPr/{W}pStyle")
    if jc is not None and jc.get(W + "val") in ("a3", "Title"):
        return ceil(full / _TITLE_CHARACTERS)
    return max(1, ceil((full + 2) / CHARACTERS))
