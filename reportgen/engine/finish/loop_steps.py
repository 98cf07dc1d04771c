"""An arranged part whose loops hold both a name and what refers to it → the same part, each step of each loop marked; and, of
the rendered part, the steps that an element stands in.

Knows nothing of names.  A bookmark in a loop becomes as many bookmarks as there are steps, and a reference means the one of its
own step, wherever in the step it stands.  Nothing else in a rendered part says where a step begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reportgen.engine.compile.lexer import Tag
from reportgen.engine.compile.run_splits import lift

_TARGET = "rgstep"
"""Target of the processing instructions that stand before a step, and behind the last."""
_REPEATING = ("for", "macro", "call")

Steps = tuple[int, ...]
"""The steps around a place, from the outside in; each step of a rendering has a number of its own."""


def mark_steps(tags: Sequence[Tag]) -> None:
    """Puts marks into every loop of the tags, in the tree that they stand in."""
    open_ones: list[Tag] = []
    for tag in tags:
        if tag.keyword in _REPEATING and tag.marker.getparent() is not None:
            open_ones.append(tag)
            _behind(tag.marker, f"b{tag.number}")
        elif tag.keyword.startswith("end") and tag.keyword[3:] in _REPEATING and open_ones:
            opener = open_ones.pop()
            if opener.keyword == "for":
                _behind(tag.marker, f"e{opener.number}")
            else:  # what is printed at a call ends within it
                tag.marker.addprevious(etree.ProcessingInstruction(_TARGET, f"e{opener.number}"))


def _behind(marker: etree._Element, text: str) -> None:
    step = etree.ProcessingInstruction(_TARGET, text)
    step.tail, marker.tail = marker.tail, None
    parent = marker.getparent()
    assert parent is not None
    parent.insert(parent.index(marker) + 1, step)


def is_step(node: etree._Element) -> bool:
    return isinstance(node, etree._ProcessingInstruction) and node.target == _TARGET


def steps_of(root: etree._Element) -> dict[etree._Element, Steps]:
    """The steps around each element that stands in any."""
    found: dict[etree._Element, Steps] = {}
    around: list[tuple[str, int]] = []
    here: Steps = ()
    count = 0
    for node in root.iter():
        if is_step(node):
            text = node.text or ""
            around = _left(around, text[1:])
            if text.startswith("b"):
                count += 1
                around.append((text[1:], count))
            here = tuple(number for _, number in around)
        elif here:
            found[node] = here
    return found


def _left(around: list[tuple[str, int]], name: str) -> list[tuple[str, int]]:
    """The loops that are still open where a step of one begins, or its last has ended."""
    names = [open_one for open_one, _ in around]
    return around[: names.index(name)] if name in names else around


def forget_steps(root: etree._Element) -> None:
    """Takes the marks out of a tree."""
    for node in [node for node in root.iter(etree.PI) if is_step(node)]:
        lift(node)
