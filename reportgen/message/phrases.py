"""What is made of sentences to stand in another: a list with a sign of its own, a sentence without its stop.

Knows no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.message import STOPS, Message, Parameter, Phrase, Translate, sentences_in, shown, translated_in
from reportgen.value_object import ValueObject


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Joined(Phrase, ValueObject):
    """A list whose items something else than 、 stands between."""

    items: tuple[Parameter, ...]
    between: str

    def __str__(self) -> str:
        return self.between.join(map(shown, self.items))

    def sentences(self) -> Iterator[Message]:
        return sentences_in(self.items)

    def translated(self, translate: Translate) -> Joined:
        return Joined(tuple(translated_in(each, translate) for each in self.items), translate(self.between))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Clause(Phrase, ValueObject):
    """A sentence inside of another one: without the stop at its end."""

    sentence: Message

    def __str__(self) -> str:
        return self.sentence.rstrip(STOPS)

    def sentences(self) -> Iterator[Message]:
        return self.sentence.sentences()

    def translated(self, translate: Translate) -> Clause:
        return Clause(self.sentence.translated(translate))
