"""The elements of ``w:pPr`` and ``w:rPr`` → flat mappings of raw values, and how a nearer layer lies over a farther one.

Knows neither styles nor documents nor rules.  A key is the element's name, or ``element.attribute`` where the attributes of
one element are inherited one by one (ECMA-376 Part 1 §17.3.1.12, §17.3.1.33, §17.3.2.26).  Two things need care: a theme
font beats a named font on the same element but not on a nearer one, so it is resolved here, layer by layer; and a hanging
indent takes the place of an inherited first-line indent, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from lxml import etree

from reportgen.ooxml.names import W
from reportgen.regex import regex

Values = Mapping[str, str]
"""Raw values by key; a toggle is ``1`` or ``0``."""

TOGGLES = frozenset("b i caps smallCaps strike dstrike outline shadow emboss imprint vanish".split())
"""Properties that a style turns over instead of setting (§17.7.3)."""

_SWITCHES = frozenset(
    "b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint vanish webHidden snapToGrid keepNext keepLines "
    "pageBreakBefore widowControl kinsoku overflowPunct autoSpaceDE autoSpaceDN adjustRightInd contextualSpacing bidi".split()
)
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMES = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
_FALSE = frozenset(("0", "false", "off"))
_TEXT_COLOURS = frozenset(("text1", "dark1", "tx1", "dk1", "windowText"))
_RIVALS = {
    "firstLine": "hanging",
    "hanging": "firstLine",
    "firstLineChars": "hangingChars",
    "hangingChars": "firstLineChars",
}
_MEASURE = regex(r"(-?\d{1,9}(?:\.\d{1,6})?)(mm|cm|in|pt|pc|pi)?$")
_UNITS = {"mm": Decimal(1440) / Decimal("25.4"), "cm": Decimal(14400) / Decimal("25.4"), "in": Decimal(1440), "pt": Decimal(20),
          "pc": Decimal(240), "pi": Decimal(240)}  # fmt: skip


def number(text: str | None, default: int = 0) -> int:
    """A measure as a whole number of the unit it is in, twips where it names a unit of its own (ST_UniversalMeasure)."""
    found = _MEASURE.match(text.strip()) if text else None
    return round(Decimal(found[1]) * _UNITS.get(found[2] or "", Decimal(1))) if found else default


def is_on(values: Values, key: str, default: bool = False) -> bool:
    """Whether a switch is on."""
    return values[key] == "1" if key in values else default


def run_values(properties: etree._Element | None, theme: Mapping[str, str]) -> dict[str, str]:
    """The values of a ``w:rPr``; fonts by slot, theme fonts by their names, with ``themed.SLOT`` beside them."""
    values: dict[str, str] = {}
    for child in properties if properties is not None else ():
        name = _name(child)
        if name == "rFonts":
            values.update(_fonts(child, theme))
        elif name == "lang":
            values.update(_attributes(name, child))
        elif name == "color":
            values["color"] = _colour(child)
        elif name == "shd":
            values["shd"] = child.get(W + "fill") or "auto"
        elif name:
            values[name] = _value(name, child)
    return values


def paragraph_values(properties: etree._Element | None) -> dict[str, str]:
    """The values of a ``w:pPr``; borders as ``border.SIDE`` with colour and size, and ``gap.SIDE``."""
    values: dict[str, str] = {}
    for child in properties if properties is not None else ():
        name = _name(child)
        if name in ("ind", "spacing", "framePr"):
            values.update(_attributes(name, child))
        elif name == "numPr":
            values.update({f"numPr.{_name(inner)}": inner.get(W + "val") or "" for inner in child})
        elif name == "pBdr":
            values.update({f"border.{_name(side)}": border(side) for side in child})
            values.update({f"gap.{_name(side)}": side.get(W + "space") or "" for side in child})
        elif name == "shd":
            values["shd"] = child.get(W + "fill") or "auto"
        elif name and name not in ("rPr", "sectPr"):
            values[name] = _value(name, child)
    return values


def border(side: etree._Element) -> str:
    """``colour size`` of a border (size in eighths of a point), empty for none."""
    kind = side.get(W + "val") or "nil"
    return "" if kind in ("nil", "none") else f"{side.get(W + 'color') or 'auto'} {number(side.get(W + 'sz'))}"


def laid_over(layers: Iterable[Values]) -> dict[str, str]:
    """One mapping of several, the nearest layer last; a hanging indent removes an inherited first-line indent."""
    values: dict[str, str] = {}
    for layer in layers:
        for key in layer:
            rival = _RIVALS.get(key.removeprefix("ind."))
            if rival and f"ind.{rival}" not in layer:
                values.pop(f"ind.{rival}", None)
        values.update(layer)
    return values


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag[len(W) :] if isinstance(tag, str) and tag.startswith(W) else ""


def _value(name: str, element: etree._Element) -> str:
    value = element.get(W + "val")
    if name in _SWITCHES:
        return "0" if value in _FALSE else "1"
    return value or ""


def _attributes(name: str, element: etree._Element) -> dict[str, str]:
    """Each attribute by itself; ``start`` and ``end`` are the newer words for left and right."""
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        local = str(key).rpartition("}")[2]
        local = local.replace("start", "left", 1) if local.startswith("start") else local
        local = local.replace("end", "right", 1) if local.startswith("end") else local
        found[f"{name}.{local}"] = str(value)
    return found


def _colour(element: etree._Element) -> str:
    """RRGGBB or ``auto``; a colour of the theme that is the text's own is automatic, any other goes by its name where no value
    stands beside it (§17.3.2.6)."""
    said, theme = element.get(W + "val") or "", element.get(W + "themeColor") or ""
    shaded = element.get(W + "themeTint") or element.get(W + "themeShade")
    if theme in _TEXT_COLOURS and not shaded:
        return "auto"
    return theme if theme not in ("", "none") and said.lower() in ("", "auto") else said


def _fonts(element: etree._Element, theme: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for slot in _SLOTS:
        themed, plain = element.get(W + _THEMES[slot]), element.get(W + slot)
        if themed:
            found[f"font.{slot}"] = theme.get(themed, "")
        elif plain:
            found[f"font.{slot}"] = plain
        if themed or plain:
            found[f"themed.{slot}"] = "1" if themed else "0"
    if hint := element.get(W + "hint"):
        found["hint"] = hint
    return found
