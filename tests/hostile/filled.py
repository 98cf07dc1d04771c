"""Forms of the shipped year as departments send them back: rows that show another field than their hidden key names, values that show
something else than they hold, other formats, a folder of many things; and files with links that run something."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import drafts
from docx_samples import document, package_of

from hostile.case import Case
from hostile.tables import ODS, OFFICE

KIND = "filled forms"
ROOT = Path(__file__).parents[2]
DEPARTMENT = "农业农村办"
NUMBER, NAME, UNIT, VALUE, LAST, KEY = 1, 2, 3, 4, 5, 11
FIRST, END = 4, 11
Change = Callable[[Any], None]


@cache
def _form() -> bytes:
    from reportgen.forms import export

    report, _ = drafts.read([ROOT / "inputs/2024.yaml"], ROOT / "templates/annual/fields.yaml", [ROOT / "inputs/2023.yaml"])
    return next(form.package for form in export(report) if form.department == DEPARTMENT)


def changed(change: Change) -> bytes:
    """The form with a new figure in its first row, and with something done to it."""
    from openpyxl import load_workbook

    from reportgen.tables import saved

    book = load_workbook(io.BytesIO(_form()))
    book.active.cell(FIRST, VALUE).value = 7361
    change(book.active)
    return saved(book)


def exchanged(*columns: int) -> Change:
    """Rows 4 and 6 exchanged in some columns."""

    def change(sheet: Any) -> None:
        for column in columns:
            one, other = sheet.cell(FIRST, column), sheet.cell(FIRST + 2, column)
            one.value, other.value = other.value, one.value

    return change


def turned(sheet: Any) -> None:
    """All columns that are seen in the reverse order, as sorting without the hidden one does."""
    seen = [[sheet.cell(row, column).value for column in range(1, KEY)] for row in range(FIRST, END + 1)]
    for row, values in zip(range(FIRST, END + 1), reversed(seen), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def moved(sheet: Any) -> None:
    """Every row one lower, but for the keys."""
    seen = [[sheet.cell(row, column).value for column in range(1, KEY)] for row in range(FIRST, END + 1)]
    for row, values in zip(range(FIRST, END + 1), seen[-1:] + seen[:-1], strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def put(column: int, value: object, row: int = FIRST) -> Change:
    return lambda sheet: setattr(sheet.cell(row, column), "value", value)


def shaped(value: object, shape: str) -> Change:
    def change(sheet: Any) -> None:
        sheet.cell(FIRST, VALUE).value = value
        sheet.cell(FIRST, VALUE).number_format = shape

    return change


def dressed(**font: object) -> Change:
    def change(sheet: Any) -> None:
        from openpyxl.styles import Font

        sheet.cell(FIRST, VALUE).font = Font(**font)

    return change


def runs(*pieces: tuple[str, dict[str, object]]) -> Change:
    def change(sheet: Any) -> None:
        from openpyxl.cell.rich_text import CellRichText, TextBlock
        from openpyxl.cell.text import InlineFont

        sheet.cell(FIRST, VALUE).value = CellRichText(*(TextBlock(InlineFont(**look), text) for text, look in pieces))

    return change


ROWS: dict[str, tuple[Change, str]] = {
    "sorted: all columns but the key reversed": (turned, "X23"),
    "sorted: every row one lower, but for the keys": (moved, "X23"),
    "sorted: two rows exchanged, but for the keys": (exchanged(NUMBER, NAME, UNIT, VALUE, LAST), "X23"),
    "sorted: two keys exchanged": (exchanged(KEY), "X23"),
    "name: two names exchanged": (exchanged(NAME), "X23"),
    "name: another one typed": (put(NAME, "早晚稻面积"), "X23"),
    "name: nothing": (put(NAME, None), "X23"),
    "name: a sign without width in it": (put(NAME, "村级集体\u200b经济总收入同比"), "X23"),
    "unit: 亿元 for 万元": (put(UNIT, "亿元"), "X23"),
    "unit: 元 for 万元": (put(UNIT, "元"), "X23"),
    "unit: a share for an amount": (put(UNIT, "%"), "X23"),
    "unit: turned about by a sign": (put(UNIT, "\u202e万元"), "X23"),
    "last year: that of another row": (exchanged(LAST), "X23"),
    "last year: ten thousand times as much": (put(LAST, 68_425_000), "X23"),
    "last year: nothing": (put(LAST, None), "X23"),
    "last year: a text": (put(LAST, "约6842.5"), "ok"),
}  # fmt: skip
VALUES: dict[str, tuple[Change, str]] = {
    "format: in 万, by a format of its own": (shaped(73_610_000, '0!.0,"万"'), "X25"),
    "format: thousands cut off": (shaped(7_361_000, "#,##0,"), "X25"),
    "format: rounded": (shaped(7361.49, "0"), "X25"),
    "format: another number as a word": (shaped(7361, '"9999"'), "X25"),
    "format: another number where a condition holds": (shaped(7361, '[>7000]"7000";0'), "X25"),
    "format: a share": (shaped(73.61, "0%"), "X"),
    "format: nothing shown": (shaped(7361, ";;;"), "X25"),
    "struck out: all": (dressed(strike=True), "X25"),
    "struck out: a part of a text": (runs(("73", {}), ("61", {"strike": True})), "X25"),
    "struck out: the old one before the new one": (runs(("7360", {"strike": True}), ("7361", {})), "X25"),
    "rich text: a part in white": (runs(("73", {}), ("61", {"color": "FFFFFFFF"})), "X25"),
    "rich text: a part of size 1": (runs(("7361", {}), ("0000", {"sz": 1})), "X25"),
    "rich text: a raised part": (runs(("736", {}), ("1", {"vertAlign": "superscript"})), "X"),
    "rich text: a sign without width": (runs(("73", {}), ("\u200b61", {})), "X"),
    "unseen: white on white": (dressed(color="FFFFFFFF"), "X25"),
    "unseen: size 1": (dressed(size=1), "X25"),
    "unseen: a row of no height": (lambda sheet: setattr(sheet.row_dimensions[FIRST], "height", 0.4), "X"),
    "unseen: a hidden row": (lambda sheet: setattr(sheet.row_dimensions[FIRST], "hidden", True), "X23"),
    "unseen: a column of no width": (lambda sheet: setattr(sheet.column_dimensions["D"], "width", 0.05), "X"),
}  # fmt: skip


def _texts(change: Change) -> list[list[str]]:
    from openpyxl import load_workbook

    rows = load_workbook(io.BytesIO(changed(change))).active.iter_rows(values_only=True)
    return [["" if value is None or str(value).startswith("=") else str(value) for value in row] for row in rows]


def _csv(change: Change, encoding: str, between: str = ",") -> bytes:
    return "\r\n".join(between.join(f'"{text}"' if between in text else text for text in row) for row in _texts(change)).encode(encoding)


def _ods(change: Change) -> bytes:
    from xml.sax.saxutils import escape

    rows = "".join(
        "<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>' for text in row) + "</table:table-row>"
        for row in _texts(change)
    )
    names = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    content = f"<office:document-content {names}><office:body><office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    return package_of({"mimetype": ODS, "content.xml": content.encode()})


def _none(_: Any) -> None:
    return


FOLDERS: dict[str, tuple[Callable[[], dict[str, bytes]], str]] = {
    "text: a .csv in GBK": (lambda: {"表.csv": _csv(_none, "gbk")}, "ok"),
    "text: a .csv in UTF-8 with its mark": (lambda: {"表.csv": _csv(_none, "utf-8-sig")}, "ok"),
    "text: a .csv in UTF-16 with tabs": (lambda: {"表.csv": _csv(_none, "utf-16", "\t")}, ""),
    "text: a .csv whose names were exchanged": (lambda: {"表.csv": _csv(exchanged(NAME), "gbk")}, "X23"),
    "OpenDocument: an .ods": (lambda: {"表.ods": _ods(_none)}, "ok"),
    "OpenDocument: an .ods called .xlsx": (lambda: {"表.xlsx": _ods(_none)}, "ok"),
    "OpenDocument: an .ods whose rows were sorted": (lambda: {"表.ods": _ods(turned)}, "X23"),
    "passed over: a Word file, a packed one, a picture": (lambda: {"甲.docx": document("甲"), "乙.zip": b"PK\5\6" + bytes(18), "丙.png": b"\x89PNG", "表.xlsx": changed(_none)}, "X26"),
    "passed over: what is open, what is hidden": (lambda: {"~$表.xlsx": b"x", ".表.xlsx": b"x", "表.xlsx": changed(_none)}, ""),
    "passed over: a form without an ending": (lambda: {"表": changed(_none), "表2.xlsx": changed(_none)}, "X26"),
    "passed over: a folder in the folder": (lambda: {"内/表.xlsx": changed(_none), "表.xlsx": changed(_none)}, "X26"),
}  # fmt: skip


def cases() -> Iterator[Case]:
    command = ("forms", "import", "收回", "--yes", "--overwrite", "--year", "2024")
    for name, (change, codes) in (*ROWS.items(), *VALUES.items()):
        yield Case(KIND, name, lambda _, change=change: {"收回/表.xlsx": changed(change)}, codes, command, office=True, partly=True)
    for name, (build, codes) in FOLDERS.items():
        yield Case(KIND, name, lambda _, build=build: {f"收回/{file}": data for file, data in build().items()}, codes, command, office=True, partly=True)
