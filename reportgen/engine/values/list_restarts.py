"""Marks where a list is to begin anew → the numbered paragraphs after each with a numbering of their own.

Knows no values.  A mark concerns the first numbered paragraph after it: those that go on with its numbering, at its level
or deeper, get a new one, up to the next mark or to a paragraph of a higher level.  So headings numbered by the same
multi-level list go on counting.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reportgen.engine.compile.run_splits import lift
from reportgen.engine.render.marks import marks_with
from reportgen.engine.values.list_numberings import fresh
from reportgen.engine.values.render_context import RenderContext
from reportgen.engine.values.value_xml import set_numbering
from reportgen.ooxml.names import W
from reportgen.ooxml.properties import properties_of
from reportgen.ooxml.xml_tree import whole

RESTART = "n"
"""Text of the processing instruction where a list is to begin anew; it stands before a paragraph."""


@dataclass(slots=True, eq=False)
class _List:
    """The list that is being renumbered: its numbering, level, and the new numbering."""

    old: str = ""
    level: int = 0
    new: str = ""


def restart_lists(root: etree._Element, context: RenderContext) -> None:
    """Renumbers, and takes the marks out."""
    marks = [mark for mark in marks_with(root, RESTART) if mark.text == RESTART]
    if not marks:
        return
    current: _List | None = None
    for node in root.iter():
        if isinstance(node, etree._ProcessingInstruction) and node.text == RESTART:
            current = _List()
        elif node.tag == W + "p" and current is not None:
            current = _renumbered(node, current, context)
    for mark in marks:
        lift(mark)


def _renumbered(paragraph: etree._Element, current: _List, context: RenderContext) -> _List | None:
    """Renumbers a paragraph where it belongs to the list; None where that has ended."""
    number, level = _numbering(paragraph, context)
    if number in ("", "0"):
        return current
    if not current.new:
        current = _List(number, level, fresh(context.additions, number, level))
    if number != current.old:
        return current
    if level < current.level:
        return None
    set_numbering(properties_of(paragraph), current.new, level)
    return current


def _numbering(paragraph: etree._Element, context: RenderContext) -> tuple[str, int]:
    """The numbering and level of a paragraph, by itself or by its style."""
    held = paragraph.find(f"{W}pPr/{W}numPr")
    number = held.find(W + "numId") if held is not None else None
    if held is not None and number is not None:
        level = held.find(W + "ilvl")
        return number.get(W + "val", ""), whole(level.get(W + "val")) if level is not None else 0
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    found, level_text = context.numbering_of(style.get(W + "val", "") if style is not None else "")
    return found, whole(level_text)
