"""Values with named fields: frozen or not, always slotted, and quick to declare.

The standard ``dataclass`` compiles six functions for each frozen class, half a millisecond a class whether it is used or
not: a third of what importing this program took.  Here nothing is compiled: ``__init__`` is one of a few that are written
out, and comparing, hashing, showing and refusing to change are shared.  Declared and used as the standard ones are, so that
type checkers know them; what this program needs of ``dataclasses`` and no more.
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
    for name, kind in cls.__annotations__.items():
        if "ClassVar" not in str(kind).split("[", 1)[0]:
            given = vars(cls).get(name, _MISSING)
            if type(given).__hash__ is None:
                raise ValueError(f"mutable default {type(given)} for field {name} is not allowed: use default_factory")
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
    setters, defaults = [], []
    for each in declared:
        setter = getattr(cls, each.name).__set__
        made = each.default_factory is not _MISSING
        setters.append(_making(setter, each.default_factory) if made else setter)
        if made or each.default is not _MISSING:
            defaults.append(each.default)
    number = len(declared)
    function = _FILLINGS[number](*setters) if number < len(_FILLINGS) else _compiled(number)(*setters)
    code = function.__code__.replace(co_varnames=("self", *[each.name for each in declared]))
    filling = FunctionType(code, {}, "__init__", tuple(defaults), function.__closure__)
    filling.__qualname__ = f"{cls.__qualname__}.__init__"  # the name in the message about a missing argument
    return filling


def _making(setter: Callable[[Any, Any], None], make: Callable[[], Any]) -> Callable[[Any, Any], None]:
    """Fills a slot with a value of its own where none is given."""
    return lambda self, value: setter(self, make() if value is _MISSING else value)


@cache
def _compiled(number: int) -> Any:
    """The same for more fields than are written out."""
    setters, arguments = (", ".join(f"{name}{place}" for place in range(number)) for name in "sa")
    calls = " or ".join(f"s{place}(self, a{place})" for place in range(number))
    made = compile(f"lambda {setters}: lambda self, {arguments}: {calls}", "<record>", "eval")
    return FunctionType(next(each for each in made.co_consts if isinstance(each, CodeType)), {})


_FILLINGS: tuple[Callable[..., Any], ...] = (
    lambda: lambda self: None,
    lambda s0: lambda self, a: s0(self, a),
    lambda s0, s1: lambda self, a, b: s0(self, a) or s1(self, b),
    lambda s0, s1, s2: lambda self, a, b, c: s0(self, a) or s1(self, b) or s2(self, c),
    lambda s0, s1, s2, s3: lambda self, a, b, c, d: s0(self, a) or s1(self, b) or s2(self, c) or s3(self, d),
    lambda s0, s1, s2, s3, s4: lambda self, a, b, c, d, e: (
        s0(self, a) or s1(self, b) or s2(self, c) or s3(self, d) or s4(self, e)
    ),
    lambda s0, s1, s2, s3, s4, s5: lambda self, a, b, c, d, e, f: (
        s0(self, a) or s1(self, b) or s2(self, c) or s3(self, d) or s4(self, e) or s5(self, f)
    ),
    lambda s0, s1, s2, s3, s4, s5, s6: lambda self, a, b, c, d, e, f, g: (
        s0(self, a) or s1(self, b) or s2(self, c) or s3(self, d) or s4(self, e) or s5(self, f) or s6(self, g)
    ),
    lambda s0, s1, s2, s3, s4, s5, s6, s7: lambda self, a, b, c, d, e, f, g, h: (
        s0(self, a) or s1(self, b) or s2(self, c) or s3(self, d) or s4(self, e) or s5(self, f) or s6(self, g) or s7(self, h)
    ),
    lambda s0, s1, s2, s3, s4, s5, s6, s7, s8: lambda self, a, b, c, d, e, f, g, h, i: (
        s0(self, a) or s1(self, b) or s2(self, c) or s3(self, d) or s4(self, e) or s5(self, f) or s6(self, g) or s7(self, h)
        or s8(self, i)
    ),
)  # fmt: skip
"""The setters of so many fields → the function that calls them all (each gives ``None``); only the names of its arguments
differ from class to class.  Written out, since compiling one takes as long as all else that is done for five classes."""


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
