"""This year's report and the texts that plan for it → what was promised, each with what this year says of it.

Knows what is printed and of which year it speaks (所述年度, or a text that is a plan as a whole), not whether a promise was kept:
that is for somebody to read, so both stand side by side, with their figures.  A promise finds the sentences that have most of its
words; a word counts the less the more sentences of this year have it, so that 推进 and 工作 find nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.message import say
from reportgen.regex import regex
from reportgen.report.checks.subject import Passage, Subject
from reportgen.report.load import Report
from reportgen.report.model.grammar import USUAL
from reportgen.text.similarity import pairs

ANSWERED, UNANSWERED = "有交代", "没有提到"
_ENOUGH = 0.4
"""Least weight of a promise's words, of all of them, that a sentence must have to speak of it."""
_MOST = 3
_FIGURE = regex(r"\d[\d.,]*(?:个百分点|[%％‰]|[千百万亿]*[^\d\s，。；、：（）]?)")
_FILLING = regex(r"[，。；、：“”（）\s]|\d{4}年|力争|确保|努力|全年|以上|左右|继续|进一步|加快|推进|我们|将|要")


@dataclass(frozen=True, slots=True)
class PlanText:
    """A text that plans: what it is called, the report, and whether all of it is a plan for its own year (工作要点) and not only the
    parts that speak of the next."""

    source: str
    report: Report
    whole: bool = False

    @classmethod
    def of(cls, report: Report, kind: str, whole: bool = False) -> PlanText:
        return cls(str(say("{year} 年的{kind}", year=report.year, kind=kind or USUAL)), report, whole)


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence of a plan for this year, the figures in it, and this year's sentences that speak of the same, the likest
    first, with theirs; ``source`` is the text that it stands in."""

    text: str
    figures: tuple[str, ...]
    answers: tuple[str, ...]
    answered: tuple[str, ...]
    source: str = ""

    @property
    def verdict(self) -> str:
        return ANSWERED if self.answers else UNANSWERED


def promises(later: Report, plans: Sequence[PlanText]) -> tuple[Promise, ...]:
    """What the plans say of the report's year, in their order, what two of them say alike once; none where none speaks of it."""
    planned: dict[str, tuple[str, Passage]] = {}
    for plan in plans:
        for each in _planned(plan, later.year):
            planned.setdefault("".join(each.said.split()), (plan.source, each))
    if not planned:
        return ()
    told = [each for each in _body(later) if later.speaks_of(each.sentence.address) == later.year]
    words = [Counter(_words(each.said)) for each in told]
    known = Counter(word for each in words for word in each)
    return tuple(replace(_promise(each, told, words, known), source=source) for source, each in planned.values())


def _planned(plan: PlanText, year: int) -> Iterator[Passage]:
    """What a plan says of a year: all of it that speaks of that year, its own year among them where the whole text is a plan."""
    if plan.report.year < year or (plan.whole and plan.report.year == year):
        yield from (each for each in _body(plan.report) if plan.report.speaks_of(each.sentence.address) == year)


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
