"""The parts of an .xlsx that say how cells look (styles, theme, rules of a sheet) → looks, and what may change them.

Knows no cells.  Colours are given in four ways (ECMA-376-1:2016, 18.8.3): by themselves, by the theme with a tint, by a number of
the palette, or left to the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportgen.tables.number_format import built_in
from reportgen.tables.visibility import BLACK, WHITE, CellLook, LookChange, colour, tinted

_OFF = ("0", "false", "off", "none")
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
_THEME_COLOURS = dict(
    zip(_THEME, "FFFFFF 000000 E7E6E6 44546A 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47 0563C1 954F72".split(), strict=True)
)
_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_PALETTE = tuple(
    f"{_EIGHT} {_EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC "
    "CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF "
    "33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333".split()
)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a workbook by what cells call them."""

    theme: Sequence[str] = tuple(_THEME_COLOURS.values())
    palette: Sequence[str] = _PALETTE

    def of(self, element: Any) -> str:
        """Six signs; empty where the program chooses."""
        if element is None or is_on(element.get("auto")):
            return ""
        if element.get("theme") is not None:
            found = _at(self.theme, element.get("theme"))
        elif element.get("indexed") is not None:
            found = _at((*self.palette, BLACK, WHITE), element.get("indexed"))
        else:
            found = colour(element.get("rgb"))
        return tinted(found, decimal(element.get("tint"), 0.0)) if found and element.get("tint") else found


@dataclass(frozen=True, slots=True)
class SheetStyles:
    """How the cells of a workbook may look, as cells call it, and what rules and tables may change."""

    colours: Colours
    looks: tuple[CellLook, ...] = ()
    changes: tuple[LookChange, ...] = ()
    tables: Mapping[str, tuple[LookChange, ...]] | None = None

    def look(self, number: int) -> CellLook:
        return self.looks[number] if number < len(self.looks) else CellLook()

    def of_rule(self, rule: Any) -> Iterator[LookChange]:
        """What a rule of a sheet may do; Excel of 2010 and later writes some of them with their look inside."""
        number = rule.get("dxfId")
        if number is not None and (at := whole(number, -1)) >= 0:
            yield self.changes[at] if at < len(self.changes) else LookChange()
        yield from (_change(each, self.colours) for each in rule.iter("{*}dxf"))
        for each in rule.iter("{*}dataBar", "{*}iconSet"):
            yield LookChange(not is_on(each.get("showValue", "1")))
        for each in rule.iter("{*}colorScale"):
            yield from (LookChange(papers=(found,)) for one in each.iter("{*}color") if (found := self.colours.of(one)))


def read_styles(root: Any, theme: Any) -> SheetStyles:
    """The styles of a workbook; either part may be missing."""
    colours = Colours(_theme(theme), _palette(root)) if root is not None or theme is not None else Colours()
    if root is None:
        return SheetStyles(colours)
    changes = tuple(_change(each, colours) for group in root.iterchildren("{*}dxfs") for each in group.iterchildren("{*}dxf"))
    tables = {
        each.get("name") or "": tuple(_numbered(changes, (one.get("dxfId") for one in each.iterchildren())))
        for each in root.iter("{*}tableStyle")
    }
    return SheetStyles(colours, tuple(_looks(root, colours)), changes, tables)


def _numbered(changes: Sequence[LookChange], numbers: Iterable[str | None]) -> Iterator[LookChange]:
    yield from (changes[at] for each in numbers if 0 <= (at := whole(each, -1)) < len(changes))


def font_look(properties: Any, look: CellLook, colours: Colours) -> CellLook:
    """A look with what a font says; a run's font says only what differs."""
    if properties is None:
        return look
    struck = [is_on(each.get("val", "1")) for each in properties.iterchildren("{*}strike")]
    inks = [colours.of(each) or BLACK for each in properties.iterchildren("{*}color")]
    sizes = [decimal(each.get("val"), look.points) for each in properties.iterchildren("{*}sz")]
    return replace(
        look,
        struck=any(struck) if struck else look.struck,
        ink=inks[-1] if inks else look.ink,
        points=sizes[-1] if sizes else look.points,
    )


def _looks(root: Any, colours: Colours) -> Iterator[CellLook]:
    """The looks of cells in their order, which is how cells name them."""
    codes = {
        each.get("numFmtId"): each.get("formatCode") or ""
        for each in root.iter("{*}numFmt")
        if "dxf" not in str(each.getparent().tag)
    }
    plain = CellLook()
    fonts = [font_look(each, plain, colours) for group in root.iterchildren("{*}fonts") for each in group.iterchildren("{*}font")]
    papers = [_papers(each, colours) for group in root.iterchildren("{*}fills") for each in group.iterchildren("{*}fill")]
    for group in root.iterchildren("{*}cellXfs"):
        for each in group.iterchildren("{*}xf"):
            number, font, fill = each.get("numFmtId") or "0", whole(each.get("fontId"), 0), whole(each.get("fillId"), 0)
            yield replace(
                fonts[font] if font < len(fonts) else plain,
                code=codes.get(number) or built_in(whole(number, 0)),
                papers=papers[fill] if fill < len(papers) else plain.papers,
                repeated=any(one.get("horizontal") == "fill" for one in each.iterchildren("{*}alignment")),
            )


def _papers(fill: Any, colours: Colours, *, of_change: bool = False) -> tuple[str, ...]:
    """The colours that a fill puts behind a cell; a rule's plain one has its colour where others have the second."""
    for pattern in fill.iterchildren("{*}patternFill"):
        first, second = (colours.of(pattern.find(f"{{*}}{name}")) for name in ("fgColor", "bgColor"))
        kind = pattern.get("patternType") or ("solid" if of_change else "none")
        if kind == "none":
            return () if of_change else (WHITE,)
        if kind == "solid":
            return (((second or first) if of_change else first) or WHITE,)
        return (first or BLACK, second or WHITE)
    stops = tuple(colours.of(each) or WHITE for each in fill.iter("{*}color"))
    return stops or (() if of_change else (WHITE,))


def _change(format_: Any, colours: Colours) -> LookChange:
    """What a format of a rule changes: the number that one sees, or its colours."""
    fonts = list(format_.iter("{*}font"))
    struck = any(is_on(each.get("val", "1")) for font in fonts for each in font.iterchildren("{*}strike"))
    inks = [found for font in fonts for each in font.iterchildren("{*}color") if (found := colours.of(each))]
    papers = [each for fill in format_.iter("{*}fill") if (each := _papers(fill, colours, of_change=True))]
    alters = next(format_.iter("{*}numFmt"), None) is not None or struck
    return LookChange(alters, inks[-1] if inks else "", papers[-1] if papers else ())


def _theme(root: Any) -> tuple[str, ...]:
    found = dict(_THEME_COLOURS)
    for scheme in root.iter("{*}clrScheme") if root is not None else ():
        for each in scheme.iterchildren():
            name = str(each.tag).rpartition("}")[2]
            codes = [code for one in each.iterchildren() if (code := colour(one.get("lastClr") or one.get("val")))]
            if name in found and codes:
                found[name] = codes[0]
    return tuple(found.values())


def _palette(root: Any) -> Sequence[str]:
    for group in root.iter("{*}indexedColors") if root is not None else ():
        own = [colour(each.get("rgb")) for each in group.iterchildren()][: len(_PALETTE)]
        return (*(code or _PALETTE[at] for at, code in enumerate(own)), *_PALETTE[len(own) :])
    return _PALETTE


def _at(colours: Sequence[str], number: str) -> str:
    at = whole(number, -1)
    return colours[at] if 0 <= at < len(colours) else ""


def is_on(text: str | None) -> bool:
    return text is not None and text.strip().lower() not in _OFF


def whole(text: str | None, default: int) -> int:
    """A whole number of at most nine digits."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else default


def decimal(text: str | None, default: float) -> float:
    """A measure; what is none is the default."""
    plain = (text or "").strip()
    if not plain or len(plain) > 30 or set(plain) - set("0123456789.-+eE"):
        return default
    try:
        found = float(plain)
    except ValueError:
        return default
    return found if abs(found) < 1e9 else default
