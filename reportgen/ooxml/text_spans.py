"""A paragraph and a stretch of its characters → the runs that hold exactly these, cut where need be.

Knows neither tags nor comments.  The text is counted as the trace of a rendering counts it: a tab or a break is one
character, tracked deletions, field codes and text boxes within the paragraph count nothing.  Cutting a run changes
neither text nor formatting: both halves carry the same properties, and what else stood in the run stays in its order.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.names import XML_SPACE, A, W

_TEXT = frozenset((W + "t", A + "t"))
_BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
_UNSEEN = frozenset((W + "instrText", W + "noBreakHyphen"))
_SKIPPED = frozenset((W + "p", W + "del", W + "moveFrom", W + "pPr", W + "rPr", A + "p", A + "pPr", A + "rPr"))


@dataclass(frozen=True, slots=True)
class TextAtom:
    """One element that holds text: its characters and where they begin; ``counted`` is false for field codes and for
    hyphens that never break, which a reader of tags sees and the trace does not."""

    element: etree._Element
    text: str
    start: int
    counted: bool = True

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def leaves_page(element: etree._Element) -> bool:
    """Whether a break begins a new page or column, and so shows no character in its line (ECMA-376 Part 1 §17.3.3.1)."""
    return element.tag == W + "br" and element.get(W + "type") in ("page", "column")


def atoms(paragraph: etree._Element, *, everything: bool = False) -> list[TextAtom]:
    """The text of a paragraph in reading order; with ``everything``, what is not counted is there and counted too."""
    found: list[TextAtom] = []
    at = 0
    for element in _leaves(paragraph):
        unseen = element.tag in _UNSEEN
        if unseen and not everything:
            continue
        text = _BREAKS.get(str(element.tag)) or ("-" if element.tag == W + "noBreakHyphen" else element.text or "")
        found.append(TextAtom(element, text, at, not unseen))
        at += len(text)
    return found


def text_of(paragraph: etree._Element) -> str:
    """The text as it is counted."""
    return "".join(atom.text for atom in atoms(paragraph))


def isolate(paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
    """The runs that hold the characters ``start`` to ``end`` and no other text, in reading order; the tree is cut.

    None at all where the stretch holds no character.
    """
    for at in (start, end):
        _cut(paragraph, at)
    inside = [atom for atom in atoms(paragraph) if start <= atom.start and atom.end <= end and atom.text]
    found: dict[etree._Element, None] = {}
    for atom in inside:
        if (run := outer_run(atom.element, paragraph)) is not None:
            found[run] = None
    return list(found)


def outer_run(element: etree._Element, paragraph: etree._Element) -> etree._Element | None:
    """The outermost run around an element within a paragraph (that of the whole for phonetic guides and text boxes)."""
    found = None
    for above in element.iterancestors():
        if above is paragraph:
            break
        if above.tag in (W + "r", A + "r"):
            found = above
    return found


def _leaves(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in _TEXT or child.tag in _BREAKS or child.tag in _UNSEEN:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _leaves(child)


def _cut(paragraph: etree._Element, at: int) -> None:
    """Sees to it that a run ends before the character ``at``; runs that stand in runs are left whole."""
    for atom in atoms(paragraph):
        run = atom.element.getparent()
        if run is None or run.tag not in (W + "r", A + "r") or outer_run(atom.element, paragraph) is not run:
            continue
        if atom.start < at < atom.end:
            _split_run(run, _split_text(atom.element, at - atom.start))
            return
        if atom.start == at and atom.text:
            _split_run(run, atom.element)
            return


def _split_text(element: etree._Element, at: int) -> etree._Element:
    """The text element that holds the characters from ``at``, behind the one that holds those before."""
    rest = deepcopy(element)
    text = element.text or ""
    element.text, rest.text = text[:at], text[at:]
    for half in (element, rest):
        if half.tag == W + "t":
            half.set(XML_SPACE, "preserve")
    rest.tail, element.tail = element.tail, None
    element.addnext(rest)
    return rest


def _split_run(run: etree._Element, first: etree._Element) -> None:
    """Moves ``first`` and what follows it into a run of its own with the same properties."""
    before = [child for child in first.itersiblings(preceding=True) if not str(child.tag).endswith("}rPr")]
    if not before:
        return
    rest = etree.Element(run.tag)
    for name, value in run.attrib.items():
        rest.set(name, value)
    properties = next((child for child in run if str(child.tag).endswith("}rPr")), None)
    if properties is not None:
        rest.append(deepcopy(properties))
    for child in [first, *first.itersiblings()]:
        rest.append(child)
    rest.tail, run.tail = run.tail, None
    run.addnext(rest)
