"""The part ``numbering.xml`` and the paragraphs in their order → the automatic number that Word shows before each.

Knows neither styles nor rules.  Only the forms that official texts use are written out; any other form gives no label,
which is the cautious answer: no rule then takes it for a level.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.gongwen.document.properties import Values, number, paragraph_values
from reportgen.ooxml.names import W
from reportgen.text.numbers import chinese

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCountingThousand ideographDigital".split()
)
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class ListLevel:
    """A level of a list: number form, text such as ``（%1）``, first number, and its paragraph values."""

    form: str
    text: str
    start: int
    layout: Values


@dataclass(slots=True, eq=False)
class Counter:
    """Counts through a document; ``label`` must be called once for each numbered paragraph, in order."""

    levels: Mapping[tuple[str, int], ListLevel]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def layout(self, values: Values) -> Values:
        """The indents that the list gives to a paragraph with these values."""
        level = self.levels.get(_key(values))
        return level.layout if level else {}

    def label(self, values: Values) -> str:
        """The number shown before a paragraph with these values, empty for none."""
        list_id, depth = _key(values)
        level = self.levels.get((list_id, depth))
        if level is None:
            return ""
        counts = self._counts.setdefault(list_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return self._written(list_id, level.text, counts)

    def _written(self, list_id: str, text: str, counts: Mapping[int, int]) -> str:
        for depth in range(_DEEPEST):
            mark = f"%{depth + 1}"
            level = self.levels.get((list_id, depth))
            if mark not in text or level is None:
                continue
            shown = _form(level.form)(counts.get(depth, level.start))
            if not shown:
                return ""
            text = text.replace(mark, shown)
        return text


def read_numbering(root: etree._Element | None) -> Mapping[tuple[str, int], ListLevel]:
    """(list id, depth) → level; overrides of single levels included (§17.9.15)."""
    if root is None:
        return {}
    kinds = {kind.get(W + "abstractNumId"): _levels(kind) for kind in root.iterfind(W + "abstractNum")}
    found: dict[tuple[str, int], ListLevel] = {}
    for item in root.iterfind(W + "num"):
        of = item.find(W + "abstractNumId")
        own = dict(kinds.get(of.get(W + "val") if of is not None else None, {}))
        for override in item.iterfind(W + "lvlOverride"):
            own |= _levels(override)
        found |= {(item.get(W + "numId") or "", depth): level for depth, level in own.items()}
    return found


def _levels(parent: etree._Element) -> dict[int, ListLevel]:
    return {number(level.get(W + "ilvl")): _level(level) for level in parent.iterfind(W + "lvl")}


def _level(level: etree._Element) -> ListLevel:
    def said(name: str, default: str) -> str:
        child = level.find(W + name)
        return (child.get(W + "val") or "") if child is not None else default

    return ListLevel(
        said("numFmt", "decimal"),
        said("lvlText", ""),
        number(said("start", "1"), 1),
        paragraph_values(level.find(W + "pPr")),
    )


def _key(values: Values) -> tuple[str, int]:
    return values.get("numPr.numId", "0"), number(values.get("numPr.ilvl"))


def _form(name: str) -> Callable[[int], str]:
    if name in _CHINESE:
        return lambda count: chinese(count) if 0 < count < 10000 else ""
    if name == "decimal":
        return str
    if name.startswith("decimalEnclosedCircle"):
        return lambda count: _CIRCLED[count - 1] if 0 < count <= len(_CIRCLED) else ""
    return lambda count: ""
