"""The bytes of an .xlsx → its sheets as grids, by its relationships, each part parsed strictly and no more than once.

Knows no form.  Read here and not by openpyxl, because that makes every cell of a joined area, reads a sheet anew for each time that
it is named, keeps no trace of struck out runs, and judges parts by their names; a form needs values, formats, fonts and
joined areas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reportgen.ooxml.archive import ZipEntry
from reportgen.ooxml.package import Relationship, read_relationships, rels_name
from reportgen.problem import ReportError
from reportgen.regex import regex
from reportgen.tables.cell_text import day_cell, number_cell, worded_cell
from reportgen.tables.cells import ASIDE, BEHIND, FAULT, UNCALCULATED, UNSURE, WITHHELD, Area, Cell, Grid
from reportgen.tables.limits import Allowance, damaged, no_table, one_line, text_cell, tree_of
from reportgen.tables.visibility import LEAST_HEIGHT, LEAST_WIDTH, CellLook, LookChange, cover, doubt, hide, inside
from reportgen.tables.xlsx_shapes import vml_areas, vml_mended
from reportgen.tables.xlsx_styles import Colours, SheetStyles, decimal, font_look, is_on, read_styles, whole

_ROWS, _COLUMNS = 1_048_576, 16_384
_ESCAPED = regex("_x([0-9A-Fa-f]{4})_")
_ANCHORS = tuple(f"{{*}}{name}Anchor" for name in ("twoCell", "oneCell", "absolute"))
_EMU_OF_ROW, _EMU_OF_COLUMN = 100_000, 150_000
"""A row of eight points, a column of two characters: a picture whose size alone is known covers no more of them than this says."""


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """A text, and the fonts of its runs (None where the cell's font decides)."""

    text: str
    fonts: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a sheet says of rows and columns at large."""

    widths: Mapping[int, float] = field(default_factory=dict)
    usual_width: float = 0
    rows_hidden: bool = False
    zeros: bool = True
    formulas: bool = False
    joined: tuple[Area, ...] = ()
    wide: frozenset[tuple[int, int]] = frozenset()
    """The first cells of joined areas, in which there is more room than in their column."""

    def is_aside(self, column: int) -> bool:
        return self.widths[column] < LEAST_WIDTH if column in self.widths else 0 < self.usual_width < LEAST_WIDTH


@dataclass(frozen=True, slots=True)
class _Content:
    """What a sheet's part says, whoever names it."""

    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...]
    hidden: frozenset[int]
    remarks: Mapping[tuple[int, int], str]


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
    styles: SheetStyles = field(default_factory=lambda: SheetStyles(Colours()))
    since_1904: bool = False
    kinds: dict[tuple[_Words, CellLook], str] = field(default_factory=dict)

    def grids(self) -> Iterator[Grid]:
        main = next((line.target for line in self._relationships("") if line.kind == "officeDocument"), "")
        root = self._tree(main)
        if not str(root.tag).endswith("}workbook"):
            raise ReportError([no_table(self.name)])
        lines = {line.id: line for line in self._relationships(main)}
        self.since_1904 = any(is_on(each.get("date1904")) for each in root.iter("{*}workbookPr"))
        sheets = list(root.iter("{*}sheet"))
        self.left.sheets(len(sheets))
        parts: dict[str, str] = {}
        for line in lines.values():
            parts.setdefault(line.kind, line.target)
        if "styles" in parts or "theme" in parts:
            self.styles = read_styles(*(self._tree(parts[kind]) if kind in parts else None for kind in ("styles", "theme")))
        if "sharedStrings" in parts:
            self.words = [_words(each) for each in self._tree(parts["sharedStrings"]).iter("{*}si")]
        read: dict[str, _Content] = {}
        for sheet in sheets:
            named = next((lines.get(value) for key, value in sheet.items() if key.endswith("}id")), None)
            if named is None:
                raise ReportError([damaged(self.name)])
            if named.kind == "worksheet":
                yield self._grid(sheet, named.target, read)

    def _grid(self, sheet: Any, target: str, read: dict[str, _Content]) -> Grid:
        part = target.lower()
        if part in read:
            self.left.spend(len(read[part].cells), sum(len(cell.text) for cell in read[part].cells.values()))
        else:
            read[part] = self._content(self._tree(part), target)
        content = read[part]
        unseen = (sheet.get("state") or "visible") != "visible"
        hidden = frozenset(row for row, _ in content.cells) if unseen else content.hidden
        return Grid(self.name, sheet.get("name") or "", content.cells, content.merged, hidden=hidden, remarks=content.remarks)

    def _content(self, root: Any, part: str) -> _Content:
        cells: dict[tuple[int, int], Cell] = {}
        looks: dict[tuple[int, int], CellLook] = {}
        hidden: set[int] = set()
        frame = self._frame(root)
        row = 0
        for line in root.iter("{*}row"):
            row = _number(line.get("r"), row + 1, _ROWS)
            self.left.spend(1)
            if _is_hidden(line, frame):
                hidden.add(row)
            column = 0
            for element in line.iterchildren("{*}c"):
                row_here, column = _corner(element.get("r")) if element.get("r") else (row, column + 1)
                if row_here != row or not 1 <= column <= _COLUMNS or (row, column) in cells:
                    raise ReportError([damaged(self.name)])
                look = self.styles.look(_number(element.get("s"), 0, max(len(self.styles.looks) - 1, 0), 0))
                if (cell := self._cell(element, row, column, look, frame)) is not None:
                    cells[row, column], looks[row, column] = cell, look
                self.left.spend(1, len(cell.text) if cell else 0)
        lines = self._relationships(part)
        for area, change in (*self._conditional(root), *self._tables(lines)):
            self.left.judge(len(cells))
            doubt(cells, [at for at in cells if inside(at, area) and change.spoils(looks[at])])
        for area in (*self._drawn(lines), *self._sketched(root, lines)):
            self.left.judge(len(cells))
            hide(cells, [at for at in cells if inside(at, area)], BEHIND)
        cover(cells, frame.joined)
        hide(cells, [at for at in cells if frame.is_aside(at[1])], ASIDE)
        return _Content(cells, frame.joined, frozenset(hidden), self._remarks(lines))

    def _frame(self, root: Any) -> _Frame:
        widths: dict[int, float] = {}
        last = 0
        for each in root.iter("{*}col"):
            first, before = _number(each.get("min"), 1, _COLUMNS), last
            last = min(_number(each.get("max"), first, 1 << 24), _COLUMNS)
            if first <= before or last < first:
                raise ReportError([damaged(self.name)])
            width = 0.0 if is_on(each.get("hidden")) else decimal(each.get("width"), 8.43)
            widths |= dict.fromkeys(range(first, last + 1), width)
        usual: Any = next(root.iter("{*}sheetFormatPr"), {})
        views = list(root.iter("{*}sheetView"))
        joined = tuple(self._merged(root))
        return _Frame(
            widths=widths,
            usual_width=0 if usual.get("defaultColWidth") is None else max(decimal(usual.get("defaultColWidth"), 8.43), 0.01),
            rows_hidden=is_on(usual.get("zeroHeight")) or decimal(usual.get("defaultRowHeight"), 15.0) < LEAST_HEIGHT,
            zeros=all(is_on(view.get("showZeros", "1")) for view in views),
            formulas=any(is_on(view.get("showFormulas")) for view in views),
            joined=joined,
            wide=frozenset(area[:2] for area in joined),
        )

    def _conditional(self, root: Any) -> Iterator[tuple[Area, LookChange]]:
        """Where a condition may show another number than is held, or nothing (ECMA-376 Part 1 §18.3.1.18)."""
        for group in root.iter("{*}conditionalFormatting"):
            changes = [change for rule in group.iterchildren("{*}cfRule") for change in self.styles.of_rule(rule)]
            inside_ = " ".join(each.text or "" for each in group.iterchildren("{*}sqref"))
            for words in f"{group.get('sqref') or ''} {inside_}".split() if changes else ():
                yield from ((_area(words), change) for change in changes)

    def _tables(self, lines: tuple[Relationship, ...]) -> Iterator[tuple[Area, LookChange]]:
        """Where a style of this workbook for tables may do the same."""
        for line in lines:
            if line.kind == "table" and not line.external:
                root = self._tree(line.target)
                for each in root.iter("{*}tableStyleInfo"):
                    changes = (self.styles.tables or {}).get(each.get("name") or "", ())
                    yield from ((_area(root.get("ref") or ""), change) for change in changes)

    def _remarks(self, lines: tuple[Relationship, ...]) -> Mapping[tuple[int, int], str]:
        """What is pinned to cells (ECMA-376 Part 1 §18.7.3); of a thread of remarks, which newer programs keep beside, all of
        them and not the words that stand in for it."""
        found: dict[str, dict[tuple[int, int], str]] = {"comments": {}, "threadedComment": {}}
        for line in lines:
            if line.kind in found and not line.external and line.target.lower() in self.entries:
                for each in self._tree(line.target).iter("{*}comment", "{*}threadedComment"):
                    words = one_line("".join(text.text or "" for text in each.iter("{*}t", "{*}text")))
                    self.left.spend(1, len(words))
                    at = _corner(each.get("ref"))
                    before = found[line.kind].get(at)
                    found[line.kind][at] = f"{before} / {words}" if before else words
        return {at: words for at, words in (found["comments"] | found["threadedComment"]).items() if words}

    def _drawn(self, lines: tuple[Relationship, ...]) -> Iterator[Area]:
        """What pictures, charts and shapes lie over."""
        for line in lines:
            if line.kind == "drawing" and not line.external:
                yield from map(_anchored, filter(_conceals, self._tree(line.target).iter(*_ANCHORS)))

    def _sketched(self, root: Any, lines: tuple[Relationship, ...]) -> Iterator[Area]:
        """What shapes of VML lie over: fields to fill in, pictures, remarks that are shown; not those of a page's head."""
        named = {value for each in root.iter("{*}legacyDrawing") for key, value in each.items() if key.endswith("}id")}
        for line in lines:
            if line.id in named and not line.external:
                yield from vml_areas(self._tree(line.target, vml_mended))

    def _merged(self, root: Any) -> Iterator[Area]:
        for element in root.iter("{*}mergeCell"):
            area = _area(element.get("ref") or "")
            self.left.join(area)
            yield area

    def _cell(self, element: Any, row: int, column: int, look: CellLook, frame: _Frame) -> Cell | None:
        value = element.find("{*}v")
        text = value.text if value is not None else None
        kind = element.get("t") or "n"
        if kind == "inlineStr" or (kind == "s" and text):
            inside_ = element.find("{*}is") if kind == "inlineStr" else None
            words = self._shared(text or "") if kind == "s" else _words(inside_) if inside_ is not None else _Words("")
            return worded_cell(row, column, words.text, look, self._kind_of(words, look))
        formula = element.find("{*}f") is not None
        if not text:
            return Cell(row, column, "", UNCALCULATED) if formula and not (kind == "str" and value is not None) else None
        if formula and frame.formulas:
            look = replace(look, withheld=True)
        if kind == "n":
            room = 0 if (row, column) in frame.wide else frame.widths.get(column, frame.usual_width)
            cell = number_cell(row, column, text, look, room=room, since_1904=self.since_1904)
            return cell if frame.zeros or decimal(text, 1.0) else replace(cell, kind=WITHHELD, shown="")
        if kind == "b":
            return worded_cell(row, column, "是" if text.strip() == "1" else "否", replace(look, code=""))
        if kind == "d":
            return day_cell(row, column, date.fromisoformat(text[:10]), look)
        return text_cell(row, column, text, FAULT) if kind == "e" else worded_cell(row, column, _plain(text), look)

    def _kind_of(self, words: _Words, look: CellLook) -> str | None:
        """Why a text is not seen as it reads; of one that many cells name, asked once for each look."""
        if not words.fonts:
            return None
        if (words, look) not in self.kinds:
            self.kinds[words, look] = _kind_of(words, look, self.styles.colours)
        return self.kinds[words, look]

    def _shared(self, text: str) -> _Words:
        number = _number(text, 0, len(self.words) - 1, 0)
        return self.words[number]

    def _tree(self, part: str, mended: Callable[[bytes], bytes] | None = None) -> Any:
        entry = self.entries.get(part.lower())
        if entry is None:
            raise ReportError([damaged(self.name)])
        return tree_of(entry, self.name, mended)

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
    seen = [(run, text) for run, text in zip(runs, texts, strict=True) if text.strip()]
    fonts = tuple((run.find("{*}rPr"), any(map(str.isdecimal, text))) for run, text in seen)
    return _Words(_plain(plain + "".join(texts)), fonts)


def _kind_of(words: _Words, look: CellLook, colours: Colours) -> str:
    """Why a text with fonts of its own is not seen as it reads: a run is struck out, or nobody sees it, or digits are raised."""
    kinds = [font_look(properties, look, colours).kind() for properties, _ in words.fonts]
    raised = any(digits and _is_raised(properties) for properties, digits in words.fonts)
    return next(filter(None, kinds), UNSURE if raised else "")


def _is_raised(properties: Any) -> bool:
    found = properties.iterchildren("{*}vertAlign") if properties is not None else ()
    return any(each.get("val") in ("superscript", "subscript") for each in found)


def _plain(text: str) -> str:
    """A text without the escapes for signs that XML does not take."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _is_hidden(line: Any, frame: _Frame) -> bool:
    """Whether a row is not shown, or has hardly any height."""
    if line.get("ht") is None:
        return is_on(line.get("hidden")) or (frame.rows_hidden and line.get("hidden") is None)
    return is_on(line.get("hidden")) or decimal(line.get("ht"), 15.0) < LEAST_HEIGHT


def _conceals(anchor: Any) -> bool:
    """Whether something drawn hides what lies below: not a line, not an empty frame, not what is hidden itself."""
    names = {str(each.tag).rpartition("}")[2] for each in anchor.iterchildren()}
    if not names & {"pic", "sp", "grpSp", "graphicFrame", "contentPart"}:
        return False
    if any(is_on(each.get("hidden")) for each in anchor.iter("{*}cNvPr")):
        return False
    hollow = any(each.find("{*}noFill") is not None for each in anchor.iter("{*}spPr"))
    return "sp" not in names or not hollow or any((each.text or "").strip() for each in anchor.iter("{*}t"))


def _anchored(anchor: Any) -> Area:
    """The cells that something drawn lies over (ECMA-376-1:2016, 20.5.2.33); all where only its place on the sheet is said."""
    first, last, size = (next(anchor.iterchildren(f"{{*}}{name}"), None) for name in ("from", "to", "ext"))
    if first is None:
        return (1, 1, _ROWS, _COLUMNS)
    row, column = (whole(first.findtext(f"{{*}}{name}"), 0) + 1 for name in ("row", "col"))
    if last is not None:
        bottom, right = (whole(last.findtext(f"{{*}}{name}"), 0) + 1 for name in ("row", "col"))
        return (row, column, bottom, right)
    high, wide = (whole(size.get(name), 0) if size is not None else 0 for name in ("cy", "cx"))
    return (row, column, row + high // _EMU_OF_ROW, column + wide // _EMU_OF_COLUMN)


def _area(words: str) -> Area:
    first, _, last = words.partition(":")
    return (*_corner(first), *_corner(last or first))


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
