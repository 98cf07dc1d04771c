"""A text, another version of it, and a third → whether the third reads at every place as the one or as the other.

Knows no YAML and no Word.  The two versions are divided into what both have and, between, the places where they differ; a third
that has nothing else is a mixture of them, and it is known which places it took from the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.text.diff import changes, units


@dataclass(frozen=True, slots=True)
class MixedStretch:
    """A stretch of a text and what another version has there; ``start`` is its place in the first."""

    start: int
    old: str
    new: str

    @property
    def differs(self) -> bool:
        return self.old != self.new

    @property
    def end(self) -> int:
        return self.start + len(self.old)


def whole(paragraphs: Sequence[str]) -> str:
    """Paragraphs as one text, each with its end."""
    return "".join(f"{each}\n" for each in paragraphs)


def stretches(old: Sequence[str], new: Sequence[str]) -> tuple[MixedStretch, ...]:
    """Two texts in paragraphs as stretches: sentences are set against each other first, then their characters, a figure as one."""
    mine, theirs = _sentences(old), _sentences(new)
    found: list[MixedStretch] = []
    at = 0
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        before, after = "".join(mine[a:b]), "".join(theirs[c:d])
        found += [MixedStretch(at, before, after)] if kind in ("equal", "insert", "delete") else _within(at, before, after)
        at += len(before)
    return tuple(found)


def _sentences(paragraphs: Sequence[str]) -> list[str]:
    """The sentences, the last of each paragraph with the paragraph's end."""
    found = units(paragraphs)
    last = {unit.paragraph: number for number, unit in enumerate(found)}
    return [unit.text + ("\n" if last[unit.paragraph] == number else "") for number, unit in enumerate(found)]


def _within(at: int, old: str, new: str) -> Iterator[MixedStretch]:
    done = 0
    for a, b, c, d in changes(old, new):
        if done < a:
            yield MixedStretch(at + done, old[done:a], old[done:a])
        yield MixedStretch(at + a, old[a:b], new[c:d])
        done = b
    if done < len(old):
        yield MixedStretch(at + done, old[done:], old[done:])


def taken(parts: Sequence[MixedStretch], text: str) -> tuple[int, ...] | None:
    """The numbers of the places where a text reads as the second version; None where it is no mixture of the two.

    Where it can be read in several ways, that which takes most.
    """
    reached: dict[int, tuple[int, ...]] = {0: ()}
    for number, part in enumerate(parts):
        further: dict[int, tuple[int, ...]] = {}
        for at, chosen in reached.items():
            for words, picked in ((part.old, chosen), (part.new, (*chosen, number) if part.differs else chosen)):
                end = at + len(words)
                if text.startswith(words, at) and len(picked) >= len(further.get(end, ())):
                    further[end] = picked
        reached = further
    return reached.get(len(text))
