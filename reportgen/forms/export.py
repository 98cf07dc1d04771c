"""A year's report → one form a department, as the bytes of an .xlsx.

Knows no folders.  Everything but what is asked for is locked, without a password: the lock keeps a hand from slipping, it
keeps nobody out.  Validation warns and lets pass, since “—”, “约50” and “12.3亿元” are read, too.  Last year's figures and
what has been reported already are filled in, so that a form can go out twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reportgen.forms.shape import ANCHOR, COLUMNS, HEAD_ROWS, INPUTS, Mark, anchor, calibre_and_date
from reportgen.report.data import ABSENT, DERIVED, FILLED, GAP, REDACTED, Datum
from reportgen.report.dictionary import NUMERIC, WHOLE, Field, Path
from reportgen.report.load import Report
from reportgen.report.model.grammar import AS_OF, CALIBRE, COMMENT, NAMES, REPORTER, SOURCE
from reportgen.tables import height_of, put_text, saved
from reportgen.text.numbers import decimals

UNKNOWN = "未定科室"
_NOTHING = "—"
_MOST_GENERAL = 10**11
"""From here on a table program shows a number that has no format as a power of ten."""
_GUIDE = (
    "只填白色的格子。本年没有这一项的填“—”，确为零的填 0，还没有的留空；名单各项用“、”隔开。"
    "来源写“文件名+P页码”，例如 统计月报.xlsx+P3。可以加行、排序，请不要改动隐藏的一列。"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A department's form: how many rows it asks for, and the file."""

    department: str
    rows: int
    package: bytes


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: the field, what has been reported, what was reported last year."""

    path: Path
    field: Field
    datum: Datum | None
    last: Datum | None


def export(report: Report, unit: str = "", *, missing: bool = False) -> tuple[Form, ...]:
    """The forms in the order of the departments; ``missing`` asks only for what has not been reported."""
    by_department: dict[str, list[FormRow]] = {}
    for asked in _asked(report):
        if not missing or asked.datum is None or asked.datum.state == GAP:
            by_department.setdefault(asked.field.department or UNKNOWN, []).append(asked)
    order = dict.fromkeys((*report.dictionary.departments, *by_department))
    return tuple(
        Form(name, len(by_department[name]), _form(by_department[name], Mark(report.year, unit, name)))
        for name in order
        if name in by_department
    )


def _asked(report: Report) -> Iterator[FormRow]:
    """Every figure, name and list of the year, and those that the dictionary wants every year, in its order."""
    last = report.last.data if report.last else {}
    known = [path for path, made in report.dictionary.fields.items() if path in report.data or made.required]
    for path in dict.fromkeys((*known, *report.data)):
        if path[0] == NAMES:
            continue
        datum = report.data.get(path)
        made = datum.field if datum is not None else report.dictionary.fields[path]
        yield FormRow(path, made, datum, last.get(path))


def _form(rows: Sequence[FormRow], mark: Mark) -> bytes:
    from openpyxl import Workbook  # late: it takes as long as everything else together

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "填报表"
    looks = _Looks()
    _head(sheet, mark, looks)
    for number, asked in enumerate(rows, 1):
        _row(sheet, HEAD_ROWS + number, number, asked, looks)
    _validations(sheet, rows)
    _page(sheet, HEAD_ROWS + len(rows))
    return saved(book)


class _Looks:
    """The few looks of a form, made once for all cells."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        line = Side(style="thin", color="808080")
        self.border = Border(line, line, line, line)
        self.fill = PatternFill("solid", fgColor="EDEDED")
        self.head_fill = PatternFill("solid", fgColor="D9E2F3")
        self.title, self.bold, self.body, self.small = (
            Font("宋体", 16, b=True), Font("宋体", 11, b=True), Font("宋体", 11), Font("宋体", 10),
        )  # fmt: skip
        self.centre = Alignment("center", "center", wrap_text=True)
        self.left = Alignment("left", "center", wrap_text=True)
        self.right = Alignment("right", "center")
        self.open = Protection(locked=False)


def _title(mark: Mark) -> str:
    """What stands over a form."""
    return f"{mark.unit} {mark.year} 年度汇报材料填报表（{mark.department}）".lstrip()


def _head(sheet: Any, mark: Mark, looks: _Looks) -> None:
    for row, text, font, height in (
        (1, _title(mark), looks.title, 30),
        (2, _GUIDE, looks.small, 32),
    ):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=ANCHOR - 1)
        put_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = font
        sheet.cell(row, 1).alignment = looks.centre if row == 1 else looks.left
        sheet.row_dimensions[row].height = height
    put_text(sheet.cell(1, ANCHOR), str(mark))
    for column, (words, width) in enumerate(COLUMNS, 1):
        cell = sheet.cell(HEAD_ROWS, column)
        put_text(cell, words)
        cell.font, cell.fill, cell.border, cell.alignment = looks.bold, looks.head_fill, looks.border, looks.centre
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.row_dimensions[HEAD_ROWS].height = 22
    sheet.column_dimensions[sheet.cell(1, ANCHOR).column_letter].hidden = True


def _row(sheet: Any, row: int, number: int, asked: FormRow, looks: _Looks) -> None:
    notes: Mapping[str, str] = asked.datum.notes if asked.datum is not None else {}
    sheet.cell(row, 1).value = number
    put_text(sheet.cell(row, 2), asked.field.asked_as)
    put_text(sheet.cell(row, 3), asked.field.unit)
    _put(sheet.cell(row, 4), asked.datum)
    _put_base(sheet.cell(row, 5), asked)
    if asked.field.kind in NUMERIC:
        sheet.cell(row, 6).value = f'=IF(AND(ISNUMBER(D{row}),ISNUMBER(E{row})),ROUND(D{row}-E{row},6),"")'
    put_text(sheet.cell(row, 7), calibre_and_date(notes.get(CALIBRE, ""), notes.get(AS_OF, "")))
    for column, name in ((8, SOURCE), (9, REPORTER), (10, COMMENT)):
        put_text(sheet.cell(row, column), notes.get(name, ""))
    put_text(sheet.cell(row, ANCHOR), anchor(asked.path))
    for column in range(1, ANCHOR + 1):
        cell = sheet.cell(row, column)
        cell.font, cell.border = looks.body, looks.border
        cell.alignment = looks.right if column in (4, 5, 6) else looks.centre if column in (1, 3, 9) else looks.left
        if column in INPUTS:
            cell.protection = looks.open
        else:
            cell.fill = looks.fill
    if asked.field.kind not in NUMERIC:
        for column in (4, 5):
            sheet.cell(row, column).alignment = looks.left
    values = [
        (sheet.cell(row, column).value, width) for column, (_, width) in enumerate(COLUMNS[:-1], 1) if column != 6
    ]
    sheet.row_dimensions[row].height = height_of((text, width) for text, width in values if isinstance(text, str))


def _put_base(cell: Any, asked: FormRow) -> None:
    """Last year's figure to compare with: as revised since, where that is noted."""
    revised = asked.datum.revised if asked.datum is not None else None
    if revised is not None and not revised.approximate and len(revised.value.as_tuple().digits) <= 15:
        _put_number(cell, revised.value)
    else:
        _put(cell, asked.last)


def _put(cell: Any, datum: Datum | None) -> None:
    """A value: a figure as a number that shows its decimals as written, anything else as text."""
    if datum is None or datum.state in (GAP, DERIVED):
        if datum is not None and datum.state == DERIVED and cell.column == 5:
            _put_figure(cell, datum)
        return
    if datum.state == ABSENT:
        put_text(cell, _NOTHING)
    elif datum.state == FILLED and datum.figure is not None and _is_plain_number(datum):
        _put_figure(cell, datum)
    else:
        put_text(cell, "*" if datum.state == REDACTED else datum.whole)


def _put_figure(cell: Any, datum: Datum) -> None:
    _put_number(cell, datum.number)


def _put_number(cell: Any, value: Decimal) -> None:
    places = decimals(value)
    cell.value = int(value) if not places else float(value)
    cell.number_format = f"0.{'0' * places}" if places else "General" if abs(value) < _MOST_GENERAL else "0"


def _is_plain_number(datum: Datum) -> bool:
    """Whether a table program can hold the figure as a number and give it back: no 约, no range, at most fifteen digits."""
    figure = datum.figure
    return (
        figure is not None
        and not figure.approximate
        and figure.upper is None
        and len(figure.value.as_tuple().digits) <= 15
    )


def _validations(sheet: Any, rows: Sequence[FormRow]) -> None:
    """A warning where a value is not of its field's kind or out of its limits; one rule for all cells alike."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rules: dict[tuple[str, ...], Any] = {}
    for row, asked in enumerate(rows, HEAD_ROWS + 1):
        made = asked.field
        if made.kind not in NUMERIC:
            continue
        whole = made.is_whole or (made.decimals == 0 and made.kind in WHOLE)
        low = made.low if made.low is not None else None if made.kind in ("增速", "百分点") else Decimal(0)
        key = (
            "whole" if whole else "decimal",
            "" if low is None else str(low),
            "" if made.high is None else str(made.high),
        )
        if key not in rules:
            rules[key] = _rule(DataValidation, *key)
            sheet.add_data_validation(rules[key])
        rules[key].add(sheet.cell(row, 4))


def _rule(maker: Any, kind: str, low: str, high: str) -> Any:
    operator, first, second = "between", low or "-1E+15", high or "1E+15"
    span = f"{low or '不限'}～{high or '不限'}" if low or high else "不限大小"
    return maker(
        type=kind, operator=operator, formula1=first, formula2=second, allow_blank=True, errorStyle="warning",
        showErrorMessage=True, errorTitle="请核对", error=f"这里应当填{'整数' if kind == 'whole' else '数'}（{span}）。本年没有的填“—”。确实要这样填，请选“是”。",
    )  # fmt: skip


def _page(sheet: Any, last_row: int) -> None:
    """Locked, with the headings always in view; printed on A4 across, one page wide, headings on each page."""
    sheet.freeze_panes = sheet.cell(HEAD_ROWS + 1, 4)
    for name in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, name, False)  # in this part of the format, False means that it is allowed
    sheet.protection.sheet = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.7, 0.7
    sheet.print_title_rows = f"{HEAD_ROWS}:{HEAD_ROWS}"
    sheet.print_area = f"A1:{COLUMN_BEFORE_ANCHOR}{last_row}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.print_options.horizontalCentered = True


COLUMN_BEFORE_ANCHOR = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[ANCHOR - 2]
