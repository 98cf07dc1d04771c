"""A file's text as somebody began to change it, as it was made, and as it is by now → the text with both, or that they clash.

Knows no YAML: lines.  Where both have changed the same lines, or lines that touch, it is not decided here.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

from reportgen.roundtrip.merge import spliced

Hunk = tuple[int, int, str]


def merged_lines(base: str, mine: str, now: str) -> str | None:
    """``now`` with what was changed from ``base`` to ``mine``; None where that changes the same lines."""
    if now == base or mine == now:
        return mine
    if mine == base:
        return now
    ours, theirs = _hunks(base, mine), _hunks(base, now)
    both = sorted(dict.fromkeys([*ours, *theirs]))
    if any(later[0] <= earlier[1] for earlier, later in pairwise(both)):
        return None
    starts = _starts(base)
    return spliced(base, [(starts[first], starts[last], text) for first, last, text in both])


def _hunks(base: str, other: str) -> list[Hunk]:
    """Which lines of ``base`` (from, to) have which other text."""
    old, new = base.splitlines(keepends=True), other.splitlines(keepends=True)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(a, b, "".join(new[c:d])) for kind, a, b, c, d in codes if kind != "equal"]


def _starts(text: str) -> list[int]:
    """Where each line begins, and the end."""
    found = [0]
    for line in text.splitlines(keepends=True):
        found.append(found[-1] + len(line))
    return found


def with_ends_of(text: str, now: str, newline: str) -> str:
    """A text with plain line ends → the same with those that its lines have in the file, new lines with the file's own."""
    if "\r" not in now:
        return text
    old, new = now.splitlines(keepends=True), text.splitlines(keepends=True)
    plain = [line.rstrip("\r\n") for line in old]
    codes = SequenceMatcher(None, plain, [line.rstrip("\r\n") for line in new], autojunk=False).get_opcodes()
    out: list[str] = []
    for kind, a, b, c, d in codes:
        same = kind == "equal" and new[d - 1 : d] and new[d - 1].endswith("\n") == old[b - 1].endswith("\n")
        out += old[a:b] if same else [line.rstrip("\r\n") + (newline if line.endswith("\n") else "") for line in new[c:d]]
    return "".join(out)
