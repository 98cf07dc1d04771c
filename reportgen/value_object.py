"""A frozen dataclass whose functions are written once for all classes instead of anew for each.

Knows no class.  ``dataclass(frozen=True)`` writes and compiles the text of six functions for each class when its module is
loaded, 0.4 ms a class whether it is used or not: with a hundred classes on the way to a file, a sixth of a cold start.  A class
that every command loads is

    @frozen
    class Place(ValueObject):

which is the standard library's dataclass with slots (``fields``, ``replace``, ``match`` and type checkers know it) but that
filling, refusing to change, comparing, hashing and showing are ValueObject's: by its fields, those without ``compare``, ``hash``
or ``repr`` left out, and unlike any other class.  Calling such a class takes up to four times as long, 4 µs.  One that is made
thousands of times in a run, or stands in a set as often, keeps functions of its own: ``@dataclass(frozen=True, slots=True)``, with
``eq=False, repr=False`` where it is only made often.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from reprlib import recursive_repr
from typing import Any, NoReturn, TypeVar, dataclass_transform

C = TypeVar("C", bound="ValueObject")

_Values = Callable[[Any], tuple[object, ...]]


class ValueObject:
    """A frozen dataclass that is what its fields are."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def __init__(self, /, *given: object, **named: object) -> None:
        kind = self.__class__
        if named or len(given) != len(kind.__match_args__):
            given = _filled(kind, given, named)
        for name, value in zip(kind.__match_args__, given, strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> object:
        return [getattr(self, name) for name in self.__match_args__]

    def __setstate__(self, state: Sequence[object]) -> None:
        for name, value in zip(self.__match_args__, state, strict=True):
            object.__setattr__(self, name, value)

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


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[C]) -> type[C]:
    """The class as a dataclass with slots, its functions ValueObject's; it has no ``__post_init__``."""
    return dataclass(init=False, repr=False, eq=False, slots=True)(kind)


def _filled(kind: type[Any], given: Sequence[object], named: dict[str, object]) -> tuple[object, ...]:
    """What each field of an object gets, as ``dataclass`` hands it out: in their order, by name, or by default."""
    declared = fields(kind)
    values = dict(zip((each.name for each in declared), given, strict=False))
    surplus = [*map(repr, given[len(declared) :]), *(name for name in named if name in values or name not in kind.__match_args__)]
    if surplus:
        raise TypeError(f"{kind.__qualname__}() got what it has no field for, or twice: {', '.join(surplus)}")
    values |= named
    for each in declared:
        if each.name in values:
            continue
        if each.default_factory is not MISSING:
            values[each.name] = each.default_factory()
        elif each.default is not MISSING:
            values[each.name] = each.default
        else:
            raise TypeError(f"{kind.__qualname__}() missing required argument: {each.name!r}")
    return tuple([values[each.name] for each in declared])


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
