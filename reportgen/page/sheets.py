"""Paragraphs, rows and charts of a Word file → plain data that a browser can lay out at once, each stretch with its origins.

Knows no browser and no input.  It is no renderer: it says with which fonts, sizes, indents and distances a paragraph is set, as
the Word file has them in effect, and the browser breaks lines and pages; what LibreOffice makes of the same file is the
reference and takes its place where it is installed.  Text goes as text, never as markup.  Which pieces there are, and which have
to be read again, ``pieces`` knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from lxml import etree

from reportgen.engine.finish.trace_marks import TracedParagraph
from reportgen.gongwen.document.model import DocParagraph, DocRow, DocTable, EffectiveLayout, RunLook, Section
from reportgen.gongwen.document.properties import number
from reportgen.ooxml.names import A, W
from reportgen.ooxml.package import Package, parse_xml
from reportgen.report.model.address import LITERAL, REFERENCE
from reportgen.report.model.grammar import FIGURES, NAMES
from reportgen.report.model.origin import Origin

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MARGIN = 4.0
"""Points between a cell's edge and its text where the table says nothing."""
_EMU = 12_700
"""English metric units in a point."""


class Origins:
    """What a stretch was printed from, named by a digest of it, so that a stretch that stayed has the name that it had; ``led`` are
    those that were met, with where a click on them leads."""

    def __init__(self, traced: Mapping[int, TracedParagraph], numbers: Mapping[etree._Element, int]) -> None:
        self._traced = traced
        self._numbers = numbers
        self.led: dict[str, Mapping[str, Any]] = {}

    def fresh(self) -> Origins:
        """For another piece of the same document."""
        return Origins(self._traced, self._numbers)

    def of(self, paragraph: DocParagraph) -> TracedParagraph | None:
        """What was printed in a paragraph, if its text is still what it was when it was printed."""
        found = self._traced.get(self._numbers.get(paragraph.element, -1))
        return found if found is not None and found.text == paragraph.text else None

    def name(self, names: tuple[str, ...]) -> str:
        name, where = _led(names)
        self.led[name] = where
        return name


@lru_cache(maxsize=8192)
def _led(names: tuple[str, ...]) -> tuple[str, Mapping[str, Any]]:
    """The digest of some origins, and where a click leads: to figures, and to the sentence with the characters of it."""
    parsed = [(name, Origin.parse(name)) for name in names]
    figures = [name for name, each in parsed if not each.kind and each.address.steps[:1] in ((FIGURES,), (NAMES,))]
    words = next((each for _, each in parsed if each.kind in (LITERAL, REFERENCE)), None)
    found: dict[str, Any] = {"figures": figures}
    if words is not None:
        found |= {"sentence": str(words.address), "first": words.first, "last": words.last}
    return blake2b("\n".join(names).encode(), digest_size=6).hexdigest(), found


def section_data(section: Section) -> dict[str, Any]:
    """Lengths in points."""
    numbered = any(run.field for group in section.footers.values() for each in group for run in each.runs)
    return {
        "width": section.width / 20, "height": section.height / 20, "top": section.top / 20, "bottom": section.bottom / 20,
        "left": section.left / 20, "right": section.right / 20, "footer": section.footer / 20, "numbered": numbered,
        "start": section.number_start, "odd_even": "even" in section.footers,
    }  # fmt: skip


def text_data(paragraph: DocParagraph, origins: Origins, package: Package) -> dict[str, Any]:
    """A paragraph that stands in the text, with the chart that it holds."""
    found = {"kind": "text", "section": paragraph.section, **_paragraph(paragraph, origins)}
    if paragraph.pictured and (chart := _chart(paragraph, package)):
        found["chart"] = chart
    return found


def table_data(table: DocTable, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A table around its rows; the ``columns`` are as wide as they are told only where the layout is fixed."""
    properties = table.element.find(W + "tblPr")
    layout = properties.find(W + "tblLayout") if properties is not None else None
    is_fixed = layout is not None and layout.get(W + "type") == "fixed"
    columns = [number(each.get(W + "w")) / 20 for each in table.element.iterfind(f"{W}tblGrid/{W}gridCol")] if is_fixed else []
    return {
        "kind": "table", "section": table.section, "width": table.width / 20, "align": table.align, "ruled": table.ruled,
        "columns": columns, "padding": [_margin(properties, side) for side in ("left", "right")], "rows": list(rows),
    }  # fmt: skip


def _margin(properties: etree._Element | None, side: str) -> float:
    """Between a cell's edge and its text, in points."""
    told = properties.find(f"{W}tblCellMar/{W}{side}") if properties is not None else None
    return number(told.get(W + "w")) / 20 if told is not None else _MARGIN


def _height(row: DocRow) -> float:
    """How high a row is at least, in points."""
    first = next((paragraph.element for cell in row.cells for paragraph in cell.paragraphs), None)
    element = next(first.iterancestors(W + "tr"), None) if first is not None else None
    told = element.find(f"{W}trPr/{W}trHeight") if element is not None else None
    return number(told.get(W + "val")) / 20 if told is not None else 0


def row_data(row: DocRow, origins: Origins) -> dict[str, Any]:
    return {
        "head": row.head,
        "height": _height(row),
        "cells": [
            {"width": cell.width / 20, "blocks": [_paragraph(each, origins) for each in cell.paragraphs], **_span(cell.paragraphs)}
            for cell in row.cells
        ],
    }


def _span(paragraphs: Sequence[DocParagraph]) -> dict[str, int]:
    """Over how many columns a cell reaches."""
    cell = paragraphs[0].element.getparent() if paragraphs else None
    span = cell.find(f"{W}tcPr/{W}gridSpan") if cell is not None else None
    return {"span": int(span.get(W + "val") or 1)} if span is not None else {}


def _paragraph(paragraph: DocParagraph, origins: Origins) -> dict[str, Any]:
    size = (paragraph.size or paragraph.mark.size) / 2
    return {
        "size": size,
        "layout": _layout(paragraph.layout, paragraph.size or paragraph.mark.size),
        "fresh": paragraph.breaks_before or paragraph.layout.new_page,
        "label": paragraph.label,
        "runs": list(_runs(paragraph, origins.of(paragraph), origins)),
    }


def _layout(layout: EffectiveLayout, size: int) -> dict[str, Any]:
    """Lengths in points; a line that is a share of the font's own is given as that share."""
    exact = layout.rule in ("exact", "atLeast")
    return {
        "align": layout.align,
        **{side: round(layout.characters(side, size) * size / 2, 2) for side in ("left", "right", "first")},
        "before": layout.before / 20, "after": layout.after / 20, "line": layout.line / 20 if exact else 0,
        "share": 0 if exact else layout.line / 240, "keep": layout.keep_next, "widow": layout.widow, "top": bool(layout.border_top),
        "bottom": bool(layout.border_bottom),
    }  # fmt: skip


def _runs(paragraph: DocParagraph, traced: TracedParagraph | None, origins: Origins) -> Iterator[dict[str, Any]]:
    """Stretches of one look and one set of origins."""
    cuts = sorted({at for span in traced.spans for at in (span.start, span.end)}) if traced else []
    for run in paragraph.runs:
        if run.look.hidden:
            continue
        within = [run.start, *(at for at in cuts if run.start < at < run.end), run.end]
        for start, end in pairwise(within):
            names = tuple(dict.fromkeys(_names(traced, start))) if traced else ()
            found = {"text": paragraph.text[start:end], **_look(run.look)}
            yield {**found, "from": origins.name(names)} if names else found


def _names(traced: TracedParagraph, at: int) -> Iterator[str]:
    for span in traced.spans:
        if span.start <= at < span.end:
            yield from span.printed.origins


def _look(look: RunLook) -> dict[str, Any]:
    found: dict[str, Any] = {"font": look.chinese, "latin": look.latin, "size": look.size / 2}
    if look.spacing:
        found["spacing"] = look.spacing / 20
    marks = {"bold": look.bold, "italic": look.italic, "underline": look.underline, "strike": look.strike}
    found |= {name: True for name, is_on in marks.items() if is_on}
    if look.highlight:
        found["highlight"] = look.highlight
    if len(look.colour) == 6:
        found["colour"] = f"#{look.colour}"
    return found


def _chart(paragraph: DocParagraph, package: Package) -> dict[str, Any] | None:
    """The series of a chart, and its size in points."""
    drawn = next(paragraph.element.iter(_C + "chart"), None)
    if drawn is None:
        return None
    target = next((each.target for each in package.relationships(package.main) if each.id == drawn.get(_R + "id")), "")
    if target not in package:
        return None
    root = parse_xml(package.read(target), target)
    extent = next(paragraph.element.iter(_WP + "extent"), None)
    size = [int(extent.get(side) or 0) / _EMU for side in ("cx", "cy")] if extent is not None else [0, 0]
    series = [_series(each) for each in root.iter(_C + "ser")]
    across = next((each.get("val") for each in root.iter(_C + "barDir")), "col") == "bar"
    return {"width": size[0], "height": size[1], "across": across, "series": series}


def _series(element: etree._Element) -> dict[str, Any]:
    fill = next(element.iter(A + "srgbClr"), None)
    return {
        "name": "".join(_points(element, "tx")),
        "categories": _points(element, "cat"),
        "values": _points(element, "val"),
        "colour": f"#{fill.get('val')}" if fill is not None else "#7f7f7f",
    }


def _points(element: etree._Element, name: str) -> list[str]:
    return [str(each.text or "") for parent in element.iterfind(_C + name) for each in parent.iter(_C + "v")]
