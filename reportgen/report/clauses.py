"""Part of a sentence that stands only where there is something to say: 【有：外资】，其中外资【外资】家【完】.

Knows no data and no file: what opens and ends such a clause, and how the punctuation around a clause that was left out mends
itself.
Of two signs that meet the weaker goes; at the beginning of a sentence there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.message import Message, say
from reportgen.problem import Code
from reportgen.regex import regex

F32 = Code("F32", "【有：……】和【完】没有配成对，或里面写的不是数据的名称", "新增8家【有：外资】，外资【外资】家。", "新增8家【有：外资】，外资【外资】家【完】。")

END = "完"
_OPENING = regex(r"\s*有\s*[：:]\s*(.*?)\s*", re.S)
_MARKER = regex(r"【\s*有\s*[：:][^】]*】|【\s*完\s*】")
_WEAK, _STOPS, _BEGINNINGS = "、，", "；。！？）”", "：；。！？（“"


def opened(inner: str) -> tuple[str, ...] | None:
    """The names on which the clause hangs that a reference opens; None where it opens none."""
    found = _OPENING.fullmatch(inner) if "有" in inner else None
    return tuple(name.strip() for name in re.split("[、，,]", found[1])) if found else None


def is_end(inner: str) -> bool:
    """Whether a reference ends a clause."""
    return inner.strip() == END


def is_marked(text: str) -> bool:
    """Whether a stretch has a beginning or an end of a clause."""
    return _MARKER.search(text) is not None


def mended(before: str, after: str) -> tuple[bool, bool]:
    """Where a clause was left out between two characters (empty for the ends of the sentence): whether the first goes, and whether
    the second does."""
    if after and after in "，、；" and (not before or before in _BEGINNINGS):
        return False, True
    if before and before in _WEAK and (not after or after in _STOPS):
        return True, False
    if before and after and before in _WEAK and after in _WEAK:
        return (True, False) if (before, after) == ("、", "，") else (False, True)
    return False, False


def paired(raw: str) -> str:
    """A sentence without beginnings and ends of clauses that have lost their partners, or everything between them."""
    found = list(_MARKER.finditer(raw))
    kept: set[int] = set()
    for number, each in enumerate(found[:-1]):
        following = found[number + 1]
        if opened(each[0][1:-1]) is not None and is_end(following[0][1:-1]) and raw[each.end() : following.start()].strip():
            kept |= {number, number + 1}
    return "".join(_without(raw, found, kept))


def _without(raw: str, found: list[re.Match[str]], kept: set[int]) -> Iterator[str]:
    at = 0
    for number, each in enumerate(found):
        yield raw[at : each.end() if number in kept else each.start()]
        at = each.end()
    yield raw[at:]


def unpaired(inner: str) -> Message:
    """What is said of one that has no partner, or is within another."""
    return say("【{marker}】没有配成对", marker=inner.strip())


HOW = say("写成 【有：名称】……【完】，一句里可以有几处，不能一处套一处")
