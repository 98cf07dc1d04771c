"""A fault seen in a finished part → a value that can be compared with what the template already had, then a problem.

Knows nothing of what is looked for.  The place is worked out last, for the few faults that are reported, because
counting paragraphs costs more than finding that all is well.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.message import NOTHING, Message
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import W
from reportgen.ooxml.xml_tree import compile_path
from reportgen.problem import Code, Grade, Problem, WordPlace
from reportgen.value_object import ValueObject


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PackageFault(ValueObject):
    """One fault.

    ``detail`` says what exactly, and with code and part is what tells two faults apart; ``every`` asks that each
    occurrence counts (otherwise one in the template excuses all of its kind); ``element`` is where it is in the tree.
    """

    code: Code
    part: str
    detail: str
    message: Message
    grade: Grade = Grade.ERROR
    hint: Message = NOTHING
    every: bool = True
    element: etree._Element | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """What is compared."""
        return (self.code, self.part, self.detail)

    def problem(self, locator: Locator | None) -> Problem:
        """The finding as a problem; ``locator`` knows the paragraphs of its part."""
        place = WordPlace(self.part)
        if locator is not None and self.element is not None:
            place = _place(self.element, locator)
        return Problem(self.code, self.message, self.grade, place, self.hint)


def _place(element: etree._Element, locator: Locator) -> WordPlace:
    """The paragraph around the element; a cell, row or table without one is named by its numbers."""
    around = _outwards(element, W + "p")
    if around is not None:
        return locator.place(around)
    place = WordPlace(locator.part)
    if before := _BEFORE(element):
        place = replace(place, heading=locator.place(before[0]).heading)
    table = _outwards(element, W + "tbl")
    if table is None:
        return place
    row, cell = _outwards(element, W + "tr"), _outwards(element, W + "tc")
    number = _number(table, element.getroottree().getroot(), "tbl")
    if row is None or table not in row.iterancestors():
        return replace(place, table=number, row=1, cell=1)
    column = 1 if cell is None or row not in cell.iterancestors() else _number(cell, row, "tc")
    return replace(place, table=number, row=_number(row, table, "tr"), cell=column)


_BEFORE = compile_path("preceding::w:p[1]", w=W[1:-1])


def _outwards(element: etree._Element, tag: str) -> etree._Element | None:
    """The element itself or the nearest around it with a tag."""
    return element if element.tag == tag else next(element.iterancestors(tag), None)


def _number(element: etree._Element, within: etree._Element, name: str) -> int:
    """Which one it is, from 1; rows and cells of inner tables do not count."""
    owner = {"tr": W + "tbl", "tc": W + "tr"}.get(name)
    found = (other for other in within.iter(W + name) if owner is None or next(other.iterancestors(owner)) is within)
    return 1 + next(number for number, other in enumerate(found) if other is element)
