"""A line of a YAML file → the key and the value that it may be meant as, whatever colon stands between.

Knows one line.  By hand and not by a pattern, since it is asked of every line, and a pattern with so many signs takes longer
to compile than a whole file takes to be searched.
"""

from __future__ import annotations

import re

from reportgen.records import frozen

LEAD = re.compile(r"^\s*(?:- +)*")
"""Blanks and dashes before an entry."""
_NO_KEY_BEGINS = frozenset("-?:,[]{}#&*!|>'\"%@`：“”。；，【】")
_NOT_IN_KEY = frozenset("#'\"，。；【】")
_LONGEST_KEY = 41


@frozen
class Keyed:
    """A line that may be a key with its value: where the key begins and ends, and where the value begins."""

    line: str
    begin: int
    end: int
    value_at: int

    @property
    def lead(self) -> str:
        return self.line[: self.begin]

    @property
    def key(self) -> str:
        return self.line[self.begin : self.end].strip()

    @property
    def value(self) -> str:
        return self.line[self.value_at :].strip()


def keyed(line: str, colon: str) -> Keyed | None:
    """The line read as a key before its first ``colon`` (：may have blanks on both sides); None where no key could stand there."""
    at = line.find(colon)
    lead = LEAD.match(line)
    begin = lead.end() if lead else 0
    key = line[begin : max(at, 0)].rstrip(" \u3000") if colon == "：" else line[begin : max(at, 0)]
    if not 0 < len(key) <= _LONGEST_KEY or key[0] in _NO_KEY_BEGINS or key[0].isspace() or not _NOT_IN_KEY.isdisjoint(key):
        return None
    other = ":" if colon == "：" else "："
    if other in key:
        return None
    blanks = " \u3000" if colon == "：" else "\u3000"
    value_at = len(line) - len(line[at + 1 :].lstrip(blanks))
    return Keyed(line, begin, begin + len(key), value_at)


def is_prose(line: Keyed) -> bool:
    """A sentence in a list (``- 街道在*市：做到…``) is prose, not a key with a value; a short value without 。 is a figure."""
    value = line.line[line.value_at :]
    return "-" in line.lead and (len(value) > 24 or "。" in value or "，" in value or not value.strip())
