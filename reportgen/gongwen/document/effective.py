"""A Word package → the document model with effective values: run, character style, paragraph style chain, defaults, theme.

Knows no rule and no role.  Tracked deletions are no text; the older half of an ``mc:AlternateContent`` is skipped, because
it says the same twice.  Looks and layouts are kept by the layers they come from: a document has thousands of runs and a
dozen looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.gongwen.document.model import BLANKS, DocParagraph, DocRun, EffectiveLayout, RunLook
from reportgen.gongwen.document.numbering import Counter
from reportgen.gongwen.document.properties import Values, is_on, laid_over, number, paragraph_values, run_values
from reportgen.gongwen.document.styles import StyleSheet, combined
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import MC, W
from reportgen.ooxml.text_spans import leaves_page

_DROPPED = frozenset((W + "del", W + "moveFrom", W + "pPr", W + "rPr", MC + "Fallback", W + "p", W + "tbl"))
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": ""}
_PICTURES = (W + "drawing", W + "pict", W + "object")
_BLACK = frozenset(("", "auto", "000000"))
_EFFECTS = tuple("caps smallCaps em bdr position outline shadow emboss imprint effect dstrike".split())
_WITHOUT = frozenset(("", "0", "none", "nil", "false"))
_DEFAULT_SIZE = 20
_MOST_KNOWN = 4096
_AUTOMATIC = 280
"""Space that Word puts around a paragraph that asks for automatic space: 14 pt."""


@dataclass(slots=True, eq=False)
class KnownValues:
    """What layers of values come to, by these layers: good for every part with the same styles and lists."""

    looks: dict[tuple[object, ...], RunLook] = field(default_factory=dict)
    layouts: dict[str, Values] = field(default_factory=dict)
    paragraphs: dict[tuple[object, ...], tuple[Values, EffectiveLayout]] = field(default_factory=dict)

    def bounded(self) -> KnownValues:
        """Itself, emptied where a text has brought forth more than any honest one."""
        for known in (self.looks, self.layouts, self.paragraphs):
            if len(known) > _MOST_KNOWN:
                known.clear()
        return self


@dataclass(slots=True, eq=False)
class Reader:
    """Reads the paragraphs of one part; ``numbers`` counts on through the body."""

    styles: StyleSheet
    numbers: Counter
    locator: Locator
    known: KnownValues = field(default_factory=KnownValues)

    def paragraph(self, element: etree._Element, table: str = "", head: bool = False, section: int = 0) -> DocParagraph:
        """One ``w:p``; ``table`` is the style of the table around it, ``head`` if it is in its first row."""
        properties = element.find(W + "pPr")
        own = paragraph_values(properties)
        style = own.get("pStyle", "")
        values, layout = self._layout(own, style, table)
        runs = self._runs(element, style, table, head)
        before, after = _page_breaks(element)
        mark = run_values(properties.find(W + "rPr") if properties is not None else None, self.styles.theme)
        return DocParagraph(
            "".join(run.text for run in runs), runs, layout, self.styles.name(style), self.numbers.label(values),
            self._look(style, mark.get("rStyle", ""), table, head, mark), self.locator.place(element), element, section,
            boxed=_in_box(element), breaks_before=before, breaks_after=after,
            pictured=next(element.iter(*_PICTURES), None) is not None,
        )  # fmt: skip

    def _layout(self, own: Values, style: str, table: str) -> tuple[Values, EffectiveLayout]:
        """The effective values and what they mean; worked out once for all paragraphs that say the same."""
        key = (style, table, *own.items())
        found = self.known.paragraphs.get(key)
        if found is None:
            values = self._layout_values(own, style, table)
            found = self.known.paragraphs[key] = values, layout_of(values)
        return found

    def _layout_values(self, own: Values, style: str, table: str) -> Values:
        """The effective paragraph values; a list's indents lie between the style and the paragraph's own (§17.7.2)."""
        under = [self.styles.layout_defaults]
        if table:
            under.append(self.styles.table_layout(table))
        known = self.known.layouts.get(style)
        if known is None:
            known = self.known.layouts[style] = self.styles.layout(style)
        under.append(known)
        listed = self.numbers.layout(laid_over((*under, own)))
        return laid_over((*under, listed, own))

    def _runs(self, paragraph: etree._Element, style: str, table: str, head: bool) -> tuple[DocRun, ...]:
        """The runs that show something."""
        found: list[DocRun] = []
        depth = start = 0
        fields = next(paragraph.iter(W + "fldChar", W + "instrText"), None) is not None
        for element in run_elements(paragraph):
            depth += _field_step(element) if fields else 0
            text = "" if fields and _field_code(element) else run_text(element)
            if not text:
                continue
            own = run_values(element.find(W + "rPr"), self.styles.theme)
            look = self._look(style, own.get("rStyle", ""), table, head, own)
            within = depth > 0 or next(element.iterancestors(W + "fldSimple"), None) is not None
            found.append(DocRun(text, look, start, within, _change(element), element))
            start += len(text)
        return tuple(found)

    def _look(self, style: str, character: str, table: str, head: bool, own: Values) -> RunLook:
        key = (style, character, table, head, tuple(own.items()))
        found = self.known.looks.get(key)
        if found is None:
            levels = [self.styles.look(style, "paragraph")]
            if table:
                shown = laid_over((self.styles.look(table, "table"), self.styles.head_look(table) if head else {}))
                levels.insert(0, shown)
            if character:
                levels.append(self.styles.look(character, "character"))
            found = self.known.looks[key] = look_of(combined(self.styles.defaults, tuple(levels), own))
        return found


def look_of(values: Values) -> RunLook:
    """Effective run values → the look."""
    colour = values.get("color", "").upper()
    themed = any(values.get(f"themed.{slot}") == "1" for slot in ("ascii", "hAnsi", "eastAsia"))
    return RunLook(
        chinese=values.get("font.eastAsia", ""), latin=values.get("font.ascii", ""), other=values.get("font.hAnsi", ""),
        hint=values.get("hint", ""), themed=themed, size=number(values.get("sz"), _DEFAULT_SIZE) or _DEFAULT_SIZE,
        bold=is_on(values, "b"), italic=is_on(values, "i"), underline=values.get("u", "none") not in ("none", ""),
        strike=is_on(values, "strike") or is_on(values, "dstrike"), hidden=is_on(values, "vanish"),
        colour="" if colour.lower() in _BLACK or colour == "000000" else colour,
        highlight=values.get("highlight", "").replace("none", ""), shading=_shade(values.get("shd", "")),
        spacing=number(values.get("spacing")), scale=number(values.get("w"), 100) or 100, language=values.get("lang.eastAsia", ""),
        vertical=values.get("vertAlign", "").replace("baseline", ""),
        effects=tuple(name for name in _EFFECTS if values.get(name, "").lower() not in _WITHOUT),
    )  # fmt: skip


def layout_of(values: Values) -> EffectiveLayout:
    """Effective paragraph values → the layout."""
    hanging, hanging_chars = number(values.get("ind.hanging")), number(values.get("ind.hangingChars"))
    return EffectiveLayout(
        align=_align(values.get("jc", "left")),
        left=number(values.get("ind.left")), right=number(values.get("ind.right")),
        first=-hanging if hanging else number(values.get("ind.firstLine")),
        left_chars=number(values.get("ind.leftChars")), right_chars=number(values.get("ind.rightChars")),
        first_chars=-hanging_chars if hanging_chars else number(values.get("ind.firstLineChars")),
        before=_gap(values, "before"), after=_gap(values, "after"),
        line=number(values.get("spacing.line"), 240), rule=values.get("spacing.lineRule", "auto"),
        snap=is_on(values, "snapToGrid", True), widow=is_on(values, "widowControl", True), keep_next=is_on(values, "keepNext"),
        new_page=is_on(values, "pageBreakBefore"), outline=number(values.get("outlineLvl"), 9),
        border_top=values.get("border.top", ""), border_bottom=values.get("border.bottom", ""),
        border_gap=number(values.get("gap.bottom")),
        framed=any(key.startswith("framePr.") for key in values), shading=_shade(values.get("shd", "")),
    )  # fmt: skip


def run_elements(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph in order: those in links, controls, insertions and simple fields, not those in text boxes."""
    for child in paragraph:
        if child.tag == W + "r":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _DROPPED:
            yield from run_elements(child)


def run_text(run: etree._Element) -> str:
    """What a run shows; a break is a newline, a break to the next page nothing."""
    pieces: list[str] = []
    for child in run:
        if child.tag == W + "t":
            pieces.append(child.text or "")
        elif child.tag in _SIGNS and not leaves_page(child):
            pieces.append(_SIGNS[str(child.tag)])
    return "".join(pieces)


def _field_step(run: etree._Element) -> int:
    kinds = [mark.get(W + "fldCharType") for mark in run.iterfind(W + "fldChar")]
    return kinds.count("begin") - kinds.count("end")


def _field_code(run: etree._Element) -> bool:
    return run.find(W + "instrText") is not None


def _page_breaks(paragraph: etree._Element) -> tuple[bool, bool]:
    """Whether a page break stands before any text, and whether one stands after all of it."""
    if next(paragraph.iter(W + "br"), None) is None:
        return False, False
    said = "".join("\f" if _breaks_page(run) else run_text(run) for run in run_elements(paragraph)).strip(BLANKS)
    return said.startswith("\f"), said.endswith("\f")


def _breaks_page(run: etree._Element) -> bool:
    return any(child.get(W + "type") == "page" for child in run.iterfind(W + "br"))


def _change(run: etree._Element) -> str:
    return next((str(parent.tag)[len(W) :] for parent in run.iterancestors(W + "ins", W + "moveTo")), "")


def _in_box(element: etree._Element) -> bool:
    return next(element.iterancestors(W + "txbxContent"), None) is not None


def _shade(fill: str) -> str:
    return "" if fill.lower() in ("", "auto", "ffffff") else fill


def _align(value: str) -> str:
    return {"start": "left", "end": "right", "": "left"}.get(value, value)


def _gap(values: Values, side: str) -> int:
    """Space before or after in twips; given in hundredths of a line it wins, and a line is 240 twips here."""
    if values.get(f"spacing.{side}Autospacing") in ("1", "true", "on"):
        return _AUTOMATIC
    lines = number(values.get(f"spacing.{side}Lines"))
    return lines * 240 // 100 if lines else number(values.get(f"spacing.{side}"))
