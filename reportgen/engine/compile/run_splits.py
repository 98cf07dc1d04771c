"""A marker inside a run's text → the same marker between runs, the run split in two with equal formatting.

Knows nothing of blocks or data.  A block within one paragraph may begin in one run and end in another; repeating what
lies between would then give text the formatting of the wrong run, so the runs are cut at the markers first.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reportgen.engine.compile.lexer import Tag
from reportgen.message import say
from reportgen.ooxml.names import XML_SPACE, A, W
from reportgen.ooxml.xml_tree import parent_of
from reportgen.problem import Code, Problem

T11 = Code("T11", "一块跨过了内容控件或域的边界", "{% if %} 在内容控件里，{% endif %} 在外面", "两个放在同一层")

_SPLITTABLE = frozenset(
    (W + "t", W + "r", W + "ins", W + "hyperlink", W + "smartTag", W + "moveTo", A + "t", A + "r", W + "instrText")
)

_PROPERTIES = frozenset((W + "rPr", A + "rPr", W + "smartTagPr"))


def lift(marker: etree._Element) -> None:
    """Takes a marker out of the tree; the text after it stays."""
    parent = parent_of(marker)
    tail, marker.tail = marker.tail, None
    before = marker.getprevious()
    parent.remove(marker)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    tidy(parent)


def tidy(element: etree._Element | None) -> None:
    """Removes a text element with nothing in it, and then a run with nothing but properties."""
    while element is not None and element.tag in _SPLITTABLE and not (element.text or "").strip("\n"):
        if any(child.tag not in _PROPERTIES for child in element) or element.text:
            return
        above = element.getparent()
        if above is None or element.tail:
            return
        above.remove(element)
        element = above


def hoist(tags: Sequence[Tag]) -> list[Problem]:
    """Brings the markers of one block, all in one paragraph, under one parent."""
    markers = [tag.marker for tag in tags]
    parents = [marker.getparent() for marker in markers]
    if all(parent is parents[0] for parent in parents):
        return []
    common = _common_ancestor(markers)
    return _raise(tags, [common] * len(tags))


def hoist_to_hosts(tags: Sequence[Tag]) -> list[Problem]:
    """Brings each marker of a block directly under its paragraph."""
    return _raise(tags, [tag.host for tag in tags])


def _raise(tags: Sequence[Tag], parents: Sequence[etree._Element]) -> list[Problem]:
    for tag, parent in zip(tags, parents, strict=True):
        while tag.marker.getparent() is not parent:
            if not _split(tag.marker):
                place = tag.place
                return [
                    Problem(
                        T11,
                        say("这一块的开头和结尾一个在内容控件（或域）里面，一个在外面"),
                        place=place,
                        hint=say("把两个标签放在同一层"),
                    )
                ]
    return []


def _common_ancestor(markers: Sequence[etree._Element]) -> etree._Element:
    chains = [list(marker.iterancestors()) for marker in markers]
    rest = [set(chain) for chain in chains[1:]]
    return next(node for node in chains[0] if all(node in others for others in rest))


def _split(marker: etree._Element) -> bool:
    """Moves a marker one level up, cutting its parent in two; False if the parent cannot be cut."""
    parent = marker.getparent()
    if parent is None or parent.tag not in _SPLITTABLE:
        return False
    cut(marker, parent)
    return True


def cut(marker: etree._Element, parent: etree._Element) -> None:
    """Cuts an element in two at a marker in it, which then stands between the halves; both have its properties."""
    rest = etree.Element(parent.tag)
    for key, value in parent.attrib.items():
        rest.set(key, value)
    rest.extend([deepcopy(child) for child in parent if child.tag in _PROPERTIES])
    rest.text, marker.tail = (marker.tail, None) if marker.tail else (None, None)
    for sibling in list(marker.itersiblings()):
        rest.append(sibling)
    rest.tail, parent.tail = parent.tail, None
    parent.addnext(marker)
    marker.addnext(rest)
    for half in (parent, rest):
        if half.tag == W + "t":
            half.set(XML_SPACE, "preserve")
        tidy(half)
