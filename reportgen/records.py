"""Values with named fields: frozen or not, always slotted, and quick to declare.

The standard ``dataclass`` compiles six functions for each frozen class, half a millisecond a class whether it is used or
not: a third of what importing this program took.  Here the standard library still reads the fields, makes the slots and
keeps ``fields`` and ``replace`` working; comparing, hashing, showing and refusing to change are shared functions, and the code
of ``__init__`` is shared by all classes with as many fields.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, replace
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, NoReturn, TypeVar, dataclass_transform

__all__ = ["field", "fields", "frozen", "mutable", "replace"]

C = TypeVar("C")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[C]) -> type[C]:
    """The class as ``dataclass(frozen=True, slots=True)`` makes it; methods that it defines itself are kept."""
    own = set(vars(cls))
    made = _slotted(cls)
    shared = {**_comparing(made), "__setattr__": _no_setting, "__delattr__": _no_deleting, "__reduce__": _reduced}
    for name, function in shared.items():
        if name not in own:
            setattr(made, name, function)
    return made


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(cls: type[C]) -> type[C]:
    """The class as ``dataclass(slots=True, eq=False)`` makes it: each object equals itself alone."""
    return _slotted(cls)


def _slotted(cls: type[C]) -> type[C]:
    """The class with slots for its fields, an ``__init__`` that fills them and a ``__repr__`` that shows them."""
    if not cls.__doc__:
        cls.__doc__ = cls.__name__  # or the standard library would work out a signature for it
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _filling(made)
    if "__repr__" not in vars(made):
        made.__repr__ = _shown
    finished: type[C] = made
    return finished


def _filling(cls: type[Any]) -> Callable[..., None]:
    """``__init__``: it writes to the slots themselves, as ``__setattr__`` refuses."""
    names, defaults = ["self"], []
    used: dict[str, Any] = {"MISSING": MISSING}
    made = ""
    for number, each in enumerate(fields(cls)):
        names.append(each.name)
        used[f"set{number}"] = getattr(cls, each.name).__set__
        made += "1" if each.default_factory is not MISSING else "0"
        if each.default_factory is not MISSING:
            used[f"make{number}"] = each.default_factory
            defaults.append(MISSING)
        elif each.default is not MISSING:
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


def _comparing(cls: type[Any]) -> dict[str, Callable[..., Any]]:
    """Equal are two of one class whose compared fields are equal."""
    names = [each.name for each in fields(cls) if each.compare]
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
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deleting(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
