"""A constant sentence and its parameters → the text in Chinese, or in any language that there is a catalogue for.

Knows no problem, no file and no place.  What is said stays data until a door asks for words: so it can be counted and grouped by
its pattern, translated as a whole, and sent to another process.  A message is its own Chinese text (a ``str``), since that is what
nearly everybody wants; the pattern is what translators see, as the msgid of a gettext catalogue.  ``phrases`` are lists and clauses
within a sentence; they are imported when one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.message.phrases import Joined

STOPS = "。."
SEPARATOR = "、"
"""What stands between the items of a list in Chinese; a catalogue has its own for it."""


class Phrase:
    """What may stand in a sentence and say something itself."""

    __slots__ = ()

    def sentences(self) -> Iterator[Message]:
        """The sentences in it, itself if it is one, outermost first."""
        raise NotImplementedError

    def translated(self, translate: Translate) -> Phrase:
        """The same in another language."""
        raise NotImplementedError


Parameter = str | int | Decimal | Phrase | tuple["Parameter", ...]
"""Plain text, a number, several of them, or again a sentence or what is made of some (``phrases``)."""
Translate = Callable[[str], str]
"""A pattern → the pattern in another language; the same pattern where there is none."""


class Message(str, Phrase):
    """What is said: ``pattern`` with names in braces, and what they stand for.  Equal messages read the same in Chinese."""

    __slots__ = ("parameters", "pattern")
    pattern: str
    parameters: tuple[tuple[str, Parameter], ...]

    def __new__(cls, pattern: str, parameters: tuple[tuple[str, Parameter], ...] = ()) -> Message:
        """Raises ``KeyError`` where a name of the pattern has no parameter."""
        made = super().__new__(cls, pattern.format_map({name: shown(value) for name, value in parameters}))
        made.pattern = pattern
        made.parameters = parameters
        return made

    def __getnewargs__(self) -> tuple[str, tuple[tuple[str, Parameter], ...]]:  # type: ignore[override]
        """For ``pickle`` and ``copy``."""
        return self.pattern, self.parameters

    def sentences(self) -> Iterator[Message]:
        """Itself, and the sentences among its parameters, outermost first."""
        yield self
        for _, value in self.parameters:
            yield from sentences_in(value)

    def translated(self, translate: Translate) -> Message:
        """The message in another language, those of the parameters that are sentences too."""
        return Message(translate(self.pattern), tuple((name, translated_in(value, translate)) for name, value in self.parameters))


NOTHING = Message("")
"""Nothing is said."""


def say(pattern: str, /, **parameters: Parameter) -> Message:
    """The only way to make a message: a constant sentence with a name in braces for each thing that varies.

    ``{{`` and ``}}`` stand for braces.  A tuple is read as a list with 、 between.  A test holds that patterns are constants, and
    that every parameter is used.
    """
    return Message(pattern, tuple(parameters.items())) if parameters else _alone(pattern)


@cache
def _alone(pattern: str) -> Message:
    """A sentence in which nothing varies is made once: what counts or finds says it for each of ten thousand paragraphs."""
    return Message(pattern)


def joined(items: Iterable[Parameter], between: str) -> Joined:
    """A list for a sentence, with something else than 、 between its items."""
    from reportgen.message.phrases import Joined  # here: what goes well says little

    return Joined(tuple(items), between)


def said_by(error: BaseException) -> Message:
    """What an exception of ours says, its first argument; nothing where Python, Jinja or another library raised it."""
    said = error.args[0] if error.args else NOTHING
    return said if isinstance(said, Message) else NOTHING


def shown(value: Parameter) -> str:
    """A parameter as it is read in Chinese."""
    return SEPARATOR.join(map(shown, value)) if isinstance(value, tuple) else str(value)


def sentences_in(value: Parameter) -> Iterator[Message]:
    """The sentences of a parameter."""
    if isinstance(value, Phrase):
        yield from value.sentences()
    elif isinstance(value, tuple):
        for each in value:
            yield from sentences_in(each)


def translated_in(value: Parameter, translate: Translate) -> Parameter:
    """A parameter in another language; a list has its own sign between the items there."""
    if isinstance(value, Phrase):
        return value.translated(translate)
    if isinstance(value, tuple):
        return joined((translated_in(each, translate) for each in value), translate(SEPARATOR))
    return value
