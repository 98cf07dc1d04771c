"""Where a sentence, a section or a figure stands in a year's input: the steps of keys and numbers that lead there.

Knows no text, and of the grammar only what blocks are called, since a block (a paragraph of its own, a table) stands in a section
and is none.  An address is data: two are equal where their steps are, one lies within another where it begins
with its steps.  Its spelling (``部分[0].小节[1].正文[2]``, names with dots, brackets or quotes in double quotes) can always be read
back, so it may also stand in a text that other modules hand on without understanding it, such as the origins of a printed
stretch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.regex import regex
from reportgen.report.model import grammar as keys
from reportgen.report.model.grammar import BLOCKS

_SPECIAL = regex(r"""[\s.\[\]"@#]""")
_STEP = regex(r'(?:^|\.)(?:(?P<plain>[^\s.\[\]"@#]+)|(?P<quoted>"(?:[^"\\]|\\.)*"))|\[(?P<number>\d+)\]')


@dataclass(frozen=True, slots=True)
class Address:
    """Keys (text) and numbers of items (from 0), from the outside inward; the file itself has no steps and is false."""

    steps: tuple[str | int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.steps)

    def __hash__(self) -> int:
        return hash(self.steps)

    def __str__(self) -> str:
        return _spelling(self.steps)

    def to(self, *steps: str | int) -> Address:
        """The address of something inside."""
        return Address((*self.steps, *steps))

    @property
    def key(self) -> str:
        """The last key; empty for the file itself."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "")

    @property
    def number(self) -> int:
        """The number of the last item on the way, -1 for none."""
        return next((step for step in reversed(self.steps) if isinstance(step, int)), -1)

    @property
    def block(self) -> Address:
        """The block that a sentence or cell stands in, without its key: an item of a list of sentences; none for most."""
        at = self._block_at
        return Address(self.steps[: at + 1]) if at >= 0 else NOWHERE

    @property
    def _block_at(self) -> int:
        """Which step is the number of a block; -1 for none."""
        steps = self.steps
        for at in range(len(steps) - 1):
            if steps[at + 1] in BLOCKS and isinstance(steps[at], int):
                return at
        return -1

    @property
    def cell(self) -> tuple[int, int] | None:
        """Row and column of a cell of a table, both from 0, the head being row -1; none for what is no cell."""
        match self.steps[self._block_at + 1 :] if self._block_at >= 0 else ():
            case (_, keys.COLUMNS, int(column)):
                return -1, column
            case (_, keys.ROWS, int(row), int(column)):
                return row, column
        return None

    @property
    def holder(self) -> Address:
        """What holds a sentence: its block, or else its section."""
        return self.block or self.section

    @property
    def section(self) -> Address:
        """The section that a sentence stands in: all but its own key and number, and the block around it."""
        at = self._block_at
        if at >= 0:
            return Address(self.steps[: at - 1])
        return Address(self.steps[:-1] if isinstance(self.steps[-1], str) else self.steps[:-2]) if self.steps else self

    @property
    def sections(self) -> tuple[Address, ...]:
        """The sections around a sentence, the outermost first."""
        return _around(self.section.steps)

    @property
    def depth(self) -> int:
        """How many items lie on the way: 1 for a part, 2 for a topic of it."""
        return sum(isinstance(step, int) for step in self.steps)

    def within(self, other: Address) -> bool:
        """Whether it lies inside another, or is it."""
        return self.steps[: len(other.steps)] == other.steps

    def as_data(self) -> list[str | int]:
        """For records: the steps as a list."""
        return list(self.steps)

    @classmethod
    def of_data(cls, steps: Sequence[Any]) -> Address:
        """Of a record; raises ``ValueError`` where something else than text and numbers stands there."""
        if not isinstance(steps, list) or not all(isinstance(step, str | int) and not isinstance(step, bool) for step in steps):
            raise ValueError("no address")
        return cls(tuple(steps))

    @classmethod
    def parse(cls, text: str) -> Address:
        """Reads the spelling; raises ``ValueError`` for another text."""
        return cls(steps_of(text))


@lru_cache(maxsize=4096)
def _around(section: tuple[str | int, ...]) -> tuple[Address, ...]:
    """The sections around a section and it: all its sentences ask."""
    return tuple(Address(section[: at + 1]) for at, step in enumerate(section) if isinstance(step, int))


@lru_cache(maxsize=4096)
def steps_of(text: str) -> tuple[str | int, ...]:
    """The steps that a spelling has.  A year's report is made many times while its edits are proven, and each time all its origins,
    which hardly change, are read: so many are remembered as several years have."""
    head, _, number = text[:-1].rpartition("[")
    if text[-1:] == "]" and number.isdecimal() and '"' not in text and head and head[-1] != "]":
        return (*steps_of(head), int(number))  # of the items of a list what stands before their numbers is read once
    steps: list[str | int] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None:
            raise ValueError(f"no address: {text}")
        if found["number"] is not None:
            steps.append(int(found["number"]))
        else:
            steps.append(found["plain"] if found["plain"] is not None else json.loads(found["quoted"]))
        at = found.end()
    return tuple(steps)


NOWHERE = Address()
"""No place, or the file itself."""


def spelled(steps: Sequence[str | int]) -> str:
    """Steps as an address is spelled; for the path of a figure no address need be made."""
    return "".join(map(_spelled, steps)).removeprefix(".")


@lru_cache(maxsize=4096)
def _spelling(steps: tuple[str | int, ...]) -> str:
    """The spelling of an address, remembered for the same reason as the steps of one."""
    return spelled(steps)


def _spelled(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{json.dumps(step, ensure_ascii=False)}" if _SPECIAL.search(step) or not step else f".{step}"


LITERAL, REFERENCE = "@", "#"


def parted(text: str) -> tuple[str, str, int, int]:
    """The spelling of an origin → that of its address, its kind and its characters; of a trace many addresses repeat."""
    at = max(text.rfind(LITERAL), text.rfind(REFERENCE))
    first, _, last = text[at + 1 :].partition(":")
    if at < 0 or not (first.isdecimal() and last.isdecimal()):
        return text, "", 0, 0
    return text[:at], text[at], int(first), int(last)


def without_span(text: str) -> str:
    """The spelling of an origin without its characters: that of its address alone."""
    at = max(text.rfind(LITERAL), text.rfind(REFERENCE))
    return text[:at] if at >= 0 and text[at + 1 :].replace(":", "", 1).isdecimal() else text
