"""The numberings of a sub-document → copies under new ids; each time the file is put in, its lists begin anew.

Knows no text.  Bullets that are pictures become the sign that stands in their place (``w:lvlText``).
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from reportgen.word.additions import Additions
from reportgen.word.names import W
from reportgen.word.trees import drop

_IDENTITY = tuple(W + name for name in "nsid tmpl styleLink numStyleLink".split())
_WITHIN = tuple(W + name for name in "lvlPicBulletId pStyle".split())


class Lists:
    """``root`` is the sub-document's numbering part, missing where it has none."""

    def __init__(self, root: etree._Element | None, additions: Additions) -> None:
        held = list(root) if root is not None else []
        self._abstract = {one.get(W + "abstractNumId", ""): one for one in held if one.tag == W + "abstractNum"}
        self._nums = {one.get(W + "numId", ""): one for one in held if one.tag == W + "num"}
        self._additions = additions
        self._copies: dict[str, str] = {}
        self._styled: dict[str, str] = {}
        self._now: dict[str, str] = {}
        self._begun: set[str] = set()

    def begin(self) -> None:
        """The file is put in once more."""
        self._now = {}
        self._begun = set()

    def styled(self, number: str) -> str:
        """The numbering that a copied style brings along: the same for every time."""
        if number not in self._styled:
            self._styled[number] = self._made(number, restart=False)
        return self._styled[number]

    def of(self, number: str) -> str:
        """The numbering for a paragraph; ``0``, for none, stays."""
        if number not in self._now:
            self._now[number] = self._made(number, restart=True)
        return self._now[number]

    def _made(self, number: str, *, restart: bool) -> str:
        num = self._nums.get(number)
        held = num.find(W + "abstractNumId") if num is not None else None
        if num is None or held is None or held.get(W + "val", "") not in self._abstract:
            return "0"
        old = held.get(W + "val", "")
        copy = deepcopy(num)
        given = str(self._additions.number("numbering", W + "num", W + "numId"))
        copy.set(W + "numId", given)
        again = old in self._copies
        next(copy.iterchildren(W + "abstractNumId")).set(W + "val", self._abstract_copy(old))
        if restart and again and old not in self._begun and copy.find(W + "lvlOverride") is None:
            for level in self._abstract[old].iterchildren(W + "lvl"):
                _restart(copy, level)
        self._begun.add(old)
        self._additions.append("numbering", copy)
        return given

    def _abstract_copy(self, old: str) -> str:
        if old not in self._copies:
            copy = deepcopy(self._abstract[old])
            self._copies[old] = str(self._additions.number("numbering", W + "abstractNum", W + "abstractNumId"))
            copy.set(W + "abstractNumId", self._copies[old])
            for element in [*copy.iter(*_IDENTITY), *copy.iter(*_WITHIN)]:
                drop(element)
            self._additions.append("numbering", copy)
        return self._copies[old]


def _restart(num: etree._Element, level: etree._Element) -> None:
    start = level.find(W + "start")
    override = etree.SubElement(num, W + "lvlOverride", {W + "ilvl": level.get(W + "ilvl", "0")})
    etree.SubElement(override, W + "startOverride", {W + "val": start.get(W + "val", "1") if start is not None else "1"})
