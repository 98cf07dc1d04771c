"""A docxtpl script's context → data that a template can read and nothing else.

Knows no template.  docxtpl lets a template call whatever the script passes; here an object becomes what it holds: the fields of
a dataclass or named tuple, the public variables of any other object and of its class.  Methods and properties stay out of
reach, because they run code at a template's word; a script that wants them passes their result, or a filter, which gets the
object itself (``unwrapped``).  Objects that lead back to themselves are allowed, as each is read once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any
from uuid import UUID

from reportgen.compat.refusal import refused
from reportgen.compat.subdocument import Subdoc
from reportgen.compat.values import InlineImage, Listing, RichText, RichTextParagraph
from reportgen.engine.compile.lexer import LITERALS
from reportgen.engine.values.base import Value
from reportgen.message import say

_PLAIN = (bool, int, float, Decimal, datetime.date, datetime.time, datetime.timedelta, Value)
_PRINTED = (PurePath, UUID)
_OBJECTS = (RichText, RichTextParagraph, InlineImage, Listing, Subdoc)
MAX_ITEMS = 1_000_000
"""Most items that are taken from an iterator, which may have no end."""


class ObjectData(dict[str, Any]):
    """What an object of the script holds; ``original`` is the object, for the script's own filters."""

    __slots__ = ("original",)
    original: Any


def as_data(value: Any) -> Any:
    """The value as data; raises ``ValueError`` for an iterator without end."""
    return _converted(value, {})


def unwrapped(value: Any) -> Any:
    """What a filter of the script is given: the script's own objects, also within a list."""
    if isinstance(value, ObjectData):
        return value.original
    return [unwrapped(item) for item in value] if type(value) is list else value


def _converted(value: Any, known: dict[int, Any]) -> Any:
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, str):
        return _literal(str(value))
    if isinstance(value, _OBJECTS):
        made = value.value
        return _literal(made) if isinstance(made, str) else made
    if isinstance(value, Enum):
        return _converted(value.value, known)
    if isinstance(value, _PRINTED):
        return _literal(str(value))
    if id(value) in known:
        return known[id(value)][1]
    return _collected(value, known)


def _collected(value: Any, known: dict[int, Any]) -> Any:
    """Mappings, lists and objects; ``known`` keeps each with its data, so that none is read twice or freed meanwhile."""
    if isinstance(value, Mapping):
        pairs: dict[Any, Any] = {}
        known[id(value)] = (value, pairs)
        pairs.update((key, _converted(item, known)) for key, item in value.items())
        return pairs
    if not hasattr(type(value), "_fields") and isinstance(value, Iterable) and not callable(value):
        items: list[Any] = []
        known[id(value)] = (value, items)
        items.extend(_converted(item, known) for item in _bounded(value))
        return items
    if callable(value):
        return value
    data = ObjectData()
    data.original = value
    known[id(value)] = (value, data)
    data.update((name, _converted(item, known)) for name, item in _variables(value) if not callable(item))
    return data if data else _literal(str(value))


def _variables(value: Any) -> Iterator[tuple[str, Any]]:
    """The public variables of an object, without running anything of its class."""
    fields = getattr(type(value), "_fields", None)
    if isinstance(value, tuple) and fields:
        yield from zip(fields, value, strict=True)
        return
    for kind in reversed(type(value).__mro__[:-1]):
        yield from ((name, item) for name, item in kind.__dict__.items() if _is_plain(name, item))
    held = getattr(value, "__dict__", {})
    slots = (name for kind in type(value).__mro__ for name in _listed(kind.__dict__.get("__slots__", ())))
    yield from ((name, item) for name, item in dict(held).items() if not name.startswith("_"))
    for name in slots:
        if not name.startswith("_") and name not in held and hasattr(value, name):
            yield name, getattr(value, name)


def _is_plain(name: str, item: Any) -> bool:
    """Whether a name of a class is a variable of it: no method, no property, nothing that runs when it is read."""
    return not name.startswith("_") and not callable(item) and not hasattr(type(item), "__get__")


def _listed(slots: str | Iterable[str]) -> tuple[str, ...]:
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _bounded(items: Iterable[Any]) -> Iterator[Any]:
    for number, item in enumerate(items):
        if number >= MAX_ITEMS:
            raise refused(say("数据里有一个列表超过 {limit} 项，可能没有尽头", limit=format(MAX_ITEMS, ",")))
        yield item


def _literal(text: str) -> str:
    """docxtpl's ``{_{`` and the like, which it also replaces in values."""
    if "_" in text and ("{" in text or "}" in text):
        for code, literal in LITERALS.items():
            text = text.replace(code, literal)
    return text
