"""Values with named fields: frozen or not, always slotted, and quick to declare.

The standard ``dataclass`` compiles six functions for each frozen class, half a millisecond a class whether it is used or
not: a third of what importing this program took.  Here nothing is compiled but the code of ``__init__``, once for all
classes with as many fields; comparing, hashing, showing and refusing to change are shared functions.  Declared and used
as the standard ones are, so that type checkers know them; what this program needs of ``dataclasses`` and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, NoReturn, TypeVar, dataclass_transform

__all__ = ["field", "fields", "frozen", "mutable", "replace"]

C = TypeVar("C")

_MISSING: Any = object()
_FIELDS = "__record_fields__"


class Field:
    """What is declared of one field of a record: what stands in for it, and whether it is compared and shown."""

    __slots__ = ("compare", "default", "default_factory", "name", "repr")

    def __init__(self, default: Any, default_factory: Any, repr: bool, compare: bool) -> None:
        self.name = ""
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare


def field(
    *,
    default: Any = _MISSING,
    default_factory: Callable[[], Any] = _MISSING,
    repr: bool = True,
    compare: bool = True,
) -> Any:
    """A field with a default, or one that is made anew for each record; kept out of comparing or showing if so asked."""
    return Field(default, default_factory, repr, compare)


def fields(record: Any) -> tuple[Field, ...]:
    """The fields of a record or of its class, in the order in which they are filled."""
    found: tuple[Field, ...] = getattr(record, _FIELDS)
    return found


def replace(record: C, **changes: Any) -> C:
    """The same record with some of its fields changed."""
    return type(record)(**{each.name: getattr(record, each.name) for each in fields(record)} | changes)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[C]) -> type[C]:
    """The class as ``dataclass(frozen=True, slots=True)`` makes it; methods that it defines itself are kept."""
    declared = _declared(cls)
    return _slotted(cls, declared, {**_comparing(declared), **_UNCHANGING})


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(cls: type[C]) -> type[C]:
    """The class as ``dataclass(slots=True, eq=False)`` makes it: each object equals itself alone."""
    return _slotted(cls, _declared(cls), {})


def _declared(cls: type[Any]) -> tuple[Field, ...]:
    """The fields of a class that is no record yet, those that it inherits first."""
    found = {each.name: each for each in getattr(cls, _FIELDS, ())}
    for name, kind in vars(cls).get("__annotations__", {}).items():
        if not str(kind).startswith("ClassVar"):
            given = vars(cls).get(name, _MISSING)
            found[name] = given if isinstance(given, Field) else Field(given, _MISSING, True, True)
            found[name].name = name
    return tuple(found.values())


def _slotted(cls: type[C], declared: tuple[Field, ...], shared: Mapping[str, Any]) -> type[C]:
    """The class with slots for its fields, an ``__init__`` that fills them and a ``__repr__`` that shows them.

    Slots can only be given to a class that is being made, so it is made a second time.
    """
    inherited = [each.name for each in getattr(cls, _FIELDS, ())]
    names = tuple([each.name for each in declared])
    own = {"__repr__": _shown, **shared, **vars(cls), _FIELDS: declared, "__match_args__": names}
    for name in (*names, "__dict__", "__weakref__"):
        own.pop(name, None)
    own |= {"__slots__": tuple([name for name in names if name not in inherited]), "__qualname__": cls.__qualname__}
    kind: Any = type(cls)
    made = kind(cls.__name__, cls.__bases__, own)
    made.__init__ = _filling(made, declared)
    finished: type[C] = made
    return finished


def _filling(cls: type[Any], declared: tuple[Field, ...]) -> Callable[..., None]:
    """``__init__``: it writes to the slots themselves, as ``__setattr__`` refuses."""
    names, defaults = ["self"], []
    used: dict[str, Any] = {"MISSING": _MISSING}
    made = ""
    for number, each in enumerate(declared):
        names.append(each.name)
        used[f"set{number}"] = getattr(cls, each.name).__set__
        made += "1" if each.default_factory is not _MISSING else "0"
        if each.default_factory is not _MISSING:
            used[f"make{number}"] = each.default_factory
            defaults.append(_MISSING)
        elif each.default is not _MISSING:
            defaults.append(each.default)
    code = _filling_code(made).replace(co_varnames=tuple(names))
    filling = FunctionType(code, used, "__init__", tuple(defaults))
    filling.__qualname__ = f"{cls.__qualname__}.__init__"  # the name in the message about a missing argument
    return filling


@cache
def _filling_code(made: str) -> CodeType:
    """The code for so many fields, each ``1`` made where it is not given; only the names differ from class to class."""
    lines = [
        f"set{number}(self, {f'make{number}() if _{number} is MISSING else ' if each == '1' else ''}_{number})"
        for number, each in enumerate(made)
    ]
    arguments = "".join(f", _{number}" for number in range(len(made)))
    module = compile(f"def __init__(self{arguments}):\n {'; '.join(lines) or 'pass'}", "<record>", "exec")
    return next(each for each in module.co_consts if isinstance(each, CodeType))


def _comparing(declared: tuple[Field, ...]) -> dict[str, Callable[..., Any]]:
    """Equal are two of one class whose compared fields are equal."""
    names = [each.name for each in declared if each.compare]
    key: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: Any, other: object) -> bool:
        return bool(key(self) == key(other)) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(key(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _shown(self: Any) -> str:
    told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({told})"


def _reduced(self: Any) -> tuple[type[Any], tuple[Any, ...]]:
    """For ``pickle`` and ``copy``, which would otherwise set the fields one by one."""
    return type(self), tuple(getattr(self, each.name) for each in fields(self))


def _no_setting(self: Any, name: str, value: object) -> NoReturn:
    raise AttributeError(f"cannot assign to field {name!r}")


def _no_deleting(self: Any, name: str) -> NoReturn:
    raise AttributeError(f"cannot delete field {name!r}")


_UNCHANGING: Mapping[str, Any] = {"__setattr__": _no_setting, "__delattr__": _no_deleting, "__reduce__": _reduced}
