"""A level and a count → the number before a heading (一、（一）1.（1）①); a heading → the number that it brings itself.

Knows no report.  The forms are those of GB/T 9704-2012 cl. 7.3.3 and, for a fifth level, of GB/T 33476.2-2016 cl. 7.2.3; the
standards name none for a sixth, so a heading there has only the number that somebody writes.
"""

from __future__ import annotations

import re

from reportgen.regex import regex
from reportgen.text.numbers import chinese

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
DEEPEST = 5
"""The deepest level that has a form of its own."""
_HAN = "〇零一二三四五六七八九十百"
_OWN = regex(
    rf"(?P<chinese>[{_HAN}]+)[、.．]|[（(](?P<bracketed>[{_HAN}]+)[）)]|(?P<dotted>[0-9０-９]{{1,2}})(?:[.．](?![0-9０-９])|、)"
    rf"|[（(](?P<enclosed>[0-9０-９]{{1,2}})[）)]|(?P<circled>[{_CIRCLED}])|第(?P<ordinal>[{_HAN}]+)(?:部分|章|节)"
)
_OPENS = ("（", "(", "第", *_CIRCLED)
_COUNTING, _ENDS = _HAN + "0123456789０１２３４５６７８９", frozenset("、.．")
_COUNTS = {chinese(count): count for count in range(1, 100)}
_LEVEL = {"chinese": 1, "bracketed": 2, "dotted": 3, "enclosed": 4, "circled": 5}


def number_of(level: int, count: int) -> str:
    """The number of the ``count``th heading of a level from 1; empty where there is no form for it."""
    if level == 5:
        return _CIRCLED[count - 1] if 0 < count <= len(_CIRCLED) else ""
    forms = {1: f"{chinese(count)}、", 2: f"（{chinese(count)}）", 3: f"{count}.", 4: f"（{count}）"}
    return forms.get(level, "")


def _number_before(text: str) -> re.Match[str] | None:
    """The number that a text begins with; the pattern is asked where there may be one, since most texts begin with a word."""
    may_be = text.startswith(_OPENS) or text.lstrip(_COUNTING)[:1] in _ENDS
    return _OWN.match(text) if may_be else None


def own_number(heading: str) -> str:
    """The number that a heading begins with; empty for none."""
    found = _number_before(heading.lstrip())
    return found[0] if found else ""


def counted(heading: str, level: int) -> int:
    """The count of the number that a heading brings, where it has the form of the level; 0 else."""
    found = _number_before(heading.lstrip())
    if found is None or _LEVEL.get(found.lastgroup or "") != level:
        return 0
    words = found[found.lastgroup or ""]
    if level == 5:
        return _CIRCLED.index(words) + 1
    return int(words) if words.isdecimal() else _COUNTS.get(words, 0)
