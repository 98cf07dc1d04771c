"""A rendered part in which blocks have repeated things that must be unique → the same part, each with a number of its
own.

Knows nothing of tags.  A loop around a picture, a text box, a bookmark or a content control repeats its number, and
Word then calls the file damaged or drops the second.  The first keeps its number; those after it get the next free
one.  A comment can be anchored once only, so later anchors are taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.ooxml.names import W14, WP, V, W
from reportgen.ooxml.xml_tree import drop, highest

_SHAPES = tuple(V + name for name in "shape group rect line oval roundrect polyline curve arc image".split())
_CHANGES = tuple(W + name for name in "ins del moveFrom moveTo rPrChange pPrChange".split())
_ANCHORS = tuple(W + name for name in "commentRangeStart commentRangeEnd commentReference".split())


def renumber(root: etree._Element) -> None:
    """Gives repeated drawings, shapes, bookmarks and content controls numbers of their own."""
    _attributes(root.iter(WP + "docPr"), "id")
    _attributes(_values(root, "sdtPr", "id"), W + "val")
    _attributes(root.iter(*_CHANGES), W + "id")
    _names(root.iter(*_SHAPES), "id")
    _bookmarks(root)
    _comments(root)


def _values(root: etree._Element, parent: str, name: str) -> Iterator[etree._Element]:
    for properties in root.iter(W + parent):
        yield from properties.findall(W + name)


def _attributes(elements: Iterator[etree._Element], name: str) -> None:
    """Numbers: a repeated one becomes the next that is free."""
    found = list(elements)
    used = {element.get(name) for element in found}
    following = highest(used) + 1
    seen: set[str | None] = set()
    for element in found:
        if element.get(name) in seen:
            element.set(name, str(following))
            following += 1
        seen.add(element.get(name))


def _names(elements: Iterator[etree._Element], name: str) -> None:
    """Names: a repeated one gets an ending."""
    seen: dict[str, int] = {}
    for element in elements:
        value = element.get(name)
        if value is not None:
            seen[value] = seen.get(value, 0) + 1
            if seen[value] > 1:
                element.set(name, f"{value}_{seen[value]}")


def _bookmarks(root: etree._Element) -> None:
    """A repeated bookmark gets a number for both its ends and a name of its own (ECMA-376 Part 1 §17.13.6)."""
    marks = list(root.iter(W + "bookmarkStart", W + "bookmarkEnd"))
    following = highest(mark.get(W + "id") for mark in marks) + 1
    seen: set[str] = set()
    current: dict[str, str] = {}
    for mark in marks:
        number = mark.get(W + "id") or ""
        if mark.tag == W + "bookmarkStart":
            if number in seen:
                current[number] = str(following)
                following += 1
            seen.add(number)
        if number in current:
            mark.set(W + "id", current[number])
    _names(root.iter(W + "bookmarkStart"), W + "name")


def _comments(root: etree._Element) -> None:
    seen: set[tuple[object, str | None]] = set()
    for anchor in list(root.iter(*_ANCHORS)):
        key = (anchor.tag, anchor.get(W + "id"))
        if key in seen:
            drop(anchor)
        seen.add(key)


def forget_paragraph_numbers(root: etree._Element, roles: Mapping[str, int]) -> None:
    """Takes Word's own numbers of paragraphs and rows (w14:paraId), which must not repeat and may be left out, away
    within blocks.

    ``roles`` maps marker texts to +1 (opens a block), -1 (closes one) or 0.
    """
    depth = 0
    for node in root.iter():
        if isinstance(node, etree._ProcessingInstruction):
            depth += roles.get(node.text or "", 0)
        elif depth:
            for name in (W14 + "paraId", W14 + "textId"):
                if name in node.attrib:
                    del node.attrib[name]
