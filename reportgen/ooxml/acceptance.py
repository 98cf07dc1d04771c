"""A Word file → the same with every tracked change accepted, as Word's own button leaves it.

Knows no text and no report.  Who compares how two files look has to compare what is left when the changes are accepted: a paragraph
that was deleted with tracking is still there in the XML, empty of text, and so is the row of a table.  The text of the outcome is
``Reading.accepted`` of the file (``revisions``), and it has no tracked change.
"""

from __future__ import annotations

from lxml import etree

from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import COME, DRESS, GONE, TRACKED
from reportgen.ooxml.xml_tree import drop, parse_xml, serialise_xml
from reportgen.regex import regex

_MAY_BE_TRACKED = regex(rb"<\w*:?(?:ins|del|moveFrom|moveTo|cellIns|cellDel|\w+PrChange)\b")
_PROPERTIES = frozenset(W + name for name in "rPr trPr tcPr".split())
_GONE, _COME = (frozenset(tag for tag, kind in TRACKED.items() if kind in kinds) for kinds in (GONE, COME))
_BLOCKS = frozenset(W + name for name in "p tbl sdt sectPr customXml".split())
_RANGES = tuple(W + name + end for name in ("moveFromRange", "moveToRange") for end in ("Start", "End"))


def with_changes_accepted(package: Package) -> Package:
    """Raises ``ReportError`` where a part with tracked changes is damaged."""
    changed: dict[str, bytes] = {}
    for name in package.names:
        kind = package.content_type(name)
        if name != package.main and not any(kind.endswith(f"{part}+xml") for part in ("header", "footer")):
            continue
        data = package.read(name)
        if _MAY_BE_TRACKED.search(data):
            root = parse_xml(data, name)
            _accept(root)
            changed[name] = serialise_xml(root)
    return package.revised(changed) if changed else package


def _accept(root: etree._Element) -> None:
    for element in list(root.iter(*DRESS, *_RANGES)):
        drop(element)
    for element in list(root.iter(*_GONE)):
        if not _is_mark(element):
            drop(element)
    _rows(root)
    for element in list(root.iter(*_COME)):
        if not _is_mark(element):
            _unwrap(element)
        drop(element)
    for paragraph in list(root.iter(W + "p")):
        if _has_mark(paragraph.find(f"{W}pPr/{W}rPr")):
            _run_on(paragraph)
    for element in list(root.iter(*_GONE)):
        drop(element)


def _is_mark(element: etree._Element) -> bool:
    """Whether it stands among properties and says what became of the paragraph mark, the row or the cell."""
    parent = element.getparent()
    return parent is not None and parent.tag in _PROPERTIES


def _has_mark(properties: etree._Element | None) -> bool:
    return properties is not None and any(child.tag in _GONE for child in properties)


def _rows(root: etree._Element) -> None:
    """Cells, rows and tables of which nothing is left go."""
    for cell in list(root.iter(W + "tc")):
        if _has_mark(cell.find(W + "tcPr")):
            drop(cell)
    for row in list(root.iter(W + "tr")):
        if _has_mark(row.find(W + "trPr")) or row.find(f".//{W}tc") is None:
            drop(row)
    for table in list(root.iter(W + "tbl")):
        if table.find(f".//{W}tr") is None:
            drop(table)


def _unwrap(element: etree._Element) -> None:
    for child in list(element):
        element.addprevious(child)


def _run_on(paragraph: etree._Element) -> None:
    """What is left of a paragraph whose mark is deleted stands at the head of the next, which keeps its own mark."""
    following = next((each for each in paragraph.itersiblings() if each.tag in _BLOCKS), None)
    left = [child for child in paragraph if child.tag != W + "pPr"]
    if following is not None and following.tag == W + "p":
        properties = following.find(W + "pPr")
        at = 0 if properties is None else following.index(properties) + 1
        following[at:at] = left
        drop(paragraph)
    elif not any(each.find(".//*") is not None for each in left) and _may_go(paragraph):
        drop(paragraph)


def _may_go(paragraph: etree._Element) -> bool:
    """Whether something is left in the frame without it: a cell or a text box has at least one paragraph."""
    parent = paragraph.getparent()
    return parent is not None and len(parent.findall(W + "p")) > 1
