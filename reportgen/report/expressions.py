"""The inside of a 【…】 → an expression that can be evaluated.

Knows names and filters, no data.  Nearly all references are a name, perhaps with filters behind it; such a one is evaluated
as it stands, with the sandbox's own filters, and only the others are compiled by Jinja, which costs a hundred times as
much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.regex import regex
from reportgen.sandbox import Expression, Sandbox
from reportgen.value_object import ValueObject

_STRAIGHT = str.maketrans("｜（），．＋－＊／＝＞＜“”‘’\u3000", "|(),.+-*/=><\"\"'' ")
_DIRECT = regex(r"(?P<name>[^\W\d]\w*)(?P<steps>(?:\.[^\W\d]\w*)*)(?P<filters>(?:\s*\|\s*[^\W\d]\w*(?:\(\d{1,9}\))?)*)")
_FILTER = regex(r"\|\s*(\w+)(?:\((\d+)\))?")
_WORDS = frozenset("true false none True False None not and or in is if else loop self".split())
"""Names that mean something to Jinja."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Direct(ValueObject):
    """A name, steps below it, and filters with at most a whole number each; what ``Expression`` does, without Jinja's
    compiler."""

    source: str
    names: tuple[str, ...]
    steps: tuple[str, ...]
    filters: tuple[tuple[str, tuple[int, ...]], ...]
    sandbox: Sandbox

    def evaluate(self, variables: Mapping[str, Any]) -> Any:
        """The value for ``variables``; may raise any of ``RUNTIME_FAULTS``."""
        value = variables[self.names[0]]
        for step in self.steps:
            value = self.sandbox.getattr(value, step)
        for name, arguments in self.filters:
            value = self.sandbox.filters[name](value, *arguments)
        return value


@lru_cache(maxsize=1024)
def compiled(source: str, sandbox: Sandbox) -> Expression:
    """``Expression.parse``, once for each text: two years, and a draft and its final copy, ask for the same ones."""
    return Expression.parse(source, sandbox)


def is_name(inner: str) -> bool:
    """Whether the inside of a reference is a name and nothing else."""
    return inner.isidentifier() and inner not in _WORDS


@lru_cache(maxsize=4096)
def parsed(inner: str, sandbox: Sandbox) -> Direct | Expression:
    """The expression of a reference; raises ``TemplateSyntaxError`` for what is none, or names a filter there is not."""
    source = inner.translate(_STRAIGHT).strip()
    if is_name(source):
        return Direct(source, (source,), (), (), sandbox)
    found = _DIRECT.fullmatch(source)
    if found and found["name"] not in _WORDS:
        filters = tuple((name, (int(size),) if size else ()) for name, size in _FILTER.findall(found["filters"]))
        if all(name in sandbox.filters for name, _ in filters):
            return Direct(source, (found["name"],), tuple(found["steps"].split(".")[1:]), filters, sandbox)
    return compiled(whole(source), sandbox)


@lru_cache(maxsize=4096)
def reference_parts(inner: str) -> tuple[str, tuple[str, ...]]:
    """The inside of a reference as what stands before the first | and the names of the filters after it."""
    head, *filters = inner.translate(_STRAIGHT).split("|")
    return head.strip(), tuple(each.partition("(")[0].strip() for each in filters)


def last_filter(inner: str) -> str:
    """What stands behind the last |, for finding a name like it."""
    return inner.translate(_STRAIGHT).split("|")[-1].strip()


def whole(source: str) -> str:
    """A filter in prose is said of all that stands before it: ``a / b * 100|小数(1)`` is ``(a / b * 100)|小数(1)``.

    In Jinja itself a filter binds tighter than ``*``, which nobody who writes a sentence would guess.
    """
    depth, quote = 0, ""
    for place, char in enumerate(source):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "|" and not depth:
            return f"({source[:place]}){source[place:]}" if source[:place].strip() else source
    return source
