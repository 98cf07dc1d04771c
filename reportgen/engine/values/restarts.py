"""Marks where a list is to begin anew → the numbered paragraphs after each with a numbering of their own.

Knows no values.  A mark concerns the first numbered paragraph after it: those that go on with its numbering, at its level
or deeper, get a new one, up to the next mark or to a paragraph of a higher level.  So headings numbered by the same
multi-level list go on counting.
"""

from __future__ import annotations

from lxml import etree

from reportgen.engine.ledger import own_marks
from reportgen.engine.splitting import lift
from reportgen.engine.values.blocks import set_numbering
from reportgen.engine.values.desk import Desk
from reportgen.engine.values.lists import fresh
from reportgen.records import mutable
from reportgen.word.names import W
from reportgen.word.paragraphproperties import properties_of
from reportgen.word.wholenumbers import whole

RESTART = "n"
"""Text of the processing instruction where a list is to begin anew; it stands before a paragraph."""


@mutable
class _List:
    """The list that is being renumbered: its numbering, level, and the new numbering."""

    old: str = ""
    level: int = 0
    new: str = ""


def restart_lists(root: etree._Element, desk: Desk) -> None:
    """Renumbers, and takes the marks out."""
    marks = [mark for mark in own_marks(root) if mark.text == RESTART]
    if not marks:
        return
    current: _List | None = None
    for node in root.iter():
        if isinstance(node, etree._ProcessingInstruction) and node.text == RESTART:
            current = _List()
        elif node.tag == W + "p" and current is not None:
            current = _renumbered(node, current, desk)
    for mark in marks:
        lift(mark)


def _renumbered(paragraph: etree._Element, current: _List, desk: Desk) -> _List | None:
    """Renumbers a paragraph where it belongs to the list; None where that has ended."""
    number, level = _numbering(paragraph, desk)
    if number in ("", "0"):
        return current
    if not current.new:
        current = _List(number, level, fresh(desk.additions, number, level))
    if number != current.old:
        return current
    if level < current.level:
        return None
    set_numbering(properties_of(paragraph), current.new, level)
    return current


def _numbering(paragraph: etree._Element, desk: Desk) -> tuple[str, int]:
    """The numbering and level of a paragraph, by itself or by its style."""
    held = paragraph.find(f"{W}pPr/{W}numPr")
    number = held.find(W + "numId") if held is not None else None
    if held is not None and number is not None:
        level = held.find(W + "ilvl")
        return number.get(W + "val", ""), whole(level.get(W + "val")) if level is not None else 0
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    found, level_text = desk.numbering_of(style.get(W + "val", "") if style is not None else "")
    return found, whole(level_text)
