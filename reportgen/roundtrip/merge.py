"""A text and two versions of it → the text with both versions' changes, or that they touch the same words.

Knows nothing of what the text is.  The changes of each version are found by ``text.diff.changes``, so a figure is taken
or left whole; changes that overlap or meet are a conflict unless they say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from reportgen.report.model.address import Address
from reportgen.text.diff import Change, changes
from reportgen.text.similarity import pairs, similarity


def merge(base: str, one: str, other: str) -> str | None:
    """``base`` with the changes of both; None where they conflict."""
    if one in (base, other):
        return other
    if other == base:
        return one
    mine = [(a, b, one[c:d]) for a, b, c, d in changes(base, one)]
    theirs = [(a, b, other[c:d]) for a, b, c, d in changes(base, other)]
    both = sorted(dict.fromkeys([*mine, *theirs]))
    if any(second[0] <= first[1] for first, second in pairwise(both)):
        return None
    return spliced(base, both)


def spliced(text: str, replacements: Sequence[tuple[int, int, str]]) -> str:
    """The text with stretches replaced; they are in order and do not overlap."""
    out: list[str] = []
    at = 0
    for start, end, new in replacements:
        out += (text[at:start], new)
        at = end
    return "".join((*out, text[at:]))


def counterparts(base: Sequence[tuple[Address, str]], now: Sequence[tuple[Address, str]]) -> dict[Address, Address]:
    """Two lists of addresses with texts, as a file was and as it is → for each path of the one its path in the other.

    Equal texts in order come first, then those that changed in between, then the same text wherever it went.
    """
    found: dict[Address, Address] = {}
    blocks = SequenceMatcher(None, [text for _, text in base], [text for _, text in now], autojunk=False)
    for kind, a, b, c, d in blocks.get_opcodes():
        if kind == "equal":
            found |= {base[a + step][0]: now[c + step][0] for step in range(b - a)}
        elif kind == "replace":
            found |= _similar(base[a:b], now[c:d])
    places: dict[str, list[Address]] = {}
    taken = set(found.values())
    for path, text in now:
        if path not in taken:
            places.setdefault(text, []).append(path)
    for path, text in base:
        if path not in found and len(places.get(text, ())) == 1:
            found[path] = places[text].pop()
    return found


def _similar(base: Sequence[tuple[Address, str]], now: Sequence[tuple[Address, str]]) -> dict[Address, Address]:
    found: dict[Address, Address] = {}
    at = 0
    for path, text in base:
        for place in range(at, len(now)):
            same_kind = now[place][0].key == path.key
            if same_kind and similarity(pairs(text), pairs(now[place][1])) >= 0.4:
                found[path] = now[place][0]
                at = place + 1
                break
    return found


__all__ = ["Change", "counterparts", "merge", "spliced"]
