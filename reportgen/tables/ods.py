"""The entries of an .ods → its sheets as grids; repeats are counted before they are made.

Knows no form.  A cell keeps its value and, beside it, the text that was shown (OpenDocument 1.3 part 3, 9.1.4 and 19.385):
the text is taken where both say the same number, and asked about where they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.ooxml.archive import ZipEntry
from reportgen.problem import ReportError
from reportgen.tables.cell_text import date_text
from reportgen.tables.cells import FAULT, PLAIN, STRUCK, UNCALCULATED, UNSURE, Area, Cell, Grid
from reportgen.tables.limits import Allowance, damaged, one_line, text_cell, tree_of
from reportgen.tables.number_format import exact_number

TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ROWS, _COLUMNS = 1_048_576, 16_384
_NUMBERS = ("float", "percentage", "currency")
_FAULTS = ("#", "Err:")
_DEEPEST_STYLE = 20


def is_ods(entries: Mapping[str, ZipEntry]) -> bool:
    """Whether a zip calls itself a spreadsheet, or a template of one."""
    return "mimetype" in entries and entries["mimetype"].head().startswith(TYPE)


def ods_grids(entries: Mapping[str, ZipEntry], name: str) -> list[Grid]:
    """The sheets; raises ``ReportError``."""
    if "content.xml" not in entries:
        raise ReportError([damaged(name)])
    content: Any = tree_of(entries["content.xml"], name)
    named: Any = tree_of(entries["styles.xml"], name) if "styles.xml" in entries else None
    styles = {_key(each): each for root in (named, content) if root is not None for each in root.iter("{*}style")}
    left = Allowance(name)
    tables = [each for body in content.iter("{*}spreadsheet") for each in body.iterchildren("{*}table")]
    left.sheets(len(tables))
    return [_Table(table, styles, left).grid() for table in tables]


def _key(style: Any) -> tuple[str, str]:
    return _get(style, "family"), _get(style, "name")


@dataclass(slots=True)
class _Table:
    """One sheet while it is read."""

    table: Any
    styles: Mapping[tuple[str, str], Any]
    left: Allowance

    def grid(self) -> Grid:
        cells: dict[tuple[int, int], Cell] = {}
        merged: list[Area] = []
        hidden: set[int] = set()
        defaults = self._column_styles()
        row = 1
        for line in self._rows():
            times = _times(line, "number-rows-repeated")
            self.left.spend(1)
            found = list(self._line(line, row, defaults, merged))
            if found and row + times - 1 <= _ROWS:
                self.left.spend((times - 1) * (len(found) + 1), (times - 1) * sum(len(cell.text) for cell in found))
                for again in range(times):
                    cells.update({(row + again, cell.column): _moved(cell, row + again) for cell in found})
                    hidden |= {row + again} if _get(line, "visibility") not in ("", "visible") else set()
            row += times
        seen = self._is_seen()
        return Grid(
            self.left.name,
            _get(self.table, "name"),
            cells,
            tuple(merged),
            hidden=frozenset(hidden if seen else (at for at, _ in cells)),
        )

    def _rows(self) -> Iterator[Any]:
        """The rows of this sheet, those in groups too; sheets within cells are no part of it."""
        waiting = [self.table]
        while waiting:
            element = waiting.pop()
            if element is not self.table and _local(element) == "table-row":
                yield element
            elif element is self.table or _local(element) in ("table-rows", "table-row-group", "table-header-rows"):
                waiting += reversed(list(element))

    def _line(self, line: Any, row: int, defaults: Mapping[int, str], merged: list[Area]) -> Iterator[Cell]:
        column = 1
        own = _get(line, "default-cell-style-name")
        for element in line.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            times = _times(element, "number-columns-repeated")
            self.left.spend(1)
            if column > _COLUMNS:
                break
            style = _get(element, "style-name") or own or defaults.get(column, "")
            cell = self._cell(element, row, column, style) if _local(element) == "table-cell" else None
            area = (
                row,
                column,
                row + _times(element, "number-rows-spanned") - 1,
                column + _times(element, "number-columns-spanned") - 1,
            )
            if area[:2] != area[2:]:
                self.left.join(area)
                merged.append(area)
            if cell is not None:
                self.left.spend(times, times * len(cell.text))
                yield from (Cell(row, column + again, cell.text, cell.kind, cell.shown) for again in range(times))
            column += times

    def _column_styles(self) -> dict[int, str]:
        """The style of each column's cells that have none of their own; of the first hundred, a form has eleven."""
        found: dict[int, str] = {}
        column = 1
        for element in self.table.iter("{*}table-column"):
            times = _times(element, "number-columns-repeated")
            if column <= 100 and (name := _get(element, "default-cell-style-name")):
                found |= dict.fromkeys(range(column, min(column + times, 101)), name)
            column += times
        return found

    def _cell(self, element: Any, row: int, column: int, style: str) -> Cell | None:
        kind = _get(element, "value-type")
        paragraphs = element.findall("{*}p")
        shown = one_line("\n".join("".join(_texts(each)) for each in paragraphs))
        if not kind and not shown:
            return Cell(row, column, "", UNCALCULATED) if _get(element, "formula") and not paragraphs else None
        if self._struck("table-cell", style) or any(
            self._struck("text", _get(each, "style-name")) for part in paragraphs for each in part.iter("{*}span")
        ):
            return Cell(row, column, shown or _get(element, "value"), STRUCK)
        if kind in _NUMBERS:
            return _number(row, column, _get(element, "value"), shown, kind)
        if kind == "date":
            return Cell(row, column, date_text(date.fromisoformat(_get(element, "date-value")[:10])))
        if shown.startswith(_FAULTS) and _get(element, "formula"):
            return Cell(row, column, shown, FAULT)
        stored = one_line(_get(element, "string-value")) or shown
        if kind == "boolean":
            return text_cell(row, column, "是" if _get(element, "boolean-value") == "true" else "否")
        return text_cell(row, column, stored, PLAIN) if stored == shown else Cell(row, column, stored, UNSURE, shown)

    def _struck(self, family: str, name: str) -> bool:
        """Whether a style, or the nearest of its parents that says anything of it, strikes out."""
        for _ in range(_DEEPEST_STYLE):
            style = self.styles.get((family, name))
            if style is None:
                return False
            for properties in style.iterchildren("{*}text-properties"):
                said = [
                    _get(properties, key)
                    for key in ("text-line-through-style", "text-line-through-type")
                    if _get(properties, key)
                ]
                if said:
                    return "none" not in said
            name = _get(style, "parent-style-name")
        return False

    def _is_seen(self) -> bool:
        style = self.styles.get(("table", _get(self.table, "style-name")))
        said = (
            [_get(each, "display") for each in style.iterchildren("{*}table-properties")] if style is not None else []
        )
        return "false" not in said


def _number(row: int, column: int, value: str, shown: str, kind: str) -> Cell:
    """A number: what is shown where it says the number stored, to the last digit."""
    exact = exact_number(value)
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
        name = _local(each)
        if name in ("annotation", "note", "ruby-text"):
            continue
        if name in ("s", "tab", "line-break"):
            yield " "
            continue
        yield each.text or ""
        for child in reversed(list(each)):
            waiting += [child.tail or "", child]


def _moved(cell: Cell, row: int) -> Cell:
    return cell if cell.row == row else Cell(row, cell.column, cell.text, cell.kind, cell.shown)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _get(element: Any, name: str) -> str:
    """An attribute by its name, in whichever of the format's vocabularies."""
    return next((str(value) for key, value in element.items() if str(key).endswith("}" + name)), "")


def _times(element: Any, name: str) -> int:
    """How often something is repeated; once where that is not said, or not as a number."""
    digits = _get(element, name)
    return max(int(digits), 1) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else 1
