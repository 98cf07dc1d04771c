"""A finished file → the same with 署名 and 成文日期 where cl. 7.3.5 wants them, which only their widths can tell.

Knows the styles of our templates by name (落款署名, 落款日期, 盖章署名, 盖章日期, 附件说明), no tag and no text.  A template cannot say
"two characters to the right of the first character above": Word has no such indent, a table that takes the width of
its text does so in Word alone, and blanks are no layout.  So the template names the style, and the indents are worked
out here from what was filled in.  The paragraph before 署名, and that before 附件说明, are kept with them, so that no page
holds one of them alone (cl. 7.3.5.5).  A last section that nothing was filled into, after 附件 on their side, is taken
away, for it would be a blank page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from lxml import etree

from reportgen.gongwen.type_area import CHARACTER_SPACING
from reportgen.ooxml.names import W
from reportgen.ooxml.package import OWN, Package, parse_xml, serialise_xml
from reportgen.ooxml.properties import PARAGRAPH_PROPERTIES, properties_of

CLOSING, CLOSING_DATE, SEALED, SEALED_DATE = "af3", "af4", "af5", "af6"
"""Ids of the styles of 署名 and 成文日期 at the end, without and with a seal."""
CLOSING_NAMES = {CLOSING: "落款署名", CLOSING_DATE: "落款日期", SEALED: "盖章署名", SEALED_DATE: "盖章日期"}
"""The names by which they are known again in a file, whatever ids a program gave them."""
ONE = 320 + CHARACTER_SPACING
"""The advance of a 三号 character in twips, with the spacing that makes 28 a line."""

ENCLOSED, ENCLOSED_FIRST = "af", "af0"
"""Ids of the styles of 附件说明: its only line, and the first of several."""
ENCLOSED_NAMES = {ENCLOSED: "附件说明", ENCLOSED_FIRST: "附件说明（首项）"}

_NAMES = {name: style for style, name in (*CLOSING_NAMES.items(), *ENCLOSED_NAMES.items())}
_DATES = {CLOSING_DATE: CLOSING, SEALED_DATE: SEALED}
GAP = 70
"""Twips between 汉字 and digits: 3.5 pt in LibreOffice (measured), said to be a quarter of a character (4 pt) in Word."""
_MARKS = tuple(name.encode() for name in _NAMES)
_AFTER_KEEP = (W + "pStyle",)
_BEFORE_INDENT = frozenset(W + name for name in PARAGRAPH_PROPERTIES[: PARAGRAPH_PROPERTIES.index("ind")])


def settle(data: bytes) -> bytes:
    """``settled`` for who has the bytes of a file."""
    package = Package.open(data, OWN)
    made = settled(package)
    return data if made is package else made.write()


def settled(package: Package) -> Package:
    """The file with its closing in place; one in which nothing has those styles is given back as it is."""
    root = settled_tree(package)
    return package if root is None else package.revised({package.main: serialise_xml(root)})


def settled_tree(package: Package) -> etree._Element | None:
    """The main part of the same, for who looks at it and writes no file; None where it stays as it is."""
    known = _known_styles(package)
    if not known:
        return None
    root = parse_xml(package.read(package.main), package.main)
    paragraphs = list(root.iter(W + "p"))
    kinds = _kinds(root, paragraphs, known)
    for number, kind in enumerate(kinds):
        if kind in _DATES:
            _place(paragraphs, number, known)
        elif kind in ENCLOSED_NAMES and kinds[number - 1] != kind:
            _keep_with_next(paragraphs, number)
    return root if _drop_empty_section(root) or any(kinds) else None


def _kinds(root: etree._Element, paragraphs: list[etree._Element], known: Mapping[str, str]) -> list[str]:
    """Our style of each paragraph, empty for another's: asked of the names of styles, of which few are ours."""
    found: dict[etree._Element | None, str] = {}
    for name in root.iter(W + "pStyle"):
        kind, properties = known.get(name.get(W + "val", "")), name.getparent()
        if kind and properties is not None and properties.tag == W + "pPr":
            found[properties.getparent()] = kind
    return [found.get(paragraph, "") for paragraph in paragraphs] if found else [""] * len(paragraphs)


def _drop_empty_section(root: etree._Element) -> bool:
    """Where nothing stands behind the last section break, the section before it is the last; whether there is such."""
    body = root.find(W + "body")
    last = body.find(W + "sectPr") if body is not None else None
    if body is None or last is None:
        return False
    for block in reversed(list(body)[: body.index(last)]):
        found = block.find(f"{W}pPr/{W}sectPr") if block.tag == W + "p" else None
        if found is not None:
            body.replace(last, found)
            before = block.getprevious()
            if before is not None and before.tag == W + "p":
                body.remove(block)
            return True
        if block.tag != W + "p" or any(child.tag != W + "pPr" for child in block):
            return False
    return False


def right_indents(name: int, date: int, *, sealed: bool = False) -> tuple[int, int]:
    """The right indents of 署名 and 成文日期 from their widths, all in twips.

    Without a seal (cl. 7.3.5.2) 署名 stands two characters in from the right and the date begins two characters to the
    right of it; a date that is longer stands two characters in, and 署名 moves left.  With one (cl. 7.3.5.1) the date
    stands four characters in and 署名 in the middle above it.
    """
    if sealed:
        return max(4 * ONE + (date - name) // 2, 0), 4 * ONE
    if date <= name:
        return 2 * ONE, name - date
    return date - name + 4 * ONE, 2 * ONE


def width(text: str) -> int:
    """The advance of a text in 三号, in twips: a full character each, half of one for Latin ones, and the gap that Word
    and LibreOffice put between 汉字 and digits or letters (``autoSpaceDN``)."""
    full = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    gaps = sum(_is_latin(a) != _is_latin(b) and (a + b).isalnum() for a, b in pairwise(text))
    return full * ONE + (len(text) - full) * (ONE - 160) + gaps * GAP


def _is_latin(char: str) -> bool:
    return char.isascii()


def _known_styles(package: Package) -> Mapping[str, str]:
    """Style ids of this file → ours; empty where the file has none of them."""
    part = next((line.target for line in package.relationships(package.main) if line.kind == "styles"), "")
    if part not in package:
        return {}
    held = package.read(part)
    return _named(held, part) if any(mark in held for mark in _MARKS) else {}


@lru_cache(maxsize=8)
def _named(held: bytes, part: str) -> Mapping[str, str]:
    """The same of a part with styles: that of a text that somebody works on is asked for at each keystroke."""
    root = parse_xml(held, part)
    named = ((style.get(W + "styleId", ""), style.find(W + "name")) for style in root.iter(W + "style"))
    return {id: _NAMES[name.get(W + "val", "")] for id, name in named if name is not None and name.get(W + "val") in _NAMES}


def _place(paragraphs: list[etree._Element], number: int, known: Mapping[str, str]) -> None:
    """Indents of a date and of the 署名 right above it; of several 署名 the last is the one the date is set against."""
    kind = known[_style(paragraphs[number])]
    names = list(_above(paragraphs, number, known, _DATES[kind]))
    if not names:
        return
    date = width(_text(paragraphs[number]))
    for place, name in enumerate(names):
        left, right = right_indents(width(_text(name)), date, sealed=kind == SEALED_DATE)
        _indent(name, left)
        if not place:
            _indent(paragraphs[number], right)
    _keep_with_next(paragraphs, paragraphs.index(names[-1]))


def _above(paragraphs: list[etree._Element], number: int, known: Mapping[str, str], wanted: str) -> Iterator[etree._Element]:
    for paragraph in reversed(paragraphs[:number]):
        if known.get(_style(paragraph)) != wanted:
            return
        yield paragraph


def _keep_with_next(paragraphs: list[etree._Element], number: int) -> None:
    """The blank lines above 署名 and the text before them stay on its page."""
    for paragraph in reversed(paragraphs[:number]):
        properties = properties_of(paragraph)
        if properties.find(W + "keepNext") is None:
            properties.insert(sum(child.tag in _AFTER_KEEP for child in properties), etree.Element(W + "keepNext"))
        if _text(paragraph):
            return


def _indent(paragraph: etree._Element, right: int) -> None:
    """A right indent of so many twips, in hundredths of a character as well, and no first-line indent."""
    properties = properties_of(paragraph)
    for old in properties.findall(W + "ind"):
        properties.remove(old)
    sizes = {"rightChars": round(right * 100 / ONE), "right": right, "firstLineChars": 0, "firstLine": 0}
    made = etree.Element(W + "ind", {W + name: str(size) for name, size in sizes.items()})
    properties.insert(sum(child.tag in _BEFORE_INDENT for child in properties), made)


def _style(paragraph: etree._Element) -> str:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(named.get(W + "val", "")) if named is not None else ""


def _text(paragraph: etree._Element) -> str:
    return "".join(str(node.text or "") for node in paragraph.iter(W + "t"))
