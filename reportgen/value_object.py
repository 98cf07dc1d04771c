"""A frozen dataclass whose functions are written once for all classes instead of anew for each.

Knows no class.  ``dataclass(frozen=True)`` writes and compiles the text of six functions for each class when its module is
loaded, 0.4 ms a class whether it is used or not: with a hundred classes on the way to a file, a sixth of a cold start.  A class
that every command loads is

    @frozen
    class Place(ValueObject):

which is the standard library's dataclass with slots (``fields``, ``replace``, ``match`` and type checkers know it) but that
filling, refusing to change, comparing, hashing and showing are ValueObject's: by its fields, those without ``compare``, ``hash``
or ``repr`` left out, and unlike any other class.  Calling such a class takes twice as long, 2 µs.  One that is made
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
_put = object.__setattr__


class ValueObject:
    """A frozen dataclass that is what its fields are."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def __init__(self, /, *given: object, **named: object) -> None:
        names = self.__match_args__
        if named or len(given) != len(names):
            given = _filled(self.__class__, given, named)
        for name, value in zip(names, given):  # noqa: B905 (of the same length, and this is done thousands of times)
            _put(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> object:
        return [getattr(self, name) for name in self.__match_args__]

    def __setstate__(self, state: Sequence[object]) -> None:
        for name, value in zip(self.__match_args__, state, strict=True):
            _put(self, name, value)

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


def _filled(kind: type[Any], given: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    """What each field of an object gets, as ``dataclass`` hands it out: in their order, by name, or by default."""
    places, needed, defaults, makers = _DECLARED.get(kind) or _declared(kind)
    first = len(given)
    values = [*given, *defaults[first:]]
    for name, value in named.items():
        if places.get(name, -1) < first:
            raise TypeError(f"{kind.__qualname__}() has no field {name!r}, or was given it twice")
        values[places[name]] = value
    if len(values) > len(places):
        raise TypeError(f"{kind.__qualname__}() takes {len(places)} values, but {len(values)} were given")
    if lacking := [name for name in needed[first:] if name not in named]:
        raise TypeError(f"{kind.__qualname__}() lacks {', '.join(lacking)}")
    for name, make in makers:
        if places[name] >= first and name not in named:
            values[places[name]] = make()
    return tuple(values)


_Declared = tuple[dict[str, int], list[str], list[object], list[tuple[str, Callable[[], object]]]]
_DECLARED: dict[type, _Declared] = {}
"""Where each field of a class stands, which have no default, the defaults, and what makes those that are made anew each time."""


def _declared(kind: type[Any]) -> _Declared:
    declared = fields(kind)
    made = [(each.name, each.default_factory) for each in declared if each.default_factory is not MISSING]
    needed = [each.name for each in declared if each.default is MISSING and each.default_factory is MISSING]
    places = {each.name: place for place, each in enumerate(declared)}
    return _DECLARED.setdefault(kind, (places, needed, [each.default for each in declared], made))


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
