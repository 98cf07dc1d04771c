"""Two sentences → the stretches that they share, that were taken out, that were put in.

Knows no report.  Figures and Latin words are one token, Chinese goes by characters; a shared stretch of a single character
between two changes is taken into them, since “的” in common says nothing and makes a change unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.regex import regex

KEPT, OUT, IN = "", "删", "增"
_TOKEN = regex(r"[*\d][\d.,]*%?|[A-Za-z]+|\s+|.", re.S)
_SHORT = 2


@dataclass(frozen=True, slots=True)
class DiffSpan:
    """Some characters, and what became of them."""

    kind: str
    text: str


def changed_words(old: str, new: str) -> tuple[DiffSpan, ...]:
    """What makes the new sentence of the old one; joining all but what was put in gives the old one."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    made: list[tuple[str, str]] = []
    for _, low, high, first, last in _merged(matcher.get_opcodes()):
        made.append(("".join(before[low:high]), "".join(after[first:last])))
    stretches: list[DiffSpan] = []
    for gone, come in made:
        if gone == come:
            stretches.append(DiffSpan(KEPT, gone))
        else:
            stretches += [DiffSpan(OUT, gone)] if gone else []
            stretches += [DiffSpan(IN, come)] if come else []
    return tuple(stretches)


def _merged(codes: Iterable[Sequence[object]]) -> list[tuple[str, int, int, int, int]]:
    """The opcodes with short shared stretches between two changes taken into one change."""
    steps = [(str(tag), int(str(a)), int(str(b)), int(str(c)), int(str(d))) for tag, a, b, c, d in codes]
    merged: list[tuple[str, int, int, int, int]] = []
    for place, (tag, low, high, first, last) in enumerate(steps):
        between = 0 < place < len(steps) - 1
        short = tag == "equal" and between and high - low < _SHORT
        kind = "change" if short or tag != "equal" else "equal"
        if merged and kind == "change" and merged[-1][0] == "change":
            merged[-1] = ("change", merged[-1][1], high, merged[-1][3], last)
        else:
            merged.append((kind, low, high, first, last))
    return merged


def marked(
    words: Iterable[DiffSpan], out: tuple[str, str] = ("〔删", "〕"), put: tuple[str, str] = ("〔增", "〕")
) -> str:
    """The stretches as one text, with signs around what changed."""
    signs = {KEPT: ("", ""), OUT: out, IN: put}
    return "".join(f"{signs[each.kind][0]}{each.text}{signs[each.kind][1]}" for each in words)
