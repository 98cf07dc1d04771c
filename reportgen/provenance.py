"""Any value plus the names of the data it came from → a value that keeps those names through arithmetic and filters.

Knows nothing of YAML, Word or reports: an *origin* is whatever string the caller gives.  Provenance has to follow a
figure through ``{% set %}``, loops, arithmetic and filters, so it travels with the value instead of being looked up
at the end.

``Traced`` wraps a scalar; ``Text`` is printed text made of stretches, each with its own origins and, if wished, a
mark (``"待补"``) that the printer may show; ``traced(data)`` wraps mappings and sequences lazily, naming origins by
their path (``部分[0].标题``).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Origins = tuple[str, ...]

_MOST_DIGITS = 60
"""A number beyond this many digits before or after the point keeps its exponent."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of printed text that came from one set of origins; ``mark`` asks for a visible mark, empty for none."""

    text: str
    origins: Origins = ()
    mark: str = ""


class Traced:
    """A scalar with the origins it was made from; a sum has the origins of both sides.

    Other arithmetic never meets it: the sandbox works with the bare values and puts the origins on the result.
    """

    __slots__ = ("origins", "value")

    def __init__(self, value: Any, origins: Origins) -> None:
        self.value = value
        self.origins = origins

    def __str__(self) -> str:
        return worded(self.value)

    def __repr__(self) -> str:
        return f"Traced({self.value!r}, {self.origins!r})"

    def __bool__(self) -> bool:
        return bool(self.value)

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.value)

    def __contains__(self, item: Any) -> bool:
        return bare(item) in self.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __eq__(self, other: object) -> bool:
        return bool(self.value == bare(other))

    def __lt__(self, other: Any) -> bool:
        return bool(self.value < bare(other))

    def __le__(self, other: Any) -> bool:
        return bool(self.value <= bare(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self.value > bare(other))

    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= bare(other))

    def __int__(self) -> int:
        return int(self.value)

    def __index__(self) -> int:
        return operator.index(self.value)

    def __neg__(self) -> Traced:
        return Traced(-self.value, self.origins)

    def __add__(self, other: Any) -> Traced:
        return combine(operator.add, self, other)

    def __radd__(self, other: Any) -> Traced:
        return combine(operator.add, other, self)

    def __getitem__(self, key: Any) -> Any:
        return Traced(self.value[bare(key)], self.origins)


class Text(Traced):
    """Printed text in stretches; as a value it is the whole string."""

    __slots__ = ("stretches",)

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        parts = self.stretches = tuple(stretches)
        super().__init__("".join([part.text for part in parts]), merged([part.origins for part in parts]))


class TracedMapping(Mapping[str, Any]):
    """A mapping whose values are traced when they are read; ``path`` is the path of the mapping itself."""

    __slots__ = ("path", "source")

    def __init__(self, source: Mapping[str, Any], path: str) -> None:
        self.source = source
        self.path = path

    def __getitem__(self, key: str) -> Any:
        key = bare(key) if key.__class__ is not str else key
        return traced(self.source[key], f"{self.path}.{key}" if self.path else str(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.source)

    def __len__(self) -> int:
        return len(self.source)

    def __contains__(self, key: object) -> bool:
        return bare(key) in self.source

    def __hash__(self) -> int:
        return id(self.source)

    def __str__(self) -> str:
        return str(self.source)


class TracedSequence(Sequence[Any]):
    """A sequence whose items are traced when they are read."""

    __slots__ = ("path", "source")

    def __init__(self, source: Sequence[Any], path: str) -> None:
        self.source = source
        self.path = path

    def __getitem__(self, index: Any) -> Any:
        number = bare(index)
        if isinstance(number, slice):
            return [self[place] for place in range(*number.indices(len(self.source)))]
        return traced(self.source[number], f"{self.path}[{number % len(self.source)}]")

    def __iter__(self) -> Iterator[Any]:
        path = self.path
        for number, item in enumerate(self.source):
            yield traced(item, f"{path}[{number}]")

    def __len__(self) -> int:
        return len(self.source)

    def __add__(self, other: Iterable[Any]) -> list[Any]:
        return [*self, *other]

    def __str__(self) -> str:
        return str(self.source)


def traced(value: Any, path: str) -> Any:
    """``value`` wrapped so that what is made of it can say where it came from; what is traced already stays as it
    is."""
    if isinstance(value, Traced) or type(value) in _TRACED_GROUPS:
        return value
    if isinstance(value, (list, tuple)):
        return TracedSequence(value, path)
    if isinstance(value, dict) or (not isinstance(value, (str, int)) and isinstance(value, Mapping)):
        return TracedMapping(value, path)
    return Traced(value, (path,))


_TRACED_GROUPS = frozenset((TracedMapping, TracedSequence))
"""Known by their type: of an abstract class, which these are, it takes long to be asked what it is not."""


def bare(value: Any) -> Any:
    """The value without its origins (containers become their plain source)."""
    if isinstance(value, Traced):
        return value.value
    if type(value) in _TRACED_GROUPS:
        return value.source
    return value


def origins(value: Any) -> Origins:
    """Where a value came from: for a container its own path, for anything untraced nothing."""
    if isinstance(value, Traced):
        return value.origins
    if type(value) in _TRACED_GROUPS:
        return (value.path,)
    if isinstance(value, (list, tuple)):
        return merged(origins(item) for item in value)
    return ()


def mark_of(value: Any) -> str:
    """The first mark that a text has, or one of the texts in a list; empty for none."""
    if isinstance(value, Text):
        return next((part.mark for part in value.stretches if part.mark), "")
    if isinstance(value, (list, tuple)):
        return next((mark for item in value if (mark := mark_of(item))), "")
    return ""


def worded(value: Any) -> str:
    """A value as text; a Decimal in plain digits, since arithmetic leaves exponents behind: 123 / 12.30 is 1E+1."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS:
        return format(value if value else abs(value), "f")
    return str(value)


def merged(many: Iterable[Origins]) -> Origins:
    """All origins, each once, in the order of first appearance."""
    return tuple({name: None for group in many for name in group})


def combine(function: Callable[..., Any], *values: Any) -> Traced:
    """``function`` of the bare values, with the origins of all of them."""
    return Traced(function(*(bare(value) for value in values)), merged(origins(value) for value in values))


def stretches(value: Any) -> tuple[Stretch, ...]:
    """A value as it prints: a ``Text`` by its stretches, anything else as one."""
    if isinstance(value, Text):
        return value.stretches
    return (Stretch(worded(value), origins(value)),)


def together(values: Iterable[Any]) -> Text:
    """Several values as one text; each stretch keeps the places it came from."""
    return Text(stretch for value in values for stretch in stretches(value) if stretch.text)
