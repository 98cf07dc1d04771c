"""A constant sentence and its parameters → the text in Chinese, or in any language that there is a catalogue for.

Knows no problem, no file and no place.  What is said stays data until a door asks for words: so it can be counted and grouped by
its pattern, translated as a whole, and sent to another process.  A message is its own Chinese text (a ``str``), since that is what
nearly everybody wants; the pattern is what translators see, as the ``msgid`` of a gettext catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Union

from reportgen.value_object import ValueObject

STOPS = "。."
SEPARATOR = "、"
"""What stands between the items of a list in Chinese; a catalogue has its own for it."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Joined(ValueObject):
    """A list whose items something else than 、 stands between."""

    items: tuple[Parameter, ...]
    between: str

    def __str__(self) -> str:
        return self.between.join(map(_shown, self.items))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Clause(ValueObject):
    """A sentence inside of another one: without the stop at its end."""

    sentence: Message

    def __str__(self) -> str:
        return self.sentence.rstrip(STOPS)


Parameter = Union[str, int, Decimal, "Joined", "Clause", tuple["Parameter", ...]]
"""Plain text, a number, several of them, or again a sentence (which is a ``str``)."""
Translate = Callable[[str], str]
"""A pattern → the pattern in another language; the same pattern where there is none."""


class Message(str):
    """What is said: ``pattern`` with names in braces, and what they stand for.  Equal messages read the same in Chinese."""

    __slots__ = ("parameters", "pattern")
    pattern: str
    parameters: tuple[tuple[str, Parameter], ...]

    def __new__(cls, pattern: str, parameters: tuple[tuple[str, Parameter], ...] = ()) -> Message:
        """Raises ``KeyError`` where a name of the pattern has no parameter."""
        made = super().__new__(cls, pattern.format_map({name: _shown(value) for name, value in parameters}))
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
            yield from _sentences(value)

    def translated(self, translate: Translate) -> Message:
        """The message in another language, those of the parameters that are sentences too."""
        return Message(translate(self.pattern), tuple((name, _translated(value, translate)) for name, value in self.parameters))


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
    return Joined(tuple(items), between)


def said_by(error: BaseException) -> Message:
    """What an exception of ours says, its first argument; nothing where Python, Jinja or another library raised it."""
    said = error.args[0] if error.args else NOTHING
    return said if isinstance(said, Message) else NOTHING


def _shown(value: Parameter) -> str:
    return SEPARATOR.join(map(_shown, value)) if isinstance(value, tuple) else str(value)


def _sentences(value: Parameter) -> Iterator[Message]:
    if isinstance(value, Message):
        yield from value.sentences()
    elif isinstance(value, Clause):
        yield from value.sentence.sentences()
    elif isinstance(value, (tuple, Joined)):
        for each in value.items if isinstance(value, Joined) else value:
            yield from _sentences(each)


def _translated(value: Parameter, translate: Translate) -> Parameter:
    if isinstance(value, Message):
        return value.translated(translate)
    if isinstance(value, Clause):
        return Clause(value.sentence.translated(translate))
    if isinstance(value, tuple):
        return joined((_translated(each, translate) for each in value), translate(SEPARATOR))
    if isinstance(value, Joined):
        return joined((_translated(each, translate) for each in value.items), translate(value.between))
    return value
