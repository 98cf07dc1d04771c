"""The inside of a 【…】 → an expression that can be evaluated.

Knows names and filters, no data.  Nearly all references are a name, perhaps with filters behind it; such a one is evaluated
as it stands, with the sandbox's own filters, and only the others are compiled by Jinja, which costs a hundred times as
much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportgen.regex import regex
from reportgen.sandbox import Sandbox
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.sandbox import Expression

_STRAIGHT = str.maketrans("｜（），．＋－＊／＝＞＜“”‘’\u3000", "|(),.+-*/=><\"\"'' ")
_DIRECT = regex(r"(?P<name>[^\W\d]\w*)(?P<steps>(?:\.[^\W\d]\w*)*)(?P<filters>(?:\s*\|\s*[^\W\d]\w*(?:\(\d{1,9}\))?)*)")
_FILTER = regex(r"\|\s*(\w+)(?:\((\d+)\))?")
_ROUNDED = regex(r"\s*\|\s*小数(?!\w)\s*(?:\([^()]*\))?")
_ROUGHLY = regex(r"\s*\|\s*(?:小数|约|余|近)(?!\w)")
_ARITHMETIC = regex(r"(?<=[^\s(,|+\-*/%<>=])\s*[-+*/%]")
"""A sign between two operands, and none before a number."""
_LONGEST = 1_000
"""Characters of an expression that anybody writes by hand; brackets within brackets are looked at again and again."""
_PARTING = regex(r"[,<>=!:~]+|(?<!\w)(?:if|else|and|or|not|in|is)(?!\w)")
"""What parts one calculation from another."""
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
    from reportgen.sandbox import Expression  # here: most years write names and filters alone

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
    place = _first_filter(source)
    return f"({source[:place]}){source[place:]}" if source[:place].strip() and place < len(source) else source


def rounded_apart(inner: str) -> str | None:
    """What the inside of a reference should be in which 小数 would round one of two operands alone: ``(a|元 / b)|小数(0)`` for
    ``a|元 / b|小数(0)``; None where there is none.  One in brackets of its own is meant."""
    source = inner.translate(_STRAIGHT).strip()
    if len(source) > _LONGEST or not _ROUNDED.search(source) or not _ARITHMETIC.search(source):
        return None
    for first, last in _groups(source):
        own = _own(source[first:last])
        starts = (0, *(found.end() for found in _PARTING.finditer(own)))
        ends = (*(found.start() for found in _PARTING.finditer(own)), len(own))
        for start, end in zip(starts, ends, strict=True):
            is_whole = first == start == 0 and last == len(source)
            mended = _rounded_apart(source[first + start : first + end], own[start:end], is_whole=is_whole)
            if mended is not None:
                return f"{source[: first + start]}{mended}{source[first + end :]}"
    return None


def _rounded_apart(source: str, own: str, *, is_whole: bool) -> str | None:
    """The same for one calculation; what stands before its first filter is all that it is said of where it is ``whole``."""
    found = tuple(_ROUNDED.finditer(own))
    signs = tuple(match.end() for match in _ARITHMETIC.finditer(own))
    if not found or not signs or (is_whole and signs[-1] <= own.find("|")):
        return None
    rest, at = "", 0
    for match in found:
        rest, at = rest + source[at : match.start()], match.end()
    rest = (rest + source[at:]).strip()
    before, after = source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :]
    return f"{before}({rest}){source[found[-1].start() : found[-1].end()].strip()}{after}"


def rounded_as_a_whole(inner: str) -> str:
    """An expression with two decimals: ``(a / b)|小数(2)``, ``a / b|元|小数(2)``."""
    return _filtered(inner.translate(_STRAIGHT).strip(), "小数(2)")


def _filtered(source: str, name: str) -> str:
    """An expression with one more filter, said of all of it."""
    own = _own(source)
    signs = tuple(match.end() for match in _ARITHMETIC.finditer(own))
    return f"({source})|{name}" if signs and not signs[-1] <= own.find("|") else f"{source}|{name}"


def without_filter(name: str, inner: str) -> str:
    """An expression without a filter."""
    return regex(rf"\s*\|\s*{name}(?!\w)").sub("", inner.translate(_STRAIGHT).strip())


def unit_first(unit: str, inner: str) -> str:
    """``a|元|小数(0)`` for ``a|小数(0)|元``, and for ``a|小数(0)``: a figure is converted, and then rounded."""
    source = without_filter(unit, inner)
    place = _first_filter(source)
    rounded = _ROUGHLY.search(source, place)
    return f"{source[: rounded.start()]}|{unit}{source[rounded.start() :].lstrip()}" if rounded else _filtered(source, unit)


def divided(number: str, inner: str) -> str:
    """``a * b / 100|元`` for ``a * b|元``."""
    source = inner.translate(_STRAIGHT).strip()
    place = _first_filter(source)
    return f"{source[:place].rstrip()} / {number}{source[place:]}"


def _signs(source: str) -> Iterator[tuple[int, str, int]]:
    """The characters that stand in no quotes, and in how many brackets; a bracket is not in itself."""
    depth, quote = 0, ""
    for place, char in enumerate(source):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        else:
            depth -= char in ")]}"
            yield place, char, depth
            depth += char in "([{"


def _first_filter(source: str) -> int:
    """Where the first filter stands that is in no brackets; else where the text ends."""
    return next((place for place, char, depth in _signs(source) if char == "|" and not depth), len(source))


def _own(source: str) -> str:
    """A text of the same length with nothing in its brackets and quotes that could be taken for a sign."""
    own = ["x"] * len(source)
    for place, char, depth in _signs(source):
        if not depth:
            own[place] = char
    return "".join(own)


def _groups(source: str) -> Iterator[tuple[int, int]]:
    """Where the insides of brackets stand, and the whole."""
    opened: list[int] = []
    for place, char, _ in _signs(source):
        if char in "([{":
            opened.append(place + 1)
        elif char in ")]}" and opened:
            yield opened.pop(), place
    yield 0, len(source)
