"""The parts ``styles.xml`` and ``theme1.xml`` → what each style, with all it is based on, says of a paragraph and of a run.

Knows no document and no rule.  The order of the layers is Word's: document defaults, table style, paragraph style chain,
character style, the run's own properties; toggles are turned over from one level of styles to the next (ECMA-376 Part 1
§17.7.2, §17.7.3).  A chain that bites its own tail ends where it would begin again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from reportgen.gongwen.document.properties import TOGGLES, Values, border, laid_over, paragraph_values, run_values
from reportgen.ooxml.names import A, W
from reportgen.ooxml.package import Package, parse_xml

_EMPTY: Values = {}
DEEPEST = 100
"""Styles based one on another; an honest chain has five or six, and what is asked of every paragraph must not take its square."""
_REMEMBERED = 1 << 18
"""Bytes of a part with styles that is kept as it was read: those of a text that somebody works on are read at each keystroke."""

_Part = tuple[str, bytes]
"""The name of a part, and what stands in it; both empty where there is none."""


@dataclass(frozen=True, slots=True)
class ChainedStyle:
    """A style as written: its id, the name Word knows it by, what it is based on, and its own values."""

    id: str
    name: str
    kind: str
    based_on: str
    layout: Values
    look: Values
    first_row: Values = field(default_factory=dict)
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """All styles of a document; ``defaults`` are those for runs, ``layout_defaults`` those for paragraphs."""

    defaults: Values
    layout_defaults: Values
    by_id: Mapping[str, ChainedStyle]
    standard: Mapping[str, str]
    theme: Mapping[str, str]

    def name(self, style: str, kind: str = "paragraph") -> str:
        """The name of a style, of the standard one where the id is empty or unknown."""
        found = self._known(style, kind)
        return found.name if found else ""

    def layout(self, style: str) -> Values:
        """The paragraph values of a paragraph style with all it is based on."""
        return laid_over(each.layout for each in self._chain(style, "paragraph"))

    def look(self, style: str, kind: str) -> Values:
        """The run values of a style with all it is based on; for a table style those of the whole table."""
        return laid_over(each.look for each in self._chain(style, kind))

    def head_look(self, style: str) -> Values:
        """The run values that a table style gives to the first row."""
        return laid_over(each.first_row for each in self._chain(style, "table"))

    def table_layout(self, style: str) -> Values:
        """The paragraph values of a table style with all it is based on."""
        return laid_over(each.layout for each in self._chain(style, "table"))

    def ruled(self, style: str) -> bool:
        """Whether a table style, or one that it is based on, draws lines."""
        return any(each.ruled for each in self._chain(style, "table"))

    def _known(self, style: str, kind: str) -> ChainedStyle | None:
        found = self.by_id.get(style)
        if found is None or found.kind != kind:
            found = self.by_id.get(self.standard.get(kind, ""))
        return found

    def _chain(self, style: str, kind: str) -> list[ChainedStyle]:
        """From the root to the style itself, the nearest ones of a chain that is longer than any honest one."""
        chain: dict[str, ChainedStyle] = {}
        here = self._known(style, kind)
        while here is not None and here.id not in chain and len(chain) < DEEPEST:
            chain[here.id] = here
            here = self.by_id.get(here.based_on)
        return list(reversed(chain.values()))


def combined(defaults: Values, levels: tuple[Values, ...], own: Values) -> Values:
    """The effective run values: defaults, then the levels of styles (table, paragraph, character), then the run's own."""
    values = laid_over((defaults, *levels, own))
    for toggle in TOGGLES & values.keys():
        if toggle in own:
            continue
        turned = sum(level.get(toggle) == "1" for level in levels) % 2 == 1
        values[toggle] = "1" if defaults.get(toggle) == "1" or turned else "0"
    return values


def read_styles(package: Package) -> StyleSheet:
    """The styles of a Word file; none where it has no such part.  Raises ``ReportError`` on a broken part."""
    styles, theme, settings = (_related(package, kind) for kind in ("styles", "theme", "settings"))
    is_small = len(styles[1]) + len(theme[1]) + len(settings[1]) <= _REMEMBERED
    return _read_before(styles, theme, settings) if is_small else _read(styles, theme, settings)


def _read(styles: _Part, themes: _Part, settings: _Part) -> StyleSheet:
    theme = _theme(_tree(themes), _theme_language(_tree(settings)))
    root = _tree(styles)
    if root is None:
        return StyleSheet(_EMPTY, _EMPTY, {}, {}, theme)
    every = [_style(element, theme) for element in root.iter(W + "style")]
    standard = {
        style.kind: style.id
        for style, element in zip(every, root.iter(W + "style"), strict=True)
        if element.get(W + "default") in ("1", "true", "on")
    }
    run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    paragraph = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
    by_id = {style.id: style for style in reversed(every)}
    return StyleSheet(run_values(run, theme), paragraph_values(paragraph), by_id, standard, theme)


_read_before = lru_cache(maxsize=8)(_read)
"""What is read of styles is never changed, so that all may have the same."""


def related_part(package: Package, kind: str) -> str:
    """The name of the part that the document relates to as ``kind``; empty where there is none in the file."""
    for relationship in package.relationships(package.main):
        if relationship.kind == kind and not relationship.external and relationship.target in package:
            return relationship.target
    return ""


def _related(package: Package, kind: str) -> _Part:
    name = related_part(package, kind)
    return name, package.read(name) if name else b""


def _tree(part: _Part) -> etree._Element | None:
    name, data = part
    return parse_xml(data, name) if name else None


def _style(element: etree._Element, theme: Mapping[str, str]) -> ChainedStyle:
    head = next((part for part in element.iterfind(W + "tblStylePr") if part.get(W + "type") == "firstRow"), None)
    return ChainedStyle(
        element.get(W + "styleId") or "",
        _said(element, "name"),
        element.get(W + "type") or "paragraph",
        _said(element, "basedOn"),
        paragraph_values(element.find(W + "pPr")),
        run_values(element.find(W + "rPr"), theme),
        run_values(head.find(W + "rPr") if head is not None else None, theme),
        any(border(side) for borders in element.iter(W + "tblBorders", W + "tcBorders") for side in borders),
    )


def _said(element: etree._Element, name: str) -> str:
    child = element.find(W + name)
    return (child.get(W + "val") or "") if child is not None else ""


def _theme_language(settings: etree._Element | None) -> str:
    """The East Asian language that the theme's fonts are taken for; Word falls back on Simplified Chinese here."""
    found = settings.find(W + "themeFontLang") if settings is not None else None
    return (found.get(W + "eastAsia") or "zh-CN") if found is not None else "zh-CN"


def _theme(root: etree._Element | None, language: str) -> Mapping[str, str]:
    """The words of ``w:asciiTheme`` and the like → font names; an empty East Asian font is looked up by script."""
    if root is None:
        return {}
    script = {"ja": "Jpan", "ko": "Hang"}.get(language[:2], "Hant" if language in ("zh-TW", "zh-HK") else "Hans")
    fonts: dict[str, str] = {}
    for word, tag in (("major", "majorFont"), ("minor", "minorFont")):
        scheme = next(root.iter(A + tag), None)
        if scheme is None:
            continue
        latin, east = _face(scheme, "latin"), _face(scheme, "ea") or _by_script(scheme, script)
        fonts |= {
            f"{word}Ascii": latin,
            f"{word}HAnsi": latin,
            f"{word}EastAsia": east,
            f"{word}Bidi": _face(scheme, "cs"),
        }
    return fonts


def _face(scheme: etree._Element, name: str) -> str:
    child = scheme.find(A + name)
    return (child.get("typeface") or "") if child is not None else ""


def _by_script(scheme: etree._Element, script: str) -> str:
    return next(
        (font.get("typeface") or "" for font in scheme.iterfind(A + "font") if font.get("script") == script), ""
    )
