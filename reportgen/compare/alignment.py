"""The sentences of two reports → pairs: unchanged, only figures changed, changed, new, dropped.

Knows what is printed, and where each sentence stands.  Equal sentences find each other first, then those that differ in
figures only, wherever they stand; then each looks for the one most alike, and of two alike for the one in its own topic and
part, since headings change every year while their order hardly does.  Likeness is the share of common pairs of neighbouring
characters (Dice's coefficient over bigrams), which needs no dictionary of Chinese words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.compare.word_diff import DiffSpan, changed_words
from reportgen.report.checks.reuse import skeleton
from reportgen.report.checks.subject import Passage, Subject
from reportgen.report.load import Report
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import OPENING, KeyRole
from reportgen.text.similarity import pairs, similarity

SAME, FIGURES, CHANGED, NEW, DROPPED = "未变", "只换数", "改写", "新增", "删去"
KINDS = (SAME, FIGURES, CHANGED, NEW, DROPPED)
_NEAR, _FAR = 0.4, 0.55
"""Least likeness to count as the same sentence rewritten: within the aligned part, and elsewhere."""
_TOPIC, _PART = 0.15, 0.05
"""What a place in common adds when several are alike."""


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """A sentence and where it stands: number of part and topic (-1 for none) and their headings."""

    text: str
    part: int
    topic: int
    part_name: str
    topic_name: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What became of a sentence; ``old`` or ``new`` is None where there is none.  ``words`` are the stretches that make up
    both, with what was taken out and put in."""

    kind: str
    old: SentencePlace | None
    new: SentencePlace | None
    words: tuple[DiffSpan, ...] = ()

    @property
    def spot(self) -> SentencePlace:
        """Where it stands: in the later year where it is there."""
        spot = self.new or self.old
        assert spot is not None
        return spot


def align(earlier: Report, later: Report) -> tuple[Pair, ...]:
    """The pairs in the order of the later year; what was dropped stands at the end of its part."""
    old, new = list(_spots(earlier)), list(_spots(later))
    partner = _matched(old, new)
    pairs = [_pair(old[partner[at]] if at in partner else None, spot) for at, spot in enumerate(new)]
    taken = set(partner.values())
    dropped = [Pair(DROPPED, spot, None) for at, spot in enumerate(old) if at not in taken]
    return tuple(_ordered(pairs, dropped))


def _spots(report: Report) -> Iterator[SentencePlace]:
    """The sentences of the body."""
    names: dict[Address, str] = {}
    for passage in Subject.of(replace(report, last=None)).passages:
        address = passage.sentence.address
        if passage.sentence.role in (KeyRole.HEADING, KeyRole.TOPIC):
            names[address.section] = passage.said
        elif passage.body and passage.said:
            around = address.sections
            part, topic = around[0] if around else NOWHERE, around[-1] if len(around) > 1 else NOWHERE
            yield SentencePlace(
                _plain(passage), part.number, topic.number, names.get(part, "") if part else OPENING, names.get(topic, "")
            )


def _plain(passage: Passage) -> str:
    return " ".join(passage.said.split())


def _matched(old: Sequence[SentencePlace], new: Sequence[SentencePlace]) -> dict[int, int]:
    """For each sentence of the later year that has one, its predecessor."""
    partner: dict[int, int] = {}
    for key in (lambda spot: spot.text, lambda spot: skeleton(spot.text)):
        free: dict[str, list[int]] = {}
        for at, spot in enumerate(old):
            if at not in partner.values():
                free.setdefault(key(spot), []).append(at)
        for at, spot in enumerate(new):
            if at not in partner and free.get(key(spot)):
                partner[at] = free[key(spot)].pop(0)
    _alike(old, new, partner)
    return partner


def _alike(old: Sequence[SentencePlace], new: Sequence[SentencePlace], partner: dict[int, int]) -> None:
    """The rest: the most alike first."""
    taken = set(partner.values())
    left = {at: pairs(spot.text) for at, spot in enumerate(old) if at not in taken}
    found: list[tuple[float, int, int]] = []
    for at, spot in enumerate(new):
        if at in partner:
            continue
        mine = pairs(spot.text)
        for other, theirs in left.items():
            likeness = similarity(mine, theirs)
            near = spot.part == old[other].part
            if likeness >= (_NEAR if near else _FAR):
                bonus = _PART * near + _TOPIC * (near and spot.topic == old[other].topic)
                found.append((-likeness - bonus, at, other))
    for _, at, other in sorted(found):
        if at not in partner and other in left:
            partner[at] = other
            del left[other]


def _pair(old: SentencePlace | None, new: SentencePlace) -> Pair:
    if old is None:
        return Pair(NEW, None, new)
    if old.text == new.text:
        return Pair(SAME, old, new)
    kind = FIGURES if skeleton(old.text) == skeleton(new.text) else CHANGED
    return Pair(kind, old, new, changed_words(old.text, new.text))


def _ordered(pairs: Sequence[Pair], dropped: Sequence[Pair]) -> Iterator[Pair]:
    """Dropped sentences after the last one of the part of the same number."""
    parts = sorted({pair.spot.part for pair in (*pairs, *dropped)})
    for part in parts:
        yield from (pair for pair in pairs if pair.spot.part == part)
        yield from (pair for pair in dropped if pair.spot.part == part)
