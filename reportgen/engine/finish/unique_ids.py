"""A rendered part in which blocks have repeated things that must be unique → the same part, each with a number of its
own, and what refers to it by the new one.

Knows nothing of tags.  A loop around a picture, a text box, a bookmark or a content control repeats its number, and
Word then calls the file damaged or drops the second.  The first keeps its number; those after it get the next free
one.  A reference means the copy of its own step of the loop; one from outside means the first.  A comment can be anchored
once only, so later anchors are taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from reportgen.engine.finish.loop_steps import Steps, forget_steps, steps_of
from reportgen.ooxml.field_targets import link_targets
from reportgen.ooxml.names import CHANGES, WP, WPS, V, W
from reportgen.ooxml.vml import IDENTIFIED, NAMING, SHAPE_TYPE, O
from reportgen.ooxml.xml_tree import drop, highest

_ANCHORS = tuple(W + name for name in "commentRangeStart commentRangeEnd commentReference".split())
_NEXT_BOX = "mso-next-textbox:"
_LONGEST_NAME = 40
"""Characters of a bookmark's name that Word keeps."""


def renumber(root: etree._Element) -> None:
    """Gives repeated drawings, shapes, bookmarks, ranges and content controls numbers of their own."""
    steps = steps_of(root)
    _attributes(root.iter(WP + "docPr"), "id")
    _attributes(_values(root, "sdtPr", "id"), W + "val")
    _attributes(root.iter(*CHANGES), W + "id")
    _attributes(root.iter(O + "OLEObject"), "ObjectID")
    _shapes(root, steps)
    _boxes(root, steps)
    for kind in ("perm", "moveFromRange", "moveToRange"):
        _ranges(root, kind)
        _names(root.iter(f"{W}{kind}Start"), W + "name")
    _bookmarks(root, steps)
    _comments(root)
    forget_steps(root)


def holds_references(root: etree._Element) -> bool:
    """Whether anything in a part names what ``renumber`` may rename, so that it matters which step of a loop it stands in."""
    if any(True for _ in root.iter(*NAMING, WPS + "linkedTxbx")) or any(True for _ in link_targets(root)):
        return True
    shapes = root.iter(*IDENTIFIED, V + "textbox")
    return any(element.get("type") or _NEXT_BOX in (element.get("style") or "") for element in shapes)


def _values(root: etree._Element, parent: str, name: str) -> Iterator[etree._Element]:
    for properties in root.iter(W + parent):
        yield from properties.findall(W + name)


def _attributes(elements: Iterable[etree._Element], name: str) -> None:
    """Numbers, perhaps behind a sign (``_1234``): a repeated one becomes the next that is free, an empty one too."""
    found = [element for element in elements if element.get(name) is not None]
    used = {element.get(name, "") for element in found}
    sign = "_" if any(text.startswith("_") for text in used) else ""
    following = highest(text.lstrip("_") for text in used) + 1
    seen: set[str | None] = set()
    for element in found:
        if element.get(name) in seen:
            element.set(name, f"{sign}{following}")
            following += 1
        seen.add(element.get(name))


class _Renamed:
    """Which name a reference means, by the steps around it: the nearest step that has such a thing decides, of several the
    first."""

    def __init__(self) -> None:
        self._new: dict[tuple[Steps, str], str] = {}

    def add(self, steps: Steps, old: str, new: str) -> None:
        for depth in range(len(steps) + 1):
            self._new.setdefault((steps[:depth], old.lower()), new)

    def of(self, steps: Steps, old: str) -> str:
        for depth in range(len(steps), -1, -1):
            if (steps[:depth], old.lower()) in self._new:
                return self._new[steps[:depth], old.lower()]
        return old


def _names(
    elements: Iterable[etree._Element], name: str, steps: Mapping[etree._Element, Steps] | None = None, most: int = 255
) -> _Renamed:
    """Names: a repeated one gets an ending that no other has."""
    found = [element for element in elements if element.get(name)]
    taken = {element.get(name, "").lower() for element in found}
    seen: dict[str, int] = {}
    renamed = _Renamed()
    for element in found:
        old = new = element.get(name, "")
        count = seen.get(old.lower(), 0) + 1
        while count > 1 and new.lower() in taken:
            new = f"{old[: most - len(str(count)) - 1]}_{count}"
            count += new.lower() in taken
        seen[old.lower()] = count
        taken.add(new.lower())
        element.set(name, new)
        renamed.add((steps or {}).get(element, ()), old, new)
    return renamed


def _shapes(root: etree._Element, steps: Mapping[etree._Element, Steps]) -> None:
    """Shapes of VML, and what names one; an outline that is there already is not written again."""
    seen: dict[str, bytes] = {}
    for outline in list(root.iter(SHAPE_TYPE)):
        drawn = etree.tostring(outline, method="c14n", with_tail=False)
        if seen.get(outline.get("id", "")) == drawn:
            drop(outline)
        seen.setdefault(outline.get("id", ""), drawn)
    renamed = _names(root.iter(*IDENTIFIED), "id", steps)
    _names(root.iter(*IDENTIFIED), O + "spid")
    for element in root.iter(*IDENTIFIED):
        _follow(element, "type", renamed, steps)
    for element in root.iter(*NAMING):
        _follow(element, NAMING[str(element.tag)], renamed, steps)
    for box in root.iter(V + "textbox"):
        style = box.get("style") or ""
        if _NEXT_BOX in style:
            before, _, after = style.partition(_NEXT_BOX)
            name, semicolon, rest = after.partition(";")
            box.set("style", f"{before}{_NEXT_BOX}#{renamed.of(steps.get(box, ()), name.strip().lstrip('#'))}{semicolon}{rest}")


def _follow(element: etree._Element, attribute: str, renamed: _Renamed, steps: Mapping[etree._Element, Steps]) -> None:
    value = element.get(attribute)
    if value:
        sign = "#" if value.startswith("#") else ""
        element.set(attribute, sign + renamed.of(steps.get(element, ()), value.removeprefix("#")))


def _boxes(root: etree._Element, steps: Mapping[etree._Element, Steps]) -> None:
    """Text boxes that run on in one another have a number in common (``wps:txbx``, ``wps:linkedTxbx``)."""
    renamed = _Renamed()
    boxes = list(root.iter(WPS + "txbx"))
    before = [box.get("id") for box in boxes]
    _attributes(boxes, "id")
    for box, old in zip(boxes, before, strict=True):
        renamed.add(steps.get(box, ()), old or "", box.get("id") or "")
    for linked in root.iter(WPS + "linkedTxbx"):
        _follow(linked, "id", renamed, steps)


def _ranges(root: etree._Element, kind: str) -> None:
    """A repeated range gets a number for both its ends."""
    marks = list(root.iter(f"{W}{kind}Start", f"{W}{kind}End"))
    following = highest(mark.get(W + "id") for mark in marks) + 1
    seen: set[str] = set()
    current: dict[str, str] = {}
    for mark in marks:
        number = mark.get(W + "id") or ""
        if mark.tag == f"{W}{kind}Start":
            if number in seen:
                current[number] = str(following)
                following += 1
            seen.add(number)
        if number in current:
            mark.set(W + "id", current[number])


def _bookmarks(root: etree._Element, steps: Mapping[etree._Element, Steps]) -> None:
    """A repeated bookmark gets a number for both its ends and a name of its own (ECMA-376 Part 1 §17.13.6)."""
    _ranges(root, "bookmark")
    renamed = _names(root.iter(W + "bookmarkStart"), W + "name", steps, _LONGEST_NAME)
    for element, rename in link_targets(root):
        rename(_within(renamed, steps.get(element, ())))


def _within(renamed: _Renamed, steps: Steps) -> Callable[[str], str]:
    return lambda name: renamed.of(steps, name)


def _comments(root: etree._Element) -> None:
    seen: set[tuple[object, str | None]] = set()
    for anchor in list(root.iter(*_ANCHORS)):
        key = (anchor.tag, anchor.get(W + "id"))
        if key in seen:
            drop(anchor)
        seen.add(key)
