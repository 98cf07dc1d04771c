"""The bytes of an .xlsx → its sheets as grids, by its relationships, each part parsed strictly and no more than once.

Knows no form.  Read here and not by openpyxl, because that makes every cell of a joined area, reads a sheet anew for each time that
it is named, keeps no trace of struck out runs, and judges parts by their names; a form needs values, formats, fonts and
joined areas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reportgen.ooxml.archive import ZipEntry
from reportgen.ooxml.package import Relationship, read_relationships, rels_name
from reportgen.problem import ReportError
from reportgen.tables.cell_text import date_text, number_cell, worded_cell
from reportgen.tables.cells import FAULT, PLAIN, UNCALCULATED, UNSURE, Area, Cell, Grid
from reportgen.tables.limits import Allowance, damaged, no_table, text_cell, tree_of
from reportgen.tables.number_format import built_in

_ROWS, _COLUMNS = 1_048_576, 16_384
_OFF = ("0", "false", "off", "none")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class _Style:
    """What a cell's style says that matters here."""

    code: str = "General"
    struck: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """A text; ``struck`` where a run of it is struck out, None where the cell's font decides."""

    text: str
    struck: bool | None = None


@dataclass(frozen=True, slots=True)
class _Content:
    """What a sheet's part says, whoever names it."""

    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...]
    hidden: frozenset[int]


def xlsx_grids(entries: Mapping[str, ZipEntry], name: str) -> list[Grid]:
    """The sheets of a workbook; raises ``ReportError``."""
    book = _Book({part.lower(): entry for part, entry in entries.items()}, name, Allowance(name))
    return list(book.grids())


@dataclass(slots=True)
class _Book:
    """A workbook while it is read."""

    entries: Mapping[str, ZipEntry]
    name: str
    left: Allowance
    words: list[_Words] = field(default_factory=list)
    styles: list[_Style] = field(default_factory=list)
    altering: frozenset[str] = frozenset()
    """The formats of conditions that show another number, or strike it out, by what rules call them."""
    since_1904: bool = False

    def grids(self) -> Iterator[Grid]:
        main = next((line.target for line in self._relationships("") if line.kind == "officeDocument"), "")
        root = self._tree(main)
        if not str(root.tag).endswith("}workbook"):
            raise ReportError([no_table(self.name)])
        lines = {line.id: line for line in self._relationships(main)}
        self.since_1904 = any(_is_on(each.get("date1904")) for each in root.iter("{*}workbookPr"))
        sheets = list(root.iter("{*}sheet"))
        self.left.sheets(len(sheets))
        for line in lines.values():
            if line.kind == "sharedStrings" and not self.words:
                self.words = [_words(each) for each in self._tree(line.target).iter("{*}si")]
            elif line.kind == "styles" and not self.styles:
                tree = self._tree(line.target)
                self.styles, self.altering = list(_styles(tree)), frozenset(_altering(tree))
        read: dict[str, _Content] = {}
        for sheet in sheets:
            named = next((lines.get(value) for key, value in sheet.items() if key.endswith("}id")), None)
            if named is None:
                raise ReportError([damaged(self.name)])
            if named.kind == "worksheet":
                yield self._grid(sheet, named.target.lower(), read)

    def _grid(self, sheet: Any, part: str, read: dict[str, _Content]) -> Grid:
        if part in read:
            self.left.spend(len(read[part].cells), sum(len(cell.text) for cell in read[part].cells.values()))
        else:
            read[part] = self._content(self._tree(part))
        content = read[part]
        unseen = (sheet.get("state") or "visible") != "visible"
        hidden = frozenset(row for row, _ in content.cells) if unseen else content.hidden
        return Grid(self.name, sheet.get("name") or "", content.cells, content.merged, hidden=hidden)

    def _content(self, root: Any) -> _Content:
        cells: dict[tuple[int, int], Cell] = {}
        hidden: set[int] = set()
        row = 0
        for line in root.iter("{*}row"):
            row = _number(line.get("r"), row + 1, _ROWS)
            self.left.spend(1)
            if _is_on(line.get("hidden")) or not _height(line.get("ht")):
                hidden.add(row)
            column = 0
            for element in line.iterchildren("{*}c"):
                row_here, column = _corner(element.get("r")) if element.get("r") else (row, column + 1)
                if row_here != row or not 1 <= column <= _COLUMNS or (row, column) in cells:
                    raise ReportError([damaged(self.name)])
                if (cell := self._cell(element, row, column)) is not None:
                    cells[row, column] = cell
                self.left.spend(1, len(cell.text) if cell else 0)
        for area in self._conditional(root):
            self.left.spend(len(cells))
            doubtful = [cell for at, cell in cells.items() if cell.kind == PLAIN and _inside(at, area)]
            cells |= {(cell.row, cell.column): replace(cell, kind=UNSURE, shown="") for cell in doubtful}
        return _Content(cells, tuple(self._merged(root)), frozenset(hidden))

    def _conditional(self, root: Any) -> Iterator[Area]:
        """Where a condition may show another number than is held (ECMA-376 Part 1 §18.3.1.18); Excel of 2010 and later writes
        some of them with their format inside."""
        for group in root.iter("{*}conditionalFormatting"):
            rules = list(group.iterchildren("{*}cfRule"))
            if any(rule.get("dxfId") in self.altering or any(map(_alters, rule.iter("{*}dxf"))) for rule in rules):
                inside = " ".join(each.text or "" for each in group.iterchildren("{*}sqref"))
                for words in f"{group.get('sqref') or ''} {inside}".split():
                    first, _, last = words.partition(":")
                    yield (*_corner(first), *_corner(last or first))

    def _merged(self, root: Any) -> Iterator[Area]:
        for element in root.iter("{*}mergeCell"):
            first, _, last = (element.get("ref") or "").partition(":")
            area = (*_corner(first), *_corner(last or first))
            self.left.join(area)
            yield area

    def _cell(self, element: Any, row: int, column: int) -> Cell | None:
        value = element.find("{*}v")
        text = value.text if value is not None else None
        kind = element.get("t") or "n"
        style = self._style(element.get("s"))
        if kind == "inlineStr" or (kind == "s" and text):
            inside = element.find("{*}is") if kind == "inlineStr" else None
            words = self._shared(text or "") if kind == "s" else _words(inside) if inside is not None else _Words("")
            struck = style.struck if words.struck is None else words.struck
            return worded_cell(row, column, words.text, style.code, struck=struck)
        if not text:
            formula = element.find("{*}f") is not None and not (kind == "str" and value is not None)
            return Cell(row, column, "", UNCALCULATED) if formula else None
        if kind == "n":
            return number_cell(row, column, text, style.code, struck=style.struck, since_1904=self.since_1904)
        if kind == "b":
            return worded_cell(row, column, "是" if text.strip() == "1" else "否", "", struck=style.struck)
        if kind == "d":
            return worded_cell(row, column, date_text(date.fromisoformat(text[:10])), "", struck=style.struck)
        return (
            text_cell(row, column, text, FAULT)
            if kind == "e"
            else worded_cell(row, column, _plain(text), style.code, struck=style.struck)
        )

    def _shared(self, text: str) -> _Words:
        number = _number(text, 0, len(self.words) - 1, 0)
        return self.words[number]

    def _style(self, text: str | None) -> _Style:
        return self.styles[_number(text, 0, len(self.styles) - 1, 0)] if self.styles else _Style()

    def _tree(self, part: str) -> Any:
        entry = self.entries.get(part.lower())
        if entry is None:
            raise ReportError([damaged(self.name)])
        return tree_of(entry, self.name)

    def _relationships(self, source: str) -> tuple[Relationship, ...]:
        part = rels_name(source)
        return read_relationships(self._tree(part), source) if part.lower() in self.entries else ()


def _words(element: Any) -> _Words:
    """A text of one piece, or of runs with fonts of their own; how it is pronounced (``rPh``) is left out."""
    runs = element.findall("{*}r")
    plain = "".join(each.text or "" for each in element.findall("{*}t"))
    if not runs:
        return _Words(_plain(plain))
    texts = ["".join(each.text or "" for each in run.findall("{*}t")) for run in runs]
    struck = [_struck(run.find("{*}rPr")) for run, text in zip(runs, texts, strict=True) if text.strip()]
    by_font = None if None in struck and True not in struck else any(struck)
    return _Words(_plain(plain + "".join(texts)), by_font)


def _struck(properties: Any) -> bool | None:
    """Whether a font strikes out; None where there is none."""
    if properties is None:
        return None
    return any(_is_on(each.get("val", "1")) for each in properties.iterchildren("{*}strike"))


def _plain(text: str) -> str:
    """A text without the escapes for signs that XML does not take."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _styles(root: Any) -> Iterator[_Style]:
    """The styles of cells in their order, which is how cells name them."""
    codes = {
        each.get("numFmtId"): each.get("formatCode") or ""
        for each in root.iter("{*}numFmt")
        if "dxf" not in str(each.getparent().tag)
    }
    fonts = [bool(_struck(each)) for group in root.iterchildren("{*}fonts") for each in group.iterchildren("{*}font")]
    for group in root.iterchildren("{*}cellXfs"):
        for each in group.iterchildren("{*}xf"):
            number, font = each.get("numFmtId") or "0", _number(each.get("fontId"), 0, 1 << 20, 0)
            code = codes.get(number) or built_in(_number(number, 0, 1 << 20, 0))
            yield _Style(code, font < len(fonts) and fonts[font])


def _altering(root: Any) -> Iterator[str]:
    for group in root.iterchildren("{*}dxfs"):
        yield from (str(number) for number, each in enumerate(group.iterchildren("{*}dxf")) if _alters(each))


def _alters(format_: Any) -> bool:
    """Whether a format of a condition changes what number one sees, and not only its colours."""
    return next(format_.iter("{*}numFmt"), None) is not None or any(map(_struck, format_.iter("{*}font")))


def _inside(at: tuple[int, int], area: Area) -> bool:
    return area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3]


def _height(text: str | None) -> bool:
    """Whether a row has any height; one that does not say has."""
    return text is None or bool(text.strip().strip("0."))


def _is_on(text: str | None) -> bool:
    return text is not None and text.strip().lower() not in _OFF


def _number(text: str | None, default: int, most: int, least: int = 1) -> int:
    """A whole number within bounds; raises ``ValueError`` for what is written and is none."""
    if text is None:
        return default
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9 and least <= int(digits) <= most):
        raise ValueError(f"no number from {least} to {most}")
    return int(digits)


def _corner(text: str | None) -> tuple[int, int]:
    """``B2`` as row and column; raises ``ValueError`` for what is none."""
    plain = (text or "").replace("$", "")
    letters = plain.rstrip("0123456789")
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError("no address")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return _number(plain[len(letters) :], 1, _ROWS), column
