"""Tracked changes of a Word file and its edits → who made each edit, as far as the file proves it.

Knows no input.  Some officials switch the tracking on and some do not, and both write into one paragraph; that somebody tracked a
change there does not say that the figure beside it is his.  So an edit is put down to those without whose changes it is not found:
the file is read once more without the changes of each of them, and once without any.  What is found in it even then was typed by
somebody who is not known; what is then found otherwise was tracked in part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.message import Message, joined, say
from reportgen.ooxml.revisions import Hand, ViewedParagraph
from reportgen.roundtrip.edits import (
    DELETED,
    DERIVED,
    FIGURE,
    LIST,
    PART_DELETED,
    TOPIC_DELETED,
    AddSection,
    Edit,
    Insert,
    InsertParagraph,
    MoveSection,
    Step,
)
from reportgen.text.similarity import pairs, similarity

Without = Callable[[Collection[Hand]], Sequence[ViewedParagraph]]
"""How the file reads with the changes of some hands rejected."""

_TELLING = 4
"""So many characters are known again in another paragraph than the one that an edit stands in."""
_ALIKE = 0.4
_MOST_HANDS = 40
"""Beyond, comparing again for each would take longer than the clerk's question is worth; then nobody is named."""
_DELETIONS = (DELETED, TOPIC_DELETED, PART_DELETED)
_FIGURES = (FIGURE, LIST, DERIVED)


@dataclass(slots=True, eq=False)
class Authors:
    """Of one file: its paragraphs that are not blank, how it reads without somebody's changes, and what edits are found in that."""

    view: Sequence[ViewedParagraph]
    without: Without
    find: Callable[[Sequence[ViewedParagraph]], Sequence[Edit]]
    found: dict[frozenset[Hand], Sequence[Edit]] = field(default_factory=dict)
    everybody: frozenset[Hand] = field(init=False)
    telling: frozenset[tuple[str, Hand]] = field(init=False)

    def __post_init__(self) -> None:
        touches = [touch for paragraph in self.view for touch in paragraph.touches]
        self.everybody = frozenset(touch.change.hand for touch in touches)
        self.telling = frozenset((words, each.change.hand) for each in touches if len(words := each.text.strip()) >= _TELLING)

    def of(self, number: int, edit: Edit) -> tuple[Message, ...]:
        """Who made an edit of the paragraph of that number (-1: of none), each once, with the last time: 李主任 2025-01-08 09:30."""
        near = self._near(number, edit)
        if not near or len(self.everybody) > _MOST_HANDS:
            return ()
        untracked = self._found(self.everybody)
        if any(_is_same(edit, other) for other in untracked):
            return ()
        hands = sorted((hand for hand in near if not self._is_found_without(hand, edit)), key=lambda hand: hand[1])
        if not hands:
            return ()
        told = tuple(_author(name, time) for name, time in dict(hands).items())
        partly = any(_is_about(edit, other) for other in untracked)
        return (*told, say("还有没开修订改的，不知是谁")) if partly else told

    def _near(self, number: int, edit: Edit) -> set[Hand]:
        """The hands that changed something in the edit's paragraph, or its words wherever they stand."""
        here = self.view[number].touches if 0 <= number < len(self.view) else ()
        elsewhere = {hand for words, hand in self.telling if words in edit.new or words in edit.old}
        return {touch.change.hand for touch in here} | elsewhere

    def _is_found_without(self, hand: Hand, edit: Edit) -> bool:
        return any(_is_same(edit, other) for other in self._found(frozenset((hand,))))

    def _found(self, hands: frozenset[Hand]) -> Sequence[Edit]:
        if hands not in self.found:
            self.found[hands] = self.find(self.without(hands))
        return self.found[hands]


def by_whom(edits: Iterable[Edit], told: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits that were found in a later look, each with the authors that were told of it in the first."""
    known = {(edit.kind, edit.old, edit.new): edit.authors for edit in told}
    return tuple(replace(edit, authors=known.get((edit.kind, edit.old, edit.new), ())) for edit in edits)


def _is_same(edit: Edit, other: Edit) -> bool:
    """Whether two comparisons found the same: what would be written, or, where nothing would be, the same words."""
    if (edit.kind, edit.place) != (other.kind, other.place):
        return False
    mine, theirs = list(_written(edit)), list(_written(other))
    return mine == theirs if mine or theirs else (edit.old, edit.new) == (other.old, other.new)


def _written(edit: Edit) -> Iterator[tuple[Step, ...]]:
    """The steps of an edit and of the answers to it; which of several at one place comes first, others decide as well."""
    for steps in (edit.steps, *(choice.steps for choice in edit.choices)):
        if steps:
            yield tuple(map(_unordered, steps))


def _unordered(step: Step) -> Step:
    return replace(step, order=0) if isinstance(step, Insert | InsertParagraph | AddSection | MoveSection) else step


def _is_about(edit: Edit, other: Edit) -> bool:
    """Whether something that is found without any tracked change is a part of the edit."""
    if edit.kind in _DELETIONS and other.kind not in _FIGURES and other.old and other.old in edit.old:
        return True
    if edit.kind != other.kind or edit.place != other.place:
        return False
    if edit.old:
        return edit.place is not None or edit.old == other.old
    return similarity(pairs(edit.new), pairs(other.new)) >= _ALIKE


def _author(name: str, time: str) -> Message:
    """李主任 2025-01-08 09:30."""
    held = (name.strip() if name else say("（未署名）"), time.replace("T", " ").strip())
    return say("{author_and_time}", author_and_time=joined(filter(None, held), " "))
