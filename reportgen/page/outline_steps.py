"""A year's files → its outline as a list of lines, and the steps that put one in, take one away, move one or its section.

Knows no server.  What a file allows is known by ``roundtrip``: a sentence that is a line of its own can have others beside it; a
section moves with all that is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.message import say
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import HEADING, TOPIC
from reportgen.roundtrip.apply import CannotApply
from reportgen.roundtrip.edits import Insert, MoveSection, Remove, SetText, Step
from reportgen.roundtrip.outline import Outline, SentenceSpot


@dataclass(frozen=True, slots=True)
class SentenceStep:
    """A sentence was ``old`` and becomes ``new``, as they stand in the file, references included."""

    address: Address
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class InsertStep:
    """A sentence ``new`` below one that is ``old``."""

    address: Address
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RemoveStep:
    """A sentence that is ``old`` goes."""

    address: Address
    old: str
    new: str = ""


@dataclass(frozen=True, slots=True)
class MoveStep:
    """A sentence that is ``old``, or the section that it heads, goes one place up (-1) or down (1)."""

    address: Address
    old: str
    by: int
    new: str = ""


OutlineStep = SentenceStep | InsertStep | RemoveStep | MoveStep


def steps_for(outline: Outline, step: OutlineStep) -> Sequence[Step]:
    """What is to be written; raises ``CannotApply`` where the file does not allow it."""
    match step:
        case SentenceStep(address, old, new):
            return [SetText(address, old, new)]
        case InsertStep(address, _, new):
            _listed(outline, address)
            if not new.strip():
                raise CannotApply(say("这一句是空的"))
            return [Insert(address, new)]
        case RemoveStep(address, old):
            return [Remove(address, old)]
        case MoveStep(address, old, by):
            return _moved(outline, address, old, by)


def _listed(outline: Outline, address: Address) -> SentenceSpot:
    spot = outline.spots.get(address)
    if spot is None:
        raise CannotApply(say("这一句在输入文件里已经没有了"))
    if not spot.is_listed:
        raise CannotApply(say("这一句不是单独一行，请在“文件”里改"))
    return spot


def _moved(outline: Outline, address: Address, old: str, by: int) -> Sequence[Step]:
    if heads_section(outline, address):
        return [_section_moved(outline, outline.section_of(address), by)]
    _listed(outline, address)
    beside = [each for each in outline.spots if each.steps[:-1] == address.steps[:-1]]
    goal = _goal(beside, address, by)
    return [Remove(address, old), Insert(beside[goal], old, before=by < 0)]


def _section_moved(outline: Outline, section: Address, by: int) -> MoveSection:
    beside = [each for each in outline.sections if each.steps[:-1] == section.steps[:-1]]
    goal = _goal(beside, section, by)
    anchor = beside[goal] if by > 0 else (beside[goal - 1] if goal else NOWHERE)
    return MoveSection(section, outline.parent_of(section), anchor)


def _goal(beside: Sequence[Address], address: Address, by: int) -> int:
    goal = beside.index(address) + by
    if not 0 <= goal < len(beside):
        raise CannotApply(say("已经在这一段的头上或末尾了"))
    return goal


def heads_section(outline: Outline, address: Address) -> bool:
    """Whether a sentence is the heading or the topic of its section, which moves with it."""
    return address.steps[-1] in (HEADING, TOPIC) and bool(outline.section_of(address))


def outlined(outline: Outline) -> Iterator[dict[str, Any]]:
    """All sentences in the order of the text, with how deep they are and what can be done with each."""
    for address, spot in outline.spots.items():
        heads = heads_section(outline, address)
        yield {
            "id": str(address), "address": address.as_data(), "text": spot.scalar.text, "level": len(outline.around(address)),
            "heads": heads, "listed": spot.is_listed, "file": spot.place.file, "line": spot.place.line,
            "key": str(next((each for each in reversed(address.steps) if isinstance(each, str)), "")),
        }  # fmt: skip
