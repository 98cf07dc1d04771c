"""Edits, and a test that all of some must pass together → those that pass, and the others, each with its reason.

Knows neither how an edit is tried nor what is asked of it.  A trial makes the whole report once more, so there are to be few of
them: all edits are tried at once; where that fails, the ones near a place that reads wrong (``Doubtful``) are set apart from the
rest; where no such place is known, those that reach less far come first, and only those that reach as far are halved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from reportgen.message import Message
from reportgen.report.model.address import NOWHERE, Address
from reportgen.roundtrip.edits import (
    AddSection,
    Edit,
    Insert,
    InsertParagraph,
    MoveSection,
    Remove,
    RemoveSection,
    SetText,
    Step,
)

Holds = Callable[[Sequence[Edit], Sequence[Edit], int], Message]
"""Edits that are good, a group that comes to them, and how many places it must bring nearer → why it does not hold, or nothing."""
Doubtful = Callable[[Sequence[Edit], Sequence[Edit]], Collection[Edit]]
"""Edits that are good, and a group that did not hold → those of the group that stand near a place that reads wrong."""

Group = list[Sequence[Edit]]
Refused = list[tuple[Edit, Message]]


def nobody(good: Sequence[Edit], group: Sequence[Edit]) -> Collection[Edit]:
    """No edit in particular is in doubt."""
    del good, group
    return ()


def divided(
    good: list[Edit], bundles: Sequence[Sequence[Edit]], holds: Holds, doubtful: Doubtful = nobody
) -> tuple[list[Edit], Refused]:
    """What is good with those edits of some bundles that hold, and the others.

    Where not all hold, what is in doubt waits until all else has been tried.  Where nothing is, what only changes sentences comes
    first, what adds and removes sections next, and what moves text from one to another last.
    """
    refused: Refused = []
    waiting = [list(bundles)] if bundles else []
    while waiting:
        group = waiting.pop(0)
        edits = [edit for bundle in group for edit in bundle]
        reason = holds(good, edits, len(group))
        if not reason:
            good = [*good, *edits]
        elif len(edits) == 1:
            refused.append((edits[0], reason))
        else:
            waiting = _queued(waiting, group, doubtful(good, edits))
    return good, refused


def _queued(waiting: list[Group], group: Group, near: Collection[Edit]) -> list[Group]:
    """What is tried next, where some edits do not hold together: what is not in doubt, and the rest last of all; where nothing or
    all is in doubt, what reaches as far; of what does, halves."""
    sound: Group = [held for bundle in group if (held := [edit for edit in bundle if edit not in near])]
    odd: Group = [held for bundle in group if (held := [edit for edit in bundle if edit in near])]
    if sound and odd:
        return [sound, *waiting, odd]
    reach = sorted({_reach(bundle) for bundle in group})
    if len(reach) > 1:
        return [*([bundle for bundle in group if _reach(bundle) == each] for each in reach), *waiting]
    first, second = halves(group)
    return [first, *waiting, second] if second else [first, *waiting]


def _reach(bundle: Sequence[Edit]) -> int:
    """How far some edits reach: 0 within one section, 1 sections come and go, 2 from one section into another."""
    steps = [step for edit in bundle for step in edit.steps]
    if any(isinstance(step, MoveSection) for step in steps) or len({*map(_section, steps)} - {NOWHERE}) > 1:
        return 2
    return int(any(isinstance(step, (AddSection, RemoveSection)) for step in steps))


def halves(bundles: Sequence[Sequence[Edit]]) -> tuple[Group, Group]:
    """The first half of every bundle and the second: bundles do not touch one another, so all are halved by the same trial.  Where
    each has one edit, half of the bundles."""
    if all(len(bundle) == 1 for bundle in bundles):
        middle = len(bundles) // 2
        return [list(bundle) for bundle in bundles[:middle]], [list(bundle) for bundle in bundles[middle:]]
    middles = [(bundle, (len(bundle) + 1) // 2) for bundle in bundles]
    return [list(each[:at]) for each, at in middles], [list(each[at:]) for each, at in middles if each[at:]]


def alone(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Each edit as a bundle of its own."""
    return [[edit] for edit in edits]


def bundled(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits of one section together, and with those that move or remove it: what moved and was changed reads as the official wrote
    it only with both.  (Sections that come to one place need no bundle: each may be there or not.)"""
    bundles: list[tuple[set[Address], list[Edit]]] = []
    for edit in edits:
        mine = sections_of(edit)
        near = [pair for pair in bundles if touch(mine, pair[0])]
        for pair in near:
            bundles.remove(pair)
        held = [each for pair in near for each in pair[1]]
        bundles.append((mine.union(*(pair[0] for pair in near)), [*held, edit]))
    return [held for _, held in bundles]


def touch(some: Collection[Address], others: Collection[Address]) -> bool:
    """Whether a section of some is one of others, or stands in it or around it."""
    return any(one.within(other) or other.within(one) for one in some for other in others)


def sections_of(edit: Edit) -> set[Address]:
    """The sections that an edit changes, moves or removes."""
    return {section for step in edit.steps if (section := _section(step))}


def _section(step: Step) -> Address:
    """The section that a step changes, moves or removes; none for what is new and for what is no section's."""
    if isinstance(step, (MoveSection, RemoveSection)):
        return step.path
    if isinstance(step, (SetText, Remove)):
        return step.path.section
    return step.anchor.section if isinstance(step, (Insert, InsertParagraph)) else NOWHERE
