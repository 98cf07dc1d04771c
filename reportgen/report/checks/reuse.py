"""Sentences of two years → those carried over unchanged, or with nothing but their figures changed.

Knows what is printed, not why.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.regex import regex
from reportgen.report.checks.subject import Passage, Subject
from reportgen.report.model.grammar import REUSED
from reportgen.value_object import ValueObject

_FIGURE = regex(r"[*\d][\d.,]*")
_MOVES = regex(r"增长|下降|持平|增加|减少|提高|降低")
_SHORTEST = 12
"""Sentences of fewer characters are headings, greetings, 现将有关情况汇报如下."""
_CONFIRMED = "已确认"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Carried(ValueObject):
    """What was carried over from last year: the pairs, this year's first, and how many characters of the body they
    are."""

    unchanged: tuple[tuple[Passage, Passage], ...]
    figures: tuple[tuple[Passage, Passage], ...]
    sentences: int
    characters: int

    @property
    def pairs(self) -> tuple[tuple[Passage, Passage], ...]:
        return (*self.unchanged, *self.figures)

    @property
    def share(self) -> float:
        """The part of the body's characters that they are, in per cent."""
        carried = sum(len(this.said) for this, _ in self.pairs)
        return 100 * carried / self.characters if self.characters else 0.0

    @property
    def confirmed(self) -> int:
        return sum(is_confirmed(this) for this, _ in self.pairs)


def carried(subject: Subject) -> Carried:
    """Compares every sentence of the body with all of last year's."""
    said = {passage.said: passage for passage in subject.last}
    skeletons = {skeleton(passage.said): passage for passage in subject.last}
    body = [passage for passage in subject.passages if passage.body]
    long = [passage for passage in body if len(passage.said) >= _SHORTEST]
    same = tuple((this, said[this.said]) for this in long if this.said in said)
    others = ((this, skeletons.get(skeleton(this.said))) for this in long if skeletons and this.said not in said)
    figures = tuple((this, last) for this, last in others if last is not None)
    return Carried(same, figures, len(body), sum(len(passage.said) for passage in body))


def is_confirmed(this: Passage) -> bool:
    """Whether somebody has written beside a sentence that it may be used again."""
    return this.noted(REUSED) == _CONFIRMED


def skeleton(said: str) -> str:
    """What is left of a sentence when its figures, and the words of rise and fall, are taken out."""
    return _MOVES.sub("±", _FIGURE.sub("#", said))
