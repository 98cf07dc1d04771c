"""The entries of an .ods → its sheets as grids; repeats are counted before they are made.

Knows no form.  A cell keeps its value and, beside it, the text that was shown (OpenDocument 1.3 part 3, 9.1.4 and 19.385):
the text is taken where both, and the number's format, say the same number, and asked about where they do not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.ooxml.archive import ZipEntry
from reportgen.problem import ReportError
from reportgen.regex import regex
from reportgen.tables.cell_text import date_text, day_text
from reportgen.tables.cells import ASIDE, BEHIND, FAULT, UNCALCULATED, UNSURE, WITHHELD, Area, Cell, Grid
from reportgen.tables.limits import Allowance, damaged, no_table, one_line, text_cell, tree_of
from reportgen.tables.number_format import exact_number, number_shown, text_shown
from reportgen.tables.ods_styles import OdsStyles, get, local
from reportgen.tables.visibility import CellLook, LookChange, cover, doubt, hide, inside

TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ROWS, _COLUMNS = 1_048_576, 16_384
_NUMBERS = ("float", "percentage", "currency")
_FAULTS = ("#", "Err:")
_NO_SHAPES = frozenset(("annotation", "line", "connector", "measure"))
_ADDRESS = regex(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")


def is_ods(entries: Mapping[str, ZipEntry]) -> bool:
    """Whether a zip calls itself a spreadsheet, or a template of one."""
    return "mimetype" in entries and entries["mimetype"].head().startswith(TYPE)


def ods_grids(entries: Mapping[str, ZipEntry], name: str) -> list[Grid]:
    """The sheets; raises ``ReportError``."""
    if "content.xml" not in entries:
        raise ReportError([damaged(name)])
    if "META-INF/manifest.xml" in entries and b"encryption-data" in entries["META-INF/manifest.xml"].inflate():
        raise ReportError([no_table(name)])
    parts = ("content.xml", "styles.xml", "settings.xml")
    content, named, settings = (_part(entries, part, name) for part in parts)
    styles = OdsStyles.of(*(root for root in (named, content) if root is not None))
    left = Allowance(name)
    tables = [each for body in content.iter("{*}spreadsheet") for each in body.iterchildren("{*}table")]
    left.sheets(len(tables))
    return [_Table(table, styles, left, zeros=_shows_zeros(settings)).grid() for table in tables]


def _part(entries: Mapping[str, ZipEntry], part: str, name: str) -> Any:
    return tree_of(entries[part], name) if part in entries else None


def _shows_zeros(settings: Any) -> bool:
    items = settings.iter("{*}config-item") if settings is not None else ()
    return not any(get(each, "name") == "ShowZeroValues" and (each.text or "").strip() == "false" for each in items)


@dataclass(frozen=True, slots=True)
class _SheetColumns:
    """What a sheet says of its columns: where each run of them begins, its cells' style, whether it is shown."""

    starts: tuple[int, ...] = (1,)
    styles: tuple[str, ...] = ("",)
    aside: tuple[bool, ...] = (False,)
    rooms: tuple[float, ...] = (0.0,)

    def style(self, column: int) -> str:
        return self.styles[bisect_right(self.starts, column) - 1]

    def room(self, column: int) -> float:
        return self.rooms[bisect_right(self.starts, column) - 1]

    def is_aside(self, column: int) -> bool:
        return self.aside[bisect_right(self.starts, column) - 1]


@dataclass(slots=True)
class _Table:
    """One sheet while it is read."""

    table: Any
    styles: OdsStyles
    left: Allowance
    zeros: bool = True
    merged: list[Area] = field(default_factory=list)
    drawn: list[Area] = field(default_factory=list)
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    named: dict[tuple[int, int], str] = field(default_factory=dict)
    """The style of each cell that has content."""

    def grid(self) -> Grid:
        cells: dict[tuple[int, int], Cell] = {}
        hidden: set[int] = set()
        columns = self._columns()
        row = 1
        for line, away in self._rows():
            times = _times(line, "number-rows-repeated")
            self.left.spend(1)
            found = list(self._line(line, row, columns))
            if found and row + times - 1 <= _ROWS:
                self.left.spend((times - 1) * (len(found) + 1), (times - 1) * sum(len(cell.text) for cell in found))
                unseen = away or self._is_hidden(line)
                for again in range(times):
                    cells.update({(row + again, cell.column): _moved(cell, row + again) for cell in found})
                    self.named.update({(row + again, cell.column): self.named[row, cell.column] for cell in found})
                    hidden |= {row + again} if unseen else set()
            row += times
        self._judged(cells, columns)
        return Grid(
            self.left.name,
            get(self.table, "name"),
            cells,
            tuple(self.merged),
            hidden=frozenset(hidden if self._is_seen() else (at for at, _ in cells)),
            remarks=self.remarks,
        )

    def _is_hidden(self, line: Any) -> bool:
        return get(line, "visibility") not in ("", "visible") or self.styles.is_thin("table-row", get(line, "style-name"))

    def _judged(self, cells: dict[tuple[int, int], Cell], columns: _SheetColumns) -> None:
        """What conditions may change, what lies over cells, and what stands in columns that are not shown."""
        by_style = {name: self.styles.changes(name) for name in set(self.named.values())}
        looks = {name: self.styles.look(name) for name in by_style}
        spoilt = {name for name, changes in by_style.items() if any(change.spoils(looks[name]) for change in changes)}
        doubt(cells, [at for at in cells if self.named[at] in spoilt])
        for area, change in self._conditional():
            self.left.judge(len(cells))
            doubt(cells, [at for at in cells if inside(at, area) and change.spoils(looks[self.named[at]])])
        for area in self.drawn:
            self.left.judge(len(cells))
            hide(cells, [at for at in cells if inside(at, area)], BEHIND)
        cover(cells, self.merged)
        hide(cells, [at for at in cells if columns.is_aside(at[1])], ASIDE)

    def _conditional(self) -> Iterator[tuple[Area, LookChange]]:
        """The conditions that newer files keep beside the cells."""
        for group in self.table.iter("{*}conditional-format"):
            said = (get(each, "apply-style-name") or get(each, "style") for each in group.iter("{*}condition", "{*}date-is"))
            changes = [self.styles.change(name) for name in said if name]
            changes += [LookChange(alters=get(each, "show-value") == "false") for each in group.iter("{*}data-bar", "{*}icon-set")]
            areas = [area for words in get(group, "target-range-address").split() if (area := _area(words)) is not None]
            yield from ((area, change) for area in areas for change in changes)

    def _rows(self) -> Iterator[tuple[Any, bool]]:
        """The rows of this sheet, those in groups too, with whether a group is folded; sheets within cells are no part of it."""
        waiting = [(self.table, False)]
        while waiting:
            element, away = waiting.pop()
            if element is not self.table and local(element) == "table-row":
                yield element, away
            elif element is self.table or local(element) in ("table-rows", "table-row-group", "table-header-rows"):
                inner = away or (element is not self.table and get(element, "display") == "false")
                waiting += [(each, inner) for each in reversed(list(element))]
            elif local(element) == "shapes" and any(map(_conceals, element)):
                self.drawn.append((1, 1, _ROWS, _COLUMNS))

    def _line(self, line: Any, row: int, columns: _SheetColumns) -> Iterator[Cell]:
        column = 1
        own = get(line, "default-cell-style-name")
        for element in line.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            times = _times(element, "number-columns-repeated")
            self.left.spend(1)
            if column > _COLUMNS:
                break
            style = get(element, "style-name") or own or columns.style(column)
            room = 0.0 if _times(element, "number-columns-spanned") > 1 else columns.room(column)
            cell = self._cell(element, row, column, style, room) if local(element) == "table-cell" else None
            self._spread(element, row, column)
            for remark in element.iterchildren("{*}annotation"):
                words = one_line("\n".join("".join(_texts(each)) for each in remark.findall("{*}p")))
                self.left.spend(1, len(words))
                self.remarks |= {(row, column): words} if words else {}
            if cell is not None:
                self.left.spend(times, times * len(cell.text))
                for again in range(times):
                    self.named[row, column + again] = style
                    yield replace(cell, column=column + again)
            column += times

    def _spread(self, element: Any, row: int, column: int) -> None:
        """The area that a cell is joined over, and those that what is drawn in it lies over."""
        area = (
            row,
            column,
            row + _times(element, "number-rows-spanned") - 1,
            column + _times(element, "number-columns-spanned") - 1,
        )
        if area[:2] != area[2:]:
            self.left.join(area)
            self.merged.append(area)
        for shape in filter(_conceals, element.iterchildren()):
            end = _area(get(shape, "end-cell-address"))
            self.drawn.append((row, column, *end[:2]) if end else (row, column, row, column))

    def _columns(self) -> _SheetColumns:
        starts, styles, aside, rooms = [1], [""], [False], [0.0]
        column = 1
        for element in self.table.iter("{*}table-column"):
            starts.append(column)
            styles.append(get(element, "default-cell-style-name"))
            groups = element.iterancestors("{*}table-column-group")
            folded = any(get(each, "display") == "false" for each in groups)
            unseen = get(element, "visibility") not in ("", "visible")
            aside.append(folded or unseen or self.styles.is_thin("table-column", get(element, "style-name")))
            rooms.append(self.styles.room(get(element, "style-name")))
            column += _times(element, "number-columns-repeated")
        starts.append(column)
        return _SheetColumns(tuple(starts), (*styles, ""), (*aside, False), (*rooms, 0.0))

    def _cell(self, element: Any, row: int, column: int, style: str, room: float) -> Cell | None:
        kind = get(element, "value-type")
        paragraphs = element.findall("{*}p")
        whole = "\n".join("".join(_texts(each)) for each in paragraphs)
        shown = one_line(whole)
        if not kind and not shown:
            return Cell(row, column, "", UNCALCULATED) if get(element, "formula") and not paragraphs else None
        look = self.styles.look(style)
        if reason := self._unseen(paragraphs, look, shown):
            return Cell(row, column, shown or get(element, "value"), reason)
        if kind in _NUMBERS:
            cell = self._number(element, row, column, style, shown)
            return cell if cell.kind or look.fits(cell.text, room) else Cell(row, column, cell.text, UNSURE)
        if kind == "date":
            day = date.fromisoformat(get(element, "date-value")[:10])
            words = day_text(day, self.styles.parts_of_date(style))
            return Cell(row, column, words) if words else Cell(row, column, date_text(day), UNSURE, shown)
        if shown.startswith(_FAULTS) and get(element, "formula"):
            return Cell(row, column, shown, FAULT)
        if kind == "boolean":
            return text_cell(row, column, "是" if get(element, "boolean-value") == "true" else "否")
        stored = one_line(get(element, "string-value")) or shown
        written = one_line(text_shown(stored, self.styles.code(style, None)) or "")
        if stored == shown == written and not look.repeated:
            return text_cell(row, column, whole)
        return Cell(row, column, stored, UNSURE, shown if shown != stored else "")

    def _unseen(self, paragraphs: list[Any], look: CellLook, shown: str) -> str:
        """Why a cell, or a piece of its text, is not seen or not meant."""
        kinds, all_spanned = [], bool(shown)
        raised = False
        for part in paragraphs:
            spans = [each for each in part.iter("{*}span") if "".join(_texts(each)).strip()]
            bare = (part.text or "").strip() or any((each.tail or "").strip() for each in part.iterchildren())
            all_spanned = all_spanned and not bare and bool(spans)
            for each in spans[:_MOST_SPANS]:
                kinds.append(self.styles.worded("text", get(each, "style-name"), look).kind())
                position = self.styles.said("text", get(each, "style-name"), "text-properties", "text-position")
                raised = raised or (position[:1] not in ("", "0") and any(map(str.isdecimal, "".join(_texts(each)))))
        own = look.kind() if not all_spanned else ""
        return next(filter(None, (*kinds, own)), UNSURE if raised else "")

    def _number(self, element: Any, row: int, column: int, style: str, shown: str) -> Cell:
        """A number: what is shown where it, and its format, say the number stored, to the last digit."""
        exact = exact_number(get(element, "value"))
        cell = _number(row, column, exact, shown, get(element, "value-type"))
        if not exact and not self.zeros:
            return replace(cell, kind=WITHHELD, shown="")
        code = self.styles.code(style, exact)
        written = number_shown(exact, code) if code else None
        look = self.styles.look(style)
        if written is None or cell.kind:
            return replace(cell, kind=UNSURE, shown="") if look.repeated and not cell.kind else cell
        if kind := look.kind(written.ink):
            return replace(cell, kind=kind)
        if not written.exact or _words_of(written.text or "") != _words_of(shown) or look.repeated:
            return Cell(row, column, format(exact.normalize(), "f"), UNSURE, one_line(written.text or ""))
        return cell

    def _is_seen(self) -> bool:
        style = self.styles.styles.get(("table", get(self.table, "style-name")))
        said = [get(each, "display") for each in style.iterchildren("{*}table-properties")] if style is not None else []
        return "false" not in said


_MOST_SPANS = 200
"""Of one paragraph; more runs with looks of their own are in no cell that somebody typed."""


def _words_of(text: str) -> str:
    """The letters of a shown number, such as its unit."""
    return "".join(sign for sign in text if sign.isalpha() or sign in "%‰")


def _conceals(shape: Any) -> bool:
    """Whether something drawn hides what lies below; lines do not, and neither do remarks."""
    return "drawing" in str(shape.tag).partition("}")[0] and local(shape) not in _NO_SHAPES


def _area(words: str) -> Area | None:
    """``Sheet.A1:Sheet.B2`` as an area."""
    first, _, last = words.partition(":")
    found = [_ADDRESS.search(each.rpartition(".")[2]) for each in (first, last or first)]
    if found[0] is None or found[1] is None:
        return None
    (top, left), (bottom, right) = ((int(each[2]), _column(each[1])) for each in found if each)
    return top, left, bottom, right


def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def _number(row: int, column: int, exact: Decimal, shown: str, kind: str) -> Cell:
    """A number: what is shown where it says the number stored."""
    bare = shown.replace(",", "").removesuffix("%").strip()
    factor = Decimal(100) if kind == "percentage" or shown.endswith("%") else Decimal(1)
    number = bare.rstrip("".join(char for char in bare if not char.isascii()))
    plain = number.removeprefix("-")
    same = (
        plain.replace(".", "", 1).isdecimal()
        and plain.isascii()
        and len(plain) < 60
        and Decimal(number) == exact * factor
    )
    if same and (kind != "percentage" or shown.endswith("%")):
        return Cell(row, column, shown.replace(",", ""))
    return Cell(row, column, format(exact.normalize(), "f"), UNSURE, shown)


def _texts(paragraph: Any) -> Iterator[str]:
    """The texts of a paragraph, blanks and ends of lines as such; remarks and how a word is pronounced left out."""
    waiting: list[Any] = [paragraph]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
            continue
        name = local(each)
        if name in ("annotation", "note", "ruby-text"):
            continue
        if name in ("s", "tab", "line-break"):
            yield " "
            continue
        yield each.text or ""
        for child in reversed(list(each)):
            waiting += [child.tail or "", child]


def _moved(cell: Cell, row: int) -> Cell:
    return cell if cell.row == row else replace(cell, row=row)


def _times(element: Any, name: str) -> int:
    """How often something is repeated; once where that is not said, or not as a number."""
    digits = get(element, name)
    return max(int(digits), 1) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else 1
