"""The items of loops → the words that say which one: 第3项“稳增长”.

Knows neither tags nor Word.  A number alone makes a clerk count; the first text of an item is what it is called on the
page more often than not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.message import Message, say
from reportgen.provenance import bare

_LONGEST = 16


@dataclass(slots=True, eq=False)
class Loop:
    """A loop that is running: the number of its tag, what it is called, what it runs over, and where it is."""

    tag: int
    name: str
    source: Any
    index: int = -1
    item: Any = None

    def advance(self, item: Any) -> None:
        """On to ``item``; those that the loop's own condition passed over are counted too."""
        at = self.index + 1
        if isinstance(self.source, (list, tuple)) and not isinstance(item, tuple):
            while at < len(self.source) and bare(self.source[at]) is not bare(item):
                at += 1
            at = self.index + 1 if at == len(self.source) else at
        self.index, self.item = at, item

    @property
    def words(self) -> Message:
        """Which item it is at."""
        return which(self.name, self.index, self.item)


def telling(item: Any) -> str:
    """The first text or number of an item, shortened; empty if it has none."""
    value = bare(item)
    if isinstance(value, Mapping):
        return next((found for inner in value.values() if (found := _scalar(bare(inner)))), "")
    if isinstance(value, (list, tuple)):
        return next((found for inner in value if (found := telling(inner))), "")
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, (bool, Mapping, list, tuple)):
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def last_name(source: str) -> str:
    """What a clerk calls the list that is looped over: ``部.小节`` is 小节; anything but a dotted name stays."""
    words = source.split(".")
    return words[-1].strip() if all(word.strip().isidentifier() for word in words) else source


def looped(tag_source: str) -> str:
    """``for 项 in 部.小节 if 项.有 recursive`` → ``小节``."""
    words = tag_source.partition(" in ")[2].strip().removesuffix("recursive")
    return last_name(words.partition(" if ")[0].strip())


def which(source: str, index: int, item: Any) -> Message:
    """``“部分”第3项“稳增长”``; ``source`` is what is looped over, ``index`` counts from 0."""
    called = telling(item)
    if called:
        return say("“{list}”第{number}项“{called}”", list=source, number=index + 1, called=called)
    return say("“{list}”第{number}项", list=source, number=index + 1)
