"""A place and a tree → the paragraph and stretch meant; a stretch and a number → the marks of a comment around it.

Knows nothing of what is said.  A comment is a range (``w:commentRangeStart``, ``w:commentRangeEnd``) and a run with a
reference behind it (ECMA-376 Part 1 §17.13.4); the marks stand beside runs and never within one.
"""

from __future__ import annotations

from lxml import etree

from reportgen.problem import WordPlace
from reportgen.word.locator import Locator
from reportgen.word.names import W
from reportgen.word.stretches import Atom, atoms, outer_run

_HIDDEN = frozenset((W + "instrText",))


def located(place: WordPlace, locator: Locator) -> tuple[etree._Element, int, int] | None:
    """The paragraph that a place names, and the stretch its excerpt marks ((0, 0) where that cannot be told)."""
    candidates = locator.find(place)
    for paragraph in candidates:
        if stretch := _stretch(paragraph, place.excerpt):
            return paragraph, *stretch
    return (candidates[0], 0, 0) if candidates else None


def first_paragraph(root: etree._Element) -> etree._Element:
    """The first paragraph of the text; a text without any is given one."""
    found = next(root.iter(W + "p"), None)
    if found is None:
        found = etree.Element(W + "p")
        body = root.find(W + "body")
        (root if body is None else body).insert(0, found)
    return found


def marked_range(first: etree._Element, last: etree._Element, number: int) -> None:
    """Marks the runs from ``first`` to ``last``."""
    first.addprevious(_edge("commentRangeStart", number))
    _close_after(last, number)


def anchor_paragraph(paragraph: etree._Element, number: int) -> None:
    """Marks a whole paragraph, be it empty."""
    properties = paragraph.find(W + "pPr")
    start = _edge("commentRangeStart", number)
    if properties is not None:
        properties.addnext(start)
    else:
        paragraph.insert(0, start)
    _close_after(paragraph[-1], number)


def anchor_run(holder: etree._Element, inner: etree._Element, number: int) -> None:
    """Marks the run of ``holder`` in which a text box with the paragraph ``inner`` stands."""
    run = outer_run(inner, holder)
    if run is None:
        anchor_paragraph(holder, number)
    else:
        marked_range(run, run, number)


def _close_after(element: etree._Element, number: int) -> None:
    tail, element.tail = element.tail, None
    end = _edge("commentRangeEnd", number)
    run = etree.Element(W + "r")
    run.append(_edge("commentReference", number))
    element.addnext(end)
    end.addnext(run)
    run.tail = tail


def _edge(name: str, number: int) -> etree._Element:
    return etree.Element(W + name, {W + "id": str(number)})


def _stretch(paragraph: etree._Element, excerpt: str) -> tuple[int, int] | None:
    """Where the words between 【 and 】 stand, in counted characters; the text may hold these signs itself."""
    held = atoms(paragraph, everything=True)
    text = "".join(atom.text for atom in held).replace("\n", " ").replace("\t", " ")
    opened, closed = excerpt.startswith("…"), excerpt.endswith("…")
    for low in (at for at, char in enumerate(excerpt) if char == "【"):
        for high in (at for at, char in enumerate(excerpt) if char == "】" and at > low):
            before, middle, after = excerpt[opened:low], excerpt[low + 1 : high], excerpt[high + 1 :]
            for around in (after.removesuffix("…") if closed else after, ""):
                at = text.find(before + middle + around)
                if at >= 0 and middle:
                    return _counted(held, at + len(before), at + len(before) + len(middle))
    return None


def _counted(held: list[Atom], start: int, end: int) -> tuple[int, int] | None:
    """Positions among all characters → among those that count; none where a field code is meant, which is not shown."""
    shown = [(atom.start, atom.end, atom.counted, atom.element.tag) for atom in held]
    if any(low < end and high > start and tag in _HIDDEN for low, high, _, tag in shown):
        return None

    def before(at: int) -> int:
        return sum(max(0, min(high, at) - low) for low, high, counted, _ in shown if counted)

    return (before(start), before(end)) if before(end) > before(start) else None
