"""The styles of an .ods by the names that cells call them → looks, and numbers as their formats show them.

Knows no cells.  A style says what its parent does not (OpenDocument 1.3 part 3, 16.2); a chain of them is followed so far and no
further.  A format of numbers is written over as one of a table program's, so that there is one judge of what is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from reportgen.regex import regex
from reportgen.tables.number_format import LONGEST
from reportgen.tables.visibility import LEAST_HEIGHT, LEAST_WIDTH, WHITE, CellLook, LookChange, colour

_DEEPEST_STYLE = 20
_FORMATS = ("number-style", "percentage-style", "currency-style", "date-style", "time-style", "boolean-style", "text-style")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0}
_MEASURE = regex(r"\s*([0-9]{1,6}(?:\.[0-9]{1,9})?)\s*(pt|in|cm|mm|px|pc|%)\s*")
_CONDITION = regex(r"\s*value\(\)\s*(>=|<=|!=|<>|=|>|<)\s*(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\s*")
_MINUS = "-－−(（"
"""What the words of a format say for "below zero"."""
_MOST_CONDITIONS = 20
_POINTS_OF_SIGN = 5.7
"""A digit of the usual size."""
_UNKNOWN = "[?"
"""A format that nobody understands."""


@dataclass(slots=True)
class OdsStyles:
    """The styles of a file; those of the content go before those of the same name beside it."""

    styles: Mapping[tuple[str, str], Any]
    formats: Mapping[str, Any]
    known: dict[str, CellLook] = field(default_factory=dict)
    answers: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    maps: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: Any) -> OdsStyles:
        styles: dict[tuple[str, str], Any] = {}
        formats: dict[str, Any] = {}
        for root in roots:
            styles |= {(get(each, "family"), get(each, "name")): each for each in root.iter("{*}style", "{*}default-style")}
            formats |= {get(each, "name"): each for each in root.iter(*(f"{{*}}{name}" for name in _FORMATS))}
        return cls(styles, formats)

    def look(self, name: str) -> CellLook:
        """The look of cells of a style; how its numbers are written is asked of ``code``."""
        if name not in self.known:
            self.known[name] = self._look(name)
        return self.known[name]

    def _look(self, name: str) -> CellLook:
        paper = self.said("table-cell", name, "table-cell-properties", "background-color")
        protected = self.said("table-cell", name, "table-cell-properties", "cell-protect")
        printed = self.said("table-cell", name, "table-cell-properties", "print-content")
        repeated = self.said("table-cell", name, "table-cell-properties", "repeat-content")
        base = CellLook(ink="", papers=(colour(paper) or WHITE,))
        return replace(
            self.worded("table-cell", name, base),
            withheld="hidden-and-protected" in protected or printed == "false",
            repeated=repeated == "true",
        )

    def worded(self, family: str, name: str, look: CellLook) -> CellLook:
        """A look with what a style says of the letters."""
        struck = [self.said(family, name, "text-properties", f"text-line-through-{what}") for what in ("style", "type")]
        ink, chosen = (self.said(family, name, "text-properties", what) for what in ("color", "use-window-font-color"))
        size = self.said(family, name, "text-properties", "font-size")
        return replace(
            look,
            struck="none" not in struck if any(struck) else look.struck,
            ink="" if chosen == "true" else colour(ink) or look.ink,
            points=points(size, look.points) if size else look.points,
            withheld=look.withheld or self.said(family, name, "text-properties", "display") in ("none", "condition"),
        )

    def said(self, family: str, name: str, group: str, what: str) -> str:
        """What a style, or the nearest of its parents that says anything of it, says; else what all of the family are."""
        asked = (family, name, group, what)
        if asked not in self.answers:
            self.answers[asked] = self._said(*asked)
        return self.answers[asked]

    def _said(self, family: str, name: str, group: str, what: str) -> str:
        for _ in range(_DEEPEST_STYLE):
            style = self.styles.get((family, name))
            if style is None:
                break
            if found := next((said for each in style.iterchildren(f"{{*}}{group}") if (said := get(each, what))), ""):
                return found
            name = get(style, "parent-style-name")
        style = self.styles.get((family, ""))
        groups = style.iterchildren(f"{{*}}{group}") if style is not None else ()
        return next((said for each in groups if (said := get(each, what))), "")

    def changes(self, name: str) -> tuple[LookChange, ...]:
        """What the conditions of a cell's style, or of its parents, may do; anything where nobody could follow them."""
        found = tuple(islice(self._changes(name), _MOST_CONDITIONS + 1))
        return found if len(found) <= _MOST_CONDITIONS else (LookChange(alters=True),)

    def _changes(self, name: str) -> Iterator[LookChange]:
        for _ in range(_DEEPEST_STYLE):
            style = self.styles.get(("table-cell", name))
            if style is None:
                return
            for each in style.iterchildren("{*}map"):
                yield self.change(get(each, "apply-style-name"))
            name = get(style, "parent-style-name")

    def change(self, name: str) -> LookChange:
        """What another style does to a cell that a condition puts it on."""
        look = self.look(name)
        paper = colour(self.said("table-cell", name, "table-cell-properties", "background-color"))
        small = bool(replace(look, ink="").kind())
        return LookChange(bool(self._format(name)) or small or look.repeated, look.ink, (paper,) if paper else ())

    def _format(self, name: str) -> str:
        for _ in range(_DEEPEST_STYLE):
            style = self.styles.get(("table-cell", name))
            if style is None:
                return ""
            if found := get(style, "data-style-name"):
                return found
            name = get(style, "parent-style-name")
        return ""

    def code(self, name: str, exact: Decimal | None) -> str:
        """The format in which a style writes a number (None: a text), as a table program would say it; empty for none."""
        own = self._format(name)
        if own not in self.formats:
            return ""
        if exact is None:
            return self._written(own)
        if own not in self.maps:
            found = islice(self.formats[own].iterchildren("{*}map"), _MOST_CONDITIONS + 1)
            self.maps[own] = [(get(each, "condition"), get(each, "apply-style-name")) for each in found]
        for condition, other in self.maps[own]:
            holds = _holds(condition, exact)
            if holds is None or len(self.maps[own]) > _MOST_CONDITIONS:
                return _UNKNOWN
            if holds:
                return self._for_sign(other, exact)
        return self._for_sign(own, exact) if self.maps[own] else self._written(own)

    def parts_of_date(self, name: str) -> str:
        """Which of year, month and day a style shows: ``ymd`` where it says nothing."""
        format_ = self.formats.get(self._format(name))
        if format_ is None or local(format_) != "date-style":
            return "ymd"
        shown = {local(each) for each in format_.iterchildren()}
        return "".join(part[0] for part in ("year", "month", "day") if part in shown)

    def _for_sign(self, name: str, exact: Decimal) -> str:
        """A format that is for some numbers only, as a section: one for those below zero writes their minus, or brackets,
        itself."""
        code = self._written(name)
        is_below = exact < 0 and any(f"\\{sign}" in code for sign in _MINUS)
        return f"{code};{code}" if is_below and 2 * len(code) < LONGEST else code

    def _written(self, name: str) -> str:
        if name not in self.codes:
            code = _code(self.formats[name]) if name in self.formats else _UNKNOWN
            self.codes[name] = code if len(code) <= LONGEST else _UNKNOWN
        return self.codes[name]

    def is_thin(self, family: str, name: str) -> bool:
        """Whether a row has hardly any height, a column hardly any width."""
        what, least = ("row-height", LEAST_HEIGHT) if family == "table-row" else ("column-width", LEAST_WIDTH * _POINTS_OF_SIGN)
        said = self.said(family, name, f"{family}-properties", what)
        return bool(said) and points(said, least) < least

    def room(self, name: str) -> float:
        """How many digits a column takes; 0 where that is not known."""
        said = self.said("table-column", name, "table-column-properties", "column-width")
        return points(said, 0.0) / _POINTS_OF_SIGN


def _holds(condition: str, exact: Decimal) -> bool | None:
    """Whether a condition of a format holds; None where it is not understood."""
    found = _CONDITION.fullmatch(condition)
    if found is None:
        return None
    other = Decimal(found[2])
    return {
        ">=": exact >= other, "<=": exact <= other, "!=": exact != other, "<>": exact != other,
        "=": exact == other, ">": exact > other, "<": exact < other,
    }[found[1]]  # fmt: skip


def _code(format_: Any) -> str:
    """A format written over (OpenDocument 1.3 part 3, 16.29); what is not understood gives one that nobody understands."""
    if local(format_) in ("date-style", "time-style", "boolean-style"):
        return ""
    out: list[str] = []
    for each in format_.iterchildren():
        name = local(each)
        if name in ("text", "currency-symbol"):
            out += [f"\\{sign}" if sign != "%" else sign for sign in each.text or ""]
        elif name == "number":
            out.append(_number_code(each))
        elif name == "text-content":
            out.append("@")
        elif name == "scientific-number":
            out.append("0." + "0" * _count(each, "decimal-places") + "E+00")
        elif name == "text-properties" and (ink := colour(get(each, "color"))) == WHITE:
            out.append("[white]" if ink else "")
        elif name not in ("fill-character", "map", "text-properties"):
            out.append(_UNKNOWN)
    return "".join(out) or '""'


def _number_code(element: Any) -> str:
    if element.find("{*}embedded-text") is not None:
        return _UNKNOWN
    places, factor = get(element, "decimal-places"), get(element, "display-factor")
    if not places and not factor:
        return "General"
    least = _count(element, "min-decimal-places") if get(element, "min-decimal-places") else _count(element, "decimal-places")
    digits = ("." if _count(element, "decimal-places") else "") + "0" * least + "#" * (_count(element, "decimal-places") - least)
    thousands = {"": 0, "1": 0, "1000": 1, "1000000": 2, "1000000000": 3}.get(factor.partition(".")[0])
    if thousands is None:
        return _UNKNOWN
    return ("0" if _count(element, "min-integer-digits") else "#") + digits + "," * thousands


def _count(element: Any, name: str) -> int:
    digits = get(element, name)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 2 else 0


def points(text: str, usual: float) -> float:
    """A measure in points; a share is one of the usual."""
    found = _MEASURE.fullmatch(text)
    if found is None:
        return usual
    return usual * float(found[1]) / 100 if found[2] == "%" else float(found[1]) * _POINTS[found[2]]


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def get(element: Any, name: str) -> str:
    """An attribute by its name, in whichever of the format's vocabularies."""
    return next((str(value) for key, value in element.items() if str(key).endswith("}" + name)), "")
