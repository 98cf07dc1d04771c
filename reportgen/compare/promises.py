"""Last year's report and this year's → what last year promised for this one, each with what this year says of it.

Knows what is printed and of which year it speaks (所述年度), not whether a promise was kept: that is for somebody to read, so both
stand side by side, with their figures.  A promise finds the sentences that have most of its words; a word counts the less the more
sentences of this year have it, so that 推进 and 工作 find nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.regex import regex
from reportgen.report.checks.subject import Passage, Subject
from reportgen.report.load import Report
from reportgen.text.similarity import pairs

ANSWERED, UNANSWERED = "有交代", "没有提到"
_ENOUGH = 0.4
"""Least weight of a promise's words, of all of them, that a sentence must have to speak of it."""
_MOST = 3
_FIGURE = regex(r"\d[\d.,]*(?:个百分点|[%％‰]|[千百万亿]*[^\d\s，。；、：（）]?)")
_FILLING = regex(r"[，。；、：“”（）\s]|\d{4}年|力争|确保|努力|全年|以上|左右|继续|进一步|加快|推进|我们|将|要")


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence of last year's plan for this year, the figures in it, and this year's sentences that speak of the same, the likest
    first, with theirs."""

    text: str
    figures: tuple[str, ...]
    answers: tuple[str, ...]
    answered: tuple[str, ...]

    @property
    def verdict(self) -> str:
        return ANSWERED if self.answers else UNANSWERED


def promises(earlier: Report, later: Report) -> tuple[Promise, ...]:
    """What the earlier report says of the later one's year, in its order; none where it has no part about that year."""
    planned = [each for each in _body(earlier) if earlier.speaks_of(each.sentence.address) == later.year > earlier.year]
    if not planned:
        return ()
    told = [each for each in _body(later) if later.speaks_of(each.sentence.address) == later.year]
    words = [Counter(_words(each.said)) for each in told]
    known = Counter(word for each in words for word in each)
    return tuple(_promise(each, told, words, known) for each in planned)


def _body(report: Report) -> Iterator[Passage]:
    return (each for each in Subject.of(replace(report, last=None)).passages if each.body and each.said.strip())


def _words(text: str) -> set[str]:
    """Pairs of neighbouring characters, without what every plan says."""
    return {word for piece in _FILLING.sub(" ", text).split() for word in pairs(piece)}


def _promise(each: Passage, told: Sequence[Passage], words: Sequence[Mapping[str, int]], known: Mapping[str, int]) -> Promise:
    mine = _words(each.said)
    whole = sum(_weight(word, known) for word in mine) or 1.0
    shares = [(sum(_weight(word, known) for word in mine if word in theirs) / whole, at) for at, theirs in enumerate(words)]
    best = sorted(((share, at) for share, at in shares if share >= _ENOUGH), key=lambda found: (-found[0], found[1]))[:_MOST]
    answers = tuple(" ".join(told[at].said.split()) for _, at in best)
    answered = tuple(found for text in answers for found in _figures(text))
    return Promise(" ".join(each.said.split()), _figures(each.said), answers, answered)


def _weight(word: str, known: Mapping[str, int]) -> float:
    return 1.0 / max(1, known.get(word, 0))


def _figures(text: str) -> tuple[str, ...]:
    return tuple(found[0] for found in _FIGURE.finditer(text) if not found[0].endswith("年"))
