"""Sentences and names → one place, enterprise or office written in two ways.

Knows no dictionary of names.  Two ways are: a name of the data with one character more, less or other inside it; and the
same beginning before two endings of which one is the other with characters left out (工业区, 工业园区).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import TypeAlias

from reportgen.message import say
from reportgen.problem import Code, Place, Problem
from reportgen.regex import regex
from reportgen.report.checks.subject import Passage, Subject, tell
from reportgen.report.data import FILLED
from reportgen.report.model.grammar import NAME

C20 = Code("C20", "同一个名称好像写成了两样", "二塘工业区、二塘工业园区", "统一成一个，填在数据里用【】引用")

_ENDINGS = (
    "工业区", "工业园区", "工业园", "产业园", "产业园区", "科技园", "科技园区", "开发区", "经济开发区", "高新区", "人民医院", "医院", "卫生院", "幼儿园",
    "中心幼儿园", "小学", "中心小学", "中学", "农贸市场", "市场", "公园", "服务中心", "服务站",
)  # fmt: skip
"""Endings of names; those of which one is the other with characters left out inside are one kind."""
_STEM = regex(r"[^\W\da-zA-Z_]{2}")  # no range of 汉字: it takes a millisecond to compile
_SHORTEST = 4
_TELLING = frozenset("东西南北中上下左右前后大小新老高初一二三四五六七八九十甲乙丙丁0123456789")
"""Characters by which two names are meant to differ: 城西小学, 城西中学."""
_RELATED = frozenset({
    frozenset(("工业区", "工业园区")), frozenset(("工业区", "工业园")), frozenset(("工业园", "工业园区")), frozenset(("产业园", "产业园区")),
    frozenset(("科技园", "科技园区")), frozenset(("农贸市场", "市场")), frozenset(("卫生院", "医院")),
    frozenset(("幼儿园", "中心幼儿园")), frozenset(("小学", "中心小学")),
})  # fmt: skip


_Where: TypeAlias = "tuple[Passage, int] | Place"
"""A sentence and an offset in it, or the place of a name of the data.  Where in the file an offset is, is asked only of what is
told: in a quoted sentence that means going through all of it."""


def two_names(subject: Subject) -> Iterator[Problem]:
    """C20: one name seems to be written in two ways.

    Why: 二塘工业区 on one page and 二塘工业园区 on another are two places to whoever reads it.
    Example: ``二塘工业区县级污水零直排`` and ``二塘工业园区区间道路``
    """
    yield from _by_ending(subject)
    yield from _by_name(subject)


def _by_ending(subject: Subject) -> Iterator[Problem]:
    stems: dict[str, dict[str, _Where]] = {}
    for name, where in _endings(subject):
        stems.setdefault(name[:2], {}).setdefault(name[2:], where)
    for stem, endings in stems.items():
        for one, other in ((a, b) for a in endings for b in endings if a < b and frozenset((a, b)) in _RELATED):
            yield from _told(endings[one], endings[other], stem + one, stem + other)


def _endings(subject: Subject) -> Iterator[tuple[str, _Where]]:
    given = tuple(names(subject))
    endings = _endings_in("\n".join((*(passage.masked for passage in subject.passages), *(name for name, _ in given))))
    if not endings:
        return
    ended = regex("|".join(endings))
    for passage in subject.passages:
        for at, name in _ended(passage.masked, ended):
            yield name, (passage, at)
    for words, place in given:
        for _, name in _ended(words, ended):
            yield name, place


def _endings_in(text: str) -> tuple[str, ...]:
    """The endings that a text has, longest first; none where it has no two that are related, of which alone is told."""
    if not any(all(each in text for each in pair) for pair in _RELATED):
        return ()
    return tuple(ending for ending in sorted(_ENDINGS, key=len, reverse=True) if ending in text)


def _ended(text: str, endings: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Two 汉字 and an ending behind them, wherever they stand; 经济开发区 has two endings."""
    found = endings.search(text)
    while found is not None:
        at = found.start() - 2
        if at >= 0 and _STEM.match(text, at):
            yield at, text[at : found.end()]
        found = endings.search(text, found.start() + 1)


def names(subject: Subject) -> Iterator[tuple[str, Place]]:
    """The names and the items of lists in the data."""
    for datum in subject.report.data.values():
        if datum.state == FILLED and datum.field.kind in (NAME, "名单"):
            for name in datum.items or (datum.text,):
                yield name, datum.place


def _by_name(subject: Subject) -> Iterator[Problem]:
    known = {name: place for name, place in names(subject) if len(name) >= _SHORTEST}
    text = "\n".join(passage.masked for passage in subject.passages)
    starts = [0, *accumulate(len(passage.masked) + 1 for passage in subject.passages)]
    for name, place in known.items():
        found = _near(name, text, known)
        if found >= 0:
            number = bisect_right(starts, found) - 1
            window, passage = _window(name, text, found), subject.passages[number]
            yield from _told((passage, found - starts[number]), place, window, name)


def _near(name: str, text: str, names: dict[str, Place]) -> int:
    """Where something that is nearly the name stands; −1 for nowhere."""
    at = text.find(name[:2])
    while at >= 0:
        if not text.startswith(name, at) and _window(name, text, at) and _window(name, text, at) not in names:
            return at
        at = text.find(name[:2], at + 1)
    return -1


def _window(name: str, text: str, at: int) -> str:
    for size in (len(name), len(name) + 1, len(name) - 1):
        window = text[at : at + size]
        if len(window) == size and window[-1] == name[-1] and "\n" not in window and _one_apart(window, name):
            return window
    return ""


def _one_apart(one: str, other: str) -> bool:
    """Whether one character inside was changed, left out, put in, or two changed places."""
    if len(one) == len(other):
        wrong = [at for at in range(len(one)) if one[at] != other[at]]
        if {one[at] for at in wrong} | {other[at] for at in wrong} <= _TELLING:
            return False
        return len(wrong) == 1 or (len(wrong) == 2 and sorted(one) == sorted(other))
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1))


def _told(first: _Where, second: _Where, one: str, other: str) -> Iterator[Problem]:
    here, there, words = (first, second, (one, other)) if isinstance(first, tuple) else (second, first, (other, one))
    if not isinstance(here, tuple):
        return
    passage, offset = here
    message = say("“{name}”与“{other_name}”是不是同一处", name=words[0], other_name=words[1])
    for problem in tell(C20, passage, offset, message, say("同一处就统一写法；名称填在数据里，用【】引用就不会两样")):
        also = (there[0].place(there[1]),) if isinstance(there, tuple) else (there,)
        yield Problem(problem.code, problem.message, problem.grade, problem.place, problem.hint, also=also)
