"""A regular expression → characters of which one at least stands in every text where it finds something.

Knows no rule.  A text of ten thousand paragraphs is searched for a hundred faults, and hardly one of them has the signs that
it would take: to ask for these costs a thirtieth of a search, and an expression that nothing needs is never compiled.  The
parts that Python's own parser finds are looked through; of what is not known here nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Signs = frozenset[str]
_WIDE = 40
"""A set with more characters than this says little."""
_COMMON = frozenset("0123456789，。、；：%年月的")
"""Characters that most paragraphs have: a set with one of them is chosen last."""


@cache
def needed(pattern: str) -> Signs:
    """Empty where nothing can be said.  A class such as ``\\d`` counts as unknown, for it means digits of every script."""
    return _of_sequence(_parser.parse(pattern))


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> Signs:
    """All parts have to be there, so the one that says most is asked for."""
    known = [signs for operator, given in parts if (signs := _of_part(str(operator), given))]
    return min(known, key=lambda signs: (not _COMMON.isdisjoint(signs), len(signs)), default=frozenset())


def _of_part(operator: str, given: Any) -> Signs:
    if operator == "LITERAL":
        return frozenset(chr(given))
    if operator == "IN":
        return _of_set(given)
    if operator in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_sequence(given[2]) if given[0] else frozenset()
    if operator == "SUBPATTERN":
        return _of_sequence(given[3]) if not given[1] else frozenset()
    if operator in ("ASSERT", "ATOMIC_GROUP"):
        return _of_sequence(given[1] if operator == "ASSERT" else given)
    if operator == "BRANCH":
        ways = [_of_sequence(way) for way in given[1]]
        return frozenset().union(*ways) if all(ways) else frozenset()
    return frozenset()


def _of_set(members: Iterable[tuple[Any, Any]]) -> Signs:
    """The characters of ``[…]``; of a negated set, a class or a wide range nothing is known."""
    found: set[str] = set()
    for kind, given in members:
        if str(kind) == "LITERAL":
            found.add(chr(given))
        elif str(kind) == "RANGE" and given[1] - given[0] < _WIDE:
            found.update(map(chr, range(given[0], given[1] + 1)))
        else:
            return frozenset()
    return frozenset(found)
