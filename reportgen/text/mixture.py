"""A text, another version of it, and a third → whether the third reads at every place as the one or as the other.

Knows no YAML and no Word.  The two versions are divided into what both have and, between, the places where they differ; a third
that has nothing else is a mixture of them, and it is known which places it took from the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from reportgen.text.diff import Match, Unit, changes, match_units, moves, units


@dataclass(frozen=True, slots=True)
class MixedStretch:
    """A stretch of a text and what another version has there; ``start`` is its place in the first.

    ``mixed`` are further readings of a sentence that has moved here: some of it as it was, some as it is in the other version.
    """

    start: int
    old: str
    new: str
    mixed: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        return self.old != self.new

    @property
    def end(self) -> int:
        return self.start + len(self.old)


@dataclass(frozen=True, slots=True)
class StrangeStretch:
    """Where a text reads as neither version: ``start``–``end`` in it, and ``first``–``last`` in the first version."""

    start: int
    end: int
    first: int
    last: int


_MOST_MIXED = 6
"""Of a sentence that moved, so many changed places can each be as before or as after; of one with more, all or none."""
_LANDMARK = 8
"""So many characters that both versions have are taken for the same place in a third text."""


def whole(paragraphs: Sequence[str]) -> str:
    """Paragraphs as one text, each with its end."""
    return "".join(f"{each}\n" for each in paragraphs)


def stretches(old: Sequence[str], new: Sequence[str], earlier: Sequence[str] = ()) -> tuple[MixedStretch, ...]:
    """Two texts in paragraphs as stretches: sentences are set against each other first, then their characters, a figure as one.

    Each sentence that came or went is a place of its own: a third text may have the one and lack the next.  Where some came and
    some went between the same two, those that came are first, as a line is put in after the line before.  ``earlier`` is the first
    text before some words of its sentences changed: a sentence that moved may be known again by those.
    """
    found: list[MixedStretch] = []
    at = 0
    for before, after, mixed in _places(old, new, earlier):
        if before or after:
            found.append(MixedStretch(at, before, after, mixed))
            at += len(before)
    return tuple(found)


def _places(
    old: Sequence[str], new: Sequence[str], earlier: Sequence[str]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What stands at each place in the one text and in the other, and the further readings there."""
    mine, theirs = units(old), units(new)
    gone, come = _with_ends(mine), _with_ends(theirs)
    order, places = (
        {unit: number for number, unit in enumerate(mine)},
        {unit: number for number, unit in enumerate(theirs)},
    )
    matches = match_units(mine, theirs)
    moved: dict[int, list[str]] = {}
    for match in (match for match in matches if match.moved):
        moved[places[match.new[0]]] = [gone[order[match.old[0]]]]
    steady = [match for match in matches if not match.moved]
    for came, number in _known_by(units(earlier), mine, theirs, steady):
        moved.setdefault(places[came], []).append(gone[number])
    ends = [
        (order[match.old[0]], order[match.old[-1]] + 1, places[match.new[0]], places[match.new[-1]] + 1)
        for match in steady
    ]
    done = seen = 0
    for first, last, start, end in [*ends, (len(mine), len(mine), len(theirs), len(theirs))]:
        kept = (
            "\n"
            if _end_alike(mine[done:first], theirs[seen:start]) and gone[first - 1][-1:] == come[start - 1][-1:] == "\n"
            else ""
        )
        for each in range(seen, start):
            text = come[each].removesuffix(kept)
            readings = (_mixed(was.removesuffix(kept), text) for was in moved.get(each, ()))
            yield "", text, tuple(dict.fromkeys(chain.from_iterable(readings)))
        for text in gone[done:first]:
            yield text.removesuffix(kept), "", ()
        yield from ((*pair, ()) for pair in _within(kept + "".join(gone[first:last]), kept + "".join(come[start:end])))
        done, seen = last, end


def _known_by(
    earlier: Sequence[Unit], mine: Sequence[Unit], theirs: Sequence[Unit], steady: Sequence[Match]
) -> Iterator[tuple[Unit, int]]:
    """Sentences that did not stay, and the numbers of those whose words of before, which are others now, they are known by."""
    if len(earlier) != len(mine):
        return
    order = {unit: number for number, (unit, now) in enumerate(zip(earlier, mine, strict=True)) if unit.text != now.text}
    if order:
        stayed = {unit for match in steady for unit in match.new}
        for match in moves(list(order), [unit for unit in theirs if unit not in stayed]):
            yield match.new[0], order[match.old[0]]


def _end_alike(went: Sequence[Unit], came: Sequence[Unit]) -> bool:
    """Whether what went and what came stands each within one paragraph that began before: the end of that paragraph stays."""
    return all(each and each[0].start > 0 and each[0].paragraph == each[-1].paragraph for each in (went, came))


def _mixed(old: str, new: str) -> tuple[str, ...]:
    """The readings of a sentence of which each changed place is as it was or as it is, but for the one that is all new."""
    parts = list(_within(old, new))
    if sum(before != after for before, after in parts) > _MOST_MIXED:
        return (old,)
    readings = {"".join(words) for words in product(*({before, after} for before, after in parts))}
    return tuple(sorted(readings - {new}))


def _with_ends(found: Sequence[Unit]) -> list[str]:
    """The sentences, the last of each paragraph with the paragraph's end."""
    last = {unit.paragraph: number for number, unit in enumerate(found)}
    return [unit.text + ("\n" if last[unit.paragraph] == number else "") for number, unit in enumerate(found)]


def _within(old: str, new: str) -> Iterator[tuple[str, str]]:
    """What of one sentence became what of the other, in order."""
    done = 0
    for a, b, c, d in changes(old, new):
        yield old[done:a], old[done:a]
        yield old[a:b], new[c:d]
        done = b
    yield old[done:], old[done:]


def taken(parts: Sequence[MixedStretch], text: str) -> tuple[int, ...] | None:
    """The numbers of the places where a text reads as the second version; None where it is no mixture of the two.

    Where it can be read in several ways, that which takes most.
    """
    reached: dict[int, tuple[int, ...]] = {0: ()}
    for number, part in enumerate(parts):
        if not part.differs and not part.mixed:
            words, length = part.old, len(part.old)
            reached = {at + length: chosen for at, chosen in reached.items() if text.startswith(words, at)}
            continue
        further: dict[int, tuple[int, ...]] = {}
        for at, chosen in reached.items():
            nearer = (*chosen, number) if part.differs else chosen
            for words, picked in ((part.old, chosen), *((each, nearer) for each in (part.new, *part.mixed))):
                end = at + len(words)
                if text.startswith(words, at) and len(picked) >= len(further.get(end, ())):
                    further[end] = picked
        reached = further
    return reached.get(len(text))


def strange(parts: Sequence[MixedStretch], text: str) -> list[StrangeStretch]:
    """Where a text is no mixture of the two versions; empty where it is one.

    Each such stretch begins where no reading goes on, and ends at the next words that both versions have and that the text has too.
    """
    found: list[StrangeStretch] = []
    reached, number = {0}, 0
    while number < len(parts):
        part = parts[number]
        further = {
            at + len(words)
            for at in reached
            for words in {part.old, part.new, *part.mixed}
            if text.startswith(words, at)
        }
        if further:
            reached, number = further, number + 1
            continue
        start, first = min(reached), number
        number, at = _landmark(parts, number, text, start)
        end, last = (at, parts[number].start) if number < len(parts) else (len(text), parts[-1].end)
        found.append(StrangeStretch(start, end, parts[first].start, last))
        reached = {at}
    if len(text) not in reached and not (found and found[-1].end == len(text)):
        found.append(
            StrangeStretch(max(reached), len(text), parts[-1].end if parts else 0, parts[-1].end if parts else 0)
        )
    return found


def _landmark(parts: Sequence[MixedStretch], number: int, text: str, at: int) -> tuple[int, int]:
    """The next stretch, of both versions or of the second, that the text has after a place, and where; behind the last one where
    there is none."""
    for later in range(number, len(parts)):
        part = parts[later]
        if not part.differs and len(part.old) >= _LANDMARK and (there := text.find(part.old, at)) >= 0:
            between = [each for each in range(number, later) if len(parts[each].new) >= _LANDMARK]
            typed = ((each, text.find(parts[each].new, at, there)) for each in between)
            return next(((each, start) for each, start in typed if start >= 0), (later, there))
    return len(parts), len(text)
