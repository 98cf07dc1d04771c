"""A regular expression as it is written → a pattern that is compiled when it is first asked.

Knows no expression.  All patterns of the package are made by ``regex``, none by ``re.compile`` (a test holds that), because there
are five hundred of them, a range of 汉字 takes most of a millisecond, and a command asks a part of them.  What a pattern can do
stands in slots that are empty until then, so a pattern that has been asked once costs what a compiled one costs.  A fault in an
expression would show only in use: the same test compiles all of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_COMPILED = ("findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "search", "split", "sub", "subn")


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, but that a fault in the expression is raised in use."""
    return cast("re.Pattern[AnyStr]", LatePattern(pattern, flags))


class LatePattern:
    """Has what ``re.Pattern`` has.  Two threads that ask first at the same time both compile, and come to the same."""

    __slots__ = ("_given", "pattern", *_COMPILED)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._given = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _COMPILED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._given)
        for each in _COMPILED:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return LatePattern, (self.pattern, self._given)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r}, {self._given})"
