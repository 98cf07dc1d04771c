"""An edit of the input as it was, and what the Word file still differs in from the input as it is now → whether the input has it.

Knows no Word.  That a sentence was taken elsewhere cannot be seen of the sentence: it reads as before.  But the file can be set
against what the input prints now, and of what stands where the file has it that comparison says nothing.  Who pulls a file twice
is not asked twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.regex import regex
from reportgen.report.model.address import Address
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
from reportgen.roundtrip.outline import Outline

_TELLING = 6
"""So many characters between two figures are known again in printed words."""
_BETWEEN = regex(r"【[^】]*】|[。；]")


@dataclass(frozen=True, slots=True)
class Already:
    """The input as it is ``now``, and the edits that are found in the file against what that prints."""

    now: Outline
    left: Sequence[Edit]

    def has(self, edit: Edit, base: Outline, sentences: Mapping[Address, Address]) -> bool:
        """Whether nothing of an edit is left; ``base`` is what its steps are for, ``sentences`` where its sentences are now.  What
        edits write that take nothing elsewhere is looked for step by step; of them only a file without a difference tells here."""
        if not self.left:
            return True
        gone, put = list(_gone(edit.steps, base)), [words for step in edit.steps for words in words_of(step)]
        moved = [path for step in edit.steps if isinstance(step, MoveSection) for path in base.within(step.path)]
        if not moved and not (gone and put):
            return False
        here = {path for path, spot in self.now.spots.items() if spot.scalar.text in put}
        texts = {self.now.spots[path].scalar.text for path in here}
        if any(path not in sentences for path in moved) or not texts.issuperset(put):
            return False
        if any(words not in "\n".join(put) and self._says(words) for words in gone):
            return False
        return not self._is_touched({*here, *(sentences[path] for path in moved)})

    def puts(self, words: str, section: Address) -> bool:
        """Whether the file has a sentence in a section that the input prints without it."""
        steps = (step for edit in self.left for step in edit.steps if isinstance(step, Insert | InsertParagraph))
        return any(words in words_of(step) and self.now.section_of(step.anchor) == section for step in steps)

    def _says(self, words: str) -> bool:
        return any(spot.scalar.text == words for spot in self.now.spots.values())

    def _is_touched(self, paths: set[Address]) -> bool:
        """Whether sentences are not where the file has them: one would still be taken away, put in, or is told of."""
        texts = {self.now.spots[path].scalar.text for path in paths}
        parts = [part for text in texts for part in _BETWEEN.split(text) if len(part) >= _TELLING]
        for edit in self.left:
            steps = [*edit.steps, *(step for choice in edit.choices for step in choice.steps)]
            if any(path in paths for step in steps for path in _taken(step, self.now)):
                return True
            if any(words in texts for step in steps if not isinstance(step, SetText) for words in words_of(step)):
                return True
            if not steps and any(part in edit.old or part in edit.new for part in parts):
                return True
        return False


def words_of(step: Step) -> Sequence[str]:
    """The words that a step writes."""
    if isinstance(step, SetText):
        return (step.new,)
    if isinstance(step, Insert):
        return (step.text,)
    if isinstance(step, InsertParagraph):
        return step.texts
    return tuple(step.section.words) if isinstance(step, AddSection) else ()


def _gone(steps: Iterable[Step], base: Outline) -> Iterator[str]:
    """The sentences that steps take away, as they were."""
    for step in steps:
        if isinstance(step, Remove):
            yield step.old
        elif isinstance(step, RemoveSection):
            yield from (base.spots[path].scalar.text for path in base.within(step.path))


def _taken(step: Step, outline: Outline) -> Sequence[Address]:
    """The sentences that a step takes away from where they are."""
    if isinstance(step, Remove):
        return (step.path,)
    return outline.within(step.path) if isinstance(step, MoveSection | RemoveSection) else ()
