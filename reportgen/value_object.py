"""A dataclass's ``==``, ``hash`` and ``repr``, written once for all classes instead of anew for each.

Knows no class.  ``dataclass`` writes and compiles the text of six functions for each class when its module is loaded; three of
them say for every class the same of its fields, and cost a third of the whole: with a hundred classes on the way to a file, a
fifteenth of a cold start.  A class that is loaded by every command is

    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Place(ValueObject):

and compares, hashes and shows itself as it would without: by its fields, those without ``compare``, ``hash`` or ``repr`` left out,
and unlike any other class.  One that stands in a set, or is a key, thousands of times in a run keeps functions of its own, which
take half the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from reprlib import recursive_repr
from typing import Any

_Values = Callable[[Any], tuple[object, ...]]


class ValueObject:
    """A frozen dataclass that is what its fields are."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        kind = self.__class__
        if other.__class__ is not kind:
            return NotImplemented
        read = _COMPARED.get(kind) or _compared(kind)
        return read(self) == read(other)

    def __hash__(self) -> int:
        kind = self.__class__
        return hash((_HASHED.get(kind) or _hashed(kind))(self))

    @recursive_repr()
    def __repr__(self) -> str:
        shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)  # type: ignore[arg-type]
        return f"{self.__class__.__qualname__}({', '.join(shown)})"


_COMPARED: dict[type, _Values] = {}
_HASHED: dict[type, _Values] = {}
"""How the fields of a class are read, once somebody has asked."""


def _compared(kind: type) -> _Values:
    return _COMPARED.setdefault(kind, _reader([each.name for each in fields(kind) if each.compare]))


def _hashed(kind: type) -> _Values:
    names = [each.name for each in fields(kind) if (each.compare if each.hash is None else each.hash)]
    return _HASHED.setdefault(kind, _reader(names))


def _reader(names: list[str]) -> _Values:
    return lambda held: tuple([getattr(held, name) for name in names])
